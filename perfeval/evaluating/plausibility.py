"""Facts that fit the rules and still look wrong: each suspicion with the facts' values and sources.

Nothing is changed: the score follows what was filled in.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from attrs import define, field

from perfeval.core import terms as core
from perfeval.core.program import ChoiceStep, DeclaredSum, FactInput, Program, TableColumn
from perfeval.core.types import DateType, NumberType
from perfeval.diagnostics import Diagnostic, Words, of_plausibility
from perfeval.evaluating.binding import Slot
from perfeval.evaluating.frame import Frame, step_terms
from perfeval.evaluating.phrases import figure
from perfeval.evaluating.used import source_of
from perfeval.facts import Given
from perfeval.patterns import later
from perfeval.records import frozen
from perfeval.values.numbers import decimal_text, fold
from perfeval.values.units import RATIO

MONEY = (("money", 1),)
# 元 for 万元 is ten thousand times; what the two really are may differ by a factor of five.
LEAST_SLIP, MOST_SLIP = 2_000, 50_000
PERCENT = Fraction(1, 100)
SMALL_SHARE = Fraction(3, 200)  # a bare 0.93 or 1.2 beside thresholds of tens of per cent
LARGE_SHARE = 10
HUGE_PERCENT = 100
PAIRED = "÷-"

# Whose small shares are normal: 不合格率 0.5 is half a per cent.
_SMALL_BY_NATURE = later("[不未超违误差]|投诉|逾期|流失|结转|空置|故障")
_SPENDING = later("支出|支付|执行|使用|花费")
_FUNDS = later("预算|到位|下达|安排|拨款|收入|可用|资金总额")


def suspicions(program: Program, frame: Frame, year: int | None) -> Iterator[Diagnostic]:
    """All of them, each pair of facts once. `year` is the project's, None where it says none."""
    pairs = _Pairs(program, frame)
    yield from pairs.found()
    yield from _shares(program, frame)
    for declared in program.sums:
        yield from _sum(frame, declared)
    if year is not None:
        yield from _dates(program, frame, year)


# ---------------------------------------------------------------- what is given


@frozen
class _Amount:
    """A number of the facts: its name, value in base units, as shown, and where it was given."""

    name: str
    value: Fraction
    shown: str
    given: Given
    dimension: object


def _amount(program: Program, frame: Frame, slot: Slot) -> _Amount | None:
    declared = _declared(program, slot)
    given, amount = frame.bound.given.get(slot), frame.bound.amounts.get(slot)
    if given is None or amount is None or not isinstance(declared.type, NumberType):
        return None
    unit = declared.unit
    scale, symbol = (unit.scale, unit.symbol) if unit is not None else (Fraction(1), "")
    shown = figure(amount.number / scale) + symbol
    return _Amount(declared.name, amount.number, shown, given, declared.type.dimension)


def _declared(program: Program, slot: Slot) -> FactInput | TableColumn:
    if isinstance(slot, tuple):
        return program.tables[slot[0]].columns[slot[2]]
    declared = program.inputs[slot]
    assert isinstance(declared, FactInput)
    return declared


def _sources(first: Given, *others: Given) -> Words:
    """Where values came from, to stand at the end of a sentence; the first one's place stands before it already."""
    found = [first.source, *(source_of(each) for each in others)]
    told = [source for source in found if source]
    if not told:
        return Words("", "")
    return Words(f"（来源：{'；'.join(told)}）", f" (source: {'; '.join(told)})")


# ---------------------------------------------------------------- two facts that belong together


