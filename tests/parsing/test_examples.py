"""What messages tell people to write can be read."""

from __future__ import annotations

import pytest

from perfeval.defaults import default_registry
from perfeval.diagnostics import has_errors
from perfeval.parsing import parse
from perfeval.parsing.kinds import EXAMPLES, Kind
from perfeval.source import Source

TABLE = "表 绩效指标\n列 一级指标（文本）\n列 三级指标（文本）\n列 分值（分）\n"
BEFORE = {
    Kind.TIER: "定性评价\n",
    Kind.BAND_ROW: "按 满意率 分档\n",
    Kind.LOOKUP_ROW: "对照表 难度系数：按 类别、规模\n",
    Kind.COLUMN: "表 绩效目标表\n",
    Kind.EACH_ROW: TABLE,
    Kind.NAME_FROM: f"{TABLE}三级指标 乙 5分\n逐行计分 绩效指标\n",
    Kind.WEIGHT_FROM: f"{TABLE}三级指标 乙 5分\n逐行计分 绩效指标\n",
}
HEAD = (
    "数据 计划成本（万元）\n数据 满意率（%）\n数据 实际支出（万元）\n数据 到位资金（万元）\n三级指标 甲 5分\n"
)


@pytest.mark.parametrize(("kind", "example"), EXAMPLES.items(), ids=lambda each: getattr(each, "name", ""))
def test_the_example_of_a_message_is_read(kind: Kind, example: str) -> None:
    alters = kind in (Kind.EXTENDS, Kind.CHANGE, Kind.REWRITE, Kind.INSERT, Kind.DELETE)
    if alters:
        heading = "" if kind is Kind.EXTENDS else "沿用 “甲”\n"
        assert not has_errors(parse(Source("x", heading + example), default_registry().functions).diagnostics)
        return
    text = HEAD + BEFORE.get(kind, "") + example + "\n"
    assert not has_errors(parse(Source("example", text), default_registry().functions).diagnostics)
