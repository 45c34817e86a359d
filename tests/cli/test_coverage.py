"""perfeval test: coverage read off traces, what explains a difference, and results for other programs."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from perfeval.cli import main

RULES = """体系 某项目 100分
  得分保留2位小数，四舍五入
  指标不适用的，按百分制折算，折算后保留2位小数
数据 支出（万元）
数据 到位（万元）
数据 满意率（%）
数据 截留（是否）
一级指标 执行率 40分
  执行率 = 若 支出 > 到位 则 1 否则 支出 / 到位
  按比率计分，不超过分值
  到位为0的，不适用
一级指标 满意 30分
  按 满意率 分档
    90%（含）以上  得30分
    60%（含）—90%  得20分
    60%以下        不得分
一级指标 制度 30分
  要点① 20分：有制度
  要点② 10分：制度得到执行
  扣分要点③ 5分：存在挪用
  酌情扣分 最多5分：材料不全
  存在 截留 的，不得分
"""
FACTS = """{ facts = { "支出" = "30万元", "到位" = "40万元", "满意率" = "92%", "截留" = "否" },
items = { "制度" = { "①" = "符合", "②" = "不符合", "③" = "不存在" } } }"""
CASES = f"""[[case]]
name = "执行率四分之三"
facts = {FACTS.replace(chr(10), " ")}
# 40 × 30 ÷ 40 = 30；30 + 30 + 20 = 80
expect = {{ total = "80", scores = {{ "执行率" = "30" }} }}

[[case]]
name = "到位为0，不适用"
facts = {FACTS.replace(chr(10), " ")}
set = {{ "到位" = "0元" }}
# 30 + 20 = 50；50 ÷ 60 × 100 = 83.33
expect = {{ total = "83.33", states = {{ "执行率" = "not-applicable" }} }}
"""

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    (tmp_path / "a.rules").write_text(RULES, "utf-8")
    (tmp_path / "a.cases.toml").write_text(CASES, "utf-8")

    def command(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            main(["test", "a.rules", *arguments])
        captured = capsys.readouterr()
        assert isinstance(left.value.code, int)
        return left.value.code, captured.out, captured.err

    return command


def gaps(out: str) -> list[tuple[int, str]]:
    return [(gap["line"], gap["missed"]) for gap in json.loads(out)["coverage"][0]["gaps"]]


def test_what_no_case_reached(run: Run) -> None:
    status, out, _ = run("--coverage", "--format", "json")
    assert status == 0
    assert gaps(out) == [
        (9, "“则”没有用到过"),
        (15, "“60%（含）—90%”没有落进过"),
        (16, "“60%以下”没有落进过"),
        (18, "①没有不符合过"),
        (19, "②没有符合过"),
        (20, "③没有存在过"),
        (21, "从来没有扣过分"),
        (22, "条件没有成立过"),
    ]
    counts = json.loads(out)["coverage"][0]["counts"]
    assert counts["items"] == {"reached": 3, "of": 6}
    assert counts["bands"] == {"reached": 1, "of": 3}
    assert counts["conditions"] == {"reached": 4, "of": 6}


def test_what_more_cases_reach_is_no_gap(run: Run, tmp_path: Path) -> None:
    more = """
[[case]]
name = "低于60%，截留，支出超过到位"
facts = {{ facts = {{ "支出" = "50万元", "到位" = "40万元", "满意率" = "50%", "截留" = "是" }}, items = {items}{rest} }}
expect = {{ total = "40" }}
"""
    items = '{ "制度" = { "①" = "不符合", "②" = "符合", "③" = "存在" } }'
    rest = ', deductions = [{ indicator = "制度", points = 1, reason = "缺", by = "甲" }]'
    (tmp_path / "a.cases.toml").write_text(CASES + more.format(items=items, rest=rest), "utf-8")
    status, out, _ = run("--coverage", "--format", "json")
    assert status == 0, out
    assert gaps(out) == [(15, "“60%（含）—90%”没有落进过")]


def test_a_threshold_fails_below_it(run: Run) -> None:
    assert run("--fail-under", "10")[0] == 0
    status, _, err = run("--fail-under", "90")
    assert status == 1
    assert "low-coverage" in err
    assert run("--fail-under", "101")[0] == 2


def test_the_losses_that_explain_a_difference(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.cases.toml").write_text(CASES.replace('total = "80"', 'total = "90"'), "utf-8")
    status, out, _ = run("-k", "四分之三")
    assert status == 1
    assert "total  差-10分，正好是：执行率 -10 执行率 75%，未达 100%" in out
    (tmp_path / "a.cases.toml").write_text(CASES.replace('total = "80"', 'total = "85"'), "utf-8")
    assert "扣得最多的是：执行率 -10" in run("-k", "四分之三")[1]
    (tmp_path / "a.cases.toml").write_text(CASES.replace('"执行率" = "30"', '"执行率" = "29"'), "utf-8")
    assert "差+1分" in run("-k", "四分之三")[1]


def test_an_unknown_indicator_is_named_with_near_ones(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.cases.toml").write_text(CASES.replace('"执行率" = "30"', '"执行律" = "30"'), "utf-8")
    status, out, _ = run()
    assert status == 1
    assert "unknown-indicator-in-case" in out
    assert "是不是“执行率”" in out


def test_junit(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.cases.toml").write_text(CASES.replace('total = "80"', 'total = "90"'), "utf-8")
    assert run("--junit", "out.xml")[0] == 1
    suite = ElementTree.parse(tmp_path / "out.xml").getroot()[0]
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("2", "1", "0")
    failure = suite[0].find("failure")
    assert failure is not None
    assert failure.get("message") == "total: 90 != 80"
    assert run("--junit", "out.xml")[0] == 1
    (tmp_path / "mine.xml").write_text("<mine/>", "utf-8")
    assert "file-exists" in run("--junit", "mine.xml")[2]
    assert (tmp_path / "mine.xml").read_text("utf-8") == "<mine/>"
    assert "cannot-write" in run("--junit", "no/out.xml")[2]


def test_a_bonus_that_was_given_is_reached(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.rules").write_text(
        f"{RULES}加分 创新做法 最多3分，加分后总分不超过100分：做法被推广\n", "utf-8"
    )
    assert (len(RULES.splitlines()) + 1, "从来没有加过分") in gaps(run("--coverage", "--format", "json")[1])
    bonus = 'bonuses = [{ indicator = "创新做法", points = 1, reason = "全省推广" }], facts = {'
    given = CASES.replace("facts = { facts = {", f"facts = {{ {bonus}", 1)
    (tmp_path / "a.cases.toml").write_text(given, "utf-8")
    assert all(missed != "从来没有加过分" for _, missed in gaps(run("--coverage", "--format", "json")[1]))
