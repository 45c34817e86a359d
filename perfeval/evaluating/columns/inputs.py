"""Columns of an Arrow batch into the arrays that kernels take, with their bounds; odd cells are left to the rows.

A cell that a kernel cannot take (a text to be read, 不适用, a number that int64 does not hold, NaN) is marked:
its row is evaluated by the scalar engine, which reads it as it reads any fact.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import ceil, floor
from typing import Any

import numpy
import pyarrow
from attrs import define

from perfeval.core.program import BonusInput, FactInput, InputSlot, ItemInput, RecordedInput
from perfeval.core.types import BooleanType, ChoiceType, DateType, NumberType
from perfeval.evaluating.columns.arithmetic import Unsuitable

MOST = 10**15
"""A number of no more digits is the shortest decimal of its float, and of no other."""
FLOAT_PLACES = 6
DAYS_TO_1970 = 719163


@define
class Column:
    """One input over a batch. `values` is an int64 or bool array; a number is a value times `factor`.

    `state` is a uint8 array of absences, or None; `odd` marks the rows that a kernel cannot take, or None.
    """

    values: Any
    factor: Fraction = Fraction(1)
    state: Any = None
    odd: Any = None

    def bounds(self) -> tuple[int, int]:
        """The smallest and the largest value."""
        return (int(self.values.min()), int(self.values.max())) if len(self.values) else (0, 0)


def taken(slot: InputSlot, array: Any) -> Column:
    """A column for an input. Raises Unsuitable for an input that no kernel takes."""
    if pyarrow.types.is_dictionary(array.type):
        array = array.dictionary_decode()
    match slot:
        case FactInput(type=NumberType()):
            scale = slot.unit.scale if slot.unit is not None else Fraction(1)
            return _number(array, scale)
        case FactInput(type=BooleanType()):
            return _truth(array)
        case FactInput(type=DateType()):
            return _day(array)
        case FactInput(type=ChoiceType(choices)):
            return _choice(array, choices)
        case ItemInput():
            return _item(array, slot)
        case RecordedInput():
            return _recorded(array, slot)
        case BonusInput(limit=limit):
            return _bonus(array, limit)
        case _:
            raise Unsuitable


def _absences(array: Any) -> Any:
    """2 where a cell is null, or None where none is."""
    if array.null_count == 0:
        return None
    nulls = array.is_null().to_numpy(zero_copy_only=False)
    return nulls.astype(numpy.uint8) * numpy.uint8(2)


def _filled(values: Any, out: Any) -> Any:
    """Values with a number that occurs anyhow in place of those that are not there."""
    if out is None or not out.any():
        return values
    present = values[~out]
    return numpy.where(out, present.min() if len(present) else values.dtype.type(0), values)


def _number(array: Any, scale: Fraction) -> Column:
    kind = array.type
    state = _absences(array)
    if pyarrow.types.is_decimal(kind):
        values, odd = _of_decimal(array)
        factor = Fraction(1, 10**kind.scale) if kind.scale >= 0 else Fraction(10**-kind.scale)
    elif pyarrow.types.is_integer(kind):
        values, odd = _of_integer(array)
        factor = Fraction(1)
    elif pyarrow.types.is_floating(kind):
        values, odd, factor = _of_float(array, state)
    else:
        return _all_odd(array)
    if odd is not None and state is not None:
        odd = odd & (state == 0)
    if odd is not None and not odd.any():
        odd = None
    hidden = odd if state is None else (state != 0) | odd if odd is not None else state != 0
    return Column(_filled(values, hidden), factor * scale, state, odd)


def _all_odd(array: Any) -> Column:
    """A column of a type that a kernel does not take: null cells are missing, the others are left to the rows."""
    size = len(array)
    state = _absences(array)
    odd = numpy.ones(size, bool) if state is None else state == 0
    return Column(numpy.zeros(size, numpy.int64), Fraction(1), state, odd if odd.any() else None)


def _of_decimal(array: Any) -> tuple[Any, Any]:
    size, kind = len(array), array.type
    if pyarrow.types.is_decimal32(kind) or pyarrow.types.is_decimal64(kind):
        dtype = numpy.int32 if pyarrow.types.is_decimal32(kind) else numpy.int64
        raw = numpy.frombuffer(array.buffers()[1], dtype)[array.offset : array.offset + size]
        return raw.astype(numpy.int64), None
    width = kind.bit_width // 64
    words = numpy.frombuffer(array.buffers()[1], numpy.int64)
    words = words[array.offset * width : (array.offset + size) * width].reshape(size, width)
    low = numpy.ascontiguousarray(words[:, 0])
    if kind.precision <= 18:
        return low, None
    return low, (words[:, 1:] != (low >> 63)[:, None]).any(axis=1)


def _of_integer(array: Any) -> tuple[Any, Any]:
    if array.null_count:
        array = array.fill_null(0)
    raw = array.to_numpy(zero_copy_only=False)
    odd = raw > numpy.uint64(2**62) if raw.dtype == numpy.uint64 else None
    return raw.astype(numpy.int64), odd


def _of_float(array: Any, state: Any) -> tuple[Any, Any, Fraction]:
    """Floats as their shortest decimals, at the fewest places that hold them all."""
    if array.null_count:
        array = array.fill_null(0.0)
    narrow = array.type.bit_width < 64
    raw = array.to_numpy(zero_copy_only=False).astype(numpy.float64)
    usable = numpy.isfinite(raw) & (numpy.abs(raw) < MOST)
    if narrow:  # a short float's digits are its own; its wide twin has others
        usable &= raw == numpy.floor(raw)
    raw = numpy.where(usable, raw, 0.0)
    for places in range(FLOAT_PLACES + 1):
        whole = numpy.rint(raw * 10.0**places)
        holds = (whole / 10.0**places == raw) & (numpy.abs(whole) < MOST)
        if holds.all() or places == FLOAT_PLACES:
            break
    return numpy.where(holds, whole, 0).astype(numpy.int64), ~(usable & holds), Fraction(1, 10**places)


def _truth(array: Any) -> Column:
    if not pyarrow.types.is_boolean(array.type):
        return _all_bool(_all_odd(array))
    state = _absences(array)
    if state is not None:
        array = array.fill_null(False)
    return Column(array.to_numpy(zero_copy_only=False), state=state)


def _all_bool(column: Column) -> Column:
    return Column(column.values.astype(bool), state=column.state, odd=column.odd)


def _day(array: Any) -> Column:
    if not pyarrow.types.is_date32(array.type):
        return _all_odd(array)
    state = _absences(array)
    days = array.fill_null(0).cast(pyarrow.int32()) if state is not None else array.cast(pyarrow.int32())
    return Column(days.to_numpy(zero_copy_only=False).astype(numpy.int64) + DAYS_TO_1970, state=state)


def _by_text(array: Any, meaning: Callable[[str], int | None]) -> Column:
    """A text column by what each different text means; None leaves the rows that have it to the scalar engine."""
    if not (pyarrow.types.is_string(array.type) or pyarrow.types.is_large_string(array.type)):
        return _all_odd(array)
    state = _absences(array)
    encoded = array.dictionary_encode()
    meant = [meaning(text.strip()) for text in encoded.dictionary.to_pylist()]
    numbers = numpy.array([0 if one is None else one for one in meant] or [0], numpy.int64)
    unknown = numpy.array([one is None for one in meant] or [True], bool)
    places = encoded.indices.fill_null(0).to_numpy(zero_copy_only=False)
    odd = unknown[places] if state is None else unknown[places] & (state == 0)
    return Column(numbers[places], state=state, odd=odd if odd.any() else None)


def _choice(array: Any, choices: tuple[str, ...]) -> Column:
    listed = {choice: index for index, choice in enumerate(choices)}
    return _by_text(array, listed.get)


def _item(array: Any, slot: ItemInput) -> Column:
    """An item's share: true and false, or a number from 0 to 1. Words are left to the scalar engine."""
    if pyarrow.types.is_boolean(array.type):
        truth = _truth(array)
        return Column(truth.values.astype(numpy.int64), state=truth.state)
    column = _number(array, Fraction(1))
    one = floor(1 / column.factor)
    odd = (column.values < 0) | (column.values > one)
    if slot.is_negative:  # it exists or it does not
        odd |= (column.values != 0) & (column.values != one)
    return _with_odd(column, odd)


def _recorded(array: Any, slot: RecordedInput) -> Column:
    """Points taken off: null is none. Amounts that the clause does not allow are left to the scalar engine."""
    column = _points(array)
    points, one = column.values, 1 / column.factor
    wrong = (points < 0) | (points > MOST)
    if slot.limit is not None:
        wrong |= points > floor(slot.limit * one)
    if slot.least is not None:
        wrong |= (points != 0) & (points < ceil(slot.least * one))
    if slot.step is not None:
        step = slot.step * one
        wrong |= points * step.denominator % step.numerator != 0
    return _with_odd(column, wrong)


def _bonus(array: Any, limit: Fraction) -> Column:
    """Points of one 加分: null is none. More than may be given is left to the scalar engine."""
    column = _points(array)
    return _with_odd(column, (column.values < 0) | (column.values > floor(limit / column.factor)))


def _points(array: Any) -> Column:
    """Points that people record: an empty cell is none."""
    column = _number(array, Fraction(1))
    if column.state is not None:
        column.values = numpy.where(column.state != 0, 0, column.values)
        column.state = None
    return column


def _with_odd(column: Column, odd: Any) -> Column:
    if column.odd is not None:
        odd = odd | column.odd
    column.odd = odd if odd.any() else None
    return column
