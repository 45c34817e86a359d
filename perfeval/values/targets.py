"""Targets as nouns: what a 指标值 or an actual says once it has been read."""

from __future__ import annotations

import enum
from fractions import Fraction

from perfeval.records import frozen
from perfeval.values.states import Absent, Kind, absent
from perfeval.values.units import Unit, is_tally


class Form(enum.Enum):
    """What a text turned out to be."""

    QUANTITY = "quantity"  # ≥ 5.5 万个
    RANGE = "range"  # 18—54周岁
    DATE = "date"  # 2024年12月31日前
    PHRASE = "phrase"  # 有效提升
    PARTS = "parts"  # 3篇阅读量1万以上
    EMPTY = "empty"  # —


class Comparator(enum.Enum):
    """How an actual has to stand to a number."""

    AT_LEAST = ">="
    AT_MOST = "<="
    EQUAL = "="
    OVER = ">"
    UNDER = "<"


@frozen
class PartialDate:
    """A date as far as it was written: 9月 has no year and no day."""

    year: int | None
    month: int | None = None
    day: int | None = None

    def first(self) -> tuple[int, int, int]:
        """Its first day as a sortable triple; year 0 when there is none."""
        return (self.year or 0, self.month or 1, self.day or 1)

    def last(self) -> tuple[int, int, int]:
        """Its last day as a sortable triple; every month ends with 31 here."""
        return (self.year or 0, self.month or 12, self.day or 31)


@frozen
class Part:
    """One number with what belongs to it: 阅读量, ≥, 10000, no unit.

    `number` is in the base unit (元, 分, 天, 月, one of a label). `unit` is the unit as written, None where
    there is none; `is_bare` says that not even a 万 stands behind the number.
    """

    label: str
    comparator: Comparator | None
    number: Fraction
    unit: Unit | None
    is_bare: bool = False


@frozen
class Reading:
    """What targets and actuals have in common.

    `parts` holds the one number of a quantity, the lower and the upper bound of a range, or the several
    of a parts text. `start` and `end` are the bounds of a date, None where open; the bound itself counts
    unless `excludes_bound`. `assumptions` are stable codes: unit-missing, latex, words-before and so on.
    """

    raw: str
    form: Form
    parts: tuple[Part, ...] = ()
    start: PartialDate | None = None
    end: PartialDate | None = None
    excludes_bound: bool = False
    assumptions: tuple[str, ...] = ()

    @property
    def number(self) -> Fraction | None:
        """The number of a quantity in its base unit; None for every other form."""
        return self.parts[0].number if self.form is Form.QUANTITY else None

    @property
    def unit(self) -> Unit | None:
        """The unit of a quantity or of a range as written."""
        return self.parts[0].unit if self.form in (Form.QUANTITY, Form.RANGE) else None

    @property
    def comparator(self) -> Comparator | None:
        """The comparator of a quantity."""
        return self.parts[0].comparator if self.form is Form.QUANTITY else None

    @property
    def low(self) -> Fraction | None:
        """The lower bound of a range in its base unit."""
        return self.parts[0].number if self.form is Form.RANGE else None

    @property
    def high(self) -> Fraction | None:
        """The upper bound of a range in its base unit."""
        return self.parts[1].number if self.form is Form.RANGE else None


@frozen
class Target(Reading):
    """A 指标值. Every number of a quantity or of parts has a comparator, assumed where none was written."""


@frozen
class Quantity(Reading):
    """An actual, in whatever unit it was written with."""


def aligned(actual: Part, target: Part) -> tuple[Fraction, Fraction] | Absent:
    """Both numbers in one unit; failed where their units have nothing to do with each other.

    A number without a unit takes the other's: 92.62 beside 90% is 92.62%, and 1万 beside 200万元 is 1万元.
    Counts of different labels compare as they are (7次 with 7场): see `assumed`.
    """
    if actual.unit is None or target.unit is None:
        return _scaled(actual, target.unit), _scaled(target, actual.unit)
    left, right = actual.unit.dimension, target.unit.dimension
    if left == right or (is_tally(left) and is_tally(right)):
        return actual.number, target.number
    return absent(Kind.FAILED, "units-differ", actual=actual.unit.symbol, target=target.unit.symbol)


def _scaled(part: Part, other: Unit | None) -> Fraction:
    """The number in the other's unit if it has none of its own."""
    return part.number * other.scale if part.is_bare and other else part.number
