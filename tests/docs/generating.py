"""Pages of the reference, or the tables in them, made from what the code says of itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

import click

from perfeval import vocabulary
from perfeval.cli import cli
from perfeval.defaults import FUNCTIONS
from perfeval.diagnostics import LEVEL_NAMES, Fault
from perfeval.diagnostics.catalogue import FAMILIES
from perfeval.function import Function, Trend
from perfeval.vocabulary import Word
from tests.docs.examples_of_functions import EXAMPLES, RULES

Rows = Iterable[Iterable[str]]


def _table(headings: Iterable[str], rows: Rows) -> str:
    head = list(headings)
    lines = [head, ["---"] * len(head), *map(list, rows)]
    return "".join(f"| {' | '.join(_cell(each) for each in line)} |\n" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _code(text: str) -> str:
    return f"`{text}`"


# ---------------------------------------------------------------- codes

_FAMILY_TITLES = {
    "of_files": "读文件",
    "of_syntax": "读规则",
    "of_rules": "查规则",
    "of_possibilities": "查规则可能算出什么",
    "of_tables": "查参数和对照表",
    "of_ratings": "查只评级的体系",
    "of_rows": "逐行计分和计分办法",
    "of_totals": "查汇总、加分和一票否决",
    "of_variants": "沿用别的体系",
    "of_facts_files": "读数据文件",
    "of_facts": "对数据",
    "of_plausibility": "核对数据",
    "of_columns": "成表的项目",
    "of_results": "算结果",
    "of_cases": "跑用例",
    "of_plugins": "插件",
}

_CODES_HEAD = """# 提示代码

perfeval 的每条提示都带一个代码，写在那一行的最后。代码不会改名。
`perfeval code 代码` 给出同样的说明。
花括号里的字，提示时换成具体的名称和数。

级别有三种：

| 级别 | 英文 | JSON 里 | 意思 |
| --- | --- | --- | --- |
| 错误 | error | `error` | 改正之前不能用 |
| 要您决定 | to decide | `warning` | 有两种读法，或者要人看一眼；perfeval 说明按哪一种处理，照算 |
| 提示 | note | `note` | 知道就行 |

这一页由程序生成，请不要手改。
"""


def codes_page(_: str) -> str:
    """docs/reference/codes.md."""
    parts = [_CODES_HEAD]
    for family in FAMILIES:
        name = family.__name__.rpartition(".")[2]
        parts.append(f"\n## {_FAMILY_TITLES[name]}\n")
        parts += [_fault(fault) for fault in family.FAULTS]
    return "".join(parts)


def _fault(fault: Fault) -> str:
    zh, en = LEVEL_NAMES[fault.level]
    lines = [
        f"\n### {fault.code}\n",
        f"- 级别：{zh}（{en}）",
        f"- 提示：{_words(fault.says.zh)}",
        f"- 改法：{_words(fault.helps.zh)}",
        f"- 意思：{_words(fault.means.zh)}",
        f"- English: {_words(fault.says.en)}",
        f"- Do: {_words(fault.helps.en)}",
        f"- Meaning: {_words(fault.means.en)}",
    ]
    return "\n".join(line for line in lines if not line.endswith("：") and not line.endswith(": ")) + "\n"


_MARKED = re.compile(r"[\\`*_\[\]<>|#~$]")


def _words(text: str) -> str:
    """A message as Markdown: nothing in it is markup."""
    return _MARKED.sub(lambda match: "\\" + match[0], " ".join(text.split()))


# ---------------------------------------------------------------- functions

_FUNCTIONS_HEAD = """# 函数

式子里可以用下面的函数。中文名和英文名都可以写。
括号和逗号用全角、半角都行：`min(比率，1)`。

参数里有一个缺、不适用或无法计算，结果也是。
数按基本单位算：金额是元，时间是天或月，93%是0.93。
“参数变大，结果”逐个参数说，最后一个管后面所有的；空着是没有说。
对表的一列计算的函数，不适用的行跳过；缺一格，结果就缺。

