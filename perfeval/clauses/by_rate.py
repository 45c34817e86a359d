"""按比率计分: the score is the weight times the rate."""

from __future__ import annotations

from perfeval import nodes
from perfeval.core.program import Blank, Clip, LossKind, Phrase, Set, StepOnValue, Style
from perfeval.core.terms import ONE, ZERO, Arithmetic, Of, Term
from perfeval.diagnostics import Words, of_rules
from perfeval.registry import Clause, Lowered, Lowering, Stage

BELOW = Words("{name} {rate}，未达 100%", "{name} {rate}, below 100%")
AS_IT_IS = Words("{name} {rate}，按比率计分", "{name} {rate}, scored by the rate")
GATE = Words("{condition}的，不得分", "{condition}: no points")


def lower(node: nodes.ByRate, lowering: Lowering) -> Lowered:
    """`不超过分值` is min(比率, 1); without it the score is capped at the weight by the order of computing."""
    index = lowering.index
    if not lowering.has_rate:
        lowering.report(of_rules.no_rate(lowering.at(node), indicator=lowering.name))
        return Lowered()
    rate: Term = Of(index, "rate")
    share = lowering.call("min", (rate, ONE)) if node.capped else rate
    formula = Arithmetic("×", Of(index, "weight"), share)
    blanks = (Blank("name", lowering.called), Blank("rate", rate, Style.PERCENT))
    phrase = Phrase(BELOW if node.capped else AS_IT_IS, blanks)
    steps: list[StepOnValue] = [Set(formula, LossKind.SHORTFALL, phrase, node.id, presumed=node.presumed)]
    if not node.capped:
        steps.append(Clip(has_floor=False, has_cap=True, origin=node.id))
    return Lowered(Stage.BASE, tuple(steps), formula, gates=_gates(node, lowering))


def _gates(node: nodes.ByRate, lowering: Lowering) -> tuple[Set, ...]:
    if node.gate is None:
        return ()
    condition = lowering.condition(node.gate)
    phrase = Phrase(GATE, (Blank("condition", lowering.words(node.gate)),))
    return (Set(ZERO, LossKind.GATE, phrase, node.id, condition, node.presumed),)


CLAUSE = Clause(
    "by-rate",
    nodes.ByRate,
    lower,
    Words("按比率计分，不超过分值，比率低于60%的不得分", "score by rate, at most weight"),
)
