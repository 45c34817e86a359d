"""Faults of facts against the rules: what does not fit, is unknown, or asks for a second look."""

from __future__ import annotations

from perfeval.diagnostics import Fault, Level, Words

unknown_fact = Fault(
    "unknown-fact",
    Level.ASK,
    Words(
        "规则里没有登记“{name}”这项数据，没有用上{near}",
        "the rules have no fact “{name}”; it was not used{near}",
    ),
    Words("请改正名称，或删去这一行", "correct its name or remove it"),
    Words(
        "数据文件里的名称与规则里登记的名称对不上。名称多一个字、少一个字都算不同。",
        "The name in the facts file is not a name that the rules declare. They must agree to the letter.",
    ),
)

missing_fact = Fault(
    "missing-fact",
    Level.ASK,
    Words(
        "缺数据“{name}”{unit}，“{indicator}”无法计分",
        "the fact “{name}”{unit} is missing; “{indicator}” cannot be scored",
    ),
    Words(
        '请在数据文件的 [facts] 里加一行："{name}" = …，并注明来源',
        'add a line under [facts] in the facts file: "{name}" = …, with its source',
    ),
    Words(
        "没有填的数据既不按零算，也不按满分算：用到它的指标和总分都暂缺，补齐后再算。",
        "A fact that was not given is neither zero nor full marks: what needs it stays open until it is given.",
    ),
)

missing_cell = Fault(
    "missing-cell",
    Level.ASK,
    Words(
        "表“{table}”第{row}行缺“{column}”，“{indicator}”无法计分",
        "row {row} of table “{table}” lacks “{column}”; “{indicator}” cannot be scored",
    ),
    Words("请补填这一格", "fill this cell"),
    Words(
        "表里的空格不当作零：用到它的指标和总分都暂缺。",
        "An empty cell is not zero: what needs it stays open.",
    ),
)

missing_item = Fault(
    "missing-item",
    Level.ASK,
    Words("“{indicator}”的要点{mark}还没有评定", "item {mark} of “{indicator}” has not been answered"),
    Words(
        '请在 [items."{indicator}"] 下写："{mark}" = "{answers}" 之一，并写明理由',
        'write under [items."{indicator}"]: "{mark}" = one of {answers}, with a reason',
    ),
    Words(
        "没有评定的要点不当作“不符合”：该指标和总分都暂缺。",
        "An item not answered is not failed: the score stays open.",
    ),
)

missing_judgement = Fault(
    "missing-judgement",
    Level.ASK,
    Words("“{indicator}”还没有评定", "“{indicator}” has not been judged"),
    Words(
        '请写 [judged."{indicator}"]，下面写 share 或 points、reason、evidence、by。可选：{tiers}',
        'write [judged."{indicator}"] with share or points, reason, evidence and by. Tiers: {tiers}',
    ),
    Words(
        "没有评定的指标不当作0分：该指标和总分都暂缺。",
        "An indicator not judged is not zero: the score stays open.",
    ),
)

wrong_judgement = Fault(
    "wrong-judgement",
    Level.ERROR,
    Words("“{indicator}”的评定“{value}”不是一个得分", "the judgement “{value}” of “{indicator}” is no score"),
    Words(
        '请写 share = "90%"（分值的百分之几）或 points = 4.5（几分），不能为负',
        'write share = "90%" (of the weight) or points = 4.5, not negative',
    ),
    Words(
        "share 是分值的百分之几，写 90% 或 0.9；points 是分数。",
        "A share is part of the weight, 90% or 0.9; points are points.",
    ),
)

judgement_disagrees = Fault(
    "judgement-disagrees",
    Level.ERROR,
    Words(
        "“{indicator}”的评定写了 share {share}，又写了 points {points}，两个得分不一样",
        "the judgement of “{indicator}” gives share {share} and points {points}, which differ",
    ),
    Words("请留下对的一个", "keep the right one"),
    Words("两个都写的，要相等。", "Where both are given they must agree."),
)

judgement_over_weight = Fault(
    "judgement-over-weight",
    Level.ERROR,
    Words(
        "“{indicator}”评定得{points}分，超过分值{weight}分",
        "the judgement gives “{indicator}” {points} points, more than its weight of {weight}",
    ),
    Words("请核对评定的得分", "check the judgement"),
    Words("评定的得分在0分和分值之间。", "A judgement gives from 0 to the weight."),
)

