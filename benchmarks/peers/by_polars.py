"""The workload by hand in Polars: float64 expressions, from a lazy scan of Parquet to a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import workload


def run(source: Path, target: Path) -> None:
    """Scores every project of a file."""
    frame = pl.scan_parquet(source).select(pl.col("id"), *_leaves())
    levels: list[list[str]] = [[], [], []]
    for parent in workload.PARENTS:
        levels["sgt".index(parent[0])].append(parent)
    for level in levels:
        frame = frame.with_columns(_parent(parent) for parent in level)
    total = pl.col("total")
    bands = pl.when(total >= 90).then(pl.lit("优")).when(total >= 80).then(pl.lit("良"))
    grade = bands.when(total >= 60).then(pl.lit("中")).otherwise(pl.lit("差"))
    frame.with_columns(grade.alias("grade")).sink_parquet(target, compression="snappy")


def _parent(name: str) -> Any:
    first, *others = (pl.col(part) for part in workload.PARENTS[name])
    total = first
    for other in others:
        total = total + other
    return (_rounded(total) if others else total).alias(name)


def _rounded(value: Any) -> Any:
    return (value * 100 + 0.5).floor() / 100


def _fact(name: str) -> Any:
    return pl.col(name).cast(pl.Float64)


def _rate(above: str, below: str) -> Any:
    return pl.min_horizontal(_fact(above) / _fact(below), pl.lit(1.0))


def _items(indicator: int) -> Any:
    total = pl.lit(0.0)
    for k, points in enumerate(workload.ITEMS[indicator], 1):
        total = total + _fact(f"c{indicator}_{k}") * (points / 100)
    return total


def _mean(weight: int, pairs: list[tuple[str, str]]) -> Any:
    total = _rate(*pairs[0])
    for pair in pairs[1:]:
        total = total + _rate(*pair)
    return weight * total / len(pairs)


def _leaves() -> list[Any]:
    made = {i: _items(i) for i in workload.ITEMS}
    made[4] = _rounded((made[4] - _fact("d4_1") - _fact("d4_2")).clip(0, None))
    made[9] = _rounded((made[9] - _fact(workload.VIOLATION)).clip(0, None))
    made[11] = _rounded((made[11] - _fact("d11")).clip(0, None))
    made[7] = _rounded(2 * _rate("received", "budget"))
    made[8] = _rounded(5 * _rate("spent", "received"))
    made[12] = _rounded(_mean(12, [(f"a{k}", f"t{k}") for k in range(1, 10)]))
    made[13] = _rounded(_mean(13, [(f"q{k}_a", f"q{k}_t") for k in (1, 2)]))
    made[14] = _rounded(10 * _rate("ontime", "tasks"))
    plan, actual = _fact("cost_plan"), _fact("cost_act")
    over = _rounded((5 * (2 * plan - actual) / plan).clip(0, None))
    made[15] = pl.when(actual <= plan).then(5.0).otherwise(over)
    made[16] = _rounded((_mean(15, [(f"e{k}_a", f"e{k}_t") for k in (1, 2)]) - _fact("d16")).clip(0, None))
    satisfied = _fact("sat")
    made[17] = pl.when(satisfied >= 90).then(5.0).otherwise(_rounded(5 * satisfied / 90))
    return [made[i].alias(f"i{i:02}") for i in range(1, 18)]
