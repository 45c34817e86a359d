"""Columns: a table of projects into their scores, equal to the scalar engine's in every row and node.

A batch of rows is evaluated by a kernel: the program as NumPy statements over whole columns, made for the
bounds of what the columns hold. Rows in doubt, and odd cells, are evaluated again by the scalar engine.
Only this room knows NumPy and Arrow.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import numpy
from attrs import define, field

from perfeval.core.program import BonusInput, ParameterInput, RecordedInput
from perfeval.core.types import NumberType
from perfeval.diagnostics import Diagnostic, FactsError
from perfeval.evaluating import Engine
from perfeval.evaluating.columns.arithmetic import Arithmetic, Limits, Unsuitable
from perfeval.evaluating.columns.inputs import Column, taken
from perfeval.evaluating.columns.kernel import PLACES, Kernel, KernelWriter
from perfeval.evaluating.columns.layout import Layout, layout, missing
from perfeval.evaluating.columns.operands import Code, Operand, Truth, constant, whole
from perfeval.evaluating.columns.rows import FAULTY, RowReader, in_units
from perfeval.evaluating.decoding import places_of
from perfeval.evaluating.parameters import Parameters
from perfeval.source import Place

SLICE = 1 << 14
"""How many rows a kernel takes at once: its arrays stay near the processor."""

MOST_KERNELS = 32


@define
class Batch:
    """The scores of a batch. `states[i]` is 0, a Kind or FAULTY for each row, `scores[i]` whole units of the
    last place of node i (nothing is meant where the state is not 0), `grades` places in the list of grades.

    `faults` are the diagnostics of faulty rows. `by_row` counts the rows that the scalar engine evaluated,
    `by_kernel` those that a kernel alone did.
    """

    states: list[Any]
    scores: list[Any]
    grades: Any
    faults: dict[int, tuple[Diagnostic, ...]]
    by_row: int
    by_kernel: int


@define(eq=False)
class Columns:
    """A program over tables with one layout of columns. Threads may share it."""

    made: Engine
    layout: Layout
    as_of: date | None = None
    limits: Limits = field(factory=Limits)
    places: tuple[int, ...] = ()
    reader: RowReader = field(init=False)
    _grades: dict[str | None, int] = field(factory=dict)
    _kernels: dict[tuple[object, ...], Kernel | None] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        model = self.made.model
        found = (places_of(model, node) for node in model.program.nodes)
        self.places = tuple(PLACES if places is None else places for places in found)
        self._grades = {band.name: i for i, band in enumerate(model.program.grades)}
        self.reader = RowReader(self.made, self.layout, self.as_of)

    def evaluate(self, batch: Any) -> Batch:
        """A record batch with the layout's columns."""
        parts = [self._slice(batch.slice(start, SLICE)) for start in range(0, batch.num_rows, SLICE)]
        if len(parts) == 1:
            return parts[0]
        return _joined(parts, len(self.made.model.program.nodes))

    def _slice(self, batch: Any) -> Batch:
        size = batch.num_rows
        columns: dict[int, Column] = {}
        try:
            for index, name in self.layout.inputs.items():
                columns[index] = taken(self.made.model.program.inputs[index], batch.column(name))
            kernel = self._kernel(columns)
        except Unsuitable:
            kernel = None
        if kernel is None:
            return self._by_row(batch, self._nothing(size), numpy.ones(size, bool))
        arrays = [
            part for column in columns.values() for part in (column.values, column.state) if part is not None
        ]
        with numpy.errstate(all="ignore"):
            doubt, *results = kernel.run(arrays, size)
        grades = results.pop()
        made = Batch(
            [_full(state, size, numpy.uint8) for state in results[::2]],
            [_full(score, size, numpy.int64) for score in results[1::2]],
            _full(grades, size, numpy.int64),
            {},
            0,
            size,
        )
        for column in columns.values():
            if column.odd is not None:
                doubt = doubt | column.odd
        return self._by_row(batch, made, doubt) if doubt.any() else made

    def _nothing(self, size: int) -> Batch:
        nodes = range(len(self.made.model.program.nodes))
        return Batch(
            [numpy.zeros(size, numpy.uint8) for _ in nodes],
            [numpy.zeros(size, numpy.int64) for _ in nodes],
            numpy.full(size, -1),
            {},
            0,
            size,
        )

    # ------------------------------------------------------------ row by row

    def _by_row(self, batch: Any, made: Batch, doubt: Any) -> Batch:
        rows = numpy.flatnonzero(doubt)
        made.states = [state if state.flags.writeable else state.copy() for state in made.states]
        made.scores = [score if score.flags.writeable else score.copy() for score in made.scores]
        made.grades = made.grades.copy()
        names = sorted(self.layout.names)
        cells = batch.select(names).take(rows).to_pylist()
        for row, given in zip(rows.tolist(), cells, strict=True):
            self._one_row(made, row, given)
        made.by_row = len(rows)
        made.by_kernel -= len(rows)
        return made

    def _one_row(self, made: Batch, row: int, given: dict[str, Any]) -> None:
        scores = self.reader.scores(given)
        if scores.nodes is None:
            made.faults[row] = scores.diagnostics
        for index in range(len(made.states)):
            state, score = (FAULTY, None) if scores.nodes is None else scores.nodes[index]
            made.states[index][row] = state
            made.scores[index][row] = 0 if score is None else in_units(score, self.places[index])
        made.grades[row] = self._grades.get(scores.grade, -1)

    # ------------------------------------------------------------ kernels

    def _kernel(self, columns: dict[int, Column]) -> Kernel | None:
        """The kernel for what the columns hold: one for each class of bounds."""
        classes = {index: _class(column) for index, column in columns.items()}
        key = tuple(classes.items())
        if key not in self._kernels:
            if len(self._kernels) >= MOST_KERNELS:
                self._kernels.clear()
            self._kernels[key] = self._written(columns, classes)
        return self._kernels[key]

    def _written(self, columns: dict[int, Column], classes: dict[int, Class]) -> Kernel | None:
        program = self.made.model.program
        to = Arithmetic(self.limits)
        try:
            inputs = self._operands(to, columns, classes)
            writer = KernelWriter(program, self.made.model.functions, self.places, to, inputs)
            return writer.kernel()
        except (Unsuitable, OverflowError):
            return None

    def _operands(
        self, to: Arithmetic, columns: dict[int, Column], classes: dict[int, Class]
    ) -> dict[int, Operand]:
        program = self.made.model.program
        if program.tables:
            raise Unsuitable
        parameters = Parameters(program, self.as_of, self.made.model.origins)
        place = 0
        made: dict[int, Operand] = {}
        for index, slot in enumerate(program.inputs):
            if isinstance(slot, ParameterInput):
                made[index] = _parameter(parameters, slot)
            elif index not in columns:
                made[index] = _nowhere(to, slot)
            else:
                column = columns[index]
                name = to.write(f"A[{place}]")
                state = None if column.state is None else to.write(f"A[{place + 1}]", "s")
                place += 1 if state is None else 2
                made[index] = _operand(slot, name, column, classes[index], state)
        return made


