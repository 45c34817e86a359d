"""Follow-ups: what is at fault only because something before it could not be read is held back."""

from __future__ import annotations

import bisect
from collections.abc import Iterable

from perfeval import nodes
from perfeval.diagnostics import Diagnostic, Level, has_errors
from perfeval.nodes import Tree

OF_FILE = frozenset({"no-indicators", "rounding-open", "not-applicable-open", "grade-gap"})
"""Held back when any statement of the file could not be read: it may have been the one that is missed."""

OF_INDICATOR = frozenset({
    "band-gap", "band-unreachable", "items-mismatch", "no-bands", "no-rate", "rule-missing", "scoring-open",
    "missing-full-marks",
})  # fmt: skip
"""Held back when a statement of the same indicator could not be read."""

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
    unread = [each for each in errors if each.span is not None]
    headings = sorted(
        tree.span(node).start for node in nodes.walk(tree.root) if isinstance(node, nodes.Indicator)
    )
    lines = [tree.source.line(place.line or 1) for each in unread if (place := each.at) is not None]

    def indicator(diagnostic: Diagnostic) -> int:
        return bisect.bisect_right(headings, diagnostic.span.start if diagnostic.span is not None else 0)

    damaged = {indicator(each) for each in unread}

    def follows(diagnostic: Diagnostic) -> bool:
        if diagnostic.code in OF_FILE:
            return True
        if diagnostic.code in OF_INDICATOR:
            return indicator(diagnostic) in damaged
        name = str(diagnostic.values.get("name", ""))
        return diagnostic.code in NAMING and any(name in line for line in lines)

    return [diagnostic for diagnostic in found if not follows(diagnostic)]
