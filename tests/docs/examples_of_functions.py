"""Examples of functions for the reference: calls over a few facts, with what each comes to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import perfeval

RULES = """\
数据 计划数
数据 实际数
数据 开工日期（日期）
数据 竣工日期（日期）
数据 主要问题（文本）
数据 按时报送（是否）
数据 按时公开（是否）
数据 有无整改（是否）
数据 实际值（数量）
数据 目标值（目标）
数据 补充数
数据 贷款数
对照表 系数：按 科目
  培训  1.2
  其余  1
对照表 曲线：按 实际数
  0   0
  20  80
对照表 费率：按 实际数
  5以下  10%
  5以上  20%
表 支出明细
列 科目（文本）
列 金额
列 比例
"""

FACTS: Mapping[str, Any] = {
    "facts": {
        "计划数": 8, "实际数": 10, "开工日期": "2024-03-01", "竣工日期": "2024-03-11", "主要问题": "进度滞后、资料不全",
        "按时报送": True, "按时公开": True, "有无整改": False, "实际值": "270家", "目标值": "≥300家", "贷款数": "不适用",
    },
    "tables": {
        "支出明细": [
            {"科目": "培训", "金额": 10, "比例": "50%"},
            {"科目": "会议", "金额": 20, "比例": "50%"},
            {"科目": "设备", "金额": 60, "比例": "80%"},
        ]
    },
}  # fmt: skip

# By a function's English name: a call of it, and its value.
EXAMPLES: Mapping[str, tuple[str, str]] = {
    "min": ("min(计划数, 实际数, 9)", "8"),
    "max": ("max(计划数, 实际数, 9)", "10"),
    "abs": ("绝对值(计划数 - 实际数)", "2"),
    "clip": ("限制(实际数, 0, 9)", "9"),
    "mod": ("余数(实际数, 计划数)", "2"),
    "round": ("四舍五入(2.345, 2)", "2.35"),
    "floor": ("去尾(2.9)", "2"),
    "ceil": ("进一(2.01, 1)", "2.1"),
    "power": ("乘方(1.1, 2)", "1.21"),
    "sqrt": ("开方(2)", "1.414213562373095048801688724209698"),
    "ln": ("ln(10)", "2.302585092994045684017991454684364"),
    "exp": ("exp(1)", "2.718281828459045235360287471352662"),
    "geometric_mean": ("几何平均(2, 4, 8)", "4"),
    "sum": ("合计(支出明细.金额 × 支出明细.比例)", "63"),
    "mean": ("平均(支出明细.金额)", "30"),
    "count": ("计数(支出明细[金额 ≥ 20].金额)", "2"),
    "smallest": ("最小(支出明细.金额)", "10"),
    "largest": ("最大(支出明细.金额)", "60"),
    "completion": ("完成率(实际值, 目标值)", "0.9"),
    "qualitative": ("定性(目标值)", "否"),
    "missing": ("缺(补充数)", "是"),
    "applicable": ("适用(计划数) 且 非 适用(贷款数)", "是"),
    "default": ("默认(补充数, 3)", "3"),
    "lookup": ("查表(系数, “培训”)", "1.2"),
    "interpolate": ("插值(曲线, 实际数)", "40"),
    "progressive": ("累进(费率, 实际数)", "1.5"),
    "median": ("中位数(支出明细.金额)", "20"),
    "trimmed_mean": ("去极值平均(支出明细.金额)", "20"),
    "rank": ("排名(实际数, 支出明细.金额)", "3"),
    "weighted_mean": ("加权平均(支出明细.比例, 支出明细.金额)", "70%"),
    "product": ("连乘(支出明细.比例)", "20%"),
    "reached": ("非 达标(实际值, 目标值)", "是"),
    "count_true": ("满足几项(按时报送, 按时公开, 有无整改)", "2"),
    "contains": ("包含(主要问题, “滞后”)", "是"),
    "days": ("天数(开工日期, 竣工日期)", "10"),
    "working_days": ("工作日(开工日期, 竣工日期)", "6"),
    "year": ("年(竣工日期)", "2024"),
    "month": ("月(竣工日期)", "3"),
}


def comes_to(call: str, value: str) -> bool:
    """Whether a call comes to a value, both as written in rules, over the facts above."""
    condition = call if value == "是" else f"{call} = {value}"
    text = f"{RULES}\n一级指标 例子 1分\n得分 = 若 {condition} 则 1 否则 0\n"
    return perfeval.evaluate(perfeval.load(text=text), FACTS).exact == 1
