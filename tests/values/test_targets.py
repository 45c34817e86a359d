"""Targets and actuals: the spellings of `targets.toml`, and what holds for any text."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import tomli
from hypothesis import given, settings

from perfeval.values.numbers import decimal_text, fold, read_number
from perfeval.values.reading_targets import read_quantity, read_target
from perfeval.values.targets import Comparator, Form, Part, PartialDate, Reading
from tests.values.texts import texts, written

TABLE: dict[str, list[Any]] = tomli.loads(Path(__file__).with_name("targets.toml").read_text("utf-8"))


def first(row: Any) -> str:
    return str(row[0] if isinstance(row, list) else row) or "nothing"


def as_row(part: Part) -> list[str]:
    comparator = part.comparator.value if part.comparator else ""
    return [part.label, comparator, decimal_text(part.number), part.unit.symbol if part.unit else ""]


def as_text(date: PartialDate | None) -> str:
    if date is None:
        return ""
    return "-".join(str(part) for part in (date.year or 0, date.month, date.day) if part is not None)


def test_the_table_is_large_and_has_each_spelling_once() -> None:
    spellings = [first(row) for rows in TABLE.values() for row in rows]
    assert len(spellings) >= 80
    assert len(set(spellings)) == len(spellings)


@pytest.mark.parametrize("row", TABLE["quantities"], ids=first)
def test_quantities(row: list[Any]) -> None:
    target = read_target(row[0])
    assert target.form is Form.QUANTITY
    assert [*as_row(target.parts[0]), list(target.assumptions)] == row[1:]
    assert (target.number, target.comparator) == (target.parts[0].number, target.parts[0].comparator)
    assert target.unit is target.parts[0].unit
    assert (target.low, target.high) == (None, None)


@pytest.mark.parametrize("row", TABLE["ranges"], ids=first)
def test_ranges(row: list[Any]) -> None:
    target = read_target(row[0])
    assert target.form is Form.RANGE
    bounds = [" ".join(as_row(part)[1:3]) for part in target.parts]
    assert [*bounds, as_row(target.parts[0])[3], list(target.assumptions)] == row[1:]
    assert (target.low, target.high) == (target.parts[0].number, target.parts[1].number)
    assert (target.number, target.comparator) == (None, None)


@pytest.mark.parametrize("row", TABLE["parts"], ids=first)
def test_parts(row: list[Any]) -> None:
    target = read_target(row[0])
    assert target.form is Form.PARTS
    assert [[as_row(part) for part in target.parts], list(target.assumptions)] == row[1:]
    assert (target.number, target.unit, target.low) == (None, None, None)


@pytest.mark.parametrize("row", TABLE["dates"], ids=first)
def test_dates(row: list[Any]) -> None:
    target = read_target(row[0])
    assert target.form is Form.DATE
    days = [as_text(target.start), as_text(target.end)]
    assert [*days, target.excludes_bound, list(target.assumptions)] == row[1:]


@pytest.mark.parametrize("text", TABLE["phrases"], ids=first)
def test_phrases(text: str) -> None:
    target = read_target(text)
    assert (target.form, target.parts, target.start, target.end) == (Form.PHRASE, (), None, None)
    assert target.raw == text


@pytest.mark.parametrize("text", TABLE["empty"], ids=first)
def test_empty(text: str) -> None:
    assert read_target(text).form is Form.EMPTY
    assert read_quantity(text).form is Form.EMPTY


def test_a_bare_number_is_at_most_where_less_is_better() -> None:
    assert read_target("5天", smaller_is_better=True).comparator is Comparator.AT_MOST
    assert read_target("5天").comparator is Comparator.AT_LEAST
    assert read_target("≥5天", smaller_is_better=True).comparator is Comparator.AT_LEAST
    assert read_target("0起", smaller_is_better=True).comparator is Comparator.EQUAL


# ---------------------------------------------------------------- actuals


@pytest.mark.parametrize(
    ("text", "number", "unit", "assumptions"),
    [
        ("193.54万元", "1935400", "万元", ()),
        ("92.62", "92.62", "", ("unit-missing",)),
        ("0", "0", "", ("unit-missing",)),
        ("-5%", "-0.05", "%", ()),
        ("≥266米", "266", "米", ("actual-has-comparator",)),
        ("88.32%及以上", "0.8832", "%", ("actual-has-comparator",)),
        ("满意度92.5%", "0.925", "%", ("words-before",)),
    ],
)
def test_actuals(text: str, number: str, unit: str, assumptions: tuple[str, ...]) -> None:
    actual = read_quantity(text)
    assert (actual.form, actual.number, actual.comparator) == (Form.QUANTITY, Fraction(number), None)
    assert (actual.unit.symbol if actual.unit else "", actual.assumptions) == (unit, assumptions)


def test_actuals_that_are_dates_ranges_words_or_several() -> None:
    month = read_quantity("2024年7月")
    assert (month.form, month.start, month.end) == (Form.DATE, PartialDate(2024, 7), PartialDate(2024, 7))
    before = read_quantity("2024年7月1日前")
    assert (before.start, before.end) == (PartialDate(2024, 7, 1), PartialDate(2024, 7, 1))
    assert "actual-has-comparator" in before.assumptions
    assert read_quantity("5-8个").form is Form.RANGE
    assert read_quantity("达成预期指标").form is Form.PHRASE
    assert [part.comparator for part in read_quantity("3篇阅读量1万以上").parts] == [None, None]


@pytest.mark.parametrize("number", [200, 0, -3, Decimal("193.54"), Decimal("1E+3"), Fraction(1, 3), True])
def test_numbers_are_actuals_as_they_are(number: int | Decimal | Fraction) -> None:
    actual = read_quantity(number)
    assert (actual.form, actual.number, actual.unit) == (Form.QUANTITY, Fraction(number), None)
    assert actual.raw == decimal_text(Fraction(number))


@pytest.mark.parametrize("number", ["NaN", "sNaN", "Infinity", "-Infinity"])
def test_a_decimal_that_is_no_number_is_a_phrase(number: str) -> None:
    assert read_quantity(Decimal(number)).form is Form.PHRASE


# ---------------------------------------------------------------- any text


def check(reading: Reading, raw: str) -> None:
    assert reading.raw == raw
    for part in reading.parts:
        assert type(part.number) is Fraction
        assert part.unit is None or type(part.unit.scale) is Fraction
    counts = {Form.QUANTITY: (1,), Form.RANGE: (2,), Form.PARTS: range(2, 2001)}
    assert len(reading.parts) in counts.get(reading.form, (0,))
    assert len(set(reading.assumptions)) == len(reading.assumptions)
    if reading.form is Form.RANGE:
        assert reading.low is not None
        assert reading.high is not None
        assert reading.low <= reading.high or reading.parts[0].is_bare or reading.parts[1].is_bare
    if reading.form is Form.DATE:
        assert reading.start or reading.end


@settings(deadline=None)
@given(texts)
def test_any_text_is_read_without_a_raise_or_a_float(text: str) -> None:
    target, actual = read_target(text), read_quantity(text)
    check(target, text)
    check(actual, text)
    assert target.form is actual.form
    assert all(part.comparator for part in target.parts)
    assert actual.form is Form.RANGE or not any(part.comparator for part in actual.parts)


_DIGITS = re.compile(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?")


@settings(deadline=None)
@given(written)
def test_no_number_is_made_up_or_dropped_without_a_word(text: str) -> None:
    """Each figure of the text is a part's number in some unit, or stands in a name; and each part has one."""
    target = read_target(text)
    if not target.parts or {"note-dropped", "from-baseline", "latex", "markup"} & {*target.assumptions}:
        return
    figures = _DIGITS.findall(fold(text))
    numerals = re.findall("[零一二两三四五六七八九十百千半]+", text)
    for part in target.parts:
        for figure in _DIGITS.findall(part.label):
            assert figure in figures
            figures.remove(figure)
        used = next((figure for figure in figures if is_of(part, figure)), None)
        if used:
            figures.remove(used)
        else:
            assert numerals, part
    assert not figures


def is_of(part: Part, figure: str) -> bool:
    number = read_number(figure)
    if number is None:
        return False
    scales = [Fraction(10) ** power for power in range(13)]
    if part.unit:
        scales.append(part.unit.scale)
    return any(abs(part.number) == number * scale for scale in scales)


@settings(deadline=None)
@given(written)
def test_width_and_outer_blanks_do_not_matter(text: str) -> None:
    narrow, wide = read_target(fold(text)), read_target(f" {text}\u3000")
    assert (narrow.form, narrow.parts, narrow.start, narrow.end) == (
        wide.form,
        wide.parts,
        wide.start,
        wide.end,
    )


def test_a_long_text_is_prose_and_read_at_once() -> None:
    assert read_target("≥5个" + "，" * 100_000).form is Form.PHRASE
    assert read_target("9" * 1500).form is Form.PHRASE
    assert read_target("5、" * 999).form is Form.PARTS
