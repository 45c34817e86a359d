"""Printing: a tree to canonical text, which parses to the same tree.

Each statement has its own text (statements), made of phrases (phrases); a style says in which language, and how
freely names stand among other words. Comments are no part of a tree and are not printed.
"""

from __future__ import annotations

from collections.abc import Iterator

from perfeval import nodes
from perfeval.parsing.printing.phrases import GAP, SAFE, Phrases, Style
from perfeval.parsing.printing.statements import inner_statements, printed

__all__ = ["GAP", "SAFE", "Phrases", "Style", "inner_statements", "print_tree", "printed"]

INDENT = "  "


def print_tree(file: nodes.File, style: Style = SAFE) -> str:
    """The file in canonical form: one statement a line, blanks between words, an empty line before each chapter."""
    phrases = Phrases(style)
    lines: list[str] = []
    for statement in (*file.lines, *file.loose, *file.indicators, *file.alterations):
        is_chapter = isinstance(statement, nodes.Indicator) and statement.level == 1
        if is_chapter or isinstance(statement, nodes.Change | nodes.Insert | nodes.Delete):
            lines.append("")
        lines += _lines(phrases, statement, "")
    return "\n".join(lines).strip("\n") + "\n"


def _lines(phrases: Phrases, statement: nodes.Statement, indent: str) -> Iterator[str]:
    presumed = phrases.opening("PRESUMED") if getattr(statement, "presumed", False) else ""
    yield indent + presumed + printed(phrases, statement).replace(GAP, " ")
    for inner in inner_statements(statement):
        yield from _lines(phrases, inner, indent + INDENT)
