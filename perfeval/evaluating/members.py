"""Members: a program's nodes as one project has them: each row that is an indicator is a node of its own."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve

from perfeval.core.program import Node, Redistribution
from perfeval.evaluating.frame import Frame
from perfeval.records import frozen


@frozen(eq=False)
class Member:
    """An indicator of one project.

    `node` has its own name, path, id and weight (0 where a row's is absent). `position` is its place among all
    members, `parent` that of its parent. `frame` is the evaluation as it is seen from there; `row` counts from 0.
    """

    node: Node
    position: int
    parent: int | None
    frame: Frame
    row: int | None = None

    @property
    def index(self) -> int:
        """The number of the program's node."""
        return self.node.index

    @property
    def is_named(self) -> bool:
        """Whether it has a name of its own; a row may have none."""
        over = self.node.over
        return over is None or bool(self.frame.value(over.name))

    @property
    def state(self) -> int:
        """0, or the Kind of its absence."""
        state: int = self.frame.variables[self.frame.compiled.nodes[self.index].state]
        return state


@frozen(eq=False)
class Members:
    """All members in document order, parents before children; `below` are the positions of each one's children."""

    all: tuple[Member, ...]
    below: tuple[tuple[int, ...], ...]

    def children(self, member: Member) -> tuple[Member, ...]:
        """The members directly below one."""
        return tuple(self.all[position] for position in self.below[member.position])


def members(frame: Frame) -> Members:
    """The members of an evaluation."""
    found: list[Member] = []
    first: dict[int, int] = {}
    ids: set[str] = {node.id for node in frame.program.nodes}
    for node in frame.program.nodes:
        parent = None if node.parent is None else first[node.parent]
        first[node.index] = len(found)
        if node.over is None:
            found.append(Member(node, len(found), parent, frame))
            continue
        for row in frame.rows_of(node.index):
            view = frame.in_row(node.index, row)
            assert parent is not None
            made = _of_row(node, found[parent].node, row, view, ids)
            found.append(Member(made, len(found), parent, view, row))
    below: list[list[int]] = [[] for _ in found]
    for member in found:
        if member.parent is not None:
            below[member.parent].append(member.position)
    return Members(tuple(found), tuple(map(tuple, below)))


def whole_weight(member: Member) -> Fraction:
    """The weight of all that is under a member; its own where no rows make it differ."""
    under = member.frame.compiled.nodes[member.index].under
    return member.node.weight if under is None else member.frame.pair(under) or Fraction(0)


def earned(member: Member) -> Fraction | None:
    """What could be earned: less than the weight where a part does not apply and nothing redistributes it."""
    node, applicable = member.node, member.frame.compiled.nodes[member.index].weight
    if node.combine is None or applicable is None or node.combine.redistribution is not Redistribution.NONE:
        return node.weight
    weight = member.frame.pair(applicable)
    return None if weight is None else weight + node.weight - whole_weight(member)


def _of_row(node: Node, parent: Node, row: int, view: Frame, ids: set[str]) -> Node:
    assert node.over is not None
    name = str(view.value(node.over.name) or f"第{row + 1}行")
    path = (*parent.path, name)
    id = next(each for each in _ids(f"{parent.id}/{name.replace('/', '／')}") if each not in ids)
    ids.add(id)
    return evolve(node, name=name, path=path, id=id, weight=view.row_weight(node.index) or node.weight)


def _ids(plain: str) -> Iterator[str]:
    yield plain
    count = 2
    while True:
        yield f"{plain}#{count}"
        count += 1
