"""Functions that read absence: 缺 missing, 适用 applicable, 默认 default. Nothing else does."""

from __future__ import annotations

from perfeval.core.terms import Default, State, Term
from perfeval.core.types import BooleanType, ChoiceType, NumberType, TextType, Type
from perfeval.diagnostics import Words
from perfeval.function import Function, Mismatch, Trend, numbers_alike


def _yes_or_no(_: tuple[Type, ...]) -> Type | Mismatch:
    return BooleanType()


def _missing(arguments: tuple[Term, ...]) -> Term:
    return State("missing", arguments[0])


def _applicable(arguments: tuple[Term, ...]) -> Term:
    return State("applicable", arguments[0])


def _alike(types: tuple[Type, ...]) -> Type | Mismatch:
    first, second = types
    if isinstance(first, NumberType):
        return numbers_alike(types)
    textual = (TextType, ChoiceType)
    if type(first) is type(second) or (isinstance(first, textual) and isinstance(second, textual)):
        return first if first == second else TextType() if isinstance(first, textual) else first
    return Mismatch(1, Words("与前面同类的值", "a value of the same kind as the first"))


def _default(arguments: tuple[Term, ...]) -> Term:
    return Default(*arguments)


MISSING = Function(
    Words("缺", "missing"),
    (1, 1),
    _yes_or_no,
    Words(
        "有没有填：没有填的是，填了的、不适用的否；无法计算的仍无法计算",
        "whether nobody gave it; no where it was given or does not apply; what failed stays failed",
    ),
    lower=_missing,
    is_number=False,
)
APPLICABLE = Function(
    Words("适用", "applicable"),
    (1, 1),
    _yes_or_no,
    Words(
        "适用不适用：有值的是，不适用的否；没有填的还不知道，仍是缺",
        "whether it applies: yes where it has a value, no where it does not apply; missing stays missing",
    ),
    lower=_applicable,
    is_number=False,
)
DEFAULT = Function(
    Words("默认", "default"),
    (2, 2),
    _alike,
    Words(
        "默认(x, y)：x 没有填的按 y；不适用的、无法计算的不变",
        "default(x, y): y where x was not given; what does not apply or failed stays so",
    ),
    lower=_default,
    trends=(Trend.RISES, Trend.RISES),
)
FUNCTIONS = (MISSING, APPLICABLE, DEFAULT)
