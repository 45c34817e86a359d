"""Revision: what a file that extends another changes in it: lines replaced, voided, removed; old and new weights."""

from __future__ import annotations

import enum
from fractions import Fraction

from perfeval.diagnostics import Words
from perfeval.records import frozen
from perfeval.source import Stretch


class Act(enum.Enum):
    """What becomes of a line of the extended framework, or that a line is new."""

    REPLACED = "replaced"
    VOIDED = "voided"
    REMOVED = "removed"
    ADDED = "added"


ACT_WORDS = {
    Act.REPLACED: Words("替换", "replaced"),
    Act.VOIDED: Words("作废", "voided"),
    Act.REMOVED: Words("删除", "removed"),
    Act.ADDED: Words("新增", "added"),
}


@frozen
class Altered:
    """One line: of which indicator ("" for the file's own), where it stood, and where its successor stands."""

    act: Act
    indicator: str
    old: Stretch | None
    new: Stretch | None


@frozen
class Reweighed:
    """An indicator whose points changed; `before` is None for one that is added, `after` for one removed."""

    path: tuple[str, ...]
    before: Fraction | None
    after: Fraction | None


@frozen(eq=False)
class Revision:
    """All that a file changes in what it extends, in the order of the merged framework.

    Where it `is_rated` there are no points that could differ.
    """

    name: str
    base: str
    altered: tuple[Altered, ...]
    reweighed: tuple[Reweighed, ...]
    is_rated: bool = False
