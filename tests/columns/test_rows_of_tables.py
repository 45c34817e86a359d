"""Programs whose indicators are the rows of a table: evaluated row by row, with the parent's score in the result."""

from __future__ import annotations

from decimal import Decimal

import pyarrow

import perfeval

RULES = """体系 某体系 10分
得分保留2位小数，四舍五入
表 任务
  列 任务名称（文本）
  列 任务分值（分）
  列 完成数（个）
  列 计划数（个）
一级指标 任务完成 10分
  逐行计分 任务
    指标名称取 任务名称
    分值取 任务分值
    得分 = 分值 × min(完成数 ÷ 计划数, 1)
"""


def test_a_table_in_a_cell_is_scored_as_facts_are() -> None:
    rows = [
        {"任务名称": "甲", "任务分值": 6, "完成数": 1, "计划数": 2},
        {"任务名称": "乙", "任务分值": 4, "完成数": 4, "计划数": 4},
    ]
    table = pyarrow.table({"编号": ["a", "b"], "任务": [rows, None]})
    result = perfeval.evaluate_table(perfeval.load(text=RULES), table)
    # 6 × 1/2 + 4 × 1; a table that nobody filled in is missing.
    assert result["任务完成.score"].to_pylist() == [Decimal("7.00"), None]
    assert result["state"].to_pylist()[0] == "scored"
    assert result.column_names[-1] == "任务完成.score"
