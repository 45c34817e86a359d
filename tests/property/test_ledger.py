"""The ledger adds up exactly, for every node with points, whatever the rules and the facts."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings

import perfeval
from perfeval.core.program import LossKind, Set
from perfeval.evaluating import engine, traced
from perfeval.evaluating.binding import bound
from perfeval.evaluating.decoding import TraceDecoder
from perfeval.outcome import Outcome
from perfeval.reading.from_mapping import facts_from_mapping
from tests.strategies.frameworks import Drawn, frameworks

CAREFUL = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def evaluated(drawn: Drawn) -> Outcome:
    """The outcome of a drawn framework; facts over a limit are the strategy's to avoid."""
    rules = perfeval.load(text=drawn.text)
    return perfeval.evaluate(rules, drawn.facts, trace=True)


def disagreement(outcome: Outcome) -> list[str]:
    """The nodes whose losses do not sum to weight − score."""
    wrong = []
    for node in outcome.nodes:
        if node.points is None or node.weight is None:
            continue
        lost = sum((loss.points for loss in node.losses), Fraction(0))
        if lost != node.weight - node.points:
            wrong.append(f"{node.id}: {node.weight} - {node.points} != {lost}")
    return wrong


@CAREFUL
@given(frameworks())
def test_the_ledger_adds_up(drawn: Drawn) -> None:
    assert disagreement(evaluated(drawn)) == []


@CAREFUL
@given(frameworks())
def test_a_child_loses_in_its_parent_what_it_loses_itself(drawn: Drawn) -> None:
    outcome = evaluated(drawn)
    for node in outcome.nodes:
        for loss in node.losses:
            if loss.kind is LossKind.CHILD:
                assert loss.of is not None
                child = outcome.nodes[loss.of]
                assert child.points is not None
                assert child.weight is not None
                assert loss.points == child.weight - child.points


@CAREFUL
@given(frameworks())
def test_the_plain_run_and_its_traced_twin_agree(drawn: Drawn) -> None:
    rules = perfeval.load(text=drawn.text)
    plain = perfeval.evaluate(rules, drawn.facts)
    twin = perfeval.evaluate(rules, drawn.facts, trace=True)
    made = engine(rules.model)
    flat = made.plain.function(*_inputs(rules, drawn))
    assert (plain.exact, plain.grade) == (twin.exact, twin.grade)
    if flat is not None:
        for node, (state, n, d) in zip(twin.nodes, zip(*[iter(flat)] * 3, strict=True), strict=True):
            assert (node.points is None) == bool(state)
            assert state or node.points == Fraction(n, d)


def _inputs(rules: perfeval.Rules, drawn: Drawn) -> tuple[object, object]:
    facts, _ = facts_from_mapping(drawn.facts)
    made = bound(rules.model.program, facts)
    return made.inputs, made.rows


@CAREFUL
@given(frameworks())
def test_scores_lie_between_nothing_and_the_weight(drawn: Drawn) -> None:
    """Before they are rounded: 99.99 to one decimal is 100.0. With 倒扣 they may lie below nothing."""
    outcome = evaluated(drawn)
    for node in outcome.indicators:
        if node.exact is not None and not node.children:
            assert outcome.model.program.nodes[node.index].least <= node.exact <= node.nominal


RULES = """体系 某体系 100分
得分保留2位小数，四舍五入
逐级相加，不再四舍五入
数据 支出（万元）
数据 到位（万元）
一级指标 预算执行率 90分
  预算执行率 = 支出 / 到位
  按比率计分，不超过分值
  酌情扣分 最多5分：手续不全
一级指标 管理 10分
  要点① 4分：有制度
  要点② 6分：有台账
"""
FACTS = {
    "facts": {"支出": "193.541万元", "到位": "200万元"},
    "items": {"管理": {"①": "符合", "②": "不符合"}},
    "deductions": [{"indicator": "预算执行率", "points": 2, "reason": "缺验收单"}],
}


def _outcome_with_damage(place: str) -> Outcome:
    """The outcome of an engine whose code spoils one kept value the moment it is computed."""
    rules = perfeval.load(text=RULES)
    made = engine(rules.model)
    lines = made.traced.source.splitlines()
    assigned = [i for i, text in enumerate(lines) if re.match(rf"    (?:if .*: )?{place}(?:,| =)", text)]
    lines.insert(assigned[-1] + 1, f"    {place} += 1")
    code = compile("\n".join(lines), "<spoiled>", "exec")
    spoiled = evolve(made, traced=evolve(made.traced, code=code))
    inputs = bound(rules.model.program, facts_from_mapping(FACTS)[0])
    decoder = TraceDecoder(rules.model, lambda: traced(spoiled, inputs), perfeval.Facts())
    return Outcome(rules.model, None, 2, decoder)


def _kept_values() -> list[str]:
    """The running values of all steps, those apart that are nothing but the value of a formula."""
    program = perfeval.load(text=RULES).model
    made = engine(program)
    return [
        place.n
        for node, at in zip(program.program.nodes, made.traced.nodes, strict=True)
        for step, place in zip(node.steps, at.steps, strict=False)
        if not isinstance(step, Set)
    ]


def test_there_are_steps_of_every_kind_to_damage() -> None:
    assert len(_kept_values()) >= 6


@pytest.mark.parametrize("place", _kept_values())
def test_every_damaged_step_breaks_the_sum(place: str) -> None:
    assert disagreement(_outcome_with_damage(place))


def test_without_damage_the_sum_holds() -> None:
    assert disagreement(perfeval.evaluate(perfeval.load(text=RULES), FACTS)) == []


@pytest.mark.parametrize("amount", ["0.01", "1", "4.99"])
def test_a_recorded_deduction_is_one_line(amount: str) -> None:
    facts = FACTS | {"deductions": [{"indicator": "预算执行率", "points": amount, "reason": "缺验收单"}]}
    losses = perfeval.evaluate(perfeval.load(text=RULES), facts)["预算执行率"].losses
    recorded = [loss for loss in losses if loss.kind is LossKind.RECORDED]
    assert [(loss.points, loss.reason) for loss in recorded] == [(Fraction(amount), "缺验收单")]
