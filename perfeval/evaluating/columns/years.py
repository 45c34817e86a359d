"""Years: a table whose rows are of several years into scores, each row with the parameters of its own year."""

from __future__ import annotations

from typing import Any

import numpy
import pyarrow.compute as compute
from attrs import define, field

from perfeval.evaluating.columns import Batch, Columns
from perfeval.facts import year_end


@define(eq=False)
class YearlyColumns:
    """Columns of a program with parameters by date, over tables with a column `year`.

    A row whose year cannot be read, or is before a parameter's first value, is faulty.
    """

    whole: Columns
    year: str
    _of_year: dict[object, Columns] = field(factory=dict)

    def of(self, year: object) -> Columns:
        """The columns for the rows of a year as it stands in the table."""
        if year not in self._of_year:
            day = year_end({"year": None if year is None else str(year).strip()})
            whole = self.whole
            self._of_year[year] = Columns(whole.made, whole.layout, day, whole.limits)
        return self._of_year[year]

    def evaluate(self, batch: Any) -> Batch:
        """A record batch with the layout's columns and the year's."""
        given = batch.column(self.year)
        years = given.unique().to_pylist()
        if len(years) == 1:
            return self.of(years[0]).evaluate(batch)
        made = _empty(batch.num_rows, len(self.whole.made.model.program.nodes))
        for year in years:
            here = given.is_null() if year is None else compute.fill_null(compute.equal(given, year), False)
            rows = numpy.flatnonzero(here.to_numpy(zero_copy_only=False))
            _put(made, self.of(year).evaluate(batch.take(rows)), rows)
        return made


def _empty(size: int, nodes: int) -> Batch:
    states: list[Any] = [numpy.zeros(size, numpy.uint8) for _ in range(nodes)]
    scores: list[Any] = [numpy.zeros(size, numpy.int64) for _ in range(nodes)]
    return Batch(states, scores, numpy.full(size, -1), {}, 0, 0)


def _put(made: Batch, part: Batch, rows: Any) -> None:
    for whole, own in zip((*made.states, *made.scores), (*part.states, *part.scores), strict=True):
        whole[rows] = own
    made.grades[rows] = part.grades
    made.faults |= {int(rows[row]): found for row, found in part.faults.items()}
    made.by_row += part.by_row
    made.by_kernel += part.by_kernel
