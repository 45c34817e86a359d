"""Facts that fit the rules and still look wrong: slips of units and percentages, sums, dates."""

from __future__ import annotations

from perfeval.diagnostics import Fault, Level, Words

unit_suspect = Fault(
    "unit-suspect",
    Level.ASK,
    Words(
        "“{one}”是{value}，“{other}”是{beside}，相差约{times}倍，像是把元填成了万元，或把万元填成了元{source}",
        "“{one}” is {value} and “{other}” is {beside}, about {times} times apart: 元 and 万元 may be mixed up{source}",
    ),
    Words("请核对两个数的单位；确实如此的，不用改", "check the units of both; if they are right, leave them"),
    Words(
        "两笔要相除、相减或相比的钱相差几千倍以上，多半是单位写错，一错就是一万倍。分数照填的数算，不会自行改动。",
        "Two amounts of money that are divided, subtracted or compared lie thousands of times apart: mostly a unit "
        "was mistaken. The score follows what was filled in; nothing is changed.",
    ),
)

share_suspect = Fault(
    "share-suspect",
    Level.ASK,
    Words(
        "“{name}”填的是“{written}”，按{taken}算，是不是{meant}？{source}",
        "“{name}” is “{written}”, taken as {taken}. Should it be {meant}?{source}",
    ),
    Words("请把百分号一起写上，如 {meant}", "write it with its per cent sign, for example {meant}"),
    Words(
        "百分数有人填93，有人填0.93。登记的单位是%时，填0.93就是0.93%；没有登记单位时，填93就是9300%。",
        "Some write 93, some 0.93. Where the declared unit is %, 0.93 is 0.93%; without a unit, 93 is 9300%.",
    ),
)

zero_over_zero = Fault(
    "zero-over-zero",
    Level.ASK,
    Words(
        "“{top}”和“{bottom}”都是0，两者之比没有意义{source}",
        "“{top}” and “{bottom}” are both 0: their ratio means nothing{source}",
    ),
    Words(
        "请核对数据；确为0的，按规则写明的办法处理，不要当作100%",
        "check the facts; if they are 0, what the rules say holds, and never 100%",
    ),
    Words(
        "没有钱也没有支出，执行率既不是100%也不是0。规则里写了“为0的，不适用”之类的，按规则算。",
        "Without money and without spending a rate is neither 100% nor 0. Where the rules say what to do, that is done.",
    ),
)

execution_over_100 = Fault(
    "execution-over-100",
    Level.ASK,
    Words(
        "“{top}”{value}大于“{bottom}”{beside}，比率超过100%{source}",
        "“{top}” {value} is more than “{bottom}” {beside}: a rate of over 100%{source}",
    ),
    Words("请核对是否填错，或写明超出部分从哪里来", "check both, or say where the rest came from"),
    Words(
        "支出一般不会超过到位或预算的资金。确有结转、调剂的，应有说明。",
        "Spending seldom exceeds the funds. Money carried over or moved should be explained.",
    ),
)

parts_do_not_sum = Fault(
    "parts-do-not-sum",
    Level.ASK,
    Words(
        "“{whole}”填的是{value}，其中各项（{parts}）相加是{sum}，相差{difference}{source}",
        "“{whole}” is {value}; its parts ({parts}) add up to {sum}, which is {difference} apart{source}",
    ),
    Words("请核对合计和各项", "check the whole and its parts"),
    Words(
        "规则里写了“其中”的合计，要等于各项之和。计分按填报的合计，不会自行改动。",
        "A fact declared as a sum should equal its parts. The score follows what was filled in.",
    ),
)

year_mismatch = Fault(
    "year-mismatch",
    Level.ASK,
    Words(
        "“{name}”填的是{value}，不在项目年度{year}年之内{source}",
        "“{name}” is {value}, outside the project's year {year}{source}",
    ),
    Words("请核对年份；确实跨年的，不用改", "check the year; if it is right, leave it"),
    Words(
        "日期与项目年度不同，可能是年份抄错，也可能确实跨年。",
        "A date outside the project's year may be a slip, or right for a project over several years.",
    ),
)

FAULTS = tuple(value for value in list(globals().values()) if isinstance(value, Fault))
