"""The public interface: what is listed, what it accepts, what it raises; threads, pickles, no side effects."""

from __future__ import annotations

import json
import pickle
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

import perfeval
from perfeval.outcome import AmbiguousName

CARD = "预算执行率 = 实际支出/到位资金; score = weight * min(rate,1)\n"
FACTS = {"实际支出": "193.54万元", "到位资金": "200万元"}
TWINS = """体系 某项目 100分
得分保留2位小数，四舍五入
数据 甲（%）
一级指标 一 50分
  二级指标 率 50分
    得分 = 分值 × 甲
一级指标 二 50分
  二级指标 率 50分
    得分 = 分值
"""

INTERFACE = [
    "AmbiguousName", "Checked", "Diagnostic", "Document", "Facts", "FactsError", "Indicator", "Loss", "Outcome",
    "Rules", "RulesError", "State", "as_data", "check", "evaluate", "evaluate_table", "explain", "load",
    "read", "render",
]  # fmt: skip


def test_what_is_public_is_listed() -> None:
    assert list(perfeval.__all__) == INTERFACE
    for name in INTERFACE:
        assert getattr(perfeval, name).__doc__


def test_the_package_is_typed() -> None:
    assert (Path(perfeval.__file__).parent / "py.typed").is_file()


@pytest.mark.parametrize(
    "facts",
    [
        FACTS,
        {"facts": FACTS},
        {"facts": {"实际支出": {"value": "193.54万元", "source": "账"}, "到位资金": "2000000元"}},
        {"实际支出": Decimal("193.54"), "到位资金": 200},
        {"实际支出": 193.54, "到位资金": 200.0},
        {"实际支出": Fraction(19354, 100), "到位资金": "200"},
    ],
)
def test_facts_in_many_shapes(facts: dict[str, object]) -> None:
    assert perfeval.evaluate(perfeval.load(text=CARD), facts).total == Decimal("96.77")


def test_facts_from_files(tmp_path: Path) -> None:
    toml, data = tmp_path / "a.toml", tmp_path / "a.json"
    toml.write_text('[facts]\n"实际支出" = "193.54万元"\n"到位资金" = "200万元"\n', "utf-8")
    data.write_text(json.dumps({"facts": FACTS}), "utf-8")
    rules = perfeval.load(text=CARD)
    for path in (toml, str(toml), data, perfeval.read(data)):
        assert perfeval.evaluate(rules, path).total == Decimal("96.77")
    assert str(perfeval.read(toml).values["实际支出"].place) == f"{toml}:2"


def test_numbers_are_as_printed_and_exact() -> None:
    outcome = perfeval.evaluate(perfeval.load(text=CARD), {"实际支出": "1万元", "到位资金": "3万元"})
    node = outcome["预算执行率"]
    assert outcome.total == Decimal("33.33")
    assert node.exact == Fraction(100, 3)
    assert node.rate == Fraction(1, 3)
    data = perfeval.as_data(outcome)
    indicators = data["indicators"]
    assert isinstance(indicators, list)
    assert indicators[0]["exact"] == "100/3"


def test_a_name_that_stands_twice_needs_its_path() -> None:
    outcome = perfeval.evaluate(perfeval.load(text=TWINS), {"甲": "50%"})
    with pytest.raises(AmbiguousName) as caught:
        outcome["率"]
    assert "一/率" in str(caught.value)
    assert outcome["一", "率"].score == Decimal("25.00")
    assert outcome["二/率"].score == Decimal("50.00")
    with pytest.raises(KeyError):
        outcome["没有"]


