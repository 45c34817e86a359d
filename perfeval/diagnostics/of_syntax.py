"""Faults of a rule file's text: what cannot be read as statements of the language."""

from __future__ import annotations

from perfeval.diagnostics import Fault, Level, Words

empty_rules = Fault(
    "empty-rules",
    Level.ERROR,
    Words("规则文件里没有内容", "the rule file holds nothing"),
    Words(
        "请至少写一条，例如：预算执行率 = 实际支出 / 到位资金",
        "write at least one line, for example: 预算执行率 = 实际支出 / 到位资金",
    ),
    Words(
        "文件是空的，或只有注释。一条式子就是一个能用的规则文件。",
        "The file is empty or holds comments only. One formula makes a rule file that can be used.",
    ),
)

unknown_statement = Fault(
    "unknown-statement",
    Level.ERROR,
    Words("看不出“{text}”是哪一种规则{near}", "“{text}” is no statement that is known{near}"),
    Words(
        "请照已有的写法改，例如 {example}；只是说明的话，前面加“说明：”或“# ”",
        "write it as, for example, {example}; if it is a remark, begin it with “说明：” or “# ”",
    ),
    Words(
        "每一行要么以关键词开头（三级指标、要点、按…分档、数据…），要么是“名 = 式”，要么是“…的，不得分”这样的条件。",
        "A line begins with a keyword, or is “name = formula”, or a condition such as “…的，不得分”.",
    ),
)

sentence_unread = Fault(
    "sentence-unread",
    Level.ERROR,
    Words("{what}从“{rest}”起读不懂", "{what} cannot be read from “{rest}” on"),
    Words("请对照这个写法：{example}", "compare it with: {example}"),
    Words(
        "这一行的开头认得出来，但后面的词连不成一句规则。常见原因：漏了一个字、名称没有登记、标点位置不对。",
        "The beginning was recognised, but what follows makes no sentence: a word is missing, a name is not "
        "declared, or a mark stands in the wrong place.",
    ),
)

sentence_unfinished = Fault(
    "sentence-unfinished",
    Level.ERROR,
    Words("{what}没有写完", "{what} is not finished"),
    Words("请补全，对照这个写法：{example}", "complete it; compare it with: {example}"),
    Words(
        "句子到行末还缺东西，例如等号后面没有式子，“若”没有“否则”。",
        "Something is missing at the end: a formula after the equals sign, or the 否则 of a 若.",
    ),
)

ambiguous_sentence = Fault(
    "ambiguous-sentence",
    Level.ERROR,
    Words("这句话有两种读法：{first} ／ {second}", "this can be read in two ways: {first} or {second}"),
    Words(
        "请在词与词之间加空格，或给名称加上「」，如 「{name}」",
        "put blanks between the words, or the name in 「」, as 「{name}」",
    ),
    Words(
        "句子不写空格时按词表和登记过的名称来切分。切法不止一种、意思又不同的，不会替您选一种。",
        "Without blanks a sentence is split by the vocabulary and the declared names. Where splits differ in "
        "meaning, none is chosen for you.",
    ),
)

bracket_not_closed = Fault(
    "bracket-not-closed",
    Level.ERROR,
    Words("这里的括号“{mark}”没有配对", "this bracket “{mark}” has no partner"),
    Words("请补上另一半，或删去多余的", "add the other half, or remove it"),
    Words(
        "括号要成对。开着的括号会把下一行也当成同一句，所以在这里停下。",
        "Brackets come in pairs. An open one would draw the next line into the sentence.",
    ),
)

quote_not_closed = Fault(
    "quote-not-closed",
    Level.ERROR,
    Words("这里的引号 {mark} 没有配对", "this quotation mark {mark} has no partner"),
    Words("请补上另一半", "add the other half"),
    Words(
        '文字写在“ ”或 " " 里，名称可以写在「 」里，都要成对。',
        'Text stands in “ ” or " ", a name may stand in 「 」; both come in pairs.',
    ),
)

nested_too_deep = Fault(
    "nested-too-deep",
    Level.ERROR,
    Words("这里套了{limit}层以上，不读", "this is nested more than {limit} deep; it is not read"),
    Words("请拆成几条有名称的式子", "split it into several formulas with names"),
    Words(
        "人写的式子套不到这么深；确实复杂的，拆成几条更看得懂。",
        "Formulas that people write are not so deep; a complicated one is clearer in several lines.",
    ),
)

