"""Wrapping: a long line into rows that fit, broken where Chinese and Latin typesetting allow it.

Rich breaks Chinese text at any character, so that a row may begin with a full stop; hence our own.
"""

from __future__ import annotations

from perfeval.rendering.layout.pieces import Piece, Row, blank, cells, trimmed

_CLOSING = frozenset("，。；：、！？）】》〉」』〕”’…—～·,.;:!?)]}%％‰℃")
_OPENING = frozenset("（【《〈「『〔“‘([{￥¥")
# A number and its unit are read together: 193.54万元, 5分, 第73行.
_UNITS = frozenset("分万亿元年月日号项个次条处行列级档")


def wrapped(row: Row, width: int) -> list[Row]:
    """The row in rows of at most `width` cells; blanks at a break vanish. An empty row stays one row."""
    rows: list[Row] = []
    start = 0
    while start < len(row):
        end = _fitting(row, start, width)
        if end < len(row):
            end = _break(row, start, end)
        rows.append(trimmed(row[start:end]))
        start = end
        while start < len(row) and row[start].is_blank:
            start += 1
    return rows or [()]


def hanging(row: Row, width: int) -> list[Row]:
    """The row wrapped so that further rows begin where its own text begins."""
    indent = 0
    while indent < len(row) and row[indent].is_blank:
        indent += 1
    lead = blank(min(cells(row[:indent]), width // 2))
    return [trimmed(lead + part) for part in wrapped(row[indent:], width - cells(lead))]


def longest_word(row: Row) -> int:
    """The width of the widest part that cannot be broken sensibly."""
    longest = current = 0
    for before, piece in zip((None, *row), row, strict=False):
        if before is not None and _may_part(before, piece):
            current = 0
        if not piece.is_blank:
            current += piece.width
        longest = max(longest, current)
    return longest


def _fitting(row: Row, start: int, width: int) -> int:
    """The index after the last piece that still fits; at least one piece always does."""
    taken = row[start].width
    end = start + 1
    while end < len(row) and taken + row[end].width <= width:
        taken += row[end].width
        end += 1
    return end


def _break(row: Row, start: int, end: int) -> int:
    """The last place up to `end` at which the row may be broken; `end` itself if there is none."""
    for index in range(end, start, -1):
        if _may_part(row[index - 1], row[index]):
            return index
    return end


def _may_part(before: Piece, after: Piece) -> bool:
    """Whether a line may end after one piece and the next begin with the other."""
    if after.is_blank or before.is_blank:
        return True
    last, first = before.text[0], after.text[0]
    if first in _CLOSING or last in _OPENING:
        return False
    if (first in _UNITS and (last.isdigit() or last in "万亿")) or (last == "第" and first.isdigit()):
        return False
    if last == "/" and not first.isdigit():
        return True
    return before.width > 1 or after.width > 1
