"""Facts that look wrong: what is said, and what is left alone."""

from __future__ import annotations

from typing import Any

import pytest

import perfeval

RULES = perfeval.load(
    text="""体系 核对 100分
  得分保留2位小数，四舍五入
  指标不适用的，按百分制折算，折算后保留2位小数
数据 预算数（万元）  其中：财政拨款、其他资金
数据 财政拨款（万元）
数据 其他资金（万元）
数据 支出数（万元）
数据 满意率（%）
数据 不合格率（%）
数据 达标率
数据 验收日期（日期）
数据 约定日期（日期）
表 采购
  列 计划价（元）
  列 成交价（元）
  列 节约率 = (计划价 - 成交价) / 计划价
一级指标 预算执行率 40分
  预算执行率 = 支出数 / 预算数
  按比率计分，不超过分值
  预算数为0的，不适用
一级指标 满意度 20分
  按 满意率 分档
    90%（含）以上 得满分
    60%（含）—90% 得10分
    60%以下 不得分
一级指标 质量 20分
  不合格率超过5%的，不得分
一级指标 达标 10分
  按 达标率 分档
    90%（含）以上 得满分
    90%以下 不得分
一级指标 采购节约 10分
  采购节约 = 1 + 平均(采购.节约率)
  按比率计分，不超过分值
  验收日期超过约定日期的，提示：迟于约定
""",
    name="核对.rules",
)
PLAIN: dict[str, Any] = {
    "预算数": 200, "财政拨款": 150, "其他资金": 50, "支出数": "193.54万元", "满意率": "92%", "不合格率": "0.5",
    "达标率": "95%", "验收日期": "2024-11-30", "约定日期": "2024-12-01",
}  # fmt: skip
ROWS = [{"计划价": 1000, "成交价": 900}]


def said(language: str = "zh", *, rows: Any = ROWS, year: int = 2024, **facts: Any) -> dict[str, str]:
    given = {"project": {"year": year}, "facts": {**PLAIN, **facts}, "tables": {"采购": rows}}
    codes = {fault.code for fault in perfeval_faults()}
    found = perfeval.evaluate(RULES, given).findings
    return {each.code: each.text(language) for each in found if each.code in codes}


def perfeval_faults() -> tuple[Any, ...]:
    from perfeval.diagnostics.of_plausibility import FAULTS

    return FAULTS


def test_plain_facts_are_left_alone() -> None:
    assert said() == {}


def test_money_in_the_wrong_unit() -> None:
    assert said(支出数=1935400) == {
        "unit-suspect": "“支出数”是1935400万元，“预算数”是200万元，相差约9677倍，像是把元填成了万元，或把万元填成了元",
    }
    assert said(支出数="193.54元") == {
        "unit-suspect": "“支出数”是0.019354万元，“预算数”是200万元，相差约10334倍，像是把元填成了万元，或把万元填成了元"
    }


def test_the_source_is_named() -> None:
    text = said(支出数={"value": 210, "source": "决算报表第3页"})
    assert text == {
        "execution-over-100": "“支出数”210万元大于“预算数”200万元，比率超过100%（来源：决算报表第3页）"
    }


def test_a_slip_in_a_row_is_found() -> None:
    assert list(said(rows=[*ROWS, {"计划价": 8000, "成交价": "0.00008万元"}])) == ["unit-suspect"]


@pytest.mark.parametrize(("given", "text"), [
    ("0.93", "“满意率”填的是“0.93”，按0.93%算，是不是93%？"),
    (1, "“满意率”填的是“1”，按1%算，是不是100%？"),
    (9300, None),
    (10001, "“满意率”填的是“10001”，按10001%算，是不是100.01%？"),
    (93, None),
    ("0.93%", None),
])  # fmt: skip
def test_a_percentage_written_as_a_share(given: object, text: str | None) -> None:
    assert said(满意率=given) == ({"share-suspect": text} if text else {})


def test_a_share_written_as_a_percentage() -> None:
    assert said(达标率=95) == {"share-suspect": "“达标率”填的是“95”，按9500%算，是不是95%？"}
    assert said(达标率="0.95") == {}


def test_small_shares_that_are_normal_are_left_alone() -> None:
    assert said(不合格率=0) == {}
    assert said(不合格率=1) == {}


def test_nothing_over_nothing() -> None:
    assert said(预算数=0, 财政拨款=0, 其他资金=0, 支出数=0) == {
        "zero-over-zero": "“支出数”和“预算数”都是0，两者之比没有意义"
    }


def test_a_whole_that_is_not_its_parts() -> None:
    assert said(其他资金=60) == {
        "parts-do-not-sum": "“预算数”填的是200万元，其中各项（财政拨款150万元、其他资金60万元）相加是210万元，相差10万元"
    }
    assert said("en", 其他资金="400000元")["parts-do-not-sum"] == (
        "“预算数” is 200万元; its parts (财政拨款150万元、其他资金40万元) add up to 190万元, which is 10万元 apart"
    )


def test_of_a_sum_with_a_missing_part_nothing_is_said() -> None:
    assert said(其他资金=None) == {}


def test_dates_outside_the_year() -> None:
    assert said(year=2025, 约定日期="2025-01-01") == {
        "year-mismatch": "“验收日期”填的是2024-11-30，不在项目年度2025年之内"
    }


def test_a_suspicion_changes_no_score() -> None:
    outcome = perfeval.evaluate(RULES, {"facts": {**PLAIN, "其他资金": 60}, "tables": {"采购": ROWS}})
    assert str(outcome.total) == "98.71"


def test_parts_are_printed_and_read_again() -> None:
    from perfeval.defaults import default_registry
    from perfeval.parsing import parse
    from perfeval.parsing.printing import print_tree

    functions = default_registry().functions
    root = parse(RULES.source, functions).tree.root
    printed = print_tree(root)
    assert "数据 预算数（万元）  其中：财政拨款、其他资金" in printed
    from perfeval.source import Source

    assert parse(Source("again", printed), functions).tree.root == root


def test_what_does_not_apply_for_another_reason_is_left_alone() -> None:
    rules = perfeval.load(
        text="数据 贷款（是否）\n数据 已还（万元）\n数据 应还（万元）\n一级指标 偿还率 10分\n"
        "偿还率 = 已还 / 应还\n按比率计分，不超过分值\n没有 贷款 的，不适用\n应还为0的，不适用\n"
    )
    for loan, codes in (("是", ["zero-over-zero"]), ("否", [])):
        outcome = perfeval.evaluate(rules, {"贷款": loan, "已还": 0, "应还": 0})
        assert [each.code for each in outcome.findings] == codes
