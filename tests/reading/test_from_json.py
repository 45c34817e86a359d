"""JSON: values to the last digit, lines, and what programs and people get wrong."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest

from perfeval.facts import Given
from perfeval.source import Place
from tests.reading.reads import check, codes, facts_of, json, toml


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("193.540", Decimal("193.540")),
        ("0.1", Decimal("0.1")),
        ("1E3", Decimal("1E+3")),
        ("200", 200),
        ("-0", 0),
        ("false", False),
        ("null", None),
        ('"200万元"', "200万元"),
        ('"\\u7532"', "甲"),
        ('"\\ud83d\\ude00"', "😀"),
        ("9" * 1000, int("9" * 1000)),
    ],
)
def test_values_are_kept_as_printed(written: str, value: object) -> None:
    given = facts_of(json(f'{{"facts": {{"甲": {written}}}}}')).values["甲"]
    assert given == Given(value, Place("facts.json", 1))  # type: ignore[arg-type]
    assert type(given.value) is type(value)
    assert str(given.value) == str(value)


def test_lines_by_names_with_escapes_and_by_entries() -> None:
    read = json(
        '{"facts": {\n"\\u7532": 1,\n"乙\\"丙": 2},\n"bonuses": [\n\n{"indicator": "甲", "points":\n1}]}'
    )
    facts = facts_of(read)
    assert {name: given.place for name, given in facts.values.items()} == {
        "甲": Place("facts.json", 2),
        '乙"丙': Place("facts.json", 3),
    }
    assert facts.bonuses[0].place == Place("facts.json", 6)


def test_mended_punctuation_reads() -> None:
    for line, mended in (
        ("“甲”：1，", '"甲":1,'),
        ('"甲"：1,', '"甲":1,'),
        ('"甲": “有效提升”,', '"甲": "有效提升",'),
        ("＂甲＂: 1,", '"甲": 1,'),
    ):
        (fault,) = json('{"facts": {\n' + line + '\n"乙": 2}}')[1]
        assert (fault.code, fault.values["mended"]) == ("wide-punctuation-in-facts", mended)
        assert len(facts_of(json('{"facts": {\n' + mended + '\n"乙": 2}}')).values) == 2


def test_twice_is_an_error_even_where_both_say_the_same() -> None:
    read = json(
        '{"facts": {"甲": 1,\n"甲": 1},\n"deductions": [{"points": 1, "points": 1, "indicator": "甲"}]}'
    )
    assert read[0] is None
    assert codes(read) == [("duplicate-key", 2), ("duplicate-key", 3)]


PLAIN = '{"facts": {\n"预算资金": "200万元"}}\n'


@pytest.mark.parametrize(
    ("data", "noted"),
    [
        (PLAIN.encode(), []),
        (b"\xef\xbb\xbf" + PLAIN.encode(), []),
        (PLAIN.replace("\n", "\r\n").encode(), []),
        (PLAIN.encode("gb18030"), [("encoding-gb18030", None)]),
    ],
    ids=["utf-8", "mark", "crlf", "gb18030"],
)
def test_encodings_and_line_ends(data: bytes, noted: list[tuple[str, int | None]]) -> None:
    read = json(data)
    assert codes(read) == noted
    assert facts_of(read).values == {"预算资金": Given("200万元", Place("facts.json", 2))}


def test_the_same_facts_in_toml() -> None:
    in_json = facts_of(json('{"facts": {"甲": "1", "乙": 2.50}}'))
    in_toml = facts_of(toml('[facts]\n"甲" = "1"\n"乙" = 2.50\n'))
    assert {name: given.value for name, given in in_json.values.items()} == {
        name: given.value for name, given in in_toml.values.items()
    }


HARD = {
    "arrays": "[" * 5000 + "]" * 5000,
    "arrays left open": "[" * 100_000,
    "objects": '{"a":' * 5000 + "1" + "}" * 5000,
    "digits": '{"facts": {"甲": ' + "7" * 100_000 + "}}",
    "negative digits": '{"facts": {"甲": -' + "7" * 100_000 + "}}",
    "decimals": '{"facts": {"甲": 0.' + "7" * 100_000 + "}}",
    "exponent": '{"facts": {"甲": 1e100000}}',
    "quotes": '"' * 50_001,
    "backslashes": '{"' + "\\" * 50_001,
    "wide marks": "{" + "，" * 50_000,
    "names again": "{" + ", ".join('"facts": {}' for _ in range(5000)) + "}",
}


@pytest.mark.parametrize("what", HARD)
def test_nothing_takes_long(what: str) -> None:
    start = time.perf_counter()
    read = json(HARD[what])
    assert time.perf_counter() - start < 2
    check(read)
    assert read[0] is None
