"""Excerpts: a line of a file into the line as shown and the carets under its marked characters."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from perfeval.document import Excerpt, Role
from perfeval.rendering.harmless import shown
from perfeval.rendering.layout.pieces import Row, blank, cells, lettered

_TAB = 4
_CUT = "..."  # three full stops: the one-character ellipsis is two cells wide in some terminals


def excerpt_rows(excerpt: Excerpt, width: int | None = None) -> tuple[Row, Row]:
    """The source line and its carets, a wide character with two of them; with a `width`, that part of
    the line around the mark which fits, the cuts shown as "...".

    An empty mark, at the end of a line for instance, gets one caret.
    """
    text, start, end = _expanded(excerpt)
    line = lettered(text, Role.CODE)
    # The mark in pieces: an accent is marked together with the letter it stands on.
    ends = list(accumulate(len(piece.text) for piece in line))
    first, last = bisect_right(ends, start), bisect_right(ends, max(end, start + 1) - 1) + 1
    if first == len(line):
        line = line + blank(1)  # a caret after the line's end stands under this
    last = min(last, len(line))
    cut_left = cut_right = False
    if width is not None and cells(line) > width:
        low, high = _window(line, first, last, width - 2 * len(_CUT))
        cut_left, cut_right = low > 0, high < len(line)
        line, first, last = line[low:high], first - low, min(last, high) - low
    lead = lettered(_CUT, Role.MUTED) if cut_left else ()
    tail = lettered(_CUT, Role.MUTED) if cut_right else ()
    carets = "^" * max(1, cells(line[first:last]))  # a lone accent has no width
    return (*lead, *line, *tail), (*blank(cells(lead) + cells(line[:first])), *lettered(carets, excerpt.role))


def _expanded(excerpt: Excerpt) -> tuple[str, int, int]:
    """The line with tabs as blanks and control characters written out, and its mark moved along."""
    source = excerpt.text
    start = min(max(excerpt.start, 0), len(source))
    end = min(max(excerpt.end, start), len(source))
    parts: list[str] = []
    column = 0
    for character in source:
        part = " " * (_TAB - column % _TAB) if character == "\t" else shown(character)
        parts.append(part)
        column += cells(lettered(part))
    offsets = [0, *accumulate(len(part) for part in parts)]
    return "".join(parts), offsets[start], offsets[end]


def _window(line: Row, first: int, last: int, room: int) -> tuple[int, int]:
    """From and to which piece a line is shown: the mark amid its surroundings, in at most `room` cells."""
    mark = min(cells(line[first:last]), room)
    before, after = cells(line[:first]), cells(line[last:])
    lead = min(before, max((room - mark) // 2, room - mark - after))
    low = first
    while low > 0 and line[low - 1].width <= lead:
        low -= 1
        lead -= line[low].width
    high = low
    while high < len(line) and line[high].width <= room:
        room -= line[high].width
        high += 1
    return low, high
