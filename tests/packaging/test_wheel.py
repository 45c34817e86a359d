"""The built wheel, installed in a clean environment in another folder, does the main job."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CARD = "预算执行率 = 实际支出/到位资金; score = weight * min(rate,1)\n"


def run(*command: str | Path, cwd: Path) -> str:
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "PERFEVAL"))
    }
    environment["XDG_CACHE_HOME"] = str(cwd / "cache")
    ran = subprocess.run(
        [str(part) for part in command], cwd=cwd, capture_output=True, text=True, check=False, env=environment
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    quiet = ("--quiet", "--disable-pip-version-check", "--no-deps")
    run(sys.executable, "-m", "pip", "wheel", *quiet, "--wheel-dir", folder, ROOT, cwd=folder)
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clean")
    venv.create(folder / "env", with_pip=True)
    scripts = folder / "env" / ("Scripts" if os.name == "nt" else "bin")
    pip = (scripts / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    run(*pip, "-c", ROOT / "constraints.txt", wheel, cwd=folder)
    return scripts


pytestmark = pytest.mark.slow


def test_the_wheel_holds_what_it_needs_and_nothing_else(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for name in (
        "perfeval/grammars/rules.lark",
        "perfeval/rules/luohu-2024/project.rules",
        "perfeval/rules/luohu-2024/project.facts.toml",
        "perfeval/first_steps/first.rules",
        "perfeval/py.typed",
    ):
        assert name in names
    assert {name.partition("/")[0] for name in names} == {"perfeval", "perfeval-0.1.0.dist-info"}


def test_all_is_every_capability(wheel: Path) -> None:
    (metadata,) = (name for name in zipfile.ZipFile(wheel).namelist() if name.endswith("/METADATA"))
    told = zipfile.ZipFile(wheel).read(metadata).decode("utf-8")
    needed: dict[str, set[str]] = {}
    for what, extra in re.findall(r"(?m)^Requires-Dist: ([^;\n]+?) ?; extra == ['\"](\w+)['\"]$", told):
        if not what.startswith("perfeval["):
            needed.setdefault(extra, set()).add(what)
    every = re.findall(r"(?m)^Requires-Dist: perfeval\[([\w,-]+)\] ?; extra == ['\"]all['\"]$", told)
    named = {extra for names in every for extra in names.split(",")}
    whole = needed.get("all", set()).union(*(needed[extra] for extra in named))
    assert whole == set().union(*(needed[extra] for extra in needed.keys() - {"all", "bench", "dev"}))


def test_the_main_job(installed: Path, tmp_path: Path) -> None:
    data = json.loads(
        run(installed / "perfeval", "score", "luohu-2024/project", "--format", "json", cwd=tmp_path)
    )
    assert (data["total"], data["grade"]) == ("95.84", "优")
    assert "193.54 ÷ 200" in run(installed / "perfeval", "explain", "luohu-2024/project", cwd=tmp_path)
    (tmp_path / "card.rules").write_text(CARD, "utf-8")
    settings = ("--set", "实际支出=193.54万元", "--set", "到位资金=200万元")
    assert "96.77" in run(installed / "perfeval", "explain", "card.rules", *settings, cwd=tmp_path)


def test_the_first_files(installed: Path, tmp_path: Path) -> None:
    run(installed / "perfeval", "init", cwd=tmp_path)
    run(installed / "perfeval", "test", ".", cwd=tmp_path)
    run(installed / "perfeval", "doctor", cwd=tmp_path)


def test_embedding(installed: Path, tmp_path: Path) -> None:
    program = (
        "import perfeval; rules = perfeval.load('luohu-2024/project'); "
        "print(perfeval.evaluate(rules, rules.facts_path).total)"
    )
    assert run(installed / "python", "-c", program, cwd=tmp_path) == "95.84\n"


def test_the_base_install_is_small(installed: Path, tmp_path: Path) -> None:
    listed = json.loads(run(installed / "python", "-m", "pip", "list", "--format", "json", cwd=tmp_path))
    names = {each["name"].lower() for each in listed} - {"pip", "setuptools"}
    assert names == {
        *("perfeval", "attrs", "click", "lark", "pypinyin", "rich", "tomli"),
        *("markdown-it-py", "mdurl", "pygments"),  # rich's own
    }
