"""Terms: the expressions of the core, as plain data equal by value.

Every term denotes a value or an absence (not applicable, missing, failed). Numbers are in base units:
money in 元, shares as 1 for 100 %.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from perfeval.records import frozen
from perfeval.values.numbers import Rounding

Constant = Fraction | str | bool | date


@frozen(cache_hash=True)
class Const:
    """A literal. `unit` is the symbol it was written with: it is only shown, never computed with."""

    value: Constant
    unit: str = ""


@frozen(cache_hash=True)
class Input:
    """What is given from outside: a fact, an item's answer, recorded deductions (Program.inputs)."""

    index: int


@frozen(cache_hash=True)
class Cell:
    """A column of the row at hand."""

    table: int
    column: int


@frozen(cache_hash=True)
class Defined:
    """A definition (Program.definitions)."""

    index: int


@frozen(cache_hash=True)
class Of:
    """An indicator's "weight", "rate", "exact" or "score"."""

    node: int
    what: str


@frozen(cache_hash=True)
class Negate:
    """−x"""

    operand: Term


@frozen(cache_hash=True)
class Arithmetic:
    """x + y, x − y, x × y, x ÷ y; ÷ by zero is failed."""

    operator: str  # + - × ÷
    left: Term
    right: Term


@frozen(cache_hash=True)
class Compare:
    """= ≠ < ≤ > ≥ of numbers or dates; = ≠ of anything."""

    operator: str
    left: Term
    right: Term


@frozen(cache_hash=True)
class Logic:
    """Kleene "and" / "or": false and absent is false."""

    operator: str
    left: Term
    right: Term


@frozen(cache_hash=True)
class Not:
    """not x"""

    operand: Term


@frozen(cache_hash=True)
class Branch:
    """若 … 则 … 否则 …: an absent condition is absent; only the taken branch counts."""

    condition: Term
    then: Term
    otherwise: Term


@frozen(cache_hash=True)
class Rounded:
    """x to so many places."""

    operand: Term
    places: int
    mode: Rounding


@frozen(cache_hash=True)
class Call:
    """A function of the registry."""

    function: str
    arguments: tuple[Term, ...]


@frozen(cache_hash=True)
class State:
    """What is known of a value: "missing", whether nobody gave it; "applicable", whether it applies.

    A value that does not apply is not missing. Of a missing one it is not known whether it applies: absent. A
    failed one stays failed.
    """

    which: str
    operand: Term


@frozen(cache_hash=True)
class Default:
    """x, or another value where x is missing. What does not apply or has failed stays so."""

    operand: Term
    otherwise: Term


@frozen(cache_hash=True)
class Lookup:
    """A step table (Program.lookups) at a value."""

    table: int
    subject: Term


@frozen(cache_hash=True)
class Aggregate:
    """sum, count, mean, min or max of a term over the rows of a table where a condition holds.

    "list" is all its values, for a function of a column: a tuple, None in it for a row that does not apply.
    """

    kind: str
    table: int
    value: Term
    where: Term | None = None


Term = (
    Const
    | Input
    | Cell
    | Defined
    | Of
    | Negate
    | Arithmetic
    | Compare
    | Logic
    | Not
    | Branch
    | Rounded
    | Call
    | State
    | Default
    | Lookup
    | Aggregate
)


def parts(term: Term) -> tuple[Term, ...]:
    """The terms directly inside a term, in source order. Definitions are not opened."""
    match term:
        case Negate(operand) | Not(operand) | Rounded(operand) | State(_, operand):
            return (operand,)
        case Arithmetic(_, left, right) | Compare(_, left, right) | Logic(_, left, right):
            return (left, right)
        case Branch(condition, then, otherwise):
            return (condition, then, otherwise)
        case Default(operand, otherwise):
            return (operand, otherwise)
        case Call(_, arguments):
            return arguments
        case Lookup(_, subject):
            return (subject,)
        case Aggregate(_, _, value, where):
            return (value,) if where is None else (where, value)
        case _:
            return ()


def inside(term: Term) -> Iterator[Term]:
    """A term and every term inside it, definitions unopened."""
    pending = [term]
    while pending:
        here = pending.pop()
        yield here
        pending.extend(reversed(parts(here)))


ZERO = Const(Fraction(0))
ONE = Const(Fraction(1))
