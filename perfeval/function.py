"""Function: the contract of what an author may call: its names, types, and what it computes."""

from __future__ import annotations

import enum
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from perfeval.core.types import BARE_TYPE, NumberType
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


class Trend(enum.Enum):
    """What a larger argument does to a result that is a number, while the other arguments stay."""

    RISES = "rises"  # or stays: the result is never smaller
    FALLS = "falls"  # or stays: the result is never larger
    NEITHER = "neither"
    UNKNOWN = "unknown"


@frozen
class Function:
    """A function an author may call by either of its names.

    `typed` gives the result's type for the arguments' types, or says what does not fit. Exactly one of
    four says what it computes: `lower` rewrites a call into other terms; `body` computes from exact
    values (Fraction, bool, str, date, Target, Quantity) and returns a value (a Fraction when `is_number`) or an
    Absent, never raising;
    `aggregate` names the core's aggregate for a function over a table's column; `lookup` the way in which a 对照表 is
    read: "first-fit", "line" or "slices".

    `bounds` are those that a number it returns never leaves, whatever the arguments; None is not known.
    `possible` says more: what may come of arguments of which only that much is known.
    `takes_columns`: an argument may be 表.列, which its body gets as a tuple (see core.types.ColumnType).
    `trends` say it for each argument, the last one for all that follow; none are Trend.UNKNOWN.
    `column` computes the same from whole columns, for an engine that evaluates many projects at once.
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
    trends: tuple[Trend, ...] = ()
    column: Callable[..., Any] | None = None
    lookup: str | None = None
    takes_columns: bool = False

    def trend(self, argument: int) -> Trend:
        """What a larger argument (from 0) does to the result."""
        return self.trends[min(argument, len(self.trends) - 1)] if self.trends else Trend.UNKNOWN

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every name it may be called by, each once."""
        return tuple(dict.fromkeys((self.names.zh, self.names.en, *self.aliases)))


A_NUMBER = Words("一个数", "a number")
SAME_KIND = Words("与前面同单位的数", "a number of the same unit as those before")


def numbers_alike(types: tuple[Type, ...]) -> Type | Mismatch:
    """`typed` of a function of numbers of one unit, which is the result's too; a bare number fits any."""
    result = BARE_TYPE
    for index, type in enumerate(types):
        if not isinstance(type, NumberType):
            return Mismatch(index, A_NUMBER)
        if result.dimension is None:
            result = type
        elif type.dimension not in (None, result.dimension):
            return Mismatch(index, SAME_KIND)
    return result
