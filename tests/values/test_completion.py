"""Completion: the pairs of `completion.toml`, and what holds for any target and actual."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from perfeval.values.completion import assumed, completion
from perfeval.values.reading_targets import read_quantity, read_target
from perfeval.values.states import Absent, Kind, Reason, absent, worst
from tests.values.texts import texts

TABLE: list[list[str]] = tomli.loads(Path(__file__).with_name("completion.toml").read_text("utf-8"))[
    "completions"
]

amounts = st.fractions(min_value=Fraction(1, 100), max_value=10**6, max_denominator=100)


def as_text(rate: Fraction | Absent) -> str:
    if isinstance(rate, Absent):
        return " ".join((rate.kind.name.lower(), *(reason.code for reason in rate.reasons)))
    return str(rate)


@pytest.mark.parametrize(("target", "actual", "rate"), TABLE)
def test_completion(target: str, actual: str, rate: str) -> None:
    assert as_text(completion(read_quantity(actual), read_target(target))) == rate


@settings(deadline=None)
@given(texts, texts)
def test_any_two_texts_give_an_exact_rate_or_a_reason(target: str, actual: str) -> None:
    rate = completion(read_quantity(actual), read_target(target))
    if isinstance(rate, Absent):
        assert rate.reasons
        assert all(isinstance(text, str) for reason in rate.reasons for _, text in reason.data)
    else:
        assert type(rate) is Fraction


@settings(deadline=None)
@given(texts)
def test_what_meets_its_own_words_is_complete_or_cannot_be_told(text: str) -> None:
    target, actual = read_target(text), read_quantity(text)
    rate = completion(actual, target)
    strict = any(part.comparator and part.comparator.value in "<>" for part in target.parts)
    if isinstance(rate, Fraction) and not strict and not target.excludes_bound:
        assert rate == 1


@settings(deadline=None)
@given(amounts, amounts)
def test_more_is_better_goes_up_and_less_is_better_goes_down(actual: Fraction, wanted: Fraction) -> None:
    number, text = read_quantity(actual), f"{wanted.numerator}"
    assert completion(number, read_target(f"≥{text}")) == actual / wanted.numerator
    assert completion(number, read_target(f"≤{text}")) == wanted.numerator / actual if wanted >= 1 else True


@pytest.mark.parametrize(
    ("target", "actual", "codes"),
    [
        ("≥90%", "92.62", ("unit-taken",)),
        ("≥90%", "92.62%", ()),
        ("7次", "7场", ("labels-differ",)),
        ("7次", "7次", ()),
        ("≥5元", "5万元", ()),
        ("≥90%", "—", ()),
        ("优秀率≥30%，良好率≥60%", "优秀率30，良好率60", ("unit-taken",)),
        ("有效提升", "5", ()),
    ],
)
def test_what_is_assumed_of_two(target: str, actual: str, codes: tuple[str, ...]) -> None:
    assert assumed(read_quantity(actual), read_target(target)) == codes


def test_the_worst_of_several_absences_keeps_all_reasons() -> None:
    missing = absent(Kind.MISSING, "cell", row="3")
    failed = absent(Kind.FAILED, "units-differ")
    assert worst([missing, failed, missing]) == Absent(
        Kind.FAILED, (Reason("cell", (("row", "3"),)), Reason("units-differ"))
    )
    assert worst([absent(Kind.NOT_APPLICABLE, "given"), missing]).kind is Kind.MISSING
    with pytest.raises(ValueError, match="empty"):
        worst([])
