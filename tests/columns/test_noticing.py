"""perfeval batch and explain --row: what is noticed in a table, which year counts, one row explained and checked."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest
from click.testing import CliRunner, Result

import perfeval
from benchmarks import workload
from perfeval.cli.batching import batch
from perfeval.cli.scoring import explain
from perfeval.evaluating.columns import Columns
from tests.columns.test_batch import totals
from tests.columns.test_paths import as_table
from tests.columns.test_tables import RULES

DATED = """体系 某体系 10分
得分保留2位小数，四舍五入
数据 甲（%）
参数 目标 = 50% 自 2020-01-01，80% 自 2024-07-01
加分 创新 最多2分，加分后总分不超过11分：获奖
一级指标 丙 10分
得分 = 分值 × min(甲 ÷ 目标, 1)
"""


def run(folder: Path, rules: str, text: str, *arguments: str) -> Result:
    (folder / "card.rules").write_text(rules, encoding="utf-8")
    (folder / "in.csv").write_text(text, encoding="utf-8")
    given = [str(folder / "card.rules"), str(folder / "in.csv"), "-o", str(folder / "out.csv"), *arguments]
    return CliRunner().invoke(batch, [*given, "--lang", "zh"])


def test_a_column_that_nothing_reads_is_said_with_what_it_may_have_meant(tmp_path: Path) -> None:
    result = run(tmp_path, RULES, "编号,甲,乙,备注\na,193.54,200,x\n")
    assert "column-not-read" in result.stderr
    assert "“备注”这一列没有用到" in result.stderr
    assert (
        "备注"
        not in run(tmp_path, RULES, "编号,甲,乙,备注\na,193.54,200,x\n", "--carry", "备注", "--force").stderr
    )


@pytest.mark.parametrize("name", ["丙.扣分", "创新.加分", "丙.评定", "丙.自评"])
def test_a_decision_that_no_rule_takes_up_stops_the_batch(tmp_path: Path, name: str) -> None:
    result = run(tmp_path, RULES, f"编号,甲,乙,{name}\na,193.54,200,1\n")
    assert result.exit_code == 1
    assert "decision-not-taken-up" in result.stderr
    assert not (tmp_path / "out.csv").exists()


def test_keys_that_repeat_are_said_and_every_row_is_scored(tmp_path: Path) -> None:
    result = run(tmp_path, RULES, "编号,甲,乙\na,1,2\nb,1,2\na,1,2\n")
    assert "有1行与前面的重复，例如a" in result.stderr
    assert totals(tmp_path / "out.csv") == ["5.00", "5.00", "5.00"]


def test_how_floats_are_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "card.rules").write_text(RULES, encoding="utf-8")
    pyarrow.parquet.write_table(
        pyarrow.table({"编号": ["a"], "甲": [0.1], "乙": [0.3]}), tmp_path / "in.parquet"
    )
    arguments = [str(tmp_path / "card.rules"), str(tmp_path / "in.parquet"), "-o", str(tmp_path / "out.csv")]
    result = CliRunner().invoke(batch, [*arguments, "--lang", "zh"])
    assert "浮点数按最短的十进制写法读：甲、乙" in result.stderr
    assert totals(tmp_path / "out.csv") == ["3.33"]


def test_each_row_has_the_parameters_of_its_own_year(tmp_path: Path) -> None:
    result = run(tmp_path, DATED, "编号,年度,甲\na,2023,40\nb,2024,40\nc,2019,40\nd,,40\ne,2024,40\n")
    assert result.exit_code == 0, result.stderr
    # 40 ÷ 50 and 40 ÷ 80 of 10 points; 2019 is before the first value, and without a year none is known.
    assert totals(tmp_path / "out.csv") == ["8.00", "5.00", None, None, "5.00"]
    assert "parameter-too-early 1" in result.stderr
    assert "parameter-needs-date 1" in result.stderr


def test_without_a_year_or_a_date_nothing_is_scored(tmp_path: Path) -> None:
    assert "parameter-needs-date" in run(tmp_path, DATED, "编号,甲\na,40\n").stderr
    assert run(tmp_path, DATED, "编号,甲\na,40\n", "--as-of", "2023-01-01").exit_code == 0
    assert totals(tmp_path / "out.csv") == ["8.00"]


def test_a_bonus_has_a_column_and_one_over_its_limit_is_a_fault_of_its_row(tmp_path: Path) -> None:
    text = "编号,年度,甲,创新.加分\na,2024,40,1.5\nb,2024,80,2\nc,2024,40,\nd,2024,40,3\n"
    result = run(tmp_path, DATED, text)
    assert totals(tmp_path / "out.csv") == ["6.50", "11.00", "5.00", None]
    assert "bonus-over-limit 1" in result.stderr


# ---------------------------------------------------------------- one row


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workload as a file, the report in the middle of it."""
    folder = tmp_path_factory.mktemp("large")
    report, *others = workload.projects(3000)
    table = as_table([*others[:1500], report, *others[1500:]])
    keys = [f"p{row}" for row in range(3000)]
    pyarrow.parquet.write_table(
        table.add_column(0, "编号", [keys]), folder / "in.parquet", row_group_size=700
    )
    return folder


