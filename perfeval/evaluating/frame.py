"""Frame: the kept values of one traced evaluation, read back by term."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from attrs import define, field

from perfeval.core import terms as core
from perfeval.core.program import (
    ChoiceStep,
    FactInput,
    Gathering,
    Node,
    ParameterInput,
    Program,
    Set,
    Step,
    Take,
)
from perfeval.evaluating.binding import Bound
from perfeval.evaluating.generated import Generated
from perfeval.evaluating.operands import Operand, Pair, named
from perfeval.values.numbers import decimal_text
from perfeval.values.states import Absent, Kind, Reason, worst

if TYPE_CHECKING:
    from perfeval.function import Function

Value = Any
"""A Fraction, bool, str, date, Target or Quantity; None when absent."""


@define(eq=False, slots=False)
class Frame:
    """What every term came to. `variables` are those of the traced function, complete or so far.

    With a `loop` it is the view from one `row` of it: terms that speak of the row at hand have its values.
    """

    program: Program
    functions: Mapping[str, Function]
    compiled: Generated
    _inputs: Callable[[], Bound]
    variables: Mapping[str, Any] = field(repr=False)
    loop: int = 0
    row: int = 0

    @cached_property
    def bound(self) -> Bound:
        """The inputs with how they were given."""
        return self._inputs()

    # ------------------------------------------------------------ rows that are indicators

    def rows_of(self, index: int) -> tuple[int, ...]:
        """The rows (from 0) that a node over a table takes."""
        kept = self.variables[self.compiled.rows[index].kept]
        return tuple(row for row, values in kept.items() if values is not None)

    def unknown_rows_of(self, index: int) -> tuple[int, ...]:
        """The rows of which it is not known whether a node takes them."""
        kept = self.variables[self.compiled.rows[index].kept]
        return tuple(row for row, values in kept.items() if values is None)

    def in_row(self, index: int, row: int) -> Frame:
        """The view from a row of a node over a table."""
        kept = self.compiled.rows[index]
        values = self.variables[kept.kept].get(row) or (0,) * len(kept.names)
        variables = ChainMap(dict(zip(kept.names, values, strict=True)), self.variables)  # type: ignore[arg-type]
        return Frame(
            self.program, self.functions, self.compiled, lambda: self.bound, variables, kept.loop, row
        )

    def while_in_row(self, index: int) -> Frame:
        """The view from the row at hand, while the function runs; this frame itself for any other node."""
        kept = self.compiled.rows.get(index)
        if kept is None:
            return self
        row = self.variables[f"r{kept.loop}"]
        return Frame(
            self.program, self.functions, self.compiled, lambda: self.bound, self.variables, kept.loop, row
        )

    # ------------------------------------------------------------ values

    def numbers(self, operand: Pair) -> tuple[int, int]:
        """A number's numerator and denominator; 0 and 0 when it is absent."""
        return self._read(operand.n), self._read(operand.d)

    def pair(self, operand: Pair) -> Fraction | None:
        """A number; None when absent."""
        n, d = self.numbers(operand)
        return Fraction(n, d) if d else None

    def _read(self, name: str) -> int:
        return int(name) if name.lstrip("-").isdigit() else self.variables[name]

    def value(self, term: core.Term, loop: int = 0, row: int = 0) -> Value:
        """What a term came to, inside a loop for the row given."""
        if not loop:
            loop, row = self.loop, self.row
        match term:
            case core.Const(constant):
                return constant
            case core.Cell(table, column) if loop:
                return self._cell(table, column, loop, row)
            case core.Defined(index):
                return self.value(self.program.definitions[index].term, loop, row)
            case core.Of():
                return self.of(term)
            case core.Call(name, arguments) if self.functions[name].lower is not None:
                return self.value(self._lowered(name, arguments), loop, row)
            case _:
                return self._kept(term, loop, row)

    def _lowered(self, name: str, arguments: tuple[core.Term, ...]) -> core.Term:
        lower = self.functions[name].lower
        assert lower is not None
        return lower(arguments)

    def _kept(self, term: core.Term, loop: int, row: int) -> Value:
        operand = self.compiled.row_places.get((loop, term)) if loop else None
        if operand is not None:
            name = operand.n if isinstance(operand, Pair) else operand.name
            kept = self.variables[name][row]
            if isinstance(operand, Pair):
                return Fraction(*kept) if kept and kept[1] else None
            return kept
        return self._operand(self.compiled.places[term])

    def _operand(self, operand: Operand) -> Value:
        if isinstance(operand, Pair):
            return self.pair(operand)
        return (
            self.variables[operand.name] if operand.name in self.variables else self._constant(operand.name)
        )

    def _constant(self, name: str) -> Value:
        return self.compiled.namespace[name]

    def _cell(self, table: int, column: int, loop: int, row: int) -> Value:
        return self.cell(table, row, column)

    def cell(self, table: int, row: int, column: int) -> Value:
        """A cell of a project's table, given or computed; rows from 0."""
        slot = self.program.tables[table].columns[column]
        if slot.term is not None:
            return self.value(slot.term, self.compiled.column_loops[table], row)
        before = self.program.tables[table].columns[:column]
        names = [n for c in before if c.term is None for n in _variables(named("", c.type))]
        cells = self.bound.rows[table][row]
        if isinstance(named("", slot.type), Pair):
            n, d = cells[len(names)], cells[len(names) + 1]
            return Fraction(n, d) if d else None
        return cells[len(names)]

    def of(self, term: core.Of) -> Fraction | None:
        """An indicator's weight, rate, exact or rounded score."""
        node = self.program.nodes[term.node]
        if term.what == "weight":
            return node.weight if node.over is None else self.row_weight(term.node)
        if term.what == "rate":
            assert node.rate is not None
            value = self.value(self.program.definitions[node.rate].term)
            assert value is None or isinstance(value, Fraction)
            return value
        at = self.compiled.nodes[term.node]
        if self.variables[at.state]:
            return None
        return self.pair(at.score if term.what == "score" else at.exact)

    def row_weight(self, index: int) -> Fraction | None:
        """What a row weighs, seen from it."""
        over = self.program.nodes[index].over
        assert over is not None
        given = self.value(over.weight)
        return given if isinstance(given, Fraction) and given >= 0 else None

    # ------------------------------------------------------------ absences

    def absence(self, term: core.Term, loop: int = 0, row: int = 0) -> Absent | None:
        """Why a term is absent, from the kept values; None when it has a value."""
        if not loop:
            loop, row = self.loop, self.row
        match term:
            case core.Input(index):
                return self.bound.absent.get(index)
            case core.Cell(table, column):
                return self._cell_absence(table, column, row)
            case core.Defined(index):
                return self.absence(self.program.definitions[index].term, loop, row)
            case core.Of():
                return self._of_absence(term)
            case core.Branch(condition, then, otherwise):
                return self._branch_absence(condition, then, otherwise, loop, row)
            case core.Aggregate():
                return self._aggregate_absence(term)
            case core.State(_, operand):
                known = self.value(term, loop, row) is not None
                return None if known else self.absence(operand, loop, row)
            case core.Default(operand, otherwise):
                return self._default_absence(operand, otherwise, loop, row)
            case core.Logic():
                if self.value(term, loop, row) is not None:
                    return None
                return self._strict(term, loop, row)
            case core.Call(name, arguments) if self.functions[name].lower is not None:
                return self.absence(self._lowered(name, arguments), loop, row)
            case _:
                return self._strict(term, loop, row)

    def _strict(self, term: core.Term, loop: int, row: int) -> Absent | None:
        absents = [a for part in core.parts(term) if (a := self.absence(part, loop, row)) is not None]
        if absents:
            return worst(absents)
        if isinstance(term, core.Const) or self.value(term, loop, row) is not None:
            return None
        return self._own_failure(term, loop, row)

    def _own_failure(self, term: core.Term, loop: int, row: int) -> Absent:
        """A term whose parts are all there, and which is absent all the same."""
        match term:
            case core.Arithmetic("÷", _, right) if self.value(right, loop, row) == 0:
                return _failed("division-by-zero", ("divisor", self._names(right)))
            case core.Lookup(_, subject):
                value = self.value(subject)
                shown = decimal_text(value, 4) if isinstance(value, Fraction) else str(value)
                return _failed("no-band", ("value", shown))
            case core.Call(name, arguments):
                body = self.functions[name].body
                assert body is not None
                result = body(*(self.value(argument, loop, row) for argument in arguments))
                if isinstance(result, Absent):
                    return result
        return _failed("too-large")

    def _names(self, term: core.Term) -> str:
        """The facts that a divisor is made of."""
        names: list[str] = []
        pending = [term]
        while pending:
            for inner in core.inside(pending.pop()):
                if isinstance(inner, core.Input):
                    slot = self.program.inputs[inner.index]
                    if isinstance(slot, FactInput | ParameterInput):
                        names.append(slot.name)
                elif isinstance(inner, core.Defined):
                    pending.append(self.program.definitions[inner.index].term)
                elif isinstance(inner, core.Cell):
                    names.append(self.program.tables[inner.table].columns[inner.column].name)
        return "、".join(dict.fromkeys(names))

    def _cell_absence(self, table: int, column: int, row: int) -> Absent | None:
        slot = self.program.tables[table].columns[column]
        if slot.term is not None:
            return self.absence(slot.term, self.compiled.column_loops[table], row)
        absent = self.bound.absent.get((table, row, column))
        if absent is None or absent.kind is not Kind.MISSING:
            return absent
        name = self.program.tables[table].name
        data = (("table", name), ("row", str(row + 1)), ("column", slot.name))
        return Absent(absent.kind, (Reason("cell", data),))

    def _of_absence(self, term: core.Of) -> Absent | None:
        node = self.program.nodes[term.node]
        if term.what == "weight":
            return None if node.over is None else self._weight_absence(term.node)
        if term.what == "rate":
            assert node.rate is not None
            return self.absence(self.program.definitions[node.rate].term)
        return self.node_absence(term.node) if self.has_no_score(term.node) else None

    def _default_absence(
        self, operand: core.Term, otherwise: core.Term, loop: int, row: int
    ) -> Absent | None:
        absent = self.absence(operand, loop, row)
        if absent is None or absent.kind is not Kind.MISSING:
            return absent
        return self.absence(otherwise, loop, row)

    def _branch_absence(
        self, condition: core.Term, then: core.Term, otherwise: core.Term, loop: int, row: int
    ) -> Absent | None:
        truth = self.value(condition, loop, row)
        if truth is None:
            return self.absence(condition, loop, row)
        return self.absence(then if truth else otherwise, loop, row)

    def _aggregate_absence(self, term: core.Aggregate) -> Absent | None:
        loop = self.compiled.loops[term]
        rows = range(len(self.bound.rows[term.table]))
        absents: list[Absent] = []
        taken = 0
        for row in rows:
            if term.where is not None:
                filtered = self.value(term.where, loop, row)
                if filtered is None:
                    absents.append(self.absence(term.where, loop, row) or _failed("too-large"))
                if not filtered:
                    continue
            absent = self.absence(term.value, loop, row)
            if absent is not None and absent.kind is not Kind.NOT_APPLICABLE:
                absents.append(absent)
            taken += absent is None
        if absents:
            return worst(absents)
        if term.kind == "list":
            return self._no_rows(term, 0) if not rows else None
        if taken == 0 and term.kind in ("mean", "min", "max"):
            return self._no_rows(term, len(rows))
        return None

    def _no_rows(self, term: core.Aggregate, rows: int) -> Absent:
        name = self.program.tables[term.table].name
        if rows == 0:
            return Absent(Kind.MISSING, (Reason("table", (("table", name),)),))
        return _failed("no-rows", ("table", name))

    def skips(self, term: core.Aggregate, row: int) -> bool:
        """Whether an aggregate leaves a row out because it does not apply."""
        absent = self.absence(term.value, self.compiled.loops[term], row)
        return absent is not None and absent.kind is Kind.NOT_APPLICABLE

    def decided_by(self, index: int) -> int | None:
        """Of a parent that is its lowest child: which one; None for any other, and without a score."""
        combine = self.program.nodes[index].combine
        if combine is None or combine.gathering not in DECIDED or self.has_no_score(index):
            return None
        position: int = self.variables[f"e{index}"]
        return combine.children[position]

    def has_no_score(self, index: int) -> bool:
        """Whether a node that was evaluated has no score. A gate may give one where its base has none."""
        return bool(self.variables[self.compiled.nodes[index].state])

    def node_absence(self, index: int) -> Absent | None:
        """Why an indicator that has no score has none."""
        node = self.program.nodes[index]
        if node.combine is not None:
            return self._parent_absence(node)
        if node.over is not None:
            unknown = None if node.over.where is None else self.absence(node.over.where)
            absent = unknown or self._weight_absence(index)
            if absent is not None:
                return absent
        if node.applies is not None:
            applies = self.value(node.applies)
            if applies is False:
                return Absent(Kind.NOT_APPLICABLE, (Reason("rule"),))
            if applies is None:
                return self.absence(node.applies)
        return self._steps_absence(index)

    def _parent_absence(self, node: Node) -> Absent | None:
        assert node.combine is not None
        children = node.combine.children
        below = [view for child in children for view in self._below(child)]
        absents = [a for view, child in below if (a := view.node_absence(child)) is not None]
        real = [a for a in absents if a.kind is not Kind.NOT_APPLICABLE]
        if real:
            return worst(real)
        count = self._count(children)
        if count == 0:
            return self._without_rows(node) or self._steps_absence(node.index)
        if len(absents) == count:
            return worst(absents)
        return self._steps_absence(node.index)

    def _without_rows(self, node: Node) -> Absent | None:
        """Why a parent that no row is under has no score: its condition, or a table without rows."""
        assert node.combine is not None
        if node.applies is not None and self.value(node.applies) is False:
            return Absent(Kind.NOT_APPLICABLE, (Reason("rule"),))
        tables = [
            over.table for c in node.combine.children if (over := self.program.nodes[c].over) is not None
        ]
        if any(self.bound.rows[table] for table in tables):
            return None
        name = self.program.tables[tables[0]].name
        return Absent(Kind.MISSING, (Reason("table", (("table", name),)),))

    def _below(self, child: int) -> list[tuple[Frame, int]]:
        """A child that has no score, as it is seen; for the rows of a table, those that have none."""
        if self.program.nodes[child].over is None:
            return [(self, child)] if self.has_no_score(child) else []
        taken = [(self.in_row(child, row), child) for row in self.rows_of(child)]
        unknown = [(self.in_row(child, row), child) for row in self.unknown_rows_of(child)]
        return [each for each in taken if each[0].has_no_score(child)] + unknown

    def _count(self, children: tuple[int, ...]) -> int:
        return sum(
            1 if self.program.nodes[child].over is None else len(self.rows_of(child)) for child in children
        )

    def _weight_absence(self, index: int) -> Absent | None:
        over = self.program.nodes[index].over
        assert over is not None
        absent = self.absence(over.weight)
        if absent is not None or self.row_weight(index) is not None:
            return absent
        name = self.program.tables[over.table].name
        return _failed("row-weight", ("table", name), ("row", str(self.row + 1)))

    def _steps_absence(self, index: int) -> Absent | None:
        absents = [a for term in step_terms(self.program, index) if (a := self.absence(term)) is not None]
        return worst(absents) if absents else None

    # ------------------------------------------------------------ step tables

    def met(self, term: core.Lookup) -> Step | ChoiceStep | None:
        """The line of a step table that a value met."""
        value = self.value(term.subject)
        for step in self.program.lookups[term.table].steps:
            if isinstance(step, ChoiceStep):
                if step.choice == value:
                    return step
            elif isinstance(value, Fraction) and _lies(value, step):
                return step
        return None


DECIDED = frozenset({Gathering.LOWEST, Gathering.LOWEST_PLUS})
"""Ways of combining in which one child decides."""


def step_terms(program: Program, index: int) -> list[core.Term]:
    """The terms that an indicator's steps rest on."""
    terms: list[core.Term] = []
    for step in program.nodes[index].steps:
        if isinstance(step, Set):
            terms.append(step.term if step.when is None else core.Branch(step.when, step.term, core.ZERO))
        elif isinstance(step, Take):
            terms.extend(entry.amount for entry in step.entries)
    return terms


def _lies(value: Fraction, step: Step) -> bool:
    if step.low is not None and not (value > step.low or (step.low_closed and value == step.low)):
        return False
    return step.high is None or value < step.high or (step.high_closed and value == step.high)


def _failed(code: str, *data: tuple[str, str]) -> Absent:
    return Absent(Kind.FAILED, (Reason(code, data),))


def _variables(operand: Operand) -> tuple[str, ...]:
    return ("n", "d") if isinstance(operand, Pair) else ("x",)