judgement_outside_tier = Fault(
    "judgement-outside-tier",
    Level.ERROR,
    Words(
        "“{indicator}”评定得{points}分，不在{where}之内",
        "the judgement gives “{indicator}” {points} points, which is outside {where}",
    ),
    Words("请在档内选：{tiers}", "choose within a tier: {tiers}"),
    Words(
        "评定的人只能在所选一档的范围内给分。",
        "Who judges chooses within the bounds of the tier.",
    ),
)

unknown_tier = Fault(
    "unknown-tier",
    Level.ERROR,
    Words("“{indicator}”没有“{tier}”这一档", "“{indicator}” has no tier “{tier}”"),
    Words("请写其中一档：{tiers}", "write one of: {tiers}"),
    Words(
        "tier 写规则里那一档的说法，或只有那一档才有的几个字。",
        "A tier is named by its words in the rules, or by some that only it has.",
    ),
)

judgement_needs_share = Fault(
    "judgement-needs-share",
    Level.ERROR,
    Words(
        "“{indicator}”选了“{tier}”一档，没有写在{bounds}里得多少",
        "“{indicator}” is judged “{tier}”, but not how much of {bounds} it gets",
    ),
    Words('请加一行 share = "90%" 的样子', 'add a line such as share = "90%"'),
    Words("一档有范围的，要写明选了哪个数。", "In a tier with bounds, the number chosen must be given."),
)

missing_stated = Fault(
    "missing-stated",
    Level.ASK,
    Words(
        "“{indicator}”没有计分标准，也没有任何一方写它的得分",
        "“{indicator}” has no scoring rule and no party states its score",
    ),
    Words(
        '请在规则里写计分标准，或在 [stated."自评"] 的 scores 里写它的得分',
        'write a scoring rule, or state its score in scores of [stated."自评"]',
    ),
    Words(
        "没有计分标准的指标只能采用有关方面写明的得分。",
        "An indicator without a rule can only take a stated score.",
    ),
)

wrong_type = Fault(
    "wrong-type",
    Level.ERROR,
    Words("“{name}”应填{wanted}，现在填的是“{value}”", "“{name}” should be {wanted}; it is “{value}”"),
    Words("请改成{wanted}，例如 {example}", "change it to {wanted}, for example {example}"),
    Words(
        "填的内容与规则里登记的种类（数、是否、日期……）不符。",
        "What was given is not of the kind that the rules declare.",
    ),
)

wrong_unit = Fault(
    "wrong-unit",
    Level.ERROR,
    Words(
        "“{name}”的单位是{declared}，现在填的是“{value}”，两种单位不能换算",
        "“{name}” is in {declared}; “{value}” cannot be converted to it",
    ),
    Words("请按{declared}填写，或改正单位", "give it in {declared} or correct the unit"),
    Words(
        "金额与个数、比例之间不能互相换算；万元与元可以。",
        "Money, counts and shares cannot be converted into one another; 万元 and 元 can.",
    ),
)

unknown_choice = Fault(
    "unknown-choice",
    Level.ERROR,
    Words(
        "“{name}”只能填：{choices}；现在填的是“{value}”{near}",
        "“{name}” is one of {choices}; it is “{value}”{near}",
    ),
    Words("请从列出的选项中选一个，一字不差地填写", "give one of the choices, to the letter"),
    Words(
        "选项是规则里列明的，填别的内容无法计分。", "The rules list the choices; nothing else can be scored."
    ),
)

unknown_indicator = Fault(
    "unknown-indicator",
    Level.ERROR,
    Words(
        "{where}里的指标“{name}”在规则里没有{near}",
        "{where} names “{name}”, which is no indicator of the rules{near}",
    ),
    Words("请改正指标名称", "correct the indicator's name"),
    Words(
        "要点、扣分和评分都要对到一个指标，对不上的不能算，也不能丢。",
        "Answers and deductions must name an indicator; one that does not can neither be counted nor dropped.",
    ),
)

ambiguous_indicator = Fault(
    "ambiguous-indicator",
    Level.ERROR,
    Words("有{count}个指标都叫“{name}”：{paths}", "{count} indicators are called “{name}”: {paths}"),
    Words("请写全路径，如“{example}”", "write the whole path, for example “{example}”"),
    Words("同名的指标要用路径区分。", "Indicators of one name are told apart by their paths."),
)

unknown_item = Fault(
    "unknown-item",
    Level.ERROR,
    Words(
        "“{indicator}”没有要点“{mark}”，规则里的要点是：{marks}",
        "“{indicator}” has no item “{mark}”; its items are {marks}",
    ),
    Words(
        "请按规则里的①②③对号填写（或写只在一个要点里出现的几个字），不要按顺序顶替",
        "match the items by their marks ①②③ (or by words of one item only), never by order",
    ),
    Words(
        "要点按①②③对号，也可以写要点原文里的几个字，只要别的要点里没有；对不上的不会顺延到别的要点。",
        "Items are matched by their marks, or by words that stand in one item only; one that has no match is "
        "never shifted to another.",
    ),
)

