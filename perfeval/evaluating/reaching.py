"""Reaching: what parts of a program one traced evaluation came to, read off its kept values."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from perfeval.core import terms as core
from perfeval.core.program import LossKind, Node, Set, Take
from perfeval.evaluating.frame import Frame
from perfeval.evaluating.members import Members
from perfeval.reach import Reach, item_of, item_parts, numbered
from perfeval.values.states import Kind


def reached(members: Members) -> frozenset[Reach]:
    """The parts that this evaluation came to in any of its members; nothing is computed again."""
    return frozenset(each for member in members.all for each in _of_node(member.frame, member.node))


def _of_node(frame: Frame, node: Node) -> Iterator[Reach]:
    if node.applies is not None:
        applies = frame.value(node.applies)
        if applies is not None:
            yield Reach(node.origin, "fails" if applies else "holds", node.index, "applies")
    state = frame.variables[frame.compiled.nodes[node.index].state]
    for remark in node.remarks:
        if frame.value(remark.when):
            yield Reach(remark.origin, "holds", node.index)
    if state == int(Kind.NOT_APPLICABLE):
        return
    for step in node.steps:
        match step:
            case Set(when=None):
                if frame.value(step.term) is not None:
                    yield Reach(step.origin, "score", node.index, step.kind.value)
                yield from _of_term(frame, step.term, step.origin, node.index)
            case Set(term, when=when):
                truth = None if when is None else frame.value(when)
                if truth is not None:
                    yield Reach(step.origin, "holds" if truth else "fails", node.index)
                if truth:
                    yield from _of_term(frame, term, step.origin, node.index)
            case Take(entries):
                for entry in entries:
                    yield from _of_entry(frame, node, entry.amount, entry.origin, entry.kind)
            case _:
                pass


def _of_entry(frame: Frame, node: Node, amount: core.Term, origin: int, kind: LossKind) -> Iterator[Reach]:
    value = frame.value(amount)
    if not isinstance(value, Fraction):
        return
    item = item_of(frame.program, amount) if kind is LossKind.UNMET_ITEM else None
    if item is not None:
        yield Reach(origin, item_parts(item)[0 if value > 0 else 1], node.index, item.mark)
    elif kind is LossKind.BONUS and value:
        yield Reach(origin, "given", node.index)
    elif value > 0:
        yield Reach(origin, "taken", node.index)
    yield from _of_term(frame, amount, origin, node.index)


def _of_term(frame: Frame, term: core.Term, origin: int, node: int) -> Iterator[Reach]:
    """The branches that were taken and the lines of step tables that were met, definitions opened."""
    waiting = [(term, origin, node)]
    seen: set[int] = set()
    while waiting:
        top, origin, node = waiting.pop()
        numbers = numbered(top)
        pending = [top]
        while pending:
            here = pending.pop()
            match here:
                case core.Defined(index) if index not in seen:
                    seen.add(index)
                    definition = frame.program.definitions[index]
                    waiting.append((definition.term, definition.origin, definition.node or 0))
                case core.Of(other, "rate"):
                    rate = frame.program.nodes[other].rate
                    pending.extend([] if rate is None else [core.Defined(rate)])
                case core.Branch(condition, then, otherwise):
                    pending.append(condition)
                    truth = frame.value(condition)
                    if truth is not None:
                        yield Reach(origin, "then" if truth else "else", node, numbers[here])
                        pending.append(then if truth else otherwise)
                case core.Lookup(_, subject):
                    pending.append(subject)
                    met = frame.met(here)
                    if met is not None:
                        yield Reach(met.origin or origin, "band", node, met.text)
                case core.Aggregate():
                    pass  # what its rows came to is not one thing
                case _:
                    pending.extend(core.parts(here))
