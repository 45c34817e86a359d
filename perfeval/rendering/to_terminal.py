"""To terminal: a Document into text for a terminal, with colours only where asked for."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from perfeval.document import Document, Role, Run
from perfeval.rendering.layout import laid_out
from perfeval.rendering.layout.pieces import Row, runs
from perfeval.rendering.layout.strokes import ASCII, LINES

if TYPE_CHECKING:
    from rich.style import Style

_STYLES = {
    Role.PLAIN: "none",
    Role.STRONG: "bold",
    Role.MUTED: "dim",
    Role.GOOD: "green",
    Role.LOSS: "red",
    Role.WARNING: "bold yellow",
    Role.ERROR: "bold red",
    Role.CODE: "cyan",
}


def to_terminal(
    document: Document, *, width: int | None = None, color: bool = False, ascii_only: bool = False
) -> str:
    """The document for a terminal of `width` columns (80 if not said; below 20 counts as 20), ending with
    a line break unless it is empty.

    With `color` the roles get ANSI colours. With `ascii_only` branches and rules are drawn in ASCII, for
    consoles that cannot encode box characters; the document's own text is never changed to ASCII.
    """
    rows = laid_out(document, 80 if width is None else width, ASCII if ascii_only else LINES)
    return "".join(_text(row, color) + "\n" for row in rows)


def _text(row: Row, color: bool) -> str:
    if not color:
        return "".join(piece.text for piece in row)
    return "".join(_colored(run) for run in runs(row))


def _colored(run: Run) -> str:
    """A run in the terminal's own sixteen colours, so that its user's theme decides what red is."""
    from rich.color import ColorSystem

    if run.role is Role.PLAIN or run.text.isspace():
        return run.text
    return _style(run.role).render(run.text, color_system=ColorSystem.STANDARD)


@cache
def _style(role: Role) -> Style:
    from rich.style import Style

    return Style.parse(_STYLES[role])
