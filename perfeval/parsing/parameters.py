"""Parameters: `参数 名 = 值 自 日期，…` to its node."""

from __future__ import annotations

from datetime import date

from perfeval import nodes
from perfeval.diagnostics import Words, of_syntax
from perfeval.parsing.cutting import after_word, clean, equals_in
from perfeval.parsing.file_lines import no_name
from perfeval.parsing.folding import one_line
from perfeval.parsing.kinds import EXAMPLES, Kind
from perfeval.parsing.lines import Statement
from perfeval.parsing.sentences import Sentences
from perfeval.patterns import later
from perfeval.records import frozen
from perfeval.source import Span
from perfeval.vocabulary import pattern

_PARTS = later(r'(?:“[^”]*”|"[^"]*"|[^,])+')
_SINCE = later(rf"{pattern('SINCE')} *(?P<date>[0-9][0-9 ./年月日-]*?) *(?:起施行|起执行|起)? *$")
_DATE = later(r"([0-9]{4})(?:-|/|\.|年)([0-9]{1,2})(?:-|/|\.|月)([0-9]{1,2})日?")
_MONTH = later(r"([0-9]{4})年(?:([0-9]{1,2})月)?")


@frozen
class _Piece:
    """One value of a parameter, from `start` to `end` of the statement, and what is written as its date."""

    start: int
    end: int
    since: str | None
    since_at: tuple[int, int] = (0, 0)


def parameter(sentences: Sentences, statement: Statement) -> nodes.Parameter | None:
    """`参数 及格门槛 = 60% 自 2025-01-01，50% 自 2023-01-01`"""
    start, text = after_word(statement), statement.head
    equals = equals_in(text, start)
    name = clean(statement.raw[start:equals]) if equals >= 0 else ""
    if not name:
        no_name(sentences, statement, Words("参数", "the parameter"), Kind.PARAMETER)
        return None
    values = [_value(sentences, statement, piece) for piece in _pieces(text, equals + 1)]
    said = one_line(statement.raw[statement.tail :]) if statement.tail is not None else ""
    read = tuple(value for value in values if value is not None)
    return nodes.Parameter(name, read, said) if len(read) == len(values) else None


def _pieces(text: str, start: int) -> list[_Piece]:
    """The values with their dates, one between commas; `60%，自2025年起` is one as well."""
    found: list[_Piece] = []
    for part in _PARTS.finditer(text.rstrip(" ."), start):
        match = _SINCE.search(part.group())
        if match is None:
            found.append(_Piece(part.start(), part.end(), None))
            continue
        dated = match["date"], (part.start() + match.start("date"), part.start() + match.end("date"))
        is_value_before = not part.group()[: match.start()].strip()
        if is_value_before and found and found[-1].since is None:
            found[-1] = _Piece(found[-1].start, found[-1].end, *dated)
        else:
            found.append(_Piece(part.start(), part.start() + match.start(), *dated))
    return found or [_Piece(start, len(text), None)]


def _value(sentences: Sentences, statement: Statement, piece: _Piece) -> nodes.ParameterValue | None:
    since = None if piece.since is None else _day(piece.since)
    if piece.since is not None and since is None:
        at = sentences.at(statement, *piece.since_at)
        sentences.report(of_syntax.date_unread(at, text=piece.since.strip()))
        return None
    value = sentences.expression(statement, piece.start, piece.end)
    if value is None:
        return None
    if not is_literal(value):
        at = (sentences.source, sentences.spans[value.id])
        sentences.report(of_syntax.parameter_not_literal(at, example=EXAMPLES[Kind.PARAMETER]))
        return None
    last = piece.end if piece.since is None else piece.since_at[1]
    span = Span(sentences.spans[value.id].start, statement.start + last)
    return sentences.placed(nodes.ParameterValue(value, since), span)


def is_literal(value: nodes.Expression) -> bool:
    """Whether a value is written out: a number, a text, 是 or 否."""
    if isinstance(value, nodes.Negative):
        return isinstance(value.operand, nodes.Number)
    return isinstance(value, nodes.Number | nodes.Text | nodes.Boolean)


def _day(text: str) -> date | None:
    """A date, or the first day of a month or year."""
    narrow = text.replace(" ", "")
    match = _DATE.fullmatch(narrow) or _MONTH.fullmatch(narrow)
    try:
        return date(*(int(part or 1) for part in (*match.groups(), 1)[:3])) if match is not None else None
    except ValueError:
        return None  # the calendar has no such day
