"""评级从高到低, 评级对照, 评级 = 式: the statements of rules that rate instead of scoring, each to its node."""

from __future__ import annotations

import re

from perfeval import nodes
from perfeval.diagnostics import of_syntax
from perfeval.parsing.cutting import clean, equals_in
from perfeval.parsing.kinds import EXAMPLES, THIS_LINE
from perfeval.parsing.lines import Statement
from perfeval.parsing.sentences import Sentences
from perfeval.patterns import later
from perfeval.source import Span
from perfeval.vocabulary import pattern

_LETTER = r"[^ ,、:;~()]+?"
_COUNTED = later(rf"(?P<name>{_LETTER})(?: *按 *| +(?:counts +)?as +)(?P<letter>{_LETTER}) *计?")
_WHOLE = later(_LETTER)
_HEAD = later(rf"{pattern('RATING_TABLE')} *(?P<count>[0-9]{{1,2}}) *(?:项|个|(?i:parts?|dimensions?))? *:")
_ROW = later(
    rf"(?P<low>[0-9]{{1,4}})(?: *(?:~|--|—|-|{pattern('TO')}) *(?P<high>[0-9]{{1,4}}))? *{pattern('POINTS')}"
    rf" *(?:{pattern('GRADE_SET')})? *(?P<rating>{_LETTER})"
)


def scale(sentences: Sentences, statement: Statement) -> nodes.RatingScale | None:
    """`评级从高到低：A、B、C、D，D*按D计`"""
    letters: list[str] = []
    counted: list[nodes.CountedAs] = []
    for part in _listed(statement):
        text = statement.text[part.start : part.end]
        match = _COUNTED.fullmatch(text)
        if match is not None:
            made = nodes.CountedAs(
                _raw(statement, part, match, "name"), _raw(statement, part, match, "letter")
            )
            counted.append(sentences.placed(made, _placed(statement, part)))
        elif _WHOLE.fullmatch(text) and not counted:
            letters.append(clean(statement.raw[part.start : part.end]))
        else:
            _unfinished(sentences, statement)
            return None
    if len(letters) < 2:
        _unfinished(sentences, statement)
        return None
    return nodes.RatingScale(tuple(letters), tuple(counted))


def table(sentences: Sentences, statement: Statement) -> nodes.RatingTable | None:
    """`评级对照 3项：3分D、4—5分D+、6分C、7分C+、8—9分B、10分B+、11—12分A`"""
    head = _HEAD.match(statement.text)
    rows = []
    for part in _listed(statement):
        match = _ROW.fullmatch(statement.text[part.start : part.end])
        if match is None:
            _unfinished(sentences, statement)
            return None
        low = int(match["low"])
        row = nodes.RatedSums(low, int(match["high"] or low), _raw(statement, part, match, "rating"))
        rows.append(sentences.placed(row, _placed(statement, part)))
    if head is None or not rows:
        _unfinished(sentences, statement)
        return None
    return nodes.RatingTable(int(head["count"]), tuple(rows))


def rating(sentences: Sentences, statement: Statement) -> nodes.Rating | None:
    """`评级 = 式`"""
    value = sentences.expression(statement, equals_in(statement.text) + 1)
    return None if value is None else nodes.Rating(value)


def _listed(statement: Statement) -> list[Span]:
    """Where the parts of the list after the colon stand in the statement."""
    start, end = statement.text.find(":") + 1, len(statement.text.rstrip(" ."))
    found = []
    for match in re.compile("[^,、]+").finditer(statement.text, start, end):
        text = match[0]
        lead = len(text) - len(text.lstrip())
        if text.strip():
            found.append(Span(match.start() + lead, match.start() + len(text.rstrip())))
    return found if start else []


def _raw(statement: Statement, part: Span, match: re.Match[str], group: str) -> str:
    return clean(statement.raw[part.start + match.start(group) : part.start + match.end(group)])


def _placed(statement: Statement, part: Span) -> Span:
    return Span(statement.start + part.start, statement.start + part.end)


def _unfinished(sentences: Sentences, statement: Statement) -> None:
    at = (sentences.source, statement.span)
    sentences.report(of_syntax.sentence_unfinished(at, what=THIS_LINE, example=EXAMPLES[statement.kind]))
