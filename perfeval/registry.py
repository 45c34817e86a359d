"""Registry: the functions an author may call and the clauses an author may write, as one value.

Built-ins are registered the way a plug-in's contributions are. A contract is a frozen record with
functions in it, checked when it is registered.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Protocol

from attrs import field

from perfeval.core.program import JudgedInput, RecordedInput, Remark, Scale, StepOnValue, StepTable
from perfeval.core.terms import Input, Term
from perfeval.diagnostics import Diagnostic, Words
from perfeval.function import Function, Mismatch, Trend
from perfeval.records import frozen
from perfeval.source import Stretch

if TYPE_CHECKING:
    from perfeval import nodes
    from perfeval.core.types import Type


class RegistryError(ValueError):
    """A contribution that breaks its contract; the message names it and whence it came."""


# ---------------------------------------------------------------- clauses


class Stage(enum.IntEnum):
    """The order of computing within an indicator; the same for every rule file.

    The bounds (0 and the weight) come after RECORDED; what is BELOW_ZERO comes after the bounds.
    """

    BASE = 1
    ITEMS = 2
    GATE = 3
    RECORDED = 4
    BELOW_ZERO = 5


@frozen
class Lowered:
    """What a clause is in the core.

    `formula` is the score as one expression, for people. `applies` is the condition under which the
    indicator applies at all.
    """

    stage: Stage = Stage.BASE
    steps: tuple[StepOnValue, ...] = ()
    formula: Term | None = None
    applies: Term | None = None
    remarks: tuple[Remark, ...] = ()
    points: Fraction | None = None  # what an item gives, for the sum that must be the weight
    is_negative: bool = False  # a negative item: its formula is taken off
    rating: Term | None = None  # the rating as a text, where the steps give its rank
    gates: tuple[StepOnValue, ...] = ()  # what acts at the GATE stage besides `steps` at `stage`


class Lowering(Protocol):
    """What a clause may ask of the checker while it is lowered."""

    @property
    def index(self) -> int:
        """The node's number."""

    @property
    def name(self) -> str:
        """The indicator's name."""

    @property
    def called(self) -> Term | str:
        """What its losses call it: its name; for the rows of a table, each row's."""

    @property
    def is_each_row(self) -> bool:
        """Whether it stands for the rows of a table, whose weights are known with the facts only."""

    @property
    def weight(self) -> Fraction:
        """Its weight in points; 0 for the rows of a table."""

    @property
    def has_rate(self) -> bool:
        """Whether the indicator defines its 比率."""

    def term(self, expression: nodes.Expression) -> Term:
        """An expression as a term; faults in it are reported."""

    def typed(self, expression: nodes.Expression) -> tuple[Term, Type]:
        """An expression as a term with its type."""

    def call(self, function: str, arguments: tuple[Term, ...]) -> Term:
        """A call of a registered function, by its English name."""

    def condition(self, expression: nodes.Expression) -> Term:
        """An expression that must be a condition."""

    def quantity(self, number: nodes.Number, like: Type) -> Fraction:
        """A literal in base units; reported when its unit does not fit `like`."""

    def item(self, item: nodes.Item) -> Term:
        """The input for the answer to an item: a share from 0 to 1."""

    def points(self, row: nodes.BandRow) -> Term:
        """The points that a line of bands gives; reported where it gives none, or more than the weight."""

    def figure(self, points: Term) -> Fraction | None:
        """What points come to, where that is known from the rules alone."""

    def is_never_negative(self, term: Term) -> bool:
        """Whether a term has no value below zero, as far as can be seen."""

    def recorded(self, node: nodes.Node, slot: RecordedInput | JudgedInput) -> Term:
        """The input for points that people take off, or give, under a clause."""

    @property
    def scale(self) -> Scale | None:
        """The ratings of the rules; None where they score."""

    def definition(self, index: int) -> Term:
        """What a definition says."""

    def choices(self, fact: Input) -> tuple[str, ...]:
        """The choices of a fact; none of any other."""

    def lookup(self, table: StepTable) -> int:
        """The number of a step table."""

    def words(self, node: nodes.Node) -> str:
        """A node's text as written, on one line."""

    def at(self, node: nodes.Node) -> Stretch:
        """Where a node stands, for a diagnostic."""

    def report(self, diagnostic: Diagnostic) -> None:
        """Records a fault."""

    @property
    def kinds(self) -> Mapping[str, ByKind]:
        """The scoring kinds that plug-ins give, by either name."""

    @property
    def lost(self) -> Mapping[str, Words]:
        """Names that a plug-in should give and that cannot be used, with the reason."""


