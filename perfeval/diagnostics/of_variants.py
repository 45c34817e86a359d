"""Faults of rules that extend others: the base, rings, changes that hit nothing, hit twice, or leave something behind."""

from __future__ import annotations

from perfeval.diagnostics import Fault, Level, Words

base_not_found = Fault(
    "base-not-found",
    Level.ERROR,
    Words("找不到所沿用的“{name}”{near}", "the framework to extend, “{name}”, is not found{near}"),
    Words(
        "请写规则包的名称（perfeval packs 列出），或者相对于本文件的路径，如：沿用 “../省级办法.rules”",
        "name a pack (listed by: perfeval packs) or a path relative to this file: extends “../province.rules”",
    ),
    Words(
        "“沿用”后面写的既不是规则包，也不是本文件旁边的规则文件。",
        "What stands after extends is neither a pack nor a rule file at that path.",
    ),
)

base_unusable = Fault(
    "base-unusable",
    Level.ERROR,
    Words("所沿用的“{name}”不能用：{why}", "the framework to extend, “{name}”, cannot be used: {why}"),
    Words("请先改好那个文件，再检查本文件", "correct that file first, then check this one again"),
    Words(
        "所沿用的文件打不开、不是文本，或者自己有错误。错误在那个文件里的，同时列出它的每一处。",
        "The extended file cannot be opened, is no text, or has errors of its own, which are listed as well.",
    ),
)

extends_ring = Fault(
    "extends-ring",
    Level.ERROR,
    Words("几个文件互相沿用：{path}", "the files extend one another in a ring: {path}"),
    Words("请去掉其中一处“沿用”", "remove one of these “extends” lines"),
    Words("沿用的文件绕回到自己，没有一个是起点。", "The chain of extended files leads back to itself."),
)

extends_too_deep = Fault(
    "extends-too-deep",
    Level.ERROR,
    Words("沿用超过{limit}层", "more than {limit} files extend one another"),
    Words(
        "请直接沿用最初的体系，把中间各层的改动合到一处",
        "extend the first framework directly, and bring the changes of the files between into one",
    ),
    Words(
        "一个办法沿用另一个，一层层不能太多。", "Files may extend one another only so many times in a row."
    ),
)

extends_twice = Fault(
    "extends-twice",
    Level.ERROR,
    Words("“沿用”写了两次（{first}已有）", "“extends” is written twice (first on {first})"),
    Words("一个文件只能沿用一个体系，请删去一处", "a file extends one framework: remove one of the lines"),
    Words("一个文件只能沿用一个体系。", "A file extends one framework."),
)

change_without_base = Fault(
    "change-without-base",
    Level.ERROR,
    Words(
        "本文件没有沿用别的体系，不能写“{word}”",
        "this file extends no other framework, so “{word}” has nothing to act on",
    ),
    Words(
        "请在“体系”行下面加一行：沿用 “luohu-2024/project”",
        "add a line below the framework’s: extends “luohu-2024/project”",
    ),
    Words(
        "修改、重写、新增、删除，说的是所沿用的体系；要先用“沿用”写明是哪一个。",
        "change, rewrite, add and delete speak of the framework that the file extends.",
    ),
)

heading_in_variant = Fault(
    "heading-in-variant",
    Level.ERROR,
    Words(
        "本文件沿用别的体系，没有写明“{name}”是修改还是新增",
        "this file extends another framework, and does not say whether “{name}” is changed or added",
    ),
    Words(
        "请写：修改 {level} {name}，或：在 … 下新增 {level} {name} 5分",
        "write: change {level} {name}, or: under … add {level} {name} 5 points",
    ),
    Words(
        "沿用的文件里，指标标题前要写“修改”“重写”或“在…下新增”。",
        "In a file that extends another, each heading begins with change, rewrite or under … add.",
    ),
)

change_unknown = Fault(
    "change-unknown",
    Level.ERROR,
    Words("所沿用的体系里没有指标“{name}”{near}", "the extended framework has no indicator “{name}”{near}"),
    Words(
        "请改正名称；要加新的指标，请写：在 … 下新增 三级指标 {name} 5分",
        "correct the name; to add a new indicator write: under … add level 3 {name} 5 points",
    ),
    Words(
        "修改、重写、删除的指标，和“在…下”“排在…之后”的指标，都要在所沿用的体系里。",
        "What is changed, rewritten or deleted, or where something is added, must be in the extended framework.",
    ),
)

change_ambiguous = Fault(
    "change-ambiguous",
    Level.ERROR,
    Words("有{count}个指标叫“{name}”：{paths}", "{count} indicators have the name “{name}”: {paths}"),
    Words("请写明路径，如：{example}", "write the path, for example: {example}"),
    Words(
        "名称相同的指标，要连上级一起写：资金管理/预算执行率。",
        "Where a name repeats, write it with its parent.",
    ),
)

