"""One indicator's lines into steps, in the fixed order of computing, whatever the order of the lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from attrs import define, field

from perfeval import nodes
from perfeval.checking.expressions import Expressions, Where
from perfeval.checking.names import Heading
from perfeval.checking.signs import is_never_negative
from perfeval.checking.units import as_words
from perfeval.core.program import (
    Blank,
    Clip,
    FactInput,
    ItemInput,
    JudgedInput,
    LossKind,
    Phrase,
    RecordedInput,
    Remark,
    Round,
    Scale,
    Set,
    StatedInput,
    StepOnValue,
    StepTable,
    Style,
)
from perfeval.core.terms import ZERO, Arithmetic, Call, Const, Input, Logic, Of, Term
from perfeval.core.types import POINTS_TYPE, ChoiceType, NumberType, Type
from perfeval.diagnostics import Diagnostic, Label, Words, of_rows, of_rules, of_variants, on_lines
from perfeval.model import About
from perfeval.nodes import ResultKind
from perfeval.registry import ByKind, Lowered, Registry, Stage
from perfeval.source import Stretch
from perfeval.values.numbers import decimal_text
from perfeval.values.units import RATIO

# An average of points over 100 is a rate as people write it: 平均(表.得分) / 100.
NO_UNIT = (None, RATIO, POINTS_TYPE.dimension)
TAKES_RATE = Words("{name} {rate}，按比率计分", "{name} {rate}, scored by the rate")
STATED = Words(
    "没有计分标准，采用“{party}”写明的{score}分",
    "no rule; the {score} points stated by “{party}” are taken",
)


@define
class IndicatorLowering:
    """What a clause may ask while it is lowered (registry.Lowering), for one indicator."""

    expressions: Expressions
    registry: Registry
    heading: Heading
    weight: Fraction
    lookups: list[StepTable]
    rounding: Round | None
    row_name: Term | None = None
    rate: int | None = None

    @property
    def index(self) -> int:
        """The node's number."""
        return self.heading.index

    @property
    def name(self) -> str:
        """The indicator's name."""
        return self.heading.node.name

    @property
    def called(self) -> Term | str:
        """What its losses call it: its name; for the rows of a table, each row's."""
        return self.row_name or self.name

    @property
    def is_each_row(self) -> bool:
        """Whether it stands for the rows of a table, whose weights are known with the facts only."""
        return self.heading.rows is not None

    @property
    def where(self) -> Where:
        """Where its lines stand."""
        return Where(self.heading, self.heading.table)

    @property
    def kinds(self) -> Mapping[str, ByKind]:
        """The scoring kinds of plug-ins."""
        return self.registry.kinds

    @property
    def lost(self) -> Mapping[str, Words]:
        """Names of plug-ins that cannot be used."""
        return self.registry.lost

    @property
    def has_rate(self) -> bool:
        """Whether it defines its 比率."""
        return self.heading.rate_name in self.heading.definitions

    def typed(self, expression: nodes.Expression) -> tuple[Term, Type]:
        """An expression as a term with its type."""
        return self.expressions.typed(expression, self.where)

    def term(self, expression: nodes.Expression) -> Term:
        """An expression as a term."""
        return self.typed(expression)[0]

    def call(self, function: str, arguments: tuple[Term, ...]) -> Term:
        """A call of a registered function, by its English name."""
        self.expressions.functions[function] = self.registry.functions[function]
        return Call(function, arguments)

    def condition(self, expression: nodes.Expression) -> Term:
        """An expression that must be a condition."""
        return self.expressions.condition(expression, self.where)

    def quantity(self, number: nodes.Number, like: Type) -> Fraction:
        """A literal in base units; reported when its unit does not fit the number it bounds."""
        term, type = self.typed(number)
        assert isinstance(term, Const)
        value = term.value
        if not isinstance(value, Fraction):
            return Fraction(0)
        if isinstance(type, NumberType) and isinstance(like, NumberType):
            self._compare_units(number, type, like)
        return value

    def _compare_units(self, number: nodes.Number, type: NumberType, like: NumberType) -> None:
        a, b = type.dimension, like.dimension
        if b is None or a == b or (a is None and not (b and b[0][0] == "money" and number.figure)):
            return
        words = self.words(number)
        if a is None:
            self.report(of_rules.number_without_unit(self.at(number), number=words, other=as_words(b)))
            return
        verb = Words("相比", "compared")
        self.report(
            of_rules.units_differ(
                self.at(number), left=words + as_words(a), right=f"…{as_words(b)}", verb=verb
            )
        )

    def item(self, item: nodes.Item) -> Term:
        """The input for the answer to an item."""
        points = item.points * self.weight if item.is_share else item.points
        slot = ItemInput(self.index, item.mark, item.text, points, item.negative, item.id)
        self.expressions.inputs.append(slot)
        return Input(len(self.expressions.inputs) - 1)

    def points(self, row: nodes.BandRow) -> Term:
        """The points that a line of bands gives; reported where it gives none, or more than the weight."""
        weight: Term = Of(self.index, "weight")
        amount = ZERO if row.result.amount is None else self.term(row.result.amount)
        match row.result.kind:
            case ResultKind.FULL:
                return weight
            case ResultKind.NOTHING:
                return ZERO
            case ResultKind.SHARE:
                return self._at_most_weight(Arithmetic("×", weight, amount), row)
            case ResultKind.POINTS:
                return self._at_most_weight(amount, row)
            case ResultKind.DEDUCT:
                return Arithmetic("-", weight, amount)
            case _:
                self.report(of_rules.no_points_in_band(self.at(row.result), result=self.words(row.result)))
                return ZERO

    def _at_most_weight(self, points: Term, row: nodes.BandRow) -> Term:
        known = self.figure(points)
        if known is not None and known > self.weight and not self.is_each_row:
            self.report(
                of_rules.points_over_weight(
                    self.at(row),
                    indicator=self.name,
                    points=decimal_text(known),
                    weight=decimal_text(self.weight),
                )
            )
        return points

    def figure(self, points: Term) -> Fraction | None:
        """What points come to, where that is known from the rules alone."""
        match points:
            case Const(value) if isinstance(value, Fraction):
                return value
            case Of(node, "weight") if node == self.index and not self.is_each_row:
                return self.weight
            case Arithmetic("×" | "-" as operator, left, right):
                one, other = self.figure(left), self.figure(right)
                if one is None or other is None:
                    return None
                return one * other if operator == "×" else one - other
            case _:
                return None

    def is_never_negative(self, term: Term) -> bool:
        """Whether a term has no value below zero, as far as can be seen."""
        return is_never_negative(term, self.expressions.definitions, {self.index: self.rate})

    def recorded(self, node: nodes.Node, slot: RecordedInput | JudgedInput) -> Term:
        """The input for points that people take off, or give, under a clause."""
        self.expressions.inputs.append(slot)
        return Input(len(self.expressions.inputs) - 1)

    def stated(self) -> Term:
        """The input for a stated score."""
        self.expressions.inputs.append(StatedInput(self.index, self.heading.node.id))
        return Input(len(self.expressions.inputs) - 1)

    @property
    def scale(self) -> Scale | None:
        """The ratings of the rules; None where they score."""
        return self.expressions.scale

    def definition(self, index: int) -> Term:
        """What a definition says."""
        made = self.expressions.definitions[index]
        return ZERO if made is None else made.term

    def choices(self, fact: Input) -> tuple[str, ...]:
        """The choices of a fact; none of any other."""
        slot = self.expressions.inputs[fact.index]
        if isinstance(slot, FactInput) and isinstance(slot.type, ChoiceType):
            return slot.type.choices
        return ()

    def lookup(self, table: StepTable) -> int:
        """The number of a step table."""
        self.lookups.append(table)
        return len(self.lookups) - 1

    def words(self, node: nodes.Node) -> str:
        """A node's text as written."""
        return self.expressions.words(node)

    def at(self, node: nodes.Node) -> Stretch:
        """Where a node stands."""
        return self.expressions.at(node)

    def report(self, diagnostic: Diagnostic) -> None:
        """Records a fault."""
        self.expressions.report(diagnostic)


