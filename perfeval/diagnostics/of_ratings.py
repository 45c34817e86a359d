"""Faults of rules that rate instead of scoring: points beside ratings, ratings nobody declared, tables with gaps."""

from __future__ import annotations

from perfeval.diagnostics import Fault, Level, Words

points_beside_ratings = Fault(
    "points-beside-ratings",
    Level.ERROR,
    Words(
        "这个体系只评级、不打分（{scale}），这里却写了{what}",
        "these rules rate and give no points ({scale}), but this speaks of {what}",
    ),
    Words(
        "请删去这里；要打分的，删去“评级从高到低”一行",
        "take this out, or take away the line of ratings and score",
    ),
    Words(
        "评级（A、B、C、D）没有分值，不能和分数相加。一个体系要么全部评级，要么全部打分。",
        "Ratings have no points and cannot be added to scores. Rules either rate throughout or score throughout.",
    ),
)

ratings_not_declared = Fault(
    "ratings-not-declared",
    Level.ERROR,
    Words("写了{what}，但没有说评级有哪几档", "{what} is used, but the ratings are not declared"),
    Words("请在体系下写一行：评级从高到低：A、B、C、D", "add a line: ratings from best to worst: A, B, C, D"),
    Words(
        "评级有哪几档、谁高谁低，要写明了才能比较和汇总。",
        "Ratings can be compared and combined only when it is said which there are, and which is better.",
    ),
)

unknown_rating = Fault(
    "unknown-rating",
    Level.ERROR,
    Words("没有“{name}”这个评级{near}", "there is no rating “{name}”{near}"),
    Words("已有的评级：{known}", "the ratings are: {known}"),
    Words(
        "评级只能是“评级从高到低”里列出的，或加“+”（最高一档除外）。",
        "A rating is one that is declared, or one with “+” (the best has none).",
    ),
)

rating_twice = Fault(
    "rating-twice",
    Level.ERROR,
    Words("评级“{name}”写了两次", "the rating “{name}” is declared twice"),
    Words("请删去一个", "take one of them away"),
    Words("同一个评级不能既高又低。", "One rating cannot have two places."),
)

not_a_rating = Fault(
    "not-a-rating",
    Level.ERROR,
    Words("看不出这里给出哪个评级", "there is no telling which rating this gives"),
    Words(
        "请写一项“选项”数据，或 若 … 则 “{best}” 否则 “{worst}”",
        "write a fact with choices, or if … then “{best}” else “{worst}”",
    ),
    Words(
        "评级要从列出的几档里选，不能是数，也不能是随便填的文字。",
        "A rating is one of those declared, no number and no text that may be anything.",
    ),
)

rating_missing = Fault(
    "rating-missing",
    Level.ERROR,
    Words("“{indicator}”没有写怎么评级", "it is not said how “{indicator}” is rated"),
    Words(
        "请写：评级 = …；上级指标写：汇总：取最低并加号（或：汇总：按对照表）",
        "add: rating = …; for a parent: combine: by the lowest with plus (or: by the rating table)",
    ),
    Words(
        "上级要由下级的评级汇总，下面每一项都要有评级。",
        "A parent is rated by the ratings below it, so that each of them must have one.",
    ),
)

not_for_ratings = Fault(
    "not-for-ratings",
    Level.ERROR,
    Words("评级不能“{way}”", "ratings cannot be combined {way}"),
    Words(
        "请写：汇总：取最低并加号，或：汇总：按对照表",
        "say: by the lowest with plus, or: by the rating table",
    ),
    Words("评级没有分数，不能相加或平均。", "Ratings have no points to add up or average."),
)

overall_rating = Fault(
    "overall-rating",
    Level.ERROR,
    Words("整个体系不汇总成一个评级", "the framework as a whole has no rating"),
    Words("请把“汇总”写在要汇总的上级指标下面", "write it under the heading of the parent that is rated"),
    Words(
        "评级的体系没有总分，也没有总的评级；每个指标各有自己的评级。",
        "Rules that rate have no total and no overall rating; each indicator has its own.",
    ),
)

rated_by_half = Fault(
    "rated-by-half",
    Level.ERROR,
    Words(
        "“{indicator}”按对照表汇总，但下级“{child}”的评级可能带“+”",
        "“{indicator}” is made by the rating table, but the rating of “{child}” may have a “+”",
    ),
    Words(
        "请让“{child}”只取不带“+”的评级，或换一种汇总",
        "rate “{child}” without “+”, or combine in another way",
    ),
    Words("对照表按整档的分数合计查，带“+”的没有整数分。", "The table goes by sums of whole ranks."),
)

no_rating_table = Fault(
    "no-rating-table",
    Level.ERROR,
    Words(
        "“{indicator}”下面可能有{count}项参加评级，没有{count}项的评级对照",
        "“{indicator}” may have {count} parts that are rated; there is no rating table for {count}",
    ),
    Words("请写一行：评级对照 {count}项：…", "add a line: rating table {count} parts: …"),
    Words(
        "不适用的不计入项数，所以项数少了也要有对照。只剩一项的，就取这一项的评级。",
        "What does not apply is not counted, so that fewer parts need a table too. One alone is the rating.",
    ),
)

rating_table_gap = Fault(
    "rating-table-gap",
    Level.ERROR,
    Words(
        "{count}项的评级对照没有说合计{sums}分是什么评级",
        "the table for {count} parts says nothing of the sum {sums}",
    ),
    Words(
        "{count}项合计从{least}分到{most}分，请补上缺的",
        "{count} parts sum to {least} up to {most}; add what is lacking",
    ),
    Words(
        "最低一档算1分，每高一档多1分。每一个可能的合计都要查得到。",
        "The worst rating counts 1, each better one 1 more. Every possible sum must be found.",
    ),
)

rating_table_overlap = Fault(
    "rating-table-overlap",
    Level.ERROR,
    Words(
        "{count}项的评级对照里，合计{sum}分写了两次",
        "in the table for {count} parts the sum {sum} stands twice",
    ),
    Words("请删去一处", "take one of them away"),
    Words("一个合计只能有一个评级。", "A sum has one rating."),
)

rating_table_outside = Fault(
    "rating-table-outside",
    Level.ERROR,
    Words(
        "{count}项合计只能从{least}分到{most}分，{sum}分不会出现",
        "{count} parts sum to {least} up to {most}; {sum} cannot come about",
    ),
    Words("请核对项数和分数", "check the number of parts and the sums"),
    Words("最低一档算1分，每高一档多1分。", "The worst rating counts 1, each better one 1 more."),
)

FAULTS = tuple(value for value in list(globals().values()) if isinstance(value, Fault))
