"""Functions of powers: 乘方 power, 开方 sqrt, ln, exp, 几何平均 geometric_mean."""

from __future__ import annotations

from perfeval.core.bounds import ANY, NOT_NEGATIVE, POSITIVE
from perfeval.core.types import BARE_TYPE, NumberType, Type
from perfeval.diagnostics import Words
from perfeval.function import Function, Mismatch, Trend, numbers_alike
from perfeval.values.roots import exponential, geometric_mean, logarithm, power, root

_PURE = Words("没有单位的数", "a number without a unit")


def _pure(types: tuple[Type, ...]) -> Type | Mismatch:
    for index, type in enumerate(types):
        if not isinstance(type, NumberType) or type.dimension:
            return Mismatch(index, _PURE)
    return BARE_TYPE


def _halved(types: tuple[Type, ...]) -> Type | Mismatch:
    """The square root of 平方米² is 平方米; of 元 it is nothing."""
    type = types[0]
    if not isinstance(type, NumberType):
        return Mismatch(0, _PURE)
    if any(exponent % 2 for _, exponent in type.dimension or ()):
        return Mismatch(0, _PURE)
    halved = type.dimension and tuple((base, exponent // 2) for base, exponent in type.dimension)
    return NumberType(halved)


POWER = Function(
    Words("乘方", "power"),
    (2, 2),
    _pure,
    Words(
        "乘方(x, n)：x 的 n 次方，n 可以是分数；开不尽的取34位有效数字；负数的分数次方无法计算",
        "power(x, n): x to the power n, which may be a fraction; 34 digits where no root is exact; failed below zero",
    ),
    body=power,
    trends=(Trend.UNKNOWN, Trend.UNKNOWN),
)
SQRT = Function(
    Words("开方", "sqrt"),
    (1, 1),
    _halved,
    Words(
        "平方根；开不尽的取34位有效数字；负数无法计算",
        "the square root; 34 digits where it is not exact; failed below zero",
    ),
    body=root,
    bounds=NOT_NEGATIVE,
    trends=(Trend.RISES,),
    aliases=("平方根",),
)
LN = Function(
    Words("自然对数", "ln"),
    (1, 1),
    _pure,
    Words(
        "自然对数，34位有效数字；0和负数无法计算",
        "the natural logarithm, 34 digits; failed at zero and below",
    ),
    body=logarithm,
    bounds=ANY,
    trends=(Trend.RISES,),
)
EXP = Function(
    Words("自然指数", "exp"),
    (1, 1),
    _pure,
    Words(
        "e 的 x 次方，34位有效数字；大到写不下的无法计算",
        "e to the power x, 34 digits; failed where too large",
    ),
    body=exponential,
    bounds=POSITIVE,
    trends=(Trend.RISES,),
)
GEOMETRIC_MEAN = Function(
    Words("几何平均", "geometric_mean"),
    (1, None),
    numbers_alike,
    Words(
        "n 个数相乘再开 n 次方；开不尽的取34位有效数字；有负数的无法计算",
        "the n-th root of the product of n numbers; 34 digits where it is not exact; failed below zero",
    ),
    body=geometric_mean,
    bounds=NOT_NEGATIVE,
    trends=(Trend.RISES,),
)
FUNCTIONS = (POWER, SQRT, LN, EXP, GEOMETRIC_MEAN)
