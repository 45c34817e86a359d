"""Faults of rules that can be read: names, scope, rings, types, units, weights, items, bands, grades."""

from __future__ import annotations

from perfeval.diagnostics import Fault, Level, Words

unknown_name = Fault(
    "unknown-name",
    Level.ERROR,
    Words("前面没有登记过“{name}”{near}", "“{name}” is not declared{near}"),
    Words("如确是新数据，请加一行：数据 {name}（{kind}）", "if it is new, declare it: fact {name} ({kind})"),
    Words(
        "规则里用到的每个名称都要先登记：数据、表、或者一条“名 = 式”。",
        "Every name that a rule uses is declared first: a fact, a table, or a definition.",
    ),
)

unknown_column_name = Fault(
    "unknown-table-column",
    Level.ERROR,
    Words("表“{table}”没有“{name}”这一列{near}", "table “{table}” has no column “{name}”{near}"),
    Words(
        "请改正列名，或在表下加一行：列 {name}（…）", "correct it, or add under the table: column {name} (…)"
    ),
    Words(
        "“表.列”里的列要先在“列”行登记。",
        "A column named as table.column is declared by a column line first.",
    ),
)

unknown_function = Fault(
    "unknown-function",
    Level.ERROR,
    Words("没有“{name}”这个函数{near}", "there is no function “{name}”{near}"),
    Words("可以用的函数有：{known}", "the functions are: {known}"),
    Words("式子里“名称（…）”的名称必须是函数。", "A name followed by parentheses must be a function."),
)

wrong_argument_count = Fault(
    "wrong-argument-count",
    Level.ERROR,
    Words(
        "函数“{name}”要{wanted}个数，这里写了{given}个",
        "function “{name}” takes {wanted} arguments; {given} are given",
    ),
    Words("请核对括号里用逗号隔开的内容", "check what stands between the commas"),
    Words("函数括号里内容的个数不对。", "The number of things in a function's parentheses is wrong."),
)

wrong_argument = Fault(
    "wrong-argument",
    Level.ERROR,
    Words("函数“{name}”的第{position}个应是{wanted}", "argument {position} of “{name}” should be {wanted}"),
    Words("请核对括号里的内容和次序", "check what is in the parentheses and its order"),
    Words(
        "函数括号里内容的种类不对，例如该写“表.列”的地方写了一个数。",
        "What stands in a function's parentheses is of the wrong kind.",
    ),
)

not_a_value = Fault(
    "not-a-value",
    Level.ERROR,
    Words("“{name}”是一张表，不能直接当数用", "“{name}” is a table; it cannot be used as a number"),
    Words(
        "请写清哪一列、怎么汇总，如：平均({name}.列名)",
        "say which column and how, for example mean({name}.column)",
    ),
    Words(
        "表有许多行，要用 合计、平均 等函数汇总后才是一个数。",
        "A table has many rows; a function such as sum or mean makes one number of a column.",
    ),
)

column_outside_rows = Fault(
    "column-outside-rows",
    Level.ERROR,
    Words("“{name}”有许多行，要汇总后才能用", "“{name}” has many rows and must be summed up first"),
    Words("请写：平均({name}) 或 合计({name})", "write mean({name}) or sum({name})"),
    Words(
        "“表.列”是一列数，只能放在 合计、平均、计数、最小、最大 里。",
        "A table's column can only stand inside sum, mean, count, smallest or largest.",
    ),
)

bare_indicator = Fault(
    "bare-indicator",
    Level.ERROR,
    Words(
        "“{name}”是指标，要说明用它的比率还是得分",
        "“{name}” is an indicator: say whether its rate or its score is meant",
    ),
    Words("请写“{name}.比率”或“{name}.得分”", "write {name}.rate or {name}.score"),
    Words(
        "在别的指标里提到一个指标时，要写明 .比率、.得分 或 .精确得分。",
        "Another indicator is named with .rate, .score or .exact_score.",
    ),
)

