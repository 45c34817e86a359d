"""TOML as people write it: forgotten quotes, Chinese punctuation, old encodings, and what goes wrong."""

from __future__ import annotations

import time
from datetime import date
from decimal import Decimal

import pytest

from perfeval.diagnostics import Words
from perfeval.facts import Given
from perfeval.source import Place
from tests.reading.reads import check, codes, facts_of, said, toml

MENDED = [
    # the line, and how it should be written
    ("预算资金 = 200", '"预算资金" = 200'),
    ("预算 资金 = 200", '"预算 资金" = 200'),
    ("  预算资金=200 # 万元", '"预算资金"=200 # 万元'),
    ("“预算资金” = 200", '"预算资金" = 200'),
    ("‘预算资金’ = 200", "'预算资金' = 200"),
    ("“预算资金” = “200万元”", '"预算资金" = "200万元"'),
    ('预算资金 = "200万元"', '"预算资金" = "200万元"'),
    ("预算资金 = 200万元", '"预算资金" = "200万元"'),
    ("预算资金＝200万元", '"预算资金"="200万元"'),
    ('"预算资金" = 96.77%', '"预算资金" = "96.77%"'),
    ('"预算资金" = ≥5个', '"预算资金" = "≥5个"'),
    ('"预算资金" = 有效提升', '"预算资金" = "有效提升"'),
    ('"预算资金" = 2024年12月', '"预算资金" = "2024年12月"'),
    ('"预算资金" = “200万元”', '"预算资金" = "200万元"'),
    ("PM2.5浓度 = 35", '"PM2.5浓度" = 35'),
    ('"甲" = { value = 200万元, source = "表" }', '"甲" = { value = "200万元", source = "表" }'),
    ('甲 = { value = 1, source = "表" }', '"甲" = { value = 1, source = "表" }'),
    ('"甲" = { value = 1， source = "表" }', '"甲" = { value = 1, source = "表" }'),
    ('"甲" = ｛ value = 1 ｝', '"甲" = { value = 1 }'),
]


@pytest.mark.parametrize(("line", "mended"), MENDED)
def test_a_line_is_mended_in_words_and_the_mended_file_reads(line: str, mended: str) -> None:
    read = toml(f"[facts]\n{line}\n")
    check(read)
    assert read[0] is None
    assert len(read[1]) == 1, said(read[1])
    fault = read[1][0]
    assert fault.values["mended"] == mended
    assert mended in fault.help("zh")
    assert fault.place == Place("facts.toml", 2)
    assert len(facts_of(toml(f"[facts]\n{mended}\n")).values) == 1


def test_a_wide_blank_is_named_for_it_cannot_be_seen() -> None:
    (fault,) = toml('[facts]\n\u3000"甲" = 1\n')[1]
    assert fault.text("zh") == "这一行用了中文标点 “全角空格”"
    assert fault.values["mended"] == '"甲" = 1'
    (other,) = toml('[facts]\n\u3000"甲" ＝ 1\n')[1]
    assert other.text("zh") == "这一行用了中文标点 ＝"


@pytest.mark.parametrize(
    ("line", "mended"),
    [
        ("[items.立项程序规范性]", '[items."立项程序规范性"]'),
        ("[[tables.绩效目标表]]", '[[tables."绩效目标表"]]'),
        ("[stated.自评.scores]", '[stated."自评".scores]'),
        ("［facts］", "[facts]"),
    ],
)
def test_a_header_is_mended_in_words_and_the_mended_file_reads(line: str, mended: str) -> None:
    read = toml(f"{line}\n")
    assert [(each.values["mended"], each.place) for each in read[1]] == [(mended, Place("facts.toml", 1))]
    assert facts_of(toml(f"{mended}\n"))


def test_a_mended_file_is_still_refused_and_its_other_faults_are_told_with_their_own_lines() -> None:
    text = "[facts]\n预算资金 = 200万元\n“实际支出” = 3\n\n[[deductions]]\npoints = 1\n"
    read = toml(text)
    check(read)
    assert codes(read) == [
        ("key-without-quotes", 2),
        ("wide-punctuation-in-facts", 3),
        ("missing-key", 5),
    ]


def test_the_first_of_two_is_told() -> None:
    (fault,) = toml('[facts]\n"甲" = 1\n"乙" = 2\n"甲" = 3\n')[1]
    assert fault.values["first"] == Words("（前一次在第2行）", " (first on line 2)")


