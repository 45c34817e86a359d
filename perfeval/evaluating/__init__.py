"""Evaluating: a model and facts into an outcome.

The scalar engine is the meaning of the language: the model's program compiled once to straight-line Python
over integers. Its traced twin, the same code that keeps every value, runs when an explanation is asked for,
or when something is missing or failed. The outcome decodes from it lazily.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from attrs import define

from perfeval.core.program import FactInput
from perfeval.diagnostics import FactsError, has_errors
from perfeval.evaluating.binding import Bound, bound
from perfeval.evaluating.decoding import TraceDecoder, places_of
from perfeval.evaluating.frame import Frame
from perfeval.evaluating.generated import Code, Generated
from perfeval.evaluating.rows import row_faults
from perfeval.facts import Facts
from perfeval.model import Model
from perfeval.outcome import Outcome
from perfeval.values.states import Kind

if TYPE_CHECKING:
    from perfeval.evaluating.dense import DenseTrace

Reader = Callable[[dict[str, Any]], Facts]


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
    def _dense(self) -> tuple[Code, DenseTrace] | tuple[None, None]:
        from perfeval.evaluating.dense import dense

        return dense(self.model.program, self.model.functions) or (None, None)

    @cached_property
    def whole(self) -> Callable[[dict[str, Any]], tuple[int, int] | None] | None:
        """The function from a flat dict to the total."""
        code = self._dense[0]
        return None if code is None else code.function

    @property
    def whole_traced(self) -> DenseTrace | None:
        """The function from a flat dict to every value."""
        return self._dense[1]

    def evaluate_flat(
        self, given: dict[str, Any], read: Reader, as_of: date | None = None, *, trace: bool = False
    ) -> Outcome | None:
        """The outcome of facts in a flat dict where they are plain enough to be read at once; None where they are
        not, and the general way has to tell why. What `read` makes of the dict is made when something asks for it.
        """
        if len(given) != self.size:
            return None
        if trace:
            return self._traced_flat(given, read, as_of)
        function = self.whole
        total = None if function is None else function(given)
        if total is None:
            return None
        return Outcome(self.model, total, self.places, _FlatDecoder(self, given.copy(), read, as_of), as_of)

    def _traced_flat(self, given: dict[str, Any], read: Reader, as_of: date | None) -> Outcome | None:
        code = self.whole_traced
        values = None if code is None else code.function(given)
        if code is None or values is None:
            return None
        decoder = _TracedFlatDecoder(self, given.copy(), read, as_of, values)
        return Outcome(self.model, values[:2], self.places, decoder, as_of)

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
    decoder = TraceDecoder(made.model, lambda: traced(made, inputs), facts)
    if result is None and made.traced.rows:
        misplaced = row_faults(decoder.members)
        if misplaced:
            raise FactsError((*inputs.diagnostics, *misplaced))
    if result is None:
        return Outcome(made.model, _total(made, decoder.frame), made.places, decoder, as_of)
    total = None if result[0] else (result[1], result[2])
    return Outcome(made.model, total, made.places, decoder, as_of)


def _bound(made: Engine, facts: Facts, as_of: date | None) -> Bound:
    return bound(made.model.program, facts, as_of, made.model.origins)


class _FlatDecoder(TraceDecoder):
    """Decodes facts of a flat dict that were scored without a trace, when something is asked for."""

    def __init__(self, made: Engine, given: dict[str, Any], read: Reader, as_of: date | None) -> None:
        # Not TraceDecoder's: what is made here is made for every project.
        self._model, self._made, self._given, self._read, self._as_of = made.model, made, given, read, as_of

    def facts(self) -> Facts:
        """The facts as read."""
        return self._read(self._given)

    def _bound(self) -> Bound:
        return _bound(self._made, self.facts(), self._as_of)

    def _values(self) -> tuple[Any, ...] | None:
        code = self._made.whole_traced
        return None if code is None else code.function(self._given)

    def _trace(self) -> Frame:
        code, values = self._made.whole_traced, self._values()
        if code is None or values is None:
            return traced(self._made, self._bound())
        variables = dict(zip(code.names, values, strict=True))
        return Frame(self._model.program, self._model.functions, code, self._bound, variables)


class _TracedFlatDecoder(_FlatDecoder):
    """Decodes the values that a traced run of a flat dict kept."""

    def __init__(
        self, made: Engine, given: dict[str, Any], read: Reader, as_of: date | None, values: tuple[Any, ...]
    ) -> None:
        super().__init__(made, given, read, as_of)
        self._kept = values

    def _values(self) -> tuple[Any, ...]:
        return self._kept


def traced(made: Engine, inputs: Bound) -> Frame:
    """The frame of a traced run."""
    settling = _Settling(made, lambda: inputs)
    return settling.frame(
        made.traced.function(inputs.inputs, inputs.rows, settling.settle, settling.skips, settling.kind)
    )


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
        absent = self.frame(so_far).while_in_row(node).node_absence(node)
        return int(absent.kind if absent is not None else Kind.FAILED)

    def skips(self, term: Any, row: int, so_far: dict[str, Any]) -> bool:
        """Whether an aggregate passes over a row that does not apply."""
        return self.frame(so_far).skips(term, row)

    def kind(self, term: Any, loop: int, row: int, so_far: dict[str, Any]) -> int:
        """The kind of a term's absence, inside a loop for a row."""
        absent = self.frame(so_far).absence(term, loop, row)
        return int(absent.kind if absent is not None else Kind.FAILED)


def _total(made: Engine, frame: Frame) -> tuple[int, int] | None:
    at = made.traced.nodes[0]
    return None if frame.variables[at.state] else frame.numbers(at.score)