unknown_member = Fault(
    "unknown-member",
    Level.ERROR,
    Words("“{owner}”没有“{member}”可取", "“{owner}” has no “{member}”"),
    Words(
        "指标可取 .比率 .得分 .精确得分；表可取它的列",
        "an indicator has .rate .score .exact_score; a table has its columns",
    ),
    Words("“.”后面写的内容取不到。", "What stands after the dot does not exist."),
)

no_rate = Fault(
    "no-rate",
    Level.ERROR,
    Words("“{indicator}”没有写比率怎么算", "“{indicator}” does not say how its rate is computed"),
    Words("请加一行：{indicator} = …", "add a line: {indicator} = …"),
    Words(
        "用到“比率”的指标要有一条与指标同名的定义。",
        "An indicator that speaks of its rate needs a definition of its own name.",
    ),
)

own_outside = Fault(
    "own-outside-indicator",
    Level.ERROR,
    Words("“{word}”只能写在指标里面", "“{word}” only has a meaning inside an indicator"),
    Words("请把这一行移到指标标题之下", "move this line under an indicator's heading"),
    Words(
        "分值、比率、得分说的是所在指标自己的，指标之外没有意义。",
        "Weight, rate and score are those of the indicator they stand in.",
    ),
)

defined_twice = Fault(
    "defined-twice",
    Level.ERROR,
    Words("“{name}”登记了两次（{first}已有）", "“{name}” is declared twice (first on {first})"),
    Words("请删去一处，或改用不同的名称", "remove one, or give it another name"),
    Words("同一个名称只能有一个意思。", "A name has one meaning."),
)

ring = Fault(
    "ring",
    Level.ERROR,
    Words("{path}（{lines}），没法算", "{path} ({lines}): it cannot be computed"),
    Words("请去掉其中一处", "take one of them out"),
    Words(
        "几条定义互相需要对方的结果，谁也算不出来。",
        "Definitions need one another's results, so none can be computed.",
    ),
)

not_a_condition = Fault(
    "not-a-condition",
    Level.ERROR,
    Words("这里要写一个条件，写的却是一个数或文字", "a condition is wanted here"),
    Words(
        "请写成比较，如“比率低于60%”；是否类的数据请登记为：数据 名称（是否）",
        "write a comparison such as rate < 60%, or declare the fact as yes/no",
    ),
    Words(
        "“若”“且”“或”“的，”之前要写能判断是或否的条件。",
        "After if, and, or, a condition is expected: something that is true or false.",
    ),
)

unknown_part = Fault(
    "unknown-part",
    Level.ERROR,
    Words(
        "“{whole}”的“其中”写了“{name}”，规则里没有登记这项数据{near}",
        "“{whole}” names “{name}” among its parts, which is no declared fact{near}",
    ),
    Words("请改正名称，或加一行：数据 {name}（…）", "correct the name, or add a line: fact {name} (…)"),
    Words(
        "“其中”后面列的各项要逐项登记为数据，单位与合计相同；填报后会核对合计是否等于各项之和。",
        "Each part of a sum is declared as a fact in the unit of the whole; what is filled in is then added up.",
    ),
)

not_a_number = Fault(
    "not-a-number",
    Level.ERROR,
    Words("这里要写一个数，写的却是{found}", "a number is wanted here, not {found}"),
    Words("请检查是否选错了数据", "check whether the right fact was named"),
    Words("文字、日期、是否不能加减乘除，也不能比大小。", "Text, dates and yes/no cannot be computed with."),
)

units_differ = Fault(
    "units-differ",
    Level.ERROR,
    Words("“{left}”与“{right}”不能{verb}", "“{left}” and “{right}” cannot be {verb}"),
    Words("请检查是否选错数据", "check whether the right facts were named"),
    Words(
        "金额、个数、分数、天数各是各的，不能直接相加或比较。",
        "Money, counts, points and days cannot be added or compared with one another.",
    ),
)

labels_differ = Fault(
    "labels-differ",
    Level.ASK,
    Words(
        "“{left}”与“{right}”的单位不同，按原数{verb}",
        "“{left}” and “{right}” have different units; they are {verb} as plain numbers",
    ),
    Words("请确认是同一种东西", "make sure that they are the same kind of thing"),
    Words(
        "个、家、次、天、分这样的单位不同，也许不该放在一起算；若本来就按数计算（如每延误1天扣0.5分），可以不管。",
        "Units such as 个, 家, 次, 天 and 分 differ; perhaps they should not be put together. Where plain numbers are "
        "meant (0.5 points for each day late), leave it.",
    ),
)

