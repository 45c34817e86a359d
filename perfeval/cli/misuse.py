"""Misuse of the command line: click's exceptions to words in both languages."""

from __future__ import annotations

import click

from perfeval.diagnostics import Words
from perfeval.diagnostics.near import did_you_mean


def told(misuse: click.ClickException, language: str) -> str:
    """What is wrong with the command line, and where to find how it is used."""
    usage = misuse.ctx.command_path if isinstance(misuse, click.UsageError) and misuse.ctx else "perfeval"
    mark = Words("错误：", "error: ").said(language)
    hint = Words(f"用法见：{usage} --help", f"for its use: {usage} --help").said(language)
    return f"{mark}{_words(misuse).said(language)}\n{hint}"


def _words(misuse: click.ClickException) -> Words:
    match misuse:
        case click.NoSuchOption():
            near = did_you_mean(misuse.option_name, misuse.possibilities or ())
            return Words(
                f"没有选项 {misuse.option_name}{near.zh}", f"there is no option {misuse.option_name}{near.en}"
            )
        case click.MissingParameter():
            name = _name(misuse)
            return Words(f"缺少参数 {name}", f"{name} is missing")
        case click.BadOptionUsage():
            return Words(f"选项 {misuse.option_name} 后面缺值", f"option {misuse.option_name} needs a value")
        case click.BadParameter():
            return _bad_value(misuse)
        case click.UsageError() if misuse.message.startswith("No such command"):
            name = misuse.message.split("'")[1]
            group = misuse.ctx.command if misuse.ctx else None
            known = group.list_commands(misuse.ctx) if isinstance(group, click.Group) and misuse.ctx else ()
            near = did_you_mean(name, known)
            return Words(f"没有命令 {name}{near.zh}", f"there is no command {name}{near.en}")
        case click.UsageError() if misuse.message.startswith("Got unexpected extra argument"):
            extra = misuse.message.partition("(")[2].rstrip(")")
            return Words(f"多出了参数：{extra}", f"unexpected arguments: {extra}")
        case _:
            return Words(f"命令行写得不对：{misuse.message}", misuse.message)


def _name(misuse: click.BadParameter) -> str:
    parameter = misuse.param
    if isinstance(parameter, click.Option):
        return parameter.opts[0]
    return parameter.make_metavar(misuse.ctx) if parameter is not None and misuse.ctx else ""


def _bad_value(misuse: click.BadParameter) -> Words:
    name, kind = _name(misuse), misuse.param.type if misuse.param is not None else None
    if isinstance(kind, click.Choice):
        choices = " ".join(kind.choices)
        return Words(f"选项 {name} 只能是：{choices}", f"option {name} is one of: {choices}")
    if isinstance(kind, click.DateTime):
        return Words(
            f"选项 {name} 要写成 2024-12-31 这样的日期", f"option {name} is a date such as 2024-12-31"
        )
    if isinstance(kind, click.IntRange):
        return Words(
            f"选项 {name} 要写一个不小于{kind.min}的整数", f"option {name} is a whole number from {kind.min}"
        )
    return Words(f"{name} 的值不对：{misuse.message}", f"{name}: {misuse.message}")
