"""Phrases filled: the words of a loss with the values of one evaluation put in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from perfeval.core import terms as core
from perfeval.core.program import Blank, FactInput, ItemInput, Phrase, Style
from perfeval.diagnostics import Words
from perfeval.evaluating.frame import Frame
from perfeval.values.numbers import decimal_text, is_terminating, percent_text
from perfeval.values.units import Unit

MET = Words("符合", "is met")
PARTLY = Words("部分符合", "is partly met")
NOT_MET = Words("不符合", "is not met")
EXISTS = Words("存在", "exists")
MOST_PLACES = 6
"""A figure that goes on for longer is shown rounded; nothing is computed from what is shown."""


def filled(phrase: Phrase, frame: Frame) -> Callable[[str], str]:
    """A function of the language that gives the phrase's text; it is built only when asked for."""

    def text(language: str) -> str:
        values = {blank.name: _shown(blank, frame, language) for blank in phrase.blanks}
        return phrase.template.said(language).format_map(values)

    return text


def _shown(blank: Blank, frame: Frame, language: str) -> str:
    filled_by = blank.filled
    if isinstance(filled_by, str):
        return filled_by
    if blank.style is Style.BAND and isinstance(filled_by, core.Lookup):
        met = frame.met(filled_by)
        return met.text if met is not None else ""
    if blank.style is Style.PARTY and isinstance(filled_by, core.Input):
        return frame.bound.parties.get(filled_by.index, "—")
    if blank.style is Style.TIER and isinstance(filled_by, core.Input):
        judged = frame.bound.judged.get(filled_by.index)
        return judged.tier.text if judged is not None else "—"
    value = frame.value(filled_by)
    match blank.style:
        case Style.PERCENT if isinstance(value, Fraction):
            return percent_text(value)
        case Style.ANSWER if isinstance(value, Fraction):
            return _answer(filled_by, value, frame).said(language)
        case Style.POINTS if isinstance(value, Fraction):
            return figure(value)
        case _:
            return shown_value(filled_by, value, frame)


def _answer(term: core.Term, share: Fraction, frame: Frame) -> Words:
    slot = frame.program.inputs[term.index] if isinstance(term, core.Input) else None
    if isinstance(slot, ItemInput) and slot.is_negative:
        return EXISTS
    return MET if share == 1 else PARTLY if share else NOT_MET


def shown_value(term: core.Term, value: object, frame: Frame) -> str:
    """A value as a person reads it: in the unit in which its fact is declared or was given."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if not isinstance(value, Fraction):
        return value.isoformat() if isinstance(value, date) else str(getattr(value, "raw", value))
    if isinstance(term, core.Input):
        slot = frame.program.inputs[term.index]
        amount = frame.bound.amounts.get(term.index)
        if isinstance(slot, FactInput) and amount is not None:
            return in_unit(value, slot.unit, amount.unit, amount.figure)
        if amount is not None:
            return in_unit(value, None, amount.unit, amount.figure)
    return figure(value)


def in_unit(value: Fraction, declared: Unit | None, symbol: str, as_given: Fraction) -> str:
    """A number with its unit: the declared one, else the one it was given in."""
    if declared is None:
        return figure(as_given) + symbol
    return figure(value / declared.scale) + declared.symbol


def figure(value: Fraction) -> str:
    """A number in decimal digits, at most MOST_PLACES where it goes on."""
    if is_terminating(value) and len(decimal_text(value).partition(".")[2]) <= MOST_PLACES:
        return decimal_text(value)
    shortened = decimal_text(value, MOST_PLACES).rstrip("0").rstrip(".")
    return shortened or "0"