number_without_unit = Fault(
    "number-without-unit",
    Level.ERROR,
    Words(
        "“{number}”没有写单位，与金额“{other}”一起算时分不清是元还是万元",
        "“{number}” has no unit; beside the amount “{other}” it could be 元 or 万元",
    ),
    Words("请写明单位，如 {number}万元", "write the unit, for example {number}万元"),
    Words(
        "金额要写单位，差一个“万”字就差一万倍。",
        "An amount needs its unit; leaving it out can be wrong by ten thousand.",
    ),
)

not_a_rate = Fault(
    "not-a-rate",
    Level.ERROR,
    Words(
        "“{indicator}”的比率带着单位“{unit}”，不是比率",
        "the rate of “{indicator}” has the unit “{unit}”; it is no rate",
    ),
    Words(
        "比率一般是两个同单位的数相除，请检查式子",
        "a rate is one amount over another of the same unit; check the formula",
    ),
    Words(
        "按比率计分时，比率应是没有单位的数（1 即 100%）。", "A rate is a number without a unit (1 is 100 %)."
    ),
)

unknown_unit = Fault(
    "unknown-unit",
    Level.ERROR,
    Words("“{unit}”不是已知的单位或种类{near}", "“{unit}” is no known unit or kind{near}"),
    Words(
        "可写 万元、元、%、分、天、个 等，或 是否、文本、日期、选项、目标、数量",
        "write 万元, 元, %, 分, 天, 个 …, or yes/no, text, date, choice, target, quantity",
    ),
    Words(
        "数据后面括号里要写单位或种类。新的计数单位不能含数字。",
        "A fact's parentheses hold its unit or kind. A new count label holds no digit.",
    ),
)

missing_full_marks = Fault(
    "missing-full-marks",
    Level.ERROR,
    Words("“{name}”没有写满分", "“{name}” does not say its full marks"),
    Words("请写成：{example}", "write: {example}"),
    Words("体系和每个指标都要写分值。", "The framework and each indicator need their points."),
)

weights_mismatch = Fault(
    "weights-mismatch",
    Level.ERROR,
    Words(
        "“{name}”写的是{weight}分，下面合计{sum}分，{difference}：{parts}",
        "“{name}” has {weight} points, those below it {sum} ({difference}): {parts}",
    ),
    Words("请调整分值，或把“{name}”改为{sum}分", "change the points, or make “{name}” {sum} points"),
    Words("下级指标的分值之和要等于上级的分值。", "The weights below a heading add up to its own."),
)

items_mismatch = Fault(
    "items-mismatch",
    Level.ERROR,
    Words(
        "“{name}”{weight}分，要点合计{sum}分（{parts}），{difference}",
        "“{name}” has {weight} points, its items {sum} ({parts}): {difference}",
    ),
    Words(
        "请调整要点的分数，使合计等于{weight}分；扣分要点不计入合计",
        "make the items add up to {weight}; negative items do not count",
    ),
    Words(
        "要点的分数之和要等于指标的分值（扣分要点除外）。",
        "The points of the items add up to the indicator's weight, negative items aside.",
    ),
)

item_twice = Fault(
    "item-twice",
    Level.ERROR,
    Words("“{indicator}”有两个要点{mark}", "“{indicator}” has two items {mark}"),
    Words("请改用不同的序号", "give one of them another mark"),
    Words(
        "要点按序号对号填写，同一指标里序号不能重复。",
        "Items are matched by their marks, so a mark stands once in an indicator.",
    ),
)

band_gap = Fault(
    "band-gap",
    Level.ERROR,
    Words("{range}没有规定得几分", "nothing is said of {range}"),
    Words("请补上这一档，或写一行：其余 不得分", "add a line for it, or: the rest no points"),
    Words(
        "分档要覆盖所有可能的值，否则落在空档里的项目没法计分。",
        "Bands cover every value; a project in a gap could not be scored.",
    ),
)

