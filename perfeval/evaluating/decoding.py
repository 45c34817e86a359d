"""A traced evaluation decoded: indicators with their ledgers, rows as used, what totals are still possible."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from perfeval.core import terms as core
from perfeval.core.program import Gathering, Node, Round
from perfeval.core.types import NumberType
from perfeval.diagnostics import Diagnostic
from perfeval.evaluating.findings import findings
from perfeval.evaluating.formulas import computed, written
from perfeval.evaluating.frame import Frame, step_terms
from perfeval.evaluating.members import Member, Members, earned, members
from perfeval.facts import year_end
from perfeval.outcome import Indicator, RowUse, State
from perfeval.values.states import Kind

if TYPE_CHECKING:
    from perfeval.facts import Facts
    from perfeval.model import Model
    from perfeval.outcome import Loss, Range, UsedFact, Vetoed
    from perfeval.reach import Reach

STATES = {
    int(Kind.NOT_APPLICABLE): State.NOT_APPLICABLE,
    int(Kind.MISSING): State.MISSING,
    int(Kind.FAILED): State.FAILED,
}


class TraceDecoder:
    """Decodes one evaluation. The traced twin runs when the first thing is asked for, and only once."""

    def __init__(self, model: Model, trace: Callable[[], Frame], facts: Facts) -> None:
        self._model = model
        self._run = trace
        self._facts_read = facts

    def facts(self) -> Facts:
        """The facts as read."""
        return self._facts_read

    def _trace(self) -> Frame:
        return self._run()

    @cached_property
    def frame(self) -> Frame:
        """The kept values."""
        return self._trace()

    # ------------------------------------------------------------ indicators

    def indicators(self) -> tuple[Indicator, ...]:
        """Every node in document order, the framework first."""
        return tuple(map(self._indicator, self.members.all))

    @cached_property
    def members(self) -> Members:
        """The nodes as this project has them."""
        return members(self.frame)

    # A score table needs no ledger: what only explanations ask for is loaded when they do.

    def _losses(self, member: Member) -> tuple[Loss, ...]:
        from perfeval.evaluating.ledger import LedgerReader

        return LedgerReader(self._model, self.members, member).losses()

    def _facts(self, member: Member) -> tuple[UsedFact, ...]:
        from perfeval.evaluating.used import used_facts

        return used_facts(member.frame, step_terms(self._model.program, member.index))

    def _indicator(self, member: Member) -> Indicator:
        node, frame = member.node, member.frame
        at = frame.compiled.nodes[node.index]
        code = frame.variables[at.state]
        is_scored = code == 0 and self._model.program.scale is None
        return Indicator(
            index=member.position,
            id=node.id,
            path=node.path,
            name=node.name,
            level=node.level,
            nominal=node.weight,
            state=self._state(node, code),
            weight=earned(member) if is_scored else None,
            rate=self._rate(member),
            exact=frame.pair(at.exact) if is_scored else None,
            points=frame.pair(at.score) if is_scored else None,
            places=self._places(node),
            place=self._model.origins[node.origin].place,
            absent=None if code == 0 else frame.node_absence(node.index),
            losses_in=lambda: self._losses(member),
            facts_in=lambda: self._facts(member),
            formula_in=written(frame, node.index, puts_in=False),
            substituted_in=written(frame, node.index, puts_in=True),
            computed_in=lambda: computed(frame, node.index) if is_scored else None,
            children=self.members.below[member.position],
            parent=member.parent,
            rating=None if code else self._rating(member),
            decided_by=self._decided_by(member),
        )

    def _rating(self, member: Member) -> str | None:
        """The rating of an indicator as it was given (D*), of a parent as it was made; None where rules score."""
        node, frame, scale = member.node, member.frame, self._model.program.scale
        combine = node.combine
        if scale is None or (combine is not None and combine.gathering is Gathering.SEPARATE):
            return None
        if node.rating is not None:  # as it was given: D*, not D
            return str(frame.value(node.rating))
        rank = frame.pair(frame.compiled.nodes[node.index].score)
        assert rank is not None
        return scale.rating(rank)

    def _decided_by(self, member: Member) -> int | None:
        decided = member.frame.decided_by(member.index)
        below = self.members.children(member)
        return next((child.position for child in below if child.index == decided), None)

    def _state(self, node: Node, code: int) -> State:
        if code:
            return STATES[code]
        if self._model.program.scale is not None:
            return State.RATED
        if node.is_judged:
            return State.JUDGED
        return State.STATED if node.is_stated else State.SCORED

    def _rate(self, member: Member) -> Fraction | None:
        node = member.node
        if node.rate is None:
            return None
        if not isinstance(self._model.program.definitions[node.rate].type, NumberType):
            return None
        return member.frame.of(core.Of(node.index, "rate"))

    def _places(self, node: Node) -> int | None:
        return places_of(self._model, node)

    # ------------------------------------------------------------ the rest

    def findings(self) -> tuple[Diagnostic, ...]:
        """What the evaluation noticed."""
        end = year_end(self.facts().project)
        return findings(self._model, self.members, end.year if end is not None else None)

    def rows(self) -> tuple[RowUse, ...]:
        """Each row of the project's tables, as used."""
        used = []
        for index, table in enumerate(self._model.program.tables):
            for row in range(len(self.frame.bound.rows[index])):
                cells = {
                    column.name: self.frame.cell(index, row, number)
                    for number, column in enumerate(table.columns)
                }
                used.append(
                    RowUse(table.name, row + 1, cells, self._uncapped(index, row), self._taken_by(index, row))
                )
        return tuple(used)

    def _uncapped(self, table: int, row: int) -> dict[str, Fraction]:
        """For each computed column written as min(x, …), what x came to before it was capped."""
        found = {}
        for column in self._model.program.tables[table].columns:
            if isinstance(column.term, core.Call) and column.term.function == "min":
                value = self.frame.value(
                    column.term.arguments[0], self.frame.compiled.column_loops[table], row
                )
                if isinstance(value, Fraction):
                    found[column.name] = value
        return found

    def _taken_by(self, table: int, row: int) -> tuple[str, ...]:
        taken = []
        for node in self._model.program.nodes:
            if node.rate is not None and any(
                self._takes(term, row) for term in self._aggregates(node, table)
            ):
                taken.append(node.name)
        return tuple(taken)

    def _aggregates(self, node: Node, table: int) -> list[core.Aggregate]:
        found: list[core.Aggregate] = []
        pending = list(step_terms(self._model.program, node.index))
        while pending:
            for term in core.inside(pending.pop()):
                match term:
                    case core.Aggregate(_, other) if other == table:
                        found.append(term)
                    case core.Defined(index):
                        pending.append(self._model.program.definitions[index].term)
                    case core.Of(other, "rate") if self._model.program.nodes[other].rate is not None:
                        rate = self._model.program.nodes[other].rate
                        pending.append(core.Defined(rate if rate is not None else 0))
        return found

    def _takes(self, term: core.Aggregate, row: int) -> bool:
        if term.where is None:
            return True
        return bool(self.frame.value(term.where, self.frame.compiled.loops[term], row))

    def vetoes(self) -> tuple[Vetoed, ...]:
        """The vetoes that hold, and those of which nothing is known."""
        from perfeval.evaluating.phrases import filled
        from perfeval.evaluating.used import used_facts
        from perfeval.outcome import Vetoed

        found = []
        for veto in self._model.program.vetoes:
            holds = self.frame.value(veto.when)
            if holds is not False:
                origin, text = self._model.origins[veto.origin], filled(veto.phrase, self.frame)
                facts = used_facts(self.frame, [veto.when])
                found.append(Vetoed(veto.effect, veto.name, holds, text, origin.place, origin.line, facts))
        return tuple(found)

    def range(self) -> Range | None:
        """The totals still possible when every open indicator gets between none and all of its points."""
        if self._model.program.scale is not None:
            return None
        from perfeval.evaluating.ranges import possible_totals

        return possible_totals(self._model, self.members)

    def reached(self) -> frozenset[Reach]:
        """The parts of the rules that the evaluation came to."""
        from perfeval.evaluating.reaching import reached

        return reached(self.members)


def places_of(model: Model, node: Node) -> int | None:
    """The places in which a node's score is printed; None where the rules declare none."""
    if node.combine is None:
        rounds = [step.places for step in node.steps if isinstance(step, Round)]
        return rounds[-1] if rounds else None
    last = [step for step in node.steps if isinstance(step, Round)]
    own = last[-1] if last else node.combine.redistributed
    below = [places_of(model, model.program.nodes[child]) for child in node.combine.children]
    places = [p for p in below if p is not None]
    if own is not None:
        return own.places if not places else max(own.places, *places)
    return max(places) if len(places) == len(below) else None
