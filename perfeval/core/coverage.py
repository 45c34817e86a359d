"""Coverage: whether the lines of a step table leave gaps, overlap, or can never be reached."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from perfeval.core.program import Step
from perfeval.records import frozen

Edge = tuple[Fraction, int]
"""A cut of the number line: just before the number (0) or just after it (1)."""


@frozen
class Gap:
    """Values that no line covers; an end that is None is open-ended. A single number has equal ends."""

    low: Fraction | None
    low_closed: bool
    high: Fraction | None
    high_closed: bool


@frozen
class Overlap:
    """Two lines (by their place in the table) that cover the same values, the first of them `at`.

    `inner` is the line all of whose values the other covers; None where each has values of its own.
    """

    first: int
    second: int
    at: Fraction | None
    inner: int | None = None


def lower_edge(step: Step) -> Edge | None:
    """Where a line begins; None when it is open-ended."""
    return None if step.low is None else (step.low, 0 if step.low_closed else 1)


def upper_edge(step: Step) -> Edge | None:
    """Where a line ends; None when it is open-ended."""
    return None if step.high is None else (step.high, 1 if step.high_closed else 0)


def is_empty(step: Step) -> bool:
    """Whether no value lies in a line: 90%—80%."""
    low, high = lower_edge(step), upper_edge(step)
    return low is not None and high is not None and low >= high


def gaps(steps: Sequence[Step], low: Fraction | None = None, high: Fraction | None = None) -> tuple[Gap, ...]:
    """What the lines leave uncovered between `low` and `high` (both included; None is open-ended)."""
    found: list[Gap] = []
    reached: Edge | None = None if low is None else (low, 0)
    covered_all = False
    for step in sorted((s for s in steps if not is_empty(s)), key=_order):
        start, end = lower_edge(step), upper_edge(step)
        if start is not None and (reached is None or start > reached) and not covered_all:
            found.append(_gap(reached, start))
        covered_all = covered_all or end is None
        if end is not None and (reached is None or end > reached):
            reached = end
    last: Edge | None = None if high is None else (high, 1)
    if not covered_all and (last is None or reached is None or reached < last):
        found.append(_gap(reached, last))
    return tuple(found)


def _order(step: Step) -> tuple[bool, Edge]:
    edge = lower_edge(step)
    return edge is not None, edge or (Fraction(0), 0)


def _gap(low: Edge | None, high: Edge | None) -> Gap:
    return Gap(
        None if low is None else low[0],
        low is not None and low[1] == 0,
        None if high is None else high[0],
        high is not None and high[1] == 1,
    )


def overlaps(steps: Sequence[Step]) -> tuple[Overlap, ...]:
    """Every pair of lines that share values, in the order in which they were written."""
    found = []
    for first, one in enumerate(steps):
        for second in range(first + 1, len(steps)):
            shared = _shared(one, steps[second])
            if shared is not None:
                inner = (
                    second if _within(steps[second], one) else first if _within(one, steps[second]) else None
                )
                found.append(Overlap(first, second, shared[0], inner))
    return tuple(found)


def _within(inner: Step, outer: Step) -> bool:
    low, high = lower_edge(outer), upper_edge(outer)
    inner_low, inner_high = lower_edge(inner), upper_edge(inner)
    begins = low is None or (inner_low is not None and inner_low >= low)
    return begins and (high is None or (inner_high is not None and inner_high <= high))


def _shared(one: Step, other: Step) -> tuple[Fraction | None] | None:
    lows = [edge for edge in (lower_edge(one), lower_edge(other)) if edge is not None]
    highs = [edge for edge in (upper_edge(one), upper_edge(other)) if edge is not None]
    low, high = max(lows, default=None), min(highs, default=None)
    if low is not None and high is not None and low >= high:
        return None
    return (low[0] if low is not None else high[0] if high is not None else None,)
