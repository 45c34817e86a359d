"""Vocabulary: every word of the language in Chinese and English, in one table.

A word is a terminal of the grammar. Its first spelling in each language is the canonical one; the others
are read as well. Both languages may stand in one line, for the words correspond one to one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from perfeval.diagnostics import Words
from perfeval.records import frozen


@frozen
class Word:
    """A word: its terminal in the grammar, its spellings, and what it is for.

    A word that `declares` begins a line that declares a name, and needs a blank after it.
    """

    terminal: str
    zh: tuple[str, ...]
    en: tuple[str, ...]
    describes: Words
    declares: bool = False

    def spellings(self) -> Iterator[str]:
        """All spellings, canonical ones first in each language."""
        yield from self.zh
        yield from self.en


def _word(terminal: str, zh: str, en: str, said_zh: str, said_en: str, *, declares: bool = False) -> Word:
    return Word(terminal, tuple(zh.split("|")), tuple(en.split("|")), Words(said_zh, said_en), declares)


_NUMERALS = "一二三四五六七八九"
DEEPEST_LEVEL = len(_NUMERALS)
"""Headings go from 一级指标 to 九级指标."""

LEVEL_WORDS = tuple(
    _word(
        f"LEVEL_{number}",
        f"{numeral}级指标",
        f"level {number}",
        f"第{number}层的指标标题：{numeral}级指标 名称 5分",
        f"the heading of an indicator of level {number}: level {number} NAME 5 points",
    )
    for number, numeral in enumerate(_NUMERALS, 1)
)

FILE_WORDS = (
    _word("FRAMEWORK", "体系", "framework", "体系的名称和满分", "the framework's name and full marks"),
    _word("VERSION", "版本", "version", "体系的版本", "the framework's version"),
    _word("EFFECTIVE", "生效", "effective", "从哪一天起施行", "the day from which the rules hold"),
    _word("GRADE", "等级", "grade", "一个等级和它的分数段", "a grade and its points", declares=True),
    _word("FACT", "数据", "fact", "要填报的一项数据", "a fact to be filled in", declares=True),
    _word("TABLE", "表", "table", "一张要填报的表", "a table to be filled in", declares=True),
    _word("COLUMN", "列", "column", "表的一列", "a column of the table above", declares=True),
    _word(
        "PARAM",
        "参数",
        "param",
        "起了名字的数，可以从某一天起换一个值",
        "a named value, which may change from a day on",
        declares=True,
    ),
    _word("METHOD", "计分办法", "method", "起了名字的计分办法", "a named way of scoring", declares=True),
    _word("USING", "用到", "using", "计分办法要给的几项", "what a way of scoring is given"),
    _word(
        "LOOKUP",
        "对照表",
        "lookup",
        "按键查值的表，每行一种情况",
        "a table of keys and their values",
        declares=True,
    ),
    _word("SINCE", "自|从", "from|since", "从哪一天起", "from which day"),
    _word("FIXED", "不可变", "fixed", "这项数据已成事实，测算时不变", "a fact that can no longer change"),
    _word("OPTIONAL", "可不填", "optional", "这一列可以空着", "a column that may stay empty"),
    _word("EVIDENCE", "佐证", "evidence", "这项数据要有的佐证材料", "the evidence a fact needs"),
    _word("SOURCE", "来源", "source", "这项数据从哪里来", "where a fact comes from"),
    _word("PARTS", "其中", "of which", "这项数据由哪几项相加而成", "the facts it is the sum of"),
    _word("CHOICES", "选项", "choices|choice", "只能从列出的几项里选一项", "one of a list"),
    _word("KIND_BOOLEAN", "是否", "yes/no", "填“是”或“否”", "yes or no"),
    _word("KIND_TEXT", "文本", "text", "填文字", "text"),
    _word("KIND_DATE", "日期", "date", "填日期", "a date"),
    _word("KIND_TARGET", "目标", "target", "填指标值，如 ≥90%", "a target as written, such as ≥90%"),
    _word("KIND_QUANTITY", "数量", "quantity", "填完成值，可带单位", "an actual with its unit"),
    _word("PRESUMED", "推定", "presumed", "原文没有、推定的一行", "a line that the original does not have"),
    _word("COMMENT", "注", "note", "给读规则的人看的话", "words for who reads the rules"),
)

POLICY_WORDS = (
    _word("KEEP", "保留", "keep", "保留几位小数", "how many decimals are kept"),
    _word("PLACES", "位小数", "decimals|decimal places|decimal", "小数的位数", "the number of decimals"),
    _word("HALF_UP", "四舍五入", "half up", "逢五进一", "half goes up"),
    _word("HALF_EVEN", "四舍六入五成双", "half even", "逢五取偶", "half goes to the even neighbour"),
    _word("ROUND_UP", "进一", "round up|up", "有余数就进一", "any rest goes up"),
    _word("ROUND_DOWN", "去尾", "round down|down", "舍去余数", "the rest is dropped"),
    _word(
        "SUM_UP",
        "逐级相加",
        "add up level by level",
        "上级得分是下级之和",
        "a parent is the sum of its parts",
    ),
    _word("NOT_ROUNDED", "不再四舍五入", "without further rounding", "和不再取舍", "sums are not rounded"),
    _word("PERCENTAGES", "百分比", "percentages", "各项比率", "the rates"),
    _word("AS_THEY_ARE", "按实际值计分", "score as they are", "比率不先取舍", "rates are not rounded first"),
    _word("FIRST_KEEP", "先保留", "first keep", "计分前先取舍", "rounded before scoring"),
    _word("THEN_SCORE", "再计分", "then score", "取舍后再计分", "scored after rounding"),
    _word(
        "GRADE_FROM_ROUNDED",
        "等级按四舍五入后的总分评定",
        "grade by the rounded total",
        "用印出来的总分定等级",
        "the grade follows the total as printed",
    ),
    _word(
        "WHERE_NOT_APPLICABLE",
        "指标不适用的",
        "indicators not applicable",
        "有指标不适用时怎么办",
        "what happens when an indicator does not apply",
    ),
    _word("RESCALED", "按百分制折算", "rescale to 100", "按适用部分折成百分制", "scaled to 100 points"),
    _word("THEN_KEEP", "折算后保留", "then keep", "折算之后保留几位小数", "decimals after scaling"),
    _word(
        "SHARED",
        "分值由同级指标分摊",
        "share the weight among siblings",
        "不适用的分值分给同级指标",
        "its weight goes to its siblings",
    ),
    _word("AS_FULL", "按满分计", "count as full points", "不适用的按满分算", "it gets its full weight"),
)

TOTAL_WORDS = (
    _word("COMBINE", "汇总", "combine", "上级得分怎么由下级得出", "how a parent is made"),
    _word("BY_SUM", "相加", "by sum", "下级得分相加", "the sum of its parts"),
    _word(
        "BY_MEAN", "加权平均", "by weighted mean", "下级按权重平均", "the mean of its parts by their shares"
    ),
    _word("BY_LOWEST", "取最低", "by the lowest", "取比率最低的一个下级", "the part with the lowest rate"),
    _word(
        "BY_LOWEST_PLUS",
        "取最低并加号",
        "by the lowest with plus",
        "取最低的评级，别项更高的加“+”",
        "the lowest rating, with + where another is higher",
    ),
    _word(
        "BY_TABLE",
        "按对照表|按评级对照",
        "by the rating table",
        "按评级对照查出评级",
        "what the rating table says",
    ),
    _word(
        "SCALE",
        "评级从高到低",
        "ratings from best to worst",
        "评级有哪几档",
        "the ratings, the best first",
    ),
    _word(
        "RATING_TABLE",
        "评级对照",
        "rating table",
        "几项合计几分定为什么评级",
        "which sum of so many ratings gives which rating",
    ),
    _word("RATING", "评级", "rating", "本指标的评级", "the indicator's rating"),
    _word("BONUS", "加分", "bonus", "总分之外的加分", "points beside the total", declares=True),
    _word(
        "TOTAL_CAPPED",
        "加分后总分不超过|加分后不超过",
        "total with it at most",
        "加分以后总分以多少分为限",
        "the most that the total may be with it",
    ),
    _word("VETO", "一票否决", "veto", "触及即降等级或降分", "lowers the grade or the score at once"),
    _word("GRADE_SET", "等级定为|定为", "grade is", "等级就是这一个", "the grade is this one"),
    _word(
        "GRADE_CAPPED",
        "等级不高于|等级不得高于",
        "grade at most",
        "等级最高是这一个",
        "the best the grade may be",
    ),
    _word(
        "TOTAL_SET",
        "总分按",
        "total counts as",
        "总分按几分计，不会因此提高",
        "what the total is, never raised by it",
    ),
)

LINE_WORDS = (
    _word("BASIS", "依据", "basis", "所依据的文件", "the document it is based on"),
    _word("EXPLANATION", "说明", "explanation", "指标解释", "what the indicator means"),
    _word("ADVICE", "整改建议", "advice", "失分时给的建议", "advice for lost points"),
    _word("FORMULA", "计算公式", "formula in words", "只用文字写的算法", "a formula in words only"),
    _word("ITEM", "要点", "item", "一个给分要点", "an item that gives points"),
    _word("NEGATIVE_ITEM", "扣分要点", "negative item", "一个扣分要点", "an item that takes points off"),
    _word("REQUIRED", "前提", "required", "不符合就整项不得分的要点", "no points at all without this item"),
    _word("EACH", "各", "each", "下面每个要点的分数", "the points of each item below"),
    _word("SCORED_BY", "计分", "scored with", "用插件的计分方式", "a scoring kind of a plug-in"),
    _word(
        "EACH_FINDING",
        "每发现|每出现|每发生|每存在|每有|发现",
        "each finding of",
        "每发现几处扣几分",
        "points off per finding",
    ),
    _word(
        "EACH_LACK", "每缺|每缺少|每缺失", "each lack of", "每缺几项扣几分", "points off for what is lacking"
    ),
    _word("EVERY", "每", "for every", "每多少扣几分", "points off by steps"),
    _word(
        "OVER_BY",
        "超出|增加|多|超|高|提高|上升|增长",
        "over by|more by",
        "比某个数多出的部分",
        "by how much it is over",
    ),
    _word(
        "SHORT_BY",
        "减少|降低|下降|少|低|差",
        "short by|less by",
        "比某个数少的部分",
        "by how much it is short",
    ),
    _word(
        "LATE_BY",
        "延误|逾期|滞后|超期|推迟",
        "late by",
        "接在“每”后面，延误的天数",
        "days late, after “for every”",
    ),
    _word("NOT_TAKEN", "不扣", "takes nothing", "不足一档的不扣", "a part step takes nothing"),
    _word(
        "IN_PROPORTION",
        "按实际比例扣|按比例扣",
        "in proportion",
        "不足一档的按比例扣",
        "a part step counts in part",
    ),
    _word(
        "AT_DISCRETION",
        "酌情|视情况|视情节|视情形|视情",
        "at discretion",
        "由人在两个数之间扣分",
        "between two figures, at discretion",
    ),
    _word(
        "DISCRETION",
        "酌情扣分|酌情扣减|视情况扣分|视情节扣分|视情扣分|适当扣分",
        "discretionary deduction",
        "由人酌情扣分",
        "points off at discretion",
    ),
    _word(
        "JUDGED", "定性评价|定性评定|定性评分", "judged", "由人在档内评定", "a person chooses within tiers"
    ),
    _word("ASSESSED_BY", "由", "assessed by", "由谁评定", "who judges"),
    _word("ASSESSES", "评定|评价|评分|打分", "assesses", "接在评定的人后面", "may follow who judges"),
    _word(
        "MUST_STATE",
        "须填|须填写|须写明|须说明|须附|应填",
        "must state",
        "评定时必须写的",
        "what a judgement needs",
    ),
    _word("REASON", "理由|原因", "reason|reasons", "评定的理由", "the reason of a judgement"),
    _word("TOGETHER", "和|及|与|、", "and", "连着说两样", "joins two things"),
    _word(
        "BY_RATE",
        "按比率计分|按比率得分|按比例计分|按比例得分",
        "score by rate",
        "得分 = 分值 × 比率",
        "score = weight * rate",
    ),
    _word(
        "CAPPED",
        "不超过分值|不超过 分值|不超过权重|不超过 权重|最高不超过分值|最多不超过分值|不得超过分值|以分值为限|不得突破权重",
        "at most weight",
        "最多得满分",
        "no more than the weight",
    ),
    _word("EACH_ROW", "逐行计分", "score each row", "表的每一行是一个指标", "each row is an indicator"),
    _word("ROWS", "的行|的各行", "rows", "逐行计分的条件说完了", "ends the condition of scored rows"),
    _word("NAME_FROM", "指标名称取", "name from", "逐行计分时指标的名称", "the names of row indicators"),
    _word(
        "WEIGHT_FROM", "分值取|权重取", "weight from", "逐行计分时指标的分值", "the weights of row indicators"
    ),
    _word("BY", "按", "by", "按什么分档", "by what the bands go"),
    _word("BANDS", "分档", "in bands", "下面每行一档", "bands, one a line, follow"),
    _word(
        "LINEAR",
        "线性|线性插值|线性内插|直线内插",
        "linear",
        "两档之间按比例插值",
        "between two lines in proportion",
    ),
)

CONDITION_WORDS = (
    _word("LEAD", "如|凡|如果|对", "when", "引出条件，可以不写", "begins a condition"),
    _word("OF", "的", "of", "条件说完了；某数的一部分", "ends a condition; a part of"),
    _word("HAS", "存在|有|发生|出现", "there is", "这一项填的是“是”", "the fact is yes"),
    _word("HAS_NOT", "没有|不存在|无|未|未发生|未出现", "there is no", "这一项填的是“否”", "the fact is no"),
    _word("GET", "得|计", "get|gets", "得几分", "gives points"),
    _word("FULL_POINTS", "得满分", "full points|get full points", "得到全部分值", "gives the whole weight"),
    _word("NO_POINTS", "不得分|得零分", "no points", "本项得0分", "gives nothing"),
    _word("DEDUCT", "扣|扣减|扣除", "deduct", "扣几分", "takes points off"),
    _word(
        "ITSELF",
        "本项|该项|此项|本指标|该指标",
        "it",
        "指这个指标，可以不写",
        "the indicator, may be left out",
    ),
    _word("ALSO", "并|并且|且", "and also", "连着说第二个结果", "joins a second result"),
    _word(
        "BELOW_ZERO", "倒扣", "deduct below zero", "不得分，再扣到0分以下", "nothing, and points below zero"
    ),
    _word(
        "DOWN_TO_ZERO",
        "扣完为止|直至扣完|直到扣完|直至扣完为止",
        "down to zero",
        "最多扣到0分",
        "no lower than zero",
    ),
    _word("UP_TO", "最多|最高|不超过", "up to", "扣分的上限", "the most that is taken off"),
    _word("NOT_APPLICABLE", "不适用", "not applicable", "本项不参加评分", "the indicator does not count"),
    _word("REMARK", "提示", "remark", "只提示，不影响得分", "a remark that changes no score"),
    _word("REST", "其余|其他|其它", "the rest|otherwise", "别的档没说到的", "what no other band covers"),
    _word("UPWARD", "以上", "and above", "从这个数往上", "from this number up"),
    _word("DOWNWARD", "以下|以内", "and below", "从这个数往下", "from this number down"),
    _word("OR_ABOVE", "及以上|含以上|及其以上", "or above", "往上，含这个数", "upward, the number included"),
    _word(
        "OR_BELOW", "及以下|含以下|及其以下", "or below", "往下，含这个数", "downward, the number included"
    ),
    _word("TO", "至|到", "to", "从一个数到另一个数", "from one number to another"),
    _word("INCLUSIVE", "含", "inclusive", "含这个数", "the bound is included"),
    _word("EXCLUSIVE", "不含", "exclusive", "不含这个数", "the bound is not included"),
    _word("POINTS", "分", "points|point", "分数的单位", "the unit of scores"),
)

EXPRESSION_WORDS = (
    _word("WEIGHT", "分值|权重", "weight", "本指标的满分", "the indicator's full points"),
    _word("RATE", "比率", "rate", "与指标同名的那条式子", "the definition of the indicator's own name"),
    _word("SCORE", "得分", "score", "本指标的得分", "the indicator's score"),
    _word("IF", "若", "if", "条件", "a condition"),
    _word("THEN", "则", "then", "条件成立时", "what holds when it is true"),
    _word("ELSE", "否则", "else", "条件不成立时", "what holds when it is not"),
    _word("AND", "且", "and", "两个条件都成立", "both hold"),
    _word("OR", "或", "or", "至少一个条件成立", "at least one holds"),
    _word("NOT", "非", "not", "条件不成立", "it does not hold"),
    _word("YES", "是", "yes", "是", "yes"),
    _word("NO", "否", "no", "否", "no"),
    _word("IS", "为|等于", "is|equals", "等于", "equals"),
    _word("IS_NOT", "不为|不等于", "is not", "不等于", "differs from"),
    _word("BELOW", "低于|小于|少于|不足|未达到|达不到", "below|less than|under", "比它小", "less than"),
    _word("ABOVE", "高于|超过|大于|多于", "above|more than|over", "比它大", "greater than"),
    _word(
        "AT_LEAST",
        "不低于|不少于|不小于|达到|大于等于|大于或等于|高于等于|高于或等于",
        "at least",
        "不比它小",
        "not less than",
    ),
    _word(
        "AT_MOST",
        "不超过|不高于|不大于|不多于|小于等于|小于或等于|低于等于|低于或等于",
        "at most",
        "不比它大",
        "not greater than",
    ),
)

VARIANT_WORDS = (
    _word("EXTENDS", "沿用", "extends", "沿用另一个体系", "builds on another framework"),
    _word("CHANGE", "修改", "change", "修改沿用的指标", "changes an inherited indicator"),
    _word("REWRITE", "重写", "rewrite", "重写沿用的指标", "rewrites an inherited indicator"),
    _word("INSERT", "新增", "add", "在沿用的体系里新增指标", "adds an indicator to a framework"),
    _word("DELETE", "删除", "delete", "删除沿用的指标", "removes an inherited indicator"),
    _word("WITHIN", "在", "under", "新增在哪个指标下面", "under which indicator it is added"),
    _word("PLACED_AFTER", "排在", "after", "新增的排在哪个指标之后", "after which indicator it stands"),
    _word("PLACED_BEFORE", "之前", "before", "排在哪个指标之前", "before which indicator it stands"),
    _word("RENAMED", "改名为|名称改为", "renamed", "修改指标的名称", "gives an indicator another name"),
)

VOCABULARY: tuple[Word, ...] = (
    *LEVEL_WORDS, *FILE_WORDS, *POLICY_WORDS, *TOTAL_WORDS, *LINE_WORDS, *CONDITION_WORDS, *EXPRESSION_WORDS,
    *VARIANT_WORDS,
)  # fmt: skip

SYMBOLS: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "LPAR": ("(",), "RPAR": (")",), "LSQB": ("[",), "RSQB": ("]",),
    "COMMA": (",",), "COLON": (":",), "DOT": (".",), "PERCENT": ("%",),
    "PLUS": ("+",), "MINUS": ("-",), "TIMES": ("*",), "OVER": ("/",), "TILDE": ("~", "--"),
    "EQUAL": ("=", "=="), "NOT_EQUAL": ("≠", "!=", "<>"), "LESS": ("<", "《"), "GREATER": (">", "》"),
    "LESS_EQUAL": ("≤", "<=", "《="), "GREATER_EQUAL": ("≥", ">=", "》="),
})  # fmt: skip
"""Signs after width folding, by terminal."""


@cache
def by_terminal() -> Mapping[str, Word]:
    """Every word by its terminal."""
    return MappingProxyType({word.terminal: word for word in VOCABULARY})


def spelled(terminal: str, language: str = "zh") -> str:
    """The canonical spelling of a word in a language: "en", otherwise Chinese."""
    word = by_terminal()[terminal]
    return word.en[0] if language == "en" else word.zh[0]


@cache
def pattern(*terminals: str) -> str:
    """A regular expression for any spelling of these words, longer ones first, in folded text.

    English words need word boundaries, ignore case, and take any run of blanks between their parts.
    """
    spellings = [spelling for terminal in terminals for spelling in by_terminal()[terminal].spellings()]
    longest_first = sorted(spellings, key=len, reverse=True)
    inside = {
        is_english: [
            " +".join(map(re.escape, each.split())) for each in longest_first if each.isascii() is is_english
        ]
        for is_english in (False, True)
    }
    english = f"(?i:(?<![A-Za-z0-9_])(?:{'|'.join(inside[True])})(?![A-Za-z0-9_]))"
    return f"(?:{'|'.join([*inside[False], english])})"
