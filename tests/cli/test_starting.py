"""init, doctor, completion, help: the first minutes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from rich.cells import cell_len

from perfeval.cases import run_paths
from perfeval.cli import cli, main
from perfeval.starting import FILES

Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    monkeypatch.setenv("COLUMNS", "80")

    def run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            main(arguments)
        captured = capsys.readouterr()
        assert isinstance(left.value.code, int)
        return left.value.code, captured.out, captured.err

    return run


def test_the_first_files_pass(command: Command) -> None:
    status, out, _ = command("init", "我的 项目")
    assert status == 0
    assert "perfeval explain" in out
    assert sorted(path.name for path in Path("我的 项目").iterdir()) == sorted(FILES)
    assert command("check", "我的 项目/first.rules")[:2] == (0, "没有发现问题\n")
    assert run_paths(["我的 项目"]).passed
    assert "89.1" in command("score", "我的 项目/first.rules", "我的 项目/first.facts.toml")[1]


def test_nothing_is_overwritten_without_force(command: Command) -> None:
    Path("first.rules").write_text("甲 = 乙\n", "utf-8")
    status, _, err = command("init")
    assert status == 2
    assert "file-exists" in err
    assert Path("first.rules").read_text("utf-8") == "甲 = 乙\n"
    assert not Path("first.facts.toml").exists()
    assert command("init", "--force")[0] == 0
    assert Path("first.rules").read_text("utf-8").startswith("#")


def test_a_folder_that_cannot_be_written(command: Command) -> None:
    Path("file").write_text("", "utf-8")
    status, _, err = command("init", "file/inside", "--lang", "en")
    assert status == 2
    assert "cannot-write" in err


def test_doctor(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    status, out, _ = command("doctor")
    assert status == 0
    assert "luohu-2024/project" in out
    data = json.loads(command("doctor", "--format", "json")[1])
    assert {each["name"] for each in data["findings"]} >= {"perfeval", "python", "lark", "cache", "packs"}
    monkeypatch.setattr("perfeval.surroundings.own_packs", lambda: ())
    status, out, _ = command("doctor", "--lang", "en")
    assert status == 1
    assert "not well" in out


def test_doctor_on_a_terminal_that_cannot_write_chinese() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    program = "from perfeval.cli import main; main(['doctor', '--lang', 'en'])"
    ran = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=False)
    assert ran.returncode == 1
    assert b"output encoding" in ran.stdout
    assert b"Traceback" not in ran.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(command: Command, shell: str) -> None:
    status, out, _ = command("completion", shell)
    assert status == 0
    assert "_PERFEVAL_COMPLETE" in out


@pytest.mark.parametrize(
    ("words", "position", "wanted"),
    [
        ("perfeval ex", 1, "explain"),
        ("perfeval score luo", 2, "luohu-2024/project"),
        ("perfeval score --led", 2, "--ledger"),
    ],
)
def test_what_is_completed(words: str, position: int, wanted: str) -> None:
    environment = {
        **os.environ,
        "_PERFEVAL_COMPLETE": "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(position),
    }
    program = "import sys; sys.argv = ['perfeval']; from perfeval.cli import main; main()"
    ran = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False
    )
    assert f"plain,{wanted}" in ran.stdout.splitlines()


def _names() -> list[str]:
    return cli.list_commands(click.Context(cli))


@pytest.mark.parametrize("name", ["", *_names()])
def test_help_is_whole_at_80_columns_in_both_languages(command: Command, name: str) -> None:
    status, out, _ = command(*([name] if name else []), "--help")
    assert status == 0
    assert all(cell_len(line) <= 80 for line in out.splitlines()), [
        line for line in out.splitlines() if cell_len(line) > 80
    ]
    assert "…" not in out.replace("名=值", "")
    assert any("\u4e00" <= character <= "\u9fff" for character in out)
    assert "例 / example:" in out


def test_a_picture_of_40_columns_is_whole(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    for name in ("score", "explain", "check"):
        status, out, err = command(name, "luohu-2024/project")
        assert status == 0
        assert all(cell_len(line) <= 40 for line in (out + err).splitlines())


def test_ctrl_c_is_no_fault(tmp_path: Path) -> None:
    asked = [sys.executable, "-m", "perfeval", "score", "luohu-2024/project", "-"]
    program = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    (tmp_path / "sitecustomize.py").write_text(program, "utf-8")  # a test run in the background ignores it
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    pipe = subprocess.PIPE
    with subprocess.Popen(
        asked, cwd=tmp_path, env=environment, stdin=pipe, stdout=pipe, stderr=pipe
    ) as process:
        assert process.stdin is not None
        process.stdin.write(b"{")  # the facts have begun, and nothing follows
        process.stdin.flush()
        time.sleep(1.5)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=60)
    assert (process.returncode, told.strip()) == (130, b"")


def test_the_command_runs_as_a_module(tmp_path: Path) -> None:
    asked = [sys.executable, "-m", "perfeval", "score", "luohu-2024/project", "--format", "json"]
    done = subprocess.run(asked, capture_output=True, cwd=tmp_path, check=True)
    assert json.loads(done.stdout)["total"] == "95.84"
