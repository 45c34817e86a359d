"""Lines: a file's own lines, or those of one indicator, laid over the inherited ones; what says the same is replaced."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from attrs import evolve

from perfeval import nodes
from perfeval.nodes import Tree
from perfeval.revision import Act, Altered

_Line = TypeVar("_Line", bound=nodes.Node)
_SCORES = (nodes.Bonus, nodes.Veto, nodes.Parameter)
"""Lines of a file that are listed where they are new: they change scores. 数据 and 表 only serve other lines."""


def merged_lines(
    tree: Tree, new: Sequence[nodes.FileLine], old: Sequence[nodes.FileLine], altered: list[Altered]
) -> tuple[nodes.FileLine, ...]:
    """The file's own lines. If any 等级 is written, all inherited ones go."""
    own = [line for line in new if not isinstance(line, nodes.Extends)]
    points = next((line.points for line in old if isinstance(line, nodes.Framework)), None)
    own = [
        evolve(line, points=points) if isinstance(line, nodes.Framework) and line.points is None else line
        for line in own
    ]
    grades = [line for line in own if isinstance(line, nodes.Grade)]
    kept = []
    for line in old:
        if grades and isinstance(line, nodes.Grade):
            same = next((grade for grade in grades if grade.name == line.name), None)
            act = Act.REPLACED if same is not None else Act.VOIDED
            altered.append(Altered(act, "", tree.at(line), None if same is None else tree.at(same)))
        else:
            kept.append(line)
    return _laid(tree, own, kept, _of_file, "", altered)


def merged_loose(
    tree: Tree, new: Sequence[nodes.IndicatorLine], old: Sequence[nodes.IndicatorLine], altered: list[Altered]
) -> tuple[nodes.IndicatorLine, ...]:
    """Lines above the first heading, and those of an indicator."""
    return _laid(tree, new, old, _of_indicator, "", altered)


def merged_own(
    tree: Tree,
    new: Sequence[nodes.IndicatorLine],
    old: Sequence[nodes.IndicatorLine],
    indicator: str,
    altered: list[Altered],
) -> tuple[nodes.IndicatorLine, ...]:
    """The lines of an indicator that is changed."""
    return _laid(tree, new, old, _of_indicator, indicator, altered)


def _laid(
    tree: Tree,
    new: Sequence[_Line],
    old: Sequence[_Line],
    key_of: Callable[[nodes.Node], Hashable],
    indicator: str,
    altered: list[Altered],
) -> tuple[_Line, ...]:
    """The inherited lines in their order, each with its successor in its place; then what is new."""
    successors: dict[Hashable, list[_Line]] = {}
    for line in new:
        if (key := key_of(line)) is not None:
            successors.setdefault(key, []).append(line)
    laid: list[_Line] = []
    placed: set[Hashable] = set()
    for line in old:
        key = key_of(line)
        if key is None or key not in successors:
            laid.append(line)
            continue
        altered.append(Altered(Act.REPLACED, indicator, tree.at(line), tree.at(successors[key][0])))
        laid += () if key in placed else successors[key]
        placed.add(key)
    rest = [line for line in new if key_of(line) not in placed]
    altered += (
        Altered(Act.ADDED, indicator, None, tree.at(line))
        for line in rest
        if indicator or isinstance(line, _SCORES)
    )
    return (*laid, *rest)


def _of_file(line: nodes.Node) -> Hashable:
    """What a line of a file is about: two about the same cannot both stand. None where it only adds."""
    match line:
        case (
            nodes.Fact(name)
            | nodes.Table(name)
            | nodes.LookupTable(name)
            | nodes.Parameter(name)
            | nodes.Method(name)
        ):
            return "name", name
        case nodes.Bonus(name):
            return "bonus", name
        case nodes.RatingTable(count):
            return "rating table", count
        case nodes.Veto(condition, effect):
            return "veto", condition, effect
        case nodes.Grade() | nodes.Basis() | nodes.Explanation() | nodes.Advice():
            return None
        case _:
            return type(line).__name__


def _of_indicator(line: nodes.Node) -> Hashable:
    """The same of a line of an indicator."""
    match line:
        case (
            nodes.Score()
            | nodes.ByRate()
            | nodes.Bands()
            | nodes.Interpolation()
            | nodes.Judged()
            | nodes.ScoredBy()
            | nodes.Rating()
        ):
            return "base"  # an indicator has one base: a new one replaces it with its gate
        case nodes.Definition(name):
            return "name", name
        case nodes.Item(mark):
            return "item", mark
        case nodes.Conditional(condition):
            return "condition", condition
        case nodes.Steps(subject, way):
            return "steps", subject, way
        case nodes.PerOccurrence(text=text):
            return "finding", text
        case nodes.Weight() | nodes.FormulaInWords() | nodes.Combined():
            return type(line).__name__
        case _:
            return None
