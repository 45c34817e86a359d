"""Functions of numbers: min, max, abs, round, floor, ceil, power."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial, reduce

from perfeval.core.bounds import Bounds, least, magnitude, most
from perfeval.core.possible import Possible
from perfeval.core.terms import ZERO, Branch, Compare, Negate, Term
from perfeval.core.types import BARE_TYPE, NumberType, Type
from perfeval.diagnostics import Words
from perfeval.function import Function, Mismatch
from perfeval.values.numbers import MAX_BITS, bits
from perfeval.values.states import Absent, Kind, Reason

A_NUMBER = Words("一个数", "a number")
SAME_KIND = Words("与前面同单位的数", "a number of the same unit as those before")


def _alike(types: tuple[Type, ...]) -> Type | Mismatch:
    """Numbers of one unit; a bare number fits any."""
    result = BARE_TYPE
    for index, type in enumerate(types):
        if not isinstance(type, NumberType):
            return Mismatch(index, A_NUMBER)
        if result.dimension is None:
            result = type
        elif type.dimension not in (None, result.dimension):
            return Mismatch(index, SAME_KIND)
    return result


def _least(arguments: tuple[Term, ...]) -> Term:
    least = arguments[0]
    for other in arguments[1:]:
        least = Branch(Compare("≤", least, other), least, other)
    return least


def _largest(arguments: tuple[Term, ...]) -> Term:
    largest = arguments[0]
    for other in arguments[1:]:
        largest = Branch(Compare("≥", largest, other), largest, other)
    return largest


def _magnitude(arguments: tuple[Term, ...]) -> Term:
    return Branch(Compare("<", arguments[0], ZERO), Negate(arguments[0]), arguments[0])


def _of_all(together: Callable[[Bounds, Bounds], Bounds], arguments: tuple[Possible, ...]) -> Possible:
    if any(each.values is None for each in arguments):
        return Possible(None)
    return Possible(reduce(together, (each.numbers for each in arguments)))


def _magnitude_of(arguments: tuple[Possible, ...]) -> Possible:
    return Possible(None) if arguments[0].values is None else Possible(magnitude(arguments[0].numbers))


def _power_type(types: tuple[Type, ...]) -> Type | Mismatch:
    for index, type in enumerate(types):
        if not isinstance(type, NumberType) or type.dimension:
            return Mismatch(index, Words("没有单位的数", "a number without a unit"))
    return BARE_TYPE


def power(base: Fraction, exponent: Fraction) -> Fraction | Absent:
    """base to a whole exponent, exactly; failed for zero to a negative power, for a fractional exponent,
    and when the result would be longer than any value may be."""
    if exponent.denominator != 1:
        return _failed("power-not-whole")
    if base == 0 and exponent < 0:
        return _failed("division-by-zero")
    if abs(base) != 1 and base != 0 and abs(exponent) * (bits(base) - 1) > MAX_BITS:
        return _failed("too-large")
    return base**exponent.numerator


def _failed(code: str) -> Absent:
    return Absent(Kind.FAILED, (Reason(code),))


MIN = Function(
    Words("min", "min"),
    (2, None),
    _alike,
    Words("几个数中最小的", "the smallest of several numbers"),
    lower=_least,
    possible=partial(_of_all, least),
    aliases=("较小值",),
)
MAX = Function(
    Words("max", "max"),
    (2, None),
    _alike,
    Words("几个数中最大的", "the largest of several numbers"),
    lower=_largest,
    possible=partial(_of_all, most),
    aliases=("较大值",),
)
ABS = Function(
    Words("绝对值", "abs"),
    (1, 1),
    _alike,
    Words("一个数的大小，不论正负", "a number's magnitude"),
    lower=_magnitude,
    possible=_magnitude_of,
)
POWER = Function(
    Words("乘方", "power"),
    (2, 2),
    _power_type,
    Words("一个数的整数次方", "a number to a whole power"),
    body=power,
)
FUNCTIONS = (MIN, MAX, ABS, POWER)