这一页由程序生成，请不要手改。

"""

_FUNCTIONS_TAIL = f"""
## 例子用的数据

```rules
{RULES}```

- 计划数 8，实际数 10；开工日期 2024-03-01（周五），竣工日期 2024-03-11（周一）。
- 主要问题 进度滞后、资料不全；按时报送 是，按时公开 是，有无整改 否；实际值 270家，目标值 ≥300家。
- 补充数没有填，贷款数 不适用。
- 支出明细：培训 10 50%，会议 20 50%，设备 60 80%。
"""


def functions_page(_: str) -> str:
    """docs/reference/functions.md."""
    rows = [
        [
            _code(function.names.zh),
            _code(function.names.en),
            "、".join(map(_code, function.aliases)),
            _arity(function),
            function.describes.zh,
            function.describes.en,
            _trends(function),
            _example(function),
        ]
        for function in FUNCTIONS
    ]
    head = ("中文", "英文", "别名", "参数", "意思", "meaning", "参数变大，结果", "例")
    return f"{_FUNCTIONS_HEAD}{_table(head, rows)}{_FUNCTIONS_TAIL}"


_TRENDS = {Trend.RISES: "不减", Trend.FALLS: "不增", Trend.NEITHER: "有增有减", Trend.UNKNOWN: ""}


def _trends(function: Function) -> str:
    return "，".join(_TRENDS[trend] for trend in function.trends)


def _example(function: Function) -> str:
    call, value = EXAMPLES[function.names.en]
    return f"`{call}` = {value}"


def _arity(function: Function) -> str:
    least, most = function.arity
    if function.aggregate is not None:
        return "一列"
    return f"{least}个" if least == most else f"{least}个以上" if most is None else f"{least}至{most}个"


# ---------------------------------------------------------------- words

GROUPS: Mapping[str, tuple[Word, ...]] = {
    "标题": vocabulary.LEVEL_WORDS,
    "文件": vocabulary.FILE_WORDS,
    "计分的约定": vocabulary.POLICY_WORDS,
    "汇总、加分、一票否决": vocabulary.TOTAL_WORDS,
    "指标里的行": vocabulary.LINE_WORDS,
    "条件和结果": vocabulary.CONDITION_WORDS,
    "式子": vocabulary.EXPRESSION_WORDS,
    "沿用和修改": vocabulary.VARIANT_WORDS,
}

BEGIN, END = "<!-- 词表：由程序生成 -->\n", "<!-- 词表完 -->\n"


def language_page(page: str) -> str:
    """docs/reference/language.md with its tables of words made anew; the rest is as it was."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    return before + begin + _word_tables() + end + after


def _word_tables() -> str:
    parts = []
    for title, words in GROUPS.items():
        parts.append(f"\n### {title}\n\n")
        parts.append(_table(("中文", "英文", "意思", "meaning"), map(_word, words)))
    return "".join(parts) + "\n"


def _word(word: Word) -> list[str]:
    zh, en = ("、".join(map(_code, spellings)) for spellings in (word.zh, word.en))
    return [zh, en, word.describes.zh, word.describes.en]


# ---------------------------------------------------------------- commands


def commands() -> dict[str, list[str]]:
    """Every command with the first spelling of each of its options and the names of its arguments."""
    found: dict[str, list[str]] = {}
    context = click.Context(cli)
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        assert command is not None
        found[name] = []
        for parameter in command.params:
            is_option = isinstance(parameter, click.Option)
            found[name].append(
                parameter.opts[-1]
                if is_option
                else (parameter.metavar or parameter.name or "").strip("[]").upper()
            )
    return found


GENERATED: Mapping[str, Callable[[str], str]] = {
    "reference/codes.md": codes_page,
    "reference/functions.md": functions_page,
    "reference/language.md": language_page,
}
"""Pages under docs/, and what they should be for what they are."""
