"""Judgements: what a person chose for an indicator into points within a tier, or into what is wrong with it."""

from __future__ import annotations

from fractions import Fraction

from perfeval.core.program import JudgedInput, JudgedTier, Node
from perfeval.diagnostics import Diagnostic, Words, of_facts
from perfeval.evaluating.conversion import is_missing, points_of, share_of
from perfeval.facts import Judgement
from perfeval.records import frozen
from perfeval.values.numbers import decimal_text

_SHORTEST_LABEL = 2


@frozen
class Judged:
    """A judgement with its points and its tier. `by` is who was to judge by the rules, empty for nobody."""

    judgement: Judgement
    points: Fraction
    tier: JudgedTier
    by: str


def is_empty(judgement: Judgement) -> bool:
    """Whether nobody has chosen yet: the form is there and nothing in it."""
    return all(is_missing(value) for value in (judgement.share, judgement.points, judgement.tier))


def tiers_of(slot: JudgedInput) -> str:
    """The tiers as they are offered to who judges."""
    return "；".join(f"{tier.text} {tier.step.text}" for tier in slot.tiers)


def judged(slot: JudgedInput, node: Node, judgement: Judgement) -> Judged | Diagnostic:
    """The points of a judgement that is not empty."""
    named = None
    if not is_missing(judgement.tier):
        named = _named(slot, str(judgement.tier))
        if named is None:
            return of_facts.unknown_tier(
                judgement.place, indicator=node.name, tier=str(judgement.tier), tiers=tiers_of(slot)
            )
    points = _points(node, judgement, named)
    if isinstance(points, Diagnostic):
        return points
    if points > node.weight:
        shown = {"points": decimal_text(points), "weight": decimal_text(node.weight)}
        return of_facts.judgement_over_weight(judgement.place, (), shown, indicator=node.name, **shown)
    allowed = slot.tiers if named is None else (named,)
    tier = next((t for t in allowed if t.step.holds(points.numerator, points.denominator)), None)
    if tier is None:
        where = (
            Words("任何一档", "every tier") if named is None else Words(f"“{named.text}”", f"“{named.text}”")
        )
        shown = {"points": decimal_text(points)}
        return of_facts.judgement_outside_tier(
            judgement.place, (), shown, indicator=node.name, where=where, tiers=tiers_of(slot), **shown
        )
    return Judged(judgement, points, tier, slot.by)


def _named(slot: JudgedInput, label: str) -> JudgedTier | None:
    """The tier of these words, or the only one that has them among its own."""
    label = label.strip()
    whole = [tier for tier in slot.tiers if tier.text.removesuffix("的") == label.removesuffix("的")]
    if whole or len(label) < _SHORTEST_LABEL:
        return whole[0] if whole else None
    part = [tier for tier in slot.tiers if label in tier.text]
    return part[0] if len(part) == 1 else None


def _points(node: Node, judgement: Judgement, named: JudgedTier | None) -> Fraction | Diagnostic:
    share, points = share_of(judgement.share), points_of(judgement.points)
    for given, read in ((judgement.share, share), (judgement.points, points)):
        if not is_missing(given) and (read is None or read < 0):
            return of_facts.wrong_judgement(judgement.place, indicator=node.name, value=str(given))
    if share is not None and points is not None and share * node.weight != points:
        return of_facts.judgement_disagrees(
            judgement.place, indicator=node.name, share=str(judgement.share), points=str(judgement.points)
        )
    if points is not None:
        return points
    if share is not None:
        return share * node.weight
    assert named is not None  # a judgement that is not empty
    if named.only is not None:
        return named.only
    return of_facts.judgement_needs_share(
        judgement.place, indicator=node.name, tier=named.text, bounds=named.step.text
    )