band_overlap = Fault(
    "band-overlap",
    Level.ERROR,
    Words(
        "{value}同时落在两档（第{first}、{second}行）",
        "{value} lies in two bands (lines {first} and {second})",
    ),
    Words("请用（含）写明归哪一档", "say with （含） to which it belongs"),
    Words("同一个值只能落在一档里。", "A value lies in one band."),
)

band_unreachable = Fault(
    "band-unreachable",
    Level.ERROR,
    Words("这一档永远用不上：{why}", "this band can never be used: {why}"),
    Words("请改正两头的数，或删去这一行", "mend its ends, or remove the line"),
    Words(
        "这一档里没有任何值，或者它的值都已在别的行规定。",
        "No value lies in this band, or other lines cover all of it.",
    ),
)

bound_open = Fault(
    "bound-open",
    Level.ASK,
    Words(
        "没有写{value}含不含在内，按{assumed}处理",
        "it is not said whether {value} is included; taken as {assumed}",
    ),
    Words("请写明（含）或（不含）", "write （含） or （不含）"),
    Words(
        "两头的数归哪一档要写明，恰好落在线上的项目才不会有争议。",
        "Say to which band a bound belongs, so that a project on the line is not in dispute.",
    ),
)

no_bands = Fault(
    "no-bands",
    Level.ERROR,
    Words("“分档”下面没有写各档得几分", "no bands follow this line"),
    Words(
        "请在下面逐行写，如：90%（含）以上 得5分",
        "write them below, one a line, for example: 90% (inclusive) and above gets 5 points",
    ),
    Words("“按…分档”之后每行写一档。", "Each line after “by … in bands” is one band."),
)

not_a_band = Fault(
    "not-a-band",
    Level.ERROR,
    Words("“{words}”不是一个区间", "“{words}” is no interval"),
    Words(
        "请写成区间，如：80%（含）—90% 得4分",
        "write an interval, for example: 80% (inclusive) - 90% gets 4 points",
    ),
    Words(
        "按一个数分档时，每行开头写区间；只有选项类的数据才按名称分档。",
        "Bands of a number begin with an interval; only a choice has bands by name.",
    ),
)

unknown_choice_name = Fault(
    "unknown-choice-name",
    Level.ERROR,
    Words("“{name}”不是“{subject}”的选项{near}", "“{name}” is no choice of “{subject}”{near}"),
    Words("选项有：{choices}", "its choices are: {choices}"),
    Words("按选项分档时，每行开头写一个登记过的选项。", "Bands over a choice begin with one of its choices."),
)

points_over_weight = Fault(
    "points-over-weight",
    Level.ERROR,
    Words(
        "这一行给{points}分，超过了“{indicator}”的分值{weight}分",
        "this line gives {points} points, more than the {weight} of “{indicator}”",
    ),
    Words("请改正分数", "correct the points"),
    Words("一档的得分不能超过指标的分值。", "A band gives no more than the indicator's weight."),
)

below_zero_unread = Fault(
    "below-zero-unread",
    Level.ERROR,
    Words("倒扣几分，要写成一个大于0的分数", "how many points go below zero must be a figure over 0"),
    Words(
        "请写成：存在截留的，倒扣10分", "write it as: when there is diversion, deduct below zero 10 points"
    ),
    Words(
        "倒扣10分，意思是不得分，再从总分里扣10分：本项得−10分。",
        "10 points below zero: the indicator gets no points, and 10 more are taken from the total.",
    ),
)

no_points_in_band = Fault(
    "no-points-in-band",
    Level.ERROR,
    Words("“{result}”不能写在一档里", "“{result}” cannot stand in a band"),
    Words(
        "一档写得几分、扣几分或不得分；“{result}”请另写一句条件：…的，{result}",
        "a band gives points, takes points off or gives none; write “{result}” as a condition of its own",
    ),
    Words("每一档说的是落在那里得几分。", "A band says how many points are given there."),
)

