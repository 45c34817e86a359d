"""Bounds with numbers that lie in them, near their ends for choice."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

from perfeval.core.bounds import Bounds

SMALL = st.sampled_from([Fraction(n, 2) for n in range(-6, 7)]) | st.fractions(-20, 20, max_denominator=6)


@st.composite
def bounds_with_a_number(draw: st.DrawFn) -> tuple[Bounds, Fraction]:
    """Bounds and a number among them."""
    value = draw(SMALL)
    below, above = draw(st.none() | SMALL.map(abs)), draw(st.none() | SMALL.map(abs))
    low = None if below is None else value - below
    high = None if above is None else value + above
    return (
        Bounds(
            low,
            high,
            bool(below) and draw(st.booleans()),
            bool(above) and draw(st.booleans()),
            bool(value) and draw(st.booleans()),
        ),
        value,
    )
