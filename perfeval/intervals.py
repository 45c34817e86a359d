"""Intervals as written into steps: which ends are included, and how a range is said to a person.

An end without 含 beside an interval that includes it is open; standing alone with 以上 or 以下 it includes
the bound (民法典第1259条), and that assumption is put to the writer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from perfeval import nodes
from perfeval.core.coverage import Gap
from perfeval.core.program import Step
from perfeval.core.terms import Term
from perfeval.diagnostics import Words
from perfeval.values.numbers import decimal_text

Literal = Callable[[nodes.Number], Fraction]
AskBound = Callable[[nodes.Bound, bool], None]


def step_of(
    interval: nodes.Interval,
    value: Term,
    origin: int,
    literal: Literal,
    ask: AskBound,
    beside: Sequence[nodes.Interval],
) -> Step:
    """An interval as a line of a step table; `beside` are all the intervals of its table."""
    low, high = interval.low, interval.high
    low_closed = low is not None and _closed(low, is_low=True, literal=literal, ask=ask, beside=beside)
    high_closed = high is not None and _closed(high, is_low=False, literal=literal, ask=ask, beside=beside)
    return Step(
        None if low is None else literal(low.value),
        low_closed,
        None if high is None else literal(high.value),
        high_closed,
        value,
        interval_text(interval, low_closed, high_closed),
        origin,
    )


def _closed(
    bound: nodes.Bound, *, is_low: bool, literal: Literal, ask: AskBound, beside: Sequence[nodes.Interval]
) -> bool:
    if bound.closed is not None:
        return bound.closed
    value = literal(bound.value)
    neighbours = [
        other
        for interval in beside
        for other in ((interval.high,) if is_low else (interval.low,))
        if other is not None and literal(other.value) == value
    ]
    if any(other.closed for other in neighbours):
        return False
    if any(other.closed is False for other in neighbours):
        return True
    # Two ends that meet and both say nothing: 90%以上 and 80%—90%. The upper interval takes the bound.
    closed = is_low or not neighbours
    if is_low or not neighbours:
        ask(bound, closed)
    return closed


def interval_text(interval: nodes.Interval, low_closed: bool, high_closed: bool) -> str:
    """An interval in canonical Chinese: 80%（含）—90%, 60%以下."""
    low, high = interval.low, interval.high
    if interval.only is not None:
        return _bound_text(interval.only, False)
    if low is not None and high is not None:
        return f"{_bound_text(low, low_closed)}—{_bound_text(high, high_closed)}"
    if low is not None:
        return f"{_bound_text(low, low_closed)}以上"
    if high is not None:
        return f"{_bound_text(high, high_closed)}以下"
    return "全部"


def _bound_text(bound: nodes.Bound, closed: bool) -> str:
    return decimal_text(bound.value.figure) + bound.value.unit + ("（含）" if closed else "")


def range_words(gap: Gap, unit: str, scale: Fraction = Fraction(1)) -> Words:
    """Values that nothing is said of, in a person's words: 80%（含）—85%."""

    def shown(value: Fraction) -> str:
        return decimal_text(value / scale) + unit

    low, high = gap.low, gap.high
    if low is not None and low == high:
        return Words(shown(low), shown(low))
    parts_zh, parts_en = [], []
    if low is not None:
        parts_zh.append(shown(low) + ("（含）" if gap.low_closed else ""))
        parts_en.append(shown(low) + (" (inclusive)" if gap.low_closed else ""))
    if high is not None:
        parts_zh.append(shown(high) + ("（含）" if gap.high_closed else ""))
        parts_en.append(shown(high) + (" (inclusive)" if gap.high_closed else ""))
    if low is not None and high is not None:
        return Words("—".join(parts_zh), " - ".join(parts_en))
    if low is not None:
        return Words(f"{parts_zh[0]}以上", f"{parts_en[0]} and above")
    if high is not None:
        return Words(f"{parts_zh[0]}以下", f"{parts_en[0]} and below")
    return Words("所有的值", "all values")
