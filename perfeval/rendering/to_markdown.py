"""To Markdown: a Document into GitHub's Markdown, in which user text stays text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from perfeval.document import Block, Document, Excerpt, Heading, Line, Paragraph, Role, Run, Table, Tree
from perfeval.patterns import later
from perfeval.rendering.harmless import harmless
from perfeval.rendering.layout.excerpts import excerpt_rows
from perfeval.rendering.layout.pieces import Row, trimmed

_SPECIAL = later(r"[\\`*_\[\]<>|#~&$@]|(?<=[a-zA-Z]):(?=//)|(?<=www)\.", re.IGNORECASE)
_LIST_MARK = later(r"^(?:([-+=])|(\d{1,9})([.)]))")
_DEEPEST = 20  # levels of indentation in a table cell; no framework has more


def to_markdown(document: Document) -> str:
    """The document as Markdown ending with a line break: headings, tables, nested lists, fenced code.

    Strong text and code keep their role; the others have no counterpart and are written plainly.
    """
    return "\n".join(f"{text}\n" for block in document.blocks for text in _texts(block) if text)


def _texts(block: Block) -> Iterator[str]:
    """The parts of a block, between which a blank line stands."""
    match block:
        case Heading():
            yield f"{'#' * min(max(block.level, 1), 6)} {_flowing(block.content)}".rstrip()
        case Paragraph():
            yield _broken([text for text in map(_flowing, block.lines) if text])
        case Excerpt():
            yield _flowing(Line((Run(block.label),)))
            yield _fenced(excerpt_rows(block))
        case Table():
            if block.caption is not None:
                yield _flowing(Line((Run(block.caption),)))
            yield _table(block)
        case Tree():
            yield "\n".join(_items(block))


def _broken(lines: list[str]) -> str:
    """Lines of one paragraph, each on a line of its own also when displayed."""
    return "\\\n".join(lines)


def _flowing(content: Line) -> str:
    """A line at the beginning of a paragraph: indented with full-width blanks, opening no list."""
    plain = harmless(content.text)
    indent = len(plain) - len(plain.lstrip(" "))
    return "　" * (indent // 2) + _unlisted(_inline(content).strip(" "))


def _unlisted(text: str) -> str:
    """Escapes what would make a line's beginning the item of a list or underline a heading."""
    return _LIST_MARK.sub(lambda m: f"\\{m[1]}" if m[1] else f"{m[2]}\\{m[3]}", text)


def _inline(content: Line, in_table: bool = False) -> str:
    """A line's runs as inline Markdown."""
    parts: list[str] = []
    # Neighbours of one role go into one span: the marks of two would run together.
    for role, group in groupby((run for run in content.runs if run.text), key=lambda run: run.role):
        text = harmless("".join(run.text for run in group))
        if role is Role.CODE and text.strip():
            parts.append(_code(text, in_table))
        elif role is Role.STRONG:
            parts.append(_strong(text))
        else:
            parts.append(_escaped(text))
    return "".join(parts)


def _escaped(text: str) -> str:
    """Text in which no character is markup, begins a link or names an entity."""
    return _SPECIAL.sub(r"\\\g<0>", text)


def _strong(text: str) -> str:
    """Strong text, if letters or digits stand at both ends: beside punctuation `**` may stay literal."""
    if text[:1].isalnum() and text[-1:].isalnum():
        return f"**{_escaped(text)}**"
    return _escaped(text)


def _code(text: str, in_table: bool) -> str:
    """A code span, in more backticks than stand together in it."""
    fence = "`" * _longest_ticks(text, 0)
    padding = " " if text[0] in "` " or text[-1] in "` " else ""
    # A table is cut at its pipes before anything else is read, code spans included.
    return f"{fence}{padding}{text.replace('|', chr(92) + '|') if in_table else text}{padding}{fence}"


def _fenced(rows: tuple[Row, ...]) -> str:
    text = "\n".join("".join(piece.text for piece in trimmed(row)) for row in rows)
    fence = "`" * _longest_ticks(text, 2)
    return f"{fence}text\n{text}\n{fence}"


def _longest_ticks(text: str, least: int) -> int:
    """One more than the longest series of backticks in a text, and more than `least`."""
    return 1 + max([least, *(len(ticks) for ticks in re.findall("`+", text))])


def _table(table: Table) -> str:
    count = max([len(table.columns), *(len(row) for row in table.rows)])
    if count == 0:
        return ""
    headings = [_escaped(harmless(column.heading)).strip() for column in table.columns]
    marks = ["---:" if column.is_figure else "---" for column in table.columns]
    rows = [_cells(row, table.depths[i] if i < len(table.depths) else 0) for i, row in enumerate(table.rows)]
    return "\n".join(_bars(row, count) for row in [headings, marks + ["---"] * (count - len(marks)), *rows])


def _cells(row: tuple[Line, ...], depth: int) -> list[str]:
    """A row's cells; the first indented by one full-width blank per depth."""
    texts = [_inline(cell, in_table=True).strip(" ") for cell in row]
    return ["　" * min(depth, _DEEPEST) + text if i == 0 else text for i, text in enumerate(texts)]


def _bars(row: list[str], count: int) -> str:
    return "| " + " | ".join(row + [""] * (count - len(row))) + " |"


def _items(tree: Tree) -> Iterator[str]:
    """A tree as a nested list, a branch's remarks on lines of their own within its item."""
    waiting = [(tree.root, 0)]
    while waiting:
        branch, depth = waiting.pop()
        texts = [_flowing(content) for content in (branch.content, *branch.remarks)]
        lines = _broken([text for text in texts if text]).split("\n")
        yield "\n".join("  " * depth + ("  " if i else "- ") + text for i, text in enumerate(lines)).rstrip()
        waiting.extend((child, depth + 1) for child in reversed(branch.children))