@define
class LoweredIndicator:
    """An indicator in the core."""

    steps: tuple[StepOnValue, ...] = ()
    applies: Term | None = None
    formula: Term | None = None
    rate: int | None = None
    rating: Term | None = None
    is_stated: bool = False
    remarks: tuple[Remark, ...] = ()
    about: About = field(factory=About)


def lowered_indicator(lowering: IndicatorLowering) -> LoweredIndicator:
    """All lines of an indicator: clauses in the order of computing, then bounds and rounding."""
    node = lowering.heading.node
    made = LoweredIndicator(about=_about(node))
    rate = lowering.rate = _rate(lowering)
    clauses = _clauses(lowering)
    if lowering.heading.children:
        _check_rows(lowering)
        return _lowered_parent(lowering, clauses, made)
    made.rate = rate
    _check_bases(lowering, clauses)
    if lowering.scale is not None:
        return _rated(clauses, made)
    _check_items(lowering, clauses)
    lowered = [result for _, result in clauses]
    _conditions(lowered, made)
    if lowering.is_each_row and not any(result.steps for result in lowered) and not lowering.has_rate:
        if not _has_scoring(node):
            lowering.report(of_rows.rows_without_scoring(lowering.at(node), table=node.name))
        return made
    if not any(result.steps for result in lowered):
        if not _has_scoring(node):
            _without_clause(lowering, made)
        return made
    made.steps = _ordered(lowering, lowered)
    made.formula = _formula(lowering, lowered)
    return made


