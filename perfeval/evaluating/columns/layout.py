"""Layout: which column of a table is which input of a program, decided before a row is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from perfeval.core.program import (
    BonusInput,
    FactInput,
    InputSlot,
    ItemInput,
    JudgedInput,
    ParameterInput,
    Program,
    RecordedInput,
    StatedInput,
)
from perfeval.diagnostics import Diagnostic, of_columns
from perfeval.diagnostics.near import did_you_mean
from perfeval.records import frozen
from perfeval.source import Place

DEDUCTED = "扣分"
JUDGED = "评定"
STATED = "自评"
BONUS = "加分"


@frozen
class Layout:
    """For each input of the program its column's name; an input that is not among them has no column."""

    inputs: Mapping[int, str]
    tables: Mapping[int, str]

    @property
    def names(self) -> frozenset[str]:
        """Every column that is read."""
        return frozenset((*self.inputs.values(), *self.tables.values()))


def layout(program: Program, columns: Sequence[str]) -> Layout:
    """The layout of a table with these columns; an input may be without one."""
    present = set(columns)
    inputs: dict[int, str] = {}
    for index, slot in enumerate(program.inputs):
        found = next((name for name in names_of(program, index, slot) if name in present), None)
        if found is not None:
            inputs[index] = found
    tables = {i: table.name for i, table in enumerate(program.tables) if table.name in present}
    return Layout(inputs, tables)


def names_of(program: Program, index: int, slot: InputSlot) -> tuple[str, ...]:
    """The names that an input's column may have, the usual first."""
    if isinstance(slot, FactInput):
        return (slot.name,)
    if isinstance(slot, BonusInput):
        return (f"{slot.name}.{BONUS}",)
    what = _what(program, index, slot)
    if what is None or isinstance(slot, ParameterInput):
        return ()
    node = program.nodes[slot.node]
    named = [other for other in program.nodes if other.name == node.name]
    return (f"{node.name}.{what}", f"{node.id}.{what}") if len(named) == 1 else (f"{node.id}.{what}",)


def _what(program: Program, index: int, slot: InputSlot) -> str | None:
    match slot:
        case ItemInput():
            return slot.mark
        case RecordedInput():
            same = [
                i
                for i, o in enumerate(program.inputs)
                if isinstance(o, RecordedInput) and o.node == slot.node
            ]
            return DEDUCTED if len(same) == 1 else f"{DEDUCTED}.{same.index(index) + 1}"
        case JudgedInput():
            return JUDGED
        case StatedInput():
            return STATED
        case _:
            return None


def missing(
    program: Program, columns: Sequence[str], at: Layout, place: Place | None
) -> Iterable[Diagnostic]:
    """A fault for each fact, item and table of the program that has no column. What people take off or
    judge may be without one."""
    free = [name for name in columns if name not in at.names]
    for index, slot in enumerate(program.inputs):
        if isinstance(slot, FactInput | ItemInput) and index not in at.inputs:
            name = names_of(program, index, slot)[0]
            yield of_columns.missing_column(place, name=name, near=did_you_mean(name, free))
    for index, table in enumerate(program.tables):
        if index not in at.tables:
            yield of_columns.missing_column(place, name=table.name, near=did_you_mean(table.name, free))
