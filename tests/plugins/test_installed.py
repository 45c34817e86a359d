"""A real plug-in package, installed by pip in a clean environment and used from a rule file."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.docs.pages import DOCS, blocks
from tests.packaging.test_wheel import installed, run, wheel

__all__ = ["installed", "wheel"]

STARS = Path(__file__).parent / "stars"
RULES = """体系 住宿 10分
  得分保留2位小数，四舍五入
一级指标 服务 10分
  推定：计分 评星(服务星数, 5)
"""

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def with_stars(installed: Path) -> Path:
    pip = (installed / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    run(*pip, STARS, cwd=installed.parent)
    return installed


def test_everything_it_gives_is_listed_with_whence_it_came(with_stars: Path, tmp_path: Path) -> None:
    told = json.loads(run(with_stars / "perfeval", "plugins", "--format", "json", cwd=tmp_path))
    assert told["faults"] == []
    assert {(each["kind"], each["names"][0], each["plugin"]) for each in told["plugins"]} == {
        ("function", "星级系数", "perfeval-stars 1.0"),
        ("kind", "评星", "perfeval-stars 1.0"),
        ("reader", ".lines", "perfeval-stars 1.0"),
        ("renderer", "brief", "perfeval-stars 1.0"),
        ("check", "全满分", "perfeval-stars 1.0"),
        ("pack", "stars-2025/hotel", "perfeval-stars 1.0"),
    }
    assert "评星" in run(with_stars / "perfeval", "plugins", cwd=tmp_path)


def test_a_kind_gets_trace_and_ledger_without_further_code(with_stars: Path, tmp_path: Path) -> None:
    (tmp_path / "hotel.rules").write_text(RULES, "utf-8")
    (tmp_path / "hotel.lines").write_text("服务星数,4\n", "utf-8")
    command = (with_stars / "perfeval", "explain", "hotel.rules", "hotel.lines", "--format", "json")
    for _ in range(2):  # the second time from what was kept
        data = json.loads(run(*command, cwd=tmp_path))
        top, leaf = data["losses"], data["indicators"][0]
        assert (data["total"], leaf["score"], leaf["lost"]) == ("8", "8", "2")
        (loss,) = leaf["losses"]
        assert (loss["kind"], loss["points"], loss["presumed"]) == ("shortfall", "2", True)
        assert loss["text"] == "评4星，比5星少1星"
        assert loss["facts"][0]["source"] == "第1行"
        assert top[0]["points"] == "2"
    english = run(*command, "--lang", "en", cwd=tmp_path)
    assert "4 stars of 5, 1 fewer" in english


def test_its_pack_its_format_and_its_check(with_stars: Path, tmp_path: Path) -> None:
    assert run(
        with_stars / "perfeval", "score", "stars-2025/hotel", "--format", "brief", cwd=tmp_path
    ).endswith("blocks\n")
    told = run(with_stars / "perfeval", "test", "stars-2025/hotel", cwd=tmp_path)
    assert "共3个用例，通过3个" in told
    assert "stars-2025/hotel" in run(with_stars / "perfeval", "packs", cwd=tmp_path)
    assert "满分的表" in run(with_stars / "perfeval", "code", "stars-all-full", cwd=tmp_path)


TWIN = """[build-system]
requires = ["hatchling>=1.27"]
build-backend = "hatchling.build"

[project]
name = "perfeval-twin"
version = "2.0"

[project.entry-points."perfeval.plugins"]
twin = "perfeval_twin:PLUGIN"
broken = "perfeval_twin:NOTHING"
"""
TWIN_CODE = """from pathlib import Path
from perfeval.plugins import RATIO_TYPE, Function, Plugin, Words

HALF = Function(Words("星级系数", "half"), (1, 1), lambda _: RATIO_TYPE, Words("甲", "a"), body=lambda value: value / 2)
PLUGIN = Plugin(functions=(HALF,), packs=Path(__file__).parent / "rules")
"""


def test_a_second_plug_in_with_its_names(with_stars: Path, tmp_path: Path) -> None:
    package = tmp_path / "twin" / "perfeval_twin"
    for pack in ("stars-2025/hotel", "luohu-2024/project"):
        path = package / "rules" / f"{pack}.rules"
        path.parent.mkdir(parents=True)
        path.write_text("预算执行率 = 支出 / 预算\n", "utf-8")
    (package / "__init__.py").write_text(TWIN_CODE, "utf-8")
    (package.parent / "pyproject.toml").write_text(TWIN, "utf-8")
    pip = (with_stars / "python", "-m", "pip", "--quiet", "--disable-pip-version-check")
    run(*pip, "install", package.parent, cwd=tmp_path)
    try:
        told = json.loads(run(with_stars / "perfeval", "plugins", "--format", "json", cwd=tmp_path))
        assert [each["code"] for each in told["faults"]] == ["plug-in-broken", "plug-in-collision"]
        assert "perfeval-stars 1.0和perfeval-twin 2.0都提供“星级系数”" in told["faults"][1]["text"]
        for pack in ("stars-2025/hotel", "luohu-2024/project"):
            command = [str(with_stars / "perfeval"), "check", pack]
            ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
            assert ran.returncode == 1
            assert "pack-twice" in ran.stdout
            assert "perfeval-twin 2.0" in ran.stdout
    finally:
        run(*pip, "uninstall", "-y", "perfeval-twin", cwd=tmp_path)
    assert "95.84" in run(with_stars / "perfeval", "score", "luohu-2024/project", cwd=tmp_path)


def test_the_plug_in_of_the_page_does_what_the_page_shows(installed: Path, tmp_path: Path) -> None:
    page = DOCS / "how-to/write-a-plug-in.md"
    shown = {each.title: each.text for each in blocks(page.read_text("utf-8"))}
    for name in ("pyproject.toml", "perfeval_late/__init__.py", "late.rules"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(shown[name], "utf-8")
    pip = (installed / "python", "-m", "pip", "--quiet", "--disable-pip-version-check")
    run(*pip, "install", tmp_path, cwd=installed.parent)
    try:
        told = run(installed / "perfeval", "explain", "late.rules", "--set", "迟付天数=45", cwd=tmp_path)
        if os.environ.get("PERFEVAL_REWRITE"):
            page.write_text(page.read_text("utf-8").replace(shown["output"], told), "utf-8")
        assert told == shown["output"]
        assert "按迟付月数" in run(installed / "perfeval", "plugins", cwd=tmp_path)
    finally:
        run(*pip, "uninstall", "-y", "perfeval-late", cwd=tmp_path)
