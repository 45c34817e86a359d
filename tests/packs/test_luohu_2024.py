"""The seed's report: 2024, a district office of Shenzhen, as published. Every printed figure is reproduced."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

import perfeval
from perfeval.cases import run_paths
from perfeval.core.program import LossKind
from perfeval.packs import packs

PRINTED = json.loads((Path(__file__).parent / "luohu-2024.json").read_text("utf-8"))
NODES = [(level, name, *figures) for level in (1, 2, 3) for name, figures in PRINTED[f"level{level}"].items()]


@pytest.fixture(scope="module")
def outcome() -> perfeval.Outcome:
    rules = perfeval.load("luohu-2024/project")
    assert rules.facts_path is not None
    return perfeval.evaluate(rules, perfeval.read(rules.facts_path))


@pytest.fixture(scope="module")
def data(outcome: perfeval.Outcome) -> dict[str, object]:
    return perfeval.as_data(outcome)


def test_the_total(data: dict[str, object]) -> None:
    assert (data["total"], data["grade"], data["full_marks"]) == ("95.84", "优", "100")
    assert data["lost"] == "4.16"
    assert data["complete"] is True


@pytest.mark.parametrize(("level", "name", "weight", "score"), NODES, ids=[name for _, name, *_ in NODES])
def test_every_figure_of_the_table(
    data: dict[str, object], level: int, name: str, weight: str, score: str
) -> None:
    indicators = data["indicators"]
    assert isinstance(indicators, list)
    found = [each for each in indicators if each["name"] == name and each["level"] == level]
    assert [(each["weight"], each["score"], each["state"]) for each in found] == [(weight, score, "scored")]


def test_there_is_nothing_beside_the_table(data: dict[str, object]) -> None:
    indicators = data["indicators"]
    assert isinstance(indicators, list)
    assert len(indicators) == len(NODES)


def test_every_lost_point_has_its_cause(outcome: perfeval.Outcome) -> None:
    causes = {
        node.name: [(loss.kind, loss.points) for loss in node.losses if loss.kind is not LossKind.CHILD]
        for node in outcome.indicators
        if node.losses and not node.children
    }
    one = Fraction(1)
    assert causes == {
        "绩效指标明确性": [(LossKind.RECORDED, one)] * 2,
        "预算执行率": [
            (LossKind.SHORTFALL, Fraction(1615, 10000)),
            (LossKind.ROUNDING, Fraction(-15, 10000)),
        ],
        "制度执行有效性": [(LossKind.RECORDED, one)],
        "实施效益": [(LossKind.UNEXPLAINED, one)],
    }


def test_a_deduction_without_a_reason_is_a_finding(outcome: perfeval.Outcome) -> None:
    found = [finding for finding in outcome.findings if finding.code == "unexplained-deduction"]
    assert [finding.values["indicator"] for finding in found] == ["实施效益"]
    (loss,) = outcome["实施效益"].losses
    assert loss.reason is None
    assert "缺乏佐证材料" not in loss.text("zh")


def test_the_execution_rate_shows_its_numbers(outcome: perfeval.Outcome) -> None:
    node = outcome["预算执行率"]
    assert node.rate == Fraction(19354, 20000)
    assert node.substituted == "5 × min(193.54 ÷ 200, 1)"
    assert node.lost == Decimal("0.16")
    shown = perfeval.render(perfeval.explain(outcome, only="预算执行率"), width=100)
    for part in ("193.54 ÷ 200", "96.77%", "project.rules 第74行", "-0.16"):
        assert part in shown


def test_facts_say_where_they_come_from(outcome: perfeval.Outcome) -> None:
    for given in outcome.facts.values.values():
        assert given.source
        assert given.source.startswith("报告")


def test_no_person_is_stored(outcome: perfeval.Outcome, data: dict[str, object]) -> None:
    text = json.dumps(data, ensure_ascii=False)
    assert "联系电话" not in text
    assert "项目负责人" not in text


def test_all_packs_pass_their_cases() -> None:
    for pack in packs():
        results = run_paths([pack.name])
        assert results.passed, pack.name
