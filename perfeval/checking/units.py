"""Units as written into types: literals, the declared kind of a fact, dimensions put together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from fractions import Fraction

from perfeval import nodes
from perfeval.core import terms as core
from perfeval.core.types import (
    BARE_TYPE,
    BooleanType,
    ChoiceType,
    DateType,
    NumberType,
    QuantityType,
    TargetType,
    TextType,
    Type,
    UnknownType,
)
from perfeval.diagnostics import Diagnostic, Words, of_rules
from perfeval.source import Stretch
from perfeval.values.units import SCALES, Dimension, Unit, find_unit, near_units

Report = Callable[[Diagnostic], None]

KINDS: dict[str, Type] = {
    "是否": BooleanType(), "yes/no": BooleanType(),
    "文本": TextType(), "text": TextType(),
    "日期": DateType(), "date": DateType(),
    "目标": TargetType(), "target": TargetType(),
    "数量": QuantityType(), "quantity": QuantityType(),
}  # fmt: skip


def declared(node: nodes.Fact | nodes.Column, report: Report, at: Stretch) -> tuple[Type, Unit | None]:
    """The type and unit that a 数据 or 列 line states in its parentheses."""
    if node.choices:
        return ChoiceType(node.choices), None
    if not node.type:
        return BARE_TYPE, None
    kind = KINDS.get(node.type.lower())
    if kind is not None:
        return kind, None
    unit = find_unit(node.type, declaring=True)
    if unit is None:
        report(of_rules.unknown_unit(at, unit=node.type, near=_near(node.type)))
        return UnknownType(), None
    return NumberType(unit.dimension), unit


def constant(node: nodes.Number, report: Report, at: Stretch) -> tuple[core.Term, Type]:
    """A literal in base units with its type; a number without a unit fits any."""
    if not node.unit:
        return core.Const(node.figure), BARE_TYPE
    if node.unit in SCALES:
        return core.Const(node.figure * SCALES[node.unit], node.unit), BARE_TYPE
    unit = find_unit(node.unit)
    if unit is None:
        report(of_rules.unknown_unit(at, unit=node.unit, near=_near(node.unit)))
        return core.ZERO, UnknownType()
    return core.Const(node.figure * unit.scale, node.unit), NumberType(unit.dimension)


def _near(symbol: str) -> Words:
    near = near_units(symbol)
    if not near:
        return Words("", "")
    shown = "、".join(f"“{other}”" for other in near)
    return Words(f"。是不是{shown}？", f". Did you mean {shown}?")


def combined(left: NumberType, right: NumberType, sign: int) -> NumberType:
    """The type of a product (sign 1) or quotient (sign −1). A bare number counts as a ratio."""
    if left.dimension is None and right.dimension is None:
        return BARE_TYPE
    powers: Counter[str] = Counter(dict(left.dimension or ()))
    for base, exponent in right.dimension or ():
        powers[base] += sign * exponent
    return NumberType(tuple(sorted((base, power) for base, power in powers.items() if power)))


def exponents(dimension: Dimension, base: str) -> int:
    """The power of a base in a dimension; 0 when it is not in it."""
    return dict(dimension).get(base, 0)


BASE_WORDS = {
    "money": Words("元", "元"),
    "points": Words("分", "points"),
    "day": Words("天", "days"),
    "month": Words("月", "months"),
}


def as_words(dimension: Dimension) -> str:
    """A dimension in brackets after a name: （元）, nothing for a ratio."""
    if not dimension:
        return ""
    parts = []
    for base, power in dimension:
        symbol = BASE_WORDS[base].zh if base in BASE_WORDS else base.removeprefix("count:")
        parts.append(symbol if power == 1 else f"{symbol}^{power}" if power > 0 else f"/{symbol}")
    return f"（{''.join(parts)}）"


def fraction_of(number: nodes.Number) -> Fraction:
    """A literal's value where the unit is a scale or a percentage; used for points and shares."""
    if number.unit in SCALES:
        return number.figure * SCALES[number.unit]
    unit = find_unit(number.unit) if number.unit else None
    return number.figure * unit.scale if unit is not None else number.figure
