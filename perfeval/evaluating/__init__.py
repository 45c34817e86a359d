"""Evaluating: a model and facts into an outcome.

The scalar engine is the meaning of the language: the model's program compiled once to straight-line Python
over integers. Its traced twin, the same code that keeps every value, runs when an explanation is asked for,
or when something is missing or failed. The outcome decodes from it lazily.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

from attrs import define

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

    `whole` and `reader` take a flat dict that has every fact (see dense); None where the program needs more.
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

        return dense(self.model.program, self.model.functions) or (None, None)

    @property
    def whole(self) -> Code | None:
        """The function from a flat dict to the total."""
        return self._dense[0]

    @property
    def reader(self) -> Code | None:
        """The function from a flat dict to bound inputs."""
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
        return sum(hasattr(slot, "name") for slot in self.model.program.inputs)


def engine(model: Model) -> Engine:
    """A model's engine."""
    # Not at the top: an engine that was kept from an earlier run needs no compiler.
    from perfeval.evaluating.compiling import compiled

    return Engine(model, compiled(model.program, model.functions, keep=True))


def evaluate(made: Engine, facts: Facts, *, trace: bool = False) -> Outcome:
    """The outcome of one project's facts.

    Raises FactsError when facts do not fit the rules. What is missing or failed is a state, not an error.
    """
    inputs = bound(made.model.program, facts)
    if has_errors(inputs.diagnostics):
        raise FactsError(inputs.diagnostics)
    result = None if trace else made.plain.function(inputs.inputs, inputs.rows)
    decoder = TraceDecoder(made.model, lambda: traced(made, inputs), lambda: facts)
    if result is None:
        return Outcome(made.model, _total(made, decoder.frame), made.places, decoder)
    total = None if result[0] else (result[1], result[2])
    return Outcome(made.model, total, made.places, decoder)


def evaluate_flat(
    made: Engine, given: dict[str, Any], read: Callable[[dict[str, Any]], Facts], *, trace: bool = False
) -> Outcome | None:
    """The outcome of facts in a flat dict where they are plain enough to be read at once; None where they are not,
    and the general way has to tell why. What `read` makes of the dict is made when something asks for it.
    """
    code = made.reader if trace else made.whole
    if code is None or len(given) != made.size:
        return None
    result = code.function(given)
    if result is None:
        return None
    kept = given.copy()

    def facts() -> Facts:
        return read(kept)

    def inputs() -> Bound:
        return bound(made.model.program, facts())

    if not trace:
        return Outcome(
            made.model, result, made.places, TraceDecoder(made.model, lambda: traced(made, inputs()), facts)
        )
    frame = _run(made, inputs, result, ())
    return Outcome(
        made.model, _total(made, frame), made.places, TraceDecoder(made.model, lambda: frame, facts)
    )


def traced(made: Engine, inputs: Bound) -> Frame:
    """The frame of a traced run."""
    return _run(made, lambda: inputs, inputs.inputs, inputs.rows)


def _run(made: Engine, inputs: Callable[[], Bound], flat: Any, rows: Any) -> Frame:
    """Runs the traced twin. While it runs, what an absence means is found from the values so far."""
    program, functions = made.model.program, made.model.functions

    def settle(node: int, so_far: dict[str, Any]) -> int:
        absent = Frame(program, functions, made.traced, inputs, so_far).node_absence(node)
        return int(absent.kind if absent is not None else Kind.FAILED)

    def skips(term: Any, row: int, so_far: dict[str, Any]) -> bool:
        return Frame(program, functions, made.traced, inputs, so_far).skips(term, row)

    variables = made.traced.function(flat, rows, settle, skips)
    return Frame(program, functions, made.traced, inputs, variables)


def _total(made: Engine, frame: Frame) -> tuple[int, int] | None:
    at = made.traced.nodes[0]
    return None if frame.variables[at.state] else frame.numbers(at.score)
