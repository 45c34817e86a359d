"""定性评价: the score is what a person chose within the bounds of a tier, with who, why and the evidence."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from perfeval import nodes
from perfeval.core.coverage import gaps, is_empty, overlaps
from perfeval.core.program import Blank, JudgedInput, JudgedTier, LossKind, Phrase, Set, Step, Style
from perfeval.core.terms import ZERO, Const
from perfeval.diagnostics import Words, of_rules
from perfeval.intervals import range_words, step_of
from perfeval.nodes import ResultKind
from perfeval.registry import Clause, Lowered, Lowering, Stage
from perfeval.values.numbers import decimal_text

JUDGED = Words("评定为“{tier}”，得{points}分", "judged “{tier}”: {points} points")


def lower(node: nodes.Judged, lowering: Lowering) -> Lowered:
    """Tiers in any order. Where all are intervals, they must leave nothing open between 0 and the weight."""
    if not node.tiers:
        lowering.report(of_rules.no_tiers(lowering.at(node)))
        return Lowered()
    tiers = _tiers(node, lowering)
    if len(tiers) < len(node.tiers):
        return Lowered()
    _report_faults(node, tiers, lowering)
    slot = JudgedInput(lowering.index, node.by, tiers, node.needs_reason, node.needs_evidence, node.id)
    term = lowering.recorded(node, slot)
    blanks = (Blank("tier", term, Style.TIER), Blank("points", term, Style.POINTS))
    base = Set(term, LossKind.JUDGED, Phrase(JUDGED, blanks), node.id, presumed=node.presumed)
    return Lowered(Stage.BASE, (base,), term)


def _tiers(node: nodes.Judged, lowering: Lowering) -> tuple[JudgedTier, ...]:
    beside = [tier.over for tier in node.tiers if isinstance(tier.over, nodes.Interval)]
    made: list[JudgedTier] = []
    for tier in node.tiers:
        if isinstance(tier.over, nodes.Result):
            points = _points(tier.over, lowering)
            step = None if points is None else _exactly(points, tier)
        else:
            step = _interval(tier, tier.over, beside, lowering)
        if step is not None and _is_within(step, tier, lowering):
            made.append(JudgedTier(tier.text, step))
    return tuple(made)


def _exactly(points: Fraction, tier: nodes.Tier) -> Step:
    shown = f"{decimal_text(points)}分"
    return Step(points, True, points, True, Const(points), shown, tier.id)


def _points(result: nodes.Result, lowering: Lowering) -> Fraction | None:
    """The points of a tier with one value."""
    match result.kind:
        case ResultKind.FULL:
            return lowering.weight
        case ResultKind.NOTHING:
            return Fraction(0)
    amount = result.amount
    assert isinstance(amount, nodes.Number)  # the grammar takes nothing else
    return _literal(amount, lowering)


def _literal(number: nodes.Number, lowering: Lowering) -> Fraction | None:
    """A figure in points: 80% is of the weight."""
    match number.unit:
        case "%":
            return number.figure / 100 * lowering.weight
        case "" | "分":
            return number.figure
        case _:
            lowering.report(of_rules.tier_unit(lowering.at(number), value=lowering.words(number)))
            return None


def _interval(
    tier: nodes.Tier, interval: nodes.Interval, beside: list[nodes.Interval], lowering: Lowering
) -> Step | None:
    ends = [bound.value for bound in (interval.low, interval.high) if bound is not None]
    if any(_literal(end, lowering) is None for end in ends):
        return None

    def literal(number: nodes.Number) -> Fraction:
        return (number.figure / 100 * lowering.weight) if number.unit == "%" else number.figure

    def ask(bound: nodes.Bound, closed: bool) -> None:
        # Nothing lies beyond 0 and the weight: there is no question to whom the bound belongs.
        if literal(bound.value) not in (0, lowering.weight):
            assumed = Words("含", "included") if closed else Words("不含", "excluded")
            lowering.report(
                of_rules.bound_open(lowering.at(bound), value=lowering.words(bound), assumed=assumed)
            )

    made = step_of(interval, ZERO, tier.id, literal, ask, beside)
    low, low_closed = (Fraction(0), True) if made.low is None else (made.low, made.low_closed)
    high, high_closed = (lowering.weight, True) if made.high is None else (made.high, made.high_closed)
    return Step(low, low_closed, high, high_closed, made.value, made.text, made.origin)


def _is_within(step: Step, tier: nodes.Tier, lowering: Lowering) -> bool:
    """Whether a tier lies between 0 and the weight; reported where it does not."""
    assert step.high is not None
    if is_empty(step):
        why = Words("两头之间没有任何值", "no value lies between its ends")
        lowering.report(of_rules.band_unreachable(lowering.at(tier), why=why))
        return False
    if step.high > lowering.weight:
        lowering.report(
            of_rules.points_over_weight(
                lowering.at(tier),
                indicator=lowering.name,
                points=decimal_text(step.high),
                weight=decimal_text(lowering.weight),
            )
        )
        return False
    return True


def _report_faults(node: nodes.Judged, tiers: tuple[JudgedTier, ...], lowering: Lowering) -> None:
    """Two tiers of one text, tiers that overlap, values that no tier allows."""
    seen: set[str] = set()
    for tier, written in zip(tiers, node.tiers, strict=True):
        if tier.text in seen:
            lowering.report(of_rules.tier_twice(lowering.at(written), text=tier.text))
        seen.add(tier.text)
    steps = [tier.step for tier in tiers]
    unit, scale = _printed_unit(node, lowering.weight)
    for overlap in overlaps(steps):
        lines = [_line(node.tiers[which], lowering) for which in (overlap.first, overlap.second)]
        value = "—" if overlap.at is None else decimal_text(overlap.at / scale) + unit
        at = lowering.at(node.tiers[overlap.second])
        lowering.report(of_rules.band_overlap(at, value=value, first=lines[0], second=lines[1]))
    if all(isinstance(tier.over, nodes.Interval) for tier in node.tiers):
        for gap in gaps(steps, Fraction(0), lowering.weight):
            lowering.report(of_rules.tier_gap(lowering.at(node), range=range_words(gap, unit, scale)))


def _printed_unit(node: nodes.Judged, weight: Fraction) -> tuple[str, Fraction]:
    """The unit in which bounds are said: that of the first one, with its scale."""
    return ("%", weight / 100) if any(number.unit == "%" for number in _bounds(node)) else ("分", Fraction(1))


def _bounds(node: nodes.Judged) -> Iterator[nodes.Number]:
    for tier in node.tiers:
        if isinstance(tier.over, nodes.Interval):
            yield from (bound.value for bound in (tier.over.low, tier.over.high) if bound is not None)


def _line(tier: nodes.Tier, lowering: Lowering) -> int:
    source, span = lowering.at(tier)
    return source.place(span).line or 0


CLAUSE = Clause(
    "judged",
    nodes.Judged,
    lower,
    Words(
        "定性评价，由 评价组 评定，须填理由和佐证，每档一行：达成年度指标 得80%（含）—100%",
        "judged, assessed by a panel, must state reason and evidence, tiers one a line",
    ),
)
