"""Lookup tables: `对照表 难度系数：按 类别、规模` and its rows to their nodes."""

from __future__ import annotations

import re

from perfeval import nodes
from perfeval.diagnostics import Words, of_syntax
from perfeval.parsing.cutting import FIGURE, LOOKUP_HEAD, after_word, clean
from perfeval.parsing.file_lines import no_name
from perfeval.parsing.kinds import EXAMPLES, Kind
from perfeval.parsing.lines import Statement
from perfeval.parsing.parameters import is_literal
from perfeval.parsing.sentences import Sentences
from perfeval.patterns import later
from perfeval.source import Span
from perfeval.vocabulary import pattern

_REST = later(pattern("REST"))
_NUMBERED = later(
    rf"[-+]?[0-9]|百分之|[<>≤≥]|[《》] *=? *[0-9]|{pattern('BELOW', 'ABOVE', 'AT_LEAST', 'AT_MOST')}"
)
_ONE_NUMBER = later(rf"[-+]?{FIGURE} *(?:[%‰]|[^-~至到以及含()<>≤≥ ]+)?")
_VALUE = later(
    r"(?P<keys>.*?[^ ,、:])[ ,、:]+"
    rf'(?P<value>“[^”]*”|"[^"]*"|[-+]?{FIGURE}(?: [A-Za-z]+)+|[^ ,、:“”"]+)[ .]*'
)
_KEY = later(r'“[^”]*”|"[^"]*"|[^,、]+')
_PLAIN = later(r"[^\s,，、:：;；。.“”\"#]+")
Key = nodes.Interval | nodes.Rest | nodes.Choice


def is_plain_key(word: str) -> bool:
    """Whether a word may stand as a key without quotation marks."""
    return bool(_PLAIN.fullmatch(word)) and not _NUMBERED.match(word) and not _REST.fullmatch(word)


def lookup_table(sentences: Sentences, statement: Statement) -> nodes.LookupTable | None:
    """The first line of a table, without its rows."""
    match = LOOKUP_HEAD.match(statement.text, after_word(statement))
    name = clean(statement.raw[match.start("name") : match.end("name")]) if match else ""
    if match is None or not name:
        no_name(sentences, statement, Words("对照表", "the lookup table"), Kind.LOOKUP)
        return None
    written = statement.raw[match.start("keys") : match.end("keys")]
    keys = tuple(clean(each) for each in re.split("[、，,]", written) if each.strip())
    if not keys:
        at = (sentences.source, statement.span)
        sentences.report(of_syntax.lookup_without_keys(at, name=name, example=EXAMPLES[Kind.LOOKUP]))
        return None
    return nodes.LookupTable(name, keys)


def lookup_row(
    sentences: Sentences, statement: Statement, table: nodes.LookupTable
) -> nodes.LookupRow | None:
    """A row: its keys, and its value as the last word of the line."""
    match = _VALUE.fullmatch(statement.text)
    if match is None:
        _unread(sentences, statement, table)
        return None
    cells = [
        found.span() for found in _KEY.finditer(statement.text, 0, match.end("keys")) if found[0].strip()
    ]
    is_rest = len(cells) == 1 and _REST.fullmatch(statement.text[slice(*cells[0])].strip())
    if not is_rest and len(cells) == 1 and len(table.keys) > 1:
        cells = [found.span() for found in re.compile("[^ ]+").finditer(statement.text, 0, match.end("keys"))]
    if not is_rest and len(cells) != len(table.keys):
        _unread(sentences, statement, table)
        return None
    keys = [_key(sentences, statement, *cell) for cell in (cells * len(table.keys) if is_rest else cells)]
    value = sentences.expression(statement, match.start("value"), match.end("value"))
    if value is None or any(key is None for key in keys):
        return None
    if not is_literal(value) or isinstance(value, nodes.Boolean):
        _unread(sentences, statement, table)
        return None
    return nodes.LookupRow(tuple(key for key in keys if key is not None), value)


def _unread(sentences: Sentences, statement: Statement, table: nodes.LookupTable) -> None:
    at = (sentences.source, statement.span)
    keys = "、".join(table.keys)
    sentences.report(of_syntax.lookup_row_unread(at, table=table.name, keys=keys, count=len(table.keys)))


def _key(sentences: Sentences, statement: Statement, start: int, end: int) -> Key | None:
    text = statement.text[start:end]
    start, end = start + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip())
    text = statement.text[start:end]
    span = Span(statement.start + start, statement.start + end)
    if _REST.fullmatch(text):
        return sentences.placed(nodes.Rest(), span)
    if not _NUMBERED.match(text):
        return sentences.placed(nodes.Choice(statement.raw[start:end].strip('“”"＂')), span)
    if _ONE_NUMBER.fullmatch(text):
        number = sentences.expression(statement, start, end)
        if number is None:
            return None
        bound = _bound(sentences, number, span)
        return None if bound is None else sentences.placed(nodes.Interval(bound, bound), span)
    tree = sentences.tree(Kind.INTERVAL, statement, start, end)
    return None if tree is None else sentences.guarded(statement, lambda: sentences.interval(tree))


def _bound(sentences: Sentences, number: nodes.Expression, span: Span) -> nodes.Bound | None:
    if isinstance(number, nodes.Negative) and isinstance(number.operand, nodes.Number):
        number = sentences.placed(nodes.Number(-number.operand.figure, number.operand.unit), span)
    return sentences.placed(nodes.Bound(number, True), span) if isinstance(number, nodes.Number) else None
