"""Functions that round: 四舍五入 round, 去尾 floor, 进一 ceil, to so many decimals or to whole numbers."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial

from perfeval.core.bounds import ANY, rounded
from perfeval.core.possible import Possible
from perfeval.core.types import NumberType, Type
from perfeval.diagnostics import Words
from perfeval.function import Function, Mismatch, Trend
from perfeval.values.numbers import Rounding, round_to
from perfeval.values.states import Absent, Kind, absent

MOST_PLACES = 1000

_NO_MONEY = Words(
    "没有单位的数；金额请先除以1元或1万元，如 四舍五入(金额/1万元, 2)",
    "a number without a unit; divide money by 1元 or 1万元 first, as in round(amount/1万元, 2)",
)
_PLACES = Words("小数位数（整数）", "a whole number of decimals")


def _type(types: tuple[Type, ...]) -> Type | Mismatch:
    # 金额（万元） is kept in 元: rounding it to two places would round to the 分, which nobody means.
    first = types[0]
    if not isinstance(first, NumberType) or any(base == "money" for base, _ in first.dimension or ()):
        return Mismatch(0, _NO_MONEY)
    if len(types) > 1 and not (isinstance(types[1], NumberType) and not types[1].dimension):
        return Mismatch(1, _PLACES)
    return first


def _round(mode: Rounding, value: Fraction, places: Fraction = Fraction(0)) -> Fraction | Absent:
    if places.denominator != 1 or abs(places) > MOST_PLACES:
        return absent(Kind.FAILED, "places-not-whole")
    return round_to(value, places.numerator, mode)


def _possible(mode: Rounding, arguments: tuple[Possible, ...]) -> Possible:
    if any(each.values is None for each in arguments):
        return Possible(None)
    places = arguments[1].numbers.point if len(arguments) > 1 else Fraction(0)
    if places is None or places.denominator != 1 or abs(places) > MOST_PLACES:
        return Possible(ANY)
    return Possible(rounded(arguments[0].numbers, places.numerator, mode))


def _function(zh: str, en: str, mode: Rounding, describes: Words, aliases: tuple[str, ...]) -> Function:
    body: Callable[..., Fraction | Absent] = partial(_round, mode)
    return Function(
        Words(zh, en),
        (1, 2),
        _type,
        describes,
        body=body,
        possible=partial(_possible, mode),
        aliases=aliases,
        trends=(Trend.RISES, Trend.NEITHER),
    )


FUNCTIONS = (
    _function(
        "四舍五入",
        "round",
        Rounding.HALF_UP,
        Words(
            "四舍五入(x, 位数)：保留几位小数，不写位数取整数；按绝对值，-0.5成为-1；93.46%要写4位",
            "round(x, places): to so many decimals, whole where not said; by magnitude, half goes up; 93.46% is 4",
        ),
        (),
    ),
    _function(
        "去尾",
        "floor",
        Rounding.DOWN,
        Words(
            "去尾(x, 位数)：多出的舍去，不写位数取整数；按绝对值，-1.5成为-1",
            "floor(x, places): the rest is dropped, whole where not said; by magnitude, -1.5 is -1",
        ),
        ("向下取整",),
    ),
    _function(
        "进一",
        "ceil",
        Rounding.UP,
        Words(
            "进一(x, 位数)：有余数就进一，不写位数取整数；按绝对值，-1.5成为-2",
            "ceil(x, places): any rest goes up, whole where not said; by magnitude, -1.5 is -2",
        ),
        ("向上取整",),
    ),
)
