"""Kinds of statements: what the line pass calls a line, and which rule of the grammar reads it."""

from __future__ import annotations

import enum

from perfeval.diagnostics import Words


class Kind(enum.Enum):
    """A kind of statement. The value of one that the grammar reads is the rule it starts with."""

    # Read by the grammar, wholly or in part.
    FORMULA = "formula"
    CONDITIONAL = "conditional"
    BY_RATE = "by_rate"
    BANDS = "bands"
    BAND_ROW = "band_row"
    INTERVAL = "interval"
    JUDGED = "judged"
    TIER = "tier"
    PER_OCCURRENCE = "per_occurrence"
    STEPS = "steps"
    DISCRETION = "discretion"
    SCORED_BY = "scored_by"
    ROUNDING = "rounding"
    SUMMING = "summing"
    RATE_PRECISION = "rate_precision"
    GRADING = "grading"
    NOT_APPLICABLE = "not_applicable"

    # Cut by the line pass alone, with formulas and intervals inside some of them.
    FRAMEWORK = "FRAMEWORK"
    VERSION = "VERSION"
    EFFECTIVE = "EFFECTIVE"
    GRADE = "GRADE"
    FACT = "FACT"
    TABLE = "TABLE"
    COLUMN = "COLUMN"
    LOOKUP = "LOOKUP"
    LOOKUP_ROW = "LOOKUP_ROW"
    PARAMETER = "PARAMETER"
    METHOD = "METHOD"
    EACH_ROW = "EACH_ROW"
    NAME_FROM = "NAME_FROM"
    WEIGHT_FROM = "WEIGHT_FROM"
    HEADING = "HEADING"
    BASIS = "BASIS"
    EXPLANATION = "EXPLANATION"
    ADVICE = "ADVICE"
    FORMULA_IN_WORDS = "FORMULA_IN_WORDS"
    ITEM = "ITEM"
    NEGATIVE_ITEM = "NEGATIVE_ITEM"
    ITEM_POINTS = "ITEM_POINTS"
    EXTENDS = "EXTENDS"
    CHANGE = "CHANGE"
    REWRITE = "REWRITE"
    INSERT = "INSERT"
    DELETE = "DELETE"
    DEFINITION = "DEFINITION"
    SCORE = "SCORE"
    WEIGHT = "WEIGHT"

    COMBINED = "COMBINED"
    SCALE = "SCALE"
    RATING_TABLE = "RATING_TABLE"
    RATING = "RATING"
    BONUS = "BONUS"
    VETO = "VETO"

    UNKNOWN = "UNKNOWN"

    @property
    def has_grammar(self) -> bool:
        """Whether the grammar has a rule for it."""
        return self.value.islower()

    @property
    def has_tail(self) -> bool:
        """Whether a colon outside brackets opens free text that runs to the end of the line."""
        return self in _WITH_TAIL

    @property
    def is_heading(self) -> bool:
        """Whether its name runs over the line as a heading's does."""
        return self in _HEADINGS

    @property
    def is_free(self) -> bool:
        """Whether all of the line may be free text, so that no mark inside ends the statement."""
        return self in _FREE


_FREE = frozenset({
    Kind.BASIS, Kind.EXPLANATION, Kind.ADVICE, Kind.FORMULA_IN_WORDS, Kind.ITEM, Kind.NEGATIVE_ITEM,
})  # fmt: skip
_HEADINGS = frozenset({Kind.HEADING, Kind.CHANGE, Kind.REWRITE, Kind.INSERT, Kind.DELETE, Kind.EXTENDS})
_WITH_TAIL = _FREE | {
    Kind.FACT, Kind.TABLE, Kind.COLUMN, Kind.PARAMETER, Kind.METHOD, Kind.DISCRETION, Kind.BONUS, Kind.CONDITIONAL,
}  # fmt: skip

