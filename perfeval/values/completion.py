"""Completion: how far an actual has come towards a target, and what comparing the two assumes."""

from __future__ import annotations

from fractions import Fraction

from perfeval.values.numbers import decimal_text
from perfeval.values.states import Absent, Kind, absent, worst
from perfeval.values.targets import Comparator, Form, Part, PartialDate, Quantity, Reading, Target, aligned
from perfeval.values.units import is_tally


def completion(actual: Quantity, target: Target) -> Fraction | Absent:
    """完成率: how far an actual has come towards a target, as a share that is not capped.

    ≥ > = and a bare number: actual ÷ target. ≤ <: target ÷ actual, and 1 where the actual is 0 or less.
    A target of 0: 1 where the actual meets it, else 0. Range and date: 1 inside, else 0. Parts: the least
    of their rates. A phrase as target does not apply; a missing cell, a part the actual lacks, and a date
    too coarse to tell are missing; what cannot be compared has failed.
    """
    if target.form is Form.PHRASE:
        return absent(Kind.NOT_APPLICABLE, "target-is-phrase", target=target.raw)
    if target.form is Form.EMPTY:
        return absent(Kind.MISSING, "target-is-empty")
    if actual.form is Form.EMPTY:
        return absent(Kind.MISSING, "actual-is-empty")
    if target.form is Form.DATE:
        return _date_rate(actual, target)
    if actual.form not in (Form.QUANTITY, Form.PARTS):
        return absent(Kind.FAILED, "actual-not-a-number", actual=actual.raw)
    if _are_opposed(actual, target):
        return absent(Kind.FAILED, "directions-differ", actual=actual.raw, target=target.raw)
    if target.form is Form.RANGE:
        return _range_rate(actual, target)
    return _least([_part_rate(actual, target, index) for index in range(len(target.parts))])


def reached(actual: Quantity, target: Target) -> bool | Absent:
    """Whether an actual meets its target, all of its parts; a bound that is not included is not met by itself.

    Absent as `completion` is: not applicable for words, missing, or failed.
    """
    rate = completion(actual, target)
    if isinstance(rate, Absent) or target.form in (Form.RANGE, Form.DATE):
        return rate if isinstance(rate, Absent) else rate == 1
    for index, part in enumerate(target.parts):
        found = counterpart(actual, target, index)
        both = None if found is None else aligned(found, part)
        if not isinstance(both, tuple) or not _meets(
            both[0], part.comparator or Comparator.AT_LEAST, both[1]
        ):
            return False
    return True


def _are_opposed(actual: Reading, target: Reading) -> bool:
    """Whether one speaks of growth and the other of decline."""
    both = {code for code in (*actual.assumptions, *target.assumptions) if code.startswith("change-")}
    return len(both) > 1


def _least(rates: list[Fraction | Absent]) -> Fraction | Absent:
    absences = [rate for rate in rates if isinstance(rate, Absent)]
    return worst(absences) if absences else min(rate for rate in rates if isinstance(rate, Fraction))


def _range_rate(actual: Quantity, target: Target) -> Fraction | Absent:
    if len(actual.parts) > 1:
        return absent(Kind.FAILED, "actual-not-a-number", actual=actual.raw)
    inside = True
    for bound in target.parts:
        both = aligned(actual.parts[0], bound)
        if isinstance(both, Absent):
            return both
        inside = inside and _meets(both[0], bound.comparator, both[1])
    return Fraction(inside)


def _meets(value: Fraction, comparator: Comparator | None, bound: Fraction) -> bool:
    if comparator in (Comparator.OVER, Comparator.AT_LEAST):
        return value > bound or (value == bound and comparator is Comparator.AT_LEAST)
    if comparator in (Comparator.UNDER, Comparator.AT_MOST):
        return value < bound or (value == bound and comparator is Comparator.AT_MOST)
    return value == bound


