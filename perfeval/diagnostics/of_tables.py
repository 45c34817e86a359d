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

FAULTS = tuple(value for value in list(globals().values()) if isinstance(value, Fault))