@frozen
class Clause:
    """A scoring clause: the node it is written as, and what it lowers to with the words of its losses."""

    name: str
    node: type[nodes.Node]
    lower: Callable[[Any, Lowering], Lowered]
    describes: Words


# ---------------------------------------------------------------- ways of scoring from plug-ins


class PluginError(Exception):
    """What a plug-in did wrong while rules were read. `plugin` is its name, `what` the contribution."""

    def __init__(self, plugin: str, what: str, error: str) -> None:
        super().__init__(f"{plugin}: {what}: {error}")
        self.plugin = plugin
        self.what = what
        self.error = error


@frozen
class Origin:
    """Where a `计分 名(…)` stands: the tree node that its steps come from, and whether it is 推定."""

    node: int
    presumed: bool


class ByKind(Protocol):
    """A scoring kind as a clause meets it. Both methods raise PluginError."""

    @property
    def arity(self) -> tuple[int, int | None]:
        """How many arguments it takes, at least and at most."""

    def mismatch(self, types: tuple[Type, ...]) -> Mismatch | None:
        """What does not fit among the arguments."""

    def lowered(self, arguments: tuple[Term, ...], origin: Origin, lowering: Lowering) -> Lowered:
        """Its steps."""


class Checking(Protocol):
    """A check of outcomes. It never raises."""

    def findings(self, outcome: Any) -> tuple[Diagnostic, ...]:
        """What it finds in a perfeval.Outcome."""


# ---------------------------------------------------------------- the registry


@frozen
class Registry:
    """Functions by either name, clauses by node class; of plug-ins, scoring kinds by either name and checks.

    `lost` are names that a plug-in should give and that cannot be used, each with the reason.
    """

    functions: Mapping[str, Function]
    clauses: Mapping[type[nodes.Node], Clause]
    kinds: Mapping[str, ByKind] = field(factory=dict)
    lost: Mapping[str, Words] = field(factory=dict)
    checks: tuple[Checking, ...] = ()

    @property
    def callable_names(self) -> frozenset[str]:
        """What may stand before a bracket in a rule file."""
        return frozenset((*self.functions, *self.kinds))


def registered(functions: Iterable[Function], clauses: Iterable[Clause]) -> Registry:
    """A registry of contributions.

    Raises RegistryError when two share a name or one breaks its contract.
    """
    by_name: dict[str, Function] = {}
    for function in functions:
        require_one_meaning(function)
        for name in function.spellings:
            if name in by_name:
                raise RegistryError(f"two functions are called {name}")
            by_name[name] = function
    by_node: dict[type[nodes.Node], Clause] = {}
    for clause in clauses:
        if clause.node in by_node:
            raise RegistryError(f"two clauses are written as {clause.node.__name__}: {clause.name}")
        by_node[clause.node] = clause
    return Registry(by_name, by_node)


def require_one_meaning(function: Function) -> None:
    """Raises RegistryError for a function that computes in no way or in several, or whose trends do not fit."""
    name = function.names.en
    meanings = [
        meaning for meaning in (function.lower, function.body, function.aggregate, function.lookup) if meaning
    ]
    if len(meanings) != 1:
        raise RegistryError(f"function {name} must have exactly one of lower, body, aggregate")
    if any(not isinstance(trend, Trend) for trend in function.trends):
        raise RegistryError(f"function {name} has a trend that is no Trend")
    most = function.arity[1]
    if most is not None and len(function.trends) > most:
        raise RegistryError(f"function {name} has more trends than arguments")
