"""What is wrong with plug-ins: one that cannot be loaded, names that two claim, contributions that fail."""

from __future__ import annotations

from perfeval.diagnostics import Fault, Level, Words

plugin_broken = Fault(
    "plug-in-broken",
    Level.ASK,
    Words(
        "插件“{plugin}”装不上，它的内容都没有用上：{error}",
        "the plug-in “{plugin}” cannot be loaded, and nothing of it is used: {error}",
    ),
    Words(
        "请更新或卸载这个插件，或把这句话告诉它的作者",
        "update or uninstall it, or tell its author what it says here",
    ),
    Words(
        "插件出错不影响用不到它的规则。用到它的规则会说明缺了什么。",
        "Rules that do not use a plug-in are not touched by its faults; those that do are told what is missing.",
    ),
)

plugin_collision = Fault(
    "plug-in-collision",
    Level.ASK,
    Words("{first}和{second}都提供“{name}”，{outcome}", "{first} and {second} both give “{name}”: {outcome}"),
    Words("请卸载其中一个，或请作者改名", "uninstall one of them, or ask its author for another name"),
    Words(
        "一个名称只能有一个意思。与自带的同名，用自带的；两个插件同名，都不用。",
        "A name has one meaning. A built-in one stays; of two plug-ins with one name neither is used.",
    ),
)

kind_failed = Fault(
    "plug-in-failed",
    Level.ERROR,
    Words("插件“{plugin}”的“{what}”出错：{error}", "“{what}” of the plug-in “{plugin}” failed: {error}"),
    Words(
        "请更新插件，或改用别的写法，并把这句话告诉插件的作者",
        "update the plug-in or write it otherwise, and tell its author what it says here",
    ),
    Words(
        "插件在读规则或读文件时出错，用到它的地方不能算。",
        "A plug-in failed while rules or files were read; what uses it cannot be computed.",
    ),
)

unknown_kind = Fault(
    "unknown-kind",
    Level.ERROR,
    Words("没有“{name}”这种计分方式{near}", "there is no scoring kind “{name}”{near}"),
    Words(
        "可用的有：{known}。用 perfeval plugins 查看已装的插件", "there are: {known}; see perfeval plugins"
    ),
    Words(
        "“计分 名(…)”里的名由插件提供。没有装那个插件，就不能用。",
        "The name in “scored by NAME(…)” comes from a plug-in, which must be installed.",
    ),
)

check_failed = Fault(
    "plug-in-check-failed",
    Level.ASK,
    Words(
        "插件“{plugin}”的核对“{check}”出错，没有核对：{error}",
        "the check “{check}” of the plug-in “{plugin}” failed and checked nothing: {error}",
    ),
    Words("请更新插件，或把这句话告诉它的作者", "update the plug-in, or tell its author what it says here"),
    Words("分数不受影响，只是少核对了一项。", "Scores are not touched; one check is missing."),
)

value_failed = Fault(
    "plug-in-value",
    Level.ERROR,
    Words(
        "插件“{plugin}”的函数“{function}”{what}，“{indicator}”无法计算",
        "the function “{function}” of the plug-in “{plugin}” {what}; “{indicator}” cannot be computed",
    ),
    Words("请更新插件，或把这句话告诉它的作者", "update the plug-in, or tell its author what it says here"),
    Words(
        "插件的函数要给出精确的数：不能是浮点数，不能超出它自己声明的范围，不能出错。",
        "A plug-in's function gives an exact number: no float, nothing outside its own bounds, no exception.",
    ),
)

pack_twice = Fault(
    "pack-twice",
    Level.ERROR,
    Words("有两个规则包都叫“{name}”：{paths}", "two packs are called “{name}”: {paths}"),
    Words(
        "请卸载其中一个插件，或直接写规则文件的路径", "uninstall one of the plug-ins, or name the file itself"
    ),
    Words(
        "名称相同就不知道用哪一个，所以都不用。",
        "With one name for two packs there is no telling which is meant.",
    ),
)

FAULTS = tuple(value for value in list(globals().values()) if isinstance(value, Fault))
