"""Ranges: the totals still possible while some indicators have no score."""

from __future__ import annotations

from fractions import Fraction

from perfeval.bounding import Assumed
from perfeval.core.program import (
    Clip,
    Combine,
    Gathering,
    Redistribution,
    Round,
    Set,
    Step,
    Take,
    Veto,
    VetoEffect,
)
from perfeval.core.terms import Const
from perfeval.evaluating.frame import Frame
from perfeval.evaluating.members import Member, Members, whole_weight
from perfeval.evaluating.open_scores import known, possible_points
from perfeval.model import Model
from perfeval.outcome import Range, ranked
from perfeval.records import frozen
from perfeval.values.numbers import round_to
from perfeval.values.states import Kind


@frozen
class _Possible:
    """The least and the most points of a node, and what of its weight applies."""

    low: Fraction
    high: Fraction
    weight: Fraction

    def scaled(self, factor: Fraction) -> _Possible:
        """What it counts for in a parent."""
        return _Possible(self.low * factor, self.high * factor, self.weight * factor)


def possible_totals(model: Model, members: Members) -> Range | None:
    """The totals when every open indicator gets the least or the most that it still may; None where nothing applies.

    Parents are made as in an evaluation: what does not apply is redistributed and rounded by the rules.
    """
    frame = members.all[0].frame
    total = _possible(model, members, members.all[0], known(frame))
    if total is None:
        return None
    return Range(total.low, total.high, _grades(model, frame, total.low, total.high))


def _possible(model: Model, members: Members, member: Member, assumed: Assumed) -> _Possible | None:
    """None where the node does not apply."""
    node = member.node
    if node.combine is not None:
        return _parent(model, members, member, assumed)
    if member.state == int(Kind.NOT_APPLICABLE):
        return None
    at = member.frame.compiled.nodes[node.index]
    score = member.frame.pair(at.score) if member.state == 0 else None
    if score is not None:
        return _Possible(score, score, node.weight)
    if member.row is not None:
        return _Possible(node.least, node.weight, node.weight)  # what is known is known of no single row
    return _Possible(*possible_points(model, node, assumed), node.weight)


def _parent(model: Model, members: Members, member: Member, assumed: Assumed) -> _Possible | None:
    node, combine, below = member.node, member.node.combine, members.children(member)
    assert combine is not None
    if _is_open(member, below):
        # Which rows there are, or what they weigh, is not known: the parent's own weight bounds them.
        return _after_steps(member, Fraction(0), node.weight, node.weight)
    factors = dict(zip(combine.children, combine.factors, strict=True))
    children = [(_possible(model, members, child, assumed), factors[child.index]) for child in below]
    applicable = [child.scaled(factor) for child, factor in children if child is not None]
    if not applicable and (below or member.state):
        return None
    if combine.gathering is Gathering.LOWEST:
        low, high = (
            min(ends) * node.weight
            for ends in zip(
                *((child.low / child.weight, child.high / child.weight) for child in applicable), strict=True
            )
        )
        return _after_steps(member, low, high, node.weight)
    weight = sum((child.weight for child in applicable), Fraction(0))
    low = sum((child.low for child in applicable), Fraction(0))
    high = sum((child.high for child in applicable), Fraction(0))
    under = whole_weight(member)
    if combine.redistribution is not Redistribution.NONE:
        if weight not in (under, 0):
            low, high = (_redistributed(under, combine, points, weight) for points in (low, high))
        weight = under
    return _after_steps(member, low, high, weight)


def _after_steps(member: Member, low: Fraction, high: Fraction, weight: Fraction) -> _Possible:
    """What a parent's own steps make of the ends. A veto of which nothing is known may hold."""
    frame, node = member.frame, member.node
    for step in node.steps:
        match step:
            case Take(entries):
                for entry in entries:
                    amount = frame.value(entry.amount)
                    low, high = (low - amount, high - amount) if isinstance(amount, Fraction) else (low, high)
            case Clip(has_floor, has_cap, _, limit):
                most = node.weight if limit is None else limit
                low, high = (max(each, Fraction(0)) if has_floor else each for each in (low, high))
                low, high = (min(each, most) if has_cap else each for each in (low, high))
            case Veto(when, most):
                holds = frame.value(when)
                low = low if holds is False else min(low, most)
                high = min(high, most) if holds is True else high
            case Set(Const(Fraction() as value), when=when) if when is not None:
                holds = frame.value(when)
                if holds is True:
                    low = high = value
                elif holds is None:
                    low, high = min(low, value), max(high, value)
            case Round():
                low, high = _rounded(low, step), _rounded(high, step)
    return _Possible(low, high, weight)


def _is_open(member: Member, below: tuple[Member, ...]) -> bool:
    """Whether it is not known which rows are under a parent, or what they weigh."""
    nodes, combine = member.frame.program.nodes, member.node.combine
    assert combine is not None
    rows = [child for child in combine.children if nodes[child].over is not None]
    if not rows:
        return False
    if any(member.frame.unknown_rows_of(child) for child in rows) or (not below and member.state):
        return True
    return any(child.frame.row_weight(child.index) is None for child in below)


def _redistributed(under: Fraction, combine: Combine, points: Fraction, weight: Fraction) -> Fraction:
    rescales = combine.redistribution is Redistribution.RESCALE
    made = points * under / weight if rescales else points + under - weight
    return _rounded(made, combine.redistributed)


def _rounded(value: Fraction, step: Round | None) -> Fraction:
    return value if step is None else round_to(value, step.places, step.mode)


def _grades(model: Model, frame: Frame, low: Fraction, high: Fraction) -> tuple[str, ...]:
    """The grades between two totals, in the order of the rules, with what a veto makes of them or may make."""
    bands = model.program.grades
    order = ranked(bands)
    possible = {order.index(band.name) for band in bands if _meets(band.step, low, high)}
    for veto in model.program.vetoes:
        if veto.effect in (VetoEffect.GRADE, VetoEffect.GRADE_AT_MOST):
            holds, most = frame.value(veto.when), order.index(veto.name)
            lowered = {min(grade, most) for grade in possible}
            possible = lowered if holds is True else possible | lowered if holds is None else possible
    return tuple(band.name for band in bands if order.index(band.name) in possible)


def _meets(step: Step, low: Fraction, high: Fraction) -> bool:
    begins = step.low is None or step.low < high or (step.low_closed and step.low == high)
    ends = step.high is None or step.high > low or (step.high_closed and step.high == low)
    return begins and ends
