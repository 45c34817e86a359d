"""Weighing: the points of every indicator before and after, and those that differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from perfeval import nodes
from perfeval.revision import Reweighed

Path = tuple[str, ...]
_HUNDRED = Fraction(100)


def reweighed(before: nodes.File, after: nodes.File, origins: Mapping[int, Path]) -> Iterator[Reweighed]:
    """Indicators whose points differ, in the order of the new framework, then those that are gone.

    `origins` gives the path that an indicator had before, by its id; one that is new has none.
    """
    old = {path: points for path, _, points in _weighed(before)}
    kept: set[Path] = set()
    for path, node, points in _weighed(after):
        origin = origins.get(node.id)
        kept.update(() if origin is None else (origin,))
        was = None if origin is None else old.get(origin)
        if origin is None or was != points:
            yield Reweighed(path, was, points)
    for path, points in old.items():
        if path not in kept:
            yield Reweighed(path, points, None)


def _weighed(root: nodes.File) -> Iterator[tuple[Path, nodes.Indicator, Fraction | None]]:
    """Every indicator with its path and points, parents first."""
    framework = next((line for line in root.lines if isinstance(line, nodes.Framework)), None)
    full = framework.points if framework is not None and framework.points is not None else _HUNDRED
    pending: list[tuple[Path, nodes.Indicator, Fraction]]
    pending = [((node.name,), node, full) for node in reversed(root.indicators)]
    while pending:
        path, node, above = pending.pop()
        points = points_of(node, above)
        yield path, node, points
        below = points if points is not None else Fraction(0)
        pending += (((*path, child.name), child, below) for child in reversed(node.children))


def points_of(node: nodes.Indicator, above: Fraction) -> Fraction | None:
    """An indicator's points, where its parent has `above`; None where nothing says them."""
    if node.weight is not None:
        return above * node.weight if node.is_share else node.weight
    for line in node.lines:
        if isinstance(line, nodes.Weight) and isinstance(line.value, nodes.Number):
            return line.value.figure
    return None
