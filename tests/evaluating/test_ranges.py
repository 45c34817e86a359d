"""The range of an incomplete evaluation: as narrow as what is known makes it, and never too narrow."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import perfeval

RULES = """体系 某项目 100分
得分保留2位小数，四舍五入
等级 优：90分（含）以上
等级 良：80分（含）—90分
等级 差：80分以下
数据 支出（万元）
数据 到位（万元）
数据 满意率（%）
数据 截留（是否）
一级指标 执行率 40分
  执行率 = 支出 / 到位
  按比率计分，不超过分值
  到位为0的，不得分
一级指标 满意 30分
  按 满意率 分档
    90%（含）以上  得30分
    60%（含）—90%  得20分
    60%以下        得10分
一级指标 制度 30分
  要点① 20分：有制度
  要点② 10分：制度得到执行
  存在 截留 的，不得分
"""
LOADED = perfeval.load(text=RULES)
FACTS = {"支出": "30万元", "到位": "40万元", "满意率": "92%", "截留": "否"}
ITEMS = {"①": "符合", "②": "符合"}


def range_of(facts: dict[str, str], items: dict[str, str]) -> tuple[Fraction, Fraction, tuple[str, ...]]:
    found = perfeval.evaluate(LOADED, {"facts": facts, "items": {"制度": items}}).range
    assert found is not None
    return found.low, found.high, found.grades


def without(*names: str) -> dict[str, str]:
    return {name: value for name, value in FACTS.items() if name not in names}


@pytest.mark.parametrize(
    ("facts", "items", "low", "high", "grades"),
    [
        # 执行率 30 and 满意 30 are known; of 制度, 20 points are had and 10 are open.
        (FACTS, {"①": "符合"}, 80, 90, ("优", "良")),
        # An item that is not met is lost whatever the other is: 30 + 30 + 0 to 10.
        (FACTS, {"①": "不符合"}, 60, 70, ("差",)),
        # Whatever the satisfaction, its band gives 10 at least: 30 + 30 + 10 to 30.
        (without("满意率"), ITEMS, 70, 90, ("优", "良", "差")),
        # 截留 may be yes, then 制度 gets nothing.
        (without("截留"), ITEMS, 60, 90, ("优", "良", "差")),
    ],
)
def test_what_is_known_narrows_the_range(
    facts: dict[str, str],
    items: dict[str, str],
    low: Fraction | int,
    high: Fraction | int,
    grades: tuple[str, ...],
) -> None:
    found = range_of(facts, items)
    assert found[:2] == (Fraction(low), Fraction(high))
    assert found[2] == grades


AMOUNTS = st.sampled_from(["0万元", "10万元", "40万元", "55万元"])
GIVEN = st.fixed_dictionaries({
    "支出": AMOUNTS, "到位": AMOUNTS,
    "满意率": st.sampled_from(["0%", "59%", "60%", "95%"]), "截留": st.sampled_from(["是", "否"]),
})  # fmt: skip
ANSWERS = st.fixed_dictionaries({mark: st.sampled_from(["符合", "不符合"]) for mark in "①②"})


@settings(max_examples=80, deadline=None)
@given(facts=GIVEN, items=ANSWERS, left_out=st.sets(st.sampled_from([*FACTS, "①", "②"]), min_size=1))
def test_what_comes_out_in_the_end_lies_in_the_range(
    facts: dict[str, str], items: dict[str, str], left_out: set[str]
) -> None:
    whole = perfeval.evaluate(LOADED, {"facts": facts, "items": {"制度": items}})
    some = perfeval.evaluate(
        LOADED,
        {
            "facts": {name: value for name, value in facts.items() if name not in left_out},
            "items": {"制度": {mark: value for mark, value in items.items() if mark not in left_out}},
        },
    )
    if some.complete:
        assert whole.exact == some.exact
        return
    assert whole.exact is not None
    assert some.range is not None
    assert some.range.low <= whole.exact <= some.range.high
    assert whole.grade in some.range.grades
