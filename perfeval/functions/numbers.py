"""Functions of numbers: min, max, abs, 限制 clip, 余数 mod."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial, reduce

from perfeval.core.bounds import Bounds, least, magnitude, most
from perfeval.core.possible import Possible
from perfeval.core.terms import ZERO, Branch, Compare, Negate, Term
from perfeval.diagnostics import Words
from perfeval.function import Function, Trend, numbers_alike
from perfeval.values.states import Absent, Kind, absent


def _least(arguments: tuple[Term, ...]) -> Term:
    least = arguments[0]
    for other in arguments[1:]:
        least = Branch(Compare("≤", least, other), least, other)
    return least


def _largest(arguments: tuple[Term, ...]) -> Term:
    largest = arguments[0]
    for other in arguments[1:]:
        largest = Branch(Compare("≥", largest, other), largest, other)
    return largest


def _magnitude(arguments: tuple[Term, ...]) -> Term:
    return Branch(Compare("<", arguments[0], ZERO), Negate(arguments[0]), arguments[0])


def _of_all(together: Callable[[Bounds, Bounds], Bounds], arguments: tuple[Possible, ...]) -> Possible:
    if any(each.values is None for each in arguments):
        return Possible(None)
    return Possible(reduce(together, (each.numbers for each in arguments)))


def _magnitude_of(arguments: tuple[Possible, ...]) -> Possible:
    return Possible(None) if arguments[0].values is None else Possible(magnitude(arguments[0].numbers))


def _clipped(arguments: tuple[Term, ...]) -> Term:
    value, low, high = arguments
    return _largest((_least((value, high)), low))


def _clipped_of(arguments: tuple[Possible, ...]) -> Possible:
    value, low, high = arguments
    return _of_all(most, (_of_all(least, (value, high)), low))


def remainder(value: Fraction, divisor: Fraction) -> Fraction | Absent:
    """What is left of a number after the divisor is taken out a whole number of times; of the divisor's sign."""
    return value % divisor if divisor else absent(Kind.FAILED, "division-by-zero", divisor="余数的除数")


MIN = Function(
    Words("min", "min"),
    (2, None),
    numbers_alike,
    Words("几个数中最小的", "the smallest of several numbers"),
    lower=_least,
    possible=partial(_of_all, least),
    trends=(Trend.RISES,),
    aliases=("较小值",),
)
MAX = Function(
    Words("max", "max"),
    (2, None),
    numbers_alike,
    Words("几个数中最大的", "the largest of several numbers"),
    lower=_largest,
    possible=partial(_of_all, most),
    trends=(Trend.RISES,),
    aliases=("较大值",),
)
ABS = Function(
    Words("绝对值", "abs"),
    (1, 1),
    numbers_alike,
    Words("一个数的大小，不论正负", "a number's magnitude"),
    lower=_magnitude,
    possible=_magnitude_of,
    trends=(Trend.NEITHER,),
)
CLIP = Function(
    Words("限制", "clip"),
    (3, 3),
    numbers_alike,
    Words(
        "限制(x, 低, 高)：低于低的取低，高于高的取高；低大于高时取低",
        "clip(x, low, high): kept between two numbers; low where low is above high",
    ),
    lower=_clipped,
    possible=_clipped_of,
    trends=(Trend.RISES, Trend.RISES, Trend.RISES),
)
MOD = Function(
    Words("余数", "mod"),
    (2, 2),
    numbers_alike,
    Words(
        "余数(x, y)：x 除以 y 的余数，符号跟 y；y 为0时无法计算",
        "the remainder of x divided by y, of the sign of y; failed where y is 0",
    ),
    body=remainder,
)
FUNCTIONS = (MIN, MAX, ABS, CLIP, MOD)
