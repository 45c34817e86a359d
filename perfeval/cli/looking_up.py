"""perfeval packs, perfeval plugins, perfeval code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from perfeval.cli.door import Door
from perfeval.cli.options import MISUSE, common

if TYPE_CHECKING:
    from perfeval.api import Rules
    from perfeval.diagnostics import Fault


@click.command()
@click.option(
    "--format",
    "shown_as",
    type=click.Choice(["table", "json", "md"]),
    default="table",
    help="输出格式 / output format",
)
@common
def packs(**options: Any) -> None:
    """自带的规则包：名称、体系、满分。

    \b
    The rule packs that come with perfeval.

    \b
    例 / example:
      perfeval packs
    """
    from perfeval.explaining.packs import packs_as_data, packs_document

    door = Door(options)
    if door.shown_as == "json":
        from perfeval.explaining.data import outcome_as_json

        door.out(outcome_as_json(packs_as_data(_loaded_packs())))
    else:
        door.show(packs_document(_loaded_packs(), door.language))


def _loaded_packs() -> list[tuple[str, str, Rules]]:
    from perfeval.api import load
    from perfeval.packs import packs as shipped

    return [(pack.name, str(pack.rules), load(pack.name)) for pack in shipped()]


@click.command()
@click.option(
    "--format",
    "shown_as",
    type=click.Choice(["table", "json", "md"]),
    default="table",
    help="输出格式 / output format",
)
@common
def plugins(**options: Any) -> None:
    """装了哪些插件，每个插件提供什么。

    \b
    The installed plug-ins: each contribution and whence it came.

    \b
    例 / example:
      perfeval plugins
    """
    from perfeval.defaults import installed
    from perfeval.explaining.plugins import plugins_as_data, plugins_document

    door = Door(options)
    found = installed()
    if door.shown_as == "json":
        from perfeval.explaining.data import outcome_as_json

        door.out(outcome_as_json(plugins_as_data(found.contributions, found.faults, door.language)))
    else:
        door.show(plugins_document(found.contributions, door.language))
    if found.faults and door.shown_as != "json":
        door.note(found.faults)


@click.command()
@click.argument("code", required=False)
@common
def code(code: str | None, **options: Any) -> None:
    """解释一个提示代码：什么意思，怎样改。不写代码就列出全部。

    \b
    What a diagnostic or finding means and how to mend it;
    without a code, all of them.

    \b
    例 / example:
      perfeval code unknown-name
    """
    from perfeval.diagnostics import of_files
    from perfeval.diagnostics.catalogue import faults
    from perfeval.diagnostics.near import did_you_mean
    from perfeval.explaining.codes import code_document, codes_document

    door = Door(options)
    if code is None:
        door.show(codes_document(faults(), door.language))
        return
    fault = faults().get(code) or _of_plugins(code)
    if fault is None:
        door.fail([of_files.unknown_code(None, code=code, near=did_you_mean(code, faults()))], MISUSE)
    door.show(code_document(fault, door.language))


def _of_plugins(code: str) -> Fault | None:
    """A fault that a plug-in's check reports."""
    from perfeval.defaults import installed

    faults = (fault for checked in installed().checks for fault in checked.check.faults)
    return next((fault for fault in faults if fault.code == code), None)