def _rated(clauses: list[tuple[nodes.Node, Lowered]], made: LoweredIndicator) -> LoweredIndicator:
    """An indicator that is rated: its rank has no bounds and no rounding. Without a rating it has no steps."""
    lowered = [result for _, result in clauses]
    _conditions(lowered, made)
    for result in lowered:
        if result.stage is Stage.BASE and result.steps:
            made.steps, made.rating, made.formula = result.steps, result.rating, result.formula
    return made


def _conditions(lowered: list[Lowered], made: LoweredIndicator) -> None:
    """What is remarked, and under which conditions the indicator applies at all."""
    made.remarks = tuple(remark for result in lowered for remark in result.remarks)
    for result in lowered:
        if result.applies is not None:
            made.applies = both(made.applies, result.applies)


def both(one: Term | None, other: Term | None) -> Term | None:
    """Two conditions that must both hold; None is no condition."""
    if one is None or other is None:
        return other if one is None else one
    return Logic("and", one, other)


def _lowered_parent(
    lowering: IndicatorLowering, clauses: list[tuple[nodes.Node, Lowered]], made: LoweredIndicator
) -> LoweredIndicator:
    """A parent's score is its children's: only gates, deductions and conditions may stand beside it."""
    for line, result in clauses:
        if result.stage in (Stage.BASE, Stage.ITEMS) and result.steps:
            lowering.report(of_rules.parent_with_scoring(lowering.at(line), indicator=lowering.name))
    lowered = [result for _, result in clauses if result.stage not in (Stage.BASE, Stage.ITEMS)]
    _conditions([result for _, result in clauses], made)
    steps = _staged(lowered)
    if steps:
        made.steps = (*steps, Clip(has_floor=True, has_cap=False, origin=lowering.heading.node.id))
    return made


def _rate(lowering: IndicatorLowering) -> int | None:
    """The definition that is the indicator's 比率; every own definition is checked on the way."""
    heading = lowering.heading
    rate: int | None = None
    for name, definition in heading.definitions.items():
        term, type = lowering.expressions.defined(definition, heading)
        if name != heading.rate_name:
            continue
        rate = getattr(term, "index", None)
        if isinstance(type, NumberType) and not _is_ratio(type) and _scores_by_rate(heading.node):
            lowering.report(
                of_rules.not_a_rate(
                    lowering.at(definition), indicator=name, unit=as_words(type.dimension or ()).strip("（）")
                )
            )
    return rate


