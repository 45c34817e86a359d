"""Tails: the points that a scoring sentence's words name, where they are not those of the sentence itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from perfeval import nodes
from perfeval.diagnostics import Diagnostic, Words, of_possibilities
from perfeval.nodes import Tree
from perfeval.values.numbers import decimal_text, fold, read_number

_FIGURE = r"(?P<{}>[0-9]+(?:\.[0-9]+)?) *分(?!钟|[之数])"
_POINTS = re.compile(
    rf"(?:得|计|扣|扣减|扣除|最多|最高) *{_FIGURE.format('after')}|\( *{_FIGURE.format('inside')} *\)"
)
"""得2分, 扣1分, （2分）: points that are given or taken; 考试90分以上 is none."""


def tails(tree: Tree) -> Iterator[Diagnostic]:
    """The sentences whose words name other points than they give or take."""
    for node in tree.nodes:
        own = _own(node)
        text = getattr(node, "text", "")
        if not own or not text:
            continue
        named = [number for match in _POINTS.finditer(fold(text)) if (number := _number(match)) is not None]
        other = list(dict.fromkeys(number for number in named if number not in own))
        if other:
            figures = Words(*("、".join(_points(each, zh=zh) for each in other) for zh in (True, False)))
            said = Words(_points(own[0], zh=True), _points(own[0], zh=False))
            yield of_possibilities.tail_differs(tree.at(node), figures=figures, own=said)


def _own(node: nodes.Node) -> list[Fraction]:
    """The points of a sentence that has words beside them; none of any other."""
    match node:
        case nodes.Item(points=points, is_share=False):
            return [points]
        case nodes.Discretion():
            return [] if node.limit is None else [node.limit]
        case nodes.PerOccurrence():
            return [each for each in (node.points, node.limit) if each is not None]
        case _:
            return []


def _number(match: re.Match[str]) -> Fraction | None:
    return read_number(match["after"] or match["inside"])


def _points(number: Fraction, *, zh: bool) -> str:
    return decimal_text(number) + ("分" if zh else " points")
