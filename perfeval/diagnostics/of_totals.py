"""Faults of 汇总, 加分 and 一票否决: shares that do not sum, names nobody declared, what is left open."""

from __future__ import annotations

from perfeval.diagnostics import Fault, Level, Words

shares_mismatch = Fault(
    "shares-mismatch",
    Level.ERROR,
    Words(
        "加权平均的各项权重合计应为100%，现在是{sum}%：{parts}",
        "the shares of a weighted mean must sum to 100%; they sum to {sum}%: {parts}",
    ),
    Words(
        "请把下面每一项的权重都写成百分数，合计100%；或都写成分值",
        "give every part a share, 100% together, or give all of them points",
    ),
    Words(
        "汇总：加权平均的下级，标题上写的百分数就是权重；都写分值的，按分值的比例当作权重。两种不能混写。",
        "Under a weighted mean the per cent of a heading is its share; with points for all, the points are the shares.",
    ),
)

shares_mixed = Fault(
    "shares-mixed",
    Level.ERROR,
    Words(
        "加权平均的下级，权重的写法不一样：{parts}",
        "the parts of a weighted mean are weighted in different ways: {parts}",
    ),
    Words(
        "请都写百分数（合计100%），或都写分值，或都不写（各项同样重）",
        "give all of them shares (100% together), or points, or nothing (equal shares)",
    ),
    Words(
        "百分数和分值混在一起，看不出哪一项占多少。",
        "With shares beside points there is no telling what each part counts for.",
    ),
)

nothing_to_combine = Fault(
    "nothing-to-combine",
    Level.ERROR,
    Words(
        "“{indicator}”下面没有下级指标，没有可以汇总的",
        "“{indicator}” has no indicators below it; there is nothing to combine",
    ),
    Words("请把“汇总”写在上级指标的标题下面", "write it under the heading of a parent"),
    Words("“汇总”说的是上级怎么由下级得出。", "It says how a parent is made of its parts."),
)

bonus_uncapped = Fault(
    "bonus-uncapped",
    Level.ASK,
    Words(
        "没有写“{name}”加分后总分能不能超过{full}分，按可以超过处理",
        "whether the total may exceed {full} with the bonus “{name}” is not said; it may",
    ),
    Words("请写明：加分后总分不超过{full}分", "say: total with it at most {full} points"),
    Words(
        "有的办法加分后以满分为限，有的可以超过。没有写的，按可以超过算。",
        "Some rules stop at full marks, some do not. Where nothing is said the total may exceed them.",
    ),
)

unknown_grade = Fault(
    "unknown-grade",
    Level.ERROR,
    Words("没有“{name}”这个等级{near}", "there is no grade “{name}”{near}"),
    Words("已有的等级：{known}", "the grades are: {known}"),
    Words("一票否决里的等级，要在“等级”行登记过。", "A grade that a veto names is declared by a grade line."),
)

unknown_indicator = Fault(
    "unknown-veto-indicator",
    Level.ERROR,
    Words("没有“{name}”这个指标{near}", "there is no indicator “{name}”{near}"),
    Words("请改正指标名称", "correct the indicator's name"),
    Words("一票否决里的指标，要写它标题上的名称。", "A veto names an indicator by its heading."),
)

several_indicators = Fault(
    "several-veto-indicators",
    Level.ERROR,
    Words("有几个指标都叫“{name}”：{paths}", "several indicators are called “{name}”: {paths}"),
    Words("请给其中一个换一个名称", "give one of them another name"),
    Words(
        "分不清是哪一个，就不能让它不得分。", "With one name for several, there is no telling which is meant."
    ),
)

FAULTS = tuple(value for value in list(globals().values()) if isinstance(value, Fault))
