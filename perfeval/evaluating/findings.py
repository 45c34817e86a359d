"""What an evaluation noticed: facts that do not fit, what is missing or failed, deductions without reasons."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from perfeval.core import terms as core
from perfeval.core.program import BonusInput, FactInput, JudgedInput, Node, RecordedInput
from perfeval.diagnostics import Diagnostic, Fault, Words, of_facts, of_plugins, of_results
from perfeval.evaluating.binding import Recorded
from perfeval.evaluating.frame import Frame
from perfeval.evaluating.members import Member, Members
from perfeval.evaluating.phrases import filled
from perfeval.evaluating.plausibility import suspicions
from perfeval.evaluating.rows import row_findings, row_place
from perfeval.model import Model
from perfeval.source import Place
from perfeval.values.completion import assumed
from perfeval.values.numbers import decimal_text
from perfeval.values.states import Kind, Reason
from perfeval.values.targets import Quantity, Target

MOST_NAMES = 6
COMPLETION = "completion"


def findings(model: Model, members: Members, year: int | None) -> tuple[Diagnostic, ...]:
    """All of them, each once, in the order: facts, absences, deductions, remarks, readings.

    `year` is the project's, None where the facts say none.
    """
    frame = members.all[0].frame
    found = [
        *frame.bound.diagnostics,
        *suspicions(model.program, frame, year),
        *_absences(model, members),
        *row_findings(model, members),
        *_deductions(model, frame),
        *_judgements(model, frame),
        *_vetoes(model, frame),
        *_stated(model, frame),
        *_remarks(model, members),
        *_readings(model, frame),
    ]
    return tuple(found)


# ---------------------------------------------------------------- missing and failed


def _absences(model: Model, members: Members) -> Iterator[Diagnostic]:
    seen: set[Reason] = set()
    for member in members.all:
        node, frame = member.node, member.frame
        if not member.state or (node.combine is not None and members.below[member.position]):
            unknown = node.combine is not None and _unknown_rows(member)
            if not unknown:
                continue
        absent = frame.node_absence(node.index)
        if absent is None or absent.kind is Kind.NOT_APPLICABLE:
            continue
        for reason in absent.reasons:
            made = WORDED.get(reason.code, _other)(node, dict(reason.data), model, frame)
            if reason not in seen and made is not None:
                seen.add(reason)
                yield made


def _unknown_rows(member: Member) -> bool:
    """Whether it is not known of some row whether it is under a node."""
    nodes, combine = member.frame.program.nodes, member.node.combine
    assert combine is not None
    return any(
        nodes[child].over is not None and member.frame.unknown_rows_of(child) for child in combine.children
    )


Worded = Callable[[Node, dict[str, str], Model, Frame], Diagnostic | None]


def _rule_place(node: Node, model: Model) -> Place:
    return model.origins[node.origin].place


def _missing_fact(node: Node, data: dict[str, str], model: Model, frame: Frame) -> Diagnostic:
    name = data["fact"]
    slot = next(s for s in model.program.inputs if isinstance(s, FactInput) and s.name == name)
    unit = f"（{slot.unit.symbol}）" if slot.unit is not None else ""
    place = model.origins[slot.origin].place if slot.origin else _rule_place(node, model)
    return of_facts.missing_fact(place, name=name, unit=unit, indicator=node.name)


def _missing_cell(node: Node, data: dict[str, str], model: Model, frame: Frame) -> Diagnostic:
    return of_facts.missing_cell(_rule_place(node, model), indicator=node.name, **data)


def _missing_item(node: Node, data: dict[str, str], model: Model, frame: Frame) -> Diagnostic:
    answers = "存在、不存在" if data["negative"] else "符合、部分符合、不符合"
    return of_facts.missing_item(
        _rule_place(node, model), indicator=data["indicator"], mark=data["mark"], answers=answers
    )


def _missing_judgement(node: Node, data: dict[str, str], model: Model, frame: Frame) -> Diagnostic:
    return of_facts.missing_judgement(_rule_place(node, model), indicator=node.name, tiers=data["tiers"])


def _missing_stated(node: Node, data: dict[str, str], model: Model, frame: Frame) -> Diagnostic:
    return of_facts.missing_stated(_rule_place(node, model), indicator=node.name)


def _missing_table(node: Node, data: dict[str, str], model: Model, frame: Frame) -> Diagnostic:
    return of_results.missing_table(_rule_place(node, model), indicator=node.name, table=data["table"])


def _by_zero(node: Node, data: dict[str, str], model: Model, frame: Frame) -> Diagnostic:
    divisor = data.get("divisor", "")
    slots = model.program.inputs
    place = next(
        (
            given.place
            for index, given in frame.bound.given.items()
            if isinstance(index, int) and getattr(slots[index], "name", None) == divisor.split("、")[0]
        ),
        None,
    )
    return of_results.division_by_zero(
        place or _rule_place(node, model), indicator=node.name, divisor=divisor or node.name
    )


def _no_rows(node: Node, data: dict[str, str], model: Model, frame: Frame) -> Diagnostic:
    return of_results.no_rows(_rule_place(node, model), indicator=node.name, table=data["table"])


def _too_few_rows(node: Node, data: dict[str, str], model: Model, frame: Frame) -> Diagnostic:
    return of_results.too_few_rows(_rule_place(node, model), indicator=node.name, **data)


def _row_weight(node: Node, data: dict[str, str], model: Model, frame: Frame) -> Diagnostic:
    assert node.over is not None
    place = row_place(frame, node.over.table, frame.row)
    return of_results.row_weight_negative(place, name=node.name, **data)


def _no_row(node: Node, data: dict[str, str], model: Model, frame: Frame) -> Diagnostic:
    return of_results.no_row(_rule_place(node, model), indicator=node.name, **data)


def _no_band(node: Node, data: dict[str, str], model: Model, frame: Frame) -> Diagnostic:
    return of_results.no_band(_rule_place(node, model), indicator=node.name, value=data["value"])


def _actual(node: Node, data: dict[str, str], model: Model, frame: Frame) -> Diagnostic:
    return of_results.actual_not_a_number(
        _rule_place(node, model), indicator=node.name, actual=data.get("actual", "")
    )


def _lacks_part(node: Node, data: dict[str, str], model: Model, frame: Frame) -> Diagnostic:
    return of_results.actual_lacks_part(
        _rule_place(node, model),
        indicator=node.name,
        actual=data.get("actual", ""),
        target=data.get("target", ""),
    )


def _differ(node: Node, data: dict[str, str], model: Model, frame: Frame) -> Diagnostic:
    return of_results.values_differ(
        _rule_place(node, model),
        indicator=node.name,
        actual=data.get("actual", ""),
        target=data.get("target", ""),
    )


def _nothing(node: Node, data: dict[str, str], model: Model, frame: Frame) -> None:
    """A value that does not apply beside one that is missing: nothing to mend."""


def _other(node: Node, data: dict[str, str], model: Model, frame: Frame) -> Diagnostic:
    shown = "，".join(f"{key} {value}" for key, value in data.items())
    return of_results.not_computable(_rule_place(node, model), indicator=node.name, reason=shown)


def _said(fault: Fault) -> Worded:
    """A failure of which nothing needs to be told but where it is."""

    def worded(node: Node, data: dict[str, str], model: Model, frame: Frame) -> Diagnostic:
        return fault(_rule_place(node, model), indicator=node.name)

    return worded


PLUGIN_FAULTS = {
    "plug-in-raised": Words("出错（{detail}）", "failed ({detail})"),
    "plug-in-float": Words("给出了浮点数，不精确", "gave a float, which is not exact"),
    "plug-in-no-number": Words("给出的不是数（{detail}）", "gave no number ({detail})"),
    "plug-in-no-value": Words("没有给出结果", "gave nothing"),
    "plug-in-bounds": Words("给出{detail}，超出它自己声明的范围", "gave {detail}, outside its own bounds"),
}
"""What a plug-in's function did, as the middle of a sentence."""


