"""…的，不得分: what happens when a condition holds."""

from __future__ import annotations

from fractions import Fraction

from perfeval import nodes
from perfeval.core.program import Blank, Entry, LossKind, Phrase, Remark, Set, Style, Take
from perfeval.core.terms import ZERO, Arithmetic, Branch, Const, Not, Of, Term
from perfeval.diagnostics import Words, of_rules
from perfeval.nodes import ResultKind
from perfeval.registry import Clause, Lowered, Lowering, Stage

BELOW = Words("{condition}的，不得分，并倒扣{points}分", "{condition}: no points, and {points} below zero")
GIVES = Words("{condition}的，得{points}分", "{condition}: {points} points")
TAKES = Words("{condition}的，扣{points}分", "{condition}: {points} points off")


def lower(node: nodes.Conditional, lowering: Lowering) -> Lowered:
    """不得分 and 得N分 act as gates, 扣N分 with the other clauses, 不适用 before everything.

    倒扣N分 comes last of all, after the bounds: the score is −N then, whatever else was found.
    """
    condition = lowering.condition(node.condition)
    words = lowering.words(node.condition).removesuffix("的")
    result = node.result
    amount = lowering.term(result.amount) if result.amount is not None else ZERO
    weight: Term = Of(lowering.index, "weight")
    match result.kind:
        case ResultKind.NOT_APPLICABLE:
            return Lowered(Stage.GATE, applies=Not(condition))
        case ResultKind.REMARK:
            return Lowered(Stage.GATE, remarks=(Remark(condition, result.remark, node.id),))
        case ResultKind.BELOW_ZERO:
            return _below_zero(node, condition, words, amount, lowering)
        case ResultKind.DEDUCT:
            return _taken(node, condition, words, amount)
        case ResultKind.NOTHING:
            return _gate(node, condition, words, ZERO)
        case ResultKind.FULL:
            return _gate(node, condition, words, weight)
        case ResultKind.POINTS:
            return _gate(node, condition, words, amount)
        case ResultKind.SHARE:
            return _gate(node, condition, words, Arithmetic("×", weight, amount))
        case ResultKind.RATING:
            raise AssertionError("no sentence of a condition gives a rating")


def _gate(node: nodes.Conditional, condition: Term, words: str, value: Term) -> Lowered:
    phrase = Phrase(GIVES, (Blank("condition", words), Blank("points", value, Style.POINTS)))
    return Lowered(Stage.GATE, (Set(value, LossKind.GATE, phrase, node.id, condition, node.presumed),))


def _below_zero(
    node: nodes.Conditional, condition: Term, words: str, amount: Term, lowering: Lowering
) -> Lowered:
    points = amount.value if isinstance(amount, Const) and amount.unit in ("", "分") else None
    if not isinstance(points, Fraction) or points <= 0:
        lowering.report(of_rules.below_zero_unread(lowering.at(node.result)))
        return Lowered()
    phrase = Phrase(BELOW, (Blank("condition", words), Blank("points", amount, Style.POINTS)))
    return Lowered(
        Stage.BELOW_ZERO, (Set(Const(-points), LossKind.GATE, phrase, node.id, condition, node.presumed),)
    )


def _taken(node: nodes.Conditional, condition: Term, words: str, amount: Term) -> Lowered:
    phrase = Phrase(TAKES, (Blank("condition", words), Blank("points", amount, Style.POINTS)))
    taken = Branch(condition, amount, ZERO)
    entry = Entry(taken, LossKind.PER_OCCURRENCE, phrase, node.id, node.presumed)
    return Lowered(Stage.ITEMS, (Take((entry,)),))


CLAUSE = Clause(
    "condition",
    nodes.Conditional,
    lower,
    Words("到位数为0的，不适用；存在截留的，不得分", "when received is 0, not applicable"),
)
