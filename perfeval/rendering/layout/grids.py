"""Grids: a table into rows with aligned columns; where the page is too narrow, into one record per row."""

from __future__ import annotations

from collections.abc import Iterator

from perfeval.document import Column, Line, Role, Table
from perfeval.records import frozen
from perfeval.rendering.layout.pieces import Row, blank, cells, lettered, pieces, strong, trimmed
from perfeval.rendering.layout.strokes import Strokes
from perfeval.rendering.layout.trees import indented
from perfeval.rendering.layout.wrapping import hanging, longest_word, wrapped

_GAP = 2
_INDENT = 2  # cells per depth of the first column
_LEAST = 10  # cells the first column keeps
_LEAST_WORDS = 8  # cells any other column of words keeps


@frozen
class _Grid:
    """A table in pieces, all rows equally long; `depths` indent the first cells."""

    columns: tuple[Column, ...]
    headings: tuple[Row, ...]
    rows: tuple[tuple[Row, ...], ...]
    depths: tuple[int, ...]

    def column(self, index: int) -> list[Row]:
        """The cells of a column, without its heading."""
        return [row[index] for row in self.rows]


def table_rows(table: Table, width: int, strokes: Strokes, language: str) -> Iterator[Row]:
    """The rows of a table: caption, headings, a rule, cells wrapped in their columns."""
    grid = _grid(table)
    if table.caption is not None:
        yield from wrapped(strong(lettered(table.caption)), width)
    if not grid.columns:
        return
    widths = _widths(grid, width)
    if widths is None:
        yield from _records(grid, width, "：" if language != "en" else ": ")
        return
    if any(grid.headings):
        yield from _beside(grid, [strong(heading) for heading in grid.headings], 0, widths)
        yield lettered(strokes.rule * (sum(widths) + _GAP * (len(widths) - 1)), Role.MUTED)
    step = _step(grid, widths[0])
    for row, depth in zip(grid.rows, grid.depths, strict=True):
        yield from _beside(grid, list(row), depth * step, widths)


def _grid(table: Table) -> _Grid:
    """The table in pieces; a row of too many cells gets columns without a heading, of too few, blanks."""
    count = max([len(table.columns), *(len(row) for row in table.rows)])
    columns = table.columns + (Column(""),) * (count - len(table.columns))
    rows = [row + (Line(()),) * (count - len(row)) for row in table.rows]
    depths = (table.depths + (0,) * len(rows))[: len(rows)]
    return _Grid(
        columns,
        tuple(trimmed(lettered(column.heading)) for column in columns),
        tuple(tuple(trimmed(pieces(cell)) for cell in row) for row in rows),
        tuple(max(depth, 0) for depth in depths),
    )


def _widths(grid: _Grid, width: int) -> list[int] | None:
    """Each column's width so that all fit beside one another; None if they cannot."""
    room = width - _GAP * (len(grid.columns) - 1)
    widths = [min(_wanted(grid, index), width) for index in range(len(grid.columns))]
    least = [min(_needed(grid, index), wanted) for index, wanted in enumerate(widths)]
    indented_first = min(least[0] + max(grid.depths, default=0) * _INDENT, widths[0])
    if sum(least) - least[0] + indented_first <= room:
        least[0] = indented_first  # room enough to show the depths
    if sum(least) > room:
        return None
    while sum(widths) > room:
        # The widest gives way first: a long remark wraps before a name does.
        index = max((i for i in range(len(widths)) if widths[i] > least[i]), key=widths.__getitem__)
        widths[index] -= 1
    return widths


def _wanted(grid: _Grid, index: int) -> int:
    """The width at which nothing of a column has to wrap."""
    step = _INDENT if index == 0 else 0
    body = [depth * step + cells(cell) for depth, cell in zip(grid.depths, grid.column(index), strict=True)]
    return max([1, cells(grid.headings[index]), *body])


def _needed(grid: _Grid, index: int) -> int:
    """The width below which a column can no longer be read: a figure is never broken, words may be."""
    if grid.columns[index].is_figure:
        return max([1, longest_word(grid.headings[index]), *(cells(cell) for cell in grid.column(index))])
    return _LEAST if index == 0 else _LEAST_WORDS


def _beside(grid: _Grid, row: list[Row], indent: int, widths: list[int]) -> Iterator[Row]:
    """One row's cells beside one another, on as many rows as the longest needs."""
    blocks = [wrapped(cell, width) for cell, width in zip(row, widths, strict=True)]
    blocks[0] = indented(wrapped(row[0], widths[0] - indent), indent)
    for number in range(max(len(block) for block in blocks)):
        parts: list[Row] = []
        for column, block, width in zip(grid.columns, blocks, widths, strict=True):
            part = block[number] if number < len(block) else ()
            padding = blank(width - cells(part))
            parts.append(padding + part if column.is_figure else part + padding)
            parts.append(blank(_GAP))
        yield trimmed(tuple(piece for part in parts for piece in part))


def _step(grid: _Grid, width: int) -> int:
    """The cells per depth in a first column of that width: fewer, for all rows alike, where it is narrow."""
    deepest = max(grid.depths, default=0)
    if deepest == 0 or width >= _wanted(grid, 0):
        return _INDENT
    return min(_INDENT, max(0, (width - _LEAST_WORDS) // deepest))


def _records(grid: _Grid, width: int, colon: str) -> Iterator[Row]:
    """Each row as its first cell with the others named under it."""
    for row, depth in zip(grid.rows, grid.depths, strict=True):
        indent = min(depth * _INDENT, width // 4)
        yield from indented(wrapped(strong(row[0]), width - indent), indent)
        for heading, cell in zip(grid.headings[1:], row[1:], strict=True):
            if cell:
                named = (*lettered(_text(heading) + colon, Role.MUTED), *cell) if heading else cell
                yield from indented(hanging(named, width - indent - _INDENT), indent + _INDENT)


def _text(row: Row) -> str:
    return "".join(piece.text for piece in row)
