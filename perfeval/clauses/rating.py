"""评级 = 式: an indicator's rating, a text of the scale, with its rank as the value of its steps."""

from __future__ import annotations

from fractions import Fraction

from perfeval import nodes
from perfeval.core.program import Blank, ChoiceStep, LossKind, Phrase, Scale, Set, StepTable
from perfeval.core.terms import Branch, Const, Defined, Input, Lookup, Term
from perfeval.core.types import UnknownType
from perfeval.diagnostics import Words, of_ratings
from perfeval.diagnostics.near import did_you_mean
from perfeval.registry import Clause, Lowered, Lowering, Stage

RATED = Words("评级{rating}", "rated {rating}")


def lower(node: nodes.Rating, lowering: Lowering) -> Lowered:
    """The rating as a text and as a rank; reported where it may be something that is no rating."""
    scale = lowering.scale
    term, type = lowering.typed(node.value)
    if scale is None:
        what = Words("“评级”", "“rating”")
        lowering.report(of_ratings.ratings_not_declared(lowering.at(node), what=what))
        return Lowered()
    if isinstance(type, UnknownType):
        return Lowered()
    rank = _rank(term, node, scale, lowering)
    if rank is None:
        best, worst = scale.letters[0], scale.letters[-1]
        lowering.report(of_ratings.not_a_rating(lowering.at(node.value), best=best, worst=worst))
        return Lowered()
    phrase = Phrase(RATED, (Blank("rating", term),))
    step = Set(rank, LossKind.SHORTFALL, phrase, node.id, presumed=node.presumed)
    return Lowered(Stage.BASE, (step,), term, rating=term)


def _rank(term: Term, node: nodes.Rating, scale: Scale, lowering: Lowering) -> Term | None:
    """The rank of a rating, made as the rating is made; None where it might be any text."""
    match term:
        case Const(str() as name):
            return _known(name, node, scale, lowering)
        case Branch(condition, then, otherwise):
            one, other = (_rank(each, node, scale, lowering) for each in (then, otherwise))
            return None if one is None or other is None else Branch(condition, one, other)
        case Defined(index):
            return _rank(lowering.definition(index), node, scale, lowering)
        case Input():
            choices = lowering.choices(term)
            steps = [ChoiceStep(name, _known(name, node, scale, lowering), name, node.id) for name in choices]
            return Lookup(lowering.lookup(StepTable(tuple(steps), is_implied=True)), term) if steps else None
        case _:
            return None


def _known(name: str, node: nodes.Rating, scale: Scale, lowering: Lowering) -> Const:
    rank = scale.rank(name)
    if rank is None:
        near, known = did_you_mean(name, scale.letters), "、".join((*scale.letters, *scale.counted))
        lowering.report(of_ratings.unknown_rating(lowering.at(node), name=name, near=near, known=known))
    return Const(rank if rank is not None else Fraction(1))


CLAUSE = Clause(
    "rating",
    nodes.Rating,
    lower,
    Words("评级 = 若 偏离率 不超过5% 则 “A” 否则 “B”", "rating = if deviation at most 5% then “A” else “B”"),
)