points_of_two_ends = Fault(
    "points-of-two-ends",
    Level.ERROR,
    Words("一档里得分写了两个数", "a band gives two figures of points"),
    Words(
        "只有线性的分档才这样写：把上面改成“按 … 分档，线性”；否则请只写一个得分",
        "only interpolated bands do: make it “by … in bands, linear”, or give one figure",
    ),
    Words(
        "80%—90% 得8分—10分，意思是两头之间按比例插值，要写明线性。",
        "80% to 90% get 8 to 10 points means interpolation between the ends, which must be said.",
    ),
)

linear_row = Fault(
    "linear-row",
    Level.ERROR,
    Words("线性分档看不懂这一行：{why}", "this line cannot stand in interpolated bands: {why}"),
    Words(
        "请写界线和得分，如 90% 得10分、60% 得6分；或 60%（含）—90% 得6分—10分；两头可写 90%以上 得满分",
        "write knots: 90% get 10 points, 60% get 6 points; or 60% to 90% get 6 to 10 points; "
        "and for beyond: 90% and above full points",
    ),
    Words(
        "线性分档由几个界线和它们的得分定下，界线之间按比例算。",
        "Interpolated bands are set by knots and their points; between them points go in proportion.",
    ),
)

linear_needs_two = Fault(
    "linear-needs-two",
    Level.ERROR,
    Words("线性分档至少要两个不同的界线", "interpolated bands need two different knots"),
    Words("请再写一行，如 60% 得6分", "add another line, for example: 60% get 6 points"),
    Words("一个点定不出一条线。", "One point makes no line."),
)

no_tiers = Fault(
    "no-tiers",
    Level.ERROR,
    Words("“定性评价”下面没有一档", "no tier stands under this judgement"),
    Words(
        "请在下面逐行写，如：达成年度指标 得80%（含）—100%",
        "write them below, one a line, for example: targets met get 80% (inclusive) to 100%",
    ),
    Words(
        "定性评价要写明各档的说法和得分范围，评定的人只能在范围内选。",
        "A judgement has tiers with their words and bounds; who judges chooses within them.",
    ),
)

tier_gap = Fault(
    "tier-gap",
    Level.ERROR,
    Words("评定为{range}的，没有一档管", "no tier allows {range}"),
    Words("请把各档的范围改成首尾相接", "let the tiers meet"),
    Words(
        "各档都写了范围的，从0到满分不能有空档，否则有的得分谁也给不出。",
        "Where all tiers are ranges they cover everything from 0 to the weight: no score may be out of reach.",
    ),
)

tier_unit = Fault(
    "tier-unit",
    Level.ERROR,
    Words("“{value}”不是得分的范围", "“{value}” is no score"),
    Words(
        "请写分值的百分之几或几分，如 得80%（含）—100%、得4分—5分",
        "write shares of the weight or points, for example: get 80% to 100%, get 4 points to 5 points",
    ),
    Words("定性评价各档写的是得几分。", "The tiers of a judgement say how many points are given."),
)

tier_twice = Fault(
    "tier-twice",
    Level.ERROR,
    Words("两档都叫“{text}”", "two tiers are called “{text}”"),
    Words("请合成一档，或改一个说法", "make them one, or change the words of one"),
    Words("评定时要按说法选一档，说法不能相同。", "Tiers are chosen by their words, so these must differ."),
)

two_scorings = Fault(
    "two-scorings",
    Level.ERROR,
    Words(
        "“{indicator}”有两种计分写法（{first}已有一种）",
        "“{indicator}” is scored in two ways (the other is on {first})",
    ),
    Words("请只保留一种", "keep one of them"),
    Words(
        "一个指标的基本得分只能由一句话规定：按比率计分、分档、得分 = … 或要点。",
        "One sentence gives an indicator its score: by rate, bands, score = …, or items.",
    ),
)

parent_with_scoring = Fault(
    "parent-with-scoring",
    Level.ERROR,
    Words(
        "“{indicator}”下面还有指标，不能自己再计分",
        "“{indicator}” has indicators below it and cannot be scored itself",
    ),
    Words("请把这一行移到最下一级的指标里", "move this line to an indicator at the lowest level"),
    Words("有下级的指标由下级汇总得分。", "An indicator with others below it is the sum of them."),
)

