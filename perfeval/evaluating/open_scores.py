"""Open scores: between which points an indicator without a score may still come, from what is known already."""

from __future__ import annotations

from fractions import Fraction

from perfeval.bounding import Assumed, Bounding
from perfeval.core import bounds as of
from perfeval.core import terms as core
from perfeval.core.bounds import Bounds, exactly
from perfeval.core.possible import Options, Values
from perfeval.core.program import Clip, Node, Round, Set, StepOnValue, Take, Veto
from perfeval.evaluating.frame import Frame
from perfeval.model import Model


def known(frame: Frame) -> Assumed:
    """What every term that has a value already came to."""
    values: dict[core.Term, Values] = {}
    for term in frame.compiled.places:
        value = frame.value(term)
        if isinstance(value, Fraction):
            values[term] = exactly(value)
        elif isinstance(value, bool | str):
            values[term] = Options(frozenset((value,)))
    return Assumed(values)


def possible_points(model: Model, node: Node, assumed: Assumed) -> tuple[Fraction, Fraction]:
    """The least and the most points that an indicator may get, whatever is filled in where something is missing."""
    bounding = Bounding(model.program, model.functions)
    whole = Bounds(node.least, node.weight)
    value = exactly(node.weight)
    for step in node.steps:
        value = _after(step, value, node, bounding, assumed) or whole
    low = node.least if value.low is None else max(value.low, node.least)
    high = node.weight if value.high is None else min(value.high, node.weight)
    return (low, high) if low <= high else (node.least, node.weight)


def _after(
    step: StepOnValue, before: Bounds, node: Node, bounding: Bounding, assumed: Assumed
) -> Bounds | None:
    """What the running value may be after a step; None where that cannot be said."""
    match step:
        case Set():
            return _set(step, before, bounding, assumed)
        case Take(entries):
            for entry in entries:
                amount = bounding.number(entry.amount, assumed)
                if amount is None:
                    return None
                before = of.minus(before, amount)
            return before
        case Clip(has_floor, has_cap):
            if has_floor:
                before = of.most(before, exactly(Fraction(0)))
            return of.least(before, exactly(node.weight)) if has_cap else before
        case Round(places, mode):
            return of.rounded(before, places, mode)
        case Veto(when, most):
            if bounding.narrowed(assumed, when, True) is None:
                return before
            vetoed = of.least(before, exactly(most))
            never_fails = bounding.narrowed(assumed, when, False) is None
            return vetoed if never_fails else of.either(before, vetoed)


def _set(step: Set, before: Bounds, bounding: Bounding, assumed: Assumed) -> Bounds | None:
    if step.when is None:
        return bounding.number(step.term, assumed)
    holds = bounding.narrowed(assumed, step.when, True)
    if holds is None:
        return before
    given = bounding.number(step.term, holds)
    if given is None or bounding.narrowed(assumed, step.when, False) is None:
        return given
    return of.either(before, given)