def _plugin(fault: Words) -> Worded:
    def worded(node: Node, data: dict[str, str], model: Model, frame: Frame) -> Diagnostic:
        what = Words(fault.zh.format_map(data), fault.en.format_map(data))
        named = {"plugin": data["plugin"], "function": data["function"], "indicator": node.name}
        return of_plugins.value_failed(_rule_place(node, model), what=what, **named)

    return worded


WORDED: dict[str, Worded] = {
    **{code: _plugin(fault) for code, fault in PLUGIN_FAULTS.items()},
    "missing": _missing_fact,
    "cell": _missing_cell,
    "item": _missing_item,
    "judged": _missing_judgement,
    "stated": _missing_stated,
    "table": _missing_table,
    "given": _nothing,
    "rule": _nothing,
    "target-is-phrase": _nothing,
    "division-by-zero": _by_zero,
    "no-rows": _no_rows,
    "row-weight": _row_weight,
    "too-large": _said(of_results.too_large),
    "no-band": _no_band,
    "no-row": _no_row,
    "too-few-rows": _too_few_rows,
    "root-of-negative": _said(of_results.root_of_negative),
    "logarithm-not-positive": _said(of_results.logarithm_not_positive),
    "places-not-whole": _said(of_results.places_not_whole),
    "actual-not-a-number": _actual,
    "actual-lacks-part": _lacks_part,
    "units-differ": _differ,
}


