"""Targets: a 指标值 or an actual as people write it, to comparator and quantity, range, date, phrase or parts.

Written by hand, for it is called once per cell of every table. Nothing here raises on any text, makes
up a number, or drops one without saying so: what is not understood is a phrase.
"""

from __future__ import annotations

import datetime
import enum
import re
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from attrs import evolve, frozen

from perfeval.values.numbers import CHINESE_NUMERALS, decimal_text, fold, read_chinese_number, read_number
from perfeval.values.states import Absent, Kind, absent, worst
from perfeval.values.units import SCALES, Unit, describe, find_unit, is_tally


class Form(enum.Enum):
    """What a text turned out to be."""

    QUANTITY = "quantity"  # ≥ 5.5 万个
    RANGE = "range"  # 18—54周岁
    DATE = "date"  # 2024年12月31日前
    PHRASE = "phrase"  # 有效提升
    PARTS = "parts"  # 3篇阅读量1万以上
    EMPTY = "empty"  # —


class Comparator(enum.Enum):
    """How an actual has to stand to a number."""

    AT_LEAST = ">="
    AT_MOST = "<="
    EQUAL = "="
    OVER = ">"
    UNDER = "<"


@frozen
class PartialDate:
    """A date as far as it was written: 9月 has no year and no day."""

    year: int | None
    month: int | None = None
    day: int | None = None

    def first(self) -> tuple[int, int, int]:
        """Its first day as a sortable triple; year 0 when there is none."""
        return (self.year or 0, self.month or 1, self.day or 1)

    def last(self) -> tuple[int, int, int]:
        """Its last day as a sortable triple; every month ends with 31 here."""
        return (self.year or 0, self.month or 12, self.day or 31)


@frozen
class Part:
    """One number with what belongs to it: 阅读量, ≥, 10000, no unit.

    `number` is in the base unit (元, 分, 天, 月, one of a label). `unit` is the unit as written, None where
    there is none; `is_bare` says that not even a 万 stands behind the number.
    """

    label: str
    comparator: Comparator | None
    number: Fraction
    unit: Unit | None
    is_bare: bool = False


@frozen
class Reading:
    """What targets and actuals have in common.

    `parts` holds the one number of a quantity, the lower and the upper bound of a range, or the several
    of a parts text. `start` and `end` are the bounds of a date, None where open; the bound itself counts
    unless `excludes_bound`. `assumptions` are stable codes: unit-missing, latex, words-before and so on.
    """

    raw: str
    form: Form
    parts: tuple[Part, ...] = ()
    start: PartialDate | None = None
    end: PartialDate | None = None
    excludes_bound: bool = False
    assumptions: tuple[str, ...] = ()

    @property
    def number(self) -> Fraction | None:
        """The number of a quantity in its base unit; None for every other form."""
        return self.parts[0].number if self.form is Form.QUANTITY else None

    @property
    def unit(self) -> Unit | None:
        """The unit of a quantity or of a range as written."""
        return self.parts[0].unit if self.form in (Form.QUANTITY, Form.RANGE) else None

    @property
    def comparator(self) -> Comparator | None:
        """The comparator of a quantity."""
        return self.parts[0].comparator if self.form is Form.QUANTITY else None

    @property
    def low(self) -> Fraction | None:
        """The lower bound of a range in its base unit."""
        return self.parts[0].number if self.form is Form.RANGE else None

    @property
    def high(self) -> Fraction | None:
        """The upper bound of a range in its base unit."""
        return self.parts[1].number if self.form is Form.RANGE else None


@frozen
class Target(Reading):
    """A 指标值. Every number of a quantity or of parts has a comparator, assumed where none was written."""


@frozen
class Quantity(Reading):
    """An actual, in whatever unit it was written with."""


def read_target(raw: str, *, smaller_is_better: bool = False) -> Target:
    """A 指标值 as people write it.

    A number without a comparator is ≥, or ≤ where smaller is better, and = where it is zero (0起 is
    wanted to be none), with the assumption "bare-number". 以上 以下 以内 include the bound (民法典
    第1259条), 超过 不足 以外 do not. 12月31日前 includes the day, 9月前 does not include September.
    """
    return _target(raw, smaller_is_better)


@lru_cache(maxsize=65536)
def _target(raw: str, smaller_is_better: bool) -> Target:
    reading = _read(raw)
    parts, start, assumptions = reading.parts, reading.start, reading.assumptions
    if any(part.comparator is None for part in parts):
        parts = tuple(_with_comparator(part, smaller_is_better) for part in parts)
        assumptions = (*assumptions, "bare-number")
    if start is not None and start is reading.end:
        start, assumptions = None, (*assumptions, "bare-date")
    return Target(raw, reading.form, parts, start, reading.end, reading.excludes_bound, assumptions)