def _scores_by_rate(node: nodes.Indicator) -> bool:
    return any(isinstance(line, nodes.ByRate) for line in node.lines) or not _has_scoring(node)


def _has_scoring(node: nodes.Indicator) -> bool:
    return any(isinstance(line, SCORING) for line in node.lines)


SCORING = (
    nodes.ByRate,
    nodes.Score,
    nodes.Bands,
    nodes.Interpolation,
    nodes.Judged,
    nodes.Item,
    nodes.PerOccurrence,
    nodes.Steps,
    nodes.Discretion,
    nodes.ScoredBy,
    nodes.Rating,
)


ANSWERED = (
    nodes.Judged,
    nodes.Item,
    nodes.PerOccurrence,
    nodes.Discretion,
    nodes.ScoredBy,
    nodes.FormulaInWords,
)
"""What people answer by an indicator's name."""


def _check_rows(lowering: IndicatorLowering) -> None:
    """Below an indicator stand headings or rows, not both."""
    rows = [line for line in lowering.heading.node.lines if isinstance(line, nodes.EachRow)]
    if rows and lowering.heading.node.children:
        lowering.report(of_rows.rows_beside_headings(lowering.at(rows[0]), indicator=lowering.name))


def _clauses(lowering: IndicatorLowering) -> list[tuple[nodes.Node, Lowered]]:
    found: list[tuple[nodes.Node, Lowered]] = []
    for line in lowering.heading.node.lines:
        clause = lowering.registry.clauses.get(type(line))
        if lowering.is_each_row and isinstance(line, ANSWERED):
            lowering.report(of_rows.not_per_row(lowering.at(line)))
        elif clause is not None:
            found.append((line, clause.lower(line, lowering)))
    return found


def _check_bases(lowering: IndicatorLowering, clauses: list[tuple[nodes.Node, Lowered]]) -> None:
    """One sentence gives the base: by rate, a formula, bands, or the items."""
    bases = [line for line, result in clauses if result.stage is Stage.BASE and result.steps]
    items = [line for line, result in clauses if result.points is not None]
    rivals = bases + items[:1] if bases else bases
    for line in rivals[1:]:
        at = lowering.at(line)
        first = on_lines([lowering.at(rivals[0])], at)
        lowering.report(of_rules.two_scorings(at, indicator=lowering.name, first=first))


def _check_items(lowering: IndicatorLowering, clauses: list[tuple[nodes.Node, Lowered]]) -> None:
    items = [(line, result.points) for line, result in clauses if isinstance(line, nodes.Item)]
    seen: set[str] = set()
    for item, _ in items:
        if item.mark in seen:
            lowering.report(of_rules.item_twice(lowering.at(item), indicator=lowering.name, mark=item.mark))
        seen.add(item.mark)
    positive = [(item, points) for item, points in items if points is not None]
    total = sum((points for _, points in positive), Fraction(0))
    if not positive or total == lowering.weight:
        return
    over = decimal_text(abs(total - lowering.weight))
    more = total > lowering.weight
    figures = {"weight": decimal_text(lowering.weight), "sum": decimal_text(total)}
    lowering.report(
        of_rules.items_mismatch(
            lowering.at(positive[0][0]),
            (),
            figures,
            name=lowering.name,
            parts="、".join(f"{item.mark}{decimal_text(points)}" for item, points in positive),
            difference=Words(f"{'多' if more else '少'}{over}分", f"{over} too {'many' if more else 'few'}"),
            **figures,
        )
    )


def _rule_missing(lowering: IndicatorLowering, node: nodes.Indicator) -> None:
    """Nothing says how to score it: nobody wrote it, or a local file deleted all that stood under it."""
    deletions = lowering.expressions.tree.emptied.get(node.id)
    if deletions is None:
        lowering.report(of_rules.rule_missing(lowering.at(node), indicator=node.name))
        return
    first, *more = deletions
    labels = [Label(*at) for at in (*more, lowering.at(node))]
    lowering.report(of_variants.heading_emptied(first, labels, name=node.name))


