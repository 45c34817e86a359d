"""Follow-ups: what is at fault only because something before it could not be read is held back."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable

from perfeval import nodes
from perfeval.diagnostics import Diagnostic, Level, has_errors
from perfeval.nodes import Tree
from perfeval.source import Stretch
from perfeval.values.numbers import fold
from perfeval.vocabulary import pattern

OF_FILE = frozenset({"no-indicators", "rounding-open", "not-applicable-open", "grade-gap", "no-rating-table"})
"""Held back when any statement of the file could not be read: it may have been the one that is missed."""

OF_INDICATOR = frozenset({
    "band-gap", "band-unreachable", "items-mismatch", "no-bands", "no-rate", "rule-missing", "scoring-open",
    "missing-full-marks",
})  # fmt: skip
"""Held back when a statement of the same indicator could not be read."""

OF_SCALE = frozenset({"missing-full-marks", "ratings-not-declared"})
"""Held back when the ratings that the file declares could not be read: without them it seems to score."""

NAMING = frozenset({"unknown-name", "unknown-table-column", "unknown-choice-name", "unknown-member"})
"""Held back when the name stands in a statement that could not be read: it may have been declared there."""


def without_follow_ups(
    before: tuple[Diagnostic, ...], found: Iterable[Diagnostic], tree: Tree
) -> list[Diagnostic]:
    """What checking found, without what only follows from the errors before it."""
    found = list(found)
    if has_errors((*before, *found)):
        # A name that was misspelt where it should be used is not also unused.
        found = [each for each in found if each.code != "unused"]
    errors = [each for each in before if each.level is Level.ERROR]
    if not errors:
        return found
    unread = [
        (each.source, each.span) for each in errors if each.source is not None and each.span is not None
    ]
    lines = [source.line(source.place(span).line or 1) for source, span in unread]
    has_lost_scale = any(re.match(pattern("SCALE"), fold(line).strip()) for line in lines)
    owners = _owners(tree)

    def indicator(where: Stretch) -> int:
        """The indicator whose lines were the last to begin before a place; 0 before all of them."""
        begun = owners.get(where[0].name, [])
        last = bisect.bisect_right(begun, where[1].start, key=lambda each: each[0])
        return begun[last - 1][1] if last else 0

    damaged = {indicator(each) for each in unread}

    def follows(diagnostic: Diagnostic) -> bool:
        if diagnostic.code in OF_FILE:
            return True
        if has_lost_scale and diagnostic.code in OF_SCALE:
            return True
        if diagnostic.code in OF_INDICATOR:
            return indicator(_at(diagnostic, tree)) in damaged
        name = str(diagnostic.values.get("name", ""))
        return diagnostic.code in NAMING and any(name in line for line in lines)

    return [diagnostic for diagnostic in found if not follows(diagnostic)]


def _at(diagnostic: Diagnostic, tree: Tree) -> Stretch:
    if diagnostic.source is None or diagnostic.span is None:
        return tree.at(tree.root)
    return diagnostic.source, diagnostic.span


def _owners(tree: Tree) -> dict[str, list[tuple[int, int]]]:
    """By file: where each heading and each line of an indicator begins, and the indicator, in their order."""
    found: dict[str, list[tuple[int, int]]] = {}
    for indicator in tree.nodes:
        if isinstance(indicator, nodes.Indicator):
            for line in (indicator, *indicator.lines):
                source, span = tree.at(line)
                found.setdefault(source.name, []).append((span.start, indicator.id))
    for begun in found.values():
        begun.sort()
    return found
