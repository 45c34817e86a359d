"""Generated code: a program as one Python function, and where its values are found.

It travels in a pickle as byte code with its constants, so that a program is compiled once and kept.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Mapping
from functools import cached_property
from types import CodeType
from typing import Any

from attrs import define, field, fields

from perfeval.core.terms import Term
from perfeval.evaluating import runtime
from perfeval.evaluating.operands import Operand, Pair
from perfeval.records import frozen


@define(eq=False, frozen=True, slots=False)
class Code:
    """One Python function with the constants it needs."""

    source: str = field(repr=False)
    code: CodeType = field(repr=False)
    constants: Mapping[str, object] = field(repr=False)

    @cached_property
    def namespace(self) -> dict[str, Any]:
        """The globals of the function: its constants and the few functions it calls."""
        namespace: dict[str, Any] = {**self.constants, **runtime.NAMES}
        exec(self.code, namespace)
        return namespace

    @cached_property
    def function(self) -> Callable[..., Any]:
        """The function itself."""
        function: Callable[..., Any] = self.namespace["evaluate"]
        return function

    def __reduce__(self) -> tuple[object, ...]:
        source, _, *rest = (getattr(self, attribute.name) for attribute in fields(type(self)))
        return _restored, (type(self), source, marshal.dumps(self.code), *rest)


def _restored(kind: type[Code], source: str, code: bytes, *rest: Any) -> Code:
    return kind(source, marshal.loads(code), *rest)


@frozen
class NodePlaces:
    """Where a node's values are kept.

    `state` is a variable: 0, or the Kind. `steps[i]` is the running value after step i, `exact` before any
    rounding, `score` at the end. For a parent, `weight` is what applies of what is under it, `total` the plain
    sum, and `under` the weight of all that is under it, where that is known with the facts only (rows). For the
    rows of a table the variables are those of one turn of the loop, and `weight` is the row's.
    """

    state: str
    score: Pair
    exact: Pair
    steps: tuple[Pair, ...] = ()
    weight: Pair | None = None
    total: Pair | None = None
    under: Pair | None = None

    @property
    def variables(self) -> tuple[str, ...]:
        """The variables that hold them, each once."""
        pairs = [*self.steps, self.exact, self.score, *([self.weight] if self.weight else [])]
        names = [self.state, *(name for pair in pairs for name in (pair.n, pair.d))]
        return tuple(name for name in dict.fromkeys(names) if not name.lstrip("-").isdigit())


@frozen
class RowsKept:
    """Where a traced run keeps what became of each row: variable `kept`, by row, has the values of `names`.

    A row of which it is not known whether it is taken has None.
    """

    loop: int
    kept: str
    names: tuple[str, ...]


@define(eq=False, frozen=True, slots=False)
class Generated(Code):
    """A program as a function of its inputs and tables, and where its values are found in the result."""

    nodes: tuple[NodePlaces, ...]
    places: Mapping[Term, Operand]
    row_places: Mapping[tuple[int, Term], Operand]
    loops: Mapping[Term, int]
    column_loops: Mapping[int, int]
    rows: Mapping[int, RowsKept]
