"""Revision: what a file changes in the framework that it extends, as a Document and as data."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from perfeval.diagnostics import Words
from perfeval.document import Block, Column, Document, Heading, Line, Paragraph, Role, Run, Table, line
from perfeval.revision import ACT_WORDS, Act, Altered, Revision, Reweighed
from perfeval.source import Stretch
from perfeval.values.numbers import decimal_text

_TITLE = Words("“{name}”沿用“{base}”", "“{name}” extends “{base}”")
_LINES = Words("改动的各处", "what is changed")
_WEIGHTS = Words("分值变了的指标", "indicators whose weight changed")
_SAME = Words("分值都没有变", "no weight changed")
_OWN = Words("（全文）", "(whole file)")
_COLUMNS = (
    Words("指标", "indicator"),
    Words("处理", "what"),
    Words("原来", "before"),
    Words("原文", "stood on"),
    Words("现在", "now"),
    Words("本文件", "stands on"),
)
_ON_LINE = Words("第{line}行", "line {line}")
_BEFORE, _AFTER = Words("原分值", "weight before"), Words("新分值", "weight now")
_CHANGE, _NONE = Words("增减", "difference"), "—"


def revision(made: Revision, language: str) -> Document:
    """Two tables: every line replaced, voided, removed or added, and every weight that differs."""
    return Document(_blocks(made, language), language)


def _blocks(made: Revision, language: str) -> Iterator[Block]:
    title = _TITLE.said(language).format(name=made.name, base=made.base)
    yield Heading(1, line(title))
    if made.altered:
        yield Heading(2, line(_LINES.said(language)))
        columns = tuple(Column(words.said(language)) for words in _COLUMNS)
        yield Table(columns, tuple(_altered(each, made, language) for each in made.altered))
    if made.is_rated:
        return
    yield Heading(2, line(_WEIGHTS.said(language)))
    if not made.reweighed:
        yield Paragraph((line(_SAME.said(language)),))
        return
    figures = (Column(words.said(language), is_figure=True) for words in (_BEFORE, _AFTER, _CHANGE))
    yield Table(
        (Column(_COLUMNS[0].said(language)), *figures),
        tuple(_reweighed(each, language) for each in made.reweighed),
    )


def _altered(each: Altered, made: Revision, language: str) -> tuple[Line, ...]:
    name = each.indicator.rpartition("/")[2] or _OWN.said(language)
    is_gone = each.act in (Act.VOIDED, Act.REMOVED)
    return (
        line(name),
        line(ACT_WORDS[each.act].said(language)),
        line(_NONE if each.old is None else _text(each.old)),
        _place_of(each.old, made.base, language),
        line(_NONE if each.new is None or is_gone else _text(each.new)),
        _place_of(each.new, made.name, language),
    )


def _place_of(stretch: Stretch | None, file: str, language: str) -> Line:
    """The line on which something stands, with its file where that is another than the one spoken of."""
    if stretch is None:
        return line(_NONE)
    at = stretch[0].place(stretch[1])
    said = _ON_LINE.said(language).format(line=at.line) if at.file == file else str(at)
    return line(Run(said, Role.MUTED))


def _text(stretch: Stretch) -> str:
    source, span = stretch
    return source.text[span.start : span.end].split("\n")[0].strip()


def _reweighed(each: Reweighed, language: str) -> tuple[Line, ...]:
    before, after = each.before, each.after
    if before is None:
        said = Words("新增", "added").said(language)
    elif after is None:
        said = Words("删除", "removed").said(language)
    else:
        said = ("+" if after > before else "-") + decimal_text(abs(after - before))
    return line("/".join(each.path)), line(_points(before)), line(_points(after)), line(said)


def _points(points: Fraction | None) -> str:
    return _NONE if points is None else decimal_text(points)


# ---------------------------------------------------------------- data


def revision_as_data(made: Revision) -> dict[str, object]:
    """The same for JSON: weights as text, null where an indicator is new or gone."""
    return {
        "file": made.name,
        "base": made.base,
        "changes": [
            {
                "indicator": each.indicator or None,
                "act": each.act.value,
                "before": _place(each.old),
                "now": _place(each.new),
            }
            for each in made.altered
        ],
        "weights": [
            {
                "path": list(each.path),
                "before": None if each.before is None else decimal_text(each.before),
                "now": None if each.after is None else decimal_text(each.after),
            }
            for each in made.reweighed
        ],
    }


def _place(stretch: Stretch | None) -> dict[str, object] | None:
    if stretch is None:
        return None
    at = stretch[0].place(stretch[1])
    return {"file": at.file, "line": at.line, "column": at.column, "text": _text(stretch)}