def _without_clause(lowering: IndicatorLowering, made: LoweredIndicator) -> None:
    """A rate without a scoring sentence scores weight × rate; neither is a stated score."""
    node = lowering.heading.node
    if made.rate is not None:
        lowering.report(of_rules.score_not_stated(lowering.at(node), indicator=node.name))
        rate: Term = Of(lowering.index, "rate")
        term = Arithmetic("×", Of(lowering.index, "weight"), rate)
        blanks = (Blank("name", lowering.called), Blank("rate", rate, Style.PERCENT))
        base = Set(term, LossKind.SHORTFALL, Phrase(TAKES_RATE, blanks), node.id)
        made.formula = term
    else:
        _rule_missing(lowering, node)
        made.is_stated = True
        stated = lowering.stated()
        said = Phrase(STATED, (Blank("party", stated, Style.PARTY), Blank("score", stated, Style.POINTS)))
        base = Set(stated, LossKind.STATED, said, node.id)
    made.steps = (base, *_bounds(lowering))


def _bounds(lowering: IndicatorLowering, below: Sequence[StepOnValue] = ()) -> tuple[StepOnValue, ...]:
    """The bounds, what goes below zero after them, and the rounding."""
    clip = Clip(has_floor=True, has_cap=True, origin=lowering.heading.node.id)
    return (clip, *below) if lowering.rounding is None else (clip, *below, lowering.rounding)


def _ordered(lowering: IndicatorLowering, lowered: list[Lowered]) -> tuple[StepOnValue, ...]:
    below = [step for result in lowered if result.stage is Stage.BELOW_ZERO for step in result.steps]
    # Of several that hold, the most points below zero decide.
    return (*_staged(lowered), *_bounds(lowering, sorted(below, key=_reached, reverse=True)))


def _staged(lowered: list[Lowered]) -> list[StepOnValue]:
    """The steps before the bounds, in the order of computing."""
    steps: list[StepOnValue] = []
    for stage in Stage:
        here = [step for result in lowered if result.stage is stage for step in result.steps]
        if stage is Stage.GATE:
            here += [step for result in lowered for step in result.gates]
            # Of several gates that hold, 不得分 decides.
            here.sort(key=lambda step: isinstance(step, Set) and step.term == ZERO)
        if stage is not Stage.BELOW_ZERO:
            steps.extend(here)
    return steps


def _reached(step: StepOnValue) -> Fraction:
    """The score that a step of BELOW_ZERO sets."""
    value = step.term.value if isinstance(step, Set) and isinstance(step.term, Const) else None
    return value if isinstance(value, Fraction) else Fraction(0)


def _is_ratio(type: NumberType) -> bool:
    """Whether a rate may be of this type. Counts that cancel but for their labels (次 over 场) are a ratio."""
    if type.dimension in NO_UNIT or type.dimension is None:
        return True
    all_counted = all(base.startswith("count:") for base, _ in type.dimension)
    return all_counted and sum(power for _, power in type.dimension) == 0


def _formula(lowering: IndicatorLowering, lowered: list[Lowered]) -> Term | None:
    """The score as one expression, for people: the base or the items, less what is taken off."""
    base = next((result.formula for result in lowered if result.stage is Stage.BASE and result.formula), None)
    if base is None:
        for result in lowered:
            if result.stage is Stage.ITEMS and result.formula is not None and not result.is_negative:
                base = result.formula if base is None else Arithmetic("+", base, result.formula)
    formula: Term = base if base is not None else Of(lowering.index, "weight")
    for result in lowered:
        if result.formula is not None and (result.stage is Stage.RECORDED or result.is_negative):
            formula = Arithmetic("-", formula, result.formula)
    return formula if formula != ZERO else None


def _about(node: nodes.Indicator) -> About:
    def texts(kind: type[nodes.Node]) -> tuple[str, ...]:
        return tuple(line.text for line in node.lines if isinstance(line, kind) and hasattr(line, "text"))

    return About(
        texts(nodes.Explanation), texts(nodes.Basis), texts(nodes.Advice), texts(nodes.FormulaInWords)
    )
