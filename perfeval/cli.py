"""The command line: arguments in, exit status out. What a command does is in api and the stages."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from perfeval.diagnostics import Diagnostic, Faulty, Level, Words, has_errors

if TYPE_CHECKING:
    from perfeval.api import Rules
    from perfeval.document import Document
    from perfeval.facts import Facts
    from perfeval.outcome import Outcome

WELL, AT_FAULT, MISUSE, INTERNAL, INTERRUPTED = 0, 1, 2, 3, 130
LANGUAGES = click.Choice(["zh", "en"])
SHOWN_AS = click.Choice(["table", "json", "md", "svg"])


def default_language() -> str:
    """The locale's language: English where it says so, otherwise Chinese."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable, "")
        if value:
            return "en" if value.lower().startswith("en") else "zh"
    return "zh"


# ---------------------------------------------------------------- what every command shares


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


def with_facts(command: Callable[..., Any]) -> Callable[..., Any]:
    """Arguments and options of commands that evaluate."""
    for option in (
        click.option(
            "--strict", is_flag=True, help="不完整或要您决定时也算失败 / incomplete or to decide fails too"
        ),
        click.option(
            "--as-of", type=click.DateTime(["%Y-%m-%d"]), help="参数取这一天的值 / parameters as of this date"
        ),
        click.option(
            "--set",
            "settings",
            multiple=True,
            metavar="名=值",
            help="添加或改写一项数据 / add or override a fact",
        ),
        click.option("--format", "shown_as", type=SHOWN_AS, default="table", help="输出格式 / output format"),
        click.argument("facts", required=False),
        click.argument("rules"),
    ):
        command = option(command)
    return command


class _Group(click.Group):
    """Commands in the order in which a newcomer needs them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


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


# ---------------------------------------------------------------- score, explain


@cli.command()
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
    door = _Door(options)
    outcome = door.outcome(rules, facts)
    if door.shown_as == "json":
        door.json(outcome, losses=ledger)
    else:
        from perfeval.explaining.summary import summary

        door.show(summary(outcome, door.language))
    door.leave(outcome)


@cli.command()
@with_facts
@click.option("--only", metavar="NAME", help="只看一个指标 / one indicator only")
@click.option("--depth", type=click.IntRange(min=0), help="看几层 / how many levels")
@click.option(
    "--all", "everything", is_flag=True, help="没有扣分的指标也看 / also indicators that lost nothing"
)
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
    """
    door = _Door(options)
    outcome = door.outcome(rules, facts)
    if door.shown_as == "json":
        door.json(outcome, losses=True)
    else:
        from perfeval.api import explain as document

        if only is not None and not _is_known(outcome, only):
            door.fail([_unknown_indicator(outcome, only)], MISUSE)
        door.show(document(outcome, door.language, only=only, depth=depth, everything=everything))
    door.leave(outcome)


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


# ---------------------------------------------------------------- check, test


@cli.command()
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

    door = _Door(options)
    found: list[Diagnostic] = []
    for name in rules:
        found.extend(checked(name).diagnostics)
    if door.shown_as == "json":
        from perfeval.explaining.data import outcome_as_json
        from perfeval.explaining.diagnosis import diagnostics_as_data

        door.out(
            outcome_as_json(
                {"schema": "perfeval/check/1", "diagnostics": diagnostics_as_data(found, door.language)}
            )
        )
    else:
        from perfeval.explaining.diagnosis import diagnosis

        door.show(diagnosis(found, door.language))
    sys.exit(door.status(found))


@cli.command()
@click.argument("paths", nargs=-1)
@click.option("-k", "keyword", metavar="TEXT", help="只跑名称含这些字的用例 / only cases whose name has this")
@common
def test(paths: Sequence[str], keyword: str | None, **options: Any) -> None:
    """跑用例：规则旁边的 NAME.cases.toml，预期与实际逐项比较。

    \b
    Runs the cases beside the rules: expected against actual.

    \b
    例 / example:
      perfeval test rules/luohu-2024
    """
    from perfeval.cases import run_paths
    from perfeval.explaining.cases import report

    door = _Door(options)
    results = run_paths(paths or ["."], keyword)
    door.show(report(results, door.language))
    sys.exit(WELL if results.passed else AT_FAULT)


# ---------------------------------------------------------------- packs, code


@cli.command()
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

    door = _Door(options)
    if door.shown_as == "json":
        from perfeval.explaining.data import outcome_as_json

        door.out(outcome_as_json(packs_as_data(_loaded_packs())))
    else:
        door.show(packs_document(_loaded_packs(), door.language))


def _loaded_packs() -> list[tuple[str, str, Rules]]:
    from perfeval.api import load
    from perfeval.packs import packs as shipped

    return [(pack.name, str(pack.rules), load(pack.name)) for pack in shipped()]


@cli.command()
@click.argument("code")
@common
def code(code: str, **options: Any) -> None:
    """解释一个提示代码：什么意思，怎样改。

    \b
    What a diagnostic or finding means and how to mend it.

    \b
    例 / example:
      perfeval code unknown-name
    """
    from perfeval.diagnostics import of_files
    from perfeval.diagnostics.catalogue import faults
    from perfeval.diagnostics.near import did_you_mean
    from perfeval.explaining.codes import code_document

    door = _Door(options)
    fault = faults().get(code)
    if fault is None:
        door.fail([of_files.unknown_code(None, code=code, near=did_you_mean(code, faults()))], MISUSE)
    door.show(code_document(fault, door.language))


