"""汇总, 加分, 一票否决: how each parent is made, and what acts on the total, lowered to the core."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from attrs import define, field

from perfeval import nodes
from perfeval.checking.expressions import Expressions, Where
from perfeval.checking.framework import Policies
from perfeval.core.program import (
    Blank,
    BonusInput,
    Clip,
    Entry,
    Gathering,
    LossKind,
    Phrase,
    StepOnValue,
    Take,
    Veto,
    VetoEffect,
    VetoRule,
)
from perfeval.core.terms import Input, Negate, Term
from perfeval.diagnostics import Words, of_rows, of_rules, of_totals, on_lines
from perfeval.diagnostics.near import did_you_mean
from perfeval.values.numbers import decimal_text

BONUS = Words("加分：{name}", "bonus: {name}")
VETO_WORDS = {
    VetoEffect.GRADE: Words("{condition}的，等级定为{name}", "{condition}: the grade is {name}"),
    VetoEffect.GRADE_AT_MOST: Words(
        "{condition}的，等级不高于{name}", "{condition}: the grade is at most {name}"
    ),
    VetoEffect.TOTAL: Words("{condition}的，总分按{name}分计", "{condition}: the total counts as {name}"),
    VetoEffect.INDICATOR: Words("{condition}的，{name}不得分", "{condition}: no points for {name}"),
}


@define
class Totals:
    """What a file says of parents and the total. `steps_of` are steps by node number: vetoes and bonuses."""

    expressions: Expressions
    policies: Policies
    lines: tuple[nodes.FileLine, ...]
    rules: list[VetoRule] = field(factory=list)
    steps_of: dict[int, list[StepOnValue]] = field(factory=dict)

    def lower(self) -> None:
        """Bonuses in the order of the file, then vetoes: the order of computing."""
        self._bonuses([line for line in self.lines if isinstance(line, nodes.Bonus)])
        for line in self.lines:
            if isinstance(line, nodes.Veto):
                self._veto(line)

    # ------------------------------------------------------------ bonuses

    def _bonuses(self, lines: list[nodes.Bonus]) -> None:
        seen: dict[str, nodes.Bonus] = {}
        for line in lines:
            at = self.expressions.at(line)
            first = seen.setdefault(line.name, line)
            if first is not line:
                before = on_lines([self.expressions.at(first)], at)
                self.expressions.report(of_rules.defined_twice(at, name=line.name, first=before))
                continue
            if line.cap is None and self.policies.full_marks:
                full = decimal_text(self.policies.full_marks)
                self.expressions.report(of_totals.bonus_uncapped(at, name=line.name, full=full))
        if lines:
            self.steps_of.setdefault(0, []).append(Take(tuple(map(self._bonus, seen.values()))))
        # Whatever their order, the lowest cap holds for all of them together.
        capped = [(line.cap, line.id) for line in seen.values() if line.cap is not None]
        if capped:
            cap, origin = min(capped)
            self.steps_of[0].append(Clip(has_floor=False, has_cap=True, origin=origin, limit=cap))

    def _bonus(self, line: nodes.Bonus) -> Entry:
        self.expressions.inputs.append(BonusInput(line.name, line.text, line.limit, line.id))
        amount = Negate(Input(len(self.expressions.inputs) - 1))
        phrase = Phrase(BONUS, (Blank("name", line.name),))
        return Entry(amount, LossKind.BONUS, phrase, line.id, line.presumed)

    # ------------------------------------------------------------ vetoes

    def _veto(self, line: nodes.Veto) -> None:
        when = self.expressions.condition(line.condition, Where())
        name = line.name if line.points is None else decimal_text(line.points)
        condition = self.expressions.words(line.condition)
        phrase = Phrase(VETO_WORDS[line.effect], (Blank("condition", condition), Blank("name", name)))
        if self._is_known(line):
            self.rules.append(VetoRule(when, line.effect, name, phrase, line.id, line.presumed))
            self._act(line, when, phrase)

    def _is_known(self, line: nodes.Veto) -> bool:
        """Whether the grade or the indicator it names exists; reported where it does not."""
        at, name = self.expressions.at(line), line.name
        if line.effect in (VetoEffect.GRADE, VetoEffect.GRADE_AT_MOST):
            grades = [band.name for band in self.policies.grades]
            if name not in grades:
                near = did_you_mean(name, grades)
                known = "、".join(grades) or "—"
                self.expressions.report(of_totals.unknown_grade(at, name=name, near=near, known=known))
            return name in grades
        found = self.expressions.names.by_indicator.get(name, [])
        if line.effect is VetoEffect.INDICATOR and len(found) != 1:
            headings = self.expressions.names.headings
            if found:
                paths = "、".join(headings[index - 1].id for index in found)
                self.expressions.report(of_totals.several_indicators(at, name=name, paths=paths))
            else:
                near = did_you_mean(name, self.expressions.names.by_indicator)
                self.expressions.report(of_totals.unknown_indicator(at, name=name, near=near))
            return False
        return True

    def _act(self, line: nodes.Veto, when: Term, phrase: Phrase) -> None:
        if line.effect is VetoEffect.TOTAL:
            assert line.points is not None
            step = Veto(when, line.points, phrase, line.id, line.presumed)
            self.steps_of.setdefault(0, []).append(step)
        elif line.effect is VetoEffect.INDICATOR:
            (index,) = self.expressions.names.by_indicator[line.name]
            step = Veto(when, Fraction(0), phrase, line.id, line.presumed)
            self.steps_of.setdefault(index, []).append(step)


def gatherings(expressions: Expressions, lines: Iterable[nodes.FileLine]) -> dict[int, Gathering]:
    """How each parent that says so is made, by node number. A line where there is nothing to gather is reported."""
    found: dict[int, Gathering] = {}
    said: dict[int, list[nodes.Combined]] = {0: [line for line in lines if isinstance(line, nodes.Combined)]}
    for heading in expressions.names.headings:
        own = [line for line in heading.node.lines if isinstance(line, nodes.Combined)]
        if own and not heading.children:
            expressions.report(
                of_totals.nothing_to_combine(expressions.at(own[0]), indicator=heading.node.name)
            )
        said[heading.index] = own if heading.children else []
    for index, own in said.items():
        for extra in own[1:]:
            at = expressions.at(extra)
            first = on_lines([expressions.at(own[0])], at)
            expressions.report(of_rules.second_framework(at, statement="汇总", first=first))
        if own and _may_stand_over_rows(expressions, index, own[0]):
            found[index] = own[0].way
    return found


def _may_stand_over_rows(expressions: Expressions, index: int, line: nodes.Combined) -> bool:
    """Rows are summed, for what they weigh is known with the facts only; nor may they stand under a lowest."""
    headings = expressions.names.headings
    under = {index}
    for heading in headings:
        if heading.parent not in under:
            continue
        is_counted = heading.parent == index or line.way is Gathering.LOWEST
        if heading.rows is not None and is_counted and line.way is not Gathering.SUM:
            name = headings[index - 1].node.name if index else expressions.tree.source.name
            way = expressions.words(line)
            expressions.report(of_rows.rows_only_summed(expressions.at(line), indicator=name, way=way))
            return False
        under.add(heading.index)
    return True


def factors(
    gathering: Gathering,
    children: list[int],
    weights: Mapping[int, Fraction],
    shares: Mapping[int, Fraction],
    own: Fraction,
) -> tuple[Fraction, ...]:
    """What each child's score is multiplied by: 1 under 相加, share × own weight ÷ its weight under 加权平均."""
    if gathering is not Gathering.MEAN:
        return (Fraction(1),) * len(children)
    return tuple(shares[child] * own / weights[child] for child in children)
