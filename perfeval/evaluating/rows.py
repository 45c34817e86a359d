"""Rows that are indicators: those of no indicator or of several, those without a name, weights that do not sum."""

from __future__ import annotations

from collections.abc import Iterator

from perfeval.core import terms as core
from perfeval.core.program import Node
from perfeval.diagnostics import Diagnostic, Words, of_results
from perfeval.evaluating.frame import Frame
from perfeval.evaluating.members import Member, Members
from perfeval.model import Model
from perfeval.source import Place
from perfeval.values.numbers import decimal_text


def row_faults(members: Members) -> list[Diagnostic]:
    """Rows that would be lost or counted twice: errors, for somebody filled them in to be scored once."""
    frame = members.all[0].frame
    found: list[Diagnostic] = []
    for table, nodes in _by_table(frame).items():
        takers = {
            row: [m for m in members.all if m.row == row and _table(m.node) == table]
            for row in range(len(frame.bound.rows[table]))
        }
        unknown = {row for node in nodes for row in frame.unknown_rows_of(node.index)}
        for row, taken in takers.items():
            if not taken and row not in unknown:
                found.append(_not_taken(frame, table, row, nodes))
            elif len(taken) > 1:
                found.append(_taken_twice(frame, table, row, taken, members))
    return found


def row_findings(model: Model, members: Members) -> Iterator[Diagnostic]:
    """Rows without a name, and rows whose weights do not sum to their parent's."""
    for member in members.all:
        if member.row is not None and not member.is_named:
            table = _table(member.node)
            assert table is not None
            values = {"table": member.frame.program.tables[table].name, "row": str(member.row + 1)}
            place = row_place(member.frame, table, member.row)
            yield of_results.row_unnamed(place, name=member.node.name, **values)
    for member in members.all:
        yield from _unallocated(model, member)


def _unallocated(model: Model, member: Member) -> Iterator[Diagnostic]:
    combine, at = member.node.combine, member.frame.compiled.nodes[member.index]
    if combine is None or at.under is None or member.frame.program.nodes[combine.children[0]].over is None:
        return
    under = member.frame.pair(at.under)
    if under is None or under == member.node.weight:
        return
    left = member.node.weight - under
    amount = decimal_text(abs(left))
    less = Words(f"少{amount}分", f"{amount} too few")
    more = Words(f"多{amount}分", f"{amount} too many")
    figures = {"weight": decimal_text(member.node.weight), "sum": decimal_text(under)}
    place = model.origins[member.node.origin].place
    yield of_results.weight_unallocated(
        place, (), figures, indicator=member.node.name, difference=less if left > 0 else more, **figures
    )


def row_place(frame: Frame, table: int, row: int) -> Place | None:
    """Where a row was given: the place of its first cell."""
    cells = range(len(frame.program.tables[table].columns))
    given = (frame.bound.given.get((table, row, column)) for column in cells)
    return next((each.place for each in given if each is not None and each.place is not None), None)


def _by_table(frame: Frame) -> dict[int, list[Node]]:
    found: dict[int, list[Node]] = {}
    for node in frame.program.nodes:
        if node.over is not None:
            found.setdefault(node.over.table, []).append(node)
    return found


def _table(node: Node) -> int | None:
    return None if node.over is None else node.over.table


def _named(frame: Frame, node: Node, row: int) -> str:
    assert node.over is not None
    cell = node.over.name
    value = frame.cell(cell.table, row, cell.column) if isinstance(cell, core.Cell) else None
    return str(value) if value else "—"


def _not_taken(frame: Frame, table: int, row: int, nodes: list[Node]) -> Diagnostic:
    slot = frame.program.tables[table]
    asked = {
        term.column: slot.columns[term.column].name
        for node in nodes
        if node.over is not None and node.over.where is not None
        for term in core.inside(node.over.where)
        if isinstance(term, core.Cell)
    }
    shown = "、".join(f"“{name}”（{_cell(frame, table, row, column)}）" for column, name in asked.items())
    return of_results.row_not_taken(
        row_place(frame, table, row),
        table=slot.name,
        row=str(row + 1),
        name=_named(frame, nodes[0], row),
        columns=shown or slot.name,
    )


def _cell(frame: Frame, table: int, row: int, column: int) -> str:
    given = frame.bound.given.get((table, row, column))
    return "" if given is None else str(given.value)


def _taken_twice(frame: Frame, table: int, row: int, taken: list[Member], members: Members) -> Diagnostic:
    parents = [members.all[member.parent or 0].node.name for member in taken]
    return of_results.row_taken_twice(
        row_place(frame, table, row),
        table=frame.program.tables[table].name,
        row=str(row + 1),
        name=taken[0].node.name,
        indicators="、".join(parents),
    )
