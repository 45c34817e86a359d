"""Tables of projects: kernels over columns equal the scalar engine in every row and node."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pyarrow
import pytest
from hypothesis import given, settings

import perfeval
from perfeval.evaluating.columns import Batch, Columns, columns
from perfeval.evaluating.columns.arithmetic import Limits
from perfeval.evaluating.columns.rows import in_units
from tests.strategies.columns import Table, tables

WAYS = {
    "integers": Limits(),
    "floats": Limits(whole=2),
    "long division": Limits(quotient=0),
    "every row in doubt": Limits(whole=2, is_doubtful=True),
}


def evaluated(
    rules: perfeval.Rules, table: pyarrow.Table, limits: Limits = WAYS["integers"]
) -> tuple[Columns, Batch]:
    made = columns(rules.engine, table.column_names)
    made.limits = limits
    batches = table.combine_chunks().to_batches()
    return made, made.evaluate(batches[0])


def expected(made: Columns, row: dict[str, Any]) -> list[tuple[int, int | None]]:
    nodes = made.reader.scores(row).nodes
    if nodes is None:
        return [(9, None)] * len(made.places)
    places = zip(nodes, made.places, strict=True)
    return [(state, None if score is None else in_units(score, p)) for (state, score), p in places]


def actual(batch: Batch, row: int) -> list[tuple[int, int | None]]:
    pairs = zip(batch.states, batch.scores, strict=True)
    return [(int(s[row]), None if s[row] else int(score[row])) for s, score in pairs]


@pytest.mark.parametrize("way", WAYS)
@given(drawn=tables())
@settings(max_examples=60, deadline=None)
def test_columns_equal_the_scalar_engine(way: str, drawn: Table) -> None:
    rules = perfeval.load(text=drawn.text)
    made, batch = evaluated(rules, drawn.table, WAYS[way])
    for number, row in enumerate(drawn.table.to_pylist()):
        assert actual(batch, number) == expected(made, row), (row, drawn.text)
        assert grade(made, batch, number) == made.reader.scores(row).grade, (row, drawn.text)


def grade(made: Columns, batch: Batch, row: int) -> str | None:
    place = int(batch.grades[row])
    return None if place < 0 or batch.states[0][row] else made.made.model.program.grades[place].name


RATIO = """体系 某体系 10分
得分保留2位小数，四舍五入
数据 甲（万元）
数据 乙（万元）
一级指标 丙 10分
丙 = 甲 / 乙
按比率计分，不超过分值
"""


def two(a: list[Any], b: list[Any]) -> pyarrow.Table:
    return pyarrow.table({"甲": a, "乙": b})


def test_ties_are_rounded_up_without_a_second_look() -> None:
    rules = perfeval.load(text=RATIO)
    ties = range(1, 400, 2)
    _, batch = evaluated(rules, two([Decimal(n) for n in ties], [Decimal(2000)] * len(ties)))
    assert batch.scores[0].tolist() == [(n + 1) // 2 for n in ties]
    assert batch.by_row == 0


def test_zero_divisors_and_empty_cells_have_their_own_states() -> None:
    rules = perfeval.load(text=RATIO)
    _, batch = evaluated(rules, two([Decimal(1), None, Decimal(3)], [Decimal(0), Decimal(1), Decimal(4)]))
    assert batch.states[0].tolist() == [3, 2, 0]
    assert batch.scores[0].tolist()[2] == 750
    assert batch.by_row == 0


def test_odd_cells_are_read_as_facts_are() -> None:
    rules = perfeval.load(text=RATIO)
    made, batch = evaluated(rules, two(["193.54万元", "不适用", "很多", None], [200.0, 200.0, 200.0, 200.0]))
    assert batch.states[0].tolist() == [0, 1, 9, 2]
    assert batch.scores[0].tolist()[0] == 968
    assert [d.code for d in batch.faults[2]] == ["wrong-type"]
    assert made.reader.scores({"甲": 0.1, "乙": 0.3}).nodes is not None


@pytest.mark.parametrize("number", [0.1, 0.3, 1e-7, 123456789.123, 1e22, 0.1 + 0.2])
def test_a_float_is_its_shortest_decimal(number: float) -> None:
    rules = perfeval.load(text=RATIO)
    _, batch = evaluated(rules, two([number, 1.5], [number * 7, 2.25]))
    share = Fraction(repr(number)) / Fraction(repr(number * 7)) if number else Fraction(0)
    assert batch.scores[0].tolist() == [in_units(share * 10, 2), 667]


def test_nan_and_infinity_are_faults_of_their_row() -> None:
    rules = perfeval.load(text=RATIO)
    _, batch = evaluated(rules, two([float("nan"), float("inf"), 1.0], [2.0, 2.0, 2.0]))
    assert batch.states[0].tolist() == [9, 9, 0]


def test_numbers_near_the_end_of_int64_go_another_way_and_agree() -> None:
    rules = perfeval.load(text=RATIO)
    rows = two([2**62 - 1, 2**61 + 1, 5, 2**62], [2**62, 2**62 - 3, 10**15, 2**62 - 1])
    made, batch = evaluated(rules, rows)
    for number, row in enumerate(rows.to_pylist()):
        assert actual(batch, number) == expected(made, row)


def test_a_missing_column_is_said_before_a_row_is_read() -> None:
    rules = perfeval.load(text=RATIO)
    with pytest.raises(perfeval.FactsError) as raised:
        columns(rules.engine, ["甲", "已"])
    assert [d.code for d in raised.value.diagnostics] == ["missing-column"]
