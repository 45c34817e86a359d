"""Facts bound to a program: raw values into numbers in base units, answers into shares, each checked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from attrs import define, field

from perfeval.core.program import (
    BonusInput,
    FactInput,
    ItemInput,
    JudgedInput,
    ParameterInput,
    ParameterValue,
    Program,
    RecordedInput,
    StatedInput,
    TableColumn,
)
from perfeval.core.types import NumberType
from perfeval.diagnostics import Diagnostic, of_facts
from perfeval.diagnostics.near import did_you_mean
from perfeval.evaluating.conversion import Amount, converted, is_missing, is_not_applicable, number_of
from perfeval.evaluating.judgements import Judged, is_empty, judged, tiers_of
from perfeval.evaluating.parameters import Parameters
from perfeval.facts import Answer, Deduction, Facts, Given, Judgement, Row, year_end
from perfeval.model import Origin
from perfeval.records import frozen
from perfeval.source import Place
from perfeval.values.numbers import decimal_text
from perfeval.values.states import Absent, Kind, Reason

MOST_ROWS = 100_000
"""More rows than any one project's table has: a wrong file, which must not take all memory."""

PARTIES = ("复核", "审核", "自评")
"""Whose stated score counts where an indicator has no rule, the first that states one."""

Slot = int | tuple[int, int, int]
"""An input's number, or a cell: table, row (from 0), column."""


@frozen
class Recorded:
    """One recorded deduction with its points as a number."""

    deduction: Deduction
    points: Fraction


@define
class Bound:
    """A program's inputs from one project's facts.

    `inputs` and `rows` are flat, as the compiled function takes them: a number is two entries. `absent` says
    why an input or a cell is absent, `amounts` how a number was printed, `parties` who states a score.
    """

    inputs: tuple[Any, ...] = ()
    rows: tuple[list[tuple[Any, ...]], ...] = ()
    absent: dict[Slot, Absent] = field(factory=dict)
    amounts: dict[Slot, Amount] = field(factory=dict)
    given: dict[Slot, Given] = field(factory=dict)
    answers: dict[int, Answer] = field(factory=dict)
    recorded: dict[int, list[Recorded]] = field(factory=dict)
    judged: dict[int, Judged] = field(factory=dict)
    parties: dict[int, str] = field(factory=dict)
    parameters: dict[int, ParameterValue] = field(factory=dict)
    diagnostics: list[Diagnostic] = field(factory=list)


def bound(
    program: Program,
    facts: Facts,
    as_of: date | None = None,
    origins: Mapping[int, Origin] = MappingProxyType({}),
) -> Bound:
    """Facts as a program's inputs, with every fault found on the way.

    Parameters have their values of a day: `as_of`, otherwise the end of the project's year.

    Inputs of faulty facts are missing, so that all faults are found in one run; the caller must not
    evaluate when one of the diagnostics is an error.
    """
    out = Bound()
    taken = Parameters(program, as_of or year_end(facts.project), origins)
    out.diagnostics.extend(taken.faults())
    return _Binder(program, facts, out, taken).bind()


