"""Weights: every heading's points, shares of the parent resolved, sums compared."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from attrs import define, field

from perfeval import nodes
from perfeval.checking.names import Heading, Names
from perfeval.checking.units import fraction_of
from perfeval.core.program import Gathering
from perfeval.diagnostics import Diagnostic, Label, Words, of_rules, of_totals, of_variants, on_lines
from perfeval.nodes import Tree
from perfeval.values.numbers import decimal_text


@define
class Weights:
    """Assigns each indicator its weight in points and reports sums that do not agree.

    `ways` say how a parent is made, where it is not a sum: under 加权平均 and 取最低 a child marked in per cent,
    or not at all, is scored on its parent's scale, and `shares` are what it counts for.
    """

    tree: Tree
    names: Names
    full_marks: Fraction
    report: Callable[[Diagnostic], None]
    ways: Mapping[int, Gathering] = field(factory=dict)
    of: dict[int, Fraction] = field(factory=dict)
    shares: dict[int, Fraction] = field(factory=dict)
    _faulty: set[int] = field(factory=set)

    def assign(self) -> None:
        """Weights in document order (parents first), then the sums at every level."""
        for heading in self.names.headings:
            self.of[heading.index] = self._weight(heading)
        top = [heading.index for heading in self.names.headings if heading.parent == 0]
        has_framework = any(isinstance(line, nodes.Framework) for line in self.tree.root.lines)
        if has_framework or 0 in self.ways:
            self._check(0, top)
        for heading in self.names.headings:
            if any(self.names.headings[child - 1].rows is not None for child in heading.children):
                continue  # rows have the weights that a project gives them
            if heading.children:
                self._check(heading.index, heading.children)

    def _check(self, index: int, children: list[int]) -> None:
        match self.ways.get(index, Gathering.SUM):
            case Gathering.SUM:
                self._compare(index, children)
            case Gathering.MEAN:
                self._share(index, children)
            case Gathering.LOWEST:
                pass  # each child counts by its rate alone

    def _share(self, index: int, children: list[int]) -> None:
        """The shares under 加权平均: as written, by points, or equal where no heading says anything."""
        found = {child: self.names.headings[child - 1].node for child in children}
        kinds = {None if node.weight is None else node.is_share for node in found.values()}
        total = sum((self.of[child] for child in children), Fraction(0))
        for child, node in found.items():
            is_written = node.is_share and node.weight is not None
            self.shares[child] = (node.weight or Fraction(0)) if is_written else self.of[child] / total
        if index in self._faulty or self._faulty.intersection(children):
            return  # a follow-up of what was already reported
        at = self.tree.at(self.names.headings[index - 1].node if index else self._framework())
        parts = "、".join(f"{node.name} {self._written(node)}" for node in found.values())
        if len(kinds) > 1:
            self.report(of_totals.shares_mixed(at, parts=parts))
        elif (
            kinds == {True} and (summed := sum((self.shares[child] for child in children), Fraction(0))) != 1
        ):
            self.report(of_totals.shares_mismatch(at, sum=decimal_text(summed * 100), parts=parts))

    def _written(self, node: nodes.Indicator) -> str:
        if node.weight is None:
            return "—"
        return f"{decimal_text(node.weight * 100)}%" if node.is_share else f"{decimal_text(node.weight)}分"

    def _weight(self, heading: Heading) -> Fraction:
        if heading.rows is not None:
            return Fraction(0)
        node, written = heading.node, heading.node.weight
        said = [line for line in node.lines if isinstance(line, nodes.Weight)]
        for extra in said[1:] if written is None else said:
            statement = Words("分值", "weight")
            before = self.tree.at(said[0] if written is None else node)
            at = self.tree.at(extra)
            self.report(of_rules.second_framework(at, statement=statement, first=on_lines([before], at)))
        if written is None and said:
            return self._said(heading, said[0])
        parent = self.of[heading.parent] if heading.parent else self.full_marks
        on_its_scale = self.ways.get(heading.parent, Gathering.SUM) is not Gathering.SUM
        if on_its_scale and (written is None or node.is_share) and parent > 0:
            return parent
        if written is None:
            return self._without(heading)
        weight = parent * written if node.is_share else written
        if weight <= 0:
            self._faulty.add(heading.index)
            self.report(
                of_rules.negative_weight(self.tree.at(node), name=node.name, weight=decimal_text(weight))
            )
            return Fraction(1)
        return weight

    def _said(self, heading: Heading, line: nodes.Weight) -> Fraction:
        if not isinstance(line.value, nodes.Number):
            self._faulty.add(heading.index)
            self.report(of_rules.weight_not_constant(self.tree.at(line)))
            return Fraction(1)
        weight = fraction_of(line.value)
        if weight <= 0:
            self._faulty.add(heading.index)
            self.report(
                of_rules.negative_weight(
                    self.tree.at(line), name=heading.node.name, weight=decimal_text(weight)
                )
            )
            return Fraction(1)
        return weight

    def _without(self, heading: Heading) -> Fraction:
        if heading.node.id == self.tree.root.id:  # a file without headings
            return self.full_marks
        self._faulty.add(heading.index)
        level = "一二三四五六七八九"[min(heading.node.level, 9) - 1]
        example = f"{level}级指标 {heading.node.name} 5分"
        self.report(
            of_rules.missing_full_marks(self.tree.at(heading.node), name=heading.node.name, example=example)
        )
        return Fraction(1)

    def _compare(self, index: int, children: list[int]) -> None:
        if index in self._faulty or any(child in self._faulty for child in children):
            return  # a follow-up of what was already reported
        own = self.of[index] if index else self.full_marks
        total = sum((self.of[child] for child in children), Fraction(0))
        if total == own:
            return
        headings = self.names.headings
        node: nodes.Node = headings[index - 1].node if index else self._framework()
        name = headings[index - 1].node.name if index else getattr(node, "name", "")
        parts = [f"{headings[c - 1].node.name}{decimal_text(self.of[c])}" for c in children[:8]]
        tail = " …" if len(children) > 8 else ""
        parts_said = Words("、".join(parts) + tail, ", ".join(parts) + tail)
        over = decimal_text(abs(total - own))
        difference = (
            Words(f"多{over}分", f"{over} too many")
            if total > own
            else Words(f"少{over}分", f"{over} too few")
        )
        figures = {"weight": decimal_text(own), "sum": decimal_text(total)}
        values = {"name": name, "difference": difference, "parts": parts_said, **figures}
        changed = self.tree.reweighed.get(headings[index - 1].node.id if index else self.tree.root.id, ())
        if not changed:
            self.report(of_rules.weights_mismatch(self.tree.at(node), (), figures, **values))
            return
        # Where a file extends another, its own lines are those to mend, not the inherited heading.
        at, *more = dict.fromkeys(changed)
        there = () if self.tree.at(node) == at else (self.tree.at(node),)
        labels = [Label(*each) for each in (*more, *there)]
        lines = on_lines((at, *more), at)
        said = f"{name} {figures['sum']}"
        change = Words(f"修改 {said}分", f"change {said} points")
        if not index:
            change = Words(f"体系 {said}分", f"framework {said} points")
        self.report(
            of_variants.changed_weights_mismatch(at, labels, figures, lines=lines, change=change, **values)
        )

    def _framework(self) -> nodes.Node:
        lines = self.tree.root.lines
        return next((line for line in lines if isinstance(line, nodes.Framework)), self.tree.root)
