"""按 … 分档: the score is read off a table of bands, or of choices."""

from __future__ import annotations

from fractions import Fraction

from perfeval import nodes
from perfeval.clauses.read_off import read_off
from perfeval.core.coverage import gaps, is_empty, overlaps
from perfeval.core.program import ChoiceStep, Step
from perfeval.core.terms import ONE, Const, Term
from perfeval.core.types import ChoiceType, NumberType, Type, UnknownType
from perfeval.diagnostics import Words, of_ratings, of_rules
from perfeval.diagnostics.near import did_you_mean
from perfeval.intervals import range_words, step_of
from perfeval.nodes import ResultKind
from perfeval.registry import Clause, Lowered, Lowering
from perfeval.values.numbers import decimal_text

IN_BAND = Words(
    "{subject} {value}，在“{band}”一档，得{points}分",
    "{subject} {value} is in the band “{band}”: {points} points",
)


def lower(node: nodes.Bands, lowering: Lowering) -> Lowered:
    """Lines in any order; gaps, overlaps and lines without a value are faults."""
    subject, type = lowering.typed(node.subject)
    if isinstance(type, UnknownType):
        return Lowered()
    if not node.rows:
        lowering.report(of_rules.no_bands(lowering.at(node)))
        return Lowered()
    if isinstance(type, ChoiceType):
        steps: tuple[Step, ...] | tuple[ChoiceStep, ...] = _choices(node, type, lowering)
    elif isinstance(type, NumberType):
        steps = _intervals(node, subject, type, lowering)
    else:
        lowering.report(of_rules.not_a_number(lowering.at(node.subject), found=lowering.words(node.subject)))
        return Lowered()
    if not steps:
        return Lowered()
    return read_off(node, subject, steps, IN_BAND, lowering)


def _value(row: nodes.BandRow, lowering: Lowering) -> Term:
    """The points that a line gives; of 定为A, the rank of the rating."""
    if row.result.kind is ResultKind.RATING:
        return _rank(row.result, lowering)
    if row.result.until is not None:
        lowering.report(of_rules.points_of_two_ends(lowering.at(row.result)))
    return lowering.points(row)


def _rank(result: nodes.Result, lowering: Lowering) -> Term:
    scale, at = lowering.scale, lowering.at(result)
    if scale is None:
        said = Words(f"“定为{result.remark}”", f"“{result.remark}”")
        lowering.report(of_ratings.ratings_not_declared(at, what=said))
        return ONE
    rank = scale.rank(result.remark)
    if rank is None or result.remark in scale.counted:
        near, known = did_you_mean(result.remark, scale.letters), "、".join(scale.letters)
        lowering.report(of_ratings.unknown_rating(at, name=result.remark, near=near, known=known))
        return ONE
    return Const(rank)


# ---------------------------------------------------------------- bands of a number


def _intervals(node: nodes.Bands, subject: Term, type: NumberType, lowering: Lowering) -> tuple[Step, ...]:
    beside = [row.over for row in node.rows if isinstance(row.over, nodes.Interval)]
    rows = [row for row in node.rows if isinstance(row.over, nodes.Interval)]
    rest = [row for row in node.rows if isinstance(row.over, nodes.Rest)]
    for row in node.rows:
        if isinstance(row.over, nodes.Choice):
            lowering.report(of_rules.not_a_band(lowering.at(row), words=row.over.name))
            return ()

    def literal(number: nodes.Number) -> Fraction:
        return lowering.quantity(number, type)

    def ask(bound: nodes.Bound, closed: bool) -> None:
        assumed = Words("含", "included") if closed else Words("不含", "excluded")
        lowering.report(of_rules.bound_open(lowering.at(bound), value=lowering.words(bound), assumed=assumed))

    steps = [
        step_of(row.over, _value(row, lowering), row.id, literal, ask, beside)
        for row in rows
        if isinstance(row.over, nodes.Interval)
    ]
    # Bands may begin at 0 where nothing lies below it. A fact that is negative all the same is in no band: failed.
    low = Fraction(0) if lowering.is_never_negative(subject) else None
    _report_faults(node, rows, steps, beside, lowering, low=low, has_rest=bool(rest))
    return (*steps, *_rest_steps(rest, steps, lowering))