statement_too_long = Fault(
    "statement-too-long",
    Level.ERROR,
    Words(
        "这一句有{length}个字，超过了{limit}个字的上限",
        "this sentence has {length} characters; the limit is {limit}",
    ),
    Words("请拆成几条有名称的式子", "split it into several formulas with names"),
    Words(
        "一句规则不会这么长，多半是粘贴错了，或少了换行。",
        "No rule is so long; something was pasted by mistake, or line breaks are missing.",
    ),
)

too_many_statements = Fault(
    "too-many-statements",
    Level.ERROR,
    Words(
        "规则超过{limit}句，从这里起不读", "there are more than {limit} statements; from here on none is read"
    ),
    Words(
        "请确认选对了文件；确实这么多的，拆成几个文件", "make sure it is the right file; split it if it is"
    ),
    Words(
        "一套指标体系有几十到几千句。超过这个数的，多半是选错了文件或重复粘贴了。",
        "A framework has some dozens to some thousands of statements; more were mostly pasted by mistake.",
    ),
)

literal_too_long = Fault(
    "literal-too-long",
    Level.ERROR,
    Words(
        "这个数有{digits}位，超过了{limit}位的上限", "this number has {digits} digits; the limit is {limit}"
    ),
    Words("请检查是否多粘贴了内容", "check whether too much was pasted"),
    Words(
        "没有哪个金额或分数会有这么多位，多半是粘贴错了。",
        "No amount or score has so many digits; something was pasted by mistake.",
    ),
)

enumeration_comma = Fault(
    "enumeration-comma",
    Level.ERROR,
    Words("式子里用了顿号“、”", "the formula has the enumeration comma “、”"),
    Words(
        "除法请写“÷”或“/”，并列的参数请写逗号“，”",
        "write ÷ or / for a division, and a comma between arguments",
    ),
    Words(
        "顿号在“/”键上，想打除号时容易打成顿号。顿号只用在“选项：甲、乙、丙”里。",
        "On a Chinese keyboard “、” is on the “/” key. It only parts the choices of an 选项.",
    ),
)

equals_in_condition = Fault(
    "equals-in-condition",
    Level.ERROR,
    Words("条件里的“等于”不能写“=”", "a condition does not compare with “=”"),
    Words("请写“为”：{mended}", "write 为: {mended}"),
    Words(
        "行首的“名 =”是给这个名称下定义。条件要写“计划成本为0的，不适用”。",
        "“name =” at the beginning of a line defines the name. A condition says 计划成本为0的，不适用.",
    ),
)

strange_character = Fault(
    "strange-character",
    Level.ERROR,
    Words(
        "式子里有不认识的字符“{mark}”（{code}）",
        "the formula has a character that is not known: “{mark}” ({code})",
    ),
    Words(
        "请删去或改写；它是名称的一部分的，把名称放进「」",
        "remove or replace it; if it is part of a name, put the name in 「」",
    ),
    Words(
        "名称由汉字、字母、数字和下划线组成；带其他符号的名称写在「」里。看不见的字符多半是从网页或 Word 带来的。",
        "Names are made of Chinese characters, letters, digits and underscores; others stand in 「」. Invisible "
        "characters mostly come from web pages or Word.",
    ),
)

name_not_plain = Fault(
    "name-not-plain",
    Level.ERROR,
    Words("“{name}”不能直接作名称", "“{name}” cannot be a name as it stands"),
    Words("请写成「{inner}」，等号两边的名称都这样写", "write 「{inner}」, here and wherever it is used"),
    Words(
        "名称由汉字、字母、数字和下划线组成，不以数字开头；关键词和带其他符号的名称写在「」里。",
        "A name is made of Chinese characters, letters, digits and underscores and does not begin with a digit; "
        "keywords and others stand in 「」.",
    ),
)

no_name = Fault(
    "no-name",
    Level.ERROR,
    Words("{what}没有写名称", "{what} has no name"),
    Words("请写成：{example}", "write it as: {example}"),
    Words(
        "体系、等级、数据、表、列和指标都要有名称。",
        "Frameworks, grades, facts, tables, columns and indicators have names.",
    ),
)

