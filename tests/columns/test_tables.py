"""evaluate_table: Arrow data in, a table of scores out."""

from __future__ import annotations

from decimal import Decimal

import polars
import pyarrow
import pytest

import perfeval

RULES = """体系 某体系 10分
得分保留2位小数，四舍五入
等级 优：9分（含）以上
等级 差：9分以下
数据 甲（万元）
数据 乙（万元）
一级指标 丙 10分
丙 = 甲 / 乙
按比率计分，不超过分值
"""
TABLE = {
    "项目编号": ["a", "b", "c", "d"],
    "甲": [Decimal("193.54"), Decimal(1), None, Decimal(2)],
    "乙": [200, 0, 1, 2],
    "备注": ["x", "y", "z", None],
}


def test_scores_are_decimals_with_the_declared_places() -> None:
    result = perfeval.evaluate_table(perfeval.load(text=RULES), pyarrow.table(TABLE), carry=["备注"])
    assert result.column_names == ["项目编号", "备注", "total", "grade", "state", "丙.score"]
    assert result["total"].to_pylist() == [Decimal("9.68"), None, None, Decimal("10.00")]
    assert result["grade"].to_pylist() == ["优", None, None, "优"]
    assert result["state"].to_pylist() == ["scored", "failed", "missing", "scored"]
    assert result["备注"].to_pylist() == ["x", "y", "z", None]


def test_readers_chunks_dictionaries_and_other_libraries_give_the_same() -> None:
    rules, table = perfeval.load(text=RULES), pyarrow.table(TABLE)
    wanted = perfeval.evaluate_table(rules, table)["total"].to_pylist()
    encoded = table.set_column(1, "甲", table["甲"].combine_chunks().dictionary_encode())
    chunked = pyarrow.concat_tables([table.slice(0, 1), table.slice(1, 0), table.slice(1)])
    for data in (table.to_reader(), chunked, encoded, polars.DataFrame(table), table.to_batches()[0]):
        assert perfeval.evaluate_table(rules, data)["total"].to_pylist() == wanted


def test_an_empty_table_gives_an_empty_table() -> None:
    result = perfeval.evaluate_table(perfeval.load(text=RULES), pyarrow.table(TABLE).slice(0, 0))
    assert result.num_rows == 0
    assert result.column_names[-1] == "丙.score"


def test_what_is_no_arrow_data_is_refused() -> None:
    with pytest.raises(TypeError, match="no Arrow data"):
        perfeval.evaluate_table(perfeval.load(text=RULES), [1, 2])


def test_columns_asked_for_that_are_not_there_are_named() -> None:
    with pytest.raises(perfeval.FactsError) as raised:
        perfeval.evaluate_table(
            perfeval.load(text=RULES), pyarrow.table(TABLE), key="项目编码", carry=["备主"]
        )
    assert [d.code for d in raised.value.diagnostics] == ["missing-column", "missing-column"]
    assert "项目编号" in raised.value.diagnostics[0].text("zh")


def test_two_columns_of_one_name_are_refused() -> None:
    table = pyarrow.Table.from_arrays([pyarrow.array([1])] * 3, names=["甲", "乙", "甲"])
    with pytest.raises(perfeval.FactsError, match="column-twice"):
        perfeval.evaluate_table(perfeval.load(text=RULES), table)