item_answered_twice = Fault(
    "item-answered-twice",
    Level.ERROR,
    Words("“{indicator}”的要点{mark}答了两次", "item {mark} of “{indicator}” is answered twice"),
    Words("请只保留一个", "keep one of the answers"),
    Words(
        "同一个要点既按序号、又按短名答了，不知道以哪个为准。",
        "One item was answered by its mark and by its label; which of them counts is not clear.",
    ),
)

no_items = Fault(
    "no-items",
    Level.ERROR,
    Words(
        "“{indicator}”在规则里没有要点，不能填要点“{mark}”",
        "“{indicator}” has no items in the rules; “{mark}” cannot be answered",
    ),
    Words("请删去，或核对指标名称", "remove it, or check the indicator's name"),
    Words("只有写了要点的指标才有要点可评。", "Only an indicator with items has items to answer."),
)

wrong_answer = Fault(
    "wrong-answer",
    Level.ERROR,
    Words(
        "“{indicator}”要点{mark}填的是“{value}”，只能填：{answers}",
        "item {mark} of “{indicator}” is “{value}”; it can only be {answers}",
    ),
    Words(
        "请改为其中之一；部分符合的要写分数 points", "choose one of them; a partial answer needs its points"
    ),
    Words(
        "要点只有符合、部分符合（写分数）、不符合三种；扣分要点只有存在、不存在两种。",
        "An item is met, partly met (with points) or not met; a negative item exists or does not.",
    ),
)

wrong_item_points = Fault(
    "wrong-item-points",
    Level.ERROR,
    Words(
        "“{indicator}”要点{mark}满分{full}分，“部分符合”写的是{value}分",
        "item {mark} of “{indicator}” has {full} points; a partial answer of {value} was given",
    ),
    Words(
        "部分符合的分数要大于0、小于{full}",
        "points of a partial answer lie between 0 and {full}, both excluded",
    ),
    Words(
        "全得的写“符合”，不得的写“不符合”，介于两者之间才写分数。",
        "All the points are “符合”, none are “不符合”; only what lies between needs points.",
    ),
)

no_deductions_allowed = Fault(
    "no-deductions-allowed",
    Level.ERROR,
    Words(
        "“{indicator}”的规则里没有可以由人扣分的条款，不能扣{points}分",
        "the rules of “{indicator}” allow no recorded deduction; {points} points cannot be taken",
    ),
    Words(
        "请核对指标；确需扣分的，在规则里写：酌情扣分 最多…分：… 或 每发现1处…扣…分",
        "check the indicator, or write a clause for it in the rules: 酌情扣分 最多…分：…",
    ),
    Words("扣分必须有规则依据。", "A deduction needs a rule to rest on."),
)

no_judgement_allowed = Fault(
    "no-judgement-allowed",
    Level.ERROR,
    Words(
        "“{indicator}”的规则里没有由人评定的条款，[judged] 里的评定用不上",
        "the rules of “{indicator}” allow no judgement; the one under [judged] cannot be used",
    ),
    Words("请核对指标名称，或删去这一段", "check the indicator, or remove it"),
    Words(
        "人的评定要有规则依据，不会被悄悄略过。",
        "A judgement needs a rule to rest on; it is never passed over.",
    ),
)

no_bonus_allowed = Fault(
    "no-bonus-allowed",
    Level.ERROR,
    Words(
        "规则里没有加分“{name}”，[[bonuses]] 里的这一笔用不上{near}", "the rules have no bonus “{name}”{near}"
    ),
    Words("请核对名称，或删去这一笔", "check the name, or remove it"),
    Words("加分要有规则依据，不会被悄悄略过。", "A bonus needs a rule to rest on; it is never passed over."),
)

bonus_over_limit = Fault(
    "bonus-over-limit",
    Level.ERROR,
    Words(
        "“{name}”共加{points}分，超过上限{limit}分",
        "“{name}” has {points} points; at most {limit} are allowed",
    ),
    Words("请减到{limit}分以内", "take no more than {limit}"),
    Words("规则写了这一项加分的上限。", "The rules limit what this bonus may give."),
)

wrong_bonus = Fault(
    "wrong-bonus",
    Level.ERROR,
    Words(
        "“{name}”加分写的是“{value}”，要写加几分", "the bonus “{name}” is “{value}”; write how many points"
    ),
    Words("例如 points = 1", "for example points = 1"),
    Words("加分写正数，并写明理由。", "A bonus is a positive number with its reason."),
)

