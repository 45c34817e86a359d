"""Bounds: between which numbers a value lies, exactly, and what arithmetic makes of them.

Every operation holds all the values it may give, and sometimes more: what lies outside cannot occur.
"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from perfeval.values.numbers import Rounding, round_to

ZERO = Fraction(0)
ONE = Fraction(1)


class Bounds(NamedTuple):
    """The numbers from `low` to `high`; None is unbounded.

    An open end is not itself among them. `lacks_zero`: zero is not, though it lies between the ends.
    """

    # A tuple and not an attrs record: thousands are made while one file is checked.
    low: Fraction | None = None
    high: Fraction | None = None
    low_open: bool = False
    high_open: bool = False
    lacks_zero: bool = False

    @property
    def point(self) -> Fraction | None:
        """The number, where there is only one."""
        return self.low if self.low is not None and self.low == self.high else None

    @property
    def has_zero(self) -> bool:
        """Whether zero is among the numbers."""
        return not self.lacks_zero and self.holds(ZERO)

    def holds(self, value: Fraction) -> bool:
        """Whether a number is among them."""
        low, high, low_open, high_open, lacks_zero = self
        if lacks_zero and not value:
            return False
        if low is not None and (value < low or (low_open and value == low)):
            return False
        return high is None or value < high or (not high_open and value == high)


ANY = Bounds()
NOT_NEGATIVE = Bounds(ZERO)
POSITIVE = Bounds(ZERO, None, True)
NEGATIVE = Bounds(None, ZERO, False, True)
SHARE = Bounds(ZERO, ONE)


def exactly(value: Fraction) -> Bounds:
    """One number."""
    return Bounds(value, value)


def _made(
    low: Fraction | None,
    low_open: bool,
    high: Fraction | None,
    high_open: bool,
    lacks_zero: bool = False,
) -> Bounds:
    """Bounds said in one way only: an endless end is not open, and zero is not lacking where it cannot be."""
    made = Bounds(low, high, low is not None and low_open, high is not None and high_open)
    return made._replace(lacks_zero=True) if lacks_zero and made.holds(ZERO) else made


# ---------------------------------------------------------------- together


def either(one: Bounds, other: Bounds) -> Bounds:
    """The least bounds that hold both."""
    if one == other:
        return one
    low, low_open = _lower((one.low, one.low_open), (other.low, other.low_open))
    high, high_open = _higher((one.high, one.high_open), (other.high, other.high_open))
    return _made(low, low_open, high, high_open, not (one.has_zero or other.has_zero))


def both(one: Bounds, other: Bounds) -> Bounds | None:
    """What is in both; None where nothing is."""
    low, low_open = one.low, one.low_open
    if other.low is not None and (low is None or other.low >= low):
        low, low_open = other.low, other.low_open or (low_open and other.low == low)
    high, high_open = one.high, one.high_open
    if other.high is not None and (high is None or other.high <= high):
        high, high_open = other.high, other.high_open or (high_open and other.high == high)
    lacks_zero = one.lacks_zero or other.lacks_zero
    if low is not None and high is not None:
        if low > high or (low == high and (low_open or high_open)):
            return None
        if low == high == 0 and lacks_zero:
            return None
    return _made(low, low_open, high, high_open, lacks_zero)


_End = tuple[Fraction | None, bool]


def _lower(one: _End, other: _End) -> _End:
    """The lower of two low ends; at one number the closed one."""
    if one[0] is None or other[0] is None:
        return None, False
    if one[0] == other[0]:
        return one[0], one[1] and other[1]
    return min(one, other)


def _higher(one: _End, other: _End) -> _End:
    if one[0] is None or other[0] is None:
        return None, False
    if one[0] == other[0]:
        return one[0], one[1] and other[1]
    return max(one, other)


def least(one: Bounds, other: Bounds) -> Bounds:
    """The smaller of two values."""
    return negated(most(negated(one), negated(other)))


def most(one: Bounds, other: Bounds) -> Bounds:
    """The larger of two values."""
    low, low_open = one.low, one.low_open
    if low is None or (other.low is not None and other.low > low):
        low, low_open = other.low, other.low_open
    elif other.low == low:
        low_open = low_open or other.low_open
    high, high_open = _higher((one.high, one.high_open), (other.high, other.high_open))
    return _made(low, low_open, high, high_open)


# ---------------------------------------------------------------- arithmetic


def negated(one: Bounds) -> Bounds:
    """−x"""
    low, high, low_open, high_open, lacks_zero = one
    return Bounds(
        None if high is None else -high, None if low is None else -low, high_open, low_open, lacks_zero
    )


def magnitude(one: Bounds) -> Bounds:
    """x without its sign."""
    positive, negative = both(one, NOT_NEGATIVE), both(one, NEGATIVE)
    if negative is None:
        return one
    turned = negated(negative)
    return turned if positive is None else either(positive, turned)


def plus(one: Bounds, other: Bounds) -> Bounds:
    """x + y"""
    low = None if one.low is None or other.low is None else one.low + other.low
    high = None if one.high is None or other.high is None else one.high + other.high
    return _made(low, one.low_open or other.low_open, high, one.high_open or other.high_open)


def minus(one: Bounds, other: Bounds) -> Bounds:
    """x − y"""
    return plus(one, negated(other))


# An end that may be infinite: −1, 0 or 1 for −∞, a number, ∞; the number; whether it is open.
_Reach = tuple[int, Fraction, bool]


def times(one: Bounds, other: Bounds) -> Bounds:
    """x × y"""
    if _is_plain(one) and _is_plain(other):
        return Bounds(one.low * other.low, one.high * other.high)  # type: ignore[operator]
    products = [_product(a, b) for a in _ends(one) for b in _ends(other)]
    low = min(products, key=lambda end: (end[0], end[1], end[2]))
    high = max(products, key=lambda end: (end[0], end[1], not end[2]))
    ends = (None if low[0] else low[1], low[2], None if high[0] else high[1], high[2])
    return _made(*ends, not one.has_zero and not other.has_zero)


def _is_plain(one: Bounds) -> bool:
    """Whether both ends are numbers, no less than zero and among those meant: as most weights and shares are."""
    low, high, *rest = one
    return low is not None and high is not None and low.numerator >= 0 and not any(rest)


def _ends(one: Bounds) -> tuple[_Reach, _Reach]:
    low = (-1, ZERO, True) if one.low is None else (0, one.low, one.low_open)
    high = (1, ZERO, True) if one.high is None else (0, one.high, one.high_open)
    return low, high


def _product(a: _Reach, b: _Reach) -> _Reach:
    for end, other in ((a, b), (b, a)):
        if not end[0] and not end[1]:
            # Zero times anything, however large, is zero; an open zero is never reached unless the other is.
            reached = not end[2] or (not other[0] and not other[1] and not other[2])
            return 0, ZERO, not reached
    if a[0] or b[0]:
        sign = (a[0] or (1 if a[1] > 0 else -1)) * (b[0] or (1 if b[1] > 0 else -1))
        return sign, ZERO, True
    return 0, a[1] * b[1], a[2] or b[2]


def over(one: Bounds, other: Bounds) -> Bounds | None:
    """x ÷ y where y is not zero; None where it can be nothing else."""
    found: Bounds | None = None
    for side in (POSITIVE, NEGATIVE):
        divisor = both(other, side)
        if divisor is not None:
            quotient = times(one, _inverse(divisor))
            found = quotient if found is None else either(found, quotient)
    return found


def _inverse(one: Bounds) -> Bounds:
    """1 ÷ x for bounds on one side of zero."""
    low, high, low_open, high_open, _ = one
    # The inverse of an endless side comes near to zero; that of a side which begins at zero is endless.
    inverse_low = ZERO if high is None else 1 / high if high else None
    inverse_high = ZERO if low is None else 1 / low if low else None
    return _made(inverse_low, high is None or high_open, inverse_high, low is None or low_open)


def rounded(one: Bounds, places: int, mode: Rounding) -> Bounds:
    """x to so many places: rounding never turns the order of two numbers."""
    return Bounds(
        None if one.low is None else round_to(one.low, places, mode),
        None if one.high is None else round_to(one.high, places, mode),
    )


# ---------------------------------------------------------------- comparison

OPPOSITE = {"=": "≠", "≠": "=", "<": "≥", "≥": "<", ">": "≤", "≤": ">"}
TURNED = {"=": "=", "≠": "≠", "<": ">", ">": "<", "≤": "≥", "≥": "≤"}


def compared(one: Bounds, operator: str, other: Bounds) -> tuple[bool, bool]:
    """Whether x (operator) y can hold, and whether it can fail."""
    return narrowed(one, operator, other) is not None, narrowed(one, OPPOSITE[operator], other) is not None


def narrowed(one: Bounds, operator: str, other: Bounds) -> Bounds | None:
    """What x may still be when x (operator) y holds; None when it cannot hold."""
    match operator:
        case "=":
            return both(one, other)
        case "≠":
            return one if other.point is None else _without(one, other.point)
        case "<" | "≤":
            top = Bounds(
                None, other.high, False, other.high is not None and (other.high_open or operator == "<")
            )
            return both(one, top)
        case _:
            bottom = Bounds(
                other.low, None, other.low is not None and (other.low_open or operator == ">"), False
            )
            return both(one, bottom)


def _without(one: Bounds, value: Fraction) -> Bounds | None:
    """Bounds less one number, where that can be said."""
    if one.point == value:
        return None
    low, high, low_open, high_open, lacks_zero = one
    return _made(low, low_open or low == value, high, high_open or high == value, lacks_zero or not value)
