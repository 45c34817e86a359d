"""Operands: the Python expressions that stand for a value in generated code.

A number is two expressions, numerator and denominator (never negative); an absent number is 0 over 0.
Anything else is one expression, None when absent.
"""

from __future__ import annotations

from perfeval.core.program import FactInput, ParameterInput, Program
from perfeval.core.types import NumberType, Type
from perfeval.records import frozen
from perfeval.values.numbers import MAX_DIGITS

INPUT_BITS = MAX_DIGITS * 4
"""No number read from a rule or a fact is longer."""


@frozen
class Pair:
    """A number: numerator and denominator as Python expressions. `is_sure` says it is never absent."""

    n: str
    d: str
    is_sure: bool = False
    bits: int = INPUT_BITS


@frozen
class Single:
    """Any other value, one Python expression, None when absent."""

    name: str
    is_sure: bool = False


Operand = Pair | Single


def named(prefix: str, type: Type, *, is_sure: bool = False) -> Operand:
    """The operand for a value that comes from outside under a name."""
    if isinstance(type, NumberType):
        return Pair(f"{prefix}n", f"{prefix}d", is_sure)
    return Single(prefix, is_sure)


def variables(operand: Operand) -> tuple[str, ...]:
    """The variables that hold an operand."""
    return (operand.n, operand.d) if isinstance(operand, Pair) else (operand.name,)


def input_operand(program: Program, index: int) -> Operand:
    """The operand of an input: items, recorded and stated points are numbers. A parameter is always there."""
    slot = program.inputs[index]
    type: Type = slot.type if isinstance(slot, FactInput | ParameterInput) else NumberType(None)
    return named(f"i{index}_", type, is_sure=isinstance(slot, ParameterInput))
