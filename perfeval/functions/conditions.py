"""Functions of conditions and texts: 满足几项 count_true, 包含 contains."""

from __future__ import annotations

from fractions import Fraction

from perfeval.core.bounds import NOT_NEGATIVE
from perfeval.core.types import RATIO_TYPE, BooleanType, ChoiceType, TextType, Type
from perfeval.diagnostics import Words
from perfeval.function import Function, Mismatch


def _conditions(types: tuple[Type, ...]) -> Type | Mismatch:
    for index, type in enumerate(types):
        if not isinstance(type, BooleanType):
            return Mismatch(index, Words("条件（是或否）", "a condition, yes or no"))
    return RATIO_TYPE


def _count(*conditions: bool) -> Fraction:
    return Fraction(sum(conditions))


def _texts(types: tuple[Type, ...]) -> Type | Mismatch:
    for index, type in enumerate(types):
        if not isinstance(type, TextType | ChoiceType):
            return Mismatch(index, Words("文字", "a text"))
    return BooleanType()


def _contains(text: str, part: str) -> bool:
    return part in text


COUNT_TRUE = Function(
    Words("满足几项", "count_true"),
    (1, None),
    _conditions,
    Words("几个条件里有几个成立", "how many of several conditions hold"),
    body=_count,
    bounds=NOT_NEGATIVE,
)
CONTAINS = Function(
    Words("包含", "contains"),
    (2, 2),
    _texts,
    Words(
        "包含(文字, 一段)：文字里有没有这一段，一字不差",
        "contains(text, part): whether the part stands in the text",
    ),
    body=_contains,
    is_number=False,
)
FUNCTIONS = (COUNT_TRUE, CONTAINS)
