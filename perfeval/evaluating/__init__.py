"""Evaluating: a model and facts into an outcome.

The scalar engine is the meaning of the language: the model's program compiled once to straight-line Python
over integers. Its traced twin, the same code that keeps every value, runs when an explanation is asked for,
or when something is missing or failed. The outcome decodes from it lazily.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from attrs import frozen

from perfeval.core.program import Step
from perfeval.diagnostics import FactsError, has_errors
from perfeval.evaluating.binding import Bound, bound
from perfeval.evaluating.decoding import TraceDecoder, places_of
from perfeval.evaluating.frame import Frame
from perfeval.evaluating.generated import Generated
from perfeval.facts import Facts
from perfeval.model import Model
from perfeval.outcome import Outcome
from perfeval.values.states import Kind


@frozen(eq=False)
class Engine:
    """A model compiled, plain and traced. Build it once; it is immutable and may be shared by threads."""

    model: Model
    plain: Generated
    traced: Generated


def engine(model: Model) -> Engine:
    """A model's engine."""
    # Not at the top: an engine that was kept from an earlier run needs no compiler.
    from perfeval.evaluating.compiling import compiled

    program, functions = model.program, model.functions
    return Engine(model, compiled(program, functions, keep=False), compiled(program, functions, keep=True))


def evaluate(made: Engine, facts: Facts, *, trace: bool = False) -> Outcome:
    """The outcome of one project's facts.

    Raises FactsError when facts do not fit the rules. What is missing or failed is a state, not an error.
    """
    inputs = bound(made.model.program, facts)
    if has_errors(inputs.diagnostics):
        raise FactsError(inputs.diagnostics)
    result = None if trace else made.plain.function(inputs.inputs, inputs.rows)
    decoder = TraceDecoder(made.model, lambda: traced(made, inputs))
    if result is None:
        at = made.traced.nodes[0]
        frame = decoder.frame
        total = None if frame.variables[at.state] else frame.pair(at.score)
    else:
        total = Fraction(result[1], result[2]) if not result[0] else None
    grade = None if total is None else _grade(made.model, total)
    places = places_of(made.model, made.model.program.nodes[0])
    return Outcome(made.model, facts, total, places, grade, decoder)


def traced(made: Engine, inputs: Bound) -> Frame:
    """The frame of a traced run. While it runs, what an absence means is found from the values so far."""
    program, functions = made.model.program, made.model.functions

    def settle(node: int, so_far: dict[str, Any]) -> int:
        absent = Frame(program, functions, made.traced, inputs, so_far).node_absence(node)
        return int(absent.kind if absent is not None else Kind.FAILED)

    def skips(term: Any, row: int, so_far: dict[str, Any]) -> bool:
        return Frame(program, functions, made.traced, inputs, so_far).skips(term, row)

    variables = made.traced.function(inputs.inputs, inputs.rows, settle, skips)
    return Frame(program, functions, made.traced, inputs, variables)


def _grade(model: Model, total: Fraction) -> str | None:
    for band in model.program.grades:
        if _within(total, band.step):
            return band.name
    return None


def _within(value: Fraction, step: Step) -> bool:
    if step.low is not None and not (value > step.low or (step.low_closed and value == step.low)):
        return False
    return step.high is None or value < step.high or (step.high_closed and value == step.high)
