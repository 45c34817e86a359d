"""Variants: 沿用, 修改, 重写, 新增, 删除; each statement to its node, or to the heading under which its lines stand."""

from __future__ import annotations

import re
from fractions import Fraction

from attrs import evolve

from perfeval import nodes
from perfeval.diagnostics import Words
from perfeval.parsing.cutting import LEVEL, after_word, altered, inserted
from perfeval.parsing.file_lines import named_weight, no_name
from perfeval.parsing.kinds import Kind
from perfeval.parsing.lines import Statement
from perfeval.parsing.sentences import Sentences
from perfeval.records import frozen

_QUOTES = "“”\"'「」‘’ "


@frozen
class Altering:
    """The heading of 修改, 重写 or 新增 before the lines under it are known. `under`, `after` and `before` are of 新增."""

    kind: Kind
    level: int
    name: str
    weight: Fraction | None
    is_share: bool
    renamed: str = ""
    under: str = ""
    after: str = ""
    before: str = ""

    def node(self, heading: nodes.Indicator) -> nodes.Alteration:
        """The node with its lines."""
        if self.kind is Kind.INSERT:
            return nodes.Insert(heading, self.under, self.after, self.before)
        return nodes.Change(heading, self.kind is Kind.REWRITE, self.renamed)


def extends(sentences: Sentences, statement: Statement) -> nodes.Extends | None:
    """`沿用 “luohu-2024/project”`"""
    name = named_base(statement)
    if not name:
        no_name(sentences, statement, Words("所沿用的体系", "the framework that is extended"), Kind.EXTENDS)
        return None
    return nodes.Extends(name)


def named_base(statement: Statement) -> str:
    """The pack or path that a line 沿用 names, as written."""
    return re.sub("^[ :：]+", "", statement.raw[after_word(statement) :]).strip(_QUOTES + " .")


def altering(sentences: Sentences, statement: Statement) -> Altering | None:
    """The heading of 修改, 重写 or 新增."""
    cut = inserted(statement) if statement.kind is Kind.INSERT else altered(statement)
    shorter = evolve(statement, text=statement.text[: cut.end], raw=statement.raw[: cut.end])
    level, start = level_of(shorter.text, cut.start)
    name, weight, is_share = named_weight(sentences, shorter, start)
    if not name:
        no_name(sentences, statement, Words("指标", "the indicator"), statement.kind)
        return None
    where = (cut.under, cut.after, cut.before)
    return Altering(statement.kind, level, name, weight, is_share, cut.renamed, *where)


def delete(sentences: Sentences, statement: Statement) -> nodes.Delete | None:
    """`删除 三级指标 资金到位率`; a weight behind the name is what it had, and is not needed."""
    made = altering(sentences, statement)
    return None if made is None else nodes.Delete(made.level, made.name)


def level_of(text: str, start: int) -> tuple[int, int]:
    """The level that a heading's word says (0 where there is none), and where the name begins."""
    match = LEVEL.match(text, start)
    if match is None:
        return 0, start
    level = "一二三四五六七八九".index(match[1]) + 1 if match[1] else int(match[2])
    return level, match.end()