@define
class _Pairs:
    """Facts that the rules divide, subtract or compare, looked at two by two."""

    program: Program
    frame: Frame
    _seen: set[tuple[str, frozenset[Slot | None]]] = field(factory=set)

    def found(self) -> Iterator[Diagnostic]:
        """What looks wrong in facts and, row by row, in tables."""
        program = self.program
        for each in program.definitions:
            if each.node is None:
                yield from self._in(each.term, None)
            else:
                yield from self._of_node(each.node, each.term)
        for node in program.nodes:
            for term in step_terms(program, node.index):
                yield from self._of_node(node.index, term)
        for table, slot in enumerate(program.tables):
            for column in slot.columns:
                if column.term is not None:
                    for row in range(len(self.frame.bound.rows[table])):
                        yield from self._in(column.term, row)

    def _of_node(self, index: int, term: core.Term) -> Iterator[Diagnostic]:
        """A term of an indicator; of the rows of a table, once for each row that is taken."""
        if self.program.nodes[index].over is None:
            if self._matters(index, term, self.frame):
                yield from self._in(term, None)
            return
        for row in self.frame.rows_of(index):
            if self._matters(index, term, self.frame.in_row(index, row)):
                yield from self._in(term, row)

    def _matters(self, index: int, term: core.Term, frame: Frame) -> bool:
        """Whether facts of a term are worth a look: not where the indicator does not apply for another reason."""
        applies = self.program.nodes[index].applies
        inputs = {inner for inner in core.inside(term) if isinstance(inner, core.Input)}
        failing = [each for each in _conjuncts(applies) if frame.value(each) is False]
        return all(inputs.intersection(core.inside(each)) for each in failing)

    def _in(self, term: core.Term, row: int | None) -> Iterator[Diagnostic]:
        for inner in core.inside(term):
            match inner:
                case core.Arithmetic(operator, left, right) if operator in PAIRED:
                    yield from self._pair(left, right, row, is_ratio=operator == "÷")
                case core.Compare(_, left, right):
                    yield from self._pair(left, right, row, is_ratio=False)

    def _slot(self, term: core.Term, row: int | None) -> Slot | None:
        while isinstance(term, core.Defined):
            term = self.program.definitions[term.index].term
        if isinstance(term, core.Cell) and row is not None:
            return term.table, row, term.column
        if isinstance(term, core.Input) and isinstance(self.program.inputs[term.index], FactInput):
            return term.index
        return None

    def _pair(
        self, left: core.Term, right: core.Term, row: int | None, *, is_ratio: bool
    ) -> Iterator[Diagnostic]:
        slots = self._slot(left, row), self._slot(right, row)
        if slots[0] is None or slots[1] is None or slots[0] == slots[1]:
            return
        one, other = (_amount(self.program, self.frame, slot) for slot in slots if slot is not None)
        if one is None or other is None:
            return
        # Money in the wrong unit makes a wrong rate as well: one fault is enough.
        made = _slip(one, other) or (_ratio(one, other) if is_ratio else None)
        if made is not None and (key := (made.code, frozenset(slots))) not in self._seen:
            self._seen.add(key)
            yield made


def _conjuncts(condition: core.Term | None) -> Iterator[core.Term]:
    """The conditions that must all hold."""
    match condition:
        case None:
            return
        case core.Logic("and", left, right):
            yield from _conjuncts(left)
            yield from _conjuncts(right)
        case _:
            yield condition


def _slip(one: _Amount, other: _Amount) -> Diagnostic | None:
    if one.dimension != MONEY or other.dimension != MONEY or not one.value or not other.value:
        return None
    small, large = sorted((abs(one.value), abs(other.value)))
    if not LEAST_SLIP <= large / small <= MOST_SLIP:
        return None
    times = str(round(large / small))
    return of_plausibility.unit_suspect(
        one.given.place, (), {"times": times},
        one=one.name, value=one.shown, other=other.name, beside=other.shown, times=times,
        source=_sources(one.given, other.given),
    )  # fmt: skip


def _ratio(top: _Amount, bottom: _Amount) -> Diagnostic | None:
    """0 over 0, and money spent that is more than the money there was."""
    source = _sources(top.given, bottom.given)
    if top.value == bottom.value == 0:
        return of_plausibility.zero_over_zero(
            bottom.given.place, top=top.name, bottom=bottom.name, source=source
        )
    is_spending = top.dimension == bottom.dimension == MONEY and _SPENDING.search(top.name)
    if not is_spending or not _FUNDS.search(bottom.name) or not 0 < bottom.value < top.value:
        return None
    return of_plausibility.execution_over_100(
        top.given.place,
        top=top.name,
        value=top.shown,
        bottom=bottom.name,
        beside=bottom.shown,
        source=source,
    )


# ---------------------------------------------------------------- 93, 0.93, 9300


def _shares(program: Program, frame: Frame) -> Iterator[Diagnostic]:
    marks = _marks(program)
    for index, slot in enumerate(program.inputs):
        if not isinstance(slot, FactInput):
            continue
        amount = _amount(program, frame, index)
        if amount is None or amount.dimension not in (None, RATIO) or "%" in fold(str(amount.given.value)):
            continue
        is_percent = slot.unit is not None and slot.unit.scale == PERCENT
        meant = _meant(amount, is_percent, marks.get(index, []))
        if meant is not None:
            written = str(amount.given.value)
            taken, wanted = (decimal_text(value * 100) + "%" for value in (amount.value, meant))
            yield of_plausibility.share_suspect(
                amount.given.place, name=amount.name, written=written, taken=taken, meant=wanted,
                source=_sources(amount.given),
            )  # fmt: skip


