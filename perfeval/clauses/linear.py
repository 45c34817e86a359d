"""按 … 分档，线性: points that go in proportion between the knots of a line, and stay as they are beyond them.

Lines are knots (90% 得10分), or intervals with the points of both ends (80%（含）—90% 得8分—10分). Below the
lowest and above the highest, what the lines with 以下 and 以上 say holds; without one, the points of the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from itertools import pairwise

from attrs import define, evolve

from perfeval import nodes
from perfeval.clauses.read_off import read_off
from perfeval.core.coverage import gaps, is_empty, overlaps
from perfeval.core.program import Step
from perfeval.core.terms import Arithmetic, Const, Term
from perfeval.core.types import NumberType, UnknownType
from perfeval.diagnostics import Words, of_rules
from perfeval.intervals import range_words, step_of
from perfeval.records import frozen
from perfeval.registry import Clause, Lowered, Lowering
from perfeval.values.numbers import decimal_text

ON_LINE = Words(
    "{subject} {value}，{band}，得{points}分",
    "{subject} {value} ({band}): {points} points",
)


@frozen
class _Knot:
    """A point of the line: a value in base units with its unit as written, its points, and the line it is from."""

    at: Fraction
    points: Fraction
    bound: nodes.Number
    row: nodes.BandRow

    @property
    def text(self) -> str:
        """`90%`"""
        return decimal_text(self.bound.figure) + self.bound.unit


def lower(node: nodes.Interpolation, lowering: Lowering) -> Lowered:
    """A step table whose values are straight lines over the subject."""
    subject, type = lowering.typed(node.subject)
    if isinstance(type, UnknownType):
        return Lowered()
    if not isinstance(type, NumberType):
        lowering.report(of_rules.not_a_number(lowering.at(node.subject), found=lowering.words(node.subject)))
        return Lowered()
    if not node.rows:
        lowering.report(of_rules.no_bands(lowering.at(node)))
        return Lowered()
    steps = _Line(node, subject, type, lowering).steps()
    if not steps:
        return Lowered()
    return read_off(node, subject, tuple(steps), ON_LINE, lowering)


@define
class _Line:
    """The lines of one clause, on the way to steps."""

    node: nodes.Interpolation
    subject: Term
    type: NumberType
    lowering: Lowering
    is_faulty: bool = False

    def steps(self) -> list[Step]:
        """The whole table; empty, reported, where it cannot be made."""
        rows = [row for row in self.node.rows if self._is_interval(row)]
        pieces = [row for row in rows if _ends(row) == 2 and not _is_knot(row)]
        knots = [row for row in rows if _is_knot(row)]
        for row in (*knots, *(row for row in rows if _ends(row) == 1)):
            if row.result.until is not None:
                self._fault(row, "一个界线只有一个得分", "one knot has one figure of points")
        if pieces and knots:
            self._fault(knots[0], "界线和区间不能混着写", "knots and intervals cannot be mixed")
        if self.is_faulty:
            return []
        made = self._of_pieces(rows) if pieces else self._of_knots(rows, knots)
        return [] if self.is_faulty else made

    def _is_interval(self, row: nodes.BandRow) -> bool:
        if isinstance(row.over, nodes.Interval):
            return True
        self._fault(row, "要写数的界线", "a figure is wanted")
        return False

    def _fault(self, row: nodes.BandRow, zh: str, en: str) -> None:
        self.is_faulty = True
        self.lowering.report(of_rules.linear_row(self.lowering.at(row), why=Words(zh, en)))

    def _points(self, row: nodes.BandRow) -> Fraction:
        points = self.lowering.figure(self.lowering.points(row))
        if points is None:
            self._fault(row, "得分要写成数", "points must be figures")
        return points if points is not None else Fraction(0)

    def _until(self, row: nodes.BandRow, first: Fraction) -> Fraction:
        """The points of an interval's upper end."""
        until = row.result.until
        if until is None:
            return first
        points = until.figure / 100 * self.lowering.weight if until.unit == "%" else until.figure
        if until.unit == "%" and self.lowering.is_each_row:
            self._fault(row, "得分要写成数", "points must be figures")
        if points > self.lowering.weight and not self.lowering.is_each_row:
            shown = {"points": decimal_text(points), "weight": decimal_text(self.lowering.weight)}
            self.lowering.report(
                of_rules.points_over_weight(self.lowering.at(row), indicator=self.lowering.name, **shown)
            )
        return points

    def _knot(self, bound: nodes.Bound, points: Fraction, row: nodes.BandRow) -> _Knot:
        return _Knot(self.lowering.quantity(bound.value, self.type), points, bound.value, row)

    # ------------------------------------------------------------ knots

    def _of_knots(self, rows: list[nodes.BandRow], written: list[nodes.BandRow]) -> list[Step]:
        """Straight lines from knot to knot. The bounds of 以上 and 以下 are knots where no other line has them."""
        knots: dict[Fraction, _Knot] = {}
        for row in written:
            interval = row.over
            assert isinstance(interval, nodes.Interval)
            assert interval.only is not None
            self._add(knots, self._knot(interval.only, self._points(row), row))
        below = self._outer(rows, lambda interval: interval.high if interval.low is None else None)
        above = self._outer(rows, lambda interval: interval.low if interval.high is None else None)
        for outer in (below, above):
            if outer is not None:
                knots.setdefault(outer.at, outer)
        line = sorted(knots.values(), key=lambda knot: knot.at)
        if len(line) < 2:
            self.is_faulty = True
            self.lowering.report(of_rules.linear_needs_two(self.lowering.at(self.node)))
            return []
        for outer, end in ((below, line[0]), (above, line[-1])):
            if outer is not None and outer.at != end.at:
                inside = line[0] if outer is below else line[-1]
                self._overlap(outer, inside)
        return self._joined(line, below, above)

    def _add(self, knots: dict[Fraction, _Knot], knot: _Knot) -> None:
        if knot.at in knots:
            self._overlap(knots[knot.at], knot)
        knots.setdefault(knot.at, knot)

    def _overlap(self, first: _Knot, second: _Knot) -> None:
        self.is_faulty = True
        lines = {"first": self._line_of(first.row), "second": self._line_of(second.row)}
        at = self.lowering.at(second.row)
        self.lowering.report(of_rules.band_overlap(at, value=second.text, **lines))

    def _line_of(self, row: nodes.BandRow) -> int:
        source, span = self.lowering.at(row)
        return source.place(span).line or 0

    def _outer(
        self, rows: list[nodes.BandRow], end: Callable[[nodes.Interval], nodes.Bound | None]
    ) -> _Knot | None:
        """What holds beyond one end of the line."""
        found = [
            self._knot(bound, self._points(row), row)
            for row in rows
            if isinstance(row.over, nodes.Interval) and (bound := end(row.over)) is not None
        ]
        for other in found[1:]:
            self._overlap(found[0], other)
        return found[0] if found else None

    def _joined(self, line: list[_Knot], below: _Knot | None, above: _Knot | None) -> list[Step]:
        first, last = line[0], line[-1]
        steps = [self._beyond(first, below, is_low=True)]
        for low, high in pairwise(line):
            text = f"在{low.text}（{decimal_text(low.points)}分）和{high.text}（{decimal_text(high.points)}分）之间"
            value = self._straight(low, high)
            # A line between a presumed knot and another is presumed.
            row = low.row if low.row.presumed else high.row
            steps.append(Step(low.at, True, high.at, high is last, value, text, row.id))
        return [*steps, self._beyond(last, above, is_low=False)]

    def _beyond(self, end: _Knot, outer: _Knot | None, *, is_low: bool) -> Step:
        """Below the lowest knot or above the highest: what is written there, else the points of the knot."""
        side = "以下" if is_low else "以上"
        text = f"在{end.text}{side}" + ("" if outer is not None else f"，按{end.text}计")
        value, origin = Const((outer or end).points), (outer or end).row.id
        low, high = (None, end.at) if is_low else (end.at, None)
        return Step(low, False, high, False, value, text, origin)

    def _straight(self, low: _Knot, high: _Knot) -> Term:
        if low.points == high.points:
            return Const(low.points)
        way = Arithmetic("-", self.subject, Const(low.at, low.bound.unit))
        share = Arithmetic("÷", way, Const(high.at - low.at, high.bound.unit))
        gained = Arithmetic("×", share, Const(abs(high.points - low.points)))
        return Arithmetic("+" if high.points > low.points else "-", Const(low.points), gained)

    # ------------------------------------------------------------ intervals

    def _of_pieces(self, rows: list[nodes.BandRow]) -> list[Step]:
        """Each interval a straight line of its own; between them nothing may be left open or said twice."""
        beside = [row.over for row in rows if isinstance(row.over, nodes.Interval)]
        steps = [self._piece(row, row.over, beside) for row in rows if isinstance(row.over, nodes.Interval)]
        for row, step in zip(rows, steps, strict=True):
            if is_empty(step):
                self._fault(row, "两头之间没有任何值", "no value lies between its ends")
        for overlap in overlaps(steps):
            self.is_faulty = True
            one, other = rows[overlap.first], rows[overlap.second]
            value = "—" if overlap.at is None else self._said(overlap.at, beside)
            lines = {"first": self._line_of(one), "second": self._line_of(other)}
            self.lowering.report(of_rules.band_overlap(self.lowering.at(other), value=value, **lines))
        return [*steps, *self._ends_of(rows, steps, beside)] if not self.is_faulty else []

    def _piece(self, row: nodes.BandRow, interval: nodes.Interval, beside: list[nodes.Interval]) -> Step:
        points = self._points(row)
        value: Term = Const(points)
        if interval.low is not None and interval.high is not None:
            low = self._knot(interval.low, points, row)
            high = self._knot(interval.high, self._until(row, points), row)
            value = self._straight(low, high) if low.at < high.at else value

        def literal(number: nodes.Number) -> Fraction:
            return self.lowering.quantity(number, self.type)

        def ask(bound: nodes.Bound, closed: bool) -> None:
            value, ends = literal(bound.value), [end for over in beside for end in (over.low, over.high)]
            if sum(end is not None and literal(end.value) == value for end in ends) == 1:
                return  # beyond it the points are the same: it does not matter on which side it lies
            assumed = Words("含", "included") if closed else Words("不含", "excluded")
            at = self.lowering.at(bound)
            self.lowering.report(of_rules.bound_open(at, value=self.lowering.words(bound), assumed=assumed))

        made = step_of(interval, value, row.id, literal, ask, beside)
        text = made.text
        if row.result.until is not None:
            ends = (points, self._until(row, points))
            text += f"（{'—'.join(decimal_text(end) for end in ends)}分）"
        return evolve(made, text=f"在{text}之间" if interval.low and interval.high else f"在{text}")

    def _ends_of(
        self, rows: list[nodes.BandRow], steps: list[Step], beside: list[nodes.Interval]
    ) -> Iterable[Step]:
        """Beyond the intervals, the points of the nearest end; what is open between two of them is a fault."""
        for gap in gaps(steps):
            if gap.low is not None and gap.high is not None:
                self.is_faulty = True
                unit, scale = self._unit(beside)
                words = range_words(gap, unit, scale)
                self.lowering.report(of_rules.band_gap(self.lowering.at(self.node), range=words))
                continue
            for row, step in zip(rows, steps, strict=True):
                first = self._points(row)
                if gap.low is None and step.low == gap.high and step.low is not None:
                    said = self._said(step.low, beside)
                    text = f"在{said}以下，按{said}计"
                    yield Step(None, False, gap.high, gap.high_closed, Const(first), text, row.id)
                elif gap.high is None and step.high == gap.low and step.high is not None:
                    said = self._said(step.high, beside)
                    points, text = self._until(row, first), f"在{said}以上，按{said}计"
                    yield Step(gap.low, gap.low_closed, None, False, Const(points), text, row.id)

    def _unit(self, beside: list[nodes.Interval]) -> tuple[str, Fraction]:
        """The unit in which bounds are written, with its scale."""
        for interval in beside:
            for bound in (interval.low, interval.high):
                if bound is not None and bound.value.figure:
                    value = self.lowering.quantity(bound.value, self.type)
                    return bound.value.unit, value / bound.value.figure
        return "", Fraction(1)

    def _said(self, value: Fraction, beside: list[nodes.Interval]) -> str:
        unit, scale = self._unit(beside)
        return decimal_text(value / scale) + unit


def _ends(row: nodes.BandRow) -> int:
    over = row.over
    return sum(end is not None for end in (over.low, over.high)) if isinstance(over, nodes.Interval) else 0


def _is_knot(row: nodes.BandRow) -> bool:
    return isinstance(row.over, nodes.Interval) and row.over.only is not None


CLAUSE = Clause(
    "linear",
    nodes.Interpolation,
    lower,
    Words(
        "按 满意率 分档，线性，每个界线一行：90% 得10分",
        "by satisfaction in bands, linear, knots one a line: 90% get 10 points",
    ),
)