weight_touches = Fault(
    "weight-touches",
    Level.ERROR,
    Words("“{text}”分不清哪些是名称、哪些是分值", "in “{text}” the name and the weight run together"),
    Words("请在分值前加一个空格", "put a blank before the weight"),
    Words(
        "名称以数字或字母结尾、后面紧跟分值时（PM2.55分），分值可能读错，所以要用空格隔开。",
        "Where a name ends in a digit or letter and the weight follows at once (PM2.55分), it could be misread.",
    ),
)

no_parent_heading = Fault(
    "no-parent-heading",
    Level.ERROR,
    Words("“{name}”上面没有它的上级指标", "no heading of a higher level stands above “{name}”"),
    Words(
        "请在它前面加一行上级指标，例如 {example}",
        "put a heading of a higher level before it, such as {example}",
    ),
    Words(
        "文件里别的指标有更高的层级，这一个却没有上级，合计时不知道归到哪里。层级可以跳过，不可以没有上级。",
        "Other headings of the file are of a higher level, but none stands above this one. Levels may be skipped.",
    ),
)

outside_indicator = Fault(
    "outside-indicator",
    Level.ERROR,
    Words("这一行不在任何指标下面", "this line stands under no heading"),
    Words("请把它移到它所属的指标标题下面", "move it below the heading of its indicator"),
    Words(
        "计分的句子、要点和扣分都属于某个指标，要写在指标标题之后。标题之前只能写式子。",
        "Scoring sentences, items and deductions belong to an indicator and follow its heading. Only formulas may "
        "stand before the first heading.",
    ),
)

column_outside_table = Fault(
    "column-outside-table",
    Level.ERROR,
    Words("“列”要写在“表”的下面", "a column stands below its table"),
    Words("请先写一行：表 名称", "begin with a line: 表 NAME"),
    Words("一列总是某张表的一列。", "A column is always that of a table."),
)

band_outside_bands = Fault(
    "band-outside-bands",
    Level.ERROR,
    Words("这一档上面没有“按…分档”", "no “按…分档” stands above this band"),
    Words("请先写一行：按 比率 分档", "begin with a line: 按 比率 分档"),
    Words("一档要知道是按哪个数来分的。", "A band needs to be told what it is about."),
)

two_tiers = Fault(
    "two-tiers",
    Level.ERROR,
    Words("一行里写了不止一档", "this line holds more than one tier"),
    Words("每档另起一行，如：好的 得满分", "write one tier a line, for example: good full points"),
    Words(
        "定性评价一行一档，否则分不清哪些是这一档的说法。", "One line is one tier, with its words before it."
    ),
)

two_deductions = Fault(
    "two-deductions",
    Level.ERROR,
    Words("一句里写了两个扣分", "this sentence takes points off twice"),
    Words("请分成两行，一行一个扣分", "write two lines, each with one deduction"),
    Words(
        "“每发现1处扣1分，情节严重的扣2分”要分开写，才知道每一笔扣的是哪一种。",
        "Each deduction is recorded under its own clause, so each has a line of its own.",
    ),
)

two_items = Fault(
    "two-items",
    Level.ERROR,
    Words("一行里写了不止一个要点", "this line holds more than one item"),
    Words("每个要点另起一行", "write one item a line"),
    Words("要点一行一个，答案按①②③对号。", "One line is one item; answers are matched by their marks."),
)

inclusion_differs = Fault(
    "inclusion-differs",
    Level.ERROR,
    Words("括号里说的是{said}，界线写的是{bound}", "the brackets speak of {said}, the bound is {bound}"),
    Words(
        "请改成同一个数，或只写（含）、（不含）",
        "make them the same, or write only (inclusive) or (exclusive)",
    ),
    Words("“80%（含80%）”里的两个数要一样。", "In 80% (inclusive 80%) both figures are the same."),
)

bounded_twice = Fault(
    "bounded-twice",
    Level.ERROR,
    Words("“{words}”方向说了两遍，那个数归不归这里不清楚", "“{words}” says the direction twice"),
    Words("请只写一个，如 低于60%，或 60%以下；达到90%以上可以写", "write one: below 60%, or 60% and below"),
    Words(
        "“低于60%以下”分不清60%算不算；“达到90%以上”没有疑问，可以写。",
        "Below 60% and below leaves open whether 60% belongs to it.",
    ),
)

band_of_other = Fault(
    "band-of-other",
    Level.ERROR,
    Words(
        "这一档写的是“{name}”，上面写的是按“{subject}”分档",
        "this band is about “{name}”, the bands go by “{subject}”",
    ),
    Words("请改成“{subject}”，或只写界线", "make it “{subject}”, or write only the bounds"),
    Words("一个分档下面，各档说的是同一个数。", "All bands under one line are about one figure."),
)

