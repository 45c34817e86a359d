"""A program's values: exact ones as they are, floats by their shortest digits, anything else refused."""

from __future__ import annotations

import enum
import math
import numbers
from collections import OrderedDict
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfeval.diagnostics import Words
from perfeval.facts import Given
from perfeval.reading.from_mapping import facts_from_mapping
from perfeval.source import Place


class Count(int):
    """An integer of a kind of its own."""


class Degree(float):
    """A float that prints itself in its own way, as numpy's does."""

    def __repr__(self) -> str:
        return f"Degree({float(self)})"


class Grade(enum.Enum):
    """No value of facts."""

    GOOD = 1


def one(value: Any) -> tuple[Given, list[str]]:
    facts, noted = facts_from_mapping({"facts": {"甲": value}})
    return facts.values["甲"], [each.code for each in noted]


@pytest.mark.parametrize(
    "value",
    [
        *(
            "193.54万元",
            "",
            200,
            -3,
            0,
            True,
            False,
            None,
            Decimal("193.540"),
            Fraction(1, 3),
            date(2024, 12, 31),
        ),
        *(Count(5), 10**1000 - 1, Decimal("1E-999")),
    ],
)
def test_exact_values_are_kept(value: Any) -> None:
    read, noted = one(value)
    assert read == Given(value)
    assert type(read.value) is type(value)
    assert noted == []


@pytest.mark.parametrize(
    ("value", "digits"),
    [
        (0.1, "0.1"),
        (193.54, "193.54"),
        (95.835, "95.835"),
        (1e22, "1E+22"),
        (5e-324, "5E-324"),
        (-0.0, "-0.0"),
        (1.0, "1.0"),
        (0.1 + 0.2, "0.30000000000000004"),
        (Degree(36.6), "36.6"),
    ],
)
def test_floats_are_read_by_their_shortest_digits(value: float, digits: str) -> None:
    read, noted = one(value)
    assert type(read.value) is Decimal
    assert (str(read.value), read.was_float, noted) == (digits, True, ["float-read"])


@settings(deadline=None)
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_float_becomes_the_decimal_that_gives_it_back(value: float) -> None:
    read, _ = one(value)
    assert isinstance(read.value, Decimal)
    assert float(read.value) == value


def test_floats_are_counted_in_one_note_that_names_the_first() -> None:
    data = {
        "facts": {"甲": 0.5, "乙": {"value": 1.25, "source": "表"}},
        "tables": {"表": [{"列": 2.5}]},
        "deductions": [{"indicator": "甲", "points": 0.5}],
    }
    facts, (note,) = facts_from_mapping(data)
    assert (note.code, note.values["count"], note.values["value"]) == ("float-read", 4, "0.5")
    assert note.values["name"] == Words("“甲”", "“甲”")
    assert facts.values["乙"] == Given(Decimal("1.25"), source="表", was_float=True)
    assert facts.tables["表"][0]["列"].was_float


@pytest.mark.parametrize(
    "value",
    [math.nan, math.inf, -math.inf, Decimal("NaN"), Decimal("sNaN"), Decimal("-Infinity"), Degree("nan")],
)
def test_what_is_not_finite_is_refused(value: Any) -> None:
    assert one(value) == (Given(None, was_float=isinstance(value, float)), ["not-finite"])


