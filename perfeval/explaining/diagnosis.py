"""Diagnosis: diagnostics into a Document, and into data of the shape that outcomes carry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from perfeval.diagnostics import LEVEL_NAMES, Diagnostic, Label, Level, Words
from perfeval.document import Block, Document, Excerpt, Paragraph, Role, Run, line
from perfeval.source import Place, Source, Span

_ROLES = {Level.ERROR: Role.ERROR, Level.ASK: Role.WARNING, Level.NOTE: Role.MUTED}

_HELP = Words("改法：", "do: ")
_MORE = Words("同样的问题还有{count}处，未逐一列出", "{count} more like this, not listed")
_TOTALS: tuple[tuple[Level, Words], ...] = (
    (Level.ERROR, Words("{count}个错误", "{count} error{s}")),
    (Level.ASK, Words("{count}处要您决定", "{count} to decide")),
    (Level.NOTE, Words("{count}条提示", "{count} note{s}")),
)


def diagnosis(diagnostics: Sequence[Diagnostic], language: str, *, limit: int = 5) -> Document:
    """The diagnostics in their order, each with its place, words, source lines, help and code, then totals.

    Of one code the first `limit` are shown and the others counted. No diagnostics give no blocks.
    """
    blocks: list[Block] = []
    totals = Counter(diagnostic.code for diagnostic in diagnostics)
    seen: Counter[str] = Counter()
    for diagnostic in diagnostics:
        seen[diagnostic.code] += 1
        if seen[diagnostic.code] <= limit:
            blocks.extend(_blocks(diagnostic, language))
        elif seen[diagnostic.code] == limit + 1:
            blocks.append(_more(diagnostic.code, totals[diagnostic.code] - limit, language))
    if diagnostics:
        blocks.append(Paragraph((line(Run(_summary(diagnostics, language), Role.STRONG)),)))
    return Document(blocks, language)


def _blocks(diagnostic: Diagnostic, language: str) -> Iterator[Block]:
    """One diagnostic: what is wrong and where, further places, what to do."""
    yield _head(diagnostic, language)
    if diagnostic.source is not None and diagnostic.span is not None:
        yield from _excerpts(diagnostic.source, diagnostic.span, _ROLES[diagnostic.level])
    for label in diagnostic.labels:
        yield from _further(label, language)
    advice = diagnostic.help(language)
    if advice:
        yield Paragraph((line(Run(_HELP.said(language), Role.STRONG), advice),), continues=True)


def _head(diagnostic: Diagnostic, language: str) -> Paragraph:
    """`project.rules 第12行第7列 错误：…  unknown-name`."""
    place = f"{_said(diagnostic.at, language)} " if diagnostic.at is not None else ""
    level = Words(*LEVEL_NAMES[diagnostic.level]).said(language)
    return Paragraph(
        (
            line(
                Run(place, Role.MUTED),
                Run(level, _ROLES[diagnostic.level]),
                _colon(language),
                diagnostic.text(language),
                "  ",
                Run(diagnostic.code, Role.MUTED),
            ),
        )
    )


def _further(label: Label, language: str) -> Iterator[Block]:
    """A further place: where it is, what it has to do with the matter, and its line."""
    place = Run(_said(label.source.place(label.span), language), Role.MUTED)
    words = _colon(language) + label.words.said(language) if label.words is not None else ""
    yield Paragraph((line(place, words),), continues=True)
    yield from _excerpts(label.source, label.span, Role.MUTED)


_AROUND = 500


def _excerpts(source: Source, span: Span, role: Role) -> Iterator[Excerpt]:
    """The line on which a span begins, with what it holds of the span; none where that line is empty."""
    at = source.place(span)
    if at.line is None or at.column is None:
        return
    text = source.line(at.line)
    start = at.column - 1
    length = max(span.end - span.start, 0)
    if len(text) > 2 * _AROUND:  # a line of megabytes is not drawn to be cut afterwards
        low = max(start - _AROUND, 0)
        text, start, length = text[low : start + _AROUND], start - low, min(length, _AROUND)
    if text.strip():
        yield Excerpt("", text, start, start + length, role)


def _more(code: str, count: int, language: str) -> Paragraph:
    return Paragraph((line(_MORE.said(language).format(count=count), "  ", Run(code, Role.MUTED)),))


def _summary(diagnostics: Sequence[Diagnostic], language: str) -> str:
    """`共2个错误，1处要您决定，3条提示`."""
    counts = Counter(diagnostic.level for diagnostic in diagnostics)
    parts = [
        words.said(language).format(count=counts[level], s="" if counts[level] == 1 else "s")
        for level, words in _TOTALS
        if counts[level]
    ]
    return ", ".join(parts) if language == "en" else "共" + "，".join(parts)


def _said(place: Place | None, language: str) -> str:
    """A place in a language: `project.rules 第12行第7列`, `project.rules:12:7`, `填报表.xlsx!数据!C7`."""
    if place is None:
        return ""
    if place.line is None or place.sheet is not None:
        return str(place)
    if language == "en":
        return f"{place.file}:{place.line}" + (f":{place.column}" if place.column is not None else "")
    return f"{place.file} 第{place.line}行" + (f"第{place.column}列" if place.column is not None else "")


def _colon(language: str) -> str:
    return ": " if language == "en" else "："
