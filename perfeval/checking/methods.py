"""Methods checked where they are declared: a score, names that are free, parameters that are used."""

from __future__ import annotations

from perfeval import nodes
from perfeval.checking.expressions import Expressions
from perfeval.checking.names import Names
from perfeval.diagnostics import Words, of_rows, of_rules, on_lines
from perfeval.registry import Registry


def check_methods(names: Names, registry: Registry, expressions: Expressions) -> None:
    """What is wrong with a method whether it is called or not. What its lines say is checked at its calls."""
    for method in names.methods.values():
        at = expressions.at(method)
        if method.name in registry.functions:
            expressions.report(of_rows.method_name_taken(at, name=method.name))
        if not any(isinstance(line, nodes.Score) for line in method.lines):
            expressions.report(of_rows.method_without_score(at, name=method.name))
        _check_parameters(method, names, expressions)


def _check_parameters(method: nodes.Method, names: Names, expressions: Expressions) -> None:
    spoken = {part.name for line in method.lines for part in nodes.walk(line) if isinstance(part, nodes.Name)}
    at = expressions.at(method)
    outer: dict[str, nodes.Node] = {**names.facts, **names.tables, **names.parameters, **names.definitions}
    seen: set[str] = set()
    for name in method.parameters:
        if name in seen or name in outer:
            first = on_lines([at if name in seen else expressions.at(outer[name])], at)
            expressions.report(of_rules.defined_twice(at, name=name, first=first))
        elif name not in spoken:
            kind = Words(f"计分办法“{method.name}”用到的", f"of method “{method.name}”, the input")
            expressions.report(of_rules.unused(at, kind=kind, name=name))
        seen.add(name)
