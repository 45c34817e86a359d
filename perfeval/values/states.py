"""Absence: why there is no value, as plain data that can be compared, united and put into words later."""

from __future__ import annotations

import enum
from collections.abc import Iterable

from perfeval.records import frozen


class Kind(enum.IntEnum):
    """The three ways to have no value, ordered so that the worst is the greatest.

    NOT_APPLICABLE is 不适用, MISSING is 缺 (nobody has given it), FAILED is 失败 (division by zero and
    the like). Zero is none of them.
    """

    NOT_APPLICABLE = 1
    MISSING = 2
    FAILED = 3


@frozen
class Reason:
    """One cause of an absence.

    `code` is a stable kebab-case name of the fault, never a sentence. `data` holds what a message needs
    to name it, as pairs of a key and its text.
    """

    code: str
    data: tuple[tuple[str, str], ...] = ()


@frozen
class Absent:
    """No value, and every reason for it in the order of the source."""

    kind: Kind
    reasons: tuple[Reason, ...]


def absent(kind: Kind, code: str, **data: str) -> Absent:
    """An absence with one reason: absent(Kind.FAILED, "units-differ", actual="万元", target="次")."""
    return Absent(kind, (Reason(code, tuple(data.items())),))


def worst(absents: Iterable[Absent]) -> Absent:
    """One absence for several: the worst kind, and all reasons in order without repeats.

    The reasons of the milder ones are kept: who mends the worst wants to know what comes next.
    Raises ValueError when there are none.
    """
    found = tuple(absents)
    kind = max(each.kind for each in found)
    reasons = dict.fromkeys(reason for each in found for reason in each.reasons)
    return Absent(kind, tuple(reasons))