def _with_comparator(part: Part, smaller_is_better: bool) -> Part:
    if part.comparator is not None:
        return part
    if part.number == 0:
        return evolve(part, comparator=Comparator.EQUAL)
    return evolve(part, comparator=Comparator.AT_MOST if smaller_is_better else Comparator.AT_LEAST)


def read_quantity(raw: str | Fraction | Decimal | int) -> Quantity:
    """An actual as people write it, or a number that has been read already.

    A comparator in it (≥266米, copied from the target) is passed over with the assumption
    "actual-has-comparator". A Decimal that is no number (NaN) is a phrase.
    """
    if isinstance(raw, str):
        return _quantity(raw)
    if isinstance(raw, Decimal) and not raw.is_finite():
        return Quantity(str(raw), Form.PHRASE)
    number = Fraction(raw)
    return Quantity(decimal_text(number), Form.QUANTITY, (Part("", None, number, None, is_bare=True),))


@lru_cache(maxsize=65536)
def _quantity(raw: str) -> Quantity:
    reading = _read(raw)
    parts, assumptions = reading.parts, reading.assumptions
    is_open = reading.form is Form.DATE and (reading.start is None or reading.end is None)
    if is_open or (reading.form is not Form.RANGE and any(part.comparator for part in parts)):
        parts = tuple(evolve(part, comparator=None) for part in parts)
        assumptions = (*assumptions, "actual-has-comparator")
    start, end = reading.start or reading.end, reading.end or reading.start
    return Quantity(raw, reading.form, parts, start, end, False, assumptions)


# ---------------------------------------------------------------- cleaning

_MAX_TEXT = 2000  # longer cells are prose
_EMPTY = re.compile(r"[-/\\_ .。…]*")
_LATEX = re.compile(r"\\(geqslant|geq|ge|leqslant|leq|le|sim)(?![a-zA-Z])|\\(?:text|mathrm|mathbf)\b|\\([%,; ])|[${}]")
_LATEX_SIGNS = {"g": "≥", "l": "≤", "s": "~"}
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|&nbsp;")
_ENTITIES = {"&ge;": "≥", "&le;": "≤", "&gt;": ">", "&lt;": "<", "&amp;": "&"}
_SIGNS = re.compile(r"(?:>|》) ?=|= ?>|(?:<|《) ?=|= ?<|==")
_BLANKS = re.compile(r"(?<![0-9A-Za-z.,%‰])\s+|\s+(?![0-9A-Za-z.,])|(?<=[%‰])\s+|\s+(?=[,;])")
_INCLUSION = re.compile(r"\((不?含|不?包含|不?包括)[^()]*\)")
_SHARE = re.compile(r"百分之([一二两三四五六七八九十百零]+|[0-9.]+)")


def _cleaned(raw: str, notes: list[str]) -> str:
    """The text without markup, widths, needless blanks and closing stops; what was removed goes to notes."""
    text = fold(raw)
    if "\\" in text or text.count("$") > 1:
        text = _LATEX.sub(_of_latex, text)
        notes.append("latex")
    if "&" in text or "<" in text:
        text = _without_markup(text, notes)
    text = _SIGNS.sub(lambda match: "≥" if ">" in match[0] or "》" in match[0] else _less(match[0]), text)
    text = _BLANKS.sub("", text.strip()).rstrip("。;,.")
    text = _INCLUSION.sub(lambda match: "(不含)" if match[1].startswith("不") else "(含)", text)
    if "百分之" in text:
        text = _SHARE.sub(_of_share, text)
    return text[1:-1] if text.startswith("(") and text.find(")") == len(text) - 1 else text


def _of_latex(match: re.Match[str]) -> str:
    return _LATEX_SIGNS[match[1][0]] if match[1] else (match[2] or "").replace(",", "").replace(";", "")


def _without_markup(text: str, notes: list[str]) -> str:
    clean = _MARKUP.sub("", text)
    for entity, sign in _ENTITIES.items():
        clean = clean.replace(entity, sign)
    if clean != text:
        notes.append("markup")
    return clean


def _less(sign: str) -> str:
    return "=" if sign == "==" else "≤"


def _of_share(match: re.Match[str]) -> str:
    number = Fraction(100) if match[1] == "百" else read_chinese_number(match[1])
    return match[0] if number is None and not read_number(match[1]) else f"{number or match[1]}%"


# ---------------------------------------------------------------- one number

_BEFORE: dict[str, Comparator] = {
    **dict.fromkeys("≥ 不少于 不低于 不小于 不短于 不得少于 不得低于 不得小于 应不低于 应不少于".split(), Comparator.AT_LEAST),
}