def test_faults_are_raised_with_their_diagnostics() -> None:
    with pytest.raises(perfeval.RulesError) as caught:
        perfeval.load(text="甲 = (")
    assert [each.code for each in caught.value.diagnostics if each.level.value == "error"] == [
        "bracket-not-closed"
    ]
    with pytest.raises(perfeval.FactsError) as wrong:
        perfeval.evaluate(perfeval.load(text=CARD), {"实际支出": "很多", "到位资金": "200万元"})
    assert wrong.value.diagnostics[0].code == "wrong-type"
    with pytest.raises(perfeval.RulesError) as missing:
        perfeval.load("no-such.rules")
    assert missing.value.diagnostics[0].code == "file-not-found"
    with pytest.raises(TypeError):
        perfeval.load()
    assert pickle.loads(pickle.dumps(caught.value)).diagnostics[0].code == caught.value.diagnostics[0].code


def test_rules_travel_in_a_pickle() -> None:
    rules = perfeval.load("luohu-2024/project")
    again = pickle.loads(pickle.dumps(rules))
    assert len(pickle.dumps(rules)) < 20_000
    assert rules.facts_path is not None
    totals = [perfeval.evaluate(each, rules.facts_path).total for each in (rules, again)]
    assert totals == [Decimal("95.84")] * 2


def test_rules_are_shared_between_threads() -> None:
    rules = perfeval.load(text=CARD)

    def total(spent: int) -> Decimal | None:
        return perfeval.evaluate(rules, {"实际支出": spent, "到位资金": 1000}).total

    with ThreadPoolExecutor(8) as pool:
        totals = list(pool.map(total, range(1000)))
    assert totals == [Decimal(spent) / 10 for spent in range(1000)]


def test_an_outcome_is_decoded_when_it_is_asked_for() -> None:
    outcome = perfeval.evaluate(perfeval.load(text=CARD), FACTS)
    assert outcome["预算执行率"].losses
    assert outcome.total == perfeval.evaluate(perfeval.load(text=CARD), FACTS, trace=True).total


def test_nothing_is_printed_and_nothing_is_opened(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = perfeval.load(text=CARD)
    perfeval.evaluate(rules, FACTS, trace=True)

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a file was opened")

    monkeypatch.setattr("builtins.open", refuse)
    monkeypatch.setattr("pathlib.Path.open", refuse)
    outcome = perfeval.evaluate(rules, FACTS)
    perfeval.render(perfeval.explain(outcome))
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "")


def test_the_date_of_parameters_is_the_project_s() -> None:
    facts = {"project": {"name": "某项目", "year": 2023}, "facts": FACTS}
    rules = perfeval.load(text=CARD)
    for given, wanted in ((None, date(2023, 12, 31)), (date(2025, 1, 1), date(2025, 1, 1))):
        outcome = perfeval.evaluate(rules, facts, as_of=given)
        shown = perfeval.as_data(outcome)["rules"]
        assert isinstance(shown, dict)
        assert outcome.as_of == wanted
        assert shown["as_of"] == wanted.isoformat()


def test_the_inputs_have_one_hash_whatever_they_came_from(tmp_path: Path) -> None:
    path = tmp_path / "facts.json"
    path.write_text(json.dumps({"facts": FACTS}), "utf-8")
    rules = perfeval.load(text=CARD)
    hashes = set()
    for facts in (FACTS, path, {"facts": dict(reversed(FACTS.items()))}):
        inputs = perfeval.as_data(perfeval.evaluate(rules, facts))["inputs"]
        assert isinstance(inputs, dict)
        hashes.add(inputs["sha256"])
    assert len(hashes) == 1


@pytest.mark.parametrize(
    ("given", "name"), [("utf-8-sig", "utf-8"), ("gb18030", "gb18030"), ("utf-8", "utf-8")]
)
def test_files_in_the_encodings_of_offices(tmp_path: Path, given: str, name: str) -> None:
    path = tmp_path / "a.rules"
    path.write_bytes(CARD.replace("\n", "\r\n").encode(given))
    rules = perfeval.load(path)
    assert rules.source.encoding == name
    assert ("encoding-gb18030" in {each.code for each in rules.diagnostics}) == (given == "gb18030")
    assert perfeval.evaluate(rules, FACTS).total == Decimal("96.77")
