"""Findings of an evaluation: what could not be computed, and what a reviewer has to look at."""

from __future__ import annotations

from perfeval.diagnostics import Fault, Level, Words

division_by_zero = Fault(
    "division-by-zero",
    Level.ERROR,
    Words("“{divisor}”是0，“{indicator}”无法计算", "“{divisor}” is 0; “{indicator}” cannot be computed"),
    Words(
        "请核对数据；确为0的，在规则里写一句：{divisor}为0的，不适用（或得满分、不得分）",
        "check the fact; if it is 0, say in the rules: when {divisor} is 0, not applicable (or full marks, no points)",
    ),
    Words(
        "除数为0，比率没有意义。规则没有写这时怎么办，所以不猜。",
        "A rate over zero means nothing, and the rules do not say what to do then.",
    ),
)

no_rows = Fault(
    "no-rows",
    Level.ERROR,
    Words(
        "表“{table}”里没有符合条件的行，“{indicator}”无法计算",
        "no row of table “{table}” meets the condition; “{indicator}” cannot be computed",
    ),
    Words(
        "请核对表里各行的类别，或在规则里写明这时怎么办",
        "check the rows, or say in the rules what to do then",
    ),
    Words("没有行就没有平均、最大、最小。", "Of no rows there is no mean, largest or smallest."),
)

missing_table = Fault(
    "missing-table",
    Level.ASK,
    Words(
        "表“{table}”还没有填，“{indicator}”无法计分",
        "table “{table}” is empty; “{indicator}” cannot be scored",
    ),
    Words(
        '请在数据文件里逐行填写 [[tables."{table}"]]',
        'fill it in the facts file, a [[tables."{table}"]] for each row',
    ),
    Words("整张表没有填，不当作零。", "A table that was not filled in is not zero."),
)

too_large = Fault(
    "too-large",
    Level.ERROR,
    Words(
        "计算“{indicator}”时出现了过大的数，无法计算",
        "a number grew too long while “{indicator}” was computed",
    ),
    Words("请检查式子里的乘方和相乘", "check the powers and products of its formula"),
    Words(
        "中间结果超过约两万位数字，多半是式子写错。",
        "An intermediate result had more than about twenty thousand digits: the formula is probably wrong.",
    ),
)

root_of_negative = Fault(
    "root-of-negative",
    Level.ERROR,
    Words(
        "“{indicator}”要对负数开方（或取分数次方），无法计算",
        "“{indicator}” takes a root, or a fractional power, of a number below zero",
    ),
    Words(
        "请核对数据；确会是负数的，在规则里写明怎么办",
        "check the facts; if they are right, say in the rules what to do then",
    ),
    Words("负数开不了方，也没有分数次方。", "A number below zero has no root and no fractional power."),
)

logarithm_not_positive = Fault(
    "logarithm-not-positive",
    Level.ERROR,
    Words("“{indicator}”要对0或负数取对数，无法计算", "“{indicator}” takes the logarithm of zero or less"),
    Words(
        "请核对数据；确会是0的，在规则里写明怎么办",
        "check the facts; if they are right, say in the rules what to do then",
    ),
    Words("对数只对大于0的数才有。", "Only numbers above zero have a logarithm."),
)

places_not_whole = Fault(
    "places-not-whole",
    Level.ERROR,
    Words(
        "“{indicator}”里四舍五入、去尾或进一的位数不是整数，无法计算",
        "“{indicator}” rounds to a number of decimals that is not whole",
    ),
    Words("请把位数改为整数，如2", "use a whole number of decimals, such as 2"),
    Words(
        "保留几位小数，只能是-1000至1000之间的整数。", "The decimals are a whole number from -1000 to 1000."
    ),
)

actual_not_a_number = Fault(
    "actual-not-a-number",
    Level.ERROR,
    Words(
        "“{indicator}”：指标值是数，完成值“{actual}”读不出数，无法比较",
        "“{indicator}”: the target is a number, the actual “{actual}” is none",
    ),
    Words(
        "请把完成值改成带单位的数，如 6.7万个",
        "give the actual as a number with its unit, for example 6.7万个",
    ),
    Words("指标值是数时，完成值也要是数。", "Where a target is a number, so is its actual."),
)

actual_lacks_part = Fault(
    "actual-lacks-part",
    Level.ASK,
    Words(
        "“{indicator}”：完成值“{actual}”缺指标值“{target}”里的一部分",
        "“{indicator}”: the actual “{actual}” lacks a part of the target “{target}”",
    ),
    Words("请把完成值写全，如 3篇阅读量1.2万人次", "give the actual in full, for example 3篇阅读量1.2万人次"),
    Words(
        "指标值有几个部分时，完成值也要逐项写。",
        "Where a target has several parts, the actual states each of them.",
    ),
)

