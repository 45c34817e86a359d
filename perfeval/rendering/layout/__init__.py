"""Layout: a Document into rows of a fixed width, which a terminal prints and a picture draws.

The layout is our own and rich measures the characters: its tables cut what does not fit, its trees
shrink to nothing when deep, and it lets a row of Chinese begin with a full stop.
"""

from __future__ import annotations

from collections.abc import Iterator

from perfeval.document import Block, Document, Excerpt, Heading, Paragraph, Role, Table, Tree
from perfeval.rendering.layout.excerpts import excerpt_rows
from perfeval.rendering.layout.grids import table_rows
from perfeval.rendering.layout.pieces import Row, cells, lettered, pieces, strong, trimmed
from perfeval.rendering.layout.strokes import Strokes
from perfeval.rendering.layout.trees import indented, tree_rows
from perfeval.rendering.layout.wrapping import hanging, wrapped

NARROWEST = 20
"""Cells below which no layout is tried; a narrower terminal wraps on its own."""

_EXCERPT_INDENT = 4


def laid_out(document: Document, width: int, strokes: Strokes) -> list[Row]:
    """All rows of a document, at most `width` cells each (and 20 at least), without trailing blanks."""
    width = max(width, NARROWEST)
    rows: list[Row] = []
    previous: Block | None = None
    for block in document.blocks:
        if previous is not None and not _is_close(previous, block):
            rows.append(())
        rows.extend(trimmed(row) for row in _block_rows(block, width, strokes, document.language))
        previous = block
    return rows


def _is_close(previous: Block, block: Block) -> bool:
    """Whether two blocks stand together without a blank line."""
    match block:
        case Excerpt():
            return isinstance(previous, Paragraph | Excerpt)
        case Paragraph(continues=True):
            return True
        case _:
            return isinstance(previous, Heading) and previous.level > 1


def _block_rows(block: Block, width: int, strokes: Strokes, language: str) -> Iterator[Row]:
    match block:
        case Heading():
            yield from _heading_rows(block, width, strokes)
        case Paragraph():
            for content in block.lines:
                yield from hanging(pieces(content), width)
        case Excerpt():
            yield from _excerpt_rows(block, width)
        case Table():
            yield from table_rows(block, width, strokes, language)
        case Tree():
            yield from tree_rows(block, width, strokes)


def _heading_rows(heading: Heading, width: int, strokes: Strokes) -> Iterator[Row]:
    """A heading; the title is underlined, since without colours nothing else sets it off."""
    rows = wrapped(strong(pieces(heading.content)), width)
    yield from rows
    if heading.level == 1:
        yield lettered(strokes.rule * max(cells(row) for row in rows), Role.MUTED)


def _excerpt_rows(excerpt: Excerpt, width: int) -> Iterator[Row]:
    if excerpt.label:
        yield from wrapped(lettered(excerpt.label, Role.MUTED), width)
    yield from indented(list(excerpt_rows(excerpt, width - _EXCERPT_INDENT)), _EXCERPT_INDENT)
