"""perfeval init, perfeval doctor, perfeval completion."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from perfeval.cli.door import Door
from perfeval.cli.options import AT_FAULT, MISUSE, WELL, common
from perfeval.diagnostics import Words

SHELLS = ("bash", "zsh", "fish")


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path), default=".", metavar="[DIR]")
@click.option("--force", is_flag=True, help="覆盖已有的文件 / overwrite what exists")
@common
def init(folder: Path, force: bool, **options: Any) -> None:
    """写出第一套文件：规则、数据和用例，可以直接用，照着改。

    \b
    Writes first files to start from: rules, facts and cases that pass.

    \b
    例 / example:
      perfeval init 我的项目
    """
    from perfeval.starting import start

    door = Door(options)
    started = start(folder, force=force)
    for path in started.written:
        door.out(Words(f"写好了 {path}", f"written: {path}").said(door.language))
    if started.fault is not None:
        door.fail([started.fault], MISUSE)
    rules, facts = started.written[0], started.written[1]
    words = Words(f"下一步：perfeval explain {rules} {facts}", f"next: perfeval explain {rules} {facts}")
    door.out(words.said(door.language))


@click.command()
@click.option(
    "--format",
    "shown_as",
    type=click.Choice(["table", "json", "md"]),
    default="table",
    help="输出格式 / output format",
)
@common
def doctor(**options: Any) -> None:
    """看看这里能用什么、缺什么：版本、终端、缓存、规则包。

    \b
    What works here and what is missing: versions, terminal, cache, packs.

    \b
    例 / example:
      perfeval doctor
    """
    from perfeval.explaining.doctor import doctor_as_data, doctor_document
    from perfeval.surroundings import examined

    door = Door(options)
    findings = examined(sys.stdout)
    if door.shown_as == "json":
        from perfeval.explaining.data import outcome_as_json

        door.out(outcome_as_json(doctor_as_data(findings)))
    else:
        door.show(doctor_document(findings, door.language))
    essential = {"packs", "encoding"}
    sys.exit(AT_FAULT if any(not each.well and each.name in essential for each in findings) else WELL)


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
def completion(shell: str) -> None:
    """打印命令补全的脚本：按 Tab 补全命令、选项和规则包的名称。

    \b
    Prints a script that completes commands, options and packs on Tab.

    \b
    bash：在 ~/.bashrc 里加一行  eval "$(perfeval completion bash)"
    zsh： 在 ~/.zshrc 里加一行   eval "$(perfeval completion zsh)"
    fish：perfeval completion fish > ~/.config/fish/completions/perfeval.fish

    \b
    例 / example:
      perfeval completion bash
    """
    from click.shell_completion import get_completion_class

    from perfeval.cli import cli

    kind = get_completion_class(shell)
    assert kind is not None
    click.echo(kind(cli, {}, "perfeval", "_PERFEVAL_COMPLETE").source())