values_differ = Fault(
    "values-differ",
    Level.ERROR,
    Words(
        "“{indicator}”：完成值“{actual}”与指标值“{target}”的单位不能相比",
        "“{indicator}”: the units of the actual “{actual}” and the target “{target}” cannot be compared",
    ),
    Words("请核对两者的单位", "check both units"),
    Words("金额与个数、比例之间不能相比。", "Money, counts and shares cannot be compared."),
)

not_computable = Fault(
    "not-computable",
    Level.ERROR,
    Words("“{indicator}”无法计算（{reason}）", "“{indicator}” cannot be computed ({reason})"),
    Words("请核对它用到的数据", "check the facts it uses"),
    Words("某个函数算不出结果，并写明了原因。", "A function gave no result and said why."),
)

too_few_rows = Fault(
    "too-few-rows",
    Level.ERROR,
    Words(
        "“{indicator}”要用的一列至少要有{least}个数，现在不够",
        "“{indicator}” needs {least} figures in a column, and there are fewer",
    ),
    Words(
        "请补齐数据；确是这样的，在规则里写明怎么办", "complete the rows, or say in the rules what to do then"
    ),
    Words(
        "去极值平均至少要3个数，中位数、加权平均至少1个。",
        "A trimmed mean needs 3 figures, a median or weighted mean 1.",
    ),
)

no_row = Fault(
    "no-row",
    Level.ERROR,
    Words(
        "“{indicator}”要在对照表“{table}”里查{key}，没有这一行，无法计算",
        "“{indicator}” looks up {key} in table “{table}”, which has no such row",
    ),
    Words(
        "请核对数据；确是这样的，在对照表里补一行",
        "check the facts; if they are right, add a row to the table",
    ),
    Words(
        "查表没有符合的行，插值、累进超出了首尾。", "No row fits, or the key is beyond the first or the last."
    ),
)

no_band = Fault(
    "no-band",
    Level.ERROR,
    Words(
        "“{indicator}”的值是{value}，不在任何一档里，无法计分",
        "“{indicator}” comes to {value}, which is in no band; it cannot be scored",
    ),
    Words(
        "请核对数据；确是这样的，在规则里补一档",
        "check the facts; if they are right, add a band to the rules",
    ),
    Words(
        "各档从0写起的，数据填成负数就没有一档可用。",
        "Bands that begin at 0 have none for a negative value.",
    ),
)

unexplained_deduction = Fault(
    "unexplained-deduction",
    Level.ASK,
    Words(
        "“{indicator}”扣了{points}分，没有写理由",
        "“{indicator}” lost {points} by a deduction without a reason",
    ),
    Words("请补理由和佐证，或更正得分", "give a reason and evidence, or correct the score"),
    Words(
        "由人扣的分，要写明理由和佐证；没有理由的扣分，复核时会被退回。",
        "Points that a person takes off need a reason and evidence; a review sends back what has none.",
    ),
)

judgement_lacks = Fault(
    "judgement-lacks",
    Level.ASK,
    Words("“{indicator}”的评定没有写{what}", "the judgement of “{indicator}” lacks its {what}"),
    Words('请在 [judged."{indicator}"] 下补上', 'add it under [judged."{indicator}"]'),
    Words(
        "规则写了须填理由或佐证的，评定时要写；扣了分的评定，没有理由复核时会被退回。",
        "Where the rules ask for a reason or evidence, a judgement gives it; a review sends back lost points "
        "that have no reason.",
    ),
)

stated_score = Fault(
    "stated-score",
    Level.ASK,
    Words(
        "“{indicator}”没有计分标准，采用了写明的得分{score}分，无法复算",
        "“{indicator}” has no rule; the stated score of {score} was taken and cannot be recomputed",
    ),
    Words("请补写计分标准", "write its scoring rule"),
    Words("没有标准的得分只能照抄，不能验证。", "A score without a rule can only be copied."),
)

remark = Fault(
    "remark",
    Level.NOTE,
    Words("“{indicator}”：{text}", "“{indicator}”: {text}"),
    Words("", ""),
    Words("规则里“…的，提示：…”的条件成立了。", "A condition for which the rules give a remark holds."),
)

target_assumed = Fault(
    "target-assumed",
    Level.NOTE,
    Words(
        "有{count}个指标值没有写≥或≤，按“不低于”理解：{names}",
        "{count} targets have no ≥ or ≤ and are taken as “at least”: {names}",
    ),
    Words("如果不是，请在指标值里写上≤或=", "write ≤ or = in the target where that is wrong"),
    Words(
        "只写一个数的指标值，成本类按不超过理解，其余按不低于理解。",
        "A target that is a bare number is at most for cost, at least otherwise.",
    ),
)

actual_has_comparator = Fault(
    "actual-has-comparator",
    Level.ASK,
    Words("完成值里写了≥、≤等符号：{names}", "an actual holds a comparison such as ≥ or ≤: {names}"),
    Words("请填实际的数；照抄指标值的要改正", "give the figure that was reached, not a copy of the target"),
    Words(
        "完成值应是实际的数。写着≥的多半是从指标值照抄的。",
        "An actual is a figure. One with ≥ is usually a copy of the target.",
    ),
)

