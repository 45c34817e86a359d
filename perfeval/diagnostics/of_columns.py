"""Faults of tables of projects: their columns, their cells, the files they stand in."""

from __future__ import annotations

from perfeval.diagnostics import Fault, Level, Words

missing_column = Fault(
    "missing-column",
    Level.ERROR,
    Words("表里没有“{name}”这一列{near}", "the table has no column “{name}”{near}"),
    Words(
        "请加上这一列；没有数的格子留空，就是缺",
        "add the column; a cell with no value stays empty, which is missing",
    ),
    Words(
        "规则要用的每项数据、每个要点都要有一列，列名就是数据的名称，要点写成“指标.①”。一列都没有，多半是列名写错了，"
        "所以先停下来，不当作全部缺数据。",
        "Each fact and each item that the rules use needs a column: a fact by its name, an item as “indicator.①”. "
        "A column that is not there at all is mostly misspelt, so nothing is scored until it is.",
    ),
)

column_twice = Fault(
    "column-twice",
    Level.ERROR,
    Words("表里有两列都叫“{name}”", "two columns of the table are called “{name}”"),
    Words("请改掉其中一列的名称，或者删去一列", "rename one of them, or take it out"),
    Words(
        "两列同名时不知道该用哪一列，所以不计分。",
        "Of two columns with one name nobody knows which is meant, so nothing is scored.",
    ),
)

unknown_table_kind = Fault(
    "unknown-table-kind",
    Level.ERROR,
    Words("不知道怎样读写“{path}”", "there is no way to read or write “{path}”"),
    Words("文件名请以 .parquet、.csv 或 .jsonl 结尾", "its name should end in .parquet, .csv or .jsonl"),
    Words(
        "成批计分读写 Parquet、CSV 和 JSON Lines，按文件名的结尾区分。",
        "A batch reads and writes Parquet, CSV and JSON Lines, told by the end of the name.",
    ),
)

table_unreadable = Fault(
    "table-unreadable",
    Level.ERROR,
    Words("“{path}”读不下去：{why}", "“{path}” cannot be read: {why}"),
    Words(
        "文件可能不完整或不是这种格式；请重新导出。结果没有写出",
        "it may be cut off or of another format: export it again; nothing was written",
    ),
    Words(
        "文件的内容与它的格式不符，例如下载中断、只传了一半。读到一半出错时，也不写出结果。",
        "What the file holds does not fit its format, such as when only half of it arrived. Where that shows on the way, "
        "no result is written either.",
    ),
)

output_is_input = Fault(
    "output-is-input",
    Level.ERROR,
    Words("结果不能写到要读的文件“{path}”里", "the result cannot go into “{path}”, which is read"),
    Words("请换一个文件名", "choose another name"),
    Words("边读边写同一个文件会毁掉数据。", "To write into a file that is being read would destroy it."),
)

decision_not_taken_up = Fault(
    "decision-not-taken-up",
    Level.ERROR,
    Words(
        "“{name}”这一列是人的决定，规则里没有一处用它{near}",
        "the column “{name}” decides what no rule asks for{near}",
    ),
    Words(
        "请改正列名或者删去这一列；只想原样带上的，写进 --carry",
        "mend its name or take it out; name it in --carry if it is only to travel along",
    ),
    Words(
        "扣分、加分、评定、自评的列都会改变得分。规则里没有对应的条款时，不能当作没有看见，所以先停下来。",
        "Points taken off, bonuses and judgements change scores. Where no rule has a place for them they cannot be "
        "passed over, so nothing is scored.",
    ),
)

column_not_read = Fault(
    "column-not-read",
    Level.NOTE,
    Words("“{name}”这一列没有用到{near}", "the column “{name}” is not read{near}"),
    Words(
        "不影响得分；要写进结果的用 --carry", "scores do not depend on it; --carry writes it into the result"
    ),
    Words(
        "规则没有用这一列。列名写错的，会在这里看出来。",
        "No rule reads this column. A name that is misspelt shows here.",
    ),
)

floats_as_decimals = Fault(
    "floats-as-decimals",
    Level.NOTE,
    Words("浮点数按最短的十进制写法读：{names}", "floats are read by their shortest decimals: {names}"),
    Words(
        "0.1 就是十分之一；要完全由自己决定，请用小数（decimal）或整数的列",
        "0.1 is one tenth; to leave nothing to reading, use decimal or integer columns",
    ),
    Words(
        "浮点数存不下多数十进制小数，0.1 存的是一个很接近的数。这里取写出来最短的那个小数，与人看到的一致。",
        "A float cannot hold most decimals; what it holds for 0.1 is very near. It is read as the shortest decimal that "
        "it prints as, which is what people see.",
    ),
)

key_twice = Fault(
    "key-twice",
    Level.NOTE,
    Words(
        "“{name}”这一列不是每行都不同：有{count}行与前面的重复，例如{examples}",
        "the key “{name}” is not one of each: {count} rows repeat one before, such as {examples}",
    ),
    Words(
        "每行都已计分；请查一查是否重复报送", "every row is scored; see whether a project was reported twice"
    ),
    Words(
        "键是用来认出项目的。重复的行照样计分，但很可能同一个项目报了两次。",
        "The key tells projects apart. Rows that repeat one are scored like any other, but a project may stand there twice.",
    ),
)

row_not_found = Fault(
    "row-not-found",
    Level.ERROR,
    Words("“{name}”这一列里没有“{key}”", "no row has “{key}” in the column “{name}”"),
    Words(
        "请检查 --row 的写法；键不在第一列的，用 --key 写明列名",
        "check --row; name the column by --key if it is not the first",
    ),
    Words(
        "按键找一行时，表里没有这个键。",
        "A row was asked for by a key that the table does not have.",
    ),
)

row_not_single = Fault(
    "row-not-single",
    Level.ERROR,
    Words("“{name}”这一列里有{count}行是“{key}”", "{count} rows have “{key}” in the column “{name}”"),
    Words("请用 --key 选一列每行都不同的", "choose by --key a column that differs in every row"),
    Words(
        "按键找一行时，有几行同键，不知道要解释哪一行。",
        "A row was asked for by a key that several rows have; nobody knows which is meant.",
    ),
)

check_differs = Fault(
    "check-differs",
    Level.ERROR,
    Words(
        "复算第{row}行（{key}）的结果不同：{what}",
        "row {row} ({key}) comes out otherwise when it is checked: {what}",
    ),
    Words(
        "结果没有写出。这是 perfeval 的错，请把规则和这一行报告给我们",
        "nothing was written; this is a fault of perfeval: please report the rules and this row",
    ),
    Words(
        "--self-check 用逐个计分的引擎复算若干行，与成批的结果逐项比较。两者必须完全一致。",
        "--self-check evaluates rows again by the engine for single projects and compares every result. They must agree.",
    ),
)

FAULTS = (
    missing_column,
    column_twice,
    unknown_table_kind,
    table_unreadable,
    output_is_input,
    decision_not_taken_up,
    column_not_read,
    floats_as_decimals,
    key_twice,
    row_not_found,
    row_not_single,
    check_differs,
)
FILE_FAULTS = (unknown_table_kind, table_unreadable, output_is_input)
"""Those of a file as such, or of the command line."""
