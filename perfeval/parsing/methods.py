"""Methods and rows: `计分办法 …`, `逐行计分 …` and its two lines, each statement to its node."""

from __future__ import annotations

import re

from perfeval import nodes
from perfeval.diagnostics import Words, of_syntax
from perfeval.parsing.cutting import METHOD, after_word, clean, method_parameters
from perfeval.parsing.file_lines import no_name
from perfeval.parsing.folding import one_line
from perfeval.parsing.kinds import EXAMPLES, Kind
from perfeval.parsing.lines import Statement
from perfeval.parsing.sentences import Sentences
from perfeval.patterns import later
from perfeval.values.numbers import fold
from perfeval.vocabulary import pattern

_EACH_ROW = later(
    rf"{pattern('EACH_ROW')} *(?P<table>「[^」]+」|[^( ]*) *(?:\((?P<where>.*)\))? *$", re.DOTALL
)
_ROWS = later(rf"(?P<where>.*?) *(?:的|{pattern('ROWS')})? *$", re.DOTALL)
_FROM = later(pattern("NAME_FROM", "WEIGHT_FROM"))


def method(sentences: Sentences, statement: Statement) -> nodes.Method | None:
    """`计分办法 按目标计分 用到 实际、目标`, without the lines that follow it."""
    match = METHOD.match(statement.head, after_word(statement))
    assert match is not None
    name = clean(statement.raw[match.start("name") : match.end("name")])
    if not name:
        no_name(sentences, statement, Words("计分办法", "the method"), Kind.METHOD)
        return None
    text = one_line(statement.raw[statement.tail :]) if statement.tail is not None else ""
    return nodes.Method(name, tuple(method_parameters(statement)), (), text)


def each_row(sentences: Sentences, statement: Statement) -> nodes.EachRow | None:
    """`逐行计分 绩效指标（一级指标 = “产出指标”的行）`, without the lines that follow it."""
    match = _EACH_ROW.match(statement.text.rstrip(" ."))
    if match is None or not match["table"]:
        at = (sentences.source, statement.span)
        sentences.report(
            of_syntax.sentence_unfinished(
                at, what=Words("这句逐行计分", "this line"), example=EXAMPLES[Kind.EACH_ROW]
            )
        )
        return None
    written = clean(statement.raw[match.start("table") : match.end("table")])
    table = sentences.names.names.get(fold(written), written)
    if not (match["where"] or "").strip():
        return nodes.EachRow(table)
    inner = _ROWS.match(match["where"])
    assert inner is not None
    start = match.start("where")
    where = sentences.expression(statement, start, start + inner.end("where"))
    return None if where is None else nodes.EachRow(table, where)


def name_from(sentences: Sentences, statement: Statement) -> nodes.NameFrom | None:
    """`指标名称取 三级指标`"""
    value = _taken(sentences, statement)
    return None if value is None else nodes.NameFrom(value)


def weight_from(sentences: Sentences, statement: Statement) -> nodes.WeightFrom | None:
    """`分值取 分值`"""
    value = _taken(sentences, statement)
    return None if value is None else nodes.WeightFrom(value)


def _taken(sentences: Sentences, statement: Statement) -> nodes.Expression | None:
    match = _FROM.match(statement.text)
    assert match is not None
    start = match.end() + statement.text[match.end() :].startswith(":")
    name = statement.text[start:].strip(" .")
    spelled = sentences.names.names.get(name)
    if spelled is not None:
        # 分值取 分值: the column, though its name is a word of the language.
        begin = start + statement.text[start:].index(name)
        span = sentences.at(statement, begin, begin + len(name))[1]
        return sentences.placed(nodes.Name(spelled), span)
    return sentences.expression(statement, start, len(statement.text.rstrip(" .")))
