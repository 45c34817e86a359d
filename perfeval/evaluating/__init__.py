"""Evaluating: a model and facts into an outcome.

The scalar engine is the meaning of the language: the model's program compiled once to straight-line Python
over integers. Its traced twin, the same code that keeps every value, runs when an explanation is asked for,
or when something is missing or failed. The outcome decodes from it lazily.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cached_property
from typing import Any

from attrs import define

from perfeval.core.program import FactInput
from perfeval.diagnostics import FactsError, has_errors
from perfeval.evaluating.binding import Bound, bound
from perfeval.evaluating.decoding import TraceDecoder, places_of
from perfeval.evaluating.frame import Frame
from perfeval.evaluating.generated import Code, Generated
from perfeval.facts import Facts
from perfeval.model import Model
from perfeval.outcome import Outcome
from perfeval.values.states import Kind


@define(eq=False, frozen=True, slots=False)
class Engine:
    """A model compiled. Build it once; it is immutable and may be shared by threads.

    `whole` and `whole_traced` take a flat dict that has every fact (see dense); None where the program needs more.
    """

    model: Model
    traced: Generated

    @cached_property
    def plain(self) -> Generated:
        """The function of bound inputs that keeps nothing but states and scores."""
        from perfeval.evaluating.compiling import compiled

        return compiled(self.model.program, self.model.functions, keep=False)

    @cached_property
    def _dense(self) -> tuple[Code | None, Code | None]:
        from perfeval.evaluating.dense import dense

        return dense(self.model.program, self.model.functions, self.traced) or (None, None)

    @property
    def whole(self) -> Code | None:
        """The function from a flat dict to the total."""
        return self._dense[0]

    @property
    def whole_traced(self) -> Code | None:
        """The traced function of a flat dict."""
        return self._dense[1]

    def __reduce__(self) -> tuple[object, ...]:
        # What one run mostly needs; the others are compiled where they are asked for.
        return Engine, (self.model, self.traced)

    @cached_property
    def places(self) -> int | None:
        """In how many places the total is printed."""
        return places_of(self.model, self.model.program.nodes[0])

    @cached_property
    def size(self) -> int:
        """How many facts a flat dict must have: each of the program's, and no other."""
        return sum(isinstance(slot, FactInput) for slot in self.model.program.inputs)


def engine(model: Model) -> Engine:
    """A model's engine."""
    # Not at the top: an engine that was kept from an earlier run needs no compiler.
    from perfeval.evaluating.compiling import compiled

    return Engine(model, compiled(model.program, model.functions, keep=True))


def evaluate(made: Engine, facts: Facts, *, as_of: date | None = None, trace: bool = False) -> Outcome:
    """The outcome of one project's facts, with parameters as of a day (the end of the project's year).

    Raises FactsError when facts do not fit the rules. What is missing or failed is a state, not an error.
    """
    inputs = _bound(made, facts, as_of)
    if has_errors(inputs.diagnostics):
        raise FactsError(inputs.diagnostics)
    result = None if trace else made.plain.function(inputs.inputs, inputs.rows)
    decoder = TraceDecoder(made.model, lambda: traced(made, inputs), lambda: facts)
    if result is None:
        return Outcome(made.model, _total(made, decoder.frame), made.places, decoder, as_of)
    total = None if result[0] else (result[1], result[2])
    return Outcome(made.model, total, made.places, decoder, as_of)


def evaluate_flat(
    made: Engine,
    given: dict[str, Any],
    read: Callable[[dict[str, Any]], Facts],
    *,
    as_of: date | None = None,
    trace: bool = False,
) -> Outcome | None:
    """The outcome of facts in a flat dict where they are plain enough to be read at once; None where they are not,
    and the general way has to tell why. What `read` makes of the dict is made when something asks for it.
    """
    code = made.whole_traced if trace else made.whole
    if code is None or len(given) != made.size:
        return None
    if not trace:
        total = code.function(given)
        if total is None:
            return None
        decoder = _later(made, given.copy(), read, as_of)
        return Outcome(made.model, total, made.places, decoder, as_of)
    kept = given.copy()
    settling = _Settling(made, lambda: _bound(made, read(kept), as_of))
    variables = code.function(given, settling.settle, settling.skips)
    if variables is None:
        return None
    frame = settling.frame(variables)
    decoder = TraceDecoder(made.model, lambda: frame, lambda: read(kept))
    return Outcome(made.model, _total(made, frame), made.places, decoder, as_of)


def _bound(made: Engine, facts: Facts, as_of: date | None) -> Bound:
    return bound(made.model.program, facts, as_of, made.model.origins)


def _later(
    made: Engine, kept: dict[str, Any], read: Callable[[dict[str, Any]], Facts], as_of: date | None
) -> TraceDecoder:
    """What decodes facts that were scored without a trace, when something is asked for."""

    def facts() -> Facts:
        return read(kept)

    return TraceDecoder(made.model, lambda: traced(made, _bound(made, facts(), as_of)), facts)


def traced(made: Engine, inputs: Bound) -> Frame:
    """The frame of a traced run."""
    settling = _Settling(made, lambda: inputs)
    return settling.frame(made.traced.function(inputs.inputs, inputs.rows, settling.settle, settling.skips))


class _Settling:
    """While the traced function runs, what an absence means is found from the values so far."""

    __slots__ = ("inputs", "made")

    def __init__(self, made: Engine, inputs: Callable[[], Bound]) -> None:
        self.made = made
        self.inputs = inputs

    def frame(self, variables: dict[str, Any]) -> Frame:
        """Values as a frame."""
        model = self.made.model
        return Frame(model.program, model.functions, self.made.traced, self.inputs, variables)

    def settle(self, node: int, so_far: dict[str, Any]) -> int:
        """The kind of a node's absence."""
        absent = self.frame(so_far).node_absence(node)
        return int(absent.kind if absent is not None else Kind.FAILED)

    def skips(self, term: Any, row: int, so_far: dict[str, Any]) -> bool:
        """Whether an aggregate passes over a row that does not apply."""
        return self.frame(so_far).skips(term, row)


def _total(made: Engine, frame: Frame) -> tuple[int, int] | None:
    at = made.traced.nodes[0]
    return None if frame.variables[at.state] else frame.numbers(at.score)