unit_taken = Fault(
    "unit-taken",
    Level.ASK,
    Words(
        "完成值没有写单位，按指标值的单位理解：{names}",
        "actuals have no unit and were taken in that of their target: {names}",
    ),
    Words("请写上单位，如 5.8万个、92%", "write the unit, for example 5.8万个 or 92%"),
    Words(
        "指标值是“≥5.5万个”、完成值写“58000”的，会当作58000万个。写上单位就不会错。",
        "Beside the target ≥5.5万个 an actual of 58000 is 58000万个. With its unit it cannot be misread.",
    ),
)

labels_of_actual_differ = Fault(
    "labels-of-actual-differ",
    Level.ASK,
    Words(
        "完成值和指标值的单位名称不同，按原数比较：{names}",
        "actuals count something else than their targets; they are compared as they stand: {names}",
    ),
    Words("请确认是同一种东西", "make sure that they are the same kind of thing"),
    Words(
        "7次与7场多半是一回事，7人与7户就不是。这里按数字直接比较，请核对。",
        "7次 and 7场 are mostly the same, 7人 and 7户 are not. The figures are compared; please check.",
    ),
)

row_not_taken = Fault(
    "row-not-taken",
    Level.ERROR,
    Words(
        "表“{table}”第{row}行（{name}）没有归到任何指标，不会计分",
        "row {row} of table “{table}” ({name}) belongs to no indicator and would not be scored",
    ),
    Words("请核对这一行的{columns}填得是否正确", "check what the row says in {columns}"),
    Words(
        "表的每一行都要有一个“逐行计分”收进去，否则它的分值会悄悄丢掉。",
        "Each row must be taken by one “score each row”, or its points would be lost silently.",
    ),
)

row_taken_twice = Fault(
    "row-taken-twice",
    Level.ERROR,
    Words(
        "表“{table}”第{row}行（{name}）被几个指标同时收进去：{indicators}",
        "row {row} of table “{table}” ({name}) is taken by several indicators: {indicators}",
    ),
    Words(
        "请改规则里逐行计分的条件，让每一行只归一个指标",
        "change the conditions so that each row has one place",
    ),
    Words("一行只能计一次分。", "A row is scored once."),
)

row_unnamed = Fault(
    "row-unnamed",
    Level.ASK,
    Words(
        "表“{table}”第{row}行没有填名称，暂称“{name}”",
        "row {row} of “{table}” has no name; it is called “{name}”",
    ),
    Words("请填上这一行的指标名称", "fill in what the row's indicator is called"),
    Words(
        "没有名称不影响计分，但对不上号。", "A row without a name is scored, but nobody can tell which it is."
    ),
)

row_weight_negative = Fault(
    "row-weight-negative",
    Level.ERROR,
    Words(
        "表“{table}”第{row}行（{name}）的分值小于0", "row {row} of “{table}” ({name}) has a weight below 0"
    ),
    Words("请改正这一行的分值", "correct the row's weight"),
    Words("分值不能是负数。", "A weight is not negative."),
)

weight_unallocated = Fault(
    "weight-unallocated",
    Level.ASK,
    Words(
        "“{indicator}”的分值是{weight}分，表里各行合计{sum}分，{difference}",
        "“{indicator}” has a weight of {weight}; its rows sum to {sum}, {difference}",
    ),
    Words(
        "请核对表里各行的分值；现按填报的分值计分", "check the rows' weights; they are scored as they stand"
    ),
    Words(
        "各行分值合计与上级分值不等，差额在扣分账里单列一行。",
        "Where the rows' weights do not sum to the parent's, the difference is a line of its own in the ledger.",
    ),
)

unexplained_bonus = Fault(
    "unexplained-bonus",
    Level.ASK,
    Words("“{name}”加了{points}分，没有写理由", "“{name}” gave {points} points without a reason"),
    Words("请补理由和佐证，或更正加分", "give a reason and evidence, or correct it"),
    Words(
        "加分要写明依据，如表彰文件的名称和文号。",
        "A bonus needs its grounds, such as the document of an award.",
    ),
)

veto_met = Fault(
    "veto-met",
    Level.ASK,
    Words("一票否决：{text}", "veto: {text}"),
    Words("请核对事实和依据", "check the facts it rests on"),
    Words("触及一票否决的，等级或得分按规则降低。", "A veto lowers the grade or the score as the rules say."),
)

veto_open = Fault(
    "veto-open",
    Level.ASK,
    Words(
        "不知道是否触及一票否决（{text}），总分照算，等级暂不能定",
        "whether a veto holds is not known ({text}): the total stands, the grade stays open",
    ),
    Words("请补填它用到的数据", "give the facts it needs"),
    Words(
        "一票否决的条件缺数据时，既不当作触及，也不当作没有触及。",
        "A veto of which nothing is known neither holds nor fails.",
    ),
)

FAULTS = tuple(value for value in list(globals().values()) if isinstance(value, Fault))