Class = tuple[int, int, Fraction, bool]


def _class(column: Column) -> Class:
    """Bounds that hold a column's values and few others: kernels are made for these, not for every batch anew."""
    low, high = column.bounds() if column.values.dtype != bool else (0, 1)
    below = 1 if low >= 1 else 0 if low == 0 else -_power(-low)
    return below, max(below, _power(high)), column.factor, column.state is not None


def _power(number: int) -> int:
    """A number at least as large, one less than a power of 16."""
    return 0 if number <= 0 else 1 if number == 1 else (1 << -(-number.bit_length() // 4) * 4) - 1


def _operand(slot: Any, name: str, column: Column, ends: Class, state: str | None) -> Operand:
    if column.values.dtype == bool:
        return Truth(name, state)
    kind = getattr(slot, "type", NumberType(None))
    if isinstance(kind, NumberType):
        return whole(name, column.factor, ends[0], ends[1], state)
    return Code(name, getattr(kind, "choices", ()), state)


def _nowhere(to: Arithmetic, slot: Any) -> Operand:
    """An input without a column: nobody took anything off or gave a bonus; kernels know no other."""
    if isinstance(slot, RecordedInput | BonusInput):
        return constant(Fraction(0))
    raise Unsuitable


def _parameter(parameters: Parameters, slot: ParameterInput) -> Operand:
    value = parameters.value(slot)
    if value is None or isinstance(value.value, str):
        raise Unsuitable
    if isinstance(value.value, bool):
        return Truth(str(value.value))
    return constant(value.value) if isinstance(value.value, Fraction) else Code(str(value.value.toordinal()))


def _full(value: Any, size: int, dtype: Any) -> Any:
    """A result as an array: what is the same in all rows is written once."""
    if value is None:
        return numpy.zeros(size, dtype)
    return numpy.ascontiguousarray(numpy.broadcast_to(value, size), dtype)


def _joined(parts: list[Batch], nodes: int) -> Batch:
    if not parts:
        nothing: Any = numpy.zeros(0, numpy.int64)
        return Batch([nothing] * nodes, [nothing] * nodes, nothing, {}, 0, 0)
    faults = {k * SLICE + row: found for k, part in enumerate(parts) for row, found in part.faults.items()}
    return Batch(
        [numpy.concatenate([part.states[i] for part in parts]) for i in range(nodes)],
        [numpy.concatenate([part.scores[i] for part in parts]) for i in range(nodes)],
        numpy.concatenate([part.grades for part in parts]),
        faults,
        sum(part.by_row for part in parts),
        sum(part.by_kernel for part in parts),
    )


def columns(
    made: Engine, names: list[str], *, as_of: date | None = None, place: Place | None = None
) -> Columns:
    """A program's columns over tables whose columns have these names.

    Raises FactsError where a fact, an item or a table of the rules has no column, or a parameter no value.
    """
    program = made.model.program
    at = layout(program, names)
    faults = [*missing(program, names, at, place), *Parameters(program, as_of, made.model.origins).faults()]
    if faults:
        raise FactsError(faults)
    return Columns(made, at, as_of)
