"""What is kept between runs never changes a result and never fails a run, whatever becomes of it."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path

import pytest

import perfeval
from perfeval import keeping

RULES = "体系 某项目 100分\n得分保留2位小数，四舍五入\n数据 甲（%）\n一级指标 一 100分\n  得分 = 分值 × 甲\n"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = tmp_path / "cache"
    monkeypatch.setenv(keeping.VARIABLE, str(folder))
    keeping.folder.cache_clear()
    yield folder
    keeping.folder.cache_clear()


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    path = tmp_path / "a.rules"
    path.write_text(RULES, "utf-8")
    return path


def total(path: Path) -> Decimal | None:
    return perfeval.evaluate(perfeval.load(path), {"甲": "50.005%"}, trace=True).total


def entries(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def test_rules_are_kept_and_found_again(cache: Path, rules: Path) -> None:
    assert total(rules) == Decimal("50.01")
    kept = {path.name: path.stat().st_mtime_ns for path in entries(cache)}
    assert kept
    assert total(rules) == Decimal("50.01")
    assert {path.name: path.stat().st_mtime_ns for path in entries(cache)} == kept
    assert all(path.stat().st_mode & 0o077 == 0 for path in entries(cache))


def test_a_change_of_the_rules_is_seen(cache: Path, rules: Path) -> None:
    assert total(rules) == Decimal("50.01")
    rules.write_text(RULES.replace("2位", "1位"), "utf-8")
    assert total(rules) == Decimal("50.0")


def test_a_kept_engine_explains_alike(cache: Path, rules: Path) -> None:
    shown = [
        perfeval.render(perfeval.explain(perfeval.evaluate(perfeval.load(rules), {"甲": "50%"})))
        for _ in range(2)
    ]
    assert shown[0] == shown[1]


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[: len(data) // 2],
        lambda data: data[:-1] + bytes([data[-1] ^ 1]),
        lambda data: b"perfeval kept 0\n" + data[16:],
        lambda data: pickle.dumps("nothing of ours"),
        lambda data: b"\0" * 100,
    ],
)
def test_a_damaged_entry_is_as_none(cache: Path, rules: Path, damage: object) -> None:
    assert callable(damage)
    total(rules)
    for path in entries(cache):
        path.write_bytes(damage(path.read_bytes()))
    assert total(rules) == Decimal("50.01")


def test_an_entry_of_another_kind_is_as_none(cache: Path, rules: Path) -> None:
    total(rules)
    for path in entries(cache):
        keeping.keep(path.name, {"not": "an engine"})
    assert total(rules) == Decimal("50.01")


def test_nothing_that_others_could_write_is_trusted(cache: Path, rules: Path) -> None:
    total(rules)
    for path in entries(cache):
        assert keeping.kept(path.name) is not None
        path.chmod(0o666)
        assert keeping.kept(path.name) is None
        path.chmod(0o600)
    cache.chmod(0o777)
    assert all(keeping.kept(path.name) is None for path in entries(cache))
    assert total(rules) == Decimal("50.01")


def test_a_folder_that_cannot_be_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rules: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder", "utf-8")
    for given in (str(blocked / "cache"), "/proc/nothing/here", "off"):
        monkeypatch.setenv(keeping.VARIABLE, given)
        keeping.folder.cache_clear()
        assert total(rules) == Decimal("50.01")
    keeping.folder.cache_clear()


def test_what_another_version_kept_is_not_met(
    cache: Path, rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    total(rules)
    before = entries(cache)
    monkeypatch.setattr(keeping, "_program", lambda: b"another version")
    assert total(rules) == Decimal("50.01")
    assert len(entries(cache)) == 2 * len(before)


def test_a_plug_in_that_comes_is_seen_and_another_file_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(tmp_path)

    def program() -> bytes:
        keeping._program.cache_clear()
        return keeping._program()

    before = program()
    (tmp_path / "notes.txt").write_text("nothing of Python", "utf-8")
    assert program() == before
    (tmp_path / "plug-1.0.dist-info").mkdir()
    assert program() != before
    keeping._program.cache_clear()


def test_a_full_disk(cache: Path, rules: Path) -> None:
    program = (
        "import resource, sys, perfeval\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))  # no file may grow longer: as if all were full\n"
        "rules = perfeval.load(sys.argv[1])\n"
        "print(perfeval.evaluate(rules, {'甲': '50%'}).total)"
    )
    ran = subprocess.run([sys.executable, "-c", program, rules], capture_output=True, text=True, check=True)
    assert ran.stdout == "50.00\n"
    assert entries(cache) == []  # nothing that was cut off is left


def test_many_writers_at_once(cache: Path, rules: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(lambda _: total(rules), range(24))) == {Decimal("50.01")}


def test_old_entries_are_forgotten(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "MOST_ENTRIES", 5)
    for number in range(12):
        keeping.keep(f"{number:02}", number)
        os.utime(cache / f"{number:02}", (number, number))
    assert [path.name for path in entries(cache)] == ["07", "08", "09", "10", "11"]


HOMES = {
    "none": {"HOME": ""},
    "nowhere": {"HOME": "/nonexistent/home"},
    "read-only": {"HOME": "/proc"},
    "relative": {"XDG_CACHE_HOME": "somewhere"},
    "C": {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0"},
    "GBK": {"PYTHONIOENCODING": "gbk", "LANG": "zh_CN.GBK"},
    "narrow": {"COLUMNS": "40"},
}


@pytest.mark.parametrize("surroundings", HOMES.values(), ids=list(HOMES))
def test_wherever_it_runs(surroundings: dict[str, str], tmp_path: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if key != keeping.VARIABLE}
    program = "from perfeval.cli import main; main(['explain', 'luohu-2024/project'])"
    ran = subprocess.run(
        [sys.executable, "-c", program],
        env={**environment, **surroundings},
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert (ran.returncode, b"Traceback" in ran.stderr) == (0, False)
    assert b"95.84" in ran.stdout


def test_a_warm_pack_needs_neither_lark_nor_the_tree(cache: Path) -> None:
    program = (
        "import sys; from perfeval.cli import main\n"
        "try: main(['score', 'luohu-2024/project', '--format', 'json'])\n"
        "except SystemExit: print([name for name in sys.modules if name.split('.')[0] in ('lark', 'rich') or "
        "name in ('perfeval.nodes', 'perfeval.parsing', 'perfeval.checking')])"
    )
    for _ in range(2):
        ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "[]"
