"""Parsing: a rule file's source to its tree and all that is wrong with its form.

A line pass names each statement's kind (lines); segmentation splits a sentence by the vocabulary; the
grammar reads the words (grammar, sentences); statements are put under their headings (tree).
"""

from __future__ import annotations

from collections.abc import Collection

from perfeval.diagnostics import Diagnostic, of_syntax
from perfeval.nodes import Tree
from perfeval.parsing.cutting import declared_names, inferred_names, inherited_names, method_names
from perfeval.parsing.grammar import loaded
from perfeval.parsing.kinds import Kind
from perfeval.parsing.lines import statements
from perfeval.parsing.segmentation import Names
from perfeval.parsing.sentences import Sentences
from perfeval.parsing.tree import TreeBuilder
from perfeval.parsing.variants import named_base
from perfeval.records import frozen
from perfeval.source import Place, Source, Span
from perfeval.vocabulary import by_terminal


@frozen
class Parsed:
    """A tree without the statements at fault, and the faults."""

    tree: Tree
    diagnostics: tuple[Diagnostic, ...]


def extended(source: Source) -> tuple[str, Span] | None:
    """The pack or path that a source extends, as written, and where; None where it stands on its own."""
    if not any(word in source.text.lower() for word in by_terminal()["EXTENDS"].spellings()):
        return None
    for statement in statements(source, lambda _: None):
        if statement.kind is Kind.EXTENDS and (name := named_base(statement)):
            return name, statement.span
    return None


def parse(source: Source, functions: Collection[str], base: Tree | None = None) -> Parsed:
    """The tree of a source. `functions` are the names that may stand before a bracket. Never raises.

    `base` is what the source extends: sentences may speak of what it declares. It is no part of the tree yet.
    """
    found: list[Diagnostic] = []
    lines = statements(source, found.append)
    if not lines and not found:
        found.append(of_syntax.empty_rules(Place(source.name)))
    names, choices, infers = declared_names(lines)
    if base is not None:
        below = inherited_names(base)
        names, choices, infers = {**below[0], **names}, {**below[1], **choices}, infers and below[2]
    known = Names(names, choices, frozenset({*functions, *method_names(lines, base)}), infers)
    if infers:
        # What formulas speak of is known to the sentences: 到位 of 支出/到位 in 到位为0的，不适用.
        inferred = inferred_names(loaded(), lines, known)
        known = Names({**inferred, **names}, choices, known.functions, infers)
    sentences = Sentences(source, loaded(), known, found.append)
    root = TreeBuilder(source, sentences, found.append).file(lines)
    places = {number: (source, span) for number, span in sentences.spans.items()}
    return Parsed(Tree(root, (source,), places), tuple(found))
