"""Facts: what a project states, as it was read: raw values, answers and deductions, each with its place.

Readers make this; nothing here is typed yet. Whether a value fits its fact is decided against the rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from attrs import field

from perfeval.patterns import later
from perfeval.records import frozen
from perfeval.source import Place

Raw = str | int | bool | Decimal | Fraction | date | None
"""A value as a file or a program gives it. Text is kept as printed ("193.54万元"); None is missing.
A reader turns a float into the Decimal of its shortest digits and sets `Given.was_float`."""

MISSING_WORDS = frozenset({"缺", "missing"})
NOT_APPLICABLE_WORDS = frozenset({"不适用", "not applicable"})


@frozen
class Given:
    """One value and where it came from.

    `place` is where it stands in the file that was read; `source` is what that file says of its origin
    ("报告 一（三）2"), if it says anything.
    """

    value: Raw
    place: Place | None = None
    source: str | None = None
    evidence: str | None = None
    note: str | None = None
    was_float: bool = False


@frozen
class Answer:
    """The answer to one item: 符合 / 部分符合 (with points) / 不符合, or 存在 / 不存在 for an 扣分要点."""

    answer: Raw
    points: Raw = None
    reason: str | None = None
    evidence: str | None = None
    by: str | None = None
    source: str | None = None
    place: Place | None = None


@frozen
class Deduction:
    """Points a person took off an indicator. `points` or `count` is given; `under` names the clause
    where the indicator has two that allow deductions."""

    indicator: str
    points: Raw = None
    count: Raw = None
    under: str | None = None
    reason: str | None = None
    evidence: str | None = None
    by: str | None = None
    source: str | None = None
    note: str | None = None
    place: Place | None = None


@frozen
class Judgement:
    """A person's choice inside a tier of an indicator: a share of its points, or the points themselves.

    `tier` is the tier's words, where the person names it; of a tier with one value that is enough.
    """

    share: Raw = None
    points: Raw = None
    tier: str | None = None
    reason: str | None = None
    evidence: str | None = None
    by: str | None = None
    source: str | None = None
    place: Place | None = None


@frozen
class Statement:
    """What one party (自评, 审核, 复核) states: its total, its grade, and its scores by indicator."""

    total: Raw = None
    grade: str | None = None
    scores: Mapping[str, Given] = field(factory=dict)
    source: str | None = None
    place: Place | None = None


SECTIONS = ("project", "facts", "items", "tables", "deductions", "bonuses", "judged", "stated")
"""The outermost names of facts. A dict without any of them holds plain facts."""

PERSONAL_FACTS = frozenset({"项目负责人", "联系电话"})
"""Facts about persons, by the names the official forms print: read past, never stored."""

Row = Mapping[str, Given]

_YEAR = later(r"\s*([0-9]{4})\s*年?度?\s*")


def year_end(project: Mapping[str, Raw]) -> date | None:
    """31 December of the project's year, the day on which parameters are taken; None where it says no year."""
    match = _YEAR.fullmatch(str(project.get("year") or ""))
    return date(int(match[1]), 12, 31) if match is not None and int(match[1]) else None


@frozen
class Facts:
    """Everything that is known of one project.

    `items` is keyed by indicator, then by mark (①) or label. `tables` lists the rows of each table.
    `origin` is the file's name as shown to people, or None for facts given by a program.
    """

    values: Mapping[str, Given] = field(factory=dict)
    items: Mapping[str, Mapping[str, Answer]] = field(factory=dict)
    tables: Mapping[str, tuple[Row, ...]] = field(factory=dict)
    deductions: tuple[Deduction, ...] = ()
    judged: Mapping[str, Judgement] = field(factory=dict)
    stated: Mapping[str, Statement] = field(factory=dict)
    bonuses: tuple[Deduction, ...] = ()
    project: Mapping[str, Raw] = field(factory=dict)
    origin: str | None = None