def _rest_steps(rest: list[nodes.BandRow], steps: list[Step], lowering: Lowering) -> list[Step]:
    """其余: whatever the other lines leave open, as lines of its own."""
    if not rest:
        return []
    for extra in rest[1:]:
        lowering.report(
            of_rules.band_unreachable(
                lowering.at(extra), why=Words("前面已有“其余”", "there is a “rest” already")
            )
        )
    open_parts = gaps(steps)
    if not open_parts:
        why = Words("别的各档已覆盖所有的值", "the other bands cover every value")
        lowering.report(of_rules.band_unreachable(lowering.at(rest[0]), why=why))
    value = _value(rest[0], lowering)
    return [
        Step(gap.low, gap.low_closed, gap.high, gap.high_closed, value, "其余", rest[0].id)
        for gap in open_parts
    ]


def _report_faults(
    node: nodes.Bands,
    rows: list[nodes.BandRow],
    steps: list[Step],
    beside: list[nodes.Interval],
    lowering: Lowering,
    *,
    low: Fraction | None,
    has_rest: bool,
) -> None:
    for row, step in zip(rows, steps, strict=True):
        if is_empty(step):
            why = Words("两头之间没有任何值", "no value lies between its ends")
            lowering.report(of_rules.band_unreachable(lowering.at(row), why=why))
    unit, scale = _printed_unit(beside, lowering)
    for overlap in overlaps(steps):
        lines = [_line(rows[which], lowering) for which in (overlap.first, overlap.second)]
        if overlap.inner is not None:
            outer = lines[0] if overlap.inner == overlap.second else lines[1]
            why = Words(f"它的值都已在第{outer}行规定", f"line {outer} covers all of it")
            lowering.report(of_rules.band_unreachable(lowering.at(rows[overlap.inner]), why=why))
            continue
        value = "—" if overlap.at is None else decimal_text(overlap.at / scale) + unit
        lowering.report(
            of_rules.band_overlap(
                lowering.at(rows[overlap.second]), value=value, first=lines[0], second=lines[1]
            )
        )
    if not has_rest and not any(is_empty(step) for step in steps):
        for gap in gaps(steps, low):
            lowering.report(of_rules.band_gap(lowering.at(node), range=range_words(gap, unit, scale)))


def _printed_unit(beside: list[nodes.Interval], lowering: Lowering) -> tuple[str, Fraction]:
    """The unit in which the bounds were written, with its scale, to say gaps in the same unit."""
    for interval in beside:
        for bound in (interval.low, interval.high):
            if bound is not None and bound.value.figure:
                value = lowering.term(bound.value)
                assert isinstance(value, Const)
                assert isinstance(value.value, Fraction)
                return bound.value.unit, value.value / bound.value.figure
    return "", Fraction(1)


def _line(row: nodes.BandRow, lowering: Lowering) -> int:
    source, span = lowering.at(row)
    return source.place(span).line or 0


# ---------------------------------------------------------------- bands of a choice


def _choices(node: nodes.Bands, type: ChoiceType, lowering: Lowering) -> tuple[ChoiceStep, ...]:
    given: dict[str, ChoiceStep] = {}
    rest: ChoiceStep | None = None
    for row in node.rows:
        value = _value(row, lowering)
        match row.over:
            case nodes.Choice(name) if name in type.choices:
                if name in given:
                    _report_twice(name, given[name], row, lowering)
                given.setdefault(name, ChoiceStep(name, value, name, row.id))
            case nodes.Rest():
                rest = ChoiceStep("", value, "其余", row.id)
            case _:
                _report_unknown(row, node, type, lowering)
    missing = [name for name in type.choices if name not in given]
    if rest is not None:
        for name in missing:
            given[name] = ChoiceStep(name, rest.value, "其余", rest.origin)
    elif missing:
        names = "、".join(f"“{name}”" for name in missing)
        lowering.report(of_rules.band_gap(lowering.at(node), range=Words(names, names)))
    return tuple(given.values())


def _report_twice(name: str, first: ChoiceStep, row: nodes.BandRow, lowering: Lowering) -> None:
    line = _line(row, lowering)
    lowering.report(of_rules.band_overlap(lowering.at(row), value=f"“{name}”", first=first.text, second=line))


def _report_unknown(row: nodes.BandRow, node: nodes.Bands, type: Type, lowering: Lowering) -> None:
    assert isinstance(type, ChoiceType)
    name = row.over.name if isinstance(row.over, nodes.Choice) else lowering.words(row.over)
    lowering.report(
        of_rules.unknown_choice_name(
            lowering.at(row),
            name=name,
            subject=lowering.words(node.subject),
            choices="、".join(type.choices),
            near=did_you_mean(name, type.choices),
        )
    )


CLAUSE = Clause(
    "bands",
    nodes.Bands,
    lower,
    Words("按 满意率 分档，每档一行：80%（含）—90% 得4分", "by satisfaction in bands, one a line"),
)
