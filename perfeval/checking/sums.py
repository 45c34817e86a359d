"""`其中：` of a fact: the parts that it is the sum of, resolved to the program's inputs."""

from __future__ import annotations

from collections.abc import Iterator

from perfeval import nodes
from perfeval.checking.expressions import Expressions, kind_words
from perfeval.checking.units import as_words
from perfeval.core import terms as core
from perfeval.core.program import DeclaredSum
from perfeval.core.types import NumberType, Type, UnknownType
from perfeval.diagnostics import Words, of_rules
from perfeval.diagnostics.near import did_you_mean


def declared_sums(expressions: Expressions) -> tuple[DeclaredSum, ...]:
    """Every fact with parts, in the order of the file. A part that is no declared number is reported."""
    facts = expressions.names.facts.values()
    return tuple(made for fact in facts if fact.parts for made in _sum(expressions, fact))


def _sum(expressions: Expressions, fact: nodes.Fact) -> Iterator[DeclaredSum]:
    whole, type = expressions.fact(fact.name)
    parts = [_part(expressions, fact, type, name) for name in fact.parts]
    found = [part for part in parts if part is not None]
    if len(found) == len(parts) and isinstance(whole, core.Input):
        yield DeclaredSum(whole.index, tuple(found), fact.id)


def _part(expressions: Expressions, fact: nodes.Fact, whole: Type, name: str) -> int | None:
    at = expressions.at(fact)
    if name not in expressions.names.facts or name == fact.name:
        known = [each for each in expressions.names.facts if each != fact.name]
        expressions.report(
            of_rules.unknown_part(at, name=name, whole=fact.name, near=did_you_mean(name, known))
        )
        return None
    term, type = expressions.fact(name)
    if isinstance(type, UnknownType) or isinstance(whole, UnknownType):
        return None
    if not isinstance(type, NumberType) or not isinstance(whole, NumberType):
        found = type if not isinstance(type, NumberType) else whole
        expressions.report(of_rules.not_a_number(at, found=kind_words(found)))
        return None
    if type.dimension != whole.dimension:
        left, right = name + as_words(type.dimension or ()), fact.name + as_words(whole.dimension or ())
        expressions.report(of_rules.units_differ(at, left=left, right=right, verb=Words("相加", "added")))
        return None
    return term.index if isinstance(term, core.Input) else None
