"""Roots, logarithms and powers of exact numbers: the value itself where it is rational, else 34 digits of it.

A value that no fraction can hold is its decimal of 34 significant digits, correctly rounded, half to even. That
decimal is the value: every engine takes it from here, so that all of them go on from the same number.
"""

from __future__ import annotations

import decimal
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from math import isqrt

from perfeval.values.numbers import MAX_BITS, bits
from perfeval.values.states import Absent, Kind, absent

DIGITS = 34
"""Significant digits of a value that no fraction can hold."""

_LARGEST = 45426
"""e to more than this is longer than any value may be: 65 536 × ln 2, rounded up."""

_NEAR_ONE = Fraction(1, 1000)
_SPARE = 16  # digits computed beyond those that are known to be right


def root(value: Fraction) -> Fraction | Absent:
    """The square root; failed below zero."""
    return power(value, Fraction(1, 2)) if value >= 0 else absent(Kind.FAILED, "root-of-negative")


def logarithm(value: Fraction) -> Fraction | Absent:
    """The natural logarithm; failed for zero and below."""
    if value <= 0:
        return absent(Kind.FAILED, "logarithm-not-positive")
    if value == 1:
        return Fraction(0)
    return _settled(lambda context: _logarithm(value, context))


def exponential(value: Fraction) -> Fraction | Absent:
    """e to a power; failed where the result would be longer than any value may be."""
    if value == 0:
        return Fraction(1)
    if abs(value) > _LARGEST:
        return absent(Kind.FAILED, "too-large")
    return _short(_settled(lambda context: context.exp(_decimal(value, context))))


def power(base: Fraction, exponent: Fraction) -> Fraction | Absent:
    """base to a power, exactly where the result is a fraction.

    Failed: zero to a negative power, a number below zero to a power that is not whole, and a result that would
    be longer than any value may be. Zero to the power of zero is 1.
    """
    if base == 0:
        return absent(Kind.FAILED, "division-by-zero") if exponent < 0 else Fraction(int(exponent == 0))
    if exponent.denominator == 1:
        return _whole_power(base, exponent.numerator)
    if base < 0:
        return absent(Kind.FAILED, "root-of-negative")
    exact = _exact_root(base, exponent.denominator)
    if exact is not None:
        return _whole_power(exact, exponent.numerator)
    if abs(_power_of_e(base, exponent, decimal.Context(DIGITS))) > _LARGEST:
        return absent(Kind.FAILED, "too-large")
    return _short(_settled(lambda context: context.exp(_power_of_e(base, exponent, context))))


def geometric_mean(*values: Fraction) -> Fraction | Absent:
    """The n-th root of the product of n numbers; failed where one is below zero."""
    if any(value < 0 for value in values):
        return absent(Kind.FAILED, "root-of-negative")
    product = Fraction(1)
    for value in values:
        product *= value
        if bits(product) > MAX_BITS:
            return absent(Kind.FAILED, "too-large")
    return power(product, Fraction(1, len(values)))


# ---------------------------------------------------------------- exact


def _whole_power(base: Fraction, exponent: int) -> Fraction | Absent:
    if abs(base) != 1 and abs(exponent) * (bits(base) - 2) > 2 * MAX_BITS:
        return absent(Kind.FAILED, "too-large")
    return _short(base**exponent)


def _short(value: Fraction) -> Fraction | Absent:
    longest = max(value.numerator.bit_length(), value.denominator.bit_length())
    return value if longest <= MAX_BITS else absent(Kind.FAILED, "too-large")


def _exact_root(value: Fraction, degree: int) -> Fraction | None:
    """The root of a number above zero where that is a fraction."""
    numerator = _whole_root(value.numerator, degree)
    denominator = _whole_root(value.denominator, degree) if numerator is not None else None
    return None if numerator is None or denominator is None else Fraction(numerator, denominator)


def _whole_root(value: int, degree: int) -> int | None:
    """The whole number whose power is the value; None where there is none."""
    if value == 1:
        return 1
    if degree >= value.bit_length():
        return None
    guess = isqrt(value) if degree == 2 else _floor_root(value, degree)
    return guess if guess**degree == value else None


def _floor_root(value: int, degree: int) -> int:
    """The largest whole number whose power is no more than the value, by Newton's steps from above."""
    guess = 1 << -(-value.bit_length() // degree)
    while True:
        better = ((degree - 1) * guess + value // guess ** (degree - 1)) // degree
        if better >= guess:
            return guess
        guess = better


# ---------------------------------------------------------------- 34 digits


def _settled(approximate: Callable[[decimal.Context], Decimal]) -> Fraction:
    """The 34 digits of an irrational value: computed with more and more digits until they no longer change.

    `approximate` is right to within all but the last `_SPARE` digits of its context.
    """
    rounding = decimal.Context(DIGITS, decimal.ROUND_HALF_EVEN, decimal.MIN_EMIN, decimal.MAX_EMAX)
    precision = DIGITS + 2 * _SPARE
    while True:
        context = decimal.Context(precision, decimal.ROUND_HALF_EVEN, decimal.MIN_EMIN, decimal.MAX_EMAX)
        value = approximate(context)
        slack = context.scaleb(abs(value), _SPARE - precision)
        low = rounding.plus(context.subtract(value, slack))
        if low == rounding.plus(context.add(value, slack)):
            return Fraction(low)
        precision *= 2


def _decimal(value: Fraction, context: decimal.Context) -> Decimal:
    return context.divide(Decimal(value.numerator), Decimal(value.denominator))


def _logarithm(value: Fraction, context: decimal.Context) -> Decimal:
    """ln x. Near 1 by a series, for there the digits of x say little of how far from 1 it is."""
    if abs(value - 1) > _NEAR_ONE:
        return context.ln(_decimal(value, context))
    ratio = _decimal((value - 1) / (value + 1), context)
    square = context.multiply(ratio, ratio)
    total, term, order = ratio, ratio, 1
    while term.adjusted() > total.adjusted() - context.prec:
        term = context.multiply(term, square)
        order += 2
        total = context.add(total, context.divide(term, Decimal(order)))
    return context.multiply(total, Decimal(2))


def _power_of_e(base: Fraction, exponent: Fraction, context: decimal.Context) -> Decimal:
    """To what power e is the base to its exponent."""
    return context.multiply(_logarithm(base, context), _decimal(exponent, context))
