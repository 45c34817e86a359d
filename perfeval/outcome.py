"""Outcome: what one evaluation gave: states, scores, the grade, and the ledger of every lost point.

An outcome decodes lazily: total and grade are there at once, an indicator or its losses when asked for.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from attrs import define, field

from perfeval.core.program import VetoEffect
from perfeval.facts import year_end
from perfeval.records import frozen
from perfeval.values.numbers import decimal_text

if TYPE_CHECKING:
    from typing import Protocol

    from perfeval.core.program import GradeBand, LossKind
    from perfeval.diagnostics import Diagnostic
    from perfeval.facts import Facts
    from perfeval.model import Model
    from perfeval.reach import Reach
    from perfeval.source import Place
    from perfeval.values.states import Absent

    class Decoder(Protocol):
        """What an outcome asks of the evaluation that made it."""

        def facts(self) -> Facts:
            """The facts as read."""

        def indicators(self) -> tuple[Indicator, ...]:
            """Every node in document order, the framework first."""

        def findings(self) -> tuple[Diagnostic, ...]:
            """What the evaluation noticed about facts and results."""

        def rows(self) -> tuple[RowUse, ...]:
            """Each row of the project's tables, as used."""

        def range(self) -> Range | None:
            """The totals still possible."""

        def vetoes(self) -> tuple[Vetoed, ...]:
            """The vetoes that hold, or of which nothing is known."""

        def reached(self) -> frozenset[Reach]:
            """The parts of the rules that the evaluation came to."""


class State(enum.Enum):
    """What an indicator came to; missing, not applicable, failed and zero are four things."""

    SCORED = "scored"
    STATED = "stated"
    JUDGED = "judged"
    RATED = "rated"
    MISSING = "missing"
    NOT_APPLICABLE = "not-applicable"
    FAILED = "failed"


@frozen
class UsedFact:
    """A fact or a parameter that a loss rests on: its value as printed, its unit, and where it came from.

    `since` is the day from which a parameter's value holds, None where it always does.
    """

    name: str
    value: str
    unit: str
    source: str
    is_parameter: bool = False
    since: date | None = None


@frozen
class Loss:
    """One line of the ledger.

    `points` is exact; positive is lost, negative given back. `text` says it in a language. `node` is the
    number of the indicator whose ledger it is in, `of` the child for kind child, with its factor.
    """

    id: str
    kind: LossKind
    points: Fraction
    node: int
    text: Callable[[str], str] = field(eq=False, repr=False)
    reason: str | None = None
    evidence: str | None = None
    by: str | None = None
    presumed: bool = False
    place: Place | None = None
    line: str = ""
    facts: tuple[UsedFact, ...] = ()
    source: str | None = None  # of a recorded deduction: where it was recorded
    of: int | None = None
    factor: Fraction | None = None


@frozen
class RowUse:
    """One row of a project's table as it was used.

    `uncapped` is, for a computed column written as min(x, …), what x came to; `taken_by` names the indicators
    whose rate the row went into.
    """

    table: str
    row: int  # from 1
    cells: Mapping[str, object]
    uncapped: Mapping[str, Fraction]
    taken_by: tuple[str, ...]


@define(eq=False, frozen=True, slots=False)
class Indicator:
    """One indicator's result.

    `weight` is what could be earned: where something under a parent does not apply, its nominal weight
    less that part (engine: each node's weight − score is the sum of its losses). Scores are exact here;
    `score` on the wire has the declared places. What ends in `_in` is made on demand.
    """

    index: int
    id: str
    path: tuple[str, ...]
    name: str
    level: int
    nominal: Fraction
    state: State
    weight: Fraction | None
    rate: Fraction | None
    exact: Fraction | None
    points: Fraction | None
    places: int | None
    place: Place
    absent: Absent | None
    losses_in: Callable[[], tuple[Loss, ...]] = field(repr=False)
    facts_in: Callable[[], tuple[UsedFact, ...]] = field(repr=False)
    formula_in: Callable[[str], str] | None = field(repr=False)
    substituted_in: Callable[[str], str] | None = field(repr=False)
    computed_in: Callable[[], Fraction | None] = field(repr=False)
    children: tuple[int, ...]
    parent: int | None
    rating: str | None = None  # where rules rate instead of scoring
    decided_by: int | None = None  # of 取最低: the child that decided

    @cached_property
    def losses(self) -> tuple[Loss, ...]:
        """Its ledger: they sum to weight − points exactly."""
        return self.losses_in()

    @cached_property
    def facts(self) -> tuple[UsedFact, ...]:
        """The facts its score rests on."""
        return self.facts_in()

    @cached_property
    def computed(self) -> Fraction | None:
        """What the formula comes to before bounds and gates; None where it is no arithmetic."""
        return self.computed_in()

    @property
    def formula(self) -> str | None:
        """How the score is computed, in canonical Chinese; None for a parent."""
        return None if self.formula_in is None else self.formula_in("zh")

    @property
    def substituted(self) -> str | None:
        """The formula with this project's numbers put in."""
        return None if self.substituted_in is None else self.substituted_in("zh")

    @property
    def score(self) -> Decimal | None:
        """The score as printed; None where the state has none."""
        return None if self.points is None else printed(self.points, self.places)

    @property
    def lost(self) -> Decimal | None:
        """Weight less score, as printed."""
        if self.points is None or self.weight is None:
            return None
        return printed(self.weight - self.points, self.places)


