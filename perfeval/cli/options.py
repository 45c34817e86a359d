"""Options that commands share, and the exit statuses."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import click
from click.shell_completion import CompletionItem

WELL, AT_FAULT, MISUSE, INTERNAL, INTERRUPTED = 0, 1, 2, 3, 130
LANGUAGES = click.Choice(["zh", "en"])


class _Format(click.Choice[str]):
    """A built-in format, or one that a plug-in gives; plug-ins are looked for only where it is none of ours."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if value not in self.choices:
            from perfeval.defaults import installed

            if value in installed().renderers:
                return value
        return str(super().convert(value, param, ctx))


SHOWN_AS = _Format(["table", "json", "md", "svg"])


def default_language() -> str:
    """The locale's language: English where it says so, otherwise Chinese."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable, "")
        if value:
            return "en" if value.lower().startswith("en") else "zh"
    return "zh"


def common(command: Callable[..., Any]) -> Callable[..., Any]:
    """Options of every command that shows something to a person."""
    for option in (
        click.option(
            "--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="颜色 / colour"
        ),
        click.option("--lang", "language", type=LANGUAGES, default=default_language, help="语言 / language"),
    ):
        command = option(command)
    return command


def rule_files(context: click.Context, parameter: click.Parameter, typed: str) -> list[CompletionItem]:
    """What may follow as RULES: shipped packs, and files."""
    from perfeval.packs import packs

    names = [pack.name for pack in packs() if pack.name.startswith(typed)]
    return [*(CompletionItem(name) for name in names), CompletionItem(typed, type="file")]


def with_facts(command: Callable[..., Any]) -> Callable[..., Any]:
    """Arguments and options of commands that evaluate."""
    for option in (
        click.option("--strict", is_flag=True, help="不完整也算失败 / incomplete fails too"),
        click.option(
            "--as-of",
            type=click.DateTime(["%Y-%m-%d"]),
            metavar="YYYY-MM-DD",
            help="参数取这一天的值 / parameters as of this date",
        ),
        click.option(
            "--set",
            "settings",
            multiple=True,
            metavar="NAME=VALUE",
            help="添加或改写一项数据 / add or override a fact",
        ),
        click.option("--format", "shown_as", type=SHOWN_AS, default="table", help="输出格式 / output format"),
        click.argument("facts", required=False),
        click.argument("rules", shell_complete=rule_files),
    ):
        command = option(command)
    return command
