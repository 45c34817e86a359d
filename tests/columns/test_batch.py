"""perfeval batch: files of projects into files of scores."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest
from click.testing import CliRunner, Result

from perfeval.cli.batching import batch
from tests.columns.test_tables import RULES

TEXT = "编号,甲,乙,备注\na,193.54,200,x\nb,1,0,y\nc,,1,z\nd,很多,2,\ne,2万元,2,\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "card.rules").write_text(RULES, encoding="utf-8")
    (tmp_path / "in.csv").write_text(TEXT, encoding="utf-8")
    return tmp_path


def run(folder: Path, *arguments: str, source: str = "in.csv") -> Result:
    given = [str(folder / "card.rules"), str(folder / source), *arguments, "--lang", "zh"]
    return CliRunner().invoke(batch, given)


def totals(path: Path) -> list[object]:
    if path.suffix == ".parquet":
        return [None if t is None else str(t) for t in pyarrow.parquet.read_table(path)["total"].to_pylist()]
    if path.suffix == ".csv":
        rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
        return [row["total"] or None for row in rows]
    return [json.loads(line)["total"] for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("ending", ["parquet", "csv", "jsonl"])
def test_every_row_is_written_in_every_format(folder: Path, ending: str) -> None:
    target = folder / f"out.{ending}"
    result = run(folder, "-o", str(target), "--errors", str(folder / "errors.jsonl"))
    assert result.exit_code == 0, result.output
    assert totals(target) == ["9.68", None, None, None, "10.00"]
    assert "读入5行，写出5行" in result.stderr
    assert "wrong-type 1" in result.stderr
    told = json.loads((folder / "errors.jsonl").read_text(encoding="utf-8"))
    assert told["key"] == "d"
    assert told["faults"][0]["code"] == "wrong-type"


def test_a_csv_in_gb18030_is_read(folder: Path) -> None:
    (folder / "in.csv").write_text(TEXT, encoding="gb18030")
    assert run(folder, "-o", str(folder / "out.csv")).exit_code == 0
    assert totals(folder / "out.csv")[0] == "9.68"


def test_nothing_is_overwritten_without_force(folder: Path) -> None:
    (folder / "out.csv").write_text("old", encoding="utf-8")
    refused = run(folder, "-o", str(folder / "out.csv"))
    assert refused.exit_code != 0
    assert "file-exists" in refused.stderr
    assert (folder / "out.csv").read_text(encoding="utf-8") == "old"
    assert run(folder, "-o", str(folder / "out.csv"), "--force").exit_code == 0


def test_a_truncated_parquet_is_said_and_leaves_nothing(folder: Path) -> None:
    pyarrow.parquet.write_table(pyarrow.table({"编号": [1], "甲": [1], "乙": [2]}), folder / "in.parquet")
    data = (folder / "in.parquet").read_bytes()
    (folder / "in.parquet").write_bytes(data[: len(data) // 2])
    result = run(folder, "-o", str(folder / "out.parquet"), source="in.parquet")
    assert result.exit_code != 0
    assert "table-unreadable" in result.stderr
    assert sorted(each.name for each in folder.iterdir()) == ["card.rules", "in.csv", "in.parquet"]


def test_the_output_is_never_the_input(folder: Path) -> None:
    result = run(folder, "-o", str(folder / "in.csv"), "--force")
    assert "output-is-input" in result.stderr
    assert (folder / "in.csv").read_text(encoding="utf-8") == TEXT


def test_files_of_a_glob_follow_one_another(folder: Path) -> None:
    (folder / "in2.csv").write_text(TEXT, encoding="utf-8")
    result = run(folder, "-o", str(folder / "out.parquet"), "--carry", "备注", source="in*.csv")
    assert result.exit_code == 0, result.output
    assert len(totals(folder / "out.parquet")) == 10


def test_strict_fails_on_rows_without_a_score(folder: Path) -> None:
    assert run(folder, "-o", str(folder / "out.csv"), "--strict").exit_code == 1


def test_json_lines_are_read(folder: Path) -> None:
    rows = [{"编号": "a", "甲": 193.54, "乙": 200}, {"编号": "b", "甲": None, "乙": 1}]
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / "in.jsonl").write_text(text, encoding="utf-8")
    assert run(folder, "-o", str(folder / "out.jsonl"), source="in.jsonl").exit_code == 0
    assert totals(folder / "out.jsonl") == ["9.68", None]
