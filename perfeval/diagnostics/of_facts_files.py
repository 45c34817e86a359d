"""Faults of facts files as text and shape: what cannot be read before any rule is looked at."""

from __future__ import annotations

from perfeval.diagnostics import Fault, Level, Words

not_toml = Fault(
    "not-toml",
    Level.ERROR,
    Words("这一行读不懂：{why}", "this line cannot be read: {why}"),
    Words(
        '请照样子改写：[facts] 下每行一个数据，如 "预算资金" = "200.00万元"',
        'write it like this: one fact a line under [facts], as in "预算资金" = "200.00万元"',
    ),
    Words(
        "数据文件（.toml）由 [段落] 和 名称 = 值 组成：中文名称和文字都放在英文双引号里，符号都用半角。",
        "A facts file (.toml) is made of [sections] and name = value; Chinese names and all text stand in "
        "straight double quotes.",
    ),
)

key_without_quotes = Fault(
    "key-without-quotes",
    Level.ERROR,
    Words("名称“{name}”要加英文双引号", "the name “{name}” needs straight double quotes"),
    Words("请改成：{mended}", "write: {mended}"),
    Words(
        '数据文件（.toml）里，中文名称要放在英文双引号里，如 "预算资金" = 200、[items."立项程序规范性"]。',
        'In a facts file (.toml) a Chinese name stands in straight double quotes: "预算资金" = 200, '
        '[items."立项程序规范性"].',
    ),
)

value_without_quotes = Fault(
    "value-without-quotes",
    Level.ERROR,
    Words("“{value}”是文字，要加英文双引号", "“{value}” is text and needs straight double quotes"),
    Words("请改成：{mended}", "write: {mended}"),
    Words(
        '数据文件（.toml）里，只有单纯的数（200、193.54）可以不加引号；带单位的数和文字都要加，如 "200万元"。',
        "In a facts file (.toml) only a plain number (200, 193.54) goes without quotes; a number with its unit "
        'and any other text need them: "200万元".',
    ),
)

wide_punctuation_in_facts = Fault(
    "wide-punctuation-in-facts",
    Level.ERROR,
    Words("这一行用了中文标点 {mark}", "this line has the Chinese punctuation {mark}"),
    Words("请用英文半角的标点，改成：{mended}", "use its ASCII twin: {mended}"),
    Words(
        "数据文件里，引号、等号、逗号、冒号和括号作为格式时都用英文半角；引号里面的文字用什么标点都可以。",
        "In a facts file the quotes, equals signs, commas, colons and brackets that make its form are ASCII; "
        "inside the quotes any punctuation may stand.",
    ),
)

not_json = Fault(
    "not-json",
    Level.ERROR,
    Words("JSON 数据在这里读不下去：{why}", "the JSON cannot be read from here: {why}"),
    Words(
        '请照样子改写：{{"facts": {{"预算资金": "200.00万元"}}}}',
        'write it like this: {{"facts": {{"预算资金": "200.00万元"}}}}',
    ),
    Words(
        "数据文件（.json）的名称和文字都放在英文双引号里，名称后面是冒号，各项之间是逗号，最后一项后面没有逗号。",
        "In a facts file (.json) names and text stand in straight double quotes, a colon follows each name, "
        "commas stand between entries and none after the last.",
    ),
)

broken_character = Fault(
    "broken-character",
    Level.ERROR,
    Words("{name}里有残缺的字符，无法显示", "{name} has a broken character, which cannot be shown"),
    Words("请重新填写这一处的文字", "write this text again"),
    Words(
        "有的程序把一个字（多半是生僻字或表情符号）截成了两半，剩下的半个不是任何字。",
        "A program has cut a character (a rare one, or an emoji) in two; the half that is left is none.",
    ),
)

not_finite = Fault(
    "not-finite",
    Level.ERROR,
    Words("{name}填的是“{value}”，这不是一个数", "{name} is “{value}”, which is not a number"),
    Words(
        "请填实际的数；没有的，删去这一项，不要用 NaN 或 Infinity 代替",
        "give the number itself, or remove the entry if there is none; NaN and Infinity cannot stand for it",
    ),
    Words(
        "NaN（非数）和 Infinity（无穷大）多半是别的软件把空格或除以零导出来的，不能参与计分。",
        "NaN and Infinity mostly come from software that exported an empty cell or a division by zero.",
    ),
)

