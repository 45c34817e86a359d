"""Signs: which terms are never below zero, so that bands may begin at 0.

Facts count as never negative: one that is given below zero is put to the reviewer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from perfeval.core import terms as core
from perfeval.core.program import Definition


def is_never_negative(
    term: core.Term, definitions: Sequence[Definition | None], rates: Mapping[int, int | None]
) -> bool:
    """Whether a term has no value below zero; False where that cannot be seen. `rates` are the nodes' 比率."""

    def known(term: core.Term) -> bool:
        match term:
            case core.Const(value):
                return isinstance(value, Fraction) and value >= 0
            case core.Input() | core.Cell():
                return True
            case core.Arithmetic("+" | "×" | "÷", left, right):
                return known(left) and known(right)
            case core.Branch(_, then, otherwise):
                return known(then) and known(otherwise)
            case core.Rounded(operand):
                return known(operand)
            case core.Aggregate("count"):
                return True
            case core.Aggregate("sum" | "mean" | "min" | "max", _, value):
                return known(value)
            case core.Call("abs" | "completion"):
                return True
            case core.Call("min" | "default", arguments):
                return all(map(known, arguments))
            case core.Call("max", arguments):
                return any(map(known, arguments))
            case core.Defined(index):
                definition = definitions[index]
                return definition is not None and known(definition.term)
            case core.Of(node, "rate"):
                rate = rates.get(node)
                return rate is not None and known(core.Defined(rate))
            case _:
                return False

    return known(term)
