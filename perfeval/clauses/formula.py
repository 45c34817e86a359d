"""得分 = 式: the score is what a formula says."""

from __future__ import annotations

from perfeval import nodes
from perfeval.core.program import Blank, Clip, LossKind, Phrase, Set, Style
from perfeval.core.terms import Of
from perfeval.core.types import NumberType, UnknownType
from perfeval.diagnostics import Words, of_rules
from perfeval.registry import Clause, Lowered, Lowering, Stage

WITH_RATE = Words("{name} {rate}，按公式得{score}分", "{name} {rate}: the formula gives {score} points")
BY_FORMULA = Words("按公式计算得{score}分", "the formula gives {score} points")


def lower(node: nodes.Score, lowering: Lowering) -> Lowered:
    """Points, or a bare number taken as points; anything with another unit is no score."""
    term, type = lowering.typed(node.value)
    if isinstance(type, UnknownType):
        return Lowered()
    if not isinstance(type, NumberType):
        lowering.report(of_rules.not_a_condition(lowering.at(node)))
        return Lowered()
    if type.dimension not in (None, (), (("points", 1),)):
        verb = Words("作为同一个结果", "one result")
        left = lowering.words(node.value)
        lowering.report(of_rules.units_differ(lowering.at(node), left=left, right="得分（分）", verb=verb))
        return Lowered()
    blanks = [Blank("score", term, Style.POINTS)]
    if lowering.has_rate:
        blanks += [Blank("name", lowering.called), Blank("rate", Of(lowering.index, "rate"), Style.PERCENT)]
    phrase = Phrase(WITH_RATE if lowering.has_rate else BY_FORMULA, tuple(blanks))
    base = Set(term, LossKind.SHORTFALL, phrase, node.id, presumed=node.presumed)
    cap = Clip(has_floor=False, has_cap=True, origin=node.id)
    return Lowered(Stage.BASE, (base, cap), term)


CLAUSE = Clause(
    "formula",
    nodes.Score,
    lower,
    Words("得分 = 分值 × min(比率, 1)", "score = weight * min(rate, 1)"),
)
