"""Faults of rows that are indicators (逐行计分) and of named ways of scoring (计分办法)."""

from __future__ import annotations

from perfeval.diagnostics import Fault, Level, Words

unknown_row_table = Fault(
    "unknown-row-table",
    Level.ERROR,
    Words("没有登记过“{name}”这张表{near}", "there is no table “{name}”{near}"),
    Words("请改正表名，或加一行：表 {name}", "correct the name, or declare it: table {name}"),
    Words(
        "“逐行计分”的后面是一张登记过的表，表的每一行是一个指标。",
        "A declared table follows “score each row”; each of its rows is an indicator.",
    ),
)

row_source_missing = Fault(
    "row-source-missing",
    Level.ERROR,
    Words(
        "“逐行计分 {table}”没有写每一行的{what}从哪一列取",
        "“score each row {table}” does not say which column gives each row's {what}",
    ),
    Words("请在它下面加一行：{example}", "add a line below it: {example}"),
    Words(
        "每一行是一个指标，所以要知道它的名称和分值。",
        "Each row is an indicator, so its name and weight have to be known.",
    ),
)

row_name_not_text = Fault(
    "row-name-not-text",
    Level.ERROR,
    Words("每一行的名称应是文字，这里是{found}", "a row's name should be text; this is {found}"),
    Words("请改为登记成“文本”或“选项”的列", "take a column declared as text or as choices"),
    Words("“指标名称取”后面写一列文字。", "A column of text follows “name from”."),
)

row_weight_not_points = Fault(
    "row-weight-not-points",
    Level.ERROR,
    Words("每一行的分值应是分数，这里是{found}", "a row's weight should be points; this is {found}"),
    Words(
        "请改为登记成“分”的列；是百分比的，请写成：分值取 权数 × 50",
        "take a column declared in 分 (points); of a percentage write: weight from share * 50",
    ),
    Words(
        "“分值取”后面写一列分数，或者算出分数的式子。",
        "Points, or a formula for points, follow “weight from”.",
    ),
)

rows_only_summed = Fault(
    "rows-only-summed",
    Level.ERROR,
    Words(
        "“{indicator}”下面有逐行计分，不能用“{way}”",
        "below “{indicator}” rows are scored one by one; “{way}” cannot be used",
    ),
    Words(
        "请删去这一句（各行相加），或不用逐行计分", "delete this line (rows are summed), or do without rows"
    ),
    Words(
        "各行的分值要到填报时才知道，所以只能相加；加权平均只能用在逐行计分上级的再上一级。",
        "What rows weigh is known with the facts only, so they are summed; a weighted mean may stand one level up.",
    ),
)

not_per_row = Fault(
    "not-per-row",
    Level.ERROR,
    Words(
        "“逐行计分”下面不能写这一句：它要由人逐项填写，而各行事先没有名字",
        "this cannot stand under “score each row”: people answer it by name, and rows have none beforehand",
    ),
    Words(
        "请在表里加一列来填写，再按那一列计分", "add a column to the table for it, and score by that column"
    ),
    Words(
        "要点、每发现…扣、酌情扣分、定性评价由人按指标名称填写，表的各行在每个项目里都不同。",
        "Items, deductions and judgements are recorded by an indicator's name; rows differ from project to project.",
    ),
)

rows_without_scoring = Fault(
    "rows-without-scoring",
    Level.ERROR,
    Words(
        "“逐行计分 {table}”没有写每一行怎么计分", "“score each row {table}” does not say how a row is scored"
    ),
    Words(
        "请在它下面加一行，如：得分 = 分值 × min(完成率(实际完成值, 年度指标值), 1)",
        "add a line below it, for example: score = weight * min(completion(actual, target), 1)",
    ),
    Words("每一行的得分要有算法。", "There must be a way to score each row."),
)

rows_beside_headings = Fault(
    "rows-beside-headings",
    Level.ERROR,
    Words(
        "“{indicator}”下面已有下级指标，不能再逐行计分",
        "“{indicator}” has indicators below it and cannot score rows as well",
    ),
    Words("请把逐行计分移到一个下级指标里", "move the rows to an indicator of their own below it"),
    Words(
        "一个指标的下级要么是标题，要么是表的各行。",
        "Below an indicator stand either headings or the rows of tables.",
    ),
)

column_not_here = Fault(
    "column-not-here",
    Level.ERROR,
    Words(
        "“{name}”说的是表的一行，这里不在逐行计分里",
        "“{name}” speaks of a table's row; no row is at hand here",
    ),
    Words("请把它写到“逐行计分”下面", "write it under “score each row”"),
    Words(
        "“本行.列”只在逐行计分、计算列里有意义。",
        "“this_row.column” has a meaning only where rows are scored.",
    ),
)

method_without_score = Fault(
    "method-without-score",
    Level.ERROR,
    Words("计分办法“{name}”没有写得分怎么算", "the method “{name}” does not say what the score is"),
    Words("请在它下面加一行：得分 = …", "add a line below it: score = …"),
    Words("计分办法以“得分 = 式”结束。", "A method ends with its line “score = formula”."),
)

method_name_taken = Fault(
    "method-name-taken",
    Level.ERROR,
    Words("“{name}”已是一个函数的名称", "“{name}” is already the name of a function"),
    Words("请给计分办法另起一个名称", "give the method another name"),
    Words(
        "计分办法和函数写法相同，名称不能重复。",
        "Methods are written as functions are, so their names differ.",
    ),
)

FAULTS = tuple(value for value in list(globals().values()) if isinstance(value, Fault))
