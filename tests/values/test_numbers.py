"""Numbers: what is read as one, how one is written, and how one is rounded."""

from __future__ import annotations

import decimal
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfeval.values.numbers import (
    MAX_DIGITS,
    Rounding,
    bits,
    decimal_text,
    fold,
    is_terminating,
    is_too_long,
    percent_text,
    read_chinese_number,
    read_number,
    round_to,
)

decimals = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=6)
fractions = st.fractions(max_denominator=10**6)

AS_DECIMAL_ROUNDS = {
    Rounding.HALF_UP: decimal.ROUND_HALF_UP,
    Rounding.HALF_EVEN: decimal.ROUND_HALF_EVEN,
    Rounding.UP: decimal.ROUND_UP,
    Rounding.DOWN: decimal.ROUND_DOWN,
}


@settings(deadline=None)
@given(st.text())
def test_folding_keeps_every_column(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("wide", "narrow"),
    [
        ("（１００％）", "(100%)"),
        ("≧９０﹪", "≥90%"),
        ("２×３÷４", "2*3/4"),
        ("【甲】", "[甲]"),
        ("18—54", "18-54"),
        ("①㎡。、《》“”", "①㎡。、《》“”"),
    ],
)
def test_folding_narrows_what_a_chinese_keyboard_types_and_nothing_else(wide: str, narrow: str) -> None:
    assert fold(wide) == narrow


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", "0"),
        ("-0.50", "-1/2"),
        ("+3", "3"),
        ("007", "7"),
        ("193.54", "9677/50"),
        ("1,234.50", "2469/2"),
        ("12,345,678", "12345678"),
        ("１，０００", "1000"),
        (" 5 ", "5"),
        ("\u30005", "5"),
    ],
)
def test_numbers_are_read_exactly(text: str, number: str) -> None:
    assert read_number(text) == Fraction(number)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "-", ".5", "5.", "1e5", "inf", "NaN", "①", "12,34", "1,2345", ",123", "0,123", "1 000"),
        *("1.2.3", "五", "5%", "0x10", "1_000", "--5", "٣", "²", "½", "5\n", "1" * (MAX_DIGITS + 1)),
    ],
)
def test_anything_else_is_no_number(text: str) -> None:
    assert read_number(text) is None


@settings(deadline=None)
@given(st.text())
def test_reading_a_number_never_raises(text: str) -> None:
    number = read_number(text)
    assert number is None or type(number) is Fraction


@settings(deadline=None)
@given(decimals)
def test_a_decimal_reads_as_its_fraction(number: Decimal) -> None:
    assert read_number(format(number, "f")) == Fraction(number)
    assert read_number(format(abs(number), ",f")) == Fraction(abs(number))


@settings(deadline=None)
@given(decimals)
def test_what_is_written_reads_back(number: Decimal) -> None:
    text = decimal_text(Fraction(number))
    assert read_number(text) == Fraction(number)
    assert not text.endswith(".")
    assert "." not in text or not text.endswith("0")


@settings(deadline=None)
@given(fractions)
def test_a_number_without_an_end_is_written_as_a_quotient(number: Fraction) -> None:
    text = decimal_text(number)
    assert ("/" in text) is not is_terminating(number)
    assert Fraction(text) == number


def test_very_long_numbers_are_written_in_full() -> None:
    nines = 10**9000 - 1
    assert decimal_text(Fraction(nines)) == "9" * 9000
    assert decimal_text(Fraction(-nines)) == "-" + "9" * 9000
    assert decimal_text(Fraction(10**9000)) == "1" + "0" * 9000


def test_only_numbers_with_too_many_digits_are_too_long() -> None:
    assert is_too_long("-" + "1" * (MAX_DIGITS + 1))
    assert not is_too_long("1" * MAX_DIGITS)
    assert not is_too_long("1" * (MAX_DIGITS + 1) + "个")


