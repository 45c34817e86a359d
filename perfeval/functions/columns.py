"""Functions of whole columns: 中位数 median, 去极值平均 trimmed_mean, 排名 rank, 加权平均 weighted_mean, 连乘 product."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from perfeval.core.bounds import Bounds
from perfeval.core.types import RATIO_TYPE, ColumnType, NumberType, Type
from perfeval.diagnostics import Words
from perfeval.function import Function, Mismatch
from perfeval.values.numbers import MAX_BITS, bits
from perfeval.values.states import Absent, Kind, absent

Column = tuple[Fraction | None, ...]
A_COLUMN = Words("“表.列”", "table.column")


def _column(types: tuple[Type, ...]) -> Type | Mismatch:
    first = types[0]
    return NumberType(first.dimension) if isinstance(first, ColumnType) else Mismatch(0, A_COLUMN)


def _pure_column(types: tuple[Type, ...]) -> Type | Mismatch:
    first = types[0]
    if isinstance(first, ColumnType) and not first.dimension:
        return NumberType(first.dimension)
    return Mismatch(0, Words("没有单位的“表.列”", "table.column without a unit"))


def _value_and_column(types: tuple[Type, ...]) -> Type | Mismatch:
    value, column = types
    if not isinstance(value, NumberType):
        return Mismatch(0, Words("一个数", "a number"))
    if not isinstance(column, ColumnType):
        return Mismatch(1, A_COLUMN)
    if None not in (value.dimension, column.dimension) and value.dimension != column.dimension:
        return Mismatch(1, Words("与前面同单位的“表.列”", "table.column of the first one's unit"))
    return RATIO_TYPE


def _two_columns(types: tuple[Type, ...]) -> Type | Mismatch:
    for index, type in enumerate(types):
        if not isinstance(type, ColumnType):
            return Mismatch(index, A_COLUMN)
    return _column(types)


def _given(column: Column) -> list[Fraction]:
    return [value for value in column if value is not None]


def _too_few(least: int) -> Absent:
    return absent(Kind.FAILED, "too-few-rows", least=str(least))


def median(column: Column) -> Fraction | Absent:
    """The middle value; the mean of the two in the middle."""
    values = sorted(_given(column))
    if not values:
        return _too_few(1)
    return (values[(len(values) - 1) // 2] + values[len(values) // 2]) / 2


def trimmed_mean(column: Column) -> Fraction | Absent:
    """The mean without one largest and one smallest value."""
    values = sorted(_given(column))
    if len(values) < 3:
        return _too_few(3)
    return sum(values[1:-1], Fraction(0)) / (len(values) - 2)


def rank(value: Fraction, column: Column) -> Fraction:
    """One more than the number of larger values: equal values share a rank, the largest is 1."""
    return Fraction(1 + sum(other > value for other in _given(column)))


def weighted_mean(values: Column, weights: Column) -> Fraction | Absent:
    """Σ value × weight ÷ Σ weight, rows in which either does not apply left out."""
    pairs = [(v, w) for v, w in zip(values, weights, strict=True) if v is not None and w is not None]
    if not pairs:
        return _too_few(1)
    total = sum((w for _, w in pairs), Fraction(0))
    if not total:
        return absent(Kind.FAILED, "division-by-zero", divisor="权重合计")
    return sum((v * w for v, w in pairs), Fraction(0)) / total


def multiplied(column: Column) -> Fraction | Absent:
    """The product; 1 of no rows."""
    product = Fraction(1)
    for value in _given(column):
        product *= value
        if bits(product) > MAX_BITS:
            return absent(Kind.FAILED, "too-large")
    return product


def _function(
    names: Words,
    typed: Callable[[tuple[Type, ...]], Type | Mismatch],
    body: Callable[..., Any],
    describes: Words,
    *,
    arity: int = 1,
    bounds: Bounds | None = None,
) -> Function:
    return Function(names, (arity, arity), typed, describes, body=body, bounds=bounds, takes_columns=True)


FUNCTIONS = (
    _function(
        Words("中位数", "median"),
        _column,
        median,
        Words(
            "一列数从小到大排在中间的；个数为双的取中间两个的平均",
            "the middle value of a column, or the mean of two",
        ),
    ),
    _function(
        Words("去极值平均", "trimmed_mean"),
        _column,
        trimmed_mean,
        Words(
            "一列数去掉一个最高、一个最低后的平均；不到3个的无法计算",
            "the mean of a column without one largest and one smallest; failed of fewer than 3",
        ),
    ),
    _function(
        Words("排名", "rank"),
        _value_and_column,
        rank,
        Words(
            "排名(x, 表.列)：x 从大到小排第几，一列里比它大的个数加1；相同的并列",
            "rank(x, table.column): 1 for the largest, one more than how many are larger; equal ones share a rank",
        ),
        arity=2,
        bounds=Bounds(Fraction(1)),
    ),
    _function(
        Words("加权平均", "weighted_mean"),
        _two_columns,
        weighted_mean,
        Words(
            "加权平均(表.列, 表.权重)：每行乘权重相加，再除以权重合计；权重合计为0的无法计算",
            "weighted_mean(table.column, table.weight): failed where the weights come to 0",
        ),
        arity=2,
    ),
    _function(
        Words("连乘", "product"),
        _pure_column,
        multiplied,
        Words("一列没有单位的数之积；没有行时为1", "the product of a column of plain numbers; 1 of no rows"),
    ),
)
