"""The tree's declarations by name: facts, tables, definitions, indicators; what is declared twice."""

from __future__ import annotations

from typing import TypeVar

from attrs import define, field

from perfeval import nodes
from perfeval.diagnostics import Diagnostic, Label, of_rules, on_lines
from perfeval.nodes import Tree

_Declared = TypeVar("_Declared", bound=nodes.Node)


@define
class Heading:
    """An indicator of the tree with its place in the hierarchy; number 0 is the framework.

    With `rows` it stands for the rows of a table (逐行计分), whose number is `table` once tables are known.
    """

    index: int
    node: nodes.Indicator
    parent: int
    path: tuple[str, ...]
    id: str
    children: list[int] = field(factory=list)
    definitions: dict[str, nodes.Definition] = field(factory=dict)
    rows: nodes.EachRow | None = None
    table: int | None = None

    @property
    def rate_name(self) -> str:
        """The name of the definition that is its 比率: its own name, 比率 for the rows of a table."""
        return self.node.name if self.rows is None else RATE


RATE = "比率"


@define
class Names:
    """What a file declares. `definitions` are those outside any indicator.

    `conditions` are names that stand where only yes or no can stand: 没有 甲 的, 若 甲 则.
    """

    facts: dict[str, nodes.Fact] = field(factory=dict)
    tables: dict[str, nodes.Table] = field(factory=dict)
    lookups: dict[str, nodes.LookupTable] = field(factory=dict)
    parameters: dict[str, nodes.Parameter] = field(factory=dict)
    methods: dict[str, nodes.Method] = field(factory=dict)
    definitions: dict[str, nodes.Definition] = field(factory=dict)
    headings: list[Heading] = field(factory=list)
    by_indicator: dict[str, list[int]] = field(factory=dict)
    conditions: set[str] = field(factory=set)
    diagnostics: list[Diagnostic] = field(factory=list)

    @property
    def infers_facts(self) -> bool:
        """A file that declares no facts means its unknown names as facts."""
        return not self.facts

    def known(self, heading: Heading | None) -> list[str]:
        """The names that can be meant at a place, for “did you mean”."""
        own = list(heading.definitions) if heading else []
        return [*own, *self.facts, *self.definitions, *self.parameters, *self.tables, *self.by_indicator]


def collected(tree: Tree) -> Names:
    """The names of a tree. Two declarations of one name are reported; the first counts."""
    names = Names()
    collector = _Collector(tree, names)
    for line in tree.root.lines:
        if isinstance(line, nodes.Fact):
            collector.declare(names.facts, line.name, line)
        elif isinstance(line, nodes.Table):
            collector.declare(names.tables, line.name, line)
            collector.columns(line)
        elif isinstance(line, nodes.LookupTable):
            collector.declare(names.lookups, line.name, line)
        elif isinstance(line, nodes.Parameter):
            collector.declare(names.parameters, line.name, line)
        elif isinstance(line, nodes.Method):
            collector.declare(names.methods, line.name, line)
    for loose in tree.root.loose:
        if isinstance(loose, nodes.Definition):
            collector.declare(names.definitions, loose.name, loose)
    collector.headings(tree.root.indicators, 0, ())
    for node in tree.nodes:
        names.conditions.update(part.name for part in _conditions(node) if isinstance(part, nodes.Name))
    return names


def _conditions(node: nodes.Node) -> tuple[nodes.Expression, ...]:
    """The parts of a node that must be yes or no."""
    match node:
        case nodes.Conditional(condition):
            return (condition,)
        case nodes.If(condition):
            return (condition,)
        case nodes.Logic(_, left, right):
            return left, right
        case nodes.Not(operand) | nodes.Has(operand):
            return (operand,)
        case nodes.Member(_, _, where) if where is not None:
            return (where,)
        case _:
            return ()


@define
class _Collector:
    tree: Tree
    names: Names
    _first: dict[str, nodes.Node] = field(factory=dict)
    _ids: dict[str, int] = field(factory=dict)

    def declare(self, table: dict[str, _Declared], name: str, node: _Declared) -> None:
        """Adds a declaration, reporting a name that already has a meaning."""
        if name in self._first:
            self.twice(name, self._first[name], node)
            return
        self._first[name] = node
        table[name] = node

    def twice(self, name: str, first: nodes.Node, second: nodes.Node) -> None:
        """Reports a name that is declared again."""
        at, before = self.tree.at(second), self.tree.at(first)
        line = on_lines([before], at)
        self.names.diagnostics.append(of_rules.defined_twice(at, (Label(*before),), name=name, first=line))

    def columns(self, table: nodes.Table) -> None:
        """Reports columns of one table that share a name."""
        seen: dict[str, nodes.Column] = {}
        for column in table.columns:
            if column.name in seen:
                self.twice(column.name, seen[column.name], column)
            seen.setdefault(column.name, column)

    def headings(self, indicators: tuple[nodes.Indicator, ...], parent: int, path: tuple[str, ...]) -> None:
        """Numbers the headings in document order and collects their own definitions."""
        for node in indicators:
            heading = Heading(len(self.names.headings) + 1, node, parent, (*path, node.name), "")
            heading.id = self._id(heading.path)
            self.names.headings.append(heading)
            self.names.by_indicator.setdefault(node.name, []).append(heading.index)
            if parent:
                self.names.headings[parent - 1].children.append(heading.index)
            self._own(heading)
            self._rows(heading)
            self.headings(node.children, heading.index, heading.path)

    def _rows(self, heading: Heading) -> None:
        """The rows of tables that are indicators below a heading."""
        for line in heading.node.lines:
            if isinstance(line, nodes.EachRow):
                level = heading.node.level + 1
                node = nodes.Indicator(level, line.table, None, lines=line.lines, id=line.id)
                index = len(self.names.headings) + 1
                each = Heading(index, node, heading.index, (*heading.path, ""), f"{heading.id}/", rows=line)
                self.names.headings.append(each)
                heading.children.append(index)
                for name in heading.definitions:
                    self._first.setdefault(name, heading.definitions[name])
                self._own(each)
                for name in heading.definitions:
                    if self._first[name] is heading.definitions[name]:
                        del self._first[name]

    def _own(self, heading: Heading) -> None:
        for line in heading.node.lines:
            if not isinstance(line, nodes.Definition):
                continue
            before = heading.definitions.get(line.name) or self._first.get(line.name)
            if before is not None:
                self.twice(line.name, before, line)
            else:
                heading.definitions[line.name] = line

    def _id(self, path: tuple[str, ...]) -> str:
        plain = "/".join(name.replace("/", "／") for name in path)
        count = self._ids[plain] = self._ids.get(plain, 0) + 1
        return plain if count == 1 else f"{plain}#{count}"