@define
class _Binder:
    program: Program
    facts: Facts
    out: Bound
    parameters: Parameters
    _deductions: dict[int, list[Deduction]] = field(factory=dict)
    _judgements: dict[int, Judgement] = field(factory=dict)
    _by_name: dict[str, list[int]] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._by_name = {}
        for node in self.program.nodes[1:]:
            for key in dict.fromkeys((node.id, node.name)):
                self._by_name.setdefault(key, []).append(node.index)

    def bind(self) -> Bound:
        """Everything, in the order in which the program declares it."""
        self._place_deductions()
        self._place_judgements()
        answers = self._answers_by_node()
        flat: list[Any] = []
        for index, slot in enumerate(self.program.inputs):
            match slot:
                case FactInput():
                    flat.extend(self._fact(index, slot))
                case ItemInput():
                    flat.extend(self._item(index, slot, answers.get(slot.node, {})))
                case BonusInput():
                    flat.extend(self._bonus(index, slot))
                case RecordedInput():
                    flat.extend(self._recorded(index, slot))
                case JudgedInput():
                    flat.extend(self._judged(index, slot))
                case StatedInput():
                    flat.extend(self._stated(index, slot))
                case ParameterInput():
                    flat.extend(self._parameter(index, slot))
        self.out.inputs = tuple(flat)
        self.out.rows = tuple(self._rows(index) for index in range(len(self.program.tables)))
        self._report_unknown()
        self._report_mixed_units()
        return self.out

    def _report(self, diagnostic: Diagnostic) -> None:
        self.out.diagnostics.append(diagnostic)

    # ------------------------------------------------------------ facts

    def _fact(self, index: int, slot: FactInput) -> tuple[Any, ...]:
        given = self.facts.values.get(slot.name)
        return self._value(index, slot.name, slot, given)

    def _value(
        self, slot: Slot, name: str, declared: FactInput | TableColumn, given: Given | None
    ) -> tuple[Any, ...]:
        is_number = isinstance(declared.type, NumberType)
        nothing: tuple[Any, ...] = (0, 0) if is_number else (None,)
        if given is None or is_missing(given.value):
            self.out.absent[slot] = Absent(Kind.MISSING, (Reason("missing", (("fact", name),)),))
            return nothing
        self.out.given[slot] = given
        if is_not_applicable(given.value):
            self.out.absent[slot] = Absent(Kind.NOT_APPLICABLE, (Reason("given", (("fact", name),)),))
            return nothing
        value = converted(name, given, declared.type, declared.unit)
        if isinstance(value, Diagnostic):
            self._report(value)
            self.out.absent[slot] = Absent(Kind.MISSING, (Reason("missing", (("fact", name),)),))
            return nothing
        if isinstance(value, Amount):
            self.out.amounts[slot] = value
            if value.number < 0:
                shown = str(given.value)
                self._report(of_facts.negative_amount(given.place, name=name, value=shown))
            return value.number.numerator, value.number.denominator
        return (value,)

    def _parameter(self, index: int, slot: ParameterInput) -> tuple[Any, ...]:
        value = self.parameters.value(slot)
        if value is None:  # reported
            return (0, 0) if isinstance(slot.type, NumberType) else (None,)
        self.out.parameters[index] = value
        self.out.given[index] = Given(value.value, self.parameters.place(slot))
        if not isinstance(value.value, Fraction):
            return (value.value,)
        if value.figure is not None:
            self.out.amounts[index] = Amount(value.value, value.figure, value.unit)
        return value.value.numerator, value.value.denominator

    # ------------------------------------------------------------ items

    def _answers_by_node(self) -> Mapping[int, Mapping[str, Answer]]:
        slots: dict[int, list[ItemInput]] = {}
        for slot in self.program.inputs:
            if isinstance(slot, ItemInput):
                slots.setdefault(slot.node, []).append(slot)
        found: dict[int, Mapping[str, Answer]] = {}
        for name, answers in self.facts.items.items():
            first = next(iter(answers.values()), None)
            node = self._indicator(name, "[items]", first.place if first else None)
            if node is not None:
                found[node] = self._by_mark(name, answers, slots.get(node, []))
        return found

    def _by_mark(
        self, indicator: str, answers: Mapping[str, Answer], slots: list[ItemInput]
    ) -> Mapping[str, Answer]:
        """Answers by the marks of the items they are for; an item is named by its mark or by words of its text."""
        found: dict[str, Answer] = {}
        for label, answer in answers.items():
            marks = _marks(label, slots)
            if not slots:
                self._report(of_facts.no_items(answer.place, indicator=indicator, mark=label))
            elif len(marks) != 1:
                known = "".join(slot.mark for slot in slots)
                self._report(
                    of_facts.unknown_item(answer.place, indicator=indicator, mark=label, marks=known)
                )
            elif marks[0] in found:
                self._report(of_facts.item_answered_twice(answer.place, indicator=indicator, mark=marks[0]))
            else:
                found[marks[0]] = answer
        return found

    def _item(self, index: int, slot: ItemInput, answers: Mapping[str, Answer]) -> tuple[int, int]:
        answer = answers.get(slot.mark)
        name = self.program.nodes[slot.node].name
        if answer is None or is_missing(answer.answer):
            data = (("indicator", name), ("mark", slot.mark), ("negative", "1" if slot.is_negative else ""))
            self.out.absent[index] = Absent(Kind.MISSING, (Reason("item", data),))
            return 0, 0
        self.out.answers[index] = answer
        share = self._share(slot, name, answer)
        if isinstance(share, Diagnostic):
            self._report(share)
            return 0, 1
        return share.numerator, share.denominator

    def _share(self, slot: ItemInput, name: str, answer: Answer) -> Fraction | Diagnostic:
        word: object = answer.answer
        if isinstance(word, bool):
            word = "yes" if word else "no"
        words = NEGATIVE_ANSWERS if slot.is_negative else ANSWERS
        if isinstance(word, str) and word.strip() in words:
            share = words[word.strip()]
            return Fraction(share) if share is not None else self._partial(slot, name, answer)
        return of_facts.wrong_answer(
            answer.place,
            indicator=name,
            mark=slot.mark,
            value=str(answer.answer),
            answers="存在、不存在" if slot.is_negative else "符合、部分符合（写分数）、不符合",
        )

    def _partial(self, slot: ItemInput, name: str, answer: Answer) -> Fraction | Diagnostic:
        points = number_of(answer.points)
        if points is None or not 0 < points < slot.points:
            return of_facts.wrong_item_points(
                answer.place,
                indicator=name,
                mark=slot.mark,
                full=decimal_text(slot.points),
                value="（未写）" if answer.points is None else str(answer.points),
            )
        return points / slot.points

    # ------------------------------------------------------------ recorded deductions

    def _place_deductions(self) -> None:
        clauses: dict[int, list[int]] = {}
        for index, slot in enumerate(self.program.inputs):
            if isinstance(slot, RecordedInput):
                clauses.setdefault(slot.node, []).append(index)
        for deduction in self.facts.deductions:
            node = self._indicator(deduction.indicator, "[[deductions]]", deduction.place)
            if node is None:
                continue
            clause = self._clause(deduction, clauses.get(node, []))
            if clause is not None:
                self._deductions.setdefault(clause, []).append(deduction)

    def _clause(self, deduction: Deduction, clauses: list[int]) -> int | None:
        name, place = deduction.indicator, deduction.place
        if not clauses:
            self._report(
                of_facts.no_deductions_allowed(
                    place, indicator=name, points=str(deduction.points or deduction.count)
                )
            )
            return None
        words = {index: self._words(index) for index in clauses}
        if deduction.under is not None:
            named = [index for index in clauses if deduction.under and deduction.under in words[index]]
            if not named:
                known = "、".join(f"“{said}”" for said in words.values())
                self._report(
                    of_facts.unknown_clause(place, indicator=name, under=deduction.under, known=known)
                )
                return None
            clauses = named
        if len(clauses) == 1:
            return clauses[0]
        self._report(
            of_facts.ambiguous_deduction(place, indicator=name, count=len(clauses), example=words[clauses[0]])
        )
        return None

    def _words(self, index: int) -> str:
        slot = self.program.inputs[index]
        assert isinstance(slot, RecordedInput)
        return slot.words

    def _recorded(self, index: int, slot: RecordedInput) -> tuple[int, int]:
        name = self.program.nodes[slot.node].name
        total = Fraction(0)
        for deduction in self._deductions.get(index, []):
            points = self._deducted(slot, name, deduction)
            if isinstance(points, Diagnostic):
                self._report(points)
                continue
            self.out.recorded.setdefault(index, []).append(Recorded(deduction, points))
            total += points
        if slot.limit is not None and total > slot.limit:
            place = self._deductions[index][-1].place
            shown = {"points": decimal_text(total), "limit": decimal_text(slot.limit)}
            self._report(of_facts.deduction_over_limit(place, (), shown, indicator=name, **shown))
        if slot.least is not None and 0 < total < slot.least:
            place = self._deductions[index][-1].place
            shown = {"points": decimal_text(total), "least": decimal_text(slot.least)}
            self._report(of_facts.deduction_under_least(place, (), shown, indicator=name, **shown))
        return total.numerator, total.denominator

    def _deducted(self, slot: RecordedInput, name: str, deduction: Deduction) -> Fraction | Diagnostic:
        points, count = number_of(deduction.points), number_of(deduction.count)
        if deduction.points is None and count is not None and slot.step is not None:
            points = count / slot.per * slot.step
        if points is None or points <= 0:
            value = deduction.points if deduction.points is not None else deduction.count
            return of_facts.wrong_deduction(deduction.place, indicator=name, value=str(value))
        if slot.step is not None and (points / slot.step).denominator != 1:
            shown = {"points": decimal_text(points), "step": decimal_text(slot.step)}
            return of_facts.deduction_off_step(deduction.place, (), shown, indicator=name, **shown)
        return points

    # ------------------------------------------------------------ judgements

    def _judged(self, index: int, slot: JudgedInput) -> tuple[int, int]:
        node = self.program.nodes[slot.node]
        judgement = self._judgements.get(slot.node)
        if judgement is None or is_empty(judgement):
            data = (("indicator", node.name), ("tiers", tiers_of(slot)))
            self.out.absent[index] = Absent(Kind.MISSING, (Reason("judged", data),))
            return 0, 0
        made = judged(slot, node, judgement)
        if isinstance(made, Diagnostic):
            self._report(made)
            return 0, 1
        self.out.judged[index] = made
        return made.points.numerator, made.points.denominator

    def _place_judgements(self) -> None:
        nodes = {slot.node for slot in self.program.inputs if isinstance(slot, JudgedInput)}
        for name, judgement in self.facts.judged.items():
            node = self._indicator(name, "[judged]", judgement.place)
            if node is not None and node not in nodes:
                self._report(of_facts.no_judgement_allowed(judgement.place, indicator=name))
            elif node is not None:
                self._judgements[node] = judgement

    # ------------------------------------------------------------ bonuses

    def _bonus(self, index: int, slot: BonusInput) -> tuple[int, int]:
        """The points recorded for a bonus. None recorded is none: a bonus is never missing."""
        total = Fraction(0)
        for given in self.facts.bonuses:
            if given.indicator != slot.name:
                continue
            points = number_of(given.points)
            if points is None or points <= 0:
                shown = str(given.points if given.points is not None else "—")
                self._report(of_facts.wrong_bonus(given.place, name=slot.name, value=shown))
                continue
            self.out.recorded.setdefault(index, []).append(Recorded(given, points))
            total += points
        if total > slot.limit:
            place = self.out.recorded[index][-1].deduction.place
            shown_as = {"points": decimal_text(total), "limit": decimal_text(slot.limit)}
            self._report(of_facts.bonus_over_limit(place, (), shown_as, name=slot.name, **shown_as))
        return total.numerator, total.denominator

    # ------------------------------------------------------------ stated scores

    def _stated(self, index: int, slot: StatedInput) -> tuple[int, int]:
        node = self.program.nodes[slot.node]
        for party in dict.fromkeys((*PARTIES, *self.facts.stated)):
            statement = self.facts.stated.get(party)
            given = statement.scores.get(node.id) or statement.scores.get(node.name) if statement else None
            if given is None or is_missing(given.value):
                continue
            number = number_of(given.value)
            if number is None or not 0 <= number <= node.weight:
                full = decimal_text(node.weight)
                values = {"indicator": node.name, "party": party, "value": str(given.value), "full": full}
                self._report(of_facts.wrong_stated_score(given.place, **values))
                return 0, 1
            self.out.given[index] = given
            self.out.parties[index] = party
            return number.numerator, number.denominator
        self.out.absent[index] = Absent(Kind.MISSING, (Reason("stated", (("indicator", node.name),)),))
        return 0, 0

    # ------------------------------------------------------------ tables

    def _rows(self, table: int) -> list[tuple[Any, ...]]:
        slot = self.program.tables[table]
        rows = self.facts.tables.get(slot.name, ())
        if len(rows) > MOST_ROWS:
            shown = {"count": str(len(rows)), "limit": str(MOST_ROWS)}
            self._report(of_facts.too_many_rows(None, table=slot.name, **shown))
            return []
        names = [column.name for column in slot.columns]
        return [self._row(table, number, row, names) for number, row in enumerate(rows)]

    def _row(self, table: int, number: int, row: Row, names: list[str]) -> tuple[Any, ...]:
        slot = self.program.tables[table]
        for name, given in row.items():
            if name not in names:
                near = did_you_mean(name, names)
                self._report(of_facts.unknown_column(given.place, table=slot.name, name=name, near=near))
        flat: list[Any] = []
        for index, column in enumerate(slot.columns):
            cell = row.get(column.name)
            if column.term is not None:
                if cell is not None:
                    self._report(of_facts.computed_column(cell.place, table=slot.name, name=column.name))
                continue
            flat.extend(self._value((table, number, index), column.name, column, cell))
        return tuple(flat)

    # ------------------------------------------------------------ what fits nothing

    def _indicator(self, name: str, where: str, place: Place | None) -> int | None:
        found = self._by_name.get(name, [])
        if len(found) == 1:
            return found[0]
        if found:
            paths = [self.program.nodes[index].id for index in found]
            self._report(
                of_facts.ambiguous_indicator(
                    place, count=len(found), name=name, paths="、".join(paths), example=paths[0]
                )
            )
            return None
        names = [node.name for node in self.program.nodes[1:]]
        near = did_you_mean(name, names)
        self._report(of_facts.unknown_indicator(place, where=where, name=name, near=near))
        return None

    def _report_unknown(self) -> None:
        used = {slot.name for slot in self.program.inputs if isinstance(slot, FactInput)}
        declared = used | self.program.unused
        for name, given in self.facts.values.items():
            if name not in declared:
                near = did_you_mean(name, declared)
                self._report(of_facts.unknown_fact(given.place, name=name, near=near))
        self._report_unread()
        tables = {slot.name for slot in self.program.tables}
        for name, rows in self.facts.tables.items():
            if name not in tables:
                place = next((given.place for row in rows for given in row.values()), None)
                near = did_you_mean(name, tables)
                self._report(of_facts.unknown_table(place, name=name, near=near))

    def _report_unread(self) -> None:
        """What people decided that no rule takes up: an error, for it was meant to change the score."""
        bonuses = [slot.name for slot in self.program.inputs if isinstance(slot, BonusInput)]
        for bonus in self.facts.bonuses:
            if bonus.indicator not in bonuses:
                near = did_you_mean(bonus.indicator, bonuses)
                self._report(of_facts.no_bonus_allowed(bonus.place, name=bonus.indicator, near=near))
        for party, statement in self.facts.stated.items():
            for name, given in statement.scores.items():
                if name not in self._by_name and name != self.program.nodes[0].name:
                    near = did_you_mean(name, self._by_name)
                    self._report(of_facts.unknown_stated(given.place, party=party, name=name, near=near))

    def _report_mixed_units(self) -> None:
        inferred = [
            (slot.name, self.out.amounts[index], self.out.given[index])
            for index, slot in enumerate(self.program.inputs)
            if isinstance(slot, FactInput) and slot.is_inferred and index in self.out.amounts
        ]
        with_unit = [str(given.value) for _, amount, given in inferred if amount.unit]
        for name, amount, given in inferred:
            if with_unit and not amount.unit and amount.number:
                self._report(of_facts.mixed_units(given.place, name=name, other=with_unit[0]))


ANSWERS: Mapping[str, int | None] = {
    "符合": 1, "是": 1, "met": 1, "yes": 1,
    "部分符合": None, "partly met": None, "partly": None,
    "不符合": 0, "否": 0, "not met": 0, "no": 0,
}  # fmt: skip
NEGATIVE_ANSWERS: Mapping[str, int | None] = {
    "存在": 1, "是": 1, "exists": 1, "yes": 1,
    "不存在": 0, "否": 0, "does not exist": 0, "no": 0,
}  # fmt: skip


_SHORTEST_LABEL = 2


def _marks(label: str, slots: list[ItemInput]) -> list[str]:
    """The marks of the items that a label may mean: the mark itself, or words that stand in one text only."""
    if any(slot.mark == label for slot in slots):
        return [label]
    if len(label) < _SHORTEST_LABEL:
        return []
    whole = [slot.mark for slot in slots if slot.text == label]
    return whole or [slot.mark for slot in slots if label in slot.text]
