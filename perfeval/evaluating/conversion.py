"""One raw value into the value that its declared type asks for."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from perfeval.core.types import (
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
from perfeval.diagnostics import Diagnostic, Words, of_facts
from perfeval.diagnostics.near import did_you_mean
from perfeval.facts import MISSING_WORDS, NOT_APPLICABLE_WORDS, Given, Raw
from perfeval.records import frozen
from perfeval.values.numbers import fold, read_number
from perfeval.values.reading_targets import read_quantity, read_target
from perfeval.values.units import Unit, find_unit

YES = frozenset({"是", "有", "存在", "yes", "true"})
NO = frozenset({"否", "无", "没有", "不存在", "no", "false"})


@frozen
class Amount:
    """A number in base units, and how it was given: the figure and the unit symbol, "" for none."""

    number: Fraction
    figure: Fraction
    unit: str


def is_missing(value: Raw) -> bool:
    """Whether a value says that there is none: nothing, blank text, or 缺."""
    return value is None or (isinstance(value, str) and (not value.strip() or value.strip() in MISSING_WORDS))


def is_not_applicable(value: Raw) -> bool:
    """Whether a value says 不适用."""
    return isinstance(value, str) and value.strip() in NOT_APPLICABLE_WORDS


def number_of(value: Raw) -> Fraction | None:
    """A plain number (points, counts), with or without 分 or 处 after it; None when it is none."""
    read = _figure(value)
    return None if read is None else read[0]


def points_of(value: Raw) -> Fraction | None:
    """Points, with or without 分 after them; None when it is none."""
    read = _figure(value)
    return read[0] if read is not None and read[1] in ("", "分", "point", "points") else None


def share_of(value: Raw) -> Fraction | None:
    """A share as 90% or 0.9; None when it is none. A bare number over 1 may mean either, and is none."""
    read = _figure(value)
    if read is None:
        return None
    number, unit = read
    if unit == "%":
        return number / 100
    return number if not unit and number <= 1 else None


def converted(name: str, given: Given, type: Type, unit: Unit | None) -> Any:
    """The value in the declared type: an Amount, bool, str, date, Target or Quantity; or what is wrong."""
    match type:
        case NumberType():
            return _amount(name, given, unit)
        case BooleanType():
            return _yes_or_no(name, given)
        case DateType():
            return _date(name, given)
        case ChoiceType(choices):
            return _choice(name, given, choices)
        case TargetType():
            return _read(name, given, read_target)
        case QuantityType():
            return _read(name, given, read_quantity)
        case TextType() | UnknownType():
            return str(given.value)


def _amount(name: str, given: Given, declared: Unit | None) -> Amount | Diagnostic:
    read = _figure(given.value)
    if read is None:
        return _wrong(
            name, given, Words("一个数", "a number"), f"193.54{declared.symbol if declared else ''}"
        )
    figure, symbol = read
    if not symbol:
        scale = declared.scale if declared is not None else Fraction(1)
        return Amount(figure * scale, figure, declared.symbol if declared else "")
    unit = find_unit(symbol, declaring=True)
    if unit is None:
        return _wrong(
            name, given, Words("一个数", "a number"), f"193.54{declared.symbol if declared else ''}"
        )
    if declared is not None and not _fits(unit, declared):
        return of_facts.wrong_unit(given.place, name=name, declared=declared.symbol, value=str(given.value))
    return Amount(figure * unit.scale, figure, symbol)


def _fits(unit: Unit, declared: Unit) -> bool:
    return unit.dimension == declared.dimension


def _figure(value: Raw) -> tuple[Fraction, str] | None:
    """A number and the unit symbol after it."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | Decimal | Fraction):
        return (Fraction(value), "") if not isinstance(value, Decimal) or value.is_finite() else None
    if not isinstance(value, str):
        return None
    match = re.fullmatch(r"\s*([-+]?[0-9][0-9,，.]*)\s*(\D[^0-9]*)?\s*", fold(value))
    number = read_number(match[1]) if match else None
    if match is None or number is None:
        return None
    return number, (match[2] or "").strip()


def _yes_or_no(name: str, given: Given) -> bool | Diagnostic:
    value = given.value
    if isinstance(value, bool):
        return value
    word = value.strip().lower() if isinstance(value, str) else ""
    if word in YES or word in NO:
        return word in YES
    return _wrong(name, given, Words("是或否", "yes or no"), "是")


def _date(name: str, given: Given) -> date | Diagnostic:
    if isinstance(given.value, date):
        return given.value
    match = re.fullmatch(
        r"\s*([0-9]{4})\s*[-./年]\s*([0-9]{1,2})\s*[-./月]\s*([0-9]{1,2})\s*日?\s*", fold(str(given.value))
    )
    try:
        return date(*(int(part) for part in match.groups()))  # type: ignore[union-attr]
    except (AttributeError, ValueError):
        return _wrong(name, given, Words("日期", "a date"), "2024-12-31")


def _choice(name: str, given: Given, choices: tuple[str, ...]) -> str | Diagnostic:
    value = str(given.value).strip()
    if value in choices:
        return value
    return of_facts.unknown_choice(
        given.place, name=name, choices="、".join(choices), value=value, near=did_you_mean(value, choices)
    )


def _read(name: str, given: Given, reader: Callable[[Any], Any]) -> Any:
    if isinstance(given.value, bool):
        return _wrong(name, given, Words("指标值或完成值", "a target or an actual"), "≥ 90%")
    return reader(str(given.value) if isinstance(given.value, date) else given.value)


def _wrong(name: str, given: Given, wanted: Words, example: str) -> Diagnostic:
    value = given.value
    shown = ("是" if value else "否") if isinstance(value, bool) else str(value)
    shown = shown if len(shown) <= 60 else shown[:60] + "…"
    return of_facts.wrong_type(given.place, name=name, wanted=wanted, value=shown, example=example)
