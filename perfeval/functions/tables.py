"""Functions of a table's column: 合计 sum, 平均 mean, 计数 count, 最小 smallest, 最大 largest."""

from __future__ import annotations

from perfeval.core.types import Type
from perfeval.diagnostics import Words
from perfeval.function import Function, Mismatch

A_COLUMN = Words("“表.列”", "table.column")


def _column(types: tuple[Type, ...]) -> Type | Mismatch:
    # A call over a column never comes here; anything else is a mistake.
    return Mismatch(0, A_COLUMN)


def _aggregate(zh: str, en: str, kind: str, describes: Words) -> Function:
    return Function(Words(zh, en), (1, 1), _column, describes, aggregate=kind)


FUNCTIONS = (
    _aggregate("合计", "sum", "sum", Words("一列数之和；没有行时为0", "the sum of a column; 0 of no rows")),
    _aggregate(
        "平均",
        "mean",
        "mean",
        Words("一列数的平均；没有行时无法计算", "the mean of a column; failed of no rows"),
    ),
    _aggregate("计数", "count", "count", Words("有多少行", "how many rows")),
    _aggregate(
        "最小",
        "smallest",
        "min",
        Words("一列数中最小的；没有行时无法计算", "the smallest of a column; failed of no rows"),
    ),
    _aggregate(
        "最大",
        "largest",
        "max",
        Words("一列数中最大的；没有行时无法计算", "the largest of a column; failed of no rows"),
    ),
)
