"""Golden traces: what a person reads of an outcome, in a terminal of two widths, in both languages, as Markdown."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

import perfeval
from perfeval.explaining.summary import summary
from perfeval.rendering.to_terminal import to_terminal
from tests.golden import matches

FOLDER = Path(__file__).parent / "traces"
CARD = "预算执行率 = 实际支出/到位资金; score = weight * min(rate,1)\n"
STATES = (FOLDER / "states.rules").read_text("utf-8")
STATES_FACTS: Mapping[str, object] = {
    "project": {"name": "某项目", "year": 2024},
    "facts": {
        "支出": {"value": "80万元", "source": "国库支付明细"},
        "到位": "0万元",
        "计划": "0个",
        "满意率": "不适用",
    },
    "items": {
        "制度": {
            "①": {"answer": "部分符合", "points": 1, "reason": "缺[bold]内控[/bold]办法", "by": "张三"},
            "②": "不符合",
            "③": {"answer": "存在", "reason": "一笔挪用"},
        }
    },
    "deductions": [
        {"indicator": "规范", "count": 2, "reason": "两份合同没有签字", "evidence": "合同抽查表"},
        {"indicator": "佐证", "points": "0.335"},
    ],
}


@pytest.fixture(scope="module")
def seed() -> perfeval.Outcome:
    rules = perfeval.load("luohu-2024/project")
    assert rules.facts_path is not None
    return perfeval.evaluate(rules, perfeval.read(rules.facts_path))


@pytest.fixture(scope="module")
def states() -> perfeval.Outcome:
    return perfeval.evaluate(perfeval.load(text=STATES, name="states.rules"), STATES_FACTS)


@pytest.mark.parametrize("width", [80, 160])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_seed_report(seed: perfeval.Outcome, language: str, width: int) -> None:
    text = perfeval.render(perfeval.explain(seed, language), width=width)
    matches(FOLDER / f"seed-{width}.{language}.txt", text)


def test_the_seed_report_with_every_indicator(seed: perfeval.Outcome) -> None:
    matches(FOLDER / "seed-all.zh.txt", perfeval.render(perfeval.explain(seed, everything=True), width=100))


def test_one_indicator(seed: perfeval.Outcome) -> None:
    matches(FOLDER / "seed-only.zh.txt", perfeval.render(perfeval.explain(seed, only="满意度"), width=80))


def test_two_levels(seed: perfeval.Outcome) -> None:
    matches(FOLDER / "seed-depth.zh.txt", perfeval.render(perfeval.explain(seed, depth=2), width=80))


def test_markdown(seed: perfeval.Outcome) -> None:
    matches(FOLDER / "seed.zh.md", perfeval.render(perfeval.explain(seed), "markdown"))


def test_a_terminal_without_lines(seed: perfeval.Outcome) -> None:
    text = to_terminal(perfeval.explain(seed, depth=2), width=80, ascii_only=True)
    assert not set(text) & set("│├└─")
    matches(FOLDER / "seed-ascii.zh.txt", text)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_score_table(seed: perfeval.Outcome, language: str) -> None:
    matches(FOLDER / f"seed-score.{language}.txt", perfeval.render(summary(seed, language), width=80))


def test_one_line_of_rules() -> None:
    outcome = perfeval.evaluate(
        perfeval.load(text=CARD, name="card.rules"), {"实际支出": "193.54万元", "到位资金": "200万元"}
    )
    matches(FOLDER / "card.zh.txt", perfeval.render(perfeval.explain(outcome), width=80))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_four_outcomes_that_are_never_mixed(states: perfeval.Outcome, language: str) -> None:
    """Missing, not applicable, failed and zero, and every kind of loss beside them; markup stays text."""
    text = perfeval.render(perfeval.explain(states, language, everything=True), width=100)
    assert "[bold]内控[/bold]" in text
    matches(FOLDER / f"states.{language}.txt", text)


def test_colour_changes_nothing_but_colour(seed: perfeval.Outcome) -> None:
    import re

    plain = perfeval.render(perfeval.explain(seed), width=80)
    coloured = perfeval.render(perfeval.explain(seed), width=80, color=True)
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain
    assert "\x1b[" not in plain
