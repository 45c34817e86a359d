"""Plug-in: what a package outside perfeval contributes, as one frozen record, and the guards around it.

A plug-in that raises, gives back a float or leaves its own bounds becomes a failed value, a finding or an
error that names it. It never stops what does not use it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from perfeval.diagnostics import Diagnostic, Fault, Words, of_plugins
from perfeval.function import Function, Mismatch
from perfeval.records import frozen
from perfeval.registry import Lowered, Lowering, Origin, PluginError
from perfeval.values.states import Absent, Kind, absent

if TYPE_CHECKING:
    from perfeval.core.terms import Term
    from perfeval.core.types import Type
    from perfeval.document import Document


# ---------------------------------------------------------------- contracts


@frozen
class ScoringKind:
    """A way of scoring that is written `计分 名(…)` under an indicator.

    `typed` says what does not fit among the arguments' types, or None. `lower` gives the steps on the running
    value; the sentences of its losses are the phrases of these steps, in both languages.
    """

    names: Words
    arity: tuple[int, int | None]
    typed: Callable[[tuple[Type, ...]], Mismatch | None]
    lower: Callable[[tuple[Term, ...], Origin, Lowering], Lowered]
    describes: Words


@frozen
class Reader:
    """Facts from files of one ending, such as ".csv".

    `read` takes a file's content and its name and gives facts in the shape of a facts file: a mapping with
    `facts`, `items`, `tables` …, each value plain or {value, source, evidence, note}.
    """

    suffix: str
    read: Callable[[bytes, str], Mapping[str, object]]
    describes: Words


@frozen
class Renderer:
    """A document as text in one further format, chosen by `--format NAME`."""

    format: str
    render: Callable[[Document], str]
    describes: Words


@frozen
class Check:
    """Findings about an outcome: `find` takes a perfeval.Outcome. `faults` are all that it may report."""

    name: str
    faults: tuple[Fault, ...]
    find: Callable[[Any], Iterable[Diagnostic]]
    describes: Words


@frozen
class Plugin:
    """Everything that one package contributes; an entry point of the group perfeval.plugins names it.

    `packs` is a folder laid out as rules/ is: PACK/NAME.rules with its facts and cases beside it.
    """

    functions: tuple[Function, ...] = ()
    kinds: tuple[ScoringKind, ...] = ()
    readers: tuple[Reader, ...] = ()
    renderers: tuple[Renderer, ...] = ()
    checks: tuple[Check, ...] = ()
    packs: Path | None = None


# ---------------------------------------------------------------- guards


def told(error: BaseException) -> str:
    """An exception as one short line."""
    return f"{type(error).__name__}: {error}".split("\n")[0][:200]


@frozen
class GuardedBody:
    """A plug-in's function of exact values: what it does wrong is a failed value that names it."""

    function: Function
    plugin: str

    def __call__(self, *values: Any) -> Any:
        body = self.function.body
        assert body is not None
        try:
            result = body(*values)
        except Exception as error:
            return self._failed("raised", told(error))
        if isinstance(result, Absent):
            return result
        if not self.function.is_number:
            return self._failed("no-value") if result is None or isinstance(result, float) else result
        if isinstance(result, bool) or not isinstance(result, int | Fraction):
            return self._failed("float" if isinstance(result, float) else "no-number", type(result).__name__)
        number, bounds = Fraction(result), self.function.bounds
        if bounds is not None and not bounds.holds(number):
            return self._failed("bounds", str(number))
        return number

    def _failed(self, fault: str, detail: str = "") -> Absent:
        name = self.function.names.zh
        return absent(Kind.FAILED, f"plug-in-{fault}", plugin=self.plugin, function=name, detail=detail)


@frozen
class GuardedTyped:
    """A plug-in's judgement of argument types; an exception in it is a PluginError."""

    function: Function
    plugin: str

    def __call__(self, types: tuple[Type, ...]) -> Type | Mismatch:
        try:
            found = self.function.typed(types)
        except Exception as error:
            raise PluginError(self.plugin, self.function.names.zh, told(error)) from error
        if isinstance(found, Mismatch) and not 0 <= found.argument < len(types):
            raise PluginError(self.plugin, self.function.names.zh, f"{found!r:.80} is no Mismatch")
        return found


@frozen
class GuardedLower:
    """A plug-in's rewriting of a call into terms; an exception in it is a PluginError."""

    function: Function
    plugin: str

    def __call__(self, arguments: tuple[Term, ...]) -> Term:
        lower = self.function.lower
        assert lower is not None
        try:
            return lower(arguments)
        except Exception as error:
            raise PluginError(self.plugin, self.function.names.zh, told(error)) from error


def guarded(function: Function, plugin: str) -> Function:
    """A plug-in's function with its guards."""
    from attrs import evolve

    return evolve(
        function,
        typed=GuardedTyped(function, plugin),
        body=GuardedBody(function, plugin) if function.body is not None else None,
        lower=GuardedLower(function, plugin) if function.lower is not None else None,
    )


@frozen
class GuardedKind:
    """A plug-in's scoring kind with the plug-in's name."""

    kind: ScoringKind
    plugin: str

    @property
    def arity(self) -> tuple[int, int | None]:
        """How many arguments it takes."""
        return self.kind.arity

    def mismatch(self, types: tuple[Type, ...]) -> Mismatch | None:
        """What does not fit among the arguments. Raises PluginError."""
        found = self._run(lambda: self.kind.typed(types))
        if found is not None and not (isinstance(found, Mismatch) and 0 <= found.argument < len(types)):
            raise PluginError(self.plugin, self.kind.names.zh, f"{found!r:.80} is no Mismatch")
        return found

    def lowered(self, arguments: tuple[Term, ...], origin: Origin, lowering: Lowering) -> Lowered:
        """Its steps. Raises PluginError."""
        made = self._run(lambda: self.kind.lower(arguments, origin, lowering))
        if not isinstance(made, Lowered):
            raise PluginError(self.plugin, self.kind.names.zh, f"{type(made).__name__} is no Lowered")
        return made

    def _run(self, action: Callable[[], Any]) -> Any:
        # What lowering reports of its own accord is no fault of the plug-in's; only exceptions are.
        try:
            return action()
        except Exception as error:
            raise PluginError(self.plugin, self.kind.names.zh, told(error)) from error


@frozen
class GuardedCheck:
    """A plug-in's check with the plug-in's name: what it does wrong is a finding."""

    check: Check
    plugin: str

    def findings(self, outcome: Any) -> tuple[Diagnostic, ...]:
        """What it finds in an outcome, or that it failed."""
        try:
            found = tuple(self.check.find(outcome))
        except Exception as error:
            return (self._failed(told(error)),)
        known = {fault.code for fault in self.check.faults}
        for each in found:
            if not isinstance(each, Diagnostic) or each.code not in known:
                return (self._failed(f"{each!r:.80} is no diagnostic of its faults"),)
        return found

    def _failed(self, error: str) -> Diagnostic:
        return of_plugins.check_failed(None, plugin=self.plugin, check=self.check.name, error=error)
