"""Many projects: files of the workload, drawn by arrays, and the exact scores of all their rows.

The same kind of projects as workload.projects, drawn faster. Scores are worked out in whole hundredths by
integers of any length; nothing here uses perfeval.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy
import pyarrow
import pyarrow.parquet
import workload

ROW_GROUP = 62_500
DECIMALS = [*workload.MONEY, *workload.TAKEN_OFF, *workload.SHARES, "sat"]
_NICE = [
    3,
    4,
    5,
    6,
    7,
    8,
    10,
    12,
    20,
    50,
    100,
    200,
    300,
    400,
    500,
    800,
    1000,
    4000,
    5000,
    10000,
    55000,
    2000000,
]


def table(count: int, seed: int = 20241118) -> Any:
    """So many projects as an Arrow table; the first is the report."""
    chance = numpy.random.default_rng(seed)
    cells = {name: chance.random(count) < 0.93 for name in workload.YES_NO}
    cells[workload.VIOLATION] = chance.random(count) < 0.04
    cells |= _money(chance, count) | _shares(chance, count) | _counts(chance, count)
    for name in workload.TAKEN_OFF:
        round_ones = chance.choice([25, 30, 50, 100, 150], count)
        points = numpy.where(chance.random(count) < 0.5, round_ones, chance.integers(1, 200, count))
        cells[name] = numpy.where(chance.random(count) < 0.7, 0, points)
    report = workload.projects(1)[0]
    arrays = {"id": pyarrow.array(numpy.arange(count))}
    for name in workload.FACTS:
        first = report[name]
        cells[name][0] = int(first * 100) if isinstance(first, Decimal) else first
        arrays[name] = _decimals(cells[name], name) if name in DECIMALS else pyarrow.array(cells[name])
    return pyarrow.table(arrays)


def write(path: Path, count: int) -> None:
    """A Parquet file of so many projects."""
    pyarrow.parquet.write_table(table(count), path, row_group_size=ROW_GROUP, store_decimal_as_integer=True)


def _money(chance: Any, count: int) -> dict[str, Any]:
    where, uniform = numpy.where, chance.uniform
    raw = numpy.clip(numpy.exp(chance.normal(numpy.log(200), 1.2, count)) * 100, 100, 5e8).astype(numpy.int64)
    roundness = chance.random(count)
    tens = where(roundness < 0.75, numpy.maximum(raw // 100, 1) * 100, raw)
    budget = where(roundness < 0.5, numpy.maximum(raw // 1000, 1) * 1000, tens)
    some = numpy.maximum((budget * uniform(0.5, 1, count)).astype(numpy.int64), 1)
    received = where(chance.random(count) < 0.85, budget, some)
    share = numpy.clip(chance.beta(12, 1.2, count), 0, 1)
    spent = where(chance.random(count) < 0.1, received, (received * share).astype(numpy.int64))
    near = numpy.maximum((budget * uniform(0.8, 1.1, count)).astype(numpy.int64), 1)
    plan = where(chance.random(count) < 0.8, budget, near)
    other = (plan * uniform(0.8, 1.3, count)).astype(numpy.int64)
    actual = where(chance.random(count) < 0.7, spent, other)
    return dict(zip(workload.MONEY, (budget, received, spent, plan, actual), strict=True))


def _shares(chance: Any, count: int) -> dict[str, Any]:
    made = {}
    for what in ("q1", "q2", "e1", "e2"):
        target = chance.choice([80_00, 85_00, 90_00, 95_00, 98_00, 100_00], count)
        actual = _halves(chance, count, 60, 101, 100)
        reached = chance.random(count) < 0.4
        made[f"{what}_t"] = target
        made[f"{what}_a"] = numpy.where(reached, numpy.maximum(target, actual), actual)
    return made | {"sat": _halves(chance, count, 700, 1001, 10)}


def _halves(chance: Any, count: int, low: int, high: int, unit: int) -> Any:
    """Numbers of which half are whole multiples of the unit."""
    whole = chance.integers(low, high, count) * unit
    fine = chance.integers(low * unit, (high - 1) * unit + 1, count)
    return numpy.where(chance.random(count) < 0.5, whole, fine)


def _counts(chance: Any, count: int) -> dict[str, Any]:
    made = {}
    for k in range(1, 10):
        target = numpy.where(
            chance.random(count) < 0.75, chance.choice(_NICE, count), chance.integers(1, 3000, count)
        )
        above, below = chance.uniform(1, 1.5, count), chance.uniform(0.5, 1, count)
        made[f"t{k}"] = target.astype(numpy.int32)
        made[f"a{k}"] = (target * numpy.where(chance.random(count) < 0.6, above, below)).astype(numpy.int32)
    made["tasks"] = chance.integers(1, 61, count).astype(numpy.int32)
    some = (made["tasks"] * chance.random(count)).astype(numpy.int32)
    made["ontime"] = numpy.where(chance.random(count) < 0.6, made["tasks"], some)
    return made


def _decimals(cents: Any, name: str) -> Any:
    words = numpy.zeros((len(cents), 2), numpy.int64)
    words[:, 0] = cents
    kind = pyarrow.decimal128(12 if name in workload.MONEY else 5, 2)
    return pyarrow.Array.from_buffers(kind, len(cents), [None, pyarrow.py_buffer(words)])


# ---------------------------------------------------------------- the exact answer


def truth(path: Path) -> dict[str, Any]:
    """The exact scores of a file's projects: hundredths by code, and grades as places in 优良中差."""
    given = {name: _whole(column) for name, column in _columns(path)}
    plan = given["cost_plan"]
    within = numpy.clip(2 * plan - given["cost_act"], 0, plan)
    made = {f"i{i:02}": _items(given, i) for i in workload.ITEMS}
    zero = numpy.zeros_like(plan)
    made["i04"] = numpy.maximum(made["i04"] - given["d4_1"] - given["d4_2"], 0)
    made["i09"] = numpy.maximum(made["i09"] - 100 * given[workload.VIOLATION], 0)
    made["i11"] = numpy.maximum(made["i11"] - given["d11"], 0)
    made["i07"] = _share(2, [(given["received"], given["budget"])], zero)
    made["i08"] = _share(5, [(given["spent"], given["received"])], zero)
    nine = [(given[f"a{k}"], given[f"t{k}"]) for k in range(1, 10)]
    made["i12"] = _share(12, [(a.astype(object), t.astype(object)) for a, t in nine], zero)
    made["i13"] = _share(13, [(given[f"q{k}_a"], given[f"q{k}_t"]) for k in (1, 2)], zero)
    made["i14"] = _share(10, [(given["ontime"], given["tasks"])], zero)
    made["i15"] = _share(5, [(within, plan)], zero)
    made["i16"] = _share(15, [(given[f"e{k}_a"], given[f"e{k}_t"]) for k in (1, 2)], given["d16"])
    made["i17"] = _share(5, [(given["sat"], zero + 90_00)], zero)
    for parent, parts in workload.PARENTS.items():
        made[parent] = sum(made[part] for part in parts)
    total = made["total"]
    made["grade"] = numpy.select([total >= 90_00, total >= 80_00, total >= 60_00], [0, 1, 2], 3)
    return made


