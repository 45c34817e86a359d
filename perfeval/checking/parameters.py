"""Parameters into inputs: each value in base units, in the order of the dates from which they hold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from perfeval import nodes
from perfeval.checking.units import constant
from perfeval.core import terms as core
from perfeval.core.program import ParameterInput, ParameterValue
from perfeval.core.types import BARE_TYPE, RATIO_TYPE, BooleanType, TextType, Type, UnknownType
from perfeval.diagnostics import Diagnostic, of_tables
from perfeval.nodes import Tree
from perfeval.source import Stretch

Report = Callable[[Diagnostic], None]


def parameter(node: nodes.Parameter, report: Report, tree: Tree) -> ParameterInput | None:
    """A parameter's input; None, reported, where its values do not agree with one another or with the dates."""

    read = [_value(value, report, tree.at(value.value)) for value in node.values]
    types = [type for _, type in read]
    if any(isinstance(type, UnknownType) for type in types):
        return None
    type = _common(types)
    if type is None:
        report(of_tables.parameter_kinds_differ(tree.at(node), name=node.name))
        return None
    if not _are_dated(node, report, tree):
        return None
    values = sorted((value for value, _ in read), key=lambda value: value.since or date.min)
    return ParameterInput(node.name, type, tuple(values), node.id)


def _value(node: nodes.ParameterValue, report: Report, at: Stretch) -> tuple[ParameterValue, Type]:
    literal, sign = node.value, 1
    if isinstance(literal, nodes.Negative):
        literal, sign = literal.operand, -1
    match literal:
        case nodes.Number(figure, unit):
            term, type = constant(literal, report, at)
            assert isinstance(term, core.Const)
            assert isinstance(term.value, Fraction)
            return ParameterValue(node.since, sign * term.value, sign * figure, unit), type
        case nodes.Text(value):
            return ParameterValue(node.since, value), TextType()
        case nodes.Boolean(truth):
            return ParameterValue(node.since, truth), BooleanType()
        case _:
            raise AssertionError(literal)  # the parser has refused anything else


def _common(types: list[Type]) -> Type | None:
    """The one type of all values; a number without a unit fits beside percentages and scales only."""
    if all(type in (BARE_TYPE, RATIO_TYPE) for type in types):
        return RATIO_TYPE if RATIO_TYPE in types else BARE_TYPE
    return types[0] if all(type == types[0] for type in types) else None


def _are_dated(node: nodes.Parameter, report: Report, tree: Tree) -> bool:
    """Whether each of several values says from when it holds, and no two from the same day."""
    if len(node.values) == 1:
        return True
    seen: dict[date, nodes.ParameterValue] = {}
    for value in node.values:
        at = source, span = tree.at(value)
        if value.since is None:
            written = " ".join(source.text[span.start : span.end].split())
            report(of_tables.parameter_undated(at, name=node.name, value=written))
            return False
        if value.since in seen:
            report(of_tables.parameter_twice(at, name=node.name, since=value.since.isoformat()))
            return False
        seen[value.since] = value
    return True