unknown_stated = Fault(
    "unknown-stated",
    Level.ASK,
    Words(
        "“{party}”写了“{name}”的得分，规则里没有这个指标{near}",
        "“{party}” states a score for “{name}”, which is no indicator of the rules{near}",
    ),
    Words("请改正指标名称，或删去这一行", "correct the name, or remove the line"),
    Words(
        "各方写明的得分要和规则里的指标对得上，对不上的没有用上。",
        "Stated scores belong to indicators of the rules; this one was not used.",
    ),
)

wrong_stated_score = Fault(
    "wrong-stated-score",
    Level.ERROR,
    Words(
        "“{party}”给“{indicator}”写的得分是“{value}”，应是0到{full}之间的数",
        "the score that “{party}” states for “{indicator}” is “{value}”; it should be from 0 to {full}",
    ),
    Words("请核对这一方的评分表", "check that party's table"),
    Words(
        "没有计分标准的指标采用写明的得分，它要是一个数，不小于0，也不超过分值。",
        "Where an indicator has no rule, the stated score counts: a number from 0 to the weight.",
    ),
)

ambiguous_deduction = Fault(
    "ambiguous-deduction",
    Level.ERROR,
    Words(
        "“{indicator}”有{count}条可以扣分的条款，这一笔没有写明是哪一条",
        "“{indicator}” has {count} clauses that allow deductions; this one does not say which",
    ),
    Words("请加 under = “{example}”", "add under = “{example}”"),
    Words(
        "一个指标有几条扣分条款时，每笔扣分要写明依据哪一条。",
        "Where an indicator has several such clauses, a deduction says which one it falls under.",
    ),
)

unknown_clause = Fault(
    "unknown-clause",
    Level.ERROR,
    Words(
        "“{indicator}”没有“{under}”这一条扣分规定",
        "“{indicator}” has no clause “{under}” for deductions",
    ),
    Words("它的扣分规定是：{known}；请改正 under", "its clauses are: {known}; correct under"),
    Words(
        "under 写的是扣分条款里的几个字，要能在规则里找到。",
        "What follows under are words of the clause; they must stand in the rules.",
    ),
)

deduction_over_limit = Fault(
    "deduction-over-limit",
    Level.ERROR,
    Words(
        "“{indicator}”共扣{points}分，超过了规则写的最多{limit}分",
        "{points} points are taken from “{indicator}”; the rule allows at most {limit}",
    ),
    Words("请改正扣分，或核对规则", "correct the deductions, or check the rule"),
    Words(
        "规则写明了最多扣几分，超过的不会自动改成上限。",
        "The rule states the most that may be taken; more is never cut down silently.",
    ),
)

deduction_under_least = Fault(
    "deduction-under-least",
    Level.ERROR,
    Words(
        "“{indicator}”共扣了{points}分，规则写的是至少扣{least}分",
        "“{indicator}” lost {points} points; by the rules it loses {least} or more",
    ),
    Words("请改正扣分，或不扣", "correct the deduction, or take nothing off"),
    Words(
        "规则写了酌情扣几分到几分的，要扣就不能少于前一个数。",
        "Where the rules give two figures, whoever takes points off takes at least the first.",
    ),
)

deduction_off_step = Fault(
    "deduction-off-step",
    Level.ERROR,
    Words(
        "“{indicator}”扣{points}分，不是规则所写每处{step}分的整数倍",
        "{points} points from “{indicator}” is no multiple of the rule's {step} a finding",
    ),
    Words(
        "请按发现的处数填 count，或改正分数", "give the number of findings as count, or correct the points"
    ),
    Words(
        "按处扣分的，扣分应是每处分数的整数倍。",
        "Where points are taken per finding, the deduction is a whole multiple.",
    ),
)

wrong_deduction = Fault(
    "wrong-deduction",
    Level.ERROR,
    Words(
        "“{indicator}”的扣分“{value}”应是大于0的数",
        "the deduction “{value}” from “{indicator}” should be a number above 0",
    ),
    Words("请填扣几分（正数）", "give the points taken, as a positive number"),
    Words("扣分写正数：1 表示扣1分。", "Deductions are written as positive numbers: 1 takes one point."),
)

unknown_table = Fault(
    "unknown-table",
    Level.ERROR,
    Words("规则里没有“{name}”这张表{near}", "the rules have no table “{name}”{near}"),
    Words("请改正表名", "correct the table's name"),
    Words("数据里的表要与规则里登记的表同名。", "A table of the facts has the name of a table of the rules."),
)

