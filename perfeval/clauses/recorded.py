"""每发现1处…扣…分 and 酌情扣分: points that a person takes off, with who, why and the evidence."""

from __future__ import annotations

from fractions import Fraction

from perfeval import nodes
from perfeval.core.program import Blank, Entry, LossKind, Phrase, RecordedInput, Take
from perfeval.diagnostics import Words
from perfeval.registry import Clause, Lowered, Lowering, Stage

FOUND = Words("{words}", "{words}")


def _lowered(
    node: nodes.PerOccurrence | nodes.Discretion, lowering: Lowering, slot: RecordedInput
) -> Lowered:
    amount = lowering.recorded(node, slot)
    phrase = Phrase(FOUND, (Blank("words", slot.words),))
    entry = Entry(amount, LossKind.RECORDED, phrase, node.id, node.presumed)
    return Lowered(Stage.RECORDED, (Take((entry,)),), amount)


def lower_per_occurrence(node: nodes.PerOccurrence, lowering: Lowering) -> Lowered:
    """扣完为止 ends at zero by the order of computing; 最多扣N分 is a limit that facts must keep."""
    words = node.text or lowering.words(node)
    slot = RecordedInput(lowering.index, words, node.points, node.count, node.limit, node.id)
    return _lowered(node, lowering, slot)


def lower_discretion(node: nodes.Discretion, lowering: Lowering) -> Lowered:
    """Any amount between the least and the limit."""
    words = node.text or lowering.words(node)
    slot = RecordedInput(lowering.index, words, None, Fraction(1), node.limit, node.id, node.least)
    return _lowered(node, lowering, slot)


PER_OCCURRENCE = Clause(
    "per-occurrence",
    nodes.PerOccurrence,
    lower_per_occurrence,
    Words("每发现1处 … 扣1分，扣完为止", "each finding of 1 … deduct 1 point, down to zero"),
)
DISCRETION = Clause(
    "discretion",
    nodes.Discretion,
    lower_discretion,
    Words("酌情扣分 最多2分：…", "discretionary deduction at most 2 points: …"),
)
