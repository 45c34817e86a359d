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

FAULTS = (missing_column, column_twice)
