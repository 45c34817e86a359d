"""Ranges: the totals still possible while some indicators have no score."""

from __future__ import annotations

from fractions import Fraction

from perfeval.bounding import Assumed
from perfeval.core.program import Combine, Node, Redistribution, Round, Step
from perfeval.evaluating.frame import Frame
from perfeval.evaluating.open_scores import known, possible_points
from perfeval.model import Model
from perfeval.outcome import Range
from perfeval.records import frozen
from perfeval.values.numbers import round_to
from perfeval.values.states import Kind


@frozen
class _Possible:
    """The least and the most points of a node, and what of its weight applies."""

    low: Fraction
    high: Fraction
    weight: Fraction


def possible_totals(model: Model, frame: Frame) -> Range | None:
    """The totals when every open indicator gets the least or the most that it still may; None where nothing applies.

    Parents are made as in an evaluation: what does not apply is redistributed and rounded by the rules.
    """
    total = _possible(model, frame, model.program.nodes[0], known(frame))
    if total is None:
        return None
    return Range(total.low, total.high, _grades(model, total.low, total.high))


def _possible(model: Model, frame: Frame, node: Node, assumed: Assumed) -> _Possible | None:
    """None where the node does not apply."""
    if node.combine is not None:
        return _parent(model, frame, node, node.combine, assumed)
    at = frame.compiled.nodes[node.index]
    code = frame.variables[at.state]
    if code == int(Kind.NOT_APPLICABLE):
        return None
    score = frame.pair(at.score) if code == 0 else None
    if score is not None:
        return _Possible(score, score, node.weight)
    return _Possible(*possible_points(model, node, assumed), node.weight)


def _parent(model: Model, frame: Frame, node: Node, combine: Combine, assumed: Assumed) -> _Possible | None:
    children = [_possible(model, frame, model.program.nodes[child], assumed) for child in combine.children]
    applicable = [child for child in children if child is not None]
    if not applicable:
        return None
    weight = sum((child.weight for child in applicable), Fraction(0))
    low = sum((child.low for child in applicable), Fraction(0))
    high = sum((child.high for child in applicable), Fraction(0))
    if combine.redistribution is not Redistribution.NONE:
        if weight != node.weight:
            low, high = (_redistributed(node, combine, points, weight) for points in (low, high))
        weight = node.weight
    return _Possible(_rounded(low, combine.summed), _rounded(high, combine.summed), weight)


def _redistributed(node: Node, combine: Combine, points: Fraction, weight: Fraction) -> Fraction:
    rescales = combine.redistribution is Redistribution.RESCALE
    made = points * node.weight / weight if rescales else points + node.weight - weight
    return _rounded(made, combine.redistributed)


def _rounded(value: Fraction, step: Round | None) -> Fraction:
    return value if step is None else round_to(value, step.places, step.mode)


def _grades(model: Model, low: Fraction, high: Fraction) -> tuple[str, ...]:
    """The grades between two totals, in the order of the rules."""
    return tuple(band.name for band in model.program.grades if _meets(band.step, low, high))


def _meets(step: Step, low: Fraction, high: Fraction) -> bool:
    begins = step.low is None or step.low < high or (step.low_closed and step.low == high)
    ends = step.high is None or step.high > low or (step.high_closed and step.high == low)
    return begins and ends
