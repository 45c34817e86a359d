"""Function: the contract of what an author may call: its names, types, and what it computes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from perfeval.diagnostics import Words
from perfeval.records import frozen

if TYPE_CHECKING:
    from perfeval.core.bounds import Bounds
    from perfeval.core.possible import Possible
    from perfeval.core.terms import Term
    from perfeval.core.types import Type


@frozen
class Mismatch:
    """Why arguments do not fit a function: which one (from 0), and what it should be."""

    argument: int
    wanted: Words


@frozen
class Function:
    """A function an author may call by either of its names.

    `typed` gives the result's type for the arguments' types, or says what does not fit. Exactly one of
    three says what it computes: `lower` rewrites a call into other terms; `body` computes from exact
    values (Fraction, bool, str, date, Target, Quantity) and returns a value (a Fraction when `is_number`) or an
    Absent, never raising;
    `aggregate` names the core's aggregate for a function over a table's column.

    `bounds` are those that a number it returns never leaves, whatever the arguments; None is not known.
    `possible` says more: what may come of arguments of which only that much is known.
    """

    names: Words
    arity: tuple[int, int | None]
    typed: Callable[[tuple[Type, ...]], Type | Mismatch]
    describes: Words
    lower: Callable[[tuple[Term, ...]], Term] | None = None
    body: Callable[..., Any] | None = None
    aggregate: str | None = None
    is_number: bool = True
    aliases: tuple[str, ...] = ()
    bounds: Bounds | None = None
    possible: Callable[[tuple[Possible, ...]], Possible] | None = None

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every name it may be called by, each once."""
        return tuple(dict.fromkeys((self.names.zh, self.names.en, *self.aliases)))
