"""Dense terms: terms of which every input is there, into Python over integers, with the bounds of each number.

Nothing is absent, so no test for it is written and most denominators are literals. What would be absent all the
same (a division by zero, a number that grows too long) leaves the function with None.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

from attrs import define, field

from perfeval.core import bounds
from perfeval.core import terms as core
from perfeval.core.bounds import ANY, NOT_NEGATIVE, Bounds, exactly
from perfeval.core.program import (
    BonusInput,
    ChoiceStep,
    FactInput,
    ParameterInput,
    Program,
    RecordedInput,
    Step,
)
from perfeval.core.types import BooleanType, ChoiceType, DateType, NumberType, TextType
from perfeval.evaluating.emitter import Emitter, rounding, times, within
from perfeval.evaluating.operands import Operand, Pair, Single
from perfeval.values.numbers import MAX_BITS, Rounding

BITS = 192  # of an input: a number below 10^20 over dense.LARGEST, and the scale of its unit


class Unsuitable(Exception):
    """The program needs more than a flat dict can give: rows, answers, a date for its parameters."""


@define
class DenseEmitter(Emitter):
    """Emits terms of which every input is there."""

    _bounds: dict[Pair, Bounds] = field(factory=dict)

    def bounds(self, x: Pair) -> Bounds:
        """Between which numbers a value lies, as far as it is known."""
        if x.n.lstrip("-").isdigit() and x.d.isdigit():
            return exactly(Fraction(int(x.n), int(x.d)))
        return self._bounds.get(x, ANY)

    def _emitted(self, term: core.Term) -> Operand:
        match term:
            case core.Input(index):
                return self._input(index)
            case core.Cell() | core.Aggregate():
                raise Unsuitable
            case core.Branch(core.Compare("≤", low, high), then, otherwise) if (then, otherwise) == (
                low,
                high,
            ):
                return self._lesser(term)
            case core.Default(operand):
                return self.emit(operand)
            case core.Arithmetic(operator, left, right):
                return self.calculated(operator, self.number(left), self.number(right))
            case _:
                return Emitter._emitted(self, term)

    def _input(self, index: int) -> Operand:
        made = _input(self.program, index)
        if isinstance(made, Pair):
            self._bounds[made] = NOT_NEGATIVE if isinstance(self.program.inputs[index], FactInput) else ANY
        return made

    def calculated(self, operator: str, a: Pair, b: Pair) -> Pair:
        """Two numbers combined by + − × ÷, and between which numbers the result lies."""
        made = self.arithmetic(operator, a, b)
        one, other = self.bounds(a), self.bounds(b)
        match operator:
            case "+":
                self._bounds[made] = bounds.plus(one, other)
            case "-":
                self._bounds[made] = bounds.minus(one, other)
            case "×":
                self._bounds[made] = bounds.times(one, other)
            case _:
                self._bounds[made] = bounds.over(one, other) or ANY
        return made

    def clip(self, x: Pair, known: Bounds, low: Fraction | None, high: Fraction | None) -> None:
        """What was known of a number, and that it is kept between two others."""
        if low is not None:
            known = bounds.most(known, exactly(low))
        self._bounds[x] = known if high is None else bounds.least(known, exactly(high))

    def _lesser(self, term: core.Branch) -> Operand:
        """min(a, b) of two numbers."""
        made = Emitter._emitted(self, term)
        if isinstance(made, Pair):
            low, high = (self.bounds(self.number(part)) for part in (term.then, term.otherwise))
            self._bounds[made] = bounds.least(low, high)
        return made

    def _guard(self, n: str, d: str) -> None:
        too_long = [f"{x}.bit_length() > {MAX_BITS}" for x in (n, d) if not x.isdigit()]
        self.write(f"if {' or '.join(too_long)}: return None")

    def pair(self, n: str, d: str, *operands: Operand, bits: int = 0) -> Pair:
        """A number computed into fresh variables; always there."""
        made = Emitter.pair(self, n, d, *operands, bits=bits)
        return Pair(made.n, made.d, True, made.bits)

    def arithmetic(self, operator: str, a: Pair, b: Pair) -> Pair:
        """Two numbers combined; literal denominators stay literals."""
        if not (a.d.isdigit() and b.d.isdigit()):
            return Emitter.arithmetic(self, operator, a, b)
        bits = a.bits + b.bits + 1
        one, other = int(a.d), int(b.d)
        if operator in "+-":
            both = lcm(one, other)
            n = f"{times(a.n, str(both // one))} {operator} {times(b.n, str(both // other))}"
            return self.pair(n, str(both), a, b, bits=bits)
        if operator == "×":
            return self.pair(times(a.n, b.n), str(one * other), a, b, bits=bits)
        return self._quotient(a, b, bits)

    def _quotient(self, a: Pair, b: Pair, bits: int) -> Pair:
        if b.n.isdigit() and b.n != "0":
            d = str(int(a.d) * int(b.n)) if a.d.isdigit() else times(a.d, b.n)
            return self.pair(times(a.n, b.d), d, a, b, bits=bits)
        name = self.name()
        self.write(f"{name}d = {times(a.d, b.n)}")
        self.write(f"if {name}d <= 0: return None")
        self.write(f"{name}n = {times(a.n, b.d)}")
        if bits > MAX_BITS:
            self._guard(f"{name}n", f"{name}d")
        return Pair(f"{name}n", f"{name}d", True, min(bits, MAX_BITS))

    def branch_pair(self, condition: Single, then: Pair, otherwise: Pair, unless: Sequence[str] = ()) -> Pair:
        """One of two numbers; with a literal denominator where both have one."""
        name, c, bits = self.name(), condition.name, max(then.bits, otherwise.bits)
        if then.d.isdigit() and otherwise.d.isdigit():
            both = lcm(int(then.d), int(otherwise.d))
            one, other = (times(x.n, str(both // int(x.d))) for x in (then, otherwise))
            self.write(f"{name}n = {one} if {c} else {other}")
            made = Pair(f"{name}n", str(both), True, bits + 64)
        else:
            self.write(f"if {c}: {name}n = {then.n}; {name}d = {then.d}")
            self.write(f"else: {name}n = {otherwise.n}; {name}d = {otherwise.d}")
            made = Pair(f"{name}n", f"{name}d", True, bits)
        self._bounds[made] = bounds.either(self.bounds(then), self.bounds(otherwise))
        return made

    def rounded(self, x: Pair, places: int, mode: Rounding) -> Pair:
        """A number rounded, its denominator a literal."""
        unit = 10**places
        if x.d.isdigit() and unit % int(x.d) == 0:
            return self.pair(times(x.n, str(unit // int(x.d))), str(unit), x, bits=x.bits + 64)
        low = self.bounds(x).low
        # What is known not to be negative needs no test.
        is_upwards = mode is Rounding.HALF_UP and low is not None and low >= 0
        n = half_up(x, unit) if is_upwards else rounding(x, unit, mode)
        return self.pair(n, str(unit), x, bits=x.bits + 64)

    def _call(self, function: str, arguments: tuple[core.Term, ...]) -> Operand:
        made = Emitter._call(self, function, arguments)
        if made.is_sure:
            return made
        if isinstance(made, Pair):
            self.write(f"if not {made.d}: return None")
            return Pair(made.n, made.d, True, made.bits)
        self.write(f"if {made.name} is None: return None")
        return Single(made.name, True)

    def _lookup(self, index: int, subject: Operand) -> Operand:
        name = self.name()
        steps: list[Step | ChoiceStep] = list(self.program.lookups[index].steps)
        values = [self.number(step.value) for step in steps]
        is_literal = all(value.d.isdigit() for value in values)
        both = lcm(*(int(value.d) for value in values)) if is_literal else 0
        word = "if"
        for step, value in zip(steps, values, strict=True):
            what = (
                f"{name}n = {times(value.n, str(both // int(value.d)))}"
                if both
                else f"{name}n, {name}d = {value.n}, {value.d}"
            )
            self.write(f"{word} {within(step, subject)}: {what}")
            word = "elif"
        self.write("else: return None")
        d = str(both) if both else f"{name}d"
        return Pair(f"{name}n", d, True, max(value.bits for value in values) + 64)


def half_up(x: Pair, unit: int) -> str:
    """The expression for x·unit to the nearest whole number, half upwards; x is not negative."""
    if x.d.isdigit():
        return f"({times(x.n, str(2 * unit))} + {x.d}) // {2 * int(x.d)}"
    return f"({times(x.n, str(2 * unit))} + {x.d}) // (2 * {x.d})"


def _input(program: Program, index: int) -> Operand:
    match program.inputs[index]:
        case FactInput(_, NumberType()):
            return Pair(f"i{index}_n", f"i{index}_d", True, BITS)
        case FactInput(_, BooleanType() | ChoiceType() | TextType() | DateType()):
            return Single(f"i{index}_", True)
        case RecordedInput() | BonusInput():
            return Pair("0", "1", True, 1)  # a flat dict has no deductions
        case ParameterInput(_, _, (value, *_)) as slot if not slot.is_dated:
            if isinstance(value.value, Fraction):
                bits = max(value.value.numerator.bit_length(), value.value.denominator.bit_length())
                return Pair(str(value.value.numerator), str(value.value.denominator), True, bits)
            return Single(f"i{index}_", True)
        case _:
            raise Unsuitable