number_too_long = Fault(
    "number-too-long",
    Level.ERROR,
    Words("{name}的数字超过{limit}位，不读", "{name} has more than {limit} digits and is not read"),
    Words("请检查是否多粘贴了内容", "check whether too much was pasted"),
    Words(
        "没有哪个金额或数量会有这么多位，多半是粘贴错了。",
        "No amount has so many digits; something was pasted by mistake.",
    ),
)

duplicate_key = Fault(
    "duplicate-key",
    Level.ERROR,
    Words(
        "“{name}”写了两次{first}，不知道以哪个为准",
        "“{name}” is given twice{first}; which of them counts is not clear",
    ),
    Words("请删去一个，或合并到一处", "remove one, or put both in one place"),
    Words(
        "同一个名称只能填一次；写了两次的，不会自动取前一个或后一个。",
        "A name is given once; of two, neither the first nor the last is taken silently.",
    ),
)

facts_too_deep = Fault(
    "facts-too-deep",
    Level.ERROR,
    Words(
        "括号或名称套了{limit}层以上，不读", "brackets or names are nested more than {limit} deep; not read"
    ),
    Words(
        "请检查这里的括号和点是否多打了；数据文件最多套四五层",
        "check the brackets and dots here; facts need four or five levels",
    ),
    Words(
        "数据文件是人填的，最多套四五层；套得很深的多半不是数据文件。",
        "People fill facts files, four or five levels deep; one nested deeper is probably no facts file.",
    ),
)

no_sections = Fault(
    "no-sections",
    Level.ERROR,
    Words(
        "整个数据应是一组“名称和值”，现在是{found}", "the facts should be names with values; this is {found}"
    ),
    Words("请把数据放进 facts 一段，人的评定放进 items、deductions 等段", "put them in a section facts"),
    Words(
        "数据最外面一层是各段的名称：project、facts、items、tables、deductions、bonuses、judged、stated。",
        "The outermost names are the sections: project, facts, items, tables, deductions, bonuses, judged, "
        "stated.",
    ),
)

wrong_shape = Fault(
    "wrong-shape",
    Level.ERROR,
    Words("{name}应是{wanted}，现在是{found}", "{name} should be {wanted}; it is {found}"),
    Words("请照自带的数据文件的样子填写这一段", "fill this section as the shipped facts files do"),
    Words(
        "facts、items、judged、stated 下面是名称和值；deductions、bonuses 和每张表是一条一条的，每条是名称和值。",
        "Under facts, items, judged and stated are names with values; deductions, bonuses and each table are "
        "entries one after another, each of names with values.",
    ),
)

unknown_section = Fault(
    "unknown-section",
    Level.ERROR,
    Words("没有“{name}”这一段{near}", "there is no section “{name}”{near}"),
    Words("能写的段有：{known}；单个数据要写在 facts 里", "sections are {known}; single facts go into facts"),
    Words(
        "数据文件只有固定的几段。段名写错，里面的内容就全用不上，所以算错误。",
        "A facts file has fixed sections. Under a misspelt one nothing would be used, so it is an error.",
    ),
)

unknown_key = Fault(
    "unknown-key",
    Level.ERROR,
    Words("{owner}里的“{name}”不认识{near}", "“{name}” in {owner} is not known{near}"),
    Words("这里能写的有：{known}", "known here: {known}"),
    Words(
        "值、要点、扣分、评定和各方评分里只能写固定的几项，写错的不会被悄悄略过。",
        "Values, answers, deductions, judgements and statements have fixed entries; a misspelt one is not "
        "passed over silently.",
    ),
)

missing_key = Fault(
    "missing-key",
    Level.ERROR,
    Words("{owner}没有写 {keys}", "{owner} lacks {keys}"),
    Words("请补上，例如 {example}", "add it, for example {example}"),
    Words(
        "扣分要写明哪个指标（indicator）、扣几分或几处（points、count）；评定要写分数；写来源的数据也要写数。",
        "A deduction names its indicator and its points or count; a judgement its share or points; a value with "
        "a source the value itself.",
    ),
)

