"""Roots, logarithms and powers: exact where they can be, else 34 digits that are right, and never a hang."""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval.values.numbers import decimal_text
from perfeval.values.roots import exponential, geometric_mean, logarithm, power, root
from perfeval.values.states import Absent, Kind

F = Fraction


@pytest.mark.parametrize(
    ("base", "exponent", "value"),
    [
        (F(4, 9), F(1, 2), F(2, 3)),
        (F(8, 27), F(-2, 3), F(9, 4)),
        (F(2), F(10), F(1024)),
        (F(-2), F(3), F(-8)),
        (F(0), F(0), F(1)),
        (F(0), F(1, 2), F(0)),
        (F(1), F(10**900, 7), F(1)),
        (F(10) ** 1000, F(1, 1000), F(10)),
        (F(3**20000), F(1, 20000), F(3)),
    ],
)
def test_a_root_that_is_a_fraction_is_exact(base: Fraction, exponent: Fraction, value: Fraction) -> None:
    assert power(base, exponent) == value


# Published digits: √2, ∛2, ln 2, ln 10, e, √e, e^-1.
@pytest.mark.parametrize(
    ("value", "digits"),
    [
        (root(F(2)), "1.414213562373095048801688724209698"),
        (power(F(2), F(1, 3)), "1.259921049894873164767210607278228"),
        (logarithm(F(2)), "0.6931471805599453094172321214581766"),
        (logarithm(F(10)), "2.302585092994045684017991454684364"),
        (exponential(F(1)), "2.718281828459045235360287471352662"),
        (exponential(F(1, 2)), "1.648721270700128146848650787814164"),
        (exponential(F(-1)), "0.3678794411714423215955237701614609"),
    ],
)
def test_the_digits_are_the_published_ones(value: Fraction, digits: str) -> None:
    assert decimal_text(value) == digits


def test_a_value_near_one_keeps_its_digits() -> None:
    near = logarithm(F(2**60000 + 1, 2**60000))
    assert isinstance(near, Fraction)
    assert abs(near * 2**60000 - 1) < F(1, 10**30)
    # 1 + 5e-34 lies half way between two decimals of 34 digits; e^5e-34 is a little more.
    assert exponential(F(5, 10**34)) == 1 + F(1, 10**33)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (power(F(2), F(10**6)), "too-large"),
        (power(F(2), F(10**900)), "too-large"),
        (power(F(1, 2), F(10**900)), "too-large"),
        (power(F(3), F(10**900, 7)), "too-large"),
        (power(F(10) ** 900, F(10**899, 7)), "too-large"),
        (exponential(F(10**900)), "too-large"),
        (exponential(F(-(10**900))), "too-large"),
        (geometric_mean(*[F(2) ** 60000] * 3), "too-large"),
        (power(F(0), F(-1)), "division-by-zero"),
        (power(F(-8), F(1, 3)), "root-of-negative"),
        (root(F(-1)), "root-of-negative"),
        (geometric_mean(F(-1), F(-4)), "root-of-negative"),
        (logarithm(F(0)), "logarithm-not-positive"),
    ],
)
def test_what_has_no_value_is_failed_at_once(value: Fraction | Absent, code: str) -> None:
    assert isinstance(value, Absent)
    assert value.kind is Kind.FAILED
    assert value.reasons[0].code == code


@given(st.fractions(min_value=F(1, 10**6), max_value=10**6, max_denominator=10**6), st.integers(2, 7))
def test_a_root_is_within_half_a_digit(value: Fraction, degree: int) -> None:
    found = power(value, F(1, degree))
    assert isinstance(found, Fraction)
    if found**degree == value:
        return
    shown = Context(50).divide(Decimal(found.numerator), Decimal(found.denominator))
    assert len(shown.as_tuple().digits) <= 34
    half = F(10) ** (shown.adjusted() - 33) / 2
    assert (found - half) ** degree < value < (found + half) ** degree