@pytest.mark.parametrize(
    "text",
    [
        '[facts]\n甲 = 1\n"甲" = 2\n',
        '[facts]\n"甲" = 1\n"\\u7532" = 2\n',
        "[facts]\n\"甲\" = 1\n'甲' = 2\n",
        '[[deductions]]\nindicator = "甲"\nindicator = "乙"\n',
        '[stated."自评"]\ntotal = 1\n[stated."自评"]\ngrade = "优"\n',
        '[tables]\n"表" = [{ "列" = 1, "列" = 2 }]\n',
        '[facts]\n"甲".value = 1\n"甲" = 2\n',
        'facts = { "甲" = 1 }\n[facts]\n"乙" = 2\n',
    ],
)
def test_nothing_is_taken_silently_of_two(text: str) -> None:
    read = toml(text)
    check(read)
    assert "duplicate-key" in [code for code, _ in codes(read)], said(read[1])


# ---------------------------------------------------------------- bytes

PLAIN = '[facts]\n"预算资金" = "200万元"\n"说明" = """\n一\n二"""\n'


@pytest.mark.parametrize(
    ("data", "noted"),
    [
        (PLAIN.encode(), []),
        (b"\xef\xbb\xbf" + PLAIN.encode(), []),
        (PLAIN.replace("\n", "\r\n").encode(), []),
        (b"\xef\xbb\xbf" + PLAIN.replace("\n", "\r\n").encode(), []),
        (PLAIN.replace("\n", "\r").encode(), []),
        (PLAIN.encode("gb18030"), [("encoding-gb18030", None)]),
        (PLAIN.replace("\n", "\r\n").encode("gbk"), [("encoding-gb18030", None)]),
    ],
    ids=["utf-8", "mark", "crlf", "mark-crlf", "cr", "gb18030", "gbk-crlf"],
)
def test_encodings_and_line_ends(data: bytes, noted: list[tuple[str, int | None]]) -> None:
    read = toml(data)
    assert codes(read) == noted
    assert facts_of(read).values == {
        "预算资金": Given("200万元", Place("facts.toml", 2)),
        "说明": Given("一\n二", Place("facts.toml", 3)),
    }


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04\x00\x00", b"\xff\xfe\x00\x01", "[facts]".encode("utf-16"), b"\xff\xff"]
)
def test_what_is_no_text(data: bytes) -> None:
    read = toml(data)
    assert read[0] is None
    assert codes(read) == [("file-not-text", None)]


# ---------------------------------------------------------------- values


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("193.540", Decimal("193.540")),
        ("1_000", 1000),
        ("1e3", Decimal("1E+3")),
        ("0x10", 16),
        ("-0.0", Decimal("-0.0")),
        ("2024-12-31", date(2024, 12, 31)),
        ("2024-12-31T00:00:00", date(2024, 12, 31)),
        ("true", True),
        ('"缺"', "缺"),
        ('""', ""),
        ("'≥ 90%'", "≥ 90%"),
        ("9" * 1000, int("9" * 1000)),
    ],
)
def test_values_are_kept_as_printed(written: str, value: object) -> None:
    given = facts_of(toml(f'[facts]\n"甲" = {written}\n')).values["甲"]
    assert given.value == value
    assert type(given.value) is type(value)
    assert str(given.value) == str(value)
    assert not given.was_float


# ---------------------------------------------------------------- what costs too much

HARD = {
    "arrays": '[facts]\n"甲" = ' + "[" * 5000 + "]" * 5000,
    "arrays left open": '[facts]\n"甲" = ' + "[" * 5000,
    "inline tables": '[facts]\n"甲" = ' + "{ a = " * 5000 + "1" + " }" * 5000,
    "dots": "[facts]\n" + ".".join("a" * 5000) + " = 1",
    "dots of a header": "[" + ".".join("a" * 5000) + "]",
    "digits": '[facts]\n"甲" = ' + "7" * 100_000,
    "decimals": '[facts]\n"甲" = 0.' + "7" * 100_000,
    "exponent": '[facts]\n"甲" = 1e100000',
    "quotes": '[facts]\n"甲" = ' + '"' * 20_001,
    "open texts": '"""\n' * 3000,
    "wide marks": "，" * 50_000,
    "equals": "= " * 20_000,
    "unquoted lines": "".join(f"甲{number} = 1\n" for number in range(2000)),
    "brackets in lines": "[\n" * 20_000,
    "backslashes": '"a" = "' + "\\" * 50_001,
}


@pytest.mark.parametrize("what", HARD)
def test_nothing_takes_long(what: str) -> None:
    start = time.perf_counter()
    read = toml(HARD[what])
    assert time.perf_counter() - start < 2
    check(read)
    assert read[0] is None
