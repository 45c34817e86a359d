"""Dense code: the whole evaluation of facts that are all there, from a flat dict to the total, as one function.

It takes facts only as programs mostly give them: a dict with every fact and nothing else, numbers as int or
Decimal, not negative, yes or no as bool, choices and texts as str. Nothing can be absent then, so no test for
it is emitted, and most denominators are literals. Where anything is otherwise (a fact missing, a text to be
read, a division by zero, an indicator that does not apply) it returns None, and the general way decides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import lcm

from attrs import define, field

from perfeval.core import terms as core
from perfeval.core.program import (
    ChoiceStep,
    Clip,
    FactInput,
    Node,
    ParameterInput,
    Program,
    RecordedInput,
    Round,
    Set,
    Step,
    StepOnValue,
    Take,
)
from perfeval.core.types import BooleanType, ChoiceType, DateType, NumberType, TextType
from perfeval.evaluating.emitter import Emitter, rounding, times, within
from perfeval.evaluating.generated import Code, Generated
from perfeval.evaluating.operands import Operand, Pair, Single
from perfeval.facts import PERSONAL_FACTS, SECTIONS
from perfeval.function import Function
from perfeval.values.numbers import MAX_BITS, Rounding

LARGEST = 2**64
BITS = 128  # of an input: LARGEST and the scale of its unit


FAULTS = "(KeyError, ValueError, OverflowError)"


class Unsuitable(Exception):
    """The program needs more than a flat dict can give: rows, answers, a date for its parameters."""


def dense(program: Program, functions: Mapping[str, Function], traced: Generated) -> tuple[Code, Code] | None:
    """The function from a dict to the total's numerator and denominator, and the traced function made to read a
    dict. None for a program with tables, items or stated scores.
    """
    try:
        return _Maker(program, functions).whole(), _Maker(program, functions).reading(traced)
    except Unsuitable:
        return None


@define
class _DenseEmitter(Emitter):
    """Emits terms of which every input is there."""

    def _emitted(self, term: core.Term) -> Operand:
        match term:
            case core.Input(index):
                return _input(self.program, index)
            case core.Cell() | core.Aggregate():
                raise Unsuitable
            case _:
                return Emitter._emitted(self, term)

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
            return Pair(f"{name}n", str(both), True, bits + 64)
        self.write(f"if {c}: {name}n, {name}d = {then.n}, {then.d}")
        self.write(f"else: {name}n, {name}d = {otherwise.n}, {otherwise.d}")
        return Pair(f"{name}n", f"{name}d", True, bits)

    def rounded(self, x: Pair, places: int, mode: Rounding) -> Pair:
        """A number rounded, its denominator a literal."""
        return self.rounded_from(x, places, mode, is_positive=False)

    def rounded_from(self, x: Pair, places: int, mode: Rounding, *, is_positive: bool) -> Pair:
        """The same; what is known not to be negative needs no test."""
        unit = 10**places
        if x.d.isdigit() and unit % int(x.d) == 0:
            return self.pair(times(x.n, str(unit // int(x.d))), str(unit), x, bits=x.bits + 64)
        if is_positive and mode is Rounding.HALF_UP:
            if x.d.isdigit():
                n = f"({times(x.n, str(2 * unit))} + {x.d}) // {2 * int(x.d)}"
            else:
                n = f"({times(x.n, str(2 * unit))} + {x.d}) // (2 * {x.d})"
        else:
            n = rounding(x, unit, mode)
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


def _input(program: Program, index: int) -> Operand:
    match program.inputs[index]:
        case FactInput(_, NumberType()):
            return Pair(f"i{index}_n", f"i{index}_d", True, BITS)
        case FactInput(_, BooleanType() | ChoiceType() | TextType() | DateType()):
            return Single(f"i{index}_", True)
        case RecordedInput():
            return Pair("0", "1", True, 1)  # a flat dict has no deductions
        case ParameterInput(_, _, (value, *_)) as slot if not slot.is_dated:
            if isinstance(value.value, Fraction):
                bits = max(value.value.numerator.bit_length(), value.value.denominator.bit_length())
                return Pair(str(value.value.numerator), str(value.value.denominator), True, bits)
            return Single(f"i{index}_", True)
        case _:
            raise Unsuitable


@define
class _Maker:
    program: Program
    functions: Mapping[str, Function]
    emitter: _DenseEmitter = field(init=False)
    scores: dict[int, tuple[Pair, Pair]] = field(factory=dict)  # exact, rounded

    def __attrs_post_init__(self) -> None:
        self.emitter = _DenseEmitter(self.program, self.functions, False, self._of)
        self.emitter.scopes[0].indent = 2

    def whole(self) -> Code:
        """From a dict to the total."""
        if self.program.tables or any(
            isinstance(slot, FactInput) and (slot.name in SECTIONS or slot.name in PERSONAL_FACTS)
            for slot in self.program.inputs
        ):
            raise Unsuitable
        self._read()
        _, total = self._node(0)
        self.emitter.write(f"return {total.n}, {total.d}")
        lines = [
            "def evaluate(F):",
            "    try:",
            *self.emitter.scopes[0].lines,
            f"    except {FAULTS}: return None",
        ]
        return _code(lines, self._constants())

    def reading(self, traced: Generated) -> Code:
        """The traced function with its inputs read from a dict."""
        self._read()
        _, unpacked, *body = traced.source.splitlines()
        assert unpacked.endswith(" = I")
        lines = [
            "def evaluate(F, settle, skips):",
            "    try:",
            *self.emitter.scopes[0].lines,
            f"    except {FAULTS}: return None",
            *body,
        ]
        constants = {**traced.constants, **self._constants()}
        return _code(lines, constants)

    def _constants(self) -> dict[str, object]:
        return {**self.emitter.namespace, "Decimal": Decimal, "date": date}

    # ------------------------------------------------------------ reading

    def _read(self) -> None:
        for index, slot in enumerate(self.program.inputs):
            if isinstance(slot, FactInput):
                self._read_fact(index, slot)
            elif isinstance(slot, RecordedInput):
                self.emitter.write(f"i{index}_n = 0; i{index}_d = 1")
            elif isinstance(slot, ParameterInput) and not slot.is_dated:
                self._write_parameter(index, slot)
            else:
                raise Unsuitable

    def _read_fact(self, index: int, slot: FactInput) -> None:
        write = self.emitter.write
        match slot.type:
            case NumberType():
                self._read_number(index, slot)
            case BooleanType():
                write(f"i{index}_ = F[{slot.name!r}]")
                write(f"if i{index}_ is not True and i{index}_ is not False: return None")
            case ChoiceType(choices):
                known = f"K{index}"
                self.emitter.namespace[known] = frozenset(choices)
                write(f"i{index}_ = F[{slot.name!r}]")
                write(f"if i{index}_.__class__ is not str or i{index}_ not in {known}: return None")
            case DateType():
                write(f"i{index}_ = F[{slot.name!r}]")
                write(f"if i{index}_.__class__ is not date: return None")
            case _:
                raise Unsuitable  # a text may be a word for 缺: the general way knows them

    def _write_parameter(self, index: int, slot: ParameterInput) -> None:
        value = slot.values[0].value
        if isinstance(value, Fraction):
            self.emitter.write(f"i{index}_n = {value.numerator}; i{index}_d = {value.denominator}")
        else:
            self.emitter.write(f"i{index}_ = {value!r}")

    def _read_number(self, index: int, slot: FactInput) -> None:
        write, n, d = self.emitter.write, f"i{index}_n", f"i{index}_d"
        write(f"x = F[{slot.name!r}]")
        write("if x.__class__ is int:")
        write(f"    {n} = x; {d} = 1")
        write("elif x.__class__ is Decimal and -40 < x.adjusted() < 40:")
        write(f"    {n}, {d} = x.as_integer_ratio()")
        write(f"    if {d} > {LARGEST}: return None")
        write("else: return None")
        write(f"if not 0 <= {n} <= {LARGEST}: return None")
        if slot.unit is not None and slot.unit.scale != 1:
            for name, factor in ((n, slot.unit.scale.numerator), (d, slot.unit.scale.denominator)):
                if factor != 1:
                    write(f"{name} *= {factor}")

    # ------------------------------------------------------------ nodes

    def _of(self, node: int, what: str) -> Operand:
        about = self.program.nodes[node]
        if what == "weight":
            return Pair(str(about.weight.numerator), str(about.weight.denominator), True, 64)
        if what == "rate":
            assert about.rate is not None
            return self.emitter.emit(self.program.definitions[about.rate].term)
        exact, score = self._node(node)
        return score if what == "score" else exact

    def _node(self, index: int) -> tuple[Pair, Pair]:
        if index not in self.scores:
            node = self.program.nodes[index]
            self.scores[index] = self._parent(node) if node.combine is not None else self._leaf(node)
        return self.scores[index]

    def _parent(self, node: Node) -> tuple[Pair, Pair]:
        combine = node.combine
        assert combine is not None
        scores = [self._node(child)[1] for child in combine.children]
        total = scores[0]
        for score in scores[1:]:
            total = self.emitter.arithmetic("+", total, score)
        if combine.summed is None:
            return total, total
        return total, self.emitter.rounded(total, combine.summed.places, combine.summed.mode)

    def _leaf(self, node: Node) -> tuple[Pair, Pair]:
        emitter = self.emitter
        if node.applies is not None:
            emitter.write(f"if not {emitter.single(node.applies).name}: return None")
        value = exact = Pair(str(node.weight.numerator), str(node.weight.denominator), True, 64)
        is_positive = True
        for step, following in zip(node.steps, (*node.steps[1:], None), strict=True):
            if isinstance(step, Round):
                value = emitter.rounded_from(value, step.places, step.mode, is_positive=is_positive)
                continue
            if isinstance(step, Clip) and isinstance(following, Clip) and _covers(following, step):
                continue
            value = exact = self._stepped(node, step, value)
            is_positive = isinstance(step, Clip) and (step.has_floor or is_positive)
        return exact, value

    def _stepped(self, node: Node, step: StepOnValue, value: Pair) -> Pair:
        emitter = self.emitter
        match step:
            case Set(term, _, _, _, when):
                new = emitter.number(term)
                return new if when is None else emitter.branch_pair(emitter.single(when), new, value)
            case Take(entries):
                for entry in entries:
                    amount = emitter.number(entry.amount)
                    if amount.n != "0":
                        value = emitter.arithmetic("-", value, amount)
                return value
            case Clip(has_floor, has_cap):
                return self._clipped(node, value, has_floor=has_floor, has_cap=has_cap)
            case _:
                raise AssertionError(step)

    def _clipped(self, node: Node, value: Pair, *, has_floor: bool, has_cap: bool) -> Pair:
        write, name = self.emitter.write, self.emitter.name()
        top, bottom = node.weight.numerator, node.weight.denominator
        n = f"{name}n"
        if value.d.isdigit():
            both = lcm(int(value.d), bottom)
            most = top * (both // bottom)
            write(f"{n} = {times(value.n, str(both // int(value.d)))}")
            if has_floor:
                write(f"if {n} < 0: {n} = 0")
            if has_cap:
                write(f"{'elif' if has_floor else 'if'} {n} > {most}: {n} = {most}")
            return Pair(n, str(both), True, value.bits + 64)
        d = f"{name}d"
        write(f"{n} = {value.n}; {d} = {value.d}")
        if has_floor:
            write(f"if {n} < 0: {n} = 0; {d} = 1")
        if has_cap:
            left, right = times(n, str(bottom)), times(str(top), d)
            write(f"{'elif' if has_floor else 'if'} {left} > {right}: {n} = {top}; {d} = {bottom}")
        return Pair(n, d, True, max(value.bits, 64))


def _covers(following: Clip, step: Clip) -> bool:
    return (following.has_floor or not step.has_floor) and (following.has_cap or not step.has_cap)


def _code(lines: list[str], constants: Mapping[str, object]) -> Code:
    source = "\n".join(lines) + "\n"
    return Code(source, compile(source, "<rules>", "exec"), constants)