# ---------------------------------------------------------------- people's decisions


def _deductions(model: Model, frame: Frame) -> Iterator[Diagnostic]:
    for index, recorded in sorted(frame.bound.recorded.items()):
        slot = model.program.inputs[index]
        if isinstance(slot, BonusInput):
            yield from _bonuses(slot, recorded)
            continue
        assert isinstance(slot, RecordedInput)
        name = model.program.nodes[slot.node].name
        for one in recorded:
            if not one.deduction.reason:
                points = decimal_text(one.points)
                yield of_results.unexplained_deduction(
                    one.deduction.place, (), {"points": points}, indicator=name, points=points
                )


def _judgements(model: Model, frame: Frame) -> Iterator[Diagnostic]:
    """What a judgement lacks: what the rules ask for, and a reason wherever it lost points."""
    for index, judged in sorted(frame.bound.judged.items()):
        slot = model.program.inputs[index]
        assert isinstance(slot, JudgedInput)
        node, given = model.program.nodes[slot.node], judged.judgement
        lacks = []
        if not given.reason and (slot.needs_reason or judged.points < node.weight):
            lacks.append(Words("理由", "reason"))
        if not given.evidence and slot.needs_evidence:
            lacks.append(Words("佐证", "evidence"))
        if lacks:
            what = Words("和".join(each.zh for each in lacks), " and ".join(each.en for each in lacks))
            yield of_results.judgement_lacks(given.place, indicator=node.name, what=what)


def _bonuses(slot: BonusInput, recorded: list[Recorded]) -> Iterator[Diagnostic]:
    for one in recorded:
        if not one.deduction.reason:
            points = decimal_text(one.points)
            place, shown = one.deduction.place, {"points": points}
            yield of_results.unexplained_bonus(place, (), shown, name=slot.name, points=points)


def _vetoes(model: Model, frame: Frame) -> Iterator[Diagnostic]:
    for veto in model.program.vetoes:
        holds = frame.value(veto.when)
        text = filled(veto.phrase, frame)
        place = model.origins[veto.origin].place
        words = Words(text("zh"), text("en"))
        if holds is True:
            yield of_results.veto_met(place, text=words)
        elif holds is None:
            yield of_results.veto_open(place, text=words)


