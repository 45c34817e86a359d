"""Dense code: the whole evaluation of facts that are all there, from a flat dict to the total, as one function.

It takes facts only as programs mostly give them: a dict with every fact and nothing else, numbers as int or
Decimal, not negative, yes or no as bool, choices and texts as str. Nothing can be absent then. Where anything is
otherwise (a fact missing, a text to be read, a division by zero, an indicator that does not apply) it returns
None, and the general way decides.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import partial
from math import lcm
from operator import itemgetter

from attrs import define, field

from perfeval.core.program import (
    BonusInput,
    Clip,
    FactInput,
    Gathering,
    Node,
    ParameterInput,
    Program,
    RecordedInput,
    Round,
    Set,
    Take,
    Veto,
)
from perfeval.core.types import BooleanType, ChoiceType, DateType, NumberType
from perfeval.evaluating.dense_terms import DenseEmitter, Unsuitable, half_up
from perfeval.evaluating.emitter import times
from perfeval.evaluating.generated import Code, Generated, NodePlaces
from perfeval.evaluating.inlining import inlined
from perfeval.evaluating.operands import Operand, Pair, Single, variables
from perfeval.facts import PERSONAL_FACTS, SECTIONS
from perfeval.function import Function
from perfeval.values.numbers import Rounding

LARGEST = 2**64
FAULTS = "(KeyError, ValueError, OverflowError)"


@define(eq=False, frozen=True, slots=False)
class DenseTrace(Generated):
    """The traced function of a dict. It returns the values of `names`; the first two are the total's."""

    names: tuple[str, ...]


def dense(program: Program, functions: Mapping[str, Function]) -> tuple[Code, DenseTrace] | None:
    """The function from a dict to the total's numerator and denominator, and the one that returns every value.

    None for a program with tables, items or stated scores.
    """
    try:
        return _Maker(program, functions, keep=False).whole(), _Maker(program, functions, keep=True).traced()
    except Unsuitable:
        return None


@define
class _Scored:
    """A node's score, what it was before rounding (written only when it is asked for), and where both are kept."""

    score: Pair
    exact: Callable[[], Pair]
    places: NodePlaces | None = None