@pytest.mark.parametrize(
    ("number", "places", "text"),
    [
        ("95.835", 2, "95.84"),
        ("-0.004", 2, "0.00"),
        ("-0.005", 2, "-0.01"),
        ("1/3", 4, "0.3333"),
        ("5", 0, "5"),
        ("5", 2, "5.00"),
        ("-1/2", 0, "-1"),
        ("0.05", 1, "0.1"),
    ],
)
def test_shown_with_so_many_decimals(number: str, places: int, text: str) -> None:
    assert decimal_text(Fraction(number), places) == text


@pytest.mark.parametrize(
    ("number", "text"), [("0.9677", "96.77%"), ("1", "100%"), ("1/3", "33.33%"), ("0.5", "50%"), ("0", "0%")]
)
def test_shares_as_percentages(number: str, text: str) -> None:
    assert percent_text(Fraction(number)) == text


@settings(deadline=None)
@given(decimals, st.integers(min_value=-3, max_value=6), st.sampled_from(Rounding))
def test_rounding_does_what_decimal_does(number: Decimal, places: int, mode: Rounding) -> None:
    step = Decimal(1).scaleb(-places)
    wanted = number.quantize(step, AS_DECIMAL_ROUNDS[mode]) if places >= 0 else _to_tens(number, step, mode)
    assert round_to(Fraction(number), places, mode) == Fraction(wanted)


def _to_tens(number: Decimal, step: Decimal, mode: Rounding) -> Decimal:
    return (number / step).to_integral_value(AS_DECIMAL_ROUNDS[mode]) * step


@settings(deadline=None)
@given(st.integers(min_value=-(10**6), max_value=10**6), st.sampled_from(Rounding))
def test_ties_go_where_decimal_sends_them(halves: int, mode: Rounding) -> None:
    tie = Decimal(2 * halves + 1) / 200
    wanted = tie.quantize(Decimal("0.01"), AS_DECIMAL_ROUNDS[mode])
    assert round_to(Fraction(tie), 2, mode) == Fraction(wanted)


@settings(deadline=None)
@given(fractions, st.integers(min_value=-3, max_value=6), st.sampled_from(Rounding))
def test_rounding_mirrors_below_zero_moves_less_than_a_step_and_stays(
    number: Fraction, places: int, mode: Rounding
) -> None:
    rounded = round_to(number, places, mode)
    assert round_to(-number, places, mode) == -rounded
    assert abs(rounded - number) < Fraction(10) ** -places
    assert round_to(rounded, places, mode) == rounded


def in_chinese(number: int) -> str:
    """A number below 10 000 as it is said: 12 is 十二, 305 is 三百零五, 1010 is 一千零一十."""
    if number == 0:
        return "零"
    text, gap = "", False
    for place, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit and gap and text:
            text += "零"
        gap = digit == 0
        text += "零一二三四五六七八九"[digit] + word if digit else ""
    return text.removeprefix("一") if text.startswith("一十") else text


def test_chinese_numerals_from_0_to_9999() -> None:
    for number in range(10000):
        text = in_chinese(number)
        assert read_chinese_number(text) == number, text
        assert read_chinese_number(text.replace("零", "〇").replace("二百", "两百")) == number, text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "百",
        "千",
        "三百五",
        "十十",
        "一二",
        "二〇二四",
        "零五",
        "三零",
        "五千三",
        "一万",
        "3",
        "第三",
        "三百零",
        "半百",
    ],
)
def test_what_is_not_one_chinese_number(text: str) -> None:
    assert read_chinese_number(text) is None


@settings(deadline=None)
@given(st.text(alphabet="零〇一二两三四五六七八九十百千半", max_size=8) | st.text(max_size=8))
def test_chinese_numerals_never_raise_and_stay_below_10000(text: str) -> None:
    number = read_chinese_number(text)
    assert number is None or (type(number) is Fraction and 0 <= number < 10000)


def test_half_is_a_numeral() -> None:
    assert read_chinese_number("半") == Fraction(1, 2)


def test_bits_of_numerator_and_denominator() -> None:
    assert bits(Fraction(255, 16)) == 8 + 5
    assert bits(Fraction(0)) == 1
