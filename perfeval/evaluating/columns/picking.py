"""Picking: one row of a file of projects, by its key, into its outcome with the full trace."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pyarrow
import pyarrow.compute as compute

from perfeval.diagnostics import FactsError, of_columns
from perfeval.evaluating.columns.files import found, opened
from perfeval.evaluating.columns.rows import RowReader
from perfeval.evaluating.columns.tables import TableScorer, scorer
from perfeval.evaluating.columns.years import YearlyColumns

if TYPE_CHECKING:
    from perfeval.evaluating import Engine
    from perfeval.outcome import Outcome


def picked(
    made: Engine, source: str, row: str, *, key: str | None = None, as_of: date | None = None
) -> Outcome:
    """The outcome of the row that has a key, exactly as a batch of the same file gives it.

    Raises FactsError where no row has it, several have it, or the row's facts do not fit the rules.
    """
    rows: list[dict[str, Any]] = []
    name, scores = "", None
    for path in found(source):
        schema, batches = opened(path)
        scores = scorer(made, schema, key=key, as_of=as_of)
        name = scores.key or ""
        for batch in batches:
            rows += _with_key(batch.select(sorted(scores.needed)), name, row)
    if len(rows) > 1:
        raise FactsError([of_columns.row_not_single(None, name=name, count=len(rows), key=row)])
    if not rows or scores is None:
        raise FactsError([of_columns.row_not_found(None, name=name, key=row)])
    return reader_of(scores, rows[0]).outcome(rows[0])


def reader_of(scores: TableScorer, row: dict[str, Any]) -> RowReader:
    """The reader for a row, with the parameters of its year."""
    columns = scores.columns
    return (columns.of(row[columns.year]) if isinstance(columns, YearlyColumns) else columns).reader


def _with_key(batch: Any, name: str, key: str) -> list[dict[str, Any]]:
    cells = batch.column(name)
    if pyarrow.types.is_dictionary(cells.type):
        cells = cells.dictionary_decode()
    same = compute.equal(cells.cast(pyarrow.string()), key)
    rows: list[dict[str, Any]] = batch.filter(same).to_pylist()
    return rows
