"""Which way rows go: kernels evaluate what they can, and only what is in doubt is evaluated row by row."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pyarrow
import pytest

import perfeval
from benchmarks import workload
from tests.columns.test_columns import actual, evaluated, expected, grade

ROWS = 4000


@pytest.fixture(scope="module")
def projects() -> list[workload.Facts]:
    return workload.projects(ROWS)


def as_table(projects: list[workload.Facts]) -> pyarrow.Table:
    return pyarrow.table({name: [facts[name] for facts in projects] for name in workload.FACTS})


def test_the_workload_runs_in_kernels_and_is_exact(projects: list[workload.Facts]) -> None:
    made, batch = evaluated(perfeval.load(workload.RULES), as_table(projects))
    assert (batch.by_kernel, batch.by_row) == (ROWS - batch.by_row, batch.by_row)
    assert batch.by_row < ROWS // 100
    for row, facts in enumerate(projects):
        right = workload.truth(facts)
        scores = [int(score[row]) for score in batch.scores]
        assert scores == [right[code] for code in workload.DOCUMENT_ORDER]
        assert grade(made, batch, row) == right["grade"]
    assert batch.scores[0][0] == 95_84


def test_whole_percentages_leave_few_rows_in_doubt(projects: list[workload.Facts]) -> None:
    whole = [
        facts | {name: round(value) for name, value in facts.items() if isinstance(value, Decimal)}
        for facts in projects
    ]
    made, batch = evaluated(perfeval.load(workload.RULES), as_table(whole))
    assert batch.by_row < ROWS // 20
    for row in range(0, ROWS, 40):
        assert actual(batch, row) == expected(made, as_table(whole[row : row + 1]).to_pylist()[0])


HEAD = """体系 某体系 100分
得分保留2位小数，四舍五入
等级 优：90分（含）以上
等级 良：60分（含）—90分
等级 差：60分以下
数据 甲（%）
数据 乙（%）
数据 违规（是否）
{totals}
一级指标 丙 50分
得分 = 分值 × min(甲, 1)
一级指标 丁 50分
得分 = 分值 × min(乙, 1)
"""
# Worked by hand: 丙 and 丁 of a row with 甲 90 and 乙 50 are 45 and 25 points.
CASES: list[tuple[str, dict[str, list[Any]], list[int], list[str]]] = [
    ("汇总：加权平均", {}, [70_00, 70_00], ["良", "良"]),
    ("加分 创新 最多3分，加分后总分不超过72分：获奖", {"创新.加分": [Decimal(1), Decimal(3)]}, [71_00, 72_00], ["良", "良"]),
    ("一票否决：有 违规 的，等级定为差", {}, [70_00, 70_00], ["差", "良"]),
    ("一票否决：有 违规 的，等级不高于良", {}, [70_00, 70_00], ["良", "良"]),
    ("一票否决：有 违规 的，总分按59分计", {}, [59_00, 70_00], ["差", "良"]),
    ("一票否决：有 违规 的，丙 不得分", {}, [25_00, 70_00], ["差", "良"]),
]  # fmt: skip


@pytest.mark.parametrize(("totals", "more", "scores", "grades"), CASES)
def test_totals_of_every_kind_run_in_kernels(
    totals: str, more: dict[str, list[Any]], scores: list[int], grades: list[str]
) -> None:
    table = pyarrow.table({"甲": [90, 90], "乙": [50, 50], "违规": [True, False], **more})
    made, batch = evaluated(perfeval.load(text=HEAD.format(totals=totals)), table)
    assert (batch.by_kernel, batch.by_row) == (2, 0)
    assert batch.scores[0].tolist() == scores
    assert [grade(made, batch, row) for row in range(2)] == grades


def test_the_lowest_child_is_found_row_by_row_and_counted() -> None:
    table = pyarrow.table({"甲": [90], "乙": [50], "违规": [True]})
    _, batch = evaluated(perfeval.load(text=HEAD.format(totals="汇总：取最低")), table)
    assert (batch.by_kernel, batch.by_row) == (0, 1)
    assert batch.scores[0].tolist() == [50_00]
