"""The command line: arguments in, exit status out. What a command does is in api and the stages."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import NoReturn

import click

from perfeval.cli.options import INTERNAL, INTERRUPTED, MISUSE, WELL, default_language
from perfeval.diagnostics import Words

HOMES = {
    "score": "scoring",
    "explain": "scoring",
    "batch": "batching",
    "check": "checking",
    "fmt": "formatting",
    "test": "checking",
    "init": "starting",
    "packs": "looking_up",
    "plugins": "looking_up",
    "code": "looking_up",
    "doctor": "starting",
    "completion": "starting",
}
"""The commands in the order in which a newcomer needs them, each with the module that has it."""


class _Group(click.Group):
    """Loads a command when it is asked for: one run needs one of them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(HOMES)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in HOMES:
            return None
        command: click.Command = getattr(import_module(f"perfeval.cli.{HOMES[name]}"), name)
        return command


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80})
@click.version_option(package_name="perfeval", prog_name="perfeval")
def cli() -> None:
    """预算绩效评价的计分规则：写得像评分标准，算得准，讲得清。

    \b
    Scoring rules for budget performance evaluation:
    written like the printed standard, computed exactly, explained in full.

    \b
    例 / example:
      perfeval explain luohu-2024/project
    """


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """The command, never with a traceback: a fault of perfeval's own says so and leaves with 3."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        cli.main(given, standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(INTERRUPTED)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except click.exceptions.NoArgsIsHelpError as helped:
        click.echo(helped.format_message())
        sys.exit(MISUSE)
    except click.ClickException as misuse:
        from perfeval.cli.misuse import told

        click.echo(told(misuse, _language(given)), err=True)
        sys.exit(MISUSE)
    except BrokenPipeError:
        _close_quietly()
        sys.exit(WELL)
    except Exception as fault:
        _internal(fault)
    sys.exit(WELL)


def _language(given: Sequence[str]) -> str:
    """The language asked for on a command line that could not be read."""
    asked = [after for option, after in pairwise(given) if option == "--lang"]
    asked += [each.partition("=")[2] for each in given if each.startswith("--lang=")]
    return asked[-1] if asked and asked[-1] in ("zh", "en") else default_language()


def _close_quietly() -> None:
    """A reader that has seen enough (| head) is no fault: nothing more is written, nothing is said."""
    sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - open until the process ends


def _internal(fault: Exception) -> NoReturn:
    kind = f"{type(fault).__name__}: {fault}"
    zh = f"perfeval 自身出错（{kind[:200]}）。规则和数据都没有改动。请把命令和文件一并反馈给开发者。"
    en = f"a fault of perfeval itself ({kind[:200]}). Nothing was changed. Please report it with the command and files."
    click.echo(Words(zh, en).said(default_language()), err=True)
    if os.environ.get("PERFEVAL_DEBUG"):
        import traceback

        traceback.print_exception(fault)
    sys.exit(INTERNAL)
