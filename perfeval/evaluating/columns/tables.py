"""Tables in, tables out: anything that gives Arrow data into record batches of scores."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pyarrow
from attrs import define

from perfeval.diagnostics import FactsError, of_columns
from perfeval.diagnostics.near import did_you_mean
from perfeval.evaluating import Engine
from perfeval.evaluating.columns import Columns, columns
from perfeval.evaluating.columns.scores import ScoreColumns


@define
class TableScorer:
    """Scores record batches of one schema. `key` and `carried` are columns that travel along unchanged."""

    columns: Columns
    written: ScoreColumns
    carried: tuple[str, ...]
    schema: Any

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
    found = columns(made, names, as_of=as_of)
    written = ScoreColumns(made.model.program, found.places, asked)
    own = set(written.names())
    carried = tuple(dict.fromkeys((*((key,) if key else names[:1]), *carry)))
    carried = tuple(name for name in carried if name not in own)
    fields = [schema.field(name) for name in carried]
    return TableScorer(found, written, carried, pyarrow.schema([*fields, *written.schema()]))


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
