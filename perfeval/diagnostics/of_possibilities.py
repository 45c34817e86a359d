"""Faults of what may come out of rules that nobody meant; the rules can be used, and the writer decides."""

from __future__ import annotations

from perfeval.diagnostics import Fault, Level, Words

may_divide_by_zero = Fault(
    "may-divide-by-zero",
    Level.ASK,
    Words("“{divisor}”{when}，本项无法计算", "where “{divisor}” {when}, this cannot be computed"),
    Words(
        "请写明为0时怎么办：{mended}",
        "say what holds then: {mended}",
    ),
    Words(
        "除数可能是0。真是0的时候，本项算不出来，总分也就没有。写明为0时怎么办就不再提示；"
        "为0本来就是填错的，可以不改。",
        "The divisor may be zero, and then neither the indicator nor the total has a score. Say what holds then. "
        "Where zero can only be a mistake, it may stay as it is.",
    ),
)

may_exceed = Fault(
    "may-exceed",
    Level.ASK,
    Words(
        "{when}“{indicator}”算出来会超过分值{weight}分，超过的部分不计",
        "{when}“{indicator}” comes to more than its {weight} points; what is over does not count",
    ),
    Words("一般应写“不超过分值”", "mostly one writes “at most weight”"),
    Words(
        "得分最多是分值。算出来可能超过的，写明“不超过分值”，或用 min(…, 1)。",
        "No score is more than the weight. Where the formula may come to more, say “at most weight”, or use "
        "min(…, 1).",
    ),
)

band_never_met = Fault(
    "band-never-met",
    Level.ASK,
    Words(
        "“{band}”这一档永远用不上：分档的数{range}",
        "the band “{band}” is never met: what the bands go by {range}",
    ),
    Words("请检查这一档的数，或删去这一行", "check the figures of this line, or remove it"),
    Words(
        "从式子和条件看，没有哪个值会落在这一档。",
        "By the formulas and conditions no value can lie in this band.",
    ),
)

weight_twice = Fault(
    "weight-twice",
    Level.ASK,
    Words(
        "“{indicator}”的分值乘了两次：{weight}分已经是权重，再乘{share}，最多只能得{most}分",
        "the weight of “{indicator}” is in it twice: {weight} points times {share} leave {most} points at most",
    ),
    Words("一般去掉占比，写成：得分 = 分值 × 比率", "mostly one leaves the share out: score = weight * rate"),
    Words(
        "分值本身就是这一项在总分里的权重。再乘一次权重占比，全部做到也得不了满分。",
        "An indicator's points are its weight already. Times its share once more, not even everything done gives "
        "full points.",
    ),
)

tail_differs = Fault(
    "tail-differs",
    Level.ASK,
    Words(
        "说明文字里写的是{figures}，句子里写的是{own}，按{own}算",
        "the words say {figures}, the sentence says {own}; {own} is taken",
    ),
    Words("请把两处改成一致", "make the two agree"),
    Words(
        "冒号后面的字只给人看，不参加计算。两处的分数不同，多半有一处写错了。",
        "What stands behind the colon is for people only. Where its points differ, one of the two is probably "
        "wrong.",
    ),
)

FAULTS = (may_divide_by_zero, may_exceed, band_never_met, weight_twice, tail_differs)
