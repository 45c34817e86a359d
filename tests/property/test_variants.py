"""Local standards laid over any framework: nothing loses its place, sums agree, and what is printed says the same."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings

from perfeval import nodes
from perfeval.checking import check
from perfeval.defaults import default_registry
from perfeval.diagnostics import has_errors
from perfeval.loading import Read, read_chain
from perfeval.parsing import parse
from perfeval.parsing.printing import Style, print_tree
from perfeval.source import Source
from tests.strategies.variants import DrawnVariant, variants

CAREFUL = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
REGISTRY = default_registry()


def merged(drawn: DrawnVariant) -> Read:
    sources = Source("local.rules", drawn.text), Source("base.rules", drawn.base.text)
    return read_chain(sources, REGISTRY.functions)


@CAREFUL
@given(variants())
def test_every_part_keeps_its_place_in_its_file(drawn: DrawnVariant) -> None:
    tree = merged(drawn).tree
    assert tree is not None
    known = {"local.rules": drawn.text, "base.rules": drawn.base.text}
    for node in nodes.walk(tree.root):
        source, span = tree.at(node)
        assert source.text == known[source.name]
        assert 0 <= span.start <= span.end <= len(source.text)
        if isinstance(node, nodes.Indicator):
            assert node.name in source.text[span.start : span.end]


@CAREFUL
@given(variants())
def test_sums_agree_and_what_one_loses_another_gains(drawn: DrawnVariant) -> None:
    read = merged(drawn)
    assert read.tree is not None
    assert read.revision is not None
    checked = check(read.tree, REGISTRY, read.diagnostics)
    assert not has_errors(checked.diagnostics)
    # A first-level heading keeps its points, so all that changes is below one.
    assert all(len(each.path) == 2 for each in read.revision.reweighed)
    moved = ((each.after or 0) - (each.before or 0) for each in read.revision.reweighed)
    assert sum(moved, Fraction(0)) == 0


@pytest.mark.parametrize("style", [Style(), Style(language="en")], ids=["zh", "en"])
@CAREFUL
@given(drawn=variants())
def test_what_is_printed_says_the_same(drawn: DrawnVariant, style: Style) -> None:
    base = parse(Source("base.rules", drawn.base.text), REGISTRY.functions).tree
    root = parse(Source("local.rules", drawn.text), REGISTRY.functions, base).tree.root
    again = parse(Source("printed", print_tree(root, style)), REGISTRY.functions, base)
    assert again.tree.root == root
    assert again.diagnostics == ()
