"""Codes: what a diagnostic means and how to mend it, the document of `perfeval code`."""

from __future__ import annotations

from collections.abc import Mapping

from perfeval.diagnostics import LEVEL_NAMES, Fault, Level, Words
from perfeval.diagnostics.examples import EXAMPLES
from perfeval.document import Block, Column, Document, Heading, Paragraph, Role, Run, Table, line


def code_document(fault: Fault, language: str) -> Document:
    """A fault's level, meaning, the form of its message, and what to do."""
    level = LEVEL_NAMES[fault.level][1 if language == "en" else 0]
    effect = LEVELS[fault.level].said(language)
    rows = [
        (Words("级别：", "level: "), f"{level}{effect}"),
        (Words("意思：", "meaning: "), fault.means.said(language)),
        (Words("提示的样子：", "the message: "), fault.says.said(language)),
        (Words("改法：", "what to do: "), fault.helps.said(language)),
    ]
    lines = tuple(line(Run(label.said(language), Role.MUTED), text) for label, text in rows if text)
    blocks: list[Block] = [Heading(1, line(Run(fault.code, Role.STRONG))), Paragraph(lines)]
    example = EXAMPLES.get(fault.code)
    if example is not None:
        for label, text in ((BEFORE, example.before), (AFTER, example.after)):
            shown = (line(Run(each, Role.CODE)) for each in text.split("\n"))
            blocks.append(Paragraph((line(Run(label.said(language), Role.MUTED)), *shown)))
    return Document(tuple(blocks), language)


def codes_document(faults: Mapping[str, Fault], language: str) -> Document:
    """Every code with its level and what is said of it, one a line."""
    headings = (Words("代码", "Code"), Words("级别", "Level"), Words("意思", "Meaning"))
    columns = tuple(Column(words.said(language)) for words in headings)
    rows = tuple(
        (
            line(Run(code, Role.STRONG)),
            line(LEVEL_NAMES[fault.level][1 if language == "en" else 0]),
            line(fault.means.said(language)),
        )
        for code, fault in sorted(faults.items())
    )
    return Document((Table(columns, rows),), language)


BEFORE = Words("例，改前：", "for example, before:")
AFTER = Words("改后：", "after:")
LEVELS = {
    Level.ERROR: Words("（改正之前不能用）", " (cannot be used until it is mended)"),
    Level.ASK: Words("（有两种读法，已按其中一种处理，请确认）", " (something was assumed; please confirm)"),
    Level.NOTE: Words("（供参考，不影响计分）", " (for your information)"),
}
