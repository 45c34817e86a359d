"""Facts that are all there take a shorter way: it gives what the general way gives, or leaves it to that."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import perfeval
from perfeval.facts import Facts

CAREFUL = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
RULES = """体系 某项目 100分
得分保留2位小数，四舍五入
逐级相加，不再四舍五入
百分比先保留2位小数再计分
指标不适用的，按百分制折算，折算后保留2位小数
等级 优：90分（含）以上
等级 良：60分（含）—90分
等级 差：60分以下
数据 支出（万元）
数据 到位（万元）
数据 满意率（%）
数据 违规（个）
数据 截留（是否）
数据 程度（选项：高、中、低）
一级指标 过程 60分
  三级指标 执行率 30分
    执行率 = 支出 / 到位
    按比率计分，不超过分值，比率低于60%的不得分
    违规 每2个 扣1分，不足2个的按2个计，最多扣3分
  三级指标 合规 29.5分
    得分 = 若 截留 则 0 否则 分值 - 违规 × 0.5分 / 1个
    酌情扣分 最多2分：手续不全
  三级指标 幂 0.5分
    得分 = 分值 × power(0.5, 2)
一级指标 效果 40分
  三级指标 满意 25分
    按 满意率 分档
      90%（含）以上 得满分
      60%（含）—90% 得分值的70%
      60%以下 得1/3分
  三级指标 程度高低 15分
    按 程度 分档
      高 得满分
      中 得8分
      低 不得分
    违规超过5个且非 截留 的，扣2分
    到位为0的，不适用
"""

numbers = st.integers(0, 2000) | st.decimals(0, 2000, places=2) | st.sampled_from([0, Decimal("0.00"), 1])
FLAT = st.fixed_dictionaries({
    "支出": numbers,
    "到位": numbers,
    "满意率": st.decimals(0, 100, places=3) | st.sampled_from([60, 90]),
    "违规": st.integers(0, 12),
    "截留": st.booleans(),
    "程度": st.sampled_from(["高", "中", "低"]),
})  # fmt: skip


@pytest.fixture(scope="module")
def rules() -> perfeval.Rules:
    return perfeval.load(text=RULES)


def quickly(rules: perfeval.Rules, flat: dict[str, Any], *, trace: bool = False) -> perfeval.Outcome | None:
    def read(kept: dict[str, Any]) -> Facts:
        from perfeval.reading.from_mapping import facts_from_mapping

        return facts_from_mapping(kept)[0]

    return rules.engine.evaluate_flat(flat, read, trace=trace)


def told(outcome: perfeval.Outcome) -> object:
    return perfeval.as_data(outcome)


@CAREFUL
@given(FLAT)
def test_both_ways_say_the_same(flat: dict[str, Any]) -> None:
    rules = perfeval.load(text=RULES)
    general = perfeval.evaluate(rules, {"facts": flat})
    for trace in (False, True):
        outcome = quickly(rules, dict(flat), trace=trace)
        if not general.complete or not flat["到位"]:
            # A division by zero, or something that does not apply, is for the general way to tell.
            assert trace or outcome is None
        if outcome is not None:
            assert told(outcome) == told(general)


def test_the_shorter_way_is_taken(rules: perfeval.Rules) -> None:
    flat = {"支出": Decimal("57.30"), "到位": 60, "满意率": 88, "违规": 3, "截留": False, "程度": "中"}
    for trace in (False, True):
        outcome = quickly(rules, dict(flat), trace=trace)
        assert outcome is not None
        assert outcome.total == perfeval.evaluate(rules, {"facts": flat}).total
        assert outcome["执行率"].losses


PLAIN: dict[str, Any] = {"支出": 57, "到位": 60, "满意率": 88, "违规": 3, "截留": False, "程度": "中"}


@pytest.mark.parametrize(
    "change",
    [
        {"支出": "57万元"},
        {"支出": 57.5},
        {"支出": True},
        {"支出": -1},
        {"支出": None},
        {"支出": Fraction(1, 3)},
        {"支出": Decimal("NaN")},
        {"支出": Decimal("Infinity")},
        {"支出": Decimal("1E+999999999")},
        {"支出": Decimal("1E-999999999")},
        {"支出": Decimal("0." + "1" * 2000)},
        {"支出": 10**2000},
        {"截留": "是"},
        {"截留": 1},
        {"程度": "很高"},
        {"多余": 1},
        {"到位": 0},
    ],
)
def test_anything_else_is_left_to_the_general_way(rules: perfeval.Rules, change: dict[str, Any]) -> None:
    assert quickly(rules, {**PLAIN, **change}) is None


def test_a_missing_fact_is_left_to_the_general_way(rules: perfeval.Rules) -> None:
    for name in PLAIN:
        flat = {key: value for key, value in PLAIN.items() if key != name}
        assert quickly(rules, flat) is None
        assert not perfeval.evaluate(rules, flat).complete


def test_a_dict_may_change_afterwards(rules: perfeval.Rules) -> None:
    flat = dict(PLAIN)
    outcome = perfeval.evaluate(rules, flat)
    score = perfeval.evaluate(rules, PLAIN)["执行率"].score
    flat["支出"] = 0
    assert outcome["执行率"].score == score


PARAMETERS = """参数 门槛 = {value}
数据 甲（个）
三级指标 乙 10分
  乙 = 甲 / 100个
  按比率计分，不超过分值，比率低于门槛的不得分
"""


def test_a_parameter_without_dates_takes_the_shorter_way() -> None:
    rules = perfeval.load(text=PARAMETERS.format(value="60%"))
    for amount, score in ((59, 0), (60, 6)):
        for trace in (False, True):
            outcome = quickly(rules, {"甲": amount}, trace=trace)
            assert outcome is not None
            assert outcome.total == score
            assert told(outcome) == told(perfeval.evaluate(rules, {"facts": {"甲": amount}}))


def test_a_parameter_by_date_is_left_to_the_general_way() -> None:
    rules = perfeval.load(text=PARAMETERS.format(value="60% 自 2025-01-01，50% 自 2023-01-01"))
    assert rules.engine.whole is None
    with pytest.raises(perfeval.FactsError) as caught:
        perfeval.evaluate(rules, {"甲": 55})
    assert [each.code for each in caught.value.diagnostics] == ["parameter-needs-date"]
    totals = [
        perfeval.evaluate(rules, {"甲": 55}, as_of=day).total
        for day in (date(2024, 12, 31), date(2025, 1, 1))
    ]
    assert totals == [Decimal("5.5"), 0]


@pytest.mark.parametrize("name", ["facts", "items", "项目负责人"])
def test_names_of_sections_and_persons_take_the_general_way(name: str) -> None:
    rules = perfeval.load(text=f"数据 {name}（元）\n三级指标 甲 100分\n  得分 = 分值 × {name} / 1元\n")
    assert rules.engine.whole is None