def _part_rate(actual: Quantity, target: Target, index: int) -> Fraction | Absent:
    part, found = target.parts[index], counterpart(actual, target, index)
    if found is None:
        return absent(Kind.MISSING, "actual-lacks-part", part=part.label, actual=actual.raw)
    both = aligned(found, part)
    return both if isinstance(both, Absent) else _rate(*both, part)


def counterpart(actual: Reading, target: Reading, index: int) -> Part | None:
    """The part of the actual that answers a part of the target: by its name, or by place if unnamed."""
    part = target.parts[index]
    if len(actual.parts) == len(target.parts) == 1:
        return actual.parts[0]
    same = [each for each in actual.parts if each.label == part.label]
    if len(same) == 1:
        return same[0]
    if len(actual.parts) != len(target.parts):
        return None
    placed = actual.parts[index]
    return placed if placed.label in ("", part.label) else None


def _rate(value: Fraction, wanted: Fraction, part: Part) -> Fraction | Absent:
    if wanted == 0:
        return Fraction(_meets(value, part.comparator, wanted))
    if wanted < 0:
        return absent(Kind.FAILED, "target-below-zero", target=decimal_text(wanted))
    if part.comparator in (Comparator.AT_MOST, Comparator.UNDER):
        return wanted / value if value > 0 else Fraction(1)
    return value / wanted


def assumed(actual: Quantity, target: Target) -> tuple[str, ...]:
    """What `completion` takes for granted of these two.

    "unit-taken": one had no unit and took the other's, which is not 1 (%, 万个). "labels-differ": 7次 with 7场.
    """
    codes: list[str] = []
    for index, part in enumerate(target.parts):
        found = counterpart(actual, target, index) if actual.parts else None
        if found is None or found.unit is part.unit:
            continue
        if found.unit is None or part.unit is None:
            bare, unit = (found, part.unit) if found.unit is None else (part, found.unit)
            if bare.is_bare and unit is not None and unit.scale != 1:
                codes.append("unit-taken")
        elif found.unit.dimension != part.unit.dimension and is_tally(part.unit.dimension):
            codes.append("labels-differ")
    return tuple(dict.fromkeys(codes))


def _date_rate(actual: Quantity, target: Target) -> Fraction | Absent:
    if actual.form is not Form.DATE or actual.start is None or actual.end is None:
        return absent(Kind.FAILED, "actual-not-a-date", actual=actual.raw)
    excludes = target.excludes_bound
    is_late_enough = _is_after(actual, target.start, excludes) if target.start else True
    is_early_enough = _is_before(actual, target.end, excludes) if target.end else True
    if is_late_enough is False or is_early_enough is False:
        return Fraction(0)
    if is_late_enough is None or is_early_enough is None:
        return absent(Kind.MISSING, "date-too-coarse", actual=actual.raw, target=target.raw)
    return Fraction(1)


_Days = tuple[int, int, int]


def _spans(actual: Quantity, bound: PartialDate) -> tuple[_Days, _Days, _Days, _Days]:
    """First and last day of the actual and of the bound; years are left out unless all have one."""
    start, end = actual.start or bound, actual.end or bound
    triples = (start.first(), end.last(), bound.first(), bound.last())
    if all(day.year for day in (start, end, bound)):
        return triples
    first, last, low, high = ((0, month, day) for _, month, day in triples)
    return first, last, low, high


def _is_before(actual: Quantity, bound: PartialDate, excludes: bool) -> bool | None:
    """Whether all of the actual is in time for a bound: by its end or, excluded, before its start; None: cannot tell."""
    first, last, low, high = _spans(actual, bound)
    if last < low or (last <= high and not excludes):
        return True
    return False if first > high or (first >= low and excludes) else None


def _is_after(actual: Quantity, bound: PartialDate, excludes: bool) -> bool | None:
    """Whether all of the actual is late enough: from a bound on or, excluded, after it; None: cannot tell."""
    first, last, low, high = _spans(actual, bound)
    if first > high or (first >= low and not excludes):
        return True
    return False if last < low or (last <= high and excludes) else None