EXAMPLES = {
    Kind.FORMULA: "预算执行率 = 实际支出 / 到位资金",
    Kind.CONDITIONAL: "计划成本为0的，不适用",
    Kind.BY_RATE: "按比率计分，不超过分值，比率低于60%的不得分",
    Kind.BANDS: "按 满意率 分档",
    Kind.BAND_ROW: "80%（含）—90% 得4分",
    Kind.INTERVAL: "等级 良：80分（含）—90分",
    Kind.JUDGED: "定性评价，由 评价组 评定，须填理由和佐证",
    Kind.TIER: "部分达成 得60%（含）—80%",
    Kind.PER_OCCURRENCE: "每发现1处 未按规定办理 扣1分，扣完为止",
    Kind.STEPS: "满意率 每低于90% 1个百分点 扣0.5分，不足1个的不扣，扣完为止",
    Kind.DISCRETION: "酌情扣分 最多5分：效益缺乏佐证材料",
    Kind.SCORED_BY: "计分 评星(星级, 5)",
    Kind.ROUNDING: "得分保留2位小数，四舍五入",
    Kind.SUMMING: "逐级相加，不再四舍五入",
    Kind.RATE_PRECISION: "百分比按实际值计分",
    Kind.GRADING: "等级按四舍五入后的总分评定",
    Kind.NOT_APPLICABLE: "指标不适用的，按百分制折算，折算后保留2位小数",
    Kind.FRAMEWORK: "体系 项目支出绩效评价 100分",
    Kind.VERSION: "版本 2024",
    Kind.EFFECTIVE: "生效 2025-01-01",
    Kind.GRADE: "等级 良：80分（含）—90分",
    Kind.FACT: "数据 预算资金（万元）：批复的预算",
    Kind.TABLE: "表 绩效目标表：绩效目标及实现情况",
    Kind.COLUMN: "列 目标值（目标）",
    Kind.LOOKUP: "对照表 难度系数：按 类别、规模",
    Kind.LOOKUP_ROW: "一类，大型  1.2",
    Kind.PARAMETER: "参数 及格门槛 = 60% 自 2025-01-01，50% 自 2023-01-01",
    Kind.METHOD: "计分办法 按目标计分 用到 实际、目标",
    Kind.EACH_ROW: "逐行计分 绩效指标（一级指标 = “产出指标”的行）",
    Kind.NAME_FROM: "指标名称取 三级指标",
    Kind.WEIGHT_FROM: "分值取 分值",
    Kind.HEADING: "三级指标 预算执行率 5分",
    Kind.ITEM: "要点① 1分：项目按照规定的程序申请设立",
    Kind.NEGATIVE_ITEM: "扣分要点④ 1分：存在截留、挤占、挪用的情况",
    Kind.ITEM_POINTS: "要点 各1分",
    Kind.COMBINED: "汇总：加权平均",
    Kind.SCALE: "评级从高到低：A、B、C、D，D*按D计",
    Kind.RATING_TABLE: "评级对照 2项：2分D、3分D+、4分C、5分C+、6分B、7分B+、8分A",
    Kind.RATING: "评级 = 若 偏离率 不超过5% 则 “A” 否则 “B”",
    Kind.BONUS: "加分 创新做法 最多3分，加分后总分不超过100分：获得省级以上表彰",
    Kind.VETO: "一票否决：有 重大违规 的，等级定为差",
    Kind.EXTENDS: "沿用 “luohu-2024/project”",
    Kind.CHANGE: "修改 三级指标 预算执行率 5分",
    Kind.REWRITE: "重写 三级指标 预算执行率 5分",
    Kind.INSERT: "在 资金管理 下新增 三级指标 贷款偿还率 3分，排在 预算执行率 之后",
    Kind.DELETE: "删除 三级指标 资金到位率",
}
"""One right statement of each kind, for messages."""

NAMES = {
    Kind.FORMULA: Words("这条式子", "this formula"),
    Kind.CONDITIONAL: Words("这句条件", "this condition"),
    Kind.BY_RATE: Words("这句计分办法", "this way of scoring"),
    Kind.BANDS: Words("这句分档", "this line of bands"),
    Kind.BAND_ROW: Words("这一档", "this band"),
    Kind.JUDGED: Words("这句定性评价", "this line of a judgement"),
    Kind.TIER: Words("这一档", "this tier"),
    Kind.STEPS: Words("这句扣分办法", "this line of deductions"),
    Kind.INTERVAL: Words("这个分数段", "this interval"),
}
"""What a message calls a statement; other kinds are "this line"."""

THIS_LINE = Words("这一行", "this line")
