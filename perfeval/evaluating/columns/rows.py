"""Rows of a table one by one: cells into facts, as if they had been read from a file, and their scores."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

from attrs import define

from perfeval.core.program import (
    BonusInput,
    FactInput,
    ItemInput,
    JudgedInput,
    ParameterInput,
    RecordedInput,
    StatedInput,
)
from perfeval.diagnostics import Diagnostic, FactsError, has_errors
from perfeval.evaluating import Engine, evaluate, traced
from perfeval.evaluating.binding import bound
from perfeval.evaluating.columns.layout import STATED, Layout
from perfeval.facts import Answer, Deduction, Facts, Given, Judgement, Statement
from perfeval.outcome import Outcome
from perfeval.records import frozen
from perfeval.values.numbers import Rounding, round_to
from perfeval.values.states import Kind

FAULTY = 9
"""The state of a row whose facts do not fit the rules; the Kinds are below it."""


@frozen
class Scores:
    """Each node's state (0, or the Kind) with its exact score, and the grade; None where the facts do not fit the rules."""

    nodes: tuple[tuple[int, Fraction | None], ...] | None
    grade: str | None
    diagnostics: tuple[Diagnostic, ...]


@define(eq=False, slots=False)
class RowReader:
    """Reads rows of tables with one layout."""

    made: Engine
    layout: Layout
    as_of: date | None

    def facts(self, row: Mapping[str, Any]) -> Facts:
        """A row as facts. Empty cells of what people take off or judge are left out."""
        program = self.made.model.program
        values: dict[str, Given] = {}
        items: dict[str, dict[str, Answer]] = {}
        deductions: list[Deduction] = []
        bonuses: list[Deduction] = []
        judged: dict[str, Judgement] = {}
        stated: dict[str, Given] = {}
        for index, name in self.layout.inputs.items():
            cell, slot = row[name], program.inputs[index]
            if isinstance(slot, FactInput):
                values[slot.name] = given(cell)
                continue
            if cell is None or isinstance(slot, ParameterInput):
                continue
            if isinstance(slot, BonusInput):
                if given(cell).value != 0:
                    bonuses.append(Deduction(slot.name, given(cell).value))
                continue
            node = program.nodes[slot.node].id
            match slot:
                case ItemInput():
                    items.setdefault(node, {})[slot.mark] = _answer(cell, slot)
                case RecordedInput() if given(cell).value != 0:
                    deductions.append(Deduction(node, given(cell).value, under=slot.words or None))
                case JudgedInput():
                    judged[node] = _judgement(cell)
                case StatedInput():
                    stated[node] = given(cell)
        tables = {program.tables[i].name: _rows(row[name]) for i, name in self.layout.tables.items()}
        statements = {STATED: Statement(scores=stated)} if stated else {}
        return Facts(values, dict(items), tables, tuple(deductions), judged, statements, tuple(bonuses))

    def outcome(self, row: Mapping[str, Any]) -> Outcome:
        """A row's outcome with its trace. Raises FactsError where its facts do not fit the rules."""
        return evaluate(self.made, self.facts(row), as_of=self.as_of, trace=True)

    def scores(self, row: Mapping[str, Any]) -> Scores:
        """A row's scores by the scalar engine."""
        return (self._at_once(row) if self._is_flat else None) or self._bound(row)

    def _at_once(self, row: Mapping[str, Any]) -> Scores | None:
        """The scores where the row has nothing but plain facts, and all of them; None otherwise."""
        code = self.made.whole_traced
        values = None if code is None else code.function(row)
        if code is None or values is None:
            return None
        variables = dict(zip(code.names, values, strict=True))
        pairs = [
            tuple(variables[name] if name in variables else int(name) for name in (at.score.n, at.score.d))
            for at in code.nodes
        ]
        (n, d), bands = values[:2], self.made.model.program.grades
        grade = next((band.name for band in bands if band.step.holds(n, d)), None)
        return Scores(tuple((0, Fraction(n, d)) for n, d in pairs), grade, ())

    @cached_property
    def _is_flat(self) -> bool:
        program = self.made.model.program
        facts = all(isinstance(program.inputs[index], FactInput) for index in self.layout.inputs)
        return facts and not program.vetoes and not program.tables

    def _bound(self, row: Mapping[str, Any]) -> Scores:
        model = self.made.model
        facts = self.facts(row)
        inputs = bound(model.program, facts, self.as_of, model.origins)
        noted = tuple(inputs.diagnostics)
        if has_errors(noted):
            return Scores(None, None, noted)
        # The outcome knows what besides the total makes a grade.
        try:
            grade = evaluate(self.made, facts, as_of=self.as_of).grade
        except FactsError as fault:
            return Scores(None, None, tuple(fault.diagnostics))
        flat = self.made.plain.function(inputs.inputs, inputs.rows)
        if flat is not None:
            threes = zip(flat[::3], flat[1::3], flat[2::3], strict=True)
            found = [(s, None if s else Fraction(n, d)) for s, n, d in threes]
        else:
            frame = traced(self.made, inputs)
            places = [self.made.traced.nodes[node.index] for node in model.program.nodes if node.over is None]
            states = [int(frame.variables[at.state]) for at in places]
            found = [(s, None if s else frame.pair(at.score)) for s, at in zip(states, places, strict=True)]
        return Scores(self._with_rows(found), grade, noted)

    def _with_rows(self, found: list[tuple[int, Fraction | None]]) -> tuple[tuple[int, Fraction | None], ...]:
        """Every node's, with nothing for those that stand for rows: their parent has what the rows came to."""
        own = iter(found)
        nothing = (int(Kind.NOT_APPLICABLE), None)
        return tuple(nothing if node.over else next(own) for node in self.made.model.program.nodes)


def in_units(score: Fraction, places: int) -> int:
    """A score as it is printed, in whole units of its last place."""
    unit = 10**places
    if unit % score.denominator == 0:
        return int(score.numerator * (unit // score.denominator))
    return int(round_to(score, places, Rounding.HALF_UP) * unit)


def given(cell: Any) -> Given:
    """A cell as a fact: a float by its shortest decimal, anything unheard of as its text."""
    if isinstance(cell, float):
        return Given(Decimal(repr(cell)), was_float=True)
    if cell is None or isinstance(cell, str | int | Decimal | date):
        return Given(cell)
    return Given(str(cell))


def _answer(cell: Any, slot: ItemInput) -> Answer:
    if isinstance(cell, bool | str):
        return Answer(cell)
    share = given(cell).value
    if isinstance(share, int | Decimal) and Decimal(share).is_finite():
        if share in (0, 1):
            return Answer(bool(share))
        return Answer("部分符合", points=Fraction(share) * slot.points)
    return Answer(str(cell))


def _judgement(cell: Any) -> Judgement:
    value = given(cell).value
    if isinstance(value, str):
        is_share = value.strip().endswith(("%", "％"))
        return Judgement(share=value) if is_share else Judgement(tier=value)
    return Judgement(points=value)


def _rows(cell: Any) -> tuple[Mapping[str, Given], ...]:
    rows = cell if isinstance(cell, list) else []
    return tuple({name: given(value) for name, value in (row or {}).items()} for row in rows)