def printed(value: Fraction, places: int | None) -> Decimal:
    """A score as it is printed: the declared places, trailing zeros dropped where none are declared.

    Where the rules do not round and the value does not terminate, two places are shown.
    """
    if places is not None:
        return Decimal(decimal_text(value, places))
    text = decimal_text(value)
    return Decimal(decimal_text(value, 2) if "/" in text else text)


@frozen
class Vetoed:
    """A 一票否决 that holds; `holds` is None where a fact it needs is missing.

    `name` is the grade, the indicator or the points that its effect speaks of.
    """

    effect: VetoEffect
    name: str
    holds: bool | None
    text: Callable[[str], str] = field(eq=False, repr=False)
    place: Place
    line: str
    facts: tuple[UsedFact, ...] = ()


def ranked(grades: Iterable[GradeBand]) -> list[str]:
    """The names of grades from the worst to the best; one without a lower end comes first."""
    order = sorted(grades, key=lambda band: (band.step.low is not None, band.step.low or Fraction(0)))
    return [band.name for band in order]


@frozen
class Range:
    """The totals that are still possible when facts are missing, and the grades between them."""

    low: Fraction
    high: Fraction
    grades: tuple[str, ...]


class AmbiguousName(LookupError):
    """A name that several indicators share; the message lists their paths."""


@define(eq=False, slots=False)
class Outcome:
    """The result of evaluating one project.

    `outcome[name]` is an indicator by its name, its id or its path; KeyError when there is none,
    AmbiguousName when there are several.
    """

    model: Model
    _total: tuple[int, int] | None
    total_places: int | None
    _decoder: Decoder = field(repr=False)
    _as_of: date | None = None

    @property
    def as_of(self) -> date | None:
        """The day on which parameters were taken: the one asked for, else the end of the project's year."""
        return self._as_of or year_end(self.facts.project)

    @cached_property
    def facts(self) -> Facts:
        """The facts it was made from, as read."""
        return self._decoder.facts()

    @property
    def total(self) -> Decimal | None:
        """The total as printed; None while something that counts is missing or failed, and where rules rate."""
        if self._total is None or self.model.program.scale is not None:
            return None
        n, d = self._total
        if self.total_places is not None and d == 10**self.total_places and abs(n) < 10**25:
            return Decimal(n).scaleb(-self.total_places)
        return printed(Fraction(n, d), self.total_places)

    @property
    def exact(self) -> Fraction | None:
        """The total as an exact number."""
        is_rated = self.model.program.scale is not None
        return None if self._total is None or is_rated else Fraction(*self._total)

    @property
    def grade(self) -> str | None:
        """The grade of the total as printed; None without a total, or where no grade is declared."""
        before = self.grade_before_veto
        if before is None or not self.model.program.vetoes:
            return before
        return self._after_vetoes(before)

    @cached_property
    def vetoes(self) -> tuple[Vetoed, ...]:
        """The vetoes that hold, and those of which nothing is known."""
        return self._decoder.vetoes() if self.model.program.vetoes else ()

    @property
    def grade_before_veto(self) -> str | None:
        """The grade of the total as printed, whatever a veto makes of it."""
        if self._total is None:
            return None
        for band in self.model.program.grades:
            if band.step.holds(*self._total):
                return band.name
        return None

    def _after_vetoes(self, before: str) -> str | None:
        """The worst grade that a veto leaves; None while a veto that might lower it is open."""
        order = ranked(self.model.program.grades)
        grade = order.index(before)
        for veto in self.vetoes:
            if veto.effect in (VetoEffect.GRADE, VetoEffect.GRADE_AT_MOST):
                after = min(grade, order.index(veto.name))
                if veto.holds is None and after < grade:
                    return None
                grade = after if veto.holds else grade
            elif veto.holds is None:
                return None
        return order[grade]

    @property
    def complete(self) -> bool:
        """Whether there is a total; where rules rate, whether every indicator that applies is rated."""
        return self._total is not None

    @cached_property
    def nodes(self) -> tuple[Indicator, ...]:
        """The framework and every indicator, in document order."""
        return self._decoder.indicators()

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """Every indicator, parents before children."""
        return self.nodes[1:]

    @property
    def losses(self) -> tuple[Loss, ...]:
        """The framework's own ledger: its children and what happened to the total."""
        return self.nodes[0].losses

    @cached_property
    def findings(self) -> tuple[Diagnostic, ...]:
        """What a person has to look at; what plug-ins check comes last."""
        checked = (finding for check in self.model.checks for finding in check.findings(self))
        return (*self._decoder.findings(), *checked)

    @cached_property
    def rows(self) -> tuple[RowUse, ...]:
        """The rows of the project's tables with their computed columns."""
        return self._decoder.rows()

    @cached_property
    def reached(self) -> frozenset[Reach]:
        """The conditions, items, bands and branches of the rules that this evaluation came to."""
        return self._decoder.reached()

    @cached_property
    def range(self) -> Range | None:
        """The totals still possible; None when complete or when they cannot be told."""
        return None if self.complete else self._decoder.range()

    def __getitem__(self, key: str | tuple[str, ...]) -> Indicator:
        found = self._found(key)
        if len(found) > 1:
            raise AmbiguousName(
                f"several indicators are called {key!r}: " + ", ".join(indicator.id for indicator in found)
            )
        if not found:
            raise KeyError(key)
        return found[0]

    def _found(self, key: str | tuple[str, ...]) -> list[Indicator]:
        if isinstance(key, tuple):
            return [indicator for indicator in self.indicators if indicator.path == key]
        by_id = [indicator for indicator in self.indicators if indicator.id == key]
        return by_id or [indicator for indicator in self.indicators if indicator.name == key]
