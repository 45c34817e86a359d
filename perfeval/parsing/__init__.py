"""Parsing: a rule file's source to its tree and all that is wrong with its form.

A line pass names each statement's kind (lines); segmentation splits a sentence by the vocabulary; the
grammar reads the words (grammar, sentences); statements are put under their headings (tree).
"""

from __future__ import annotations

from collections.abc import Collection

from perfeval.diagnostics import Diagnostic, of_syntax
from perfeval.nodes import Tree
from perfeval.parsing.cutting import declared_names, inferred_names, method_names
from perfeval.parsing.grammar import loaded
from perfeval.parsing.lines import statements
from perfeval.parsing.segmentation import Names
from perfeval.parsing.sentences import Sentences
from perfeval.parsing.tree import TreeBuilder
from perfeval.records import frozen
from perfeval.source import Place, Source


@frozen
class Parsed:
    """A tree without the statements at fault, and the faults."""

    tree: Tree
    diagnostics: tuple[Diagnostic, ...]


def parse(source: Source, functions: Collection[str]) -> Parsed:
    """The tree of a source. `functions` are the names that may stand before a bracket. Never raises."""
    found: list[Diagnostic] = []
    lines = statements(source, found.append)
    if not lines and not found:
        found.append(of_syntax.empty_rules(Place(source.name)))
    names, choices, infers = declared_names(lines)
    known = Names(names, choices, frozenset({*functions, *method_names(lines)}), infers)
    if infers:
        # What formulas speak of is known to the sentences: 到位 of 支出/到位 in 到位为0的，不适用.
        inferred = inferred_names(loaded(), lines, known)
        known = Names({**inferred, **names}, choices, known.functions, infers)
    sentences = Sentences(source, loaded(), known, found.append)
    root = TreeBuilder(source, sentences, found.append).file(lines)
    places = {number: (source, span) for number, span in sentences.spans.items()}
    return Parsed(Tree(root, (source,), places), tuple(found))