# ---------------------------------------------------------------- the door itself


class _Door:
    """What the commands do alike: load, evaluate, show, and leave with the right status."""

    def __init__(self, options: dict[str, Any]) -> None:
        self.language: str = options["language"]
        self.color: str = options["color"]
        self.shown_as: str = options.get("shown_as", "table")
        self.strict: bool = options.get("strict", False)
        self.settings: Sequence[str] = options.get("settings", ())
        as_of = options.get("as_of")
        self.as_of: date | None = as_of.date() if as_of is not None else None

    def outcome(self, rules: str, facts: str | None) -> Outcome:
        """The outcome of a command's arguments; leaves with a diagnosis where they are at fault."""
        from perfeval.api import evaluate

        try:
            loaded = self._rules(rules)
            made = self._facts(loaded, facts)
            return evaluate(loaded, made, trace=True)
        except Faulty as fault:
            self.fail(fault.diagnostics)

    def _rules(self, name: str) -> Rules:
        from perfeval.api import load

        loaded = load(name)
        asks = [d for d in loaded.diagnostics if d.level is Level.ASK]
        if asks:
            self.note(asks)
        return loaded

    def _facts(self, rules: Rules, name: str | None) -> Facts:
        from perfeval.api import read_bytes, read_with_notes, with_values
        from perfeval.facts import Facts
        from perfeval.reading.from_settings import setting

        if name == "-":
            made, noted = read_bytes(sys.stdin.buffer.read(), "-", as_json=True)
        elif name is not None or rules.facts_path is not None:
            made, noted = read_with_notes(name if name is not None else rules.facts_path or "")
        else:
            made, noted = Facts(), ()
        if noted:
            self.note(noted)
        values = {}
        for text in self.settings:
            read = setting(text)
            if isinstance(read, Diagnostic):
                self.fail([read], MISUSE)
            values[read[0]] = read[1]
        return with_values(made, values) if values else made

    # ------------------------------------------------------------ output

    def show(self, document: Document) -> None:
        """A document on standard output, in the format asked for."""
        from perfeval.api import render

        if self.shown_as == "md":
            self.out(render(document, "markdown"))
        elif self.shown_as == "svg":
            self.out(render(document, "svg"))
        else:
            self.out(self._for(sys.stdout, document))

    def note(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Diagnostics on standard error."""
        from perfeval.explaining.diagnosis import diagnosis

        click.echo(self._for(sys.stderr, diagnosis(list(diagnostics), self.language)).rstrip("\n"), err=True)

    def json(self, outcome: Outcome, *, losses: bool) -> None:
        """The outcome as data on standard output."""
        from perfeval.api import as_data
        from perfeval.explaining.data import outcome_as_json

        self.out(outcome_as_json(as_data(outcome, self.language, losses=losses, as_of=self.as_of)))

    def out(self, text: str) -> None:
        """Text on standard output, ending in one line end."""
        click.echo(text.rstrip("\n"))

    def _for(self, stream: Any, document: Document) -> str:
        from perfeval.rendering.to_terminal import to_terminal

        color = self.color == "always" or (
            self.color == "auto" and not os.environ.get("NO_COLOR") and stream.isatty()
        )
        return to_terminal(document, width=_width(), color=color, ascii_only=not _can_draw(stream))

    # ------------------------------------------------------------ leaving

    def status(self, diagnostics: Iterable[Diagnostic]) -> int:
        """The exit status that diagnostics ask for."""
        from perfeval.api import is_file_fault

        found = list(diagnostics)
        if any(is_file_fault(diagnostic) for diagnostic in found):
            return MISUSE
        asks = self.strict and any(diagnostic.level is Level.ASK for diagnostic in found)
        return AT_FAULT if has_errors(found) or asks else WELL

    def fail(self, diagnostics: Iterable[Diagnostic], status: int | None = None) -> NoReturn:
        """Leaves with a diagnosis on standard error."""
        found = list(diagnostics)
        self.note(found)
        sys.exit(self.status(found) if status is None else status)

    def leave(self, outcome: Outcome) -> NoReturn:
        """Leaves after an evaluation: an incomplete one is well, unless --strict."""
        if not outcome.complete:
            words = Words("结果不完整，见上", "the result is incomplete, see above")
            click.echo(words.said(self.language), err=True)
        noted = any(finding.level is not Level.NOTE for finding in outcome.findings)
        sys.exit(AT_FAULT if self.strict and (noted or not outcome.complete) else WELL)


def _width() -> int:
    """The terminal's width, 80 where there is none; COLUMNS overrides."""
    import shutil

    return shutil.get_terminal_size((80, 24)).columns


def _can_draw(stream: Any) -> bool:
    """Whether a stream can write the branches of a tree."""
    try:
        "└├│─".encode(getattr(stream, "encoding", None) or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """The command, never with a traceback: a fault of perfeval's own says so and leaves with 3."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        cli.main(list(arguments) if arguments is not None else None, standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(INTERRUPTED)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except click.ClickException as misuse:
        misuse.show()
        sys.exit(MISUSE)
    except BrokenPipeError:
        _close_quietly()
        sys.exit(WELL)
    except Exception as fault:
        _internal(fault)
    sys.exit(WELL)


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
