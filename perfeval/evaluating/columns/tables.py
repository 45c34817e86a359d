"""Tables in, tables out: anything that gives Arrow data into record batches of scores."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pyarrow
from attrs import define

from perfeval.core.program import ParameterInput, Program
from perfeval.diagnostics import Diagnostic, FactsError, has_errors, of_columns
from perfeval.diagnostics.near import did_you_mean
from perfeval.evaluating import Engine
from perfeval.evaluating.columns import Columns, columns
from perfeval.evaluating.columns.layout import YEARS, unread
from perfeval.evaluating.columns.scores import ScoreColumns
from perfeval.evaluating.columns.years import YearlyColumns


@define
class TableScorer:
    """Scores record batches of one schema.

    `carried` are columns that travel along unchanged, the key first; `needed` all that are read; `notes` what
    there is to say of the table's columns.
    """

    columns: Columns | YearlyColumns
    written: ScoreColumns
    carried: tuple[str, ...]
    schema: Any
    key: str | None
    needed: frozenset[str]
    notes: tuple[Diagnostic, ...]

    def scored(self, batch: Any) -> tuple[Any, Any]:
        """A record batch of results with as many rows, and the scores behind it."""
        made = self.columns.evaluate(batch)
        arrays = [batch.column(name) for name in self.carried] + self.written.arrays(made)
        return pyarrow.RecordBatch.from_arrays(arrays, schema=self.schema), made


def scorer(
    made: Engine,
    schema: Any,
    *,
    key: str | None = None,
    carry: tuple[str, ...] = (),
    asked: tuple[str, ...] = (),
    as_of: date | None = None,
) -> TableScorer:
    """A scorer for tables of a schema.

    The key is the first column where none is named. Raises FactsError for columns that are not there.
    """
    names = list(schema.names)
    faults = [
        of_columns.missing_column(None, name=name, near=did_you_mean(name, names))
        for name in dict.fromkeys((*((key,) if key else ()), *carry))
        if name not in names
    ]
    twice = sorted({name for name in names if names.count(name) > 1})
    faults += [of_columns.column_twice(None, name=name) for name in twice]
    if faults:
        raise FactsError(faults)
    program = made.model.program
    year = next((name for name in YEARS if name in names and as_of is None and _is_dated(program)), None)
    found = columns(made, names, as_of=as_of, has_years=year is not None)
    key = key or next(iter(names), None)
    kept = frozenset((*((key,) if key else ()), *carry, *((year,) if year else ())))
    noted = list(unread(program, names, found.layout, kept))
    if has_errors(noted):
        raise FactsError([each for each in noted if has_errors((each,))])
    noted += _floats(schema, found.layout.names)
    written = ScoreColumns(program, found.places, asked)
    own = set(written.names())
    carried = tuple(name for name in dict.fromkeys((*((key,) if key else ()), *carry)) if name not in own)
    fields = [schema.field(name) for name in carried]
    by_year = found if year is None else YearlyColumns(found, year)
    needed = found.layout.names | set(carried) | ({year} if year else set())
    schema = pyarrow.schema([*fields, *written.schema()])
    return TableScorer(by_year, written, carried, schema, key, needed, tuple(noted))


def _is_dated(program: Program) -> bool:
    return any(isinstance(slot, ParameterInput) and slot.is_dated for slot in program.inputs)


def _floats(schema: Any, read: frozenset[str]) -> list[Diagnostic]:
    names = [each.name for each in schema if each.name in read and pyarrow.types.is_floating(each.type)]
    shown = "、".join(names[:MANY]) + ("……" if len(names) > MANY else "")
    return [of_columns.floats_as_decimals(None, names=shown)] if names else []


MANY = 5
"""So many names are enough for a message."""


def batches_of(data: Any) -> tuple[Any, Iterator[Any]]:
    """The schema and the record batches of a table, a reader, or anything with the Arrow PyCapsule interface.

    Raises TypeError for what gives no Arrow data.
    """
    if not isinstance(data, pyarrow.RecordBatchReader):
        if isinstance(data, pyarrow.Table):
            data = data.to_reader()
        elif isinstance(data, pyarrow.RecordBatch):
            data = pyarrow.RecordBatchReader.from_batches(data.schema, [data])
        elif hasattr(data, "__arrow_c_stream__"):
            data = pyarrow.RecordBatchReader.from_stream(data)
        else:
            raise TypeError(f"{type(data).__name__} gives no Arrow data")
    return data.schema, iter(data)


def evaluated(
    made: Engine,
    data: Any,
    *,
    key: str | None,
    carry: tuple[str, ...],
    asked: tuple[str, ...],
    as_of: date | None,
) -> Any:
    """The scores of a whole table as a table."""
    schema, batches = batches_of(data)
    scores = scorer(made, schema, key=key, carry=carry, asked=asked, as_of=as_of)
    return pyarrow.Table.from_batches([scores.scored(batch)[0] for batch in batches], scores.schema)
