"""Each fault of facts files: a file that has it, and the line that is named."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from perfeval.diagnostics.of_facts_files import FAULTS
from perfeval.reading.from_mapping import facts_from_mapping
from perfeval.reading.from_settings import setting
from tests.reading.reads import check, codes, json, said, toml

IN_TOML = [
    # code, line, text
    ("not-toml", 2, '[facts]\n"甲" = = 1\n'),
    ("not-toml", 2, '[facts]\n只是一句话\n"乙" = 1\n'),
    ("not-toml", 3, '[facts]\n"甲" = 1\n"乙" = "没有结束\n"丙" = 1\n'),
    ("not-toml", 2, '[facts]\n"甲" = """没有结束\n\n\n'),
    ("not-toml", 2, '[facts]\n"甲" = [1,\n2,\n'),
    ("value-without-quotes", 2, '[facts]\n"甲" = 2024-13-01\n'),
    ("not-toml", 2, '[facts]\n"甲" = "C:\\目录"\n'),
    ("not-toml", 2, '[facts]\n"甲" = 1 "乙" = 2\n'),
    ("not-toml", 1, '"a\x01" = 1\n'),
    ("key-without-quotes", 2, "[facts]\n预算资金 = 200\n"),
    ("key-without-quotes", 1, "[items.立项程序规范性]\n"),
    ("key-without-quotes", 3, '[facts]\n"甲" = 1\nPM2.5浓度 = 35\n'),
    ("key-without-quotes", 2, '[facts]\n"甲" = { value = 1, 来源 = "表" }\n'),
    ("value-without-quotes", 2, '[facts]\n"预算资金" = 200万元\n'),
    ("value-without-quotes", 2, '[facts]\n"甲" = { value = 200万元 }\n'),
    ("value-without-quotes", 2, '[facts]\n"甲" = 96.77%\n'),
    ("wide-punctuation-in-facts", 2, "[facts]\n“预算资金” = 200\n"),
    ("wide-punctuation-in-facts", 2, '[facts]\n"预算资金" ＝ 200\n'),
    ("wide-punctuation-in-facts", 1, '【facts】\n"甲" = 1\n'),
    ("wide-punctuation-in-facts", 2, '[facts]\n"甲" = { value = 1， source = "表" }\n'),
    ("not-finite", 2, '[facts]\n"甲" = nan\n'),
    ("not-finite", 2, '[facts]\n"甲" = -inf\n'),
    ("not-finite", 2, '[facts]\n"甲" = NaN\n'),
    ("not-finite", 2, '[facts]\n"甲" = Infinity\n'),
    ("not-finite", 3, '[[deductions]]\nindicator = "甲"\npoints = nan\n'),
    ("number-too-long", 2, '[facts]\n"甲" = ' + "1" * 1001 + "\n"),
    ("number-too-long", 3, '[facts]\n"甲" = 1\n"乙" = ' + "1" * 100_000 + "\n"),
    ("number-too-long", 2, '[facts]\n"甲" = 0.' + "1" * 100_000 + "\n"),
    ("number-too-long", 2, '[facts]\n"甲" = 1e1001\n'),
    ("number-too-long", 2, '[facts]\n"甲" = 1e-999999999999999999999\n'),
    ("duplicate-key", 3, '[facts]\n"甲" = 1\n"甲" = 2\n'),
    ("duplicate-key", 3, '[facts]\n"甲" = 1\n[facts]\n"乙" = 2\n'),
    ("duplicate-key", 3, '[facts]\n"甲" = 1\n[facts."甲"]\nvalue = 2\n'),
    ("duplicate-key", 2, '[facts]\n"甲" = { value = 1, value = 2 }\n'),
    ("facts-too-deep", 2, '[facts]\n"甲" = ' + "[" * 200 + "]" * 200 + "\n"),
    ("facts-too-deep", 1, "[" + ".".join("a" * 200) + "]\n"),
    ("wrong-shape", 1, "facts = 1\n[project]\n"),
    ("wrong-shape", 2, '[tables]\n"表" = 1\n'),
    ("wrong-shape", 3, '[tables]\n"表" = [\n  1,\n]\n'),
    ("wrong-shape", 1, '[deductions]\nindicator = "甲"\n'),
    ("wrong-shape", 2, '[judged]\n"甲" = "90%"\n'),
    ("unknown-section", 1, '[fact]\n"甲" = 1\n'),
    ("unknown-section", 3, '[facts]\n"甲" = 1\n["扣分"]\n"乙" = 2\n'),
    ("unknown-key", 2, '[facts]\n"甲" = { value = 1, sources = "表" }\n'),
    ("unknown-key", 4, '[[deductions]]\nindicator = "甲"\npoints = 1\nreasons = "乙"\n'),
    ("unknown-key", 3, '[judged."甲"]\nshare = 1\n"理由" = "乙"\n'),
    ("unknown-key", 2, '[stated."自评"]\nsum = 98\n'),
    ("unknown-key", 3, '[items."甲"."①"]\nanswer = "符合"\nscore = 1\n'),
    ("missing-key", 2, '[facts]\n"甲" = { source = "表" }\n'),
    ("missing-key", 1, "[[deductions]]\npoints = 1\n"),
    ("missing-key", 1, '[[deductions]]\nindicator = "甲"\n'),
    ("missing-key", 4, '[[bonuses]]\nindicator = "甲"\npoints = 1\n[[bonuses]]\npoints = 1\n'),
    ("missing-key", 1, '[judged."甲"]\nreason = "乙"\n'),
    ("missing-key", 2, '[items."甲"]\n"①" = { points = 1 }\n'),
    ("unreadable-value", 2, '[facts]\n"甲" = [1, 2]\n'),
    ("unreadable-value", 2, '[facts]\n"甲" = 2024-12-31T10:00:00\n'),
    ("unreadable-value", 2, '[facts]\n"甲" = 10:00:00\n'),
    ("unreadable-value", 2, '[[tables."表"]]\n"列" = ["甲"]\n'),
    ("text-wanted", 2, '[facts]\n"甲" = { value = 1, source = 3 }\n'),
    ("text-wanted", 3, "[[deductions]]\npoints = 1\nindicator = 5\n"),
    ("empty-facts", None, ""),
    ("empty-facts", None, "# 只有注释\n"),
    ("stated-details-unread", 3, '[stated."自评"]\ntotal = 98\ndeductions = []\n'),
]

