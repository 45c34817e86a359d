"""Self-check: rows of a batch evaluated again by the scalar engine, into a fault where anything differs."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from attrs import define, field

from perfeval.diagnostics import FactsError, of_columns
from perfeval.evaluating.columns.picking import reader_of
from perfeval.evaluating.columns.rows import FAULTY, in_units

if TYPE_CHECKING:
    from perfeval.evaluating.columns import Batch
    from perfeval.evaluating.columns.tables import TableScorer

Results = tuple[tuple[tuple[int, int | None], ...], int]
"""Each node's state and score in whole units of its last place, and the grade's place in the list."""


@define
class SelfCheck:
    """Looks at `most` rows drawn evenly from all, or at every row where it is None."""

    scores: TableScorer
    most: int | None
    checked: int = 0
    _seen: int = 0
    _kept: list[tuple[int, dict[str, Any], Results]] = field(factory=list)
    _chance: random.Random = field(factory=lambda: random.Random(0))

    def see(self, batch: Any, made: Batch) -> None:
        """A batch and what came of it. Raises FactsError where a row differs that is looked at now."""
        start, self._seen = self._seen, self._seen + batch.num_rows
        names = sorted(self.scores.needed)
        if self.most is None:
            for row, cells in enumerate(batch.select(names).to_pylist()):
                self._compare(start + row, cells, _results(made, row))
            return
        for place, row in self._drawn(start, batch.num_rows):
            cells = batch.select(names).slice(row, 1).to_pylist()[0]
            one = (start + row, cells, _results(made, row))
            if place < len(self._kept):
                self._kept[place] = one
            else:
                self._kept.append(one)

    def _drawn(self, start: int, size: int) -> Iterator[tuple[int, int]]:
        """Every row of all has the same chance, however many follow."""
        assert self.most is not None
        for row in range(size):
            place = start + row
            if place >= self.most:
                place = self._chance.randrange(place + 1)
            if place < self.most:
                yield place, row

    def finish(self) -> None:
        """All was seen. Raises FactsError where a row that was kept differs."""
        for row, cells, results in self._kept:
            self._compare(row, cells, results)

    def _compare(self, row: int, cells: dict[str, Any], results: Results) -> None:
        self.checked += 1
        again = self._again(cells)
        if again == results:
            return
        name = self.scores.key
        what = "; ".join(self._differences(again, results))
        raise FactsError(
            [of_columns.check_differs(None, row=row + 1, key=str(cells.get(name or "")), what=what)]
        )

    def _again(self, cells: dict[str, Any]) -> Results:
        scores = reader_of(self.scores, cells).scores(cells)
        written = self.scores.written
        if scores.nodes is None:
            return ((FAULTY, None),) * len(written.places), -1
        grades = [band.name for band in written.program.grades]
        nodes = zip(scores.nodes, written.places, strict=True)
        return (
            tuple((s, None if score is None else in_units(score, places)) for (s, score), places in nodes),
            grades.index(scores.grade) if scores.grade in grades else -1,
        )

    def _differences(self, one: Results, other: Results) -> Iterator[str]:
        for node, a, b in zip(self.scores.written.program.nodes, one[0], other[0], strict=True):
            if a != b:
                yield f"{node.id or node.name} {a} ≠ {b}"
        if one[1] != other[1]:
            yield f"{one[1]} ≠ {other[1]}"


def _results(made: Batch, row: int) -> Results:
    pairs = zip(made.states, made.scores, strict=True)
    nodes = tuple((int(s[row]), None if s[row] else int(score[row])) for s, score in pairs)
    return nodes, -1 if made.states[0][row] else int(made.grades[row])
