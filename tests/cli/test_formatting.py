"""perfeval fmt: what is written, what is left alone, and how it leaves."""

from __future__ import annotations

import io
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from perfeval.cli import main

LOOSE = "体系 某项目 10分\n一级指标 率 10分\n率=甲/乙   # 注意\n按比率计分\n"
CANONICAL = "体系 某项目 10分\n一级指标 率 10分\n  率 = 甲 / 乙  # 注意\n  按比率计分\n"
FAULTY = "体系 某项目 10分\n一级指标 率 10分\n率=(甲/乙\n"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)

    def command(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            main(["fmt", *arguments])
        captured = capsys.readouterr()
        assert isinstance(left.value.code, int)
        return left.value.code, captured.out, captured.err

    return command


def test_a_file_is_written_once(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.rules"
    path.write_text(LOOSE, "utf-8")
    path.chmod(0o640)
    assert run("a.rules")[:2] == (0, "a.rules\n")
    assert path.read_text("utf-8") == CANONICAL
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    os.utime(path, ns=(1, 1))
    assert run("a.rules") == (0, "", "共1个文件，整理了0个\n")
    assert path.stat().st_mtime_ns == 1
    assert [each.name for each in tmp_path.iterdir()] == ["a.rules"]


def test_check_lists_and_diff_shows_and_neither_writes(run: Run, tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub/a.rules").write_text(LOOSE, "utf-8")
    (tmp_path / "b.rules").write_text(CANONICAL, "utf-8")
    shown = str(Path("sub/a.rules"))
    assert run("--check", ".") == (1, f"{shown}\n", "共2个文件，1个需要整理\n")
    status, out, _ = run("--diff", ".")
    assert (status, out.splitlines()[0], out.splitlines()[-1]) == (0, f"--- {shown}", "+  按比率计分")
    assert (tmp_path / "sub/a.rules").read_text("utf-8") == LOOSE
    assert run("--check", "b.rules")[0] == 0


def test_faulty_files_stay_and_the_others_are_written(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.rules").write_text(FAULTY, "utf-8")
    (tmp_path / "b.rules").write_text(LOOSE, "utf-8")
    status, out, err = run(".")
    assert (status, out) == (1, "b.rules\n")
    assert "bracket-not-closed" in err
    assert (tmp_path / "a.rules").read_text("utf-8") == FAULTY
    assert run("none.rules")[0] == 2
    (tmp_path / "empty").mkdir()
    assert "no-rule-files" in run("empty")[2]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (LOOSE.replace("\n", "\r\n").encode(), CANONICAL.replace("\n", "\r\n").encode()),
        (b"\xef\xbb\xbf" + LOOSE.encode(), b"\xef\xbb\xbf" + CANONICAL.encode()),
        (LOOSE.encode("gb18030"), CANONICAL.encode("gb18030")),
    ],
    ids=["CRLF", "BOM", "GB18030"],
)
def test_encoding_and_line_ends_stay(run: Run, tmp_path: Path, before: bytes, after: bytes) -> None:
    path = tmp_path / "a.rules"
    path.write_bytes(before)
    status, _, err = run("a.rules")
    assert status == 0
    assert path.read_bytes() == after
    assert ("formatted-gb18030" in err) is (before == LOOSE.encode("gb18030"))


def test_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def given(text: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text), "utf-8"))

    given(LOOSE.encode())
    assert run("-") == (0, CANONICAL, "")
    given(LOOSE.encode())
    assert run("-", "--check") == (1, "-\n", "共1个文件，1个需要整理\n")
    given(FAULTY.encode())
    assert run("-")[:2] == (1, "")
    given(b"\0")
    assert run("-")[:2] == (2, "")


def test_a_link_stays_a_link(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.rules").write_text(LOOSE, "utf-8")
    (tmp_path / "b.rules").symlink_to("a.rules")
    assert run("b.rules")[0] == 0
    assert (tmp_path / "b.rules").is_symlink()
    assert (tmp_path / "a.rules").read_text("utf-8") == CANONICAL


def test_the_shipped_packs_are_canonical(run: Run) -> None:
    root = Path(__file__).parents[2]
    assert run("--check", str(root / "rules"), str(root / "perfeval/first_steps"))[0] == 0