IN_JSON = [
    ("not-json", 2, '{\n"facts": {"甲": 1 "乙": 2}}'),
    ("not-json", 3, '{"facts": {\n"甲": 1,\n}}'),
    ("not-json", 2, '{\n"facts" {}}'),
    ("not-json", 2, '{"facts":\n甲}'),
    ("not-json", 3, '{"facts": {}}\n\n{}'),
    ("not-json", 1, '{"facts": {"甲": "没有结束}}'),
    ("not-json", 1, '{"facts": {"甲": "换\n行"}}'),
    ("not-json", 1, '{"facts": {"甲": "C:\\目录"}}'),
    ("not-json", 2, '{\n"facts": {'),
    ("wide-punctuation-in-facts", 2, '{"facts": {\n“甲”： 1\n}}'),
    ("wide-punctuation-in-facts", 2, '{"facts": {\n"甲": 1，\n"乙": 2\n}}'),
    ("broken-character", 2, '{"facts": {\n"甲": "\\ud83d"}}'),
    ("broken-character", 2, '{"facts": {\n"\\udc00": 1}}'),
    ("broken-character", 2, '{"facts": {\n"甲": {"value": 1, "source": "\\ud83d"}}}'),
    ("not-finite", 2, '{"facts": {\n"甲": NaN}}'),
    ("not-finite", 2, '{"facts": {\n"甲": -Infinity}}'),
    ("number-too-long", 2, '{"facts": {\n"甲": ' + "1" * 100_000 + "}}"),
    ("number-too-long", 2, '{"facts": {\n"甲": 1.' + "1" * 100_000 + "}}"),
    ("number-too-long", 2, '{"facts": {\n"甲": 1e99999999999999999999}}'),
    ("duplicate-key", 3, '{"facts": {\n"甲": 1,\n"甲": 1}}'),
    ("duplicate-key", 2, '{"facts": {"甲": 1},\n"facts": {"乙": 1}}'),
    ("duplicate-key", 2, '{"facts": {"甲":\n{"value": 1, "\\u0076alue": 2}}}'),
    ("facts-too-deep", 2, '{"facts":\n' + "[" * 5000 + "]" * 5000 + "}"),
    ("no-sections", None, "[]"),
    ("no-sections", None, '"甲"'),
    ("no-sections", None, "null"),
    ("wrong-shape", 2, '{\n"facts": []}'),
    ("wrong-shape", 2, '{"deductions": [\n3]}'),
    ("unknown-section", 2, '{"facts": {},\n"项目": {}}'),
    ("unknown-key", 2, '{"facts": {"甲": {"value": 1,\n"来源": "表"}}}'),
    ("missing-key", 2, '{"deductions": [\n{}]}'),
    ("unreadable-value", 2, '{"facts": {\n"甲": [1]}}'),
    ("text-wanted", 2, '{"facts": {"甲": {"value": 1,\n"note": {}}}}'),
    ("empty-facts", None, "{}"),
    ("empty-facts", None, " \n"),
]

