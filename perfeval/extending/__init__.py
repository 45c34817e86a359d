"""Extending: a tree with alterations and the tree it extends to one tree, and what was changed.

Neither tree is touched. The merged one has the sources of both, and every node says where it was written.
"""

from __future__ import annotations

from attrs import evolve

from perfeval import nodes
from perfeval.diagnostics import Diagnostic, Label, of_variants, on_lines
from perfeval.extending.altering import Alterations
from perfeval.extending.lines import merged_lines, merged_loose
from perfeval.extending.renaming import mapped
from perfeval.extending.weighing import reweighed
from perfeval.nodes import Tree
from perfeval.records import frozen
from perfeval.revision import Altered, Revision
from perfeval.source import Stretch


@frozen(eq=False)
class Merged:
    """The merged tree, what was changed, and the faults; with an error among them neither is to be used."""

    tree: Tree
    revision: Revision
    diagnostics: tuple[Diagnostic, ...]


def merge(local: Tree, base: Tree) -> Merged:
    """A file's tree laid over the tree of what it extends."""
    moved, places = _renumbered(base, max(local.places, default=0))
    places.update(local.places)
    whole = Tree(local.root, (*local.sources, *base.sources), places)
    found: list[Diagnostic] = []
    altered: list[Altered] = []
    _one_base(whole, found)
    lines = merged_lines(whole, local.root.lines, moved.lines, altered)
    loose = merged_loose(whole, local.root.loose, moved.loose, altered)
    alterations = Alterations(whole, moved, local.root.id, found, altered)
    indicators = alterations.applied(local.root.alterations)
    root = nodes.File(lines, loose, indicators, id=local.root.id)
    tree = Tree(root, whole.sources, places, alterations.reweighed, alterations.emptied)
    is_rated = any(isinstance(line, nodes.RatingScale) for line in root.lines)
    weights = () if is_rated else tuple(reweighed(base.root, root, alterations.origins))
    revision = Revision(local.source.name, base.source.name, tuple(altered), weights, is_rated)
    return Merged(tree, revision, tuple(found))


def _one_base(tree: Tree, found: list[Diagnostic]) -> None:
    first, *more = (line for line in tree.root.lines if isinstance(line, nodes.Extends))
    for line in more:
        at, before = tree.at(line), tree.at(first)
        found.append(of_variants.extends_twice(at, (Label(*before),), first=on_lines([before], at)))


def _renumbered(base: Tree, above: int) -> tuple[nodes.File, dict[int, Stretch]]:
    """The base's root with ids above a number, and where they stand: both trees count from 1."""
    places = {number + above: stretch for number, stretch in base.places.items()}
    shifted = mapped(base.root, lambda node: evolve(node, id=node.id + above))
    assert isinstance(shifted, nodes.File)
    return shifted, places
