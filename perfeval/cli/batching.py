"""perfeval batch."""

from __future__ import annotations

import sys
from typing import Any, NoReturn

import click

from perfeval.cli.door import Door
from perfeval.cli.options import AT_FAULT, MISUSE, WELL, common, rule_files
from perfeval.diagnostics import Faulty, Words


class RowCount(click.ParamType[int | None]):
    """So many rows: a whole number, or all (None)."""

    name = "rows"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int | None:
        """The number."""
        if value in ("all", "全部", None):
            return None
        return int(click.IntRange(min=0).convert(value, param, ctx))


@click.command()
@click.argument("rules", shell_complete=rule_files)
@click.argument("source", metavar="INPUT")
@click.option("-o", "target", required=True, metavar="OUTPUT", help="结果文件 / where the scores go")
@click.option("--key", metavar="COL", help="项目的键，默认第一列 / the key column")
@click.option("--carry", metavar="all|COL", default="", help="原样带上的列 / columns to carry along")
@click.option("--columns", "asked", metavar="state", default="", help="另加各指标的状态 / also states")
@click.option("--errors", metavar="FILE", help="有问题的行写到这里 / faulty rows, as JSON Lines")
@click.option(
    "--as-of", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="参数取这一天的值 / date"
)
@click.option(
    "--self-check",
    type=RowCount(),
    metavar="N|all",
    default="0",
    help="逐个复算这么多行 / check so many rows",
)
@click.option("--strict", is_flag=True, help="有不完整或有问题的行也算失败 / faulty rows fail")
@click.option("--force", is_flag=True, help="覆盖已有的文件 / overwrite")
@common
def batch(rules: str, source: str, target: str, **options: Any) -> None:
    """成批计分：一行一个项目，读写 Parquet、CSV、JSON Lines。

    \b
    Many projects: one a row; Parquet, CSV or JSON Lines in and out.

    \b
    例 / example:
      perfeval batch card.rules projects.parquet -o scores.parquet
    """
    door = Door(options)
    try:
        from perfeval.api import batch as run

        tally = run(
            door.rules(rules),
            source,
            target,
            key=options["key"],
            carry=_list(options["carry"]),
            columns=_list(options["asked"]),
            errors=options["errors"],
            as_of=door.as_of,
            force=options["force"],
            language=door.language,
            self_check=options["self_check"],
        )
    except ModuleNotFoundError as error:
        without(door, error)
    except Faulty as fault:
        door.fail(fault.diagnostics)
    if tally.notes:
        door.note(tally.notes)
    click.echo(_summary(tally).said(door.language), err=True)
    complete = sum(tally.states[state] for state in ("scored", "judged", "stated"))
    sys.exit(AT_FAULT if door.strict and complete < tally.rows else WELL)


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.replace("，", ",").split(",") if part.strip())


def without(door: Door, error: ModuleNotFoundError) -> NoReturn:
    """Leaves where the packages that tables need are not installed."""
    if error.name not in ("numpy", "pyarrow"):
        raise error
    words = Words(
        "成批计分需要 numpy 和 pyarrow：pip install 'perfeval[batch]'",
        "batch needs numpy and pyarrow: pip install 'perfeval[batch]'",
    )
    click.echo(words.said(door.language), err=True)
    sys.exit(MISUSE)


def _summary(tally: Any) -> Words:
    """Rows in and out, grades, what is incomplete and why, and how many rows were looked at one by one."""
    grades = [f"{name} {count}" for name, count in tally.grades.items()]
    others = {state: count for state, count in tally.states.items() if state != "scored"}
    zh = [f"读入{tally.read}行，写出{tally.rows}行"]
    en = [f"{tally.read} rows in, {tally.rows} rows out"]
    if grades:
        zh.append("等级：" + "、".join(grades))
        en.append("grades: " + ", ".join(grades))
    if others:
        zh.append("没有得分：" + "、".join(f"{_STATES.get(s, s)} {n}" for s, n in others.items()))
        en.append("without a score: " + ", ".join(f"{s} {n}" for s, n in others.items()))
    if tally.faults:
        codes = [f"{code} {count}" for code, count in tally.faults.most_common(5)]
        zh.append("有问题的行：" + "、".join(codes))
        en.append("faulty rows: " + ", ".join(codes))
    if tally.checked:
        zh.append(f"复算 {tally.checked} 行，完全一致")
        en.append(f"{tally.checked} rows checked, all the same")
    share = f"{100 * tally.by_row / max(1, tally.rows):.2f}%"
    zh.append(f"逐行计算 {tally.by_row} 行（{share}）")
    en.append(f"{tally.by_row} rows ({share}) were evaluated one by one")
    return Words("；".join(zh), "; ".join(en))


_STATES = {"missing": "缺数据", "failed": "无法计算", "not-applicable": "不适用", "faulty": "数据有误"}
