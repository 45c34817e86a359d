"""Bounding: what a term of a program may come to, from the bounds of what it is made of.

What is found holds all that can occur and sometimes more. A condition that is known to hold narrows what it speaks
of, so that 若 乙 > 0 则 甲/乙 divides by nothing that may be zero.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from attrs import define, field

from perfeval.core import bounds as of
from perfeval.core import terms as core
from perfeval.core.bounds import ANY, NOT_NEGATIVE, OPPOSITE, SHARE, TURNED, Bounds
from perfeval.core.possible import (
    ANY_NUMBER,
    ANY_OPTION,
    YES_OR_NO,
    Options,
    Possible,
    Values,
    any_of,
    certain,
    in_both,
)
from perfeval.core.program import (
    ChoiceStep,
    FactInput,
    ItemInput,
    JudgedInput,
    ParameterInput,
    Program,
    RecordedInput,
    Step,
)
from perfeval.core.types import NumberType, Type
from perfeval.function import Function, Trend

MAX_DEPTH = 150
MAX_STEPS = 50_000
_NOTHING = Possible(None)


@define(eq=False)
class Assumed:
    """What is taken to hold: narrowed values by term. What was found under it is remembered with it."""

    values: Mapping[core.Term, Values] = field(factory=dict)
    found: dict[core.Term, Possible] = field(factory=dict)


@define(eq=False)
class Bounding:
    """Asks what terms of one program may come to.

    `known` are inputs whose value is given. With `is_usual`, a fact is taken to be as such facts mostly are: an
    amount, a count or a time no less than zero, a share from 0 to 100 %. `divides` is called with each ÷ whose
    divisor may be zero.
    `is_vague` tells that something was met of which nothing is known.
    """

    program: Program
    functions: Mapping[str, Function]
    known: Mapping[int, Possible] = field(factory=dict)
    is_usual: bool = False
    divides: Callable[[core.Arithmetic, Bounds], None] | None = None
    is_vague: bool = False
    _depth: int = 0
    _steps: int = 0

    # ------------------------------------------------------------ terms

    def of(self, term: core.Term, assumed: Assumed) -> Possible:
        """What a term may come to."""
        key = self._plain(term)
        if key in assumed.found:
            return assumed.found[key]
        self._steps += 1
        if self._depth > MAX_DEPTH or self._steps > MAX_STEPS:
            self.is_vague = True
            return ANY_NUMBER
        self._depth += 1
        found = self._of(key, assumed)
        self._depth -= 1
        narrowed = assumed.values.get(key)
        if narrowed is not None and found.values is not None:
            found = Possible(in_both(found.values, narrowed), found.absent)
        assumed.found[key] = found
        return found

    def number(self, term: core.Term, assumed: Assumed) -> Bounds | None:
        """The bounds of a number; None where it never has a value."""
        values = self.of(term, assumed).values
        if values is None:
            return None
        return values if isinstance(values, Bounds) else ANY

    def _plain(self, term: core.Term) -> core.Term:
        """A term under the one name that others know it by."""
        while True:
            if isinstance(term, core.Of) and term.what == "rate":
                rate = self.program.nodes[term.node].rate
                if rate is None:
                    return term
                term = core.Defined(rate)
            elif isinstance(term, core.Defined):
                inner = self.program.definitions[term.index].term
                if not isinstance(inner, core.Input | core.Defined):
                    return term
                term = inner
            else:
                return term

    def _of(self, term: core.Term, assumed: Assumed) -> Possible:  # noqa: C901, PLR0912 - one case a term
        match term:
            case core.Const(value):
                return certain(value)
            case core.Input(index):
                return self.known[index] if index in self.known else self._input(index)
            case core.Cell(table, column):
                slot = self.program.tables[table].columns[column]
                return self._typed(slot.type) if slot.term is None else self.of(slot.term, Assumed())
            case core.Defined(index):
                return self.of(self.program.definitions[index].term, assumed)
            case core.Of(node, what):
                return self._indicator(node, what)
            case core.Negate(operand):
                return self._on_numbers(of.negated, assumed, operand)
            case core.Rounded(operand, places, mode):
                return self._on_numbers(lambda one: of.rounded(one, places, mode), assumed, operand)
            case core.Arithmetic():
                return self._arithmetic(term, assumed)
            case core.Branch():
                return self._branch(term, assumed)
            case core.Compare() | core.Logic() | core.Not():
                return self._condition(term, assumed)
            case core.Call(name, arguments):
                return self._call(name, arguments, assumed)
            case core.State(_, operand):
                self.of(operand, assumed)
                return Possible(YES_OR_NO)
            case core.Default(operand, otherwise):
                return any_of((self.of(operand, assumed), self.of(otherwise, assumed)))
            case core.Lookup():
                return self._lookup(term, assumed)
            case core.Aggregate():
                return self._aggregate(term)

    def _on_numbers(self, made: Callable[[Bounds], Bounds], assumed: Assumed, operand: core.Term) -> Possible:
        bounds = self.number(operand, assumed)
        return _NOTHING if bounds is None else Possible(made(bounds))

    # ------------------------------------------------------------ what is given

    def _input(self, index: int) -> Possible:
        slot = self.program.inputs[index]
        match slot:
            case FactInput():
                return self._typed(slot.type)
            case ItemInput():
                return Possible(SHARE)
            case RecordedInput():
                return Possible(Bounds(Fraction(0), slot.limit))
            case JudgedInput():
                return Possible(Bounds(Fraction(0), self.program.nodes[slot.node].weight))
            case ParameterInput():
                return any_of(certain(value.value) for value in slot.values)
            case _:
                return ANY_NUMBER

    def _typed(self, type: Type) -> Possible:
        if not isinstance(type, NumberType):
            return ANY_OPTION
        if not self.is_usual or type.dimension is None:
            return ANY_NUMBER
        return Possible(NOT_NEGATIVE if type.dimension else SHARE)

    def _indicator(self, index: int, what: str) -> Possible:
        node = self.program.nodes[index]
        if node.over is not None:
            return Possible(Bounds(node.least, None)) if what != "rate" else ANY_NUMBER
        if what == "weight":
            return certain(node.weight)
        return Possible(Bounds(node.least, node.weight)) if what in ("score", "exact") else ANY_NUMBER

    # ------------------------------------------------------------ operators

    def _arithmetic(self, term: core.Arithmetic, assumed: Assumed) -> Possible:
        left, right = self.number(term.left, assumed), self.number(term.right, assumed)
        if left is None or right is None:
            return _NOTHING
        match term.operator:
            case "+":
                return Possible(of.plus(left, right))
            case "-":
                return Possible(of.minus(left, right))
            case "×":
                return Possible(of.times(left, right))
            case _:
                if right.has_zero and self.divides is not None:
                    self.divides(term, right)
                return Possible(of.over(left, right))

    def _branch(self, term: core.Branch, assumed: Assumed) -> Possible:
        self.of(term.condition, assumed)
        found = []
        for truth, taken in ((True, term.then), (False, term.otherwise)):
            under = self.narrowed(assumed, term.condition, truth)
            if under is not None:
                found.append(self.of(taken, under))
        return any_of(found) if found else _NOTHING

    def _condition(self, term: core.Compare | core.Logic | core.Not, assumed: Assumed) -> Possible:
        for part in core.parts(term):
            self.of(part, assumed)
        return Possible(YES_OR_NO)

    def _call(self, name: str, arguments: tuple[core.Term, ...], assumed: Assumed) -> Possible:
        function = self.functions[name]
        if function.possible is not None:
            return function.possible(tuple(self.of(each, assumed) for each in arguments))
        if function.lower is not None:
            return self.of(function.lower(arguments), assumed)
        given = [self.of(each, assumed).values for each in arguments]
        if not function.is_number:
            return ANY_OPTION
        if any(values is None for values in given):
            return _NOTHING
        known = function.bounds or ANY
        between = _between(function, [values for values in given if isinstance(values, Bounds)], len(given))
        if function.bounds is None and between is ANY:
            self.is_vague = True
        return Possible(of.both(known, between) or known)

    def _lookup(self, term: core.Lookup, assumed: Assumed) -> Possible:
        met = self.met(term, assumed)
        return any_of(self.of(step.value, assumed) for step in met) if met else _NOTHING

    def met(self, term: core.Lookup, assumed: Assumed) -> list[Step | ChoiceStep]:
        """The lines of a step table that may be met."""
        subject = self.of(term.subject, assumed)
        return [each for each in self.program.lookups[term.table].steps if _may_meet(each, subject.values)]

    def _aggregate(self, term: core.Aggregate) -> Possible:
        rows = Assumed()
        if term.where is not None:
            self.of(term.where, rows)
        value = self.number(term.value, rows) or ANY
        if term.kind == "count":
            return Possible(NOT_NEGATIVE)
        if term.kind == "list":
            return ANY_OPTION
        if term.kind != "sum":
            return Possible(value)
        low = Fraction(0) if value.low is not None and value.low >= 0 else None
        high = Fraction(0) if value.high is not None and value.high <= 0 else None
        return Possible(Bounds(low, high))

    # ------------------------------------------------------------ narrowing

    def narrowed(self, assumed: Assumed, condition: core.Term, truth: bool) -> Assumed | None:
        """What is assumed when a condition holds, or fails, as well; None where it cannot."""
        condition = self._plain(condition)
        match condition:
            case core.Const(value):
                return assumed if value is truth else None
            case core.Not(operand):
                return self.narrowed(assumed, operand, not truth)
            case core.Logic("and", left, right) if truth:
                return self._both(assumed, left, right, truth)
            case core.Logic("or", left, right) if not truth:
                return self._both(assumed, left, right, truth)
            case core.Compare():
                return self._compared(assumed, condition, truth)
            case core.Logic():
                return assumed
            case _:
                return self._with(assumed, condition, Options(frozenset((truth,))))

    def _both(self, assumed: Assumed, left: core.Term, right: core.Term, truth: bool) -> Assumed | None:
        first = self.narrowed(assumed, left, truth)
        return None if first is None else self.narrowed(first, right, truth)

    def _compared(self, assumed: Assumed, term: core.Compare, truth: bool) -> Assumed | None:
        left, right = self.of(term.left, assumed).values, self.of(term.right, assumed).values
        operator = term.operator if truth else OPPOSITE[term.operator]
        if not isinstance(left, Bounds) or not isinstance(right, Bounds):
            return assumed
        less, more = of.narrowed(left, operator, right), of.narrowed(right, TURNED[operator], left)
        if less is None or more is None:
            return None
        first = self._with(assumed, self._plain(term.left), less)
        return None if first is None else self._with(first, self._plain(term.right), more)

    def _with(self, assumed: Assumed, key: core.Term, values: Values) -> Assumed | None:
        if isinstance(key, core.Const):
            return assumed
        before = assumed.values.get(key)
        if before is not None:
            shared = in_both(before, values)
            if shared is None:
                return None
            values = shared
        if before == values:
            return assumed
        return Assumed({**assumed.values, key: values})


def _between(function: Function, given: list[Bounds], count: int) -> Bounds:
    """Between what a function's results lie, where it rises or falls with every argument."""
    trends = [function.trend(index) for index in range(count)]
    if len(given) != count or not count or not set(trends) <= {Trend.RISES, Trend.FALLS}:
        return ANY
    rising = [(one.low, one.high) if trend is Trend.RISES else (one.high, one.low)
              for one, trend in zip(given, trends, strict=True)]  # fmt: skip
    low, high = _at(function, [low for low, _ in rising]), _at(function, [high for _, high in rising])
    return ANY if low is None and high is None else Bounds(low, high)


def _at(function: Function, values: list[Fraction | None]) -> Fraction | None:
    """A function's result at the ends of its arguments; None where an end is open-ended or has no result."""
    if function.body is None or None in values:
        return None
    result = function.body(*values)
    return result if isinstance(result, Fraction) else None


def _may_meet(step: Step | ChoiceStep, values: Values | None) -> bool:
    if values is None:
        return False
    if isinstance(step, ChoiceStep):
        return not isinstance(values, Options) or values.among is None or step.choice in values.among
    if not isinstance(values, Bounds):
        return True
    own = Bounds(step.low, step.high, step.low is not None and not step.low_closed,
                 step.high is not None and not step.high_closed)  # fmt: skip
    return of.both(own, values) is not None
