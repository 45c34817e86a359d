"""perfeval check, perfeval test."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import click

from perfeval.cli.door import Door
from perfeval.cli.options import AT_FAULT, WELL, common
from perfeval.diagnostics import Diagnostic, Words
from perfeval.document import Document


@click.command()
@click.argument("rules", nargs=-1, required=True)
@click.option(
    "--format",
    "shown_as",
    type=click.Choice(["table", "json", "md"]),
    default="table",
    help="输出格式 / output format",
)
@click.option("--strict", is_flag=True, help="要您决定的也算失败 / what is to decide fails too")
@common
def check(rules: Sequence[str], **options: Any) -> None:
    """检查规则：一次列出所有问题，不计分。

    \b
    All diagnostics of rule files; nothing is evaluated.

    \b
    例 / example:
      perfeval check card.rules
    """
    from perfeval.api import check as checked

    door = Door(options)
    every = [checked(name) for name in rules]
    found: list[Diagnostic] = [each for one in every for each in one.diagnostics]
    revisions = [one.revision for one in every if one.revision is not None]
    if door.shown_as == "json":
        from perfeval.explaining.data import diagnostics_as_data, outcome_as_json
        from perfeval.explaining.revision import revision_as_data

        data: dict[str, object] = {
            "schema": "perfeval/check/1",
            "diagnostics": diagnostics_as_data(found, door.language),
        }
        if revisions:
            data["revisions"] = [revision_as_data(each) for each in revisions]
        door.out(outcome_as_json(data))
    else:
        from perfeval.explaining.diagnosis import diagnosis
        from perfeval.explaining.revision import revision

        for each in revisions:
            door.show(revision(each, door.language))
            door.out("")
        if found:
            door.show(diagnosis(found, door.language))
        else:
            door.out(Words("没有发现问题", "nothing is wrong").said(door.language))
    sys.exit(door.status(found))


@click.command()
@click.argument("paths", nargs=-1)
@click.option("-k", "keyword", metavar="TEXT", help="只跑名称有这些字的 / only cases named so")
@click.option("--coverage", is_flag=True, help="列出没有跑到的行 / what no case reaches")
@click.option(
    "--fail-under",
    type=click.FloatRange(0, 100),
    metavar="N",
    help="覆盖不到N%算失败 / least coverage in percent",
)
@click.option("--junit", metavar="FILE", help="写成 JUnit 的 XML / write JUnit XML")
@click.option(
    "--format",
    "shown_as",
    type=click.Choice(["table", "json", "md"]),
    default="table",
    help="输出格式 / output format",
)
@common
def test(
    paths: Sequence[str],
    keyword: str | None,
    *,
    coverage: bool,
    fail_under: float | None,
    junit: str | None,
    **options: Any,
) -> None:
    """跑用例：规则旁边的 NAME.cases.toml，预期与实际逐项比较。

    \b
    Runs the cases beside the rules: expected against actual.

    \b
    例 / example:
      perfeval test rules/luohu-2024
      perfeval test rules/luohu-2024 --coverage
    """
    from perfeval.cases import low_coverage, run_paths, write_junit
    from perfeval.explaining.cases import report, results_as_data
    from perfeval.explaining.coverage import coverage_document

    door = Door(options)
    results = run_paths(paths or ["."], keyword)
    if door.shown_as == "json":
        from perfeval.explaining.data import outcome_as_json

        door.out(outcome_as_json(results_as_data(results, door.language, with_coverage=coverage)))
    else:
        document = report(results, door.language)
        more = coverage_document(results.coverage, door.language).blocks if coverage else ()
        door.show(Document((*document.blocks, *more), door.language))
    faults = [] if fail_under is None else low_coverage(results, fail_under)
    if junit is not None:
        faults += write_junit(results, junit, door.language)
    if faults:
        door.note(faults)
    sys.exit(WELL if results.passed and not faults else AT_FAULT)
