"""Rings through scores: indicators whose scores need one another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise

from perfeval.checking.expressions import Expressions
from perfeval.core import terms as core
from perfeval.core.program import Node, Set, Take, Veto
from perfeval.diagnostics import Diagnostic, Words, of_rules, on_lines
from perfeval.nodes import Tree


def report_score_rings(
    nodes: Mapping[int, Node], expressions: Expressions, tree: Tree, report: Callable[[Diagnostic], None]
) -> None:
    """Reports each ring of indicators once, with the lines of its members."""
    needs = {index: tuple(dict.fromkeys(_needed(node, expressions))) for index, node in nodes.items()}
    done: set[int] = set()
    for start in nodes:
        ring = _ring(start, needs, done)
        if ring:
            _report(ring, nodes, tree, report)


def _needed(node: Node, expressions: Expressions) -> Iterator[int]:
    if node.combine is not None:
        yield from node.combine.children
    terms: list[core.Term] = [] if node.applies is None else [node.applies]
    if node.over is not None:
        terms += [each for each in (node.over.where, node.over.name, node.over.weight) if each is not None]
    for step in node.steps:
        if isinstance(step, Set):
            terms.extend([step.term] if step.when is None else [step.term, step.when])
        elif isinstance(step, Take):
            terms.extend(entry.amount for entry in step.entries)
        elif isinstance(step, Veto):
            terms.append(step.when)
    if node.rate is not None:
        terms.append(core.Defined(node.rate))
    seen: set[int] = set()
    while terms:
        for term in core.inside(terms.pop()):
            match term:
                case core.Of(other, what) if what in ("score", "exact"):
                    yield other
                case core.Defined(index) if index not in seen:
                    seen.add(index)
                    made = expressions.definitions[index]
                    if made is not None:
                        terms.append(made.term)
                case _:
                    pass


def _ring(start: int, needs: Mapping[int, tuple[int, ...]], done: set[int]) -> list[int]:
    """The first ring found from a node, depth first; what was searched without finding one is done."""
    if start in done:
        return []
    path, branches = [start], [iter(needs[start])]
    while branches:
        other = next(branches[-1], None)
        if other is None:
            done.add(path.pop())
            branches.pop()
        elif other in path:
            done.update(path)
            return path[path.index(other) :]
        elif other not in done:
            path.append(other)
            branches.append(iter(needs.get(other, ())))
    return []


def _report(
    ring: list[int], nodes: Mapping[int, Node], tree: Tree, report: Callable[[Diagnostic], None]
) -> None:
    names = [nodes[index].name for index in [*ring, ring[0]]]
    pairs = list(pairwise(names))
    zh = "，".join(f"“{a}”的得分{'又' if i else ''}要先知道“{b}”的得分" for i, (a, b) in enumerate(pairs))
    en = ", ".join(f"the score of “{a}” needs that of “{b}”" for a, b in pairs)
    members = [tree.at(nodes[index].origin) for index in ring]
    at, lines = members[0], on_lines(members, members[0])
    report(of_rules.ring(at, path=Words(zh, en), lines=lines))
