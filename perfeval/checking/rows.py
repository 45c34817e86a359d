"""逐行计分: which rows of which table are indicators, what each is called and what it weighs, as terms."""

from __future__ import annotations

from typing import TypeVar

from perfeval import nodes
from perfeval.checking.expressions import Expressions, Where, kind_words
from perfeval.checking.names import Heading
from perfeval.core.program import Over
from perfeval.core.terms import Term
from perfeval.core.types import POINTS_TYPE, ChoiceType, NumberType, TextType, UnknownType
from perfeval.diagnostics import Words, of_rows, of_rules, on_lines
from perfeval.diagnostics.near import did_you_mean

_Line = TypeVar("_Line", nodes.NameFrom, nodes.WeightFrom)


def rows_of(heading: Heading, expressions: Expressions) -> Over | None:
    """The rows of a heading that stands for some; None where something is wrong, which is reported."""
    rows = heading.rows
    assert rows is not None
    if heading.table is None:
        near = did_you_mean(rows.table, expressions.names.tables)
        expressions.report(of_rows.unknown_row_table(expressions.at(rows), name=rows.table, near=near))
        return None
    expressions.used.add(rows.table)
    where = Where(None, heading.table)
    only = None if rows.where is None else expressions.condition(rows.where, where)
    name, weight = _name(rows, expressions, where), _weight(rows, expressions, where)
    return None if name is None or weight is None else Over(heading.table, only, name, weight)


def _name(rows: nodes.EachRow, expressions: Expressions, where: Where) -> Term | None:
    line = _line(rows, nodes.NameFrom, expressions)
    if line is None:
        what = Words("名称", "name")
        values = {"table": rows.table, "example": "指标名称取 三级指标"}
        expressions.report(of_rows.row_source_missing(expressions.at(rows), what=what, **values))
        return None
    term, type = expressions.typed(line.value, where)
    if isinstance(type, TextType | ChoiceType):
        return term
    if not isinstance(type, UnknownType):
        expressions.report(of_rows.row_name_not_text(expressions.at(line), found=kind_words(type)))
    return None


def _weight(rows: nodes.EachRow, expressions: Expressions, where: Where) -> Term | None:
    line = _line(rows, nodes.WeightFrom, expressions)
    if line is None:
        what = Words("分值", "weight")
        values = {"table": rows.table, "example": "分值取 分值"}
        expressions.report(of_rows.row_source_missing(expressions.at(rows), what=what, **values))
        return None
    term, type = expressions.typed(line.value, where)
    if isinstance(type, NumberType) and type.dimension in (None, POINTS_TYPE.dimension):
        return term
    is_computed = not isinstance(line.value, nodes.Name | nodes.Member)
    if isinstance(type, NumberType) and is_computed and type.dimension == ():
        return term  # 权数 × 50: a plain number of points
    if not isinstance(type, UnknownType):
        found = Words(f"“{expressions.words(line.value)}”", f"“{expressions.words(line.value)}”")
        expressions.report(of_rows.row_weight_not_points(expressions.at(line), found=found))
    return None


def _line(rows: nodes.EachRow, kind: type[_Line], expressions: Expressions) -> _Line | None:
    """The one line of a kind; a second one is reported."""
    found = [line for line in rows.lines if isinstance(line, kind)]
    for extra in found[1:]:
        at = expressions.at(extra)
        first = on_lines([expressions.at(found[0])], at)
        said = expressions.words(extra)
        expressions.report(of_rules.second_framework(at, statement=said, first=first))
    return found[0] if found else None
