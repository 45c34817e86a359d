"""Examples: for a fault of rules, lines that have it and the same lines mended, for `perfeval code`."""

from __future__ import annotations

from collections.abc import Mapping

from perfeval.records import frozen

_INDICATOR = """体系 某项目 5分
得分保留2位小数，四舍五入
指标不适用的，按百分制折算
数据 支出（万元）
数据 到位（万元）
数据 次数（次）
数据 场数（场）
数据 满意率（%）
数据 截留（是否）
数据 程度（选项：全部完成、未完成）
表 明细
  列 金额（万元）
一级指标 甲 5分
{}
"""
_FILE = """体系 某项目 5分
得分保留2位小数，四舍五入
{}
一级指标 甲 5分
  要点① 5分：有制度
"""


@frozen
class Example:
    """Lines before and after. `around` is the file they stand in, for the tests; it is not shown."""

    before: str
    after: str
    around: str = _INDICATOR


EXAMPLES: Mapping[str, Example] = {
    "unknown-name": Example("  甲 = 支出 / 到未", "  甲 = 支出 / 到位"),
    "unknown-function": Example("  得分 = 分值 × mun(支出 / 到位, 1)", "  得分 = 分值 × min(支出 / 到位, 1)"),
    "wrong-argument-count": Example("  得分 = min(5分)", "  得分 = min(5分, 分值)"),
    "units-differ": Example(
        "  甲 = (支出 + 次数) / 到位\n  按比率计分", "  甲 = (支出 + 到位) / 到位\n  按比率计分"
    ),
    "labels-differ": Example(
        "  甲 = 次数 / (场数 + 次数)\n  按比率计分", "  甲 = 次数 / (次数 + 次数)\n  按比率计分"
    ),
    "number-without-unit": Example("  支出超过1000的，得5分", "  支出超过1000万元的，得5分"),
    "not-a-rate": Example("  甲 = 支出\n  按比率计分", "  甲 = 支出 / 到位\n  按比率计分"),
    "no-rate": Example("  按比率计分", "  甲 = 支出 / 到位\n  按比率计分"),
    "ring": Example("  乙 = 丙 + 1\n  丙 = 乙 + 1\n  得分 = 乙", "  乙 = 1\n  丙 = 乙 + 1\n  得分 = 丙"),
    "items-mismatch": Example("  要点① 2分：有制度\n  要点② 2分：有台账", "  要点① 3分：有制度\n  要点② 2分：有台账"),
    "item-twice": Example("  要点① 2分：有制度\n  要点① 3分：有台账", "  要点① 2分：有制度\n  要点② 3分：有台账"),
    "band-gap": Example(
        "  按 满意率 分档\n    85%（含）以上 得5分\n    80%以下 不得分",
        "  按 满意率 分档\n    85%（含）以上 得5分\n    80%（含）—85% 得3分\n    80%以下 不得分",
    ),
    "band-overlap": Example(
        "  按 满意率 分档\n    80%（含）以上 得5分\n    80%（含）以下 不得分",
        "  按 满意率 分档\n    80%（含）以上 得5分\n    80%以下 不得分",
    ),
    "band-unreachable": Example(
        "  按 满意率 分档\n    60%（含）以上 得5分\n    90%（含）以上 得3分\n    60%以下 不得分",
        "  按 满意率 分档\n    90%（含）以上 得5分\n    60%（含）—90% 得3分\n    60%以下 不得分",
    ),
    "bound-open": Example(
        "  按 满意率 分档\n    80%以上 得5分\n    60%—80% 得3分\n    60%（不含）以下 不得分",
        "  按 满意率 分档\n    80%（含）以上 得5分\n    60%（含）—80% 得3分\n    60%（不含）以下 不得分",
    ),
    "points-over-weight": Example(
        "  按 满意率 分档\n    80%（含）以上 得6分\n    80%以下 不得分",
        "  按 满意率 分档\n    80%（含）以上 得5分\n    80%以下 不得分",
    ),
    "unknown-choice-name": Example(
        "  按 程度 分档\n    全部完工 得5分\n    未完成 不得分", "  按 程度 分档\n    全部完成 得5分\n    未完成 不得分"
    ),
    "two-scorings": Example(
        "  甲 = 支出 / 到位\n  按比率计分\n  得分 = 5分", "  甲 = 支出 / 到位\n  按比率计分"
    ),
    "scoring-open": Example("  甲 = 支出 / 到位", "  甲 = 支出 / 到位\n  按比率计分，不超过分值"),
    "part-step-open": Example(
        "  满意率 每低于90% 1个百分点 扣1分，扣完为止",
        "  满意率 每低于90% 1个百分点 扣1分，不足1个的不扣，扣完为止",
    ),
    "equals-in-condition": Example("  到位 = 0的，不适用", "  到位为0的，不适用"),
    "unknown-statement": Example("  按比率记分", "  甲 = 支出 / 到位\n  按比率计分"),
    "bracket-not-closed": Example("  得分 = 分值 × min(支出 / 到位, 1", "  得分 = 分值 × min(支出 / 到位, 1)"),
    "enumeration-comma": Example("  得分 = 分值 × (支出、到位)", "  得分 = 分值 × (支出 / 到位)"),
    "may-divide-by-zero": Example(
        "  甲 = 支出 / 到位\n  按比率计分，不超过分值", "  甲 = 支出 / 到位\n  按比率计分，不超过分值\n  到位为0的，不适用"
    ),
    "may-exceed": Example(
        "  甲 = 支出 / 到位\n  按比率计分", "  甲 = 支出 / 到位\n  按比率计分，不超过分值"
    ),
    "band-never-met": Example(
        "  甲 = min(支出 / 到位, 1)\n  按 甲 分档\n    100%（不含）以上 得5分\n    100%（含）以下 得3分",
        "  甲 = min(支出 / 到位, 1)\n  按 甲 分档\n    100%（含）以上 得5分\n    100%以下 得3分",
    ),
    "weight-twice": Example(
        "  得分 = 分值 × min(满意率, 1) × 分值 / 5分", "  得分 = 分值 × min(满意率, 1)"
    ),
    "tail-differs": Example("  要点① 5分：有制度，得4分", "  要点① 5分：有制度，得5分"),
    "unused": Example("  要点① 5分：有制度", "  按 程度 分档\n    全部完成 得5分\n    未完成 不得分"),
    "unknown-unit": Example(
        "数据 支出（萬元$）", "数据 支出（万元）",
        "体系 某项目 5分\n{}\n数据 到位（万元）\n一级指标 甲 5分\n  甲 = 支出 / 到位\n  按比率计分\n",
    ),
    "grade-gap": Example(
        "等级 合格：3分（含）以上\n等级 不合格：2分以下", "等级 合格：3分（含）以上\n等级 不合格：3分以下", _FILE
    ),
    "grade-overlap": Example(
        "等级 合格：3分（含）以上\n等级 不合格：4分以下", "等级 合格：3分（含）以上\n等级 不合格：3分以下", _FILE
    ),
    "weights-mismatch": Example(
        "一级指标 乙 5分\n  二级指标 丙 4分", "一级指标 乙 5分\n  二级指标 丙 5分",
        "体系 某项目 10分\n{}\n    要点 各50%\n      ① 有\n      ② 全\n一级指标 甲 5分\n  要点① 5分：有制度\n",
    ),
    "missing-full-marks": Example(
        "一级指标 乙", "一级指标 乙 5分", "体系 某项目 5分\n{}\n  要点① 5分：有制度\n"
    ),
    "rounding-open": Example(
        "体系 某项目 5分", "体系 某项目 5分\n  得分保留2位小数，四舍五入",
        "{}\n一级指标 甲 5分\n  要点① 5分：有制度\n",
    ),
    "not-applicable-open": Example(
        "体系 某项目 5分", "体系 某项目 5分\n  指标不适用的，按百分制折算",
        "{}\n数据 截留（是否）\n一级指标 甲 5分\n  要点① 5分：有制度\n  没有 截留 的，不适用\n",
    ),
    "defined-twice": Example("数据 支出（万元）\n数据 支出（元）", "数据 支出（万元）\n数据 支付（元）", _FILE),
}  # fmt: skip