unknown_column = Fault(
    "unknown-column",
    Level.ERROR,
    Words("表“{table}”没有“{name}”这一列{near}", "table “{table}” has no column “{name}”{near}"),
    Words("请改正列名", "correct the column's name"),
    Words(
        "数据里的列要与规则里登记的列同名；算出来的列不用填。",
        "The columns of the facts are those of the rules; a computed column is not given.",
    ),
)

computed_column = Fault(
    "computed-column",
    Level.ERROR,
    Words(
        "表“{table}”的“{name}”是算出来的，不能填",
        "“{name}” of table “{table}” is computed and cannot be given",
    ),
    Words("请删去这一列", "remove it"),
    Words("这一列由规则计算。", "The rules compute this column."),
)

negative_amount = Fault(
    "negative-amount",
    Level.ASK,
    Words(
        "“{name}”填的是{value}，金额和数量一般不会是负数", "“{name}” is {value}; amounts are seldom negative"
    ),
    Words("请核对；确是负数的，在 note 里说明", "check it; say why in note if it is right"),
    Words(
        "预算、支出、数量填成负数多半是笔误，会使比率失真。",
        "A negative budget or count is usually a slip and distorts the rates.",
    ),
)

mixed_units = Fault(
    "mixed-units",
    Level.ASK,
    Words(
        "“{name}”没有写单位，别的数据写了（如“{other}”），按原数计算",
        "“{name}” has no unit while others have (“{other}”); it is taken as it stands",
    ),
    Words("请给它也写上单位，如 万元", "write its unit too, for example 万元"),
    Words(
        "规则没有登记数据的单位时，单位以填写的为准；有的写、有的不写，比率就会差一万倍。",
        "Where the rules declare no units, those given count; a missing one can put a rate off by ten thousand.",
    ),
)

too_many_rows = Fault(
    "too-many-rows",
    Level.ERROR,
    Words(
        "表“{table}”有{count}行，超过了一个项目{limit}行的上限",
        "table “{table}” has {count} rows; the limit for one project is {limit}",
    ),
    Words("请确认选对了文件", "make sure it is the right file"),
    Words("一个项目的表不会有这么多行。", "No project's table has so many rows."),
)

parameter_needs_date = Fault(
    "parameter-needs-date",
    Level.ERROR,
    Words(
        "参数{names}按日期取值，但不知道是哪一年",
        "the value of {names} depends on the date, and no year is given",
    ),
    Words(
        "请在数据文件的 [project] 里写 year = 2024（取当年12月31日的值），或在命令后加 --as-of 2024-12-31",
        "write year = 2024 under [project] in the facts file (the values of 31 December are taken), or add "
        "--as-of 2024-12-31 to the command",
    ),
    Words(
        "规则里的参数从某一天起换了值。取哪一个，看项目年度的12月31日，或 --as-of 的日期；不看今天是几号。",
        "A parameter changes from a day on. Which value counts follows from 31 December of the project's year or "
        "from --as-of; never from the day on which you compute.",
    ),
)

parameter_too_early = Fault(
    "parameter-too-early",
    Level.ERROR,
    Words(
        "参数“{name}”在{day}还没有值：最早的值从{first}起",
        "parameter “{name}” has no value on {day}: the earliest holds from {first}",
    ),
    Words(
        "请核对项目年度或 --as-of 的日期；确要用的，请在规则里补上那时的值：{line}",
        "check the project's year or --as-of; if the date is right, add the value of that time to the rules: {line}",
    ),
    Words(
        "参数的每个值从写明的那一天起有效，更早的日子没有值可取。",
        "Each value of a parameter holds from the day that is written; before the first there is none.",
    ),
)

FAULTS = (
    parameter_needs_date,
    parameter_too_early,
    unknown_fact,
    missing_fact,
    missing_cell,
    missing_item,
    missing_stated,
    wrong_type,
    wrong_unit,
    unknown_choice,
    unknown_indicator,
    ambiguous_indicator,
    unknown_item,
    item_answered_twice,
    no_items,
    wrong_answer,
    wrong_item_points,
    no_deductions_allowed,
    no_judgement_allowed,
    no_bonus_allowed,
    bonus_over_limit,
    wrong_bonus,
    unknown_stated,
    wrong_stated_score,
    ambiguous_deduction,
    unknown_clause,
    deduction_over_limit,
    deduction_off_step,
    wrong_deduction,
    unknown_table,
    unknown_column,
    computed_column,
    negative_amount,
    mixed_units,
    too_many_rows,
)