def _columns(path: Path) -> list[tuple[str, Any]]:
    read = pyarrow.parquet.read_table(path).combine_chunks()
    return [(name, read[name]) for name in workload.FACTS]


def _whole(column: Any) -> Any:
    if pyarrow.types.is_decimal(column.type):
        column = column.combine_chunks()
        words = numpy.frombuffer(column.buffers()[1], numpy.int64)
        return words[0::2][column.offset : column.offset + len(column)]
    return column.to_numpy().astype(numpy.int64)


def _items(given: dict[str, Any], indicator: int) -> Any:
    points = enumerate(workload.ITEMS[indicator], 1)
    return sum(given[f"c{indicator}_{k}"] * each for k, each in points)


def _share(weight: int, pairs: list[tuple[Any, Any]], taken_off: Any) -> Any:
    """As workload's own, for whole columns; columns of Python integers where int64 is too short."""
    over, under = 0, 1
    for actual, target in pairs:
        over, under = over * target + numpy.minimum(actual, target) * under, under * target
    under = under * len(pairs)
    over = numpy.maximum(weight * 100 * over - taken_off * under, 0)
    return ((2 * over + under) // (2 * under)).astype(numpy.int64)


def rows_off(result: Path, right: dict[str, Any], names: dict[str, str]) -> int:
    """In how many rows a result differs from the truth in any of the 33; `names` are its columns by code."""
    read = pyarrow.parquet.read_table(result)
    off = numpy.zeros(len(right["total"]), bool)
    for code in workload.SCORES:
        scores = read[names[code]].cast(pyarrow.float64()).to_numpy()
        off |= numpy.rint(scores * 100).astype(numpy.int64) != right[code]
    words = numpy.array(["优", "良", "中", "差"])[right["grade"]]
    off |= read["grade"].cast(pyarrow.string()).to_numpy(zero_copy_only=False) != words
    return int(off.sum())
