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

FAULTS = (missing_column, column_twice, unknown_table_kind, table_unreadable, output_is_input)