ELSEWHERE = {"name-not-text", "float-read", "bad-setting"}


@pytest.mark.parametrize(("code", "line", "text"), IN_TOML, ids=lambda each: str(each)[:60])
def test_faults_of_toml(code: str, line: int | None, text: str) -> None:
    read = toml(text)
    check(read)
    assert (code, line) in codes(read), said(read[1])


@pytest.mark.parametrize(("code", "line", "text"), IN_JSON, ids=lambda each: str(each)[:60])
def test_faults_of_json(code: str, line: int | None, text: str) -> None:
    read = json(text)
    check(read)
    assert (code, line) in codes(read), said(read[1])


def test_every_fault_is_shown_by_some_file() -> None:
    shown = {code for code, _, _ in (*IN_TOML, *IN_JSON)} | ELSEWHERE
    assert shown == {fault.code for fault in FAULTS}


@pytest.mark.parametrize(
    "data",
    [{"facts": {3: 1}}, {"items": {None: {}}}, {"tables": {"表": [{3: 1}]}}, {"stated": {"甲": {4: 5}}}],
)
def test_names_that_are_no_text(data: Mapping[str, object]) -> None:
    _, noted = facts_from_mapping(data)
    assert [each.code for each in noted] == ["name-not-text"]


def test_floats_are_noted_once() -> None:
    _, noted = facts_from_mapping({"facts": {"甲": 0.1, "乙": 0.2}})
    assert [each.code for each in noted] == ["float-read"]


def test_a_setting_without_an_equals_sign() -> None:
    fault = setting("预算资金")
    assert not isinstance(fault, tuple)
    assert (fault.code, str(fault.at)) == ("bad-setting", "--set")


def test_all_faults_of_a_file_are_found_in_one_go() -> None:
    text = '[facts]\n预算资金 = 200\n"甲" = 3个\n“乙” = 1\n"丙" = { value = 1, sorce = "表" }\n'
    assert codes(toml(text)) == [
        ("key-without-quotes", 2),
        ("value-without-quotes", 3),
        ("wide-punctuation-in-facts", 4),
        ("unknown-key", 5),
    ]


def test_very_many_faults_take_little_time() -> None:
    misspelt = "\n".join(f'"甲{number}" = {{ value = 1, sorce = "表" }}' for number in range(3000))
    read = toml("[facts]\n" + misspelt)
    assert len(read[1]) == 3000
