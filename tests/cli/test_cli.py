"""The command line: what it prints where, and with which status it leaves; never a traceback."""

from __future__ import annotations

import io
import json
import os
import random
import sys
from pathlib import Path

import click
import pytest

from perfeval.cli import cli, main

CARD = "预算执行率 = 实际支出/到位资金; score = weight * min(rate,1)\n"
SETTINGS = ("--set", "实际支出=193.54万元", "--set", "到位资金=200万元")
RATIO = """体系 某项目 100分
得分保留2位小数，四舍五入
数据 甲（万元）
数据 乙（万元）
一级指标 率 100分
  率 = 甲 / 乙
  按比率计分
"""


class Ran:
    """What a command printed, and its status."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    (tmp_path / "card.rules").write_text(CARD, "utf-8")
    (tmp_path / "ratio.rules").write_text(RATIO, "utf-8")

    def command(*arguments: str) -> Ran:
        with pytest.raises(SystemExit) as left:
            main(arguments)
        captured = capsys.readouterr()
        status = left.value.code
        assert isinstance(status, int)
        assert "Traceback" not in captured.err + captured.out
        return Ran(status, captured.out, captured.err)

    return command


# ---------------------------------------------------------------- the main jobs


def test_explain_the_one_line_file(run) -> None:  # type: ignore[no-untyped-def]
    ran = run("explain", "card.rules", *SETTINGS)
    assert ran.status == 0
    assert "96.77 / 100" in ran.out
    assert "100 × min(193.54 ÷ 200, 1) = 96.77" in ran.out
    assert "rounding-open" in ran.err


def test_score_as_data(run) -> None:  # type: ignore[no-untyped-def]
    data = json.loads(run("score", "luohu-2024/project", "--format", "json").out)
    assert (data["schema"], data["total"], data["grade"]) == ("perfeval/outcome/1", "95.84", "优")
    assert "losses" not in data
    full = json.loads(run("score", "luohu-2024/project", "--format", "json", "--ledger").out)
    explained = json.loads(run("explain", "luohu-2024/project", "--format", "json").out)
    assert full == explained


def test_explain_as_markdown_and_picture(run) -> None:  # type: ignore[no-untyped-def]
    assert run("explain", "luohu-2024/project", "--format", "md").out.startswith("# ")
    assert run("explain", "luohu-2024/project", "--format", "svg").out.startswith("<svg")


def test_language_follows_the_locale_and_the_option(run, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    assert "总分怎么来的" in run("explain", "luohu-2024/project").out
    assert "How the total" in run("explain", "luohu-2024/project", "--lang", "en").out
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    assert "How the total" in run("explain", "luohu-2024/project").out


def test_colour_only_where_it_is_wanted(run, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    assert "\x1b[" not in run("explain", "luohu-2024/project").out
    assert "\x1b[" in run("explain", "luohu-2024/project", "--color", "always").out
    assert "\x1b[" not in run("explain", "luohu-2024/project", "--color", "never").out


def test_facts_from_standard_input(run, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    class Input:
        buffer = io.BytesIO(json.dumps({"实际支出": 193.54, "到位资金": 200}).encode())

    monkeypatch.setattr(sys, "stdin", Input())
    assert "96.77" in run("score", "card.rules", "-").out


def test_packs_and_codes(run) -> None:  # type: ignore[no-untyped-def]
    assert "luohu-2024/project" in run("packs").out
    assert json.loads(run("packs", "--format", "json").out)["packs"]
    assert "登记" in run("code", "unknown-name").out
    ran = run("code", "unknown-nam")
    assert ran.status == 2
    assert "unknown-name" in ran.err


def test_the_cases_of_a_pack(run) -> None:  # type: ignore[no-untyped-def]
    ran = run("test", "luohu-2024/project")
    assert ran.status == 0
    assert ran.out.startswith("luohu-2024/project.cases.toml\n")
    assert run("test", "luohu-2024/project", "-k", "报告原表").out.count("通过  ") == 1


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[[case]\n", "bad-cases"),
        ("", "bad-cases"),
        ("case = 3\n", "bad-cases"),
        ('[[case]]\nname = "a"\nset = 3\n', "bad-cases"),
        ('[[case]]\nname = "a"\nexpct = { total = 1 }\n', "unknown-expectation"),
        ('[[case]]\nname = "a"\nfacts_file = "no.toml"\n', "file-not-found"),
    ],
)
def test_case_files_at_fault(run, text: str, code: str) -> None:  # type: ignore[no-untyped-def]
    Path("card.cases.toml").write_text(text, "utf-8")
    ran = run("test", "card.rules")
    assert ran.status == 1
    assert code in ran.out


def test_a_case_that_does_not_hold(run) -> None:  # type: ignore[no-untyped-def]
    Path("card.cases.toml").write_text(
        '[[case]]\nname = "a"\nset = { "实际支出" = "1万元", "到位资金" = "2万元" }\nexpect = { total = 51 }\n',
        "utf-8",
    )
    ran = run("test", "card.rules")
    assert ran.status == 1
    assert "51" in ran.out
    assert "50" in ran.out


# ---------------------------------------------------------------- statuses


def test_statuses(run) -> None:  # type: ignore[no-untyped-def]
    assert run("check", "card.rules").status == 0
    assert run("check", "card.rules", "--strict").status == 1
    assert run("score", "card.rules").status == 0
    assert "不完整" in run("score", "card.rules").err
    assert run("score", "card.rules", "--strict").status == 1
    assert run("check", "no.rules").status == 2
    assert run("score", "card.rules", "no.toml").status == 2
    assert run("explain", "luohu-2024/project", "--only", "没有").status == 2
    assert run("score", "card.rules", "--set", "没有等号").status == 2


@pytest.mark.parametrize(
    ("arguments", "zh", "en"),
    [
        (("chek",), "没有命令 chek", "no command chek"),
        (("score",), "缺少参数 RULES", "RULES is missing"),
        (("score", "a", "--langg"), "没有选项 --langg", "no option --langg"),
        (("score", "a", "b", "c"), "多出了参数", "unexpected"),
        (("explain", "a", "--depth", "x"), "整数", "whole number"),
        (("score", "a", "--as-of", "x"), "日期", "date"),
        (("score", "a", "--format", "x"), "只能是", "one of"),
        (("score", "a", "--set"), "缺值", "needs a value"),
    ],
)
def test_misuse_is_told_in_both_languages(run, arguments: tuple[str, ...], zh: str, en: str) -> None:  # type: ignore[no-untyped-def]
    ran = run(*arguments)
    assert (ran.status, ran.out) == (2, "")
    assert zh in ran.err
    if len(arguments) > 1 and arguments[-1] != "--set":
        assert en in run(arguments[0], "--lang", "en", *arguments[1:]).err


def test_every_command_shows_an_example_that_runs() -> None:
    context = click.Context(cli)
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        assert command is not None
        assert command.help is not None
        assert command.help.rstrip().splitlines()[-1].strip().startswith("perfeval ")


# ---------------------------------------------------------------- whatever the input


def _rules() -> dict[str, bytes]:
    noise = random.Random(7)
    texts = {
        "nested": "甲 = " + "(" * 5000 + "乙" + ")" * 5000,
        "negated": "甲 = " + "-" * 5000 + "乙",
        "conditions": "甲 = " + "若 乙 > 1 则 1 否则 " * 3000 + "2",
        "sum": "甲 = " + "+".join(["乙"] * 300),
        "digits": "甲 = 乙 / " + "9" * 100_000,
        "power": "甲 = 乙 × power(10, power(10, 10))",
        "power-of-facts": "甲 = 乙 × power(10, power(10, 乙))",
        "empty": "",
        "comment": "# 注",
        "one-long-line": "得" * 2_000_000,
        "many-lines": "若甲则乙否则丙的得分\n" * 12_000,
        "many-definitions": "甲 = 乙 / 丙\n" * 12_000,
        "many-items": "三级指标 甲 5分\n" + "要点① 1分：得分得分\n  按照规定\n" * 6000,
    }
    made = {name: text.encode() for name, text in texts.items()}
    made["binary"] = noise.randbytes(10_000)
    made["no-nul"] = bytes(byte for byte in noise.randbytes(20_000) if byte)
    made["too-large"] = b"# x\n" * (50 << 18)
    return made


@pytest.mark.parametrize(("name", "content"), _rules().items(), ids=list(_rules()))
def test_rules_whatever_they_are(run, name: str, content: bytes) -> None:  # type: ignore[no-untyped-def]
    Path("bad.rules").write_bytes(content)
    ran = run("explain", "bad.rules", "--set", "乙=30")
    assert ran.status in (0, 1, 2)
    if name not in ("power", "power-of-facts"):
        assert ran.status == (2 if name in ("binary", "no-nul", "too-large") else 1)
        assert "改法：" in ran.err
    else:
        assert "too-large" in ran.out


def _facts() -> dict[str, tuple[bytes, int, str]]:
    texts: dict[str, tuple[str, int, str]] = {
        "zero.toml": (
            "[facts]\n甲 = 1\n乙 = 0\n".replace("甲", '"甲"').replace("乙", '"乙"'),
            0,
            "division-by-zero",
        ),
        "missing.toml": ('[facts]\n"甲" = 1\n', 0, "missing-fact"),
        "unknown.toml": ('[facts]\n"甲" = 1\n"乙" = 1\n"乙方" = 2\n', 0, "unknown-fact"),
        "types.toml": ('[facts]\n"甲" = true\n"乙" = "很多"\n', 1, "wrong-type"),
        "nan.toml": ('[facts]\n"甲" = nan\n"乙" = inf\n', 1, "not-finite"),
        "nan.json": ('{"facts":{"甲":NaN,"乙":Infinity}}', 1, "not-finite"),
        "negative.toml": ('[facts]\n"甲" = 1\n"乙" = -5\n', 0, "negative-amount"),
        "unquoted.toml": ("[facts]\n甲 = 200\n", 1, "key-without-quotes"),
        "deep.toml": ("a = " + "[" * 5000 + "]" * 5000, 1, "facts-too-deep"),
        "deep.json": ('{"facts":' * 5000 + "1" + "}" * 5000, 1, "facts-too-deep"),
        "digits.toml": ('[facts]\n"甲" = ' + "9" * 100_000, 1, "number-too-long"),
        "shape.toml": ("facts = 3\n", 1, "wrong-shape"),
        "empty.toml": ("", 0, "empty-facts"),
        "items.toml": ('[items."率"]\n"①" = "符合"\n', 1, "no-items"),
        "deduction.toml": ('[[deductions]]\nindicator = "率"\npoints = 1\n', 1, "no-deductions-allowed"),
        "judged.toml": ('[judged."率"]\npoints = 1\n', 1, "no-judgement-allowed"),
        "bonus.toml": ('[[bonuses]]\nindicator = "创新"\npoints = 1\n', 1, "no-bonus-allowed"),
    }
    made = {name: (text.encode(), status, code) for name, (text, status, code) in texts.items()}
    made["binary.toml"] = (random.Random(7).randbytes(5000), 2, "file-not-text")
    made["large.toml"] = (b"# x\n" * (50 << 18), 2, "file-too-large")
    return made


@pytest.mark.parametrize(("name", "case"), _facts().items(), ids=list(_facts()))
def test_facts_whatever_they_are(run, name: str, case: tuple[bytes, int, str]) -> None:  # type: ignore[no-untyped-def]
    content, status, code = case
    Path(name).write_bytes(content)
    ran = run("score", "ratio.rules", name)
    assert ran.status == status
    assert code in ran.out + ran.err
    if status == 1:
        assert name in ran.err


def test_an_item_list_that_does_not_match_is_never_shifted(run) -> None:  # type: ignore[no-untyped-def]
    Path("items.rules").write_text(
        "体系 某项目 5分\n得分保留2位小数，四舍五入\n三级指标 甲 5分\n  要点① 2分：有制度\n  要点② 3分：有台账\n",
        "utf-8",
    )
    Path("items.toml").write_text('[items."甲"]\n"①" = "符合"\n"③" = "符合"\n', "utf-8")
    ran = run("score", "items.rules", "items.toml")
    assert ran.status == 1
    assert "items.toml 第3行" in ran.err
    assert "unknown-item" in ran.err


def test_unreadable_paths(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    assert run("check", str(tmp_path)).status == 2
    assert run("check", "a\0b").status == 2
    assert run("check", "x" * 5000).status == 2


def test_a_fault_of_perfeval_is_never_a_traceback(run, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("on purpose")

    monkeypatch.setattr("perfeval.api.load", broken)
    ran = run("score", "card.rules")
    assert ran.status == 3
    assert "perfeval 自身出错" in ran.err


def test_a_reader_that_has_seen_enough_is_no_fault(tmp_path: Path) -> None:
    import subprocess

    program = "from perfeval.cli import main; main(['explain', 'luohu-2024/project', '--all'])"
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as process:
        assert process.stdout is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr is not None
        assert b"Traceback" not in process.stderr.read()
        assert process.wait(60) == 0
