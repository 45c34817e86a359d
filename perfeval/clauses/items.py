"""要点 and 扣分要点: points that are had when an item is met, or lost when something is found."""

from __future__ import annotations

from perfeval import nodes
from perfeval.core.program import Blank, Entry, LossKind, Phrase, Set, Style, Take
from perfeval.core.terms import ONE, ZERO, Arithmetic, Compare, Const, Term
from perfeval.diagnostics import Words
from perfeval.registry import Clause, Lowered, Lowering, Stage
from perfeval.values.numbers import decimal_text

ITEM = Words("要点{mark}{answer}：{text}", "item {mark} {answer}: {text}")
GATE = Words("前提要点{mark}不符合，整项不得分", "item {mark}, which is required, is not met: no points")


def lower(node: nodes.Item, lowering: Lowering) -> Lowered:
    """The share of an item's points that is not met is lost; of a negative item, the share that exists.

    Where a required item is not met at all, the rest of the indicator's points goes with it.
    """
    share = lowering.item(node)
    lost: Term = share if node.negative else Arithmetic("-", ONE, share)
    points = node.points * lowering.weight if node.is_share else node.points
    amount = Arithmetic("×", Const(points), lost)
    blanks = (
        Blank("mark", node.mark),
        Blank("answer", share, Style.ANSWER),
        Blank("text", node.text or decimal_text(points)),
    )
    entry = Entry(amount, LossKind.UNMET_ITEM, Phrase(ITEM, blanks), node.id, node.presumed)
    had = Arithmetic("×", Const(points), share)
    return Lowered(
        Stage.ITEMS,
        (Take((entry,)),),
        formula=had,
        points=None if node.negative else points,
        is_negative=node.negative,
        gates=(_gate(node, share),) if node.required else (),
    )


def _gate(node: nodes.Item, share: Term) -> Set:
    phrase = Phrase(GATE, (Blank("mark", node.mark),))
    return Set(ZERO, LossKind.GATE, phrase, node.id, Compare("=", share, ZERO), node.presumed)


CLAUSE = Clause(
    "item",
    nodes.Item,
    lower,
    Words("要点① 1分：…；扣分要点④ 1分：存在…", "item ① 1 point: …; negative item ④ 1 point: …"),
)
