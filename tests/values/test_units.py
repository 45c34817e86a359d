"""Units: every spelling is found, scale words multiply, and what compares with what."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfeval.values.units import (
    RATIO,
    SCALES,
    Dimension,
    Unit,
    describe,
    find_unit,
    is_tally,
    known_symbols,
    near_units,
    product,
    quotient,
)

MONEY: Dimension = (("money", 1),)

dimensions = st.dictionaries(
    st.sampled_from(["money", "day", "month", "points", "count:人", "count:米"]),
    st.integers(min_value=-3, max_value=3).filter(bool),
).map(lambda exponents: tuple(sorted(exponents.items())))


def found(symbol: str) -> Unit:
    unit = find_unit(symbol)
    assert unit is not None, symbol
    return unit


def test_every_known_symbol_is_found_as_itself() -> None:
    for symbol in known_symbols():
        unit = found(symbol)
        assert unit.symbol == symbol
        assert unit.scale > 0


def test_every_known_symbol_stands_under_a_line() -> None:
    for symbol in known_symbols():
        unit, one = found(f"元/{symbol}"), found(symbol)
        assert unit.scale == 1 / one.scale
        assert unit.dimension == quotient(MONEY, one.dimension)


@pytest.mark.parametrize(
    ("symbol", "scale", "base"),
    [
        ("元", "1", "元"),
        ("万元", "10000", "元"),
        ("亿元", "100000000", "元"),
        ("万亿元", "1000000000000", "元"),
        ("角", "1/10", "元"),
        ("万个", "10000", "个"),
        ("千人", "1000", "人"),
        ("万人次", "10000", "人次"),
        ("万平方米", "10000", "平方米"),
        ("%", "1/100", ""),
        ("个百分点", "1/100", ""),
        ("‰", "1/1000", ""),
        ("倍", "1", ""),
        ("成", "1/10", ""),
        ("天", "1", "天"),
        ("个星期", "7", "天"),
        ("小时", "1/24", "天"),
        ("分钟", "1/1440", "天"),
        ("年", "12", "月"),
        ("季度", "3", "月"),
        ("个工作日", "1", "工作日"),
        ("公里", "1000", "米"),
        ("公顷", "15", "亩"),
        ("吨", "1000", "公斤"),
        ("TB", "1024", "GB"),
        ("分", "1", "分"),
    ],
)
def test_what_one_of_a_unit_is(symbol: str, scale: str, base: str) -> None:
    unit = found(symbol)
    assert unit.scale == Fraction(scale)
    assert describe(unit.dimension) == ((base,) if base else ())


@pytest.mark.parametrize(
    ("symbol", "scale", "words"),
    [
        ("元/人", "1", ("元", "/人")),
        ("万元/公里", "10", ("元", "/米")),
        ("批次/千人", "1/1000", ("批次", "/人")),
        ("元/人·年", "1/12", ("元", "/人", "/月")),
        ("元/人/天", "1", ("元", "/人", "/天")),
        ("元/元", "1", ()),
        ("%/年", "1/1200", ("/月",)),
        ("人/人/人", "1", ("/人",)),
    ],
)
def test_units_under_a_line(symbol: str, scale: str, words: tuple[str, ...]) -> None:
    unit = found(symbol)
    assert (unit.scale, sorted(describe(unit.dimension))) == (Fraction(scale), sorted(words))


@pytest.mark.parametrize(
    "symbol",
    [
        "",
        " ",
        "万",
        "亿",
        "万万元",
        "赛项",
        "万%",
        "万分",
        "元·人",
        "元/",
        "/人",
        "元/万",
        "5元",
        "元 ",
        "KG",
        "千km",
    ],
)
def test_what_is_no_unit(symbol: str) -> None:
    assert find_unit(symbol) is None


def test_a_file_may_declare_a_way_of_counting() -> None:
    events = find_unit("赛项", declaring=True)
    many = find_unit("万赛项", declaring=True)
    assert events == Unit("赛项", Fraction(1), (("count:赛项", 1),))
    assert many == Unit("万赛项", Fraction(10000), (("count:赛项", 1),))
    assert find_unit("百货", declaring=True) == Unit("百货", Fraction(1), (("count:百货", 1),))
    for symbol in ("万", "", "3个", "元 人", "元/赛 项"):
        assert find_unit(symbol, declaring=True) is None


@settings(deadline=None)
@given(st.text(max_size=12), st.booleans())
def test_finding_a_unit_never_raises(symbol: str, declaring: bool) -> None:
    unit = find_unit(symbol, declaring=declaring)
    assert unit is None or (unit.symbol == symbol and type(unit.scale) is Fraction and unit.scale > 0)


@pytest.mark.parametrize(("wrong", "right"), [("万元整", "万元"), ("人次数", "人次"), ("工作曰", "工作日")])
def test_near_units_have_what_was_meant(wrong: str, right: str) -> None:
    assert right in near_units(wrong)


@settings(deadline=None)
@given(st.text(max_size=6))
def test_near_units_are_known_and_at_most_three(symbol: str) -> None:
    near = near_units(symbol)
    assert len(near) <= 3
    assert all(each in known_symbols() for each in near)


@pytest.mark.parametrize(
    ("symbol", "counts"),
    [
        *((symbol, True) for symbol in ("个", "人次", "万家")),
        *((symbol, False) for symbol in ("米", "工作日", "岁", "元", "%", "次/年", "天", "美元")),
    ],
)
def test_what_is_a_plain_count(symbol: str, counts: bool) -> None:
    assert is_tally(found(symbol).dimension) is counts


@settings(deadline=None)
@given(dimensions, dimensions)
def test_a_quotient_undoes_a_product(left: Dimension, right: Dimension) -> None:
    assert quotient(product(left, right), right) == left
    assert product(left, right) == product(right, left)
    assert quotient(left, left) == RATIO
    assert all(exponent for _, exponent in product(left, right))


def test_scale_words_are_powers_of_ten() -> None:
    assert all(str(scale).strip("0") == "1" for scale in SCALES.values())
