"""Reach: the parts of a program that an evaluation may come to: scores, conditions, items, bands, branches."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from perfeval.core import terms as core
from perfeval.core.program import ItemInput, LossKind, Node, Program, Set, Take


class Reach(NamedTuple):
    """One part: the line of the rules it belongs to (a tree node's id), what it is, and which.

    `part` is "score" (a score came of it), "holds" and "fails" (a condition), "met" and "unmet" (an item), "found"
    and "clear" (an item that takes points off), "taken" (points were taken off), "given" (a bonus), "band" (`detail`
    is the band or choice), "then" and "else" (若). `node` is the indicator, 0 for what several may use.
    """

    origin: int
    part: str
    node: int
    detail: str = ""


def reachable(program: Program) -> tuple[Reach, ...]:
    """Every part there is, in the order of the indicators; each once."""
    found: dict[Reach, None] = {}
    for node in program.nodes:
        found.update(dict.fromkeys(_of_node(program, node)))
    for index, definition in enumerate(program.definitions):
        owner = definition.node or 0
        found.update(dict.fromkeys(of_term(program, core.Defined(index), definition.origin, owner)))
    return tuple(found)


def _of_node(program: Program, node: Node) -> Iterator[Reach]:
    if node.applies is not None:
        yield Reach(node.origin, "holds", node.index, "applies")
        yield Reach(node.origin, "fails", node.index, "applies")
    for remark in node.remarks:
        yield Reach(remark.origin, "holds", node.index)
    for step in node.steps:
        match step:
            case Set(term, kind=kind, origin=origin, when=None):
                if not any(_has_lines(program, part) for part in core.inside(term)):
                    yield Reach(origin, "score", node.index, kind.value)
                yield from of_term(program, term, origin, node.index)
            case Set(term, origin=origin):
                yield Reach(origin, "holds", node.index)
                yield Reach(origin, "fails", node.index)
                yield from of_term(program, term, origin, node.index)
            case Take(entries):
                for entry in entries:
                    item = item_of(program, entry.amount) if entry.kind is LossKind.UNMET_ITEM else None
                    if item is None:
                        is_bonus = entry.kind is LossKind.BONUS
                        yield Reach(entry.origin, "given" if is_bonus else "taken", node.index)
                        if not isinstance(entry.amount, core.Branch):
                            yield from of_term(program, entry.amount, entry.origin, node.index)
                    else:
                        for part in item_parts(item):
                            yield Reach(entry.origin, part, node.index, item.mark)
            case _:
                pass


def of_term(program: Program, term: core.Term, origin: int, node: int) -> Iterator[Reach]:
    """The branches of a term and the lines of its step tables; definitions count by themselves."""
    if isinstance(term, core.Defined):
        term = program.definitions[term.index].term
    for part, number in numbered(term).items():
        if isinstance(part, core.Branch):
            yield Reach(origin, "then", node, number)
            yield Reach(origin, "else", node, number)
        elif isinstance(part, core.Lookup) and _has_lines(program, part):
            for step in program.lookups[part.table].steps:
                yield Reach(step.origin or origin, "band", node, step.text)


def _has_lines(program: Program, term: core.Term) -> bool:
    """Whether a term is a step table that somebody wrote."""
    return isinstance(term, core.Lookup) and not program.lookups[term.table].is_implied


def numbered(term: core.Term) -> dict[core.Term, str]:
    """The 若 and step tables of a term; which 若 it is, from the second on. What is done row by row is left out."""
    found: dict[core.Term, str] = {}
    branches = 0
    pending = [term]
    while pending:
        here = pending.pop()
        if isinstance(here, core.Aggregate):
            continue
        if isinstance(here, core.Branch) and here not in found:
            branches += 1
            found[here] = str(branches) if branches > 1 else ""
        elif isinstance(here, core.Lookup):
            found[here] = ""
        pending.extend(reversed(core.parts(here)))
    return found


def item_parts(item: ItemInput) -> tuple[str, str]:
    """An item's two answers as parts: the one that takes points off, and the one that does not."""
    return ("found", "clear") if item.is_negative else ("unmet", "met")


def item_of(program: Program, term: core.Term) -> ItemInput | None:
    """The item whose answer an amount rests on."""
    for part in core.inside(term):
        if isinstance(part, core.Input):
            slot = program.inputs[part.index]
            if isinstance(slot, ItemInput):
                return slot
    return None
