"""Operands of a kernel: the names of the arrays that stand for a term over all rows of a batch.

Where `state` is a name, that array says for each row whether the value is there (0) or the Kind of its absence;
the other arrays then hold some number within their bounds, which means nothing. None: it is there in every row.
"""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve

from perfeval.records import frozen

HALF_ULP = 2.0**-53
"""The most by which one float64 operation is off, as a share of its result."""


@frozen
class Exact:
    """n ÷ d × factor, with n and d int64 arrays; None for 1.

    `lows` and `highs` bound n and d, d is more than 0 in every row. `low` and `high` bound the value.
    """

    n: str | None
    d: str | None
    factor: Fraction
    n_low: int
    n_high: int
    d_low: int
    d_high: int
    low: Fraction
    high: Fraction
    state: str | None = None

    @property
    def figure(self) -> Fraction | None:
        """The number, where it is the same in all rows."""
        return self.factor if self.n is None and self.d is None else None


@frozen
class Near:
    """A float64 array that is off by at most `error`: a float literal, or the name of an array."""

    x: str
    error: str
    low: Fraction
    high: Fraction
    state: str | None = None

    @property
    def most(self) -> Fraction:
        """The largest magnitude."""
        return max(abs(self.low), abs(self.high))


Number = Exact | Near


@frozen
class Truth:
    """A bool array, or a literal that holds for all rows."""

    name: str
    state: str | None = None


@frozen
class Code:
    """An int64 array that stands for a choice (its place among `choices`) or a date (no choices).

    `text` is a text of the rules, which has a number only beside the choice that it is compared with.
    """

    name: str
    choices: tuple[str, ...] = ()
    state: str | None = None
    text: str | None = None


Operand = Exact | Near | Truth | Code


def constant(value: Fraction) -> Exact:
    """One number for all rows."""
    return Exact(None, None, value, 1, 1, 1, 1, value, value)


def whole(name: str, factor: Fraction, low: int, high: int, state: str | None = None) -> Exact:
    """An int64 array times a factor."""
    ends = sorted((low * factor, high * factor))
    return Exact(name, None, factor, low, high, 1, 1, ends[0], ends[1], state)


def with_state(value: Number, state: str | None) -> Number:
    """A number with another state."""
    return evolve(value, state=state)


def holds(truth: Truth) -> str:
    """The test that a condition is there and true."""
    return truth.name if truth.state is None else f"({truth.name} & ({truth.state} == 0))"