change_level = Fault(
    "change-level",
    Level.ERROR,
    Words("“{name}”是{level}，这里写的是{written}", "“{name}” is on {level}, but {written} is written here"),
    Words("请改成：{level} {name}", "write: {level} {name}"),
    Words("标题里的级别与所沿用的体系不一致。", "The level written differs from the extended framework's."),
)

changed_twice = Fault(
    "changed-twice",
    Level.ERROR,
    Words("“{name}”改了两次（{first}已有）", "“{name}” is changed twice (first on {first})"),
    Words("请合到一处写", "put all its changes in one place"),
    Words(
        "同一个指标只能有一处修改、重写或删除。",
        "An indicator is changed, rewritten or deleted in one place.",
    ),
)

changed_in_deleted = Fault(
    "changed-in-deleted",
    Level.ERROR,
    Words(
        "“{name}”在“{deleted}”下面，“{deleted}”已删除（{line}）",
        "“{name}” stands under “{deleted}”, which is deleted ({line})",
    ),
    Words("请不要删除“{deleted}”，或者删去这一处", "keep “{deleted}”, or remove this change"),
    Words(
        "删除一个指标，它下面的也一起删除，不能再改、再加。",
        "Deleting an indicator deletes all under it; they can no longer be changed.",
    ),
)

deleted_but_used = Fault(
    "deleted-but-used",
    Level.ERROR,
    Words("“{name}”已删除（{deleted}），这里还要用它", "“{name}” is deleted ({deleted}) but still used here"),
    Words("请不要删除它，或者同时改写用到它的这一行", "keep it, or rewrite the line that uses it as well"),
    Words(
        "删除一个指标，别处就取不到它的比率和得分了。",
        "When an indicator is deleted, its rate and score can no longer be used elsewhere.",
    ),
)

inserted_exists = Fault(
    "inserted-exists",
    Level.ERROR,
    Words("“{under}”下面已有“{name}”（{first}）", "“{under}” already has an indicator “{name}” ({first})"),
    Words(
        "要改它，请写：修改 {name}；要加另一个，请换一个名称",
        "to change that one write: change {name}; to add another, give it another name",
    ),
    Words(
        "同一个上级下面，新增的指标不能与已有的同名。",
        "An added indicator needs a name that its parent does not have.",
    ),
)

inserted_level = Fault(
    "inserted-level",
    Level.ERROR,
    Words(
        "“{under}”是{level}，下面不能放{written}",
        "“{under}” is on {level}; an indicator of {written} cannot stand under it",
    ),
    Words("请写更低一级，或者换一个上级", "write a lower level, or another parent"),
    Words("新增的指标要比它的上级低。", "An added indicator is of a lower level than its parent."),
)

changed_weights_mismatch = Fault(
    "changed-weights-mismatch",
    Level.ERROR,
    Words(
        "改动以后，“{name}”是{weight}分，下面合计{sum}分，{difference}：{parts}",
        "after the changes “{name}” has {weight} points, but those below it add up to {sum} ({difference}): {parts}",
    ),
    Words(
        "请调整本文件{lines}的分值，或写：{change}",
        "change the points on {lines} of this file, or write: {change}",
    ),
    Words(
        "沿用以后，下级指标的分值之和仍要等于上级的分值；改了一项，同级的或上级的也要改。",
        "After the changes, too, the weights below a heading must add up to its own.",
    ),
)

changes_nothing = Fault(
    "changes-nothing",
    Level.ASK,
    Words("这一处没有写改什么，“{name}”照旧", "nothing is changed here: “{name}” stays as it was"),
    Words(
        "请写新的分值，或在下面写要改的句子；不改就删去这一行",
        "write the new weight or lines, or remove this line",
    ),
    Words(
        "“修改”后面没有新的分值和名称，下面也没有句子。", "A change that gives no new weight, name or line."
    ),
)

heading_emptied = Fault(
    "heading-emptied",
    Level.ASK,
    Words(
        "“{name}”下面的指标都删除了，它自己没有计分标准，只能采用有关方面写明的得分",
        "all indicators under “{name}” are deleted; it has no rule of its own and only a stated score can be taken",
    ),
    Words(
        "请把“{name}”也删除；或在它下面新增指标；或写“修改 {name}”，下面写怎样计分",
        "delete “{name}” as well, add indicators under it, or write: change {name}, with how it is scored below",
    ),
    Words(
        "下级指标都删除以后，上级成了末级指标，要写明怎样计分，或者也删除。",
        "A heading whose indicators are all deleted needs a rule of its own, or to be deleted as well.",
    ),
)

FAULTS: tuple[Fault, ...] = (
    base_not_found,
    base_unusable,
    extends_ring,
    extends_too_deep,
    extends_twice,
    change_without_base,
    heading_in_variant,
    change_unknown,
    change_ambiguous,
    change_level,
    changed_twice,
    changed_in_deleted,
    deleted_but_used,
    inserted_exists,
    inserted_level,
    changed_weights_mismatch,
    changes_nothing,
    heading_emptied,
)
