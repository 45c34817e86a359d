"""Scores of a batch into Arrow columns: decimals made from the integers themselves, states and grades as words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy
import pyarrow
from attrs import define

from perfeval.evaluating.columns.rows import FAULTY
from perfeval.evaluating.decoding import STATES
from perfeval.outcome import State

if TYPE_CHECKING:
    from perfeval.core.program import Program
    from perfeval.evaluating.columns import Batch

FAULTY_WORD = "faulty"
DIGITS = 18
"""Of a score's decimal: what int64 holds."""


@define
class ScoreColumns:
    """Which columns are written, and how."""

    program: Program
    places: tuple[int, ...]
    asked: tuple[str, ...] = ()

    def names(self) -> list[str]:
        """The names of all columns that are written, in order."""
        return [field.name for field in self.schema()]

    def schema(self) -> list[Any]:
        """The fields of what is written: total, grade, state, then each node's."""
        fields = [
            pyarrow.field("total", self._type(0)),
            pyarrow.field("grade", _WORD),
            pyarrow.field("state", _WORD),
        ]
        for index, name in self._nodes():
            fields.append(pyarrow.field(f"{name}.score", self._type(index)))
            if "state" in self.asked:
                fields.append(pyarrow.field(f"{name}.state", _WORD))
        return fields

    def arrays(self, batch: Batch) -> list[Any]:
        """A batch's columns, as `schema` has them."""
        made = [self._score(batch, 0), self._grade(batch), self._state(batch, 0)]
        for index, _ in self._nodes():
            made.append(self._score(batch, index))
            if "state" in self.asked:
                made.append(self._state(batch, index))
        return made

    def _nodes(self) -> Iterable[tuple[int, str]]:
        names = [node.name for node in self.program.nodes[1:]]
        for node in self.program.nodes[1:]:
            if node.over is not None:
                continue  # it stands for rows, of which each project has its own
            yield node.index, node.name if names.count(node.name) == 1 else node.id

    def _type(self, index: int) -> Any:
        return pyarrow.decimal128(DIGITS, self.places[index])

    def _score(self, batch: Batch, index: int) -> Any:
        return decimals(batch.scores[index], batch.states[index], self._type(index))

    def _grade(self, batch: Batch) -> Any:
        words = pyarrow.array([band.name for band in self.program.grades], pyarrow.string())
        missed = batch.grades < 0
        if batch.states[0].any():
            missed = missed | (batch.states[0] != 0)
        places = pyarrow.array(numpy.where(missed, 0, batch.grades).astype(numpy.int32), mask=missed)
        return pyarrow.DictionaryArray.from_arrays(places, words if len(words) else pyarrow.array([""]))

    def _state(self, batch: Batch, index: int) -> Any:
        codes = batch.states[index]
        scored = self._scored(index)
        words = [scored, *(STATES[code].value for code in sorted(STATES)), FAULTY_WORD]
        places = numpy.where(codes == FAULTY, len(words) - 1, codes).astype(numpy.int32)
        return pyarrow.DictionaryArray.from_arrays(pyarrow.array(places), pyarrow.array(words))

    def _scored(self, index: int) -> str:
        node = self.program.nodes[index]
        if node.is_judged:
            return str(State.JUDGED.value)
        return str((State.STATED if node.is_stated else State.SCORED).value)


_WORD = pyarrow.dictionary(pyarrow.int32(), pyarrow.string())


def decimals(units: Any, states: Any, kind: Any) -> Any:
    """Whole units of the last place as decimals; null where a state is not 0."""
    size = len(units)
    words: Any = numpy.empty((size, 2), numpy.int64)
    words[:, 0] = units
    numpy.right_shift(units, 63, out=words[:, 1])
    valid = None
    if states.any():
        valid = pyarrow.py_buffer(numpy.packbits(states == 0, bitorder="little").tobytes())
    return pyarrow.Array.from_buffers(kind, size, [valid, pyarrow.py_buffer(words)])
