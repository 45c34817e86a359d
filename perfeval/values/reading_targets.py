"""Reading targets: a 指标值 or an actual as people write it, to a quantity, range, date, phrase or parts.

Written by hand, for it is called once per cell of every table. Nothing here raises on any text, makes
up a number, or drops one without saying so: what is not understood is a phrase.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from attrs import evolve

from perfeval.patterns import later
from perfeval.values.cleaning import EMPTY, MAX_TEXT, cleaned
from perfeval.values.dates_as_written import date_in
from perfeval.values.measures import measure
from perfeval.values.numbers import CHINESE_NUMERALS, decimal_text
from perfeval.values.several_numbers import LIST, count_of, from_baseline, parts_in, range_in
from perfeval.values.targets import Comparator, Form, Part, Quantity, Reading, Target
from perfeval.values.units import find_unit


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


_NOTE = later(r"(?P<text>.*[^(])\((?P<note>[^()]*)\)")
_HAS_NUMBER = later(f"[0-9{CHINESE_NUMERALS}]|[年度][底末]")
_HAS_DATE = later(r"[年月]|[12][0-9]{3}[-./][0-9]")


def _read(raw: str) -> Reading:
    """What a text says, whoever it is about; a number without comparator is left without."""
    notes: list[str] = []
    text = cleaned(raw, notes) if len(raw) <= MAX_TEXT else raw
    if EMPTY.fullmatch(text):
        return Reading(raw, Form.EMPTY)
    found = _understood(text) if len(raw) <= MAX_TEXT else None
    if found is None and (match := _NOTE.fullmatch(text)):
        each = match["note"] if _belongs(match["text"], match["note"]) else ""
        found = _understood(match["text"] + each)
        notes += [] if each else ["note-dropped"]
    if found is None:
        return Reading(raw, Form.PHRASE)
    if any(part.unit is None for part in found.parts):
        notes.append("unit-missing")
    return evolve(found, raw=raw, assumptions=tuple(dict.fromkeys((*notes, *found.assumptions))))


def _belongs(text: str, note: str) -> bool:
    """Whether what stands in brackets is part of the number: 5次(每次2小时), 200(万元)."""
    return note[:1] in "每均各" or (text[-1] in "0123456789" and find_unit(note) is not None)


def _understood(text: str) -> Reading | None:
    """The reading of a clean text; None for words."""
    if not _HAS_NUMBER.search(text):
        return None
    if _HAS_DATE.search(text) and (reading := date_in(text)):
        return reading
    notes: list[str] = []
    if part := measure(text, notes):
        return Reading("", Form.QUANTITY, (part,), assumptions=tuple(notes))
    if reading := from_baseline(text) or range_in(text) or count_of(text):
        return reading
    pieces = [piece for piece in LIST.split(text) if piece.strip()]
    return parts_in(pieces) if len(pieces) > 1 else None