@pytest.mark.parametrize(
    "value",
    [
        *(10**1000, -(10**1000), 10**100_000, Decimal("1E+1000"), Decimal("1E-1001"), Decimal("1E+999999")),
        *(Fraction(1, 10**1000), Fraction(10**2000, 3)),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_is_too_long_is_refused(value: Any) -> None:
    read, noted = one(value)
    assert (read.value, noted) == (None, ["number-too-long"])


@pytest.mark.parametrize(
    "value",
    [[1], (1,), {1}, b"200", 1j, object(), Grade.GOOD, time(10), datetime(2024, 12, 31, 10), Given(1), len],
)
def test_what_is_no_value_is_refused(value: Any) -> None:
    read, noted = one(value)
    assert (read.value, noted) == (None, ["unreadable-value"])


def test_whole_numbers_of_other_libraries_are_read() -> None:
    class Whole:
        """An integer that is none of Python's, as numpy's are."""

        def __int__(self) -> int:
            return 12

    numbers.Integral.register(Whole)
    read, noted = one(Whole())
    assert (read.value, type(read.value), noted) == (12, int, [])


def test_midnight_is_a_date() -> None:
    assert one(datetime(2024, 12, 31)) == (Given(date(2024, 12, 31)), [])


def test_any_mapping_and_sequence_will_do() -> None:
    data: Mapping[str, object] = MappingProxyType(
        {"facts": OrderedDict(甲=1), "bonuses": ({"indicator": "乙", "points": 1},)}
    )
    facts, noted = facts_from_mapping(data)
    assert noted == ()
    assert (facts.values["甲"].value, facts.bonuses[0].indicator) == (1, "乙")


def test_nothing_given_is_nothing_read() -> None:
    for data in (
        {},
        {"facts": None, "tables": None, "deductions": None},
        {"facts": {}, "items": {"甲": None}},
    ):
        facts, noted = facts_from_mapping(data)
        assert noted == ()
        assert not facts.values
        assert not facts.deductions


def test_an_answer_not_given_yet_is_no_fault() -> None:
    facts, noted = facts_from_mapping({"items": {"甲": {"①": {"answer": ""}, "②": "", "③": None}}})
    assert noted == ()
    assert [answer.answer for answer in facts.items["甲"].values()] == ["", "", None]


@pytest.mark.parametrize(
    ("data", "near"),
    [
        ({"fact": {}}, "facts"),
        ({"数据": {}, "facts": {}}, "facts"),
        ({"deduction": [], "facts": {}}, "deductions"),
        ({"facts": {"甲": {"value": 1, "sorce": "表"}}}, "source"),
        ({"facts": {"甲": {"value": 1, "来源": "表"}}}, "source"),
        ({"judged": {"甲": {"share": 1, "比例": 1}}}, "share"),
    ],
)
def test_a_misspelt_name_is_asked_about(data: Mapping[str, object], near: str) -> None:
    _, (fault,) = facts_from_mapping(data)
    question = fault.values["near"]
    assert isinstance(question, Words)
    assert f"“{near}”" in question.zh
    assert f"“{near}”" in question.en


def test_places_come_from_the_caller() -> None:
    asked: list[tuple[str | int, ...]] = []

    def place(path: tuple[str | int, ...]) -> Place:
        asked.append(path)
        return Place("sheet", sheet="表", cell="B2")

    facts, _ = facts_from_mapping({"facts": {"甲": 1}, "tables": {"表": [{"列": 2}]}}, place=place)
    assert facts.values["甲"].place == Place("sheet", sheet="表", cell="B2")
    assert asked == [("facts", "甲"), ("tables", "表", 0, "列")]


leaves = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.decimals() | st.fractions() | st.dates()
    | st.datetimes() | st.text(max_size=8) | st.binary(max_size=3)
)  # fmt: skip
names = (
    st.sampled_from(
        (
            *("project", "facts", "items", "tables", "deductions", "bonuses", "judged", "stated", "value"),
            *("source", "answer", "points", "indicator", "count", "share", "total", "scores", "甲", "联系人"),
        )
    )
    | st.text(max_size=4)
    | st.integers()
)
shapes = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=4),
    max_leaves=20,
)


@settings(deadline=None)
@given(shapes)
def test_any_shape_gives_facts_and_sayable_faults(data: Any) -> None:
    facts, noted = facts_from_mapping(data)
    assert "float" not in {type(given.value).__name__ for given in facts.values.values()}
    assert "联系人" not in facts.project
    for each in noted:
        assert each.text("zh").encode()
        assert each.text("en").encode()
