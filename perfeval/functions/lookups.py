"""Functions that read a 对照表: 查表 lookup, 插值 interpolate, 累进 progressive."""

from __future__ import annotations

from perfeval.core.types import Type
from perfeval.diagnostics import Words
from perfeval.function import Function, Mismatch


def _table(types: tuple[Type, ...]) -> Type | Mismatch:
    # A call with a table's name never comes here; anything else is a mistake.
    return Mismatch(0, Words("对照表的名称", "the name of a lookup table"))


def _function(zh: str, en: str, most: int | None, way: str, describes: Words) -> Function:
    return Function(Words(zh, en), (2, most), _table, describes, lookup=way)


FUNCTIONS = (
    _function(
        "查表",
        "lookup",
        None,
        "first-fit",
        Words(
            "查表(对照表, 键, …)：从上往下第一个符合的行；没有符合的行，无法计算",
            "lookup(table, key, …): the first row from the top that fits; failed where none does",
        ),
    ),
    _function(
        "插值",
        "interpolate",
        2,
        "line",
        Words(
            "插值(对照表, x)：在前后两行之间按直线取值；超出首尾两行，无法计算",
            "interpolate(table, x): on the line between two rows; failed beyond the first and the last",
        ),
    ),
    _function(
        "累进",
        "progressive",
        2,
        "slices",
        Words(
            "累进(对照表, x)：把 x 分段，每段乘自己的比例，再相加",
            "progressive(table, x): each slice of x at its own rate, summed up",
        ),
    ),
)