def _stated(model: Model, frame: Frame) -> Iterator[Diagnostic]:
    for node in model.program.nodes:
        at = frame.compiled.nodes[node.index]
        if node.is_stated and not frame.variables[at.state]:
            score = frame.pair(at.score)
            assert score is not None
            shown = decimal_text(score)
            place = _rule_place(node, model)
            yield of_results.stated_score(place, (), {"score": shown}, indicator=node.name, score=shown)


def _remarks(model: Model, members: Members) -> Iterator[Diagnostic]:
    for member in members.all:
        for said in member.node.remarks:
            if member.frame.value(said.when) is True:
                place = model.origins[said.origin].place
                yield of_results.remark(place, indicator=member.node.name, text=said.text)


# ---------------------------------------------------------------- how targets and actuals were read


def _readings(model: Model, frame: Frame) -> Iterator[Diagnostic]:
    read = list(_as_written(model, frame))
    bare = [each.raw for each in read if isinstance(each, Target) and "bare-number" in each.assumptions]
    compared = [
        each.raw
        for each in read
        if isinstance(each, Quantity) and "actual-has-comparator" in each.assumptions
    ]
    if bare:
        yield of_results.target_assumed(None, count=len(bare), names=_some(bare))
    if compared:
        yield of_results.actual_has_comparator(None, names=_some(compared))
    yield from _pairs(model, frame)


def _as_written(model: Model, frame: Frame) -> Iterator[object]:
    """Every fact that the rules use, and every cell that is filled in."""
    for index, given in enumerate(model.program.inputs):
        fact = core.Input(index)
        if isinstance(given, FactInput) and fact in frame.compiled.places:
            yield frame.value(fact)
    for table, slot in enumerate(model.program.tables):
        for row in range(len(frame.bound.rows[table])):
            for column, each in enumerate(slot.columns):
                if each.term is None:
                    yield frame.cell(table, row, column)


def _pairs(model: Model, frame: Frame) -> Iterator[Diagnostic]:
    """What was taken for granted when an actual was held against its target."""
    taken: dict[str, None] = {}
    differing: dict[str, None] = {}
    for actual, target in _compared(model, frame):
        codes = assumed(actual, target)
        shown = f"{actual.raw}（{target.raw}）"
        if "unit-taken" in codes:
            taken[shown] = None
        if "labels-differ" in codes:
            differing[shown] = None
    if taken:
        yield of_results.unit_taken(None, names=_some(list(taken)))
    if differing:
        yield of_results.labels_of_actual_differ(None, names=_some(list(differing)))


def _compared(model: Model, frame: Frame) -> Iterator[tuple[Quantity, Target]]:
    """Every actual with its target, as the rules pair them."""
    program = model.program
    columns = [
        (table, column.term)
        for table, slot in enumerate(program.tables)
        for column in slot.columns
        if column.term
    ]
    for table, term in columns:
        for call in _calls(term):
            for row in range(len(frame.bound.rows[table])):
                cells = [frame.cell(table, row, each.column) for each in call if isinstance(each, core.Cell)]
                yield from _pair(cells)
    for definition in program.definitions:
        for call in _calls(definition.term):
            yield from _pair([frame.value(each) for each in call if isinstance(each, core.Input)])


def _calls(term: core.Term) -> Iterator[tuple[core.Term, ...]]:
    for inner in core.inside(term):
        if isinstance(inner, core.Call) and inner.function == COMPLETION:
            yield inner.arguments


def _pair(values: list[object]) -> Iterator[tuple[Quantity, Target]]:
    match values:
        case [Quantity() as actual, Target() as target]:
            yield actual, target


def _some(names: list[str]) -> Words:
    shown = names[:MOST_NAMES]
    more = "…" if len(names) > MOST_NAMES else ""
    return Words("、".join(shown) + more, ", ".join(shown) + more)
