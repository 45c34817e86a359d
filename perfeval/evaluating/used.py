"""The facts that a loss rests on, with where each came from."""

from __future__ import annotations

from collections.abc import Iterable

from perfeval.core import terms as core
from perfeval.core.program import FactInput, ParameterInput, ParameterValue
from perfeval.core.types import TextType
from perfeval.evaluating.binding import Slot
from perfeval.evaluating.frame import Frame
from perfeval.evaluating.phrases import figure, shown_value
from perfeval.outcome import UsedFact


def used_facts(frame: Frame, terms: Iterable[core.Term]) -> tuple[UsedFact, ...]:
    """The facts inside terms, definitions opened, in source order, each once. Of a table, the rows taken."""
    found: dict[Slot, UsedFact] = {}
    pending = list(reversed(list(terms)))
    while pending:
        term = pending.pop()
        match term:
            case core.Input(index):
                if index in frame.bound.parties:
                    found.setdefault(index, _stated(frame, index))
                elif index in frame.bound.parameters:
                    found.setdefault(index, _parameter(frame, index))
                elif isinstance(frame.program.inputs[index], FactInput) and index in frame.bound.given:
                    found.setdefault(index, _fact(frame, index))
            case core.Defined(index):
                pending.append(frame.program.definitions[index].term)
            case core.Of(node, "rate"):
                rate = frame.program.nodes[node].rate
                if rate is not None:
                    pending.append(frame.program.definitions[rate].term)
            case core.Cell(table, column) if frame.loop:
                _cells(frame, table, column, found)
            case core.Branch(condition, then, otherwise) if frame.value(condition) is not None:
                pending += [then if frame.value(condition) else otherwise, condition]
            case core.Aggregate():
                _rows(frame, term, found)
            case _:
                pending.extend(reversed(core.parts(term)))
    return tuple(found.values())


def _fact(frame: Frame, index: int) -> UsedFact:
    slot = frame.program.inputs[index]
    assert isinstance(slot, FactInput)
    given = frame.bound.given[index]
    amount = frame.bound.amounts.get(index)
    if amount is None:
        value = shown_value(core.Input(index), frame.value(core.Input(index)), frame)
        return UsedFact(slot.name, value, "", source_of(given))
    if slot.unit is None:
        return UsedFact(slot.name, figure(amount.figure), amount.unit, source_of(given))
    return UsedFact(slot.name, figure(amount.number / slot.unit.scale), slot.unit.symbol, source_of(given))


def _parameter(frame: Frame, index: int) -> UsedFact:
    slot, value = frame.program.inputs[index], frame.bound.parameters[index]
    assert isinstance(slot, ParameterInput)
    shown, unit = _written(value)
    source = source_of(frame.bound.given[index])
    return UsedFact(slot.name, shown, unit, source, is_parameter=True, since=value.since)


def _written(value: ParameterValue) -> tuple[str, str]:
    if value.figure is not None:
        return figure(value.figure), value.unit
    if isinstance(value.value, bool):
        return ("是" if value.value else "否"), ""
    return str(value.value), ""


def _stated(frame: Frame, index: int) -> UsedFact:
    given = frame.bound.given[index]
    return UsedFact(frame.bound.parties[index], str(given.value), "分", source_of(given))


def _rows(frame: Frame, term: core.Aggregate, found: dict[Slot, UsedFact]) -> None:
    loop = frame.compiled.loops[term]
    columns = _given_columns(frame, term.value)
    for row in range(len(frame.bound.rows[term.table])):
        if term.where is not None and not frame.value(term.where, loop, row):
            continue
        for column in columns:
            slot = (term.table, row, column)
            given = frame.bound.given.get(slot)
            if given is not None:
                name = f"{_row_name(frame, term.table, row)} {frame.program.tables[term.table].columns[column].name}"
                found.setdefault(slot, UsedFact(name, str(given.value), "", source_of(given)))


def _cells(frame: Frame, table: int, column: int, found: dict[Slot, UsedFact]) -> None:
    """The cell of the row at hand; of a computed column, the cells that it rests on."""
    slot = frame.program.tables[table]
    for each in _given_columns(frame, core.Cell(table, column)):
        given = frame.bound.given.get((table, frame.row, each))
        if given is not None:
            name = f"{slot.name}第{frame.row + 1}行 {slot.columns[each].name}"
            unit = slot.columns[each].unit
            shown = unit.symbol if unit is not None and not isinstance(given.value, str) else ""
            found.setdefault(
                (table, frame.row, each), UsedFact(name, str(given.value), shown, source_of(given))
            )


def _given_columns(frame: Frame, term: core.Term) -> list[int]:
    """The given columns that a row's value rests on, through computed columns."""
    columns: list[int] = []
    pending = [term]
    while pending:
        for inner in core.inside(pending.pop()):
            if isinstance(inner, core.Cell):
                computed = frame.program.tables[inner.table].columns[inner.column].term
                if computed is None:
                    columns.append(inner.column)
                else:
                    pending.append(computed)
    return sorted(set(columns))


def _row_name(frame: Frame, table: int, row: int) -> str:
    """What a row is called: its first column of free text, or its number."""
    for index, column in enumerate(frame.program.tables[table].columns):
        if isinstance(column.type, TextType):
            value = frame.cell(table, row, index)
            if value:
                return str(value)
    return f"{frame.program.tables[table].name}#{row + 1}"


def source_of(given: object) -> str:
    """Where a fact came from: what its file says of it, and where it stands in the file."""
    parts = [getattr(given, "source", None), getattr(given, "place", None)]
    return "，".join(str(part) for part in parts if part)
