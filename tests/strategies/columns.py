"""Frameworks with a table of projects: the rows hold what the facts of a drawn framework hold, and worse."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pyarrow
from attrs import frozen
from hypothesis import strategies as st

import perfeval
from perfeval.core.program import BonusInput, FactInput, ItemInput, RecordedInput
from perfeval.core.types import BooleanType
from perfeval.evaluating.columns.layout import names_of
from tests.strategies.frameworks import frameworks


@frozen
class Table:
    """A rule file's text and a table with a column for each of its inputs."""

    text: str
    table: pyarrow.Table


CENTS = st.one_of(
    st.sampled_from([0, 1, 50, 100, 5_000, 10_000, 6_000, 9_000, 2**40, 10**17]), st.integers(-100, 50_000)
)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Some rows for a framework. Numbers are decimals, integers or floats, with empty cells among them."""
    text = _undated(_with_totals(draw, draw(frameworks()).text))
    rules = perfeval.load(text=text)
    program = rules.engine.model.program
    size = draw(st.integers(1, 6))
    made: dict[str, Any] = {}
    for index, slot in enumerate(program.inputs):
        match slot:
            case FactInput(type=BooleanType()):
                made[slot.name] = draw(_column(st.booleans(), size))
            case FactInput():
                made[slot.name] = _numbers(draw, size)
            case ItemInput():
                made[names_of(program, index, slot)[0]] = draw(
                    st.one_of(
                        _column(st.booleans(), size), _column(st.sampled_from([0, 1, Decimal("0.5")]), size)
                    )
                )
            case RecordedInput() | BonusInput():
                amounts = [Decimal(0), Decimal("0.5"), Decimal("1.25"), Decimal(3), Decimal(99)]
                made[names_of(program, index, slot)[0]] = draw(_column(st.sampled_from(amounts), size))
            case _:
                pass
    arrays = {name: _array(cells) for name, cells in made.items()} or {"空": pyarrow.array([1] * size)}
    return Table(text, pyarrow.table(arrays))


TOTALS = (
    "汇总：加权平均",
    "汇总：取最低",
    "加分 创新 最多3分，加分后总分不超过100分：获得表彰",
    "加分 表扬 最多2分：受到表扬",
    "一票否决：有 违规 的，等级定为差",
    "一票否决：有 违规 的，等级不高于良",
    "一票否决：有 事故 的，总分按59分计",
    "一票否决：有 事故 的，甲0 不得分",
)


def _kind(line: str) -> str:
    return "汇总" if line.startswith("汇总") else line


def _with_totals(draw: st.DrawFn, text: str) -> str:
    """The framework with some of the lines that change parents and the total."""
    lines = draw(st.lists(st.sampled_from(TOTALS), max_size=3, unique_by=_kind))
    facts = [f"数据 {name}（是否）" for name in ("违规", "事故") if any(name in line for line in lines)]
    head, grade, rest = text.partition("等级 差：60分以下\n")
    return head + grade + "".join(f"{line}\n" for line in [*facts, *lines]) + rest


def _undated(text: str) -> str:
    """A parameter by date takes the day from the caller: here the first value is enough."""
    lines = text.split("\n")
    return "\n".join(line.split(" 自 ")[0] if line.startswith("参数") else line for line in lines)


def _column(cells: st.SearchStrategy[Any], size: int) -> st.SearchStrategy[list[Any]]:
    return st.lists(st.one_of(st.none(), cells, cells, cells), min_size=size, max_size=size)


def _numbers(draw: st.DrawFn, size: int) -> list[Any]:
    cents = draw(_column(CENTS, size))
    form = draw(st.sampled_from(["decimal", "integer", "float"]))
    if form == "decimal":
        return [None if c is None else Decimal(c).scaleb(-2) for c in cents]
    if form == "integer":
        return cents
    return [None if c is None else float(Fraction(c, 100)) for c in cents]


def _array(cells: list[Any]) -> pyarrow.Array:
    if any(isinstance(cell, Decimal) for cell in cells):
        return pyarrow.array([None if c is None else Decimal(c) for c in cells], pyarrow.decimal128(24, 2))
    if all(cell is None for cell in cells):
        return pyarrow.nulls(len(cells), pyarrow.int64())
    return pyarrow.array(cells)