unreadable_value = Fault(
    "unreadable-value",
    Level.ERROR,
    Words(
        "{name}填的是{found}，应是一个数、一段文字、是否或日期",
        "{name} is {found}; it should be a number, a text, true or false, or a date",
    ),
    Words(
        "一项数据只填一个值；多行的数据请放进 tables 的表里",
        "one fact has one value; rows of data belong into a table under tables",
    ),
    Words(
        "一项数据是一个数、一段文字、是或否、一个日期；带来源的写成 { value = …, source = … }。",
        "A fact is a number, a text, true or false, or a date; with its source, { value = …, source = … }.",
    ),
)

text_wanted = Fault(
    "text-wanted",
    Level.ERROR,
    Words("{owner}的 {key} 应填文字，现在是{found}", "{key} of {owner} should be text; it is {found}"),
    Words("请写成放在英文双引号里的文字", "write it as text in straight double quotes"),
    Words(
        "来源、佐证、理由、评定人、指标名称都是文字。",
        "Sources, evidence, reasons, persons and names of indicators are text.",
    ),
)

name_not_text = Fault(
    "name-not-text",
    Level.ERROR,
    Words("{owner}里的名称“{name}”不是文字", "the name “{name}” in {owner} is not text"),
    Words("请用文字作名称", "use text for names"),
    Words(
        "由程序给出的数据，名称要是字符串，不能是数或别的东西。",
        "Facts given by a program have strings for names, not numbers or other things.",
    ),
)

float_read = Fault(
    "float-read",
    Level.NOTE,
    Words(
        "{count}个数是浮点数，按最短的十进制写法读取，如{name}读作 {value}",
        "{count} numbers are floats and were read by their shortest decimals, as {name} = {value}",
    ),
    Words(
        "要精确到每一位的，请给文字（“193.54万元”）或 Decimal",
        "give text (“193.54万元”) or a Decimal where every digit counts",
    ),
    Words(
        "浮点数在计算机里是近似值。这里取能还原它的最短小数，一般就是原来写的数。",
        "A float is an approximation. The shortest decimal that gives it back is taken, which is mostly what "
        "was written.",
    ),
)

empty_facts = Fault(
    "empty-facts",
    Level.NOTE,
    Words("文件“{path}”里没有任何数据", "“{path}” holds no facts"),
    Words("请确认选对了文件；没有数据时各指标都暂缺", "make sure it is the right file; all scores stay open"),
    Words(
        "空的数据文件按“什么都还没填”处理：不算零分，也不算满分。",
        "An empty facts file means that nothing was given yet: neither zero nor full marks.",
    ),
)

stated_details_unread = Fault(
    "stated-details-unread",
    Level.NOTE,
    Words("{owner}里的 {key} 计分时不读", "{key} in {owner} takes no part in scoring"),
    Words(
        "计分所依据的要点和扣分，请写在 [items] 和 [[deductions]] 里",
        "what the score rests on belongs into [items] and [[deductions]]",
    ),
    Words(
        "各方评分里的要点和扣分只说明那一方是怎么评的，计分不采用。",
        "Items and deductions inside a statement tell how that party scored; scoring does not use them.",
    ),
)

bad_setting = Fault(
    "bad-setting",
    Level.ERROR,
    Words("--set 后面的“{text}”{why}", "“{text}” after --set {why}"),
    Words(
        "请写成 --set 名称=值，例如 --set 实际支出资金=193.54万元；表示还没有这个数，写 名称=缺",
        "write --set NAME=VALUE, for example --set 实际支出资金=193.54万元; NAME=缺 for a value not known",
    ),
    Words(
        "--set 用来临时添加或替换一项数据，等号左边是名称，右边是值，两边都要有。",
        "--set adds or replaces one fact: its name left of the equals sign, its value right of it.",
    ),
)

FAULTS = (
    not_toml,
    key_without_quotes,
    value_without_quotes,
    wide_punctuation_in_facts,
    not_json,
    broken_character,
    not_finite,
    number_too_long,
    duplicate_key,
    facts_too_deep,
    no_sections,
    wrong_shape,
    unknown_section,
    unknown_key,
    missing_key,
    unreadable_value,
    text_wanted,
    name_not_text,
    float_read,
    empty_facts,
    stated_details_unread,
    bad_setting,
)
