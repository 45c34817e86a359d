"""perfeval score, perfeval explain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from perfeval.cli.door import Door
from perfeval.cli.options import MISUSE, common, with_facts
from perfeval.diagnostics import Diagnostic, Faulty

if TYPE_CHECKING:
    from perfeval.outcome import Outcome


@click.command()
@with_facts
@click.option("--ledger", is_flag=True, help="JSON 里带上扣分账 / put the ledger into the JSON")
@common
def score(rules: str, facts: str | None, ledger: bool, **options: Any) -> None:
    """得分表：每个指标的分值、得分、扣分，总分和等级。

    \b
    The score table: weight, score and points lost of every indicator.

    \b
    RULES 是规则文件或自带规则包的名称；FACTS 是 .toml 或 .json，
    - 表示从标准输入读 JSON；规则包可以不写 FACTS。

    \b
    例 / example:
      perfeval score luohu-2024/project
      perfeval score luohu-2024/project --format json
    """
    door = Door(options)
    outcome = door.outcome(rules, facts)
    if door.shown_as == "json":
        door.json(outcome, losses=ledger)
    else:
        from perfeval.explaining.summary import summary

        door.show(summary(outcome, door.language))
    door.leave(outcome)


@click.command()
@with_facts
@click.option("--only", metavar="NAME", help="只看一个指标 / one indicator only")
@click.option("--depth", type=click.IntRange(min=0), help="看几层 / how many levels")
@click.option("--row", metavar="KEY", help="只看表里的一行 / one row of a table")
@click.option("--key", metavar="COL", help="键在哪一列 / the column of KEY")
@click.option("--all", "everything", is_flag=True, help="没扣分的也看 / also what lost nothing")
@common
def explain(
    rules: str, facts: str | None, only: str | None, depth: int | None, everything: bool, **options: Any
) -> None:
    """扣分说明：每一分扣在哪里、为什么、依据哪一行规则和哪些数据。

    \b
    The deduction trace: where each point was lost, why, by which line of the
    rules and on which facts.

    \b
    例 / example:
      perfeval explain luohu-2024/project
      perfeval explain luohu-2024/project --only 预算执行率
      perfeval explain card.rules projects.parquet --row 0017
    """
    door = Door(options)
    row, key = options["row"], options["key"]
    outcome = door.outcome(rules, facts) if row is None else _row(door, rules, facts, row, key)
    if door.shown_as == "json":
        door.json(outcome, losses=True)
    else:
        from perfeval.api import explain as document

        if only is not None and not _is_known(outcome, only):
            door.fail([_unknown_indicator(outcome, only)], MISUSE)
        door.show(document(outcome, door.language, only=only, depth=depth, everything=everything))
    door.leave(outcome)


def _row(door: Door, rules: str, source: str | None, row: str, key: str | None) -> Outcome:
    from perfeval.api import evaluate_row
    from perfeval.cli.batching import without

    if source is None:
        raise click.UsageError("--row 要写明成表的文件 / --row needs the file of projects")
    try:
        return evaluate_row(door.rules(rules), source, row, key=key, as_of=door.as_of)
    except ModuleNotFoundError as error:
        without(door, error)
    except Faulty as fault:
        door.fail(fault.diagnostics)


def _is_known(outcome: Outcome, name: str) -> bool:
    try:
        return outcome[name] is not None
    except LookupError:
        return False


def _unknown_indicator(outcome: Outcome, name: str) -> Diagnostic:
    from perfeval.diagnostics import of_facts
    from perfeval.diagnostics.near import did_you_mean

    found = [node.id for node in outcome.indicators if node.name == name]
    if found:
        return of_facts.ambiguous_indicator(
            None, count=len(found), name=name, paths="、".join(found), example=found[0]
        )
    near = did_you_mean(name, [node.name for node in outcome.indicators])
    return of_facts.unknown_indicator(None, where="--only ", name=name, near=near)