def explained(large: Path, row: str, *more: str) -> Result:
    arguments = [str(workload.RULES), str(large / "in.parquet"), "--row", row, "--lang", "zh", *more]
    return CliRunner().invoke(explain, arguments)


def test_the_report_inside_a_large_file_explains_to_its_total(large: Path) -> None:
    data = json.loads(explained(large, "p1500", "--format", "json").stdout)
    assert (data["total"], data["grade"]) == ("95.84", "优")
    assert "95.84" in explained(large, "p1500").stdout


def test_a_row_explains_to_what_its_batch_gave(large: Path) -> None:
    arguments = [str(workload.RULES), str(large / "in.parquet"), "-o", str(large / "out.parquet")]
    result = CliRunner().invoke(batch, [*arguments, "--self-check", "200", "--lang", "zh"])
    assert result.exit_code == 0, result.stderr
    assert "复算 200 行，完全一致" in result.stderr
    scores = pyarrow.parquet.read_table(large / "out.parquet")
    for row in (0, 7, 2999):
        outcome = perfeval.api.evaluate_row(perfeval.load(workload.RULES), large / "in.parquet", f"p{row}")
        for node in outcome.indicators:
            assert scores[f"{node.name}.score"][row].as_py() == node.score
        assert scores["total"][row].as_py() == outcome.total


def test_a_key_that_is_not_there_and_one_that_several_have(tmp_path: Path, large: Path) -> None:
    assert "row-not-found" in explained(large, "q1").stderr
    run(tmp_path, RULES, "编号,甲,乙\na,1,2\na,3,4\n")
    arguments = [str(tmp_path / "card.rules"), str(tmp_path / "in.csv"), "--row", "a", "--lang", "zh"]
    result = CliRunner().invoke(explain, arguments)
    assert result.exit_code == 1
    assert "有2行是“a”" in result.stderr
    assert CliRunner().invoke(explain, [str(tmp_path / "card.rules"), "--row", "a"]).exit_code == 2


@pytest.mark.parametrize("many", ["all", "1"])
def test_a_difference_fails_the_batch_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, many: str
) -> None:
    right = Columns.evaluate

    def wrong(self: Columns, table: object) -> object:
        made = right(self, table)
        made.scores[1] = made.scores[1] + 1
        return made

    monkeypatch.setattr(Columns, "evaluate", wrong)
    result = run(tmp_path, RULES, "编号,甲,乙\na,193.54,200\n", "--self-check", many)
    assert result.exit_code == 1
    assert "check-differs" in result.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["card.rules", "in.csv"]


def test_a_file_of_another_kind_is_a_misuse(tmp_path: Path) -> None:
    (tmp_path / "card.rules").write_text(RULES, encoding="utf-8")
    (tmp_path / "in.xlsx").write_bytes(b"PK")
    arguments = [str(tmp_path / "card.rules"), str(tmp_path / "in.xlsx"), "-o", str(tmp_path / "out.csv")]
    assert CliRunner().invoke(batch, arguments).exit_code == 2