@define
class _Maker:
    program: Program
    functions: Mapping[str, Function]
    keep: bool
    emitter: DenseEmitter = field(init=False)
    scored: dict[int, _Scored] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        self.emitter = DenseEmitter(self.program, self.functions, False, self._of)
        self.emitter.scopes[0].indent = 2

    def whole(self) -> Code:
        """From a dict to the total."""
        self._read()
        total = self._node(0).score
        source = "\n".join(inlined(self._function(f"return {total.n}, {total.d}").splitlines())) + "\n"
        return Code(source, compile(source, "<rules>", "exec"), self.emitter.namespace)

    def traced(self) -> DenseTrace:
        """From a dict to the total and every other value."""
        emitter = self.emitter
        self._read()
        emitter.write("s0 = 0")
        scored = [self._node(node.index) for node in self.program.nodes]
        for node in self.program.nodes:
            for remark in node.remarks:
                emitter.emit(remark.when)
        nodes = tuple(each.places for each in scored if each.places is not None)
        names = self._names(nodes)
        total = scored[0].score
        source = self._function(f"return {', '.join([total.n, total.d, *names])}")
        code = compile(source, "<rules>", "exec")
        return DenseTrace(
            source, code, emitter.namespace, nodes, emitter.places, {}, {}, {}, {}, ("", "", *names)
        )

    def _names(self, nodes: tuple[NodePlaces, ...]) -> list[str]:
        """The variables that a frame reads."""
        kept: list[Operand] = list(self.emitter.places.values())
        for at in nodes:
            kept += [
                at.score,
                at.exact,
                *at.steps,
                *(pair for pair in (at.weight, at.total) if pair is not None),
            ]
        names = dict.fromkeys(["s0", *(name for operand in kept for name in variables(operand))])
        return [name for name in names if name.isidentifier() and name not in self.emitter.namespace]

    def _function(self, last: str) -> str:
        self.emitter.write(last)
        body = "\n".join(self.emitter.scopes[0].lines)
        return f"def evaluate(F):\n    try:\n{body}\n    except {FAULTS}: return None\n"

    # ------------------------------------------------------------ reading

    def _read(self) -> None:
        inputs = self.program.inputs
        facts = [(index, slot) for index, slot in enumerate(inputs) if isinstance(slot, FactInput)]
        names = [slot.name for _, slot in facts]
        if self.program.tables or any(name in SECTIONS or name in PERSONAL_FACTS for name in names):
            raise Unsuitable
        self.emitter.namespace |= {"Decimal": Decimal, "date": date}
        if facts:
            self.emitter.namespace["GET"] = itemgetter(*names)
            into = ", ".join(_variable(index, slot) for index, slot in facts)
            self.emitter.write(f"{into} = GET(F)")
        for index, slot in facts:
            self._check_fact(index, slot)
        for index, other in enumerate(inputs):
            if isinstance(other, ParameterInput) and not other.is_dated:
                self._write_parameter(index, other)
            elif not isinstance(other, BonusInput | FactInput | RecordedInput):
                raise Unsuitable

    def _check_fact(self, index: int, slot: FactInput) -> None:
        write, x = self.emitter.write, _variable(index, slot)
        match slot.type:
            case NumberType():
                self._check_number(index, slot)
            case BooleanType():
                write(f"if {x} is not True and {x} is not False: return None")
            case ChoiceType(choices):
                known = f"K{index}"
                self.emitter.namespace[known] = frozenset(choices)
                write(f"if {x}.__class__ is not str or {x} not in {known}: return None")
            case DateType():
                write(f"if {x}.__class__ is not date: return None")
            case _:
                raise Unsuitable  # a text may be a word for 缺: the general way knows them

    def _check_number(self, index: int, slot: FactInput) -> None:
        write, n, d = self.emitter.write, f"i{index}_n", f"i{index}_d"
        write(f"if {n}.__class__ is int:")
        write(f"    if not 0 <= {n} <= {LARGEST}: return None")
        write(f"    {d} = 1")
        # Before it is read: 1E+999999999 would be a number of a thousand million digits.
        write(f"elif {n}.__class__ is Decimal and -40 < {n}.adjusted() < 20:")
        write(f"    {n}, {d} = {n}.as_integer_ratio()")
        write(f"    if {n} < 0 or {d} > {LARGEST}: return None")
        write("else: return None")
        if slot.unit is not None and slot.unit.scale != 1:
            for name, factor in ((n, slot.unit.scale.numerator), (d, slot.unit.scale.denominator)):
                if factor != 1:
                    write(f"{name} *= {factor}")

    def _write_parameter(self, index: int, slot: ParameterInput) -> None:
        value = slot.values[0].value
        if not isinstance(value, Fraction):  # a number is a literal where it is used
            self.emitter.write(f"i{index}_ = {value!r}")

    # ------------------------------------------------------------ nodes

    def _of(self, node: int, what: str) -> Operand:
        about = self.program.nodes[node]
        if what == "weight":
            return _literal(about.weight)
        if what == "rate":
            assert about.rate is not None
            return self.emitter.emit(self.program.definitions[about.rate].term)
        scored = self._node(node)
        return scored.score if what == "score" else scored.exact()

    def _node(self, index: int) -> _Scored:
        if index not in self.scored:
            node = self.program.nodes[index]
            self.scored[index] = self._parent(node) if node.combine is not None else self._leaf(node)
        return self.scored[index]

    def _parent(self, node: Node) -> _Scored:
        combine = node.combine
        assert combine is not None
        if combine.gathering is not Gathering.SUM or self.program.scale is not None:
            raise Unsuitable
        scores = [self._node(child).score for child in combine.children]
        total = scores[0]
        for score in scores[1:]:
            total = self.emitter.arithmetic("+", total, score)
        value = exact = total
        after: list[Pair] = []
        for step in node.steps:
            if isinstance(step, Round):
                value = self.emitter.rounded(value, step.places, step.mode)
            else:
                value = exact = self._stepped(node, step, value)
            after.append(value)
        places = NodePlaces("s0", value, exact, tuple(after), _literal(node.weight), total)
        return _Scored(value, lambda: exact, places)

    def _leaf(self, node: Node) -> _Scored:
        emitter = self.emitter
        if node.applies is not None:
            emitter.write(f"if not {emitter.single(node.applies).name}: return None")
        value = exact = _literal(node.weight)
        after: list[Pair] = []
        for number, step in enumerate(node.steps):
            if not self.keep and (fused := self._bounded_and_rounded(node, number, value)) is not None:
                kept = partial(self._clipped, node.weight, value, has_floor=True, has_cap=True)
                return _Scored(fused, kept)
            if isinstance(step, Round):
                value = emitter.rounded(value, step.places, step.mode)
            else:
                value = exact = self._stepped(node, step, value)
            after.append(value)
        return _Scored(value, lambda: exact, NodePlaces("s0", value, exact, tuple(after)))

    def _stepped(self, node: Node, step: Set | Take | Clip | Veto, value: Pair) -> Pair:
        emitter = self.emitter
        match step:
            case Set(term, _, _, _, when):
                new = emitter.number(term)
                return new if when is None else emitter.branch_pair(emitter.single(when), new, value)
            case Take(entries):
                for entry in entries:
                    amount = emitter.number(entry.amount)
                    if amount.n != "0":
                        value = emitter.calculated("-", value, amount)
                return value
            case Clip(has_floor, has_cap, _, limit):
                most = node.weight if limit is None else limit
                return self._clipped(most, value, has_floor=has_floor, has_cap=has_cap)
            case Veto(when, most):
                over = emitter.name()
                left, right = times(value.n, str(most.denominator)), times(str(most.numerator), value.d)
                emitter.write(f"{over} = {emitter.single(when).name} and {left} > {right}")
                return emitter.branch_pair(Single(over, True), _literal(most), value)

    # ------------------------------------------------------------ between nothing and the weight

    def _bounded_and_rounded(self, node: Node, number: int, value: Pair) -> Pair | None:
        """The last steps of most indicators at once: kept between 0 and the weight, then rounded half up.

        None where the steps from `number` on are others.
        """
        *before, last = node.steps[number:]
        clips = [step for step in before if isinstance(step, Clip)]
        has_both = any(clip.has_floor for clip in clips) and any(clip.has_cap for clip in clips)
        if len(clips) < len(before) or not has_both or value.d.isdigit():
            return None
        if not isinstance(last, Round) or last.mode is not Rounding.HALF_UP:
            return None
        unit = 10**last.places
        if (node.weight * unit).denominator != 1:
            return None
        top, bottom = node.weight.numerator, node.weight.denominator
        write, n = self.emitter.write, f"{self.emitter.name()}n"
        write(f"if {value.n} <= 0: {n} = 0")
        write(f"elif {times(value.n, str(bottom))} >= {times(str(top), value.d)}: {n} = {node.weight * unit}")
        write(f"else: {n} = {half_up(value, unit)}")
        return Pair(n, str(unit), True, 64)

    def _clipped(self, weight: Fraction, value: Pair, *, has_floor: bool, has_cap: bool) -> Pair:
        emitter = self.emitter
        known = emitter.bounds(value)
        has_floor = has_floor and not (known.low is not None and known.low >= 0)
        has_cap = has_cap and not (known.high is not None and known.high <= weight)
        if not has_floor and not has_cap:
            return value
        write, name = emitter.write, emitter.name()
        top, bottom = weight.numerator, weight.denominator
        n = f"{name}n"
        if value.d.isdigit():
            both = lcm(int(value.d), bottom)
            most = top * (both // bottom)
            write(f"{n} = {times(value.n, str(both // int(value.d)))}")
            if has_floor:
                write(f"if {n} < 0: {n} = 0")
            if has_cap:
                write(f"{'elif' if has_floor else 'if'} {n} > {most}: {n} = {most}")
            made = Pair(n, str(both), True, value.bits + 64)
        else:
            d = f"{name}d"
            write(f"{n} = {value.n}; {d} = {value.d}")
            if has_floor:
                write(f"if {n} < 0: {n} = 0; {d} = 1")
            if has_cap:
                left, right = times(n, str(bottom)), times(str(top), d)
                write(f"{'elif' if has_floor else 'if'} {left} > {right}: {n} = {top}; {d} = {bottom}")
            made = Pair(n, d, True, max(value.bits, 64))
        emitter.clip(made, known, Fraction(0) if has_floor else None, weight if has_cap else None)
        return made


def _variable(index: int, slot: FactInput) -> str:
    """The variable that holds a fact as given."""
    return f"i{index}_n" if isinstance(slot.type, NumberType) else f"i{index}_"


def _literal(value: Fraction) -> Pair:
    return Pair(str(value.numerator), str(value.denominator), True, 64)