grade_gap = Fault(
    "grade-gap",
    Level.ERROR,
    Words("{range}没有规定是哪一等", "no grade is given for {range}"),
    Words(
        "请改成首尾相接的区间，如 80分（含）—90分",
        "let the intervals meet, for example 80 points (inclusive) - 90 points",
    ),
    Words(
        "等级要覆盖从0分到满分的每个分数，89.5分这样的分数才不会没有等级。",
        "Grades cover every score from 0 to full marks; 89.5 must have one.",
    ),
)

grade_below_zero = Fault(
    "grade-below-zero",
    Level.ERROR,
    Words(
        "有倒扣，总分可能低到{least}分，0分以下没有规定是哪一等",
        "points can go below zero: the total may be {least}, and no grade is given for less than 0",
    ),
    Words("最低的一等请写成“60分以下”的样子", "let the lowest grade be open: 60 points and below"),
    Words(
        "写了倒扣，指标和总分都可能是负的，最低的一等不能从0分开始。",
        "With points below zero the total may be negative, so the lowest grade must not begin at 0.",
    ),
)

grade_overlap = Fault(
    "grade-overlap",
    Level.ERROR,
    Words("{value}分同时属于“{first}”和“{second}”", "{value} points are both “{first}” and “{second}”"),
    Words("请用（含）写明归哪一等", "say with （含） to which it belongs"),
    Words("一个总分只能有一个等级。", "A total has one grade."),
)

score_not_stated = Fault(
    "scoring-open",
    Level.NOTE,
    Words(
        "“{indicator}”未写计分标准，暂按比率计分",
        "“{indicator}” has no scoring sentence; it is scored by its rate",
    ),
    Words("请加一行，如：按比率计分，不超过分值", "add a line, for example: score by rate, at most weight"),
    Words(
        "只写了怎么算比率、没写怎么计分的指标，按 分值 × 比率 计，限于0到分值之间。",
        "An indicator with a rate but no scoring sentence gets weight × rate, between 0 and its weight.",
    ),
)

rule_missing = Fault(
    "rule-missing",
    Level.NOTE,
    Words(
        "“{indicator}”没有计分标准，只能采用有关方面写明的得分",
        "“{indicator}” has no rule; only a stated score can be taken",
    ),
    Words("有标准的，请写进规则", "write its standard if there is one"),
    Words("没有标准的指标，得分无法复算。", "A score without a rule cannot be recomputed."),
)

rounding_open = Fault(
    "rounding-open",
    Level.ASK,
    Words(
        "没有写得分怎样取小数，按“指标不取整，总分四舍五入到2位小数”处理",
        "nothing is said of rounding; indicators are not rounded, the total is to 2 places, half up",
    ),
    Words("请写：得分保留2位小数，四舍五入", "write: score keep 2 decimals, half up"),
    Words(
        "在哪里取小数、取几位，会使总分相差0.01，应由规则写明。",
        "Where and how scores are rounded can change a total by 0.01; the rules should say it.",
    ),
)

not_applicable_open = Fault(
    "not-applicable-open",
    Level.ASK,
    Words(
        "有的指标可能不适用，没有写它的分值怎么办，按百分制折算处理",
        "an indicator may not apply and nothing is said of its points; the rest is rescaled",
    ),
    Words(
        "请写：指标不适用的，按百分制折算，折算后保留2位小数（或 分值由同级指标分摊）",
        "write: inapplicable indicators rescaled, keep 2 places",
    ),
    Words(
        "折算和分摊算出来的总分不同，应由规则写明。",
        "Rescaling and sharing give different totals; the rules should say which.",
    ),
)

unused = Fault(
    "unused",
    Level.NOTE,
    Words("{kind}“{name}”登记了，但没有用上", "{kind} “{name}” is declared but not used"),
    Words("不需要的请删去；需要的请检查名称", "remove it, or check the names that should use it"),
    Words(
        "登记了又没用上的，多半是别处写错了名称。",
        "What is declared and never used often shows a misspelt name elsewhere.",
    ),
)

