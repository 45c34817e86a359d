"""Whatever numbers lie in bounds, what arithmetic makes of them lies in what it makes of the bounds."""

from __future__ import annotations

import operator
from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfeval.core import bounds as of_bounds
from perfeval.core.bounds import ANY, OPPOSITE, Bounds, both, compared, either, exactly, narrowed, over
from perfeval.values.numbers import Rounding, round_to
from tests.strategies.bounds import SMALL, bounds_with_a_number

CAREFUL = settings(max_examples=400, deadline=None)
Numbered = tuple[Bounds, Fraction]
numbered = bounds_with_a_number()

OPERATIONS: dict[Callable[[Bounds, Bounds], Bounds], Callable[[Fraction, Fraction], Fraction]] = {
    of_bounds.plus: operator.add,
    of_bounds.minus: operator.sub,
    of_bounds.times: operator.mul,
    of_bounds.least: min,
    of_bounds.most: max,
}
SIGNS: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "=": operator.eq, "≠": operator.ne, "<": operator.lt, "≤": operator.le, ">": operator.gt, "≥": operator.ge,
}  # fmt: skip


@CAREFUL
@given(numbered)
def test_the_drawn_number_lies_in_its_bounds(one: Numbered) -> None:
    assert one[0].holds(one[1])
    assert one[0].has_zero or one[1]
    assert one[0].point in (None, one[1])


@pytest.mark.parametrize("made", OPERATIONS, ids=lambda made: made.__name__)
@CAREFUL
@given(one=numbered, other=numbered)
def test_two_numbers(made: Callable[[Bounds, Bounds], Bounds], one: Numbered, other: Numbered) -> None:
    assert made(one[0], other[0]).holds(OPERATIONS[made](one[1], other[1]))


@CAREFUL
@given(numbered, numbered)
def test_a_quotient(one: Numbered, other: Numbered) -> None:
    quotient = over(one[0], other[0])
    if other[1]:
        assert quotient is not None
        assert quotient.holds(one[1] / other[1])
    else:
        assert other[0].has_zero


@CAREFUL
@given(numbered, st.integers(-1, 2), st.sampled_from(Rounding))
def test_one_number(one: Numbered, places: int, mode: Rounding) -> None:
    bounds, value = one
    assert of_bounds.negated(bounds).holds(-value)
    assert of_bounds.magnitude(bounds).holds(abs(value))
    assert of_bounds.rounded(bounds, places, mode).holds(round_to(value, places, mode))


@CAREFUL
@given(numbered, numbered)
def test_together(one: Numbered, other: Numbered) -> None:
    assert either(one[0], other[0]).holds(one[1])
    assert either(one[0], other[0]).holds(other[1])
    shared = both(one[0], other[0])
    if other[0].holds(one[1]):
        assert shared is not None
        assert shared.holds(one[1])
    elif shared is not None:
        assert not shared.holds(one[1])


@CAREFUL
@given(numbered, numbered, st.sampled_from(list(SIGNS)))
def test_comparisons(one: Numbered, other: Numbered, sign: str) -> None:
    (a, x), (b, y) = one, other
    truth = SIGNS[sign](x, y)
    assert SIGNS[OPPOSITE[sign]](x, y) is not truth
    assert SIGNS[of_bounds.TURNED[sign]](y, x) is truth
    assert compared(a, sign, b)[0 if truth else 1]
    left = narrowed(a, sign if truth else OPPOSITE[sign], b)
    assert left is not None
    assert left.holds(x)


@CAREFUL
@given(SMALL, SMALL, st.sampled_from(list(SIGNS)))
def test_single_numbers_leave_nothing_open(x: Fraction, y: Fraction, sign: str) -> None:
    truth = SIGNS[sign](x, y)
    assert compared(exactly(x), sign, exactly(y)) == (truth, not truth)
    for made, exact in OPERATIONS.items():
        assert made(exactly(x), exactly(y)).point == exact(x, y)
    quotient = over(exactly(x), exactly(y))
    assert quotient == (exactly(x / y) if y else None)


def test_ends() -> None:
    zero, positive = Fraction(0), Bounds(Fraction(0), None, low_open=True)
    assert over(exactly(Fraction(1)), positive) == positive
    assert over(Bounds(zero), positive) == Bounds(zero)
    assert over(Bounds(zero), exactly(zero)) is None
    assert of_bounds.times(ANY, exactly(zero)) == exactly(zero)
    assert not of_bounds.times(positive, positive).has_zero
    assert of_bounds.minus(Bounds(zero), Bounds(zero)) == ANY
    assert both(Bounds(zero), Bounds(None, zero, False, True)) is None
    assert narrowed(ANY, "≠", exactly(zero)) == Bounds(lacks_zero=True)
    assert narrowed(Bounds(zero), "≠", exactly(zero)) == positive
