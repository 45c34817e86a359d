"""Pieces: a line's runs into the smallest parts that a line break may not split, each with its width."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from perfeval.document import Line, Role, Run
from perfeval.records import frozen
from perfeval.rendering.harmless import harmless


@frozen
class Piece:
    """A character with the marks that stand on it, or padding; `width` counts terminal cells."""

    text: str
    role: Role
    width: int

    @property
    def is_blank(self) -> bool:
        """Whether it shows nothing."""
        return self.text.isspace()


Row = tuple[Piece, ...]
"""One line as it is laid out: no wider than the page, without trailing blanks."""


def pieces(content: Line) -> Row:
    """A line's harmless characters in order, those without a width joined to the one before."""
    found: list[Piece] = []
    for run in content.runs:
        for part in _with_marks(harmless(run.text)):
            width = width_of(part)
            if width == 0 and found:
                # A mark may widen what it stands on, as a variation selector does: measure them together.
                whole = found[-1].text + part
                found[-1] = Piece(whole, found[-1].role, width_of(whole))
            else:
                found.append(Piece(part, run.role, width))
    return tuple(found)


def _with_marks(text: str) -> Iterator[str]:
    """The characters of a text, each with the marks without a width that follow it."""
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and width_of(text[end]) == 0:
            end += 1
        yield text[start:end]
        start = end


def lettered(text: str, role: Role = Role.PLAIN) -> Row:
    """The pieces of a text with one role."""
    return pieces(Line((Run(text, role),)))


def blank(cells: int) -> Row:
    """Padding of so many cells; no piece where there is none to pad."""
    return (Piece(" " * cells, Role.PLAIN, cells),) if cells > 0 else ()


def strong(row: Row) -> Row:
    """The row with what is plain in it made strong."""
    return tuple(Piece(p.text, Role.STRONG, p.width) if p.role is Role.PLAIN else p for p in row)


def cells(row: Iterable[Piece]) -> int:
    """How many terminal cells a row takes."""
    return sum(piece.width for piece in row)


def trimmed(row: Row) -> Row:
    """The row without blanks at its end."""
    end = len(row)
    while end and row[end - 1].is_blank:
        end -= 1
    return row[:end]


def runs(row: Row) -> Iterator[Run]:
    """The row as runs, neighbours of one role joined."""
    text, role = "", Role.PLAIN
    for piece in row:
        if text and piece.role is not role:
            yield Run(text, role)
            text = ""
        text, role = text + piece.text, piece.role
    if text:
        yield Run(text, role)


@lru_cache(maxsize=1 << 16)
def width_of(text: str) -> int:
    """How many cells a character takes, with the marks that stand on it."""
    from rich.cells import cell_len

    return cell_len(text)
