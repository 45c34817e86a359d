"""Checking: a tree into a model: names resolved, types and units inferred, clauses lowered to the core.

`check` reports every fault of a file in one run. Follow-ups of one cause are held back: what depends on
something faulty has an unknown type, of which nothing more is said.
"""

from __future__ import annotations

from perfeval.checking.building import Builder
from perfeval.checking.following import without_follow_ups
from perfeval.checking.possibilities import Possibilities
from perfeval.checking.tails import tails
from perfeval.diagnostics import Diagnostic, has_errors, ordered
from perfeval.model import Model
from perfeval.nodes import Tree
from perfeval.records import frozen
from perfeval.registry import Registry


@frozen(eq=False)
class Checked:
    """A model, or None when something is wrong with the rules, and all that was noticed."""

    model: Model | None
    diagnostics: tuple[Diagnostic, ...]


def check(tree: Tree, registry: Registry, before: tuple[Diagnostic, ...] = ()) -> Checked:
    """A tree checked against a registry.

    `before` are the diagnostics of reading it: they travel with the model, and with an error among them
    there is no model, since what could not be read might change any score.
    """
    builder = Builder(tree, registry)
    builder.build()
    diagnostics = ordered((*before, *without_follow_ups(before, builder.diagnostics, tree)))
    if has_errors(diagnostics):
        return Checked(None, diagnostics)
    program = builder.program()
    possible: list[Diagnostic] = []
    Possibilities(program, builder.expressions, possible.append).run()
    diagnostics = ordered((*diagnostics, *possible, *tails(tree)))
    return Checked(builder.model(program, diagnostics), diagnostics)