def _meant(amount: _Amount, is_percent: bool, marks: list[Fraction]) -> Fraction | None:
    """The share that was probably meant by a number without a per cent sign; None where nothing is odd."""
    value, positive = amount.value, [mark for mark in marks if mark > 0]
    if is_percent:
        if value > HUGE_PERCENT and all(mark < value for mark in marks):
            return value / 100
        small = 0 < value <= SMALL_SHARE and not _SMALL_BY_NATURE.search(amount.name)
        return value * 100 if small and all(mark > value * 10 for mark in positive) else None
    # Without a declared unit only what it is compared with tells that a share is meant.
    is_share = bool(positive) and all(mark <= 2 for mark in positive)
    return value / 100 if is_share and value > LARGE_SHARE else None


def _marks(program: Program) -> dict[int, list[Fraction]]:
    """The figures with which the rules compare each fact: thresholds, bounds of bands."""
    found: dict[int, list[Fraction]] = {}
    terms = [each.term for each in program.definitions]
    for node in program.nodes:
        terms += step_terms(program, node.index)
    for term in terms:
        for inner in core.inside(term):
            match inner:
                case core.Compare(_, subject, core.Const(Fraction() as mark)):
                    _mark(program, found, subject, [mark])
                case core.Compare(_, core.Const(Fraction() as mark), subject):
                    _mark(program, found, subject, [mark])
                case core.Lookup(table, subject):
                    _mark(program, found, subject, _bounds(program, table))
    return found


def _mark(
    program: Program, found: dict[int, list[Fraction]], subject: core.Term, marks: list[Fraction]
) -> None:
    while isinstance(subject, core.Defined):
        subject = program.definitions[subject.index].term
    if isinstance(subject, core.Input):
        found.setdefault(subject.index, []).extend(marks)


def _bounds(program: Program, table: int) -> list[Fraction]:
    steps = [step for step in program.lookups[table].steps if not isinstance(step, ChoiceStep)]
    return [bound for step in steps for bound in (step.low, step.high) if bound is not None]


# ---------------------------------------------------------------- sums and dates


def _sum(frame: Frame, declared: DeclaredSum) -> Iterator[Diagnostic]:
    program = frame.program
    whole = _amount(program, frame, declared.whole)
    parts = [_amount(program, frame, part) for part in declared.parts]
    there = [part for part in parts if part is not None]
    if whole is None or len(there) < len(parts):
        return  # nothing can be said of a sum while a part is missing
    total = sum((part.value for part in there), Fraction(0))
    if total == whole.value:
        return
    unit = _declared(program, declared.whole).unit
    scale, symbol = (unit.scale, unit.symbol) if unit is not None else (Fraction(1), "")
    shown = {
        key: figure(value / scale) + symbol
        for key, value in (("sum", total), ("difference", abs(total - whole.value)))
    }
    yield of_plausibility.parts_do_not_sum(
        whole.given.place, (), shown,
        whole=whole.name, value=whole.shown, parts="、".join(f"{part.name}{part.shown}" for part in there),
        source=_sources(whole.given), **shown,
    )  # fmt: skip


def _dates(program: Program, frame: Frame, year: int) -> Iterator[Diagnostic]:
    for slot, name in _date_slots(program, frame):
        given = frame.bound.given.get(slot)
        value = (
            frame.cell(slot[0], slot[1], slot[2])
            if isinstance(slot, tuple)
            else frame.value(core.Input(slot))
        )
        if given is not None and isinstance(value, date) and value.year != year:
            yield of_plausibility.year_mismatch(
                given.place, name=name, value=value.isoformat(), year=year, source=_sources(given)
            )


def _date_slots(program: Program, frame: Frame) -> Iterator[tuple[Slot, str]]:
    for index, fact in enumerate(program.inputs):
        if isinstance(fact, FactInput) and isinstance(fact.type, DateType):
            yield index, fact.name
    for number, table in enumerate(program.tables):
        for position, column in enumerate(table.columns):
            if column.term is None and isinstance(column.type, DateType):
                for row in range(len(frame.bound.rows[number])):
                    yield (number, row, position), column.name
