"""An indicator's 比率 that nothing scores by is shown all the same, and is no trouble where it has no value."""

from __future__ import annotations

from fractions import Fraction

import pytest

import perfeval

RULES = """体系 某项目 10分
得分保留2位小数，四舍五入
数据 支出（万元）
数据 到位（万元）
一级指标 甲 10分
  甲 = 支出 / 到位
  得分 = 分值
"""


@pytest.mark.parametrize(
    ("facts", "rate"),
    [
        ({"支出": "1万元", "到位": "4万元"}, Fraction(1, 4)),
        ({"支出": "1万元", "到位": "0万元"}, None),
        ({}, None),
    ],
)
def test_the_rate_is_shown_and_the_score_stays(facts: dict[str, str], rate: Fraction | None) -> None:
    outcome = perfeval.evaluate(perfeval.load(text=RULES), facts, trace=True)
    assert outcome["甲"].rate == rate
    assert outcome.exact == 10
    assert "甲" in perfeval.render(perfeval.explain(outcome, everything=True))
