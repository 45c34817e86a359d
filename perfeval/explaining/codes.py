"""Codes: what a diagnostic means and how to mend it, the document of `perfeval code`."""

from __future__ import annotations

from perfeval.diagnostics import LEVEL_NAMES, Fault, Level, Words
from perfeval.document import Document, Heading, Paragraph, Role, Run, line


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
    return Document((Heading(1, line(Run(fault.code, Role.STRONG))), Paragraph(lines)), language)


LEVELS = {
    Level.ERROR: Words("（改正之前不能用）", " (cannot be used until it is mended)"),
    Level.ASK: Words("（有两种读法，已按其中一种处理，请确认）", " (something was assumed; please confirm)"),
    Level.NOTE: Words("（供参考，不影响计分）", " (for your information)"),
}