tier_outside = Fault(
    "tier-outside",
    Level.ERROR,
    Words("这一档不在“定性评价”下面", "this tier does not stand under a judgement"),
    Words(
        "各档请连着写在“定性评价”下面；如果是条件，请核对数据的名称",
        "write tiers together under the judgement; if it is a condition, check the names of its facts",
    ),
    Words(
        "定性评价的各档一行接一行，中间不夹条件。",
        "The tiers of a judgement follow one another, without conditions between them.",
    ),
)

item_incomplete = Fault(
    "item-incomplete",
    Level.ERROR,
    Words("这个要点缺{missing}", "this item lacks its {missing}"),
    Words("请写成：{example}", "write it as: {example}"),
    Words(
        "每个要点要有序号（①②③，答案按它对应）、分数和内容。",
        "An item has its mark (①②③, by which answers are matched), its points and its text.",
    ),
)

required_negative_item = Fault(
    "required-negative-item",
    Level.ERROR,
    Words("扣分要点不能作前提", "an item that takes points off cannot be required"),
    Words(
        "存在这种情况就整项不得分的，请写一句：存在…的，不得分",
        "if nothing is to be had where it is found, write: when there is …, no points",
    ),
    Words(
        "前提是不符合就整项不得分的要点；扣分要点没有符合不符合，只有存在不存在。",
        "A required item gives no points at all when it is not met; a negative item is found or not found.",
    ),
)

discretion_open = Fault(
    "discretion-open",
    Level.ERROR,
    Words(
        "“酌情扣{points}分”没有说清：是最多扣{points}分，还是就扣{points}分",
        "“at discretion deduct {points}” leaves open: at most {points}, or just {points}",
    ),
    Words(
        "最多的请写：酌情扣分 最多{points}分：…；就扣这么多的请写条件：…的，扣{points}分",
        "write: discretionary deduction up to {points} points: …; or a condition: when …, deduct {points} points",
    ),
    Words("由人扣分的，要写明最多扣几分，或扣几分到几分。", "Points at discretion need their bounds."),
)

change_undefined = Fault(
    "change-undefined",
    Level.ERROR,
    Words("没有写上年的数是哪一项，变动多少算不出来", "what last year's figure is, is not said"),
    Words(
        "请先写一条式子，再按它扣分：增长率 = (本年数 - 上年数) / 上年数；增长率 每增加1个百分点 扣0.1分",
        "define the change first, and take points off by it: 增长率 = (本年数 - 上年数) / 上年数; "
        "增长率 for every more by 1 percentage point deduct 0.1 points",
    ),
    Words(
        "“比上年每增加1个百分点”要有上年的数，还要说清是差几个百分点，还是增长百分之几。",
        "A change needs last year's figure, and whether it is a difference or a growth rate.",
    ),
)

date_unread = Fault(
    "date-unread",
    Level.ERROR,
    Words("“{text}”不是日期", "“{text}” is not a date"),
    Words("请写成 2025-01-01 或 2025年1月1日", "write it as 2025-01-01 or 2025年1月1日"),
    Words(
        "日期要年、月、日齐全，而且日历上有这一天。",
        "A date has a year, a month and a day of the calendar.",
    ),
)

points_unread = Fault(
    "points-unread",
    Level.ERROR,
    Words("“{text}”后面应是分数", "points should follow “{text}”"),
    Words("请写成：{example}", "write it as: {example}"),
    Words("这一行在名称之后只能写满分或分值。", "After its name, this line has full marks or a weight only."),
)

choices_unread = Fault(
    "choices-unread",
    Level.ERROR,
    Words("“选项”后面没有列出可选的内容，或有重复", "no choices follow 选项, or one is listed twice"),
    Words("请写成：（选项：甲、乙、丙）", "write it as: （选项：甲、乙、丙）"),
    Words(
        "选项是固定的几项，用顿号隔开，至少一项，不能重复。",
        "Choices are parted by 、, at least one, none twice.",
    ),
)