step_not_positive = Fault(
    "step-not-positive",
    Level.ERROR,
    Words("每一档是{size}，要大于0", "a step is {size}; it must be more than 0"),
    Words("请改正，如 每5个 扣1分", "correct it, as in: 每5个 扣1分"),
    Words("按档扣分，一档要大于0。", "Points by steps need steps of more than nothing."),
)

step_start_missing = Fault(
    "step-start-missing",
    Level.ERROR,
    Words("没有写从哪个数算起", "it is not said from which number it goes"),
    Words("请写明，如 产量 每低于100吨 5吨 扣1分", "say it, as in: 产量 每低于100吨 5吨 扣1分"),
    Words(
        "“每超过”“每减少”要知道比哪个数多、比哪个数少。",
        "To be over or short of something, the number has to be known.",
    ),
)

step_start_open = Fault(
    "step-start-open",
    Level.ASK,
    Words("没有写从哪个数算起，按100%算起处理", "it is not said from which number it goes; taken from 100%"),
    Words("请写明，如 每低于90% 1个百分点 扣0.5分", "say it, as in: 每低于90% 1个百分点 扣0.5分"),
    Words(
        "“每超过1个百分点”多半指超过100%的部分，“每减少”多半指不足100%的部分；不是的要写明。",
        "What is over or short is mostly over or short of 100%; if not, say so.",
    ),
)

step_percent_open = Fault(
    "step-percent-open",
    Level.ASK,
    Words(
        "“{size}”可以指百分点，也可以指相对比例，按百分点处理",
        "“{size}” may be percentage points or relative; taken as points",
    ),
    Words("请写“个百分点”，如 每减少5个百分点", "write percentage points, as in: 每减少5个百分点"),
    Words(
        "满意率从90%减少5个百分点是85%，相对减少5%是85.5%，扣分不同。",
        "90% less 5 percentage points is 85%, less 5% of itself 85.5%.",
    ),
)

part_step_open = Fault(
    "part-step-open",
    Level.ASK,
    Words(
        "没有写不足{size}的怎么算，按不扣处理",
        "it is not said what becomes of less than {size}; taken as nothing off",
    ),
    Words(
        "请写明：不足{size}的不扣，或 不足{size}的按{size}计，或 按实际比例扣",
        "say it: 不足{size}的不扣, or 不足{size}的按{size}计, or 按实际比例扣",
    ),
    Words(
        "延误12天、每5天扣1分：不足的不扣，扣2分；不足的按5天计，扣3分；按比例扣2.4分。",
        "12 days late at 1 point for every 5: 2, 3 or 2.4 points, by what is said of part steps.",
    ),
)

no_indicators = Fault(
    "no-indicators",
    Level.ERROR,
    Words("没有可以计分的内容", "there is nothing to score"),
    Words(
        "请至少写一个指标，如：三级指标 预算执行率 5分",
        "write at least one indicator, for example: level 3 执行率 5 points",
    ),
    Words("规则文件里没有指标，也没有定义。", "The rule file has neither an indicator nor a definition."),
)

negative_weight = Fault(
    "weight-not-positive",
    Level.ERROR,
    Words("“{name}”的分值是{weight}，分值要大于0", "the weight of “{name}” is {weight}; a weight is above 0"),
    Words("请改正分值", "correct the weight"),
    Words("分值为0或负数的指标没有意义。", "A weight of 0 or less means nothing."),
)

second_framework = Fault(
    "second-statement",
    Level.ERROR,
    Words("“{statement}”写了两次（{first}已有）", "“{statement}” stands twice (first on {first})"),
    Words("请只保留一处", "keep one"),
    Words("这句话在一个文件里只能写一次，否则不知道听哪一句。", "This statement stands once in a file."),
)

weight_not_constant = Fault(
    "weight-not-constant",
    Level.ERROR,
    Words("分值要写成一个数", "a weight is a plain number"),
    Words("请写：分值 = 5", "write: weight = 5"),
    Words("分值不能由数据算出来。", "A weight is not computed from facts."),
)

FAULTS = tuple(value for value in list(globals().values()) if isinstance(value, Fault))
