"""…的，不得分: what happens when a condition holds."""

from __future__ import annotations

from perfeval import nodes
from perfeval.core.program import Blank, Entry, LossKind, Phrase, Remark, Set, Style, Take
from perfeval.core.terms import ZERO, Arithmetic, Branch, Not, Of, Term
from perfeval.diagnostics import Words
from perfeval.nodes import ResultKind
from perfeval.registry import Clause, Lowered, Lowering, Stage

GIVES = Words("{condition}的，得{points}分", "{condition}: {points} points")
TAKES = Words("{condition}的，扣{points}分", "{condition}: {points} points off")


def lower(node: nodes.Conditional, lowering: Lowering) -> Lowered:
    """不得分 and 得N分 act as gates, 扣N分 with the other clauses, 不适用 before everything."""
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


def _gate(node: nodes.Conditional, condition: Term, words: str, value: Term) -> Lowered:
    phrase = Phrase(GIVES, (Blank("condition", words), Blank("points", value, Style.POINTS)))
    return Lowered(Stage.GATE, (Set(value, LossKind.GATE, phrase, node.id, condition, node.presumed),))


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