part_step_differs = Fault(
    "part-step-differs",
    Level.ERROR,
    Words("每一档是{wanted}，这里写的是{said}", "a step is {wanted}; here it is {said}"),
    Words(
        "请改成同一个数，如 每5个 扣1分，不足5个的按5个计", "write the same number, as in: 不足5个的按5个计"
    ),
    Words(
        "“不足几个的”说的是不满一档时怎么办，那个数要和“每几个”相同。",
        "What is said of a part step speaks of the step; both have one number.",
    ),
)

whole_number_wanted = Fault(
    "whole-number-wanted",
    Level.ERROR,
    Words(
        "小数位数“{text}”应是0到20的整数",
        "the number of decimals “{text}” should be a whole number from 0 to 20",
    ),
    Words("请写成：得分保留2位小数，四舍五入", "write it as: 得分保留2位小数，四舍五入"),
    Words("保留几位小数，要写成一个不大的整数。", "Decimals kept are a small whole number."),
)

bound_not_literal = Fault(
    "bound-not-literal",
    Level.ERROR,
    Words("档的界线要写成数，这里写的是“{name}”", "a band's bound is a figure; here stands “{name}”"),
    Words(
        "请写成数，例如：{example}；界线随参数变的，请写成条件：比率低于{name}的，不得分",
        "write a figure, for example: {example}; what goes by a parameter is a condition: 比率低于{name}的，不得分",
    ),
    Words(
        "各档要首尾相接、不空不重，界线写明了才能核对。",
        "Bands must leave no gap and not overlap: that can be seen only where the bounds are written out.",
    ),
)

parameter_not_literal = Fault(
    "parameter-not-literal",
    Level.ERROR,
    Words("参数的值要直接写出来，不能是式子", "a parameter's value is written out, not computed"),
    Words(
        "请写一个数、一段文字、是或否，例如：{example}；要计算的，请改成一条定义：名 = 式",
        "write a number, a text, yes or no, for example: {example}; what is computed is a definition: name = formula",
    ),
    Words(
        "参数是文件里定下的一个数，看规则的人不用算就知道是多少。",
        "A parameter is a figure that the file lays down: who reads the rules sees it without computing.",
    ),
)

outside_rows = Fault(
    "outside-rows",
    Level.ERROR,
    Words("这一行要写在“逐行计分”下面", "this line must stand under “score each row”"),
    Words(
        "请在它上面加一行，例如：逐行计分 绩效指标（一级指标 = “产出指标”的行）",
        "add a line above it, for example: score each row 绩效指标 (一级指标 = “产出指标” rows)",
    ),
    Words(
        "“指标名称取”“分值取”说的是表的每一行，只在“逐行计分”下面有意义。",
        "Where each row's name and weight come from is said under the line that scores each row.",
    ),
)

lookup_without_keys = Fault(
    "lookup-without-keys",
    Level.ERROR,
    Words("对照表“{name}”没有写按什么查", "lookup table “{name}” does not say by what it goes"),
    Words("请写成：{example}", "write it as: {example}"),
    Words(
        "对照表的第一行写名称和键：对照表 难度系数：按 类别、规模。",
        "Its first line gives its name and its keys.",
    ),
)

lookup_row_unread = Fault(
    "lookup-row-unread",
    Level.ERROR,
    Words(
        "对照表“{table}”的这一行读不懂：要{count}个键（{keys}），最后是得出的值",
        "this row of lookup table “{table}” cannot be read: {count} keys ({keys}), then the value",
    ),
    Words(
        "键之间用逗号，值写在最后，前面空一格，如 一类，大型  1.2；文字里有标点的加引号",
        "commas between the keys, a blank before the value, as in 一类，大型  1.2; texts with marks in quotes",
    ),
    Words(
        "每行先写键，最后写一个数或加引号的文字。", "A row is its keys and, last, a number or a quoted text."
    ),
)

FAULTS = (
    empty_rules,
    unknown_statement,
    sentence_unread,
    sentence_unfinished,
    ambiguous_sentence,
    bracket_not_closed,
    quote_not_closed,
    nested_too_deep,
    statement_too_long,
    too_many_statements,
    literal_too_long,
    enumeration_comma,
    equals_in_condition,
    strange_character,
    name_not_plain,
    no_name,
    weight_touches,
    no_parent_heading,
    outside_indicator,
    column_outside_table,
    band_outside_bands,
    item_incomplete,
    date_unread,
    bound_not_literal,
    parameter_not_literal,
    points_unread,
    choices_unread,
    part_step_differs,
    whole_number_wanted,
    outside_rows,
)
