"""Document: everything a person reads, as paragraphs, tables and trees that know no output format.

A renderer (terminal, Markdown, HTML, Word) shows a document; none of them knows what an indicator is.
Text here is user text: a renderer must never read it as markup.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable

from attrs import field

from perfeval.records import frozen


class Role(enum.Enum):
    """What a piece of text is to its reader; a renderer chooses colour or weight for it."""

    PLAIN = "plain"
    STRONG = "strong"  # names, totals
    MUTED = "muted"  # places, sources, remarks
    GOOD = "good"  # full marks, 优
    LOSS = "loss"  # points lost
    WARNING = "warning"  # what a person has to look at
    ERROR = "error"
    CODE = "code"  # a formula, a line of a rule file


@frozen
class Run:
    """A piece of text with one role. Never holds a line break."""

    text: str
    role: Role = Role.PLAIN


@frozen
class Line:
    """One line of text made of runs; a renderer may wrap it."""

    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """The line without its roles."""
        return "".join(run.text for run in self.runs)


def line(*parts: str | Run) -> Line:
    """A line from strings (plain) and runs."""
    return Line(tuple(part if isinstance(part, Run) else Run(part) for part in parts if part != ""))


@frozen
class Heading:
    """A heading; level 1 is the document's title."""

    level: int
    content: Line


@frozen
class Paragraph:
    """Lines that belong together, each beginning on a line of its own.

    One that `continues` belongs to the block before it: no blank line stands between the two.
    """

    lines: tuple[Line, ...]
    continues: bool = False


@frozen
class Excerpt:
    """A line of a source file, shown as it stands, with the characters `start` to `end` marked by carets.

    Offsets count code points within `text`; the renderer aligns the carets for wide characters.
    """

    label: str  # "project.rules:73"; empty where the text before it says the place
    text: str
    start: int
    end: int
    role: Role = Role.ERROR


@frozen
class Column:
    """A table column: its heading, and whether its cells are figures (set flush right)."""

    heading: str
    is_figure: bool = False


@frozen
class Table:
    """Rows of cells under columns. `depths[i]` indents the first cell of row i."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Line, ...], ...]
    depths: tuple[int, ...] = ()
    caption: str | None = None


@frozen
class Branch:
    """A node of a tree: its own line, remarks under it, and what hangs below."""

    content: Line
    remarks: tuple[Line, ...] = ()
    children: tuple[Branch, ...] = ()


@frozen
class Tree:
    """A tree with its root."""

    root: Branch


Block = Heading | Paragraph | Excerpt | Table | Tree


def _as_tuple(blocks: Iterable[Block]) -> tuple[Block, ...]:
    return tuple(blocks)


@frozen
class Document:
    """Blocks in reading order. `language` is "zh" or "en": what a renderer says of its own follows it."""

    blocks: tuple[Block, ...] = field(converter=_as_tuple)
    language: str = "zh"
