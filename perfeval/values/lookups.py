"""Lookup tables: keys to a value by the first row that fits, between two knots, or slice by slice.

Each is a body of a function: it takes the table's name, which is for people only, and exact keys.
"""

from __future__ import annotations

from fractions import Fraction

from perfeval.records import frozen
from perfeval.values.numbers import decimal_text
from perfeval.values.states import Absent, Kind, absent

Key = Fraction | str


@frozen
class Between:
    """A stretch of numbers; an end that is None is endless."""

    low: Fraction | None
    low_closed: bool
    high: Fraction | None
    high_closed: bool

    def fits(self, key: Key) -> bool:
        """Whether a number lies in it."""
        if not isinstance(key, Fraction):
            return False
        if self.low is not None and (key < self.low or (key == self.low and not self.low_closed)):
            return False
        return self.high is None or key < self.high or (key == self.high and self.high_closed)


@frozen
class Same:
    """One word."""

    word: str

    def fits(self, key: Key) -> bool:
        """Whether a key is this word."""
        return key == self.word


@frozen
class Anything:
    """`其余`"""

    def fits(self, key: Key) -> bool:
        """Always."""
        return True


Test = Between | Same | Anything


@frozen
class Row:
    """What a row is for, key by key, and its value."""

    tests: tuple[Test, ...]
    value: Key

    def fits(self, keys: tuple[Key, ...]) -> bool:
        """Whether every key fits."""
        return all(test.fits(key) for test, key in zip(self.tests, keys, strict=True))


@frozen
class FirstFit:
    """查表: the value of the first row from the top that fits; failed where none does."""

    rows: tuple[Row, ...]

    def __call__(self, name: str, *keys: Key) -> Key | Absent:
        for row in self.rows:
            if row.fits(keys):
                return row.value
        return no_row(name, keys)


@frozen
class Line:
    """插值: on the straight line between the two knots beside the key; failed beyond the first and the last."""

    knots: tuple[tuple[Fraction, Fraction], ...]  # sorted by the first

    def __call__(self, name: str, key: Fraction) -> Fraction | Absent:
        before = [knot for knot in self.knots if knot[0] <= key]
        after = [knot for knot in self.knots if knot[0] >= key]
        if not before or not after:
            return no_row(name, (key,))
        (x, y), (next_x, next_y) = before[-1], after[0]
        return y if x == next_x else y + (next_y - y) * (key - x) / (next_x - x)


@frozen
class Slices:
    """累进: each slice of the key at its own rate, summed up; failed below the first slice and above the last."""

    slices: tuple[tuple[Fraction, Fraction | None, Fraction], ...]  # from, to, rate; adjoining, sorted

    def __call__(self, name: str, key: Fraction) -> Fraction | Absent:
        last = self.slices[-1][1]
        if key < self.slices[0][0] or (last is not None and key > last):
            return no_row(name, (key,))
        return sum(
            ((key if high is None else min(key, high)) - low) * rate
            for low, high, rate in self.slices
            if key > low
        ) + Fraction(0)


def no_row(name: str, keys: tuple[Key, ...]) -> Absent:
    """No row of a table fits."""
    shown = "、".join(decimal_text(key) if isinstance(key, Fraction) else f"“{key}”" for key in keys)
    return absent(Kind.FAILED, "no-row", table=name, key=shown)
