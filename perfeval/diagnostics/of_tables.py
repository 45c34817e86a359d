"""Faults of what a file lays down in figures: parameters and lookup tables."""

from __future__ import annotations

from perfeval.diagnostics import Fault, Level, Words

parameter_undated = Fault(
    "parameter-undated",
    Level.ERROR,
    Words(
        "参数“{name}”有几个值，“{value}”没有写从哪一天起",
        "parameter “{name}” has several values; “{value}” does not say from which day",
    ),
    Words(
        "请给每个值写上日期，例如：参数 {name} = 60% 自 2025-01-01，50% 自 2023-01-01",
        "give each value its day, for example: param {name} = 60% from 2025-01-01, 50% from 2023-01-01",
    ),
    Words(
        "一个参数有几个值的，按日期取其中一个，所以每个值都要写明从哪一天起。",
        "Of a parameter's several values one is taken by the date, so each says from which day it holds.",
    ),
)

parameter_twice = Fault(
    "parameter-twice",
    Level.ERROR,
    Words("参数“{name}”从{since}起有两个值", "parameter “{name}” has two values from {since} on"),
    Words("请删去一个，或改正日期", "remove one, or correct its date"),
    Words("同一天起只能有一个值。", "From one day on a parameter has one value."),
)

parameter_kinds_differ = Fault(
    "parameter-kinds-differ",
    Level.ERROR,
    Words("参数“{name}”的几个值单位或种类不同", "the values of parameter “{name}” differ in unit or kind"),
    Words("请写成同一种，例如都用%，或都用万元", "write them alike, for example all in %, or all in 万元"),
    Words(
        "用到参数的句子对每一天都要成立，所以各个值的单位和种类要相同。",
        "The sentences that use a parameter must hold on every day, so its values are of one unit and kind.",
    ),
)

lookup_empty = Fault(
    "lookup-empty",
    Level.ERROR,
    Words("对照表“{table}”一行也没有", "lookup table “{table}” has no rows"),
    Words(
        "请在下面逐行写：键，最后是得出的值，如 一类，大型  1.2", "write its rows below: keys, then the value"
    ),
    Words("对照表下面每行写一种情况和它的值。", "Below a lookup table each line gives a case and its value."),
)

lookup_kinds_differ = Fault(
    "lookup-kinds-differ",
    Level.ERROR,
    Words(
        "对照表“{table}”里，{what}的这一行与前面的单位或种类不同",
        "in lookup table “{table}” this row's {what} differ in unit or kind from those before",
    ),
    Words("请写成同一种，文字或者同单位的数", "write them alike: texts, or numbers of one unit"),
    Words("一个键、得出的值，每行都要是同一种。", "A key is of one kind in every row, and so is the value."),
)

lookup_row_unused = Fault(
    "lookup-row-unused",
    Level.ERROR,
    Words(
        "对照表“{table}”的这一行永远用不上：前面的行（{lines}）已经管到了",
        "this row of lookup table “{table}” is never used: the rows before it ({lines}) cover it",
    ),
    Words("请删去，或移到前面", "remove it, or move it up"),
    Words("从上往下，用第一个符合的行。", "The first row from the top that fits is used."),
)

lookup_gap = Fault(
    "lookup-gap",
    Level.ASK,
    Words("对照表“{table}”没有写：{gaps}", "lookup table “{table}” has no row for: {gaps}"),
    Words(
        "请补上，或在最后加一行 其余；不补的，遇到时无法计算",
        "add a row, or the rest as the last; else it fails there",
    ),
    Words(
        "有的情况没有一行管到，遇到时无法计算。",
        "Some cases have no row; where one occurs, the value is failed.",
    ),
)

lookup_bound_open = Fault(
    "lookup-bound-open",
    Level.ASK,
    Words(
        "对照表“{table}”没有写{bound}归哪一行，现归写在前面的一行",
        "lookup table “{table}” does not say which row has {bound}; the earlier one is taken",
    ),
    Words("请写明，如 {bound}（含）以上", "say it, for example: {bound} (inclusive) and above"),
    Words(
        "两行共用的界线，要在其中一行写“含”。累进不受影响。",
        "Of two rows with one bound, one says that it has it.",
    ),
)

lookup_keys_wanted = Fault(
    "lookup-keys-wanted",
    Level.ERROR,
    Words(
        "对照表“{table}”按{keys}查，要{count}个键，这里给了{given}个，或者这个函数只能用一个键",
        "lookup table “{table}” goes by {keys}: {count} keys, and {given} are given, or the function takes one only",
    ),
    Words("请按表头的次序写全", "give them all in the order of its first line"),
    Words(
        "查表时，键的个数和次序与表头相同；插值、累进只有一个键。",
        "Keys are given as the table's first line lists them.",
    ),
)

lookup_not_for = Fault(
    "lookup-not-for",
    Level.ERROR,
    Words("对照表“{table}”不能用“{function}”", "lookup table “{table}” is not for “{function}”"),
    Words("要：{wanted}", "wanted: {wanted}"),
    Words(
        "插值要每行一个数，累进要每行一段、首尾相接。",
        "插值 needs one number a row, 累进 adjoining stretches.",
    ),
)

lookup_unknown = Fault(
    "lookup-unknown",
    Level.ERROR,
    Words(
        "“{function}”里没有写对照表，或没有“{name}”这张对照表{near}",
        "“{function}” needs a lookup table; “{name}” is none{near}",
    ),
    Words(
        "请写对照表的名称，如 查表(难度系数, 类别, 规模)",
        "name the table first: lookup(difficulty, class, size)",
    ),
    Words("查表、插值、累进的第一项是对照表的名称。", "The first argument is the name of a lookup table."),
)

FAULTS = tuple(value for value in list(globals().values()) if isinstance(value, Fault))
