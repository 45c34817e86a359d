"""Kernel: a program and the bounds of a batch's columns into one NumPy function over all its rows.

What a kernel cannot say raises Unsuitable: such a program is evaluated row by row. So does any part of a
program that was added to the language and is not known here: nothing is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy
from attrs import define, field

from perfeval.core.program import Gathering, Node, Program, Redistribution, Round, Set
from perfeval.evaluating.columns.arithmetic import Arithmetic, Unsuitable
from perfeval.evaluating.columns.grading import grades
from perfeval.evaluating.columns.knowing import require_known
from perfeval.evaluating.columns.operands import Number, Operand, constant, with_state
from perfeval.evaluating.columns.steps import StepWriter
from perfeval.evaluating.columns.terms import TermWriter
from perfeval.records import frozen
from perfeval.values.numbers import Rounding
from perfeval.values.states import Kind

if TYPE_CHECKING:
    from perfeval.function import Function

PLACES = 6
"""In how many decimals a score is written where the rules declare none."""


@frozen
class Kernel:
    """`run(arrays, size)` gives the rows in doubt, then for each node its state (None where it is always
    scored) and its score in whole units of its last place, then the grade's place in the list (-1 for none).
    """

    source: str
    run: Callable[[list[Any], int], tuple[Any, ...]]


@define
class _Scored:
    """A node's state array, score, value before rounding; for a parent the weight that applies, and where
    something below does not, or has no score (`is_open`, None for nowhere)."""

    state: str | None
    score: Number
    exact: Number
    weight: Number
    is_open: str | None = None


@define
class KernelWriter:
    """Writes a program's kernel."""

    program: Program
    functions: Mapping[str, Function]
    places: tuple[int, ...]
    to: Arithmetic
    inputs: Mapping[int, Operand]
    terms: TermWriter = field(init=False)
    scored: dict[int, _Scored] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        self.terms = TermWriter(self.program, self.functions, self.to, self.inputs, self._of)

    def kernel(self) -> Kernel:
        """The whole function."""
        require_known(self.program)
        for node in self.program.nodes:
            self.node(node.index)
        results = [name for node in self.program.nodes for name in self._result(node)]
        results.append(grades(self.program, self.terms, self.scored[0].score))
        body = _tidied(self.to.lines, results)
        lines = ["def run(A, size):", "    doubt = zeros(size, bool_)", *(f"    {line}" for line in body)]
        lines.append(f"    return (doubt, {', '.join(results)},)")
        source = "\n".join(lines) + "\n"
        namespace = dict(_NAMES)
        exec(compile(source, "<kernel>", "exec"), namespace)
        run: Callable[[list[Any], int], tuple[Any, ...]] = namespace["run"]
        return Kernel(source, run)

    def _result(self, node: Node) -> tuple[str, str]:
        at = self.scored[node.index]
        places = self.places[node.index]
        score = self.to.rounded(at.score, places, Rounding.HALF_UP)
        factor = score.factor * 10**places
        name = score.n or "1"
        if factor != 1:
            assert factor.denominator == 1
            name = self.to.write(f"{name} * {factor.numerator}") if score.n else str(factor.numerator)
        return at.state or "None", name

    # ------------------------------------------------------------ nodes

    def _of(self, node: int, what: str) -> Operand:
        about = self.program.nodes[node]
        if what == "weight":
            return constant(about.weight)
        if what == "rate" and about.rate is not None:
            return self.terms.operand(self.program.definitions[about.rate].term)
        if what not in ("score", "exact"):
            raise Unsuitable
        at = self.node(node)
        return with_state(at.score if what == "score" else at.exact, at.state)

    def node(self, index: int) -> _Scored:
        """A node, written first where it was not yet."""
        if index not in self.scored:
            node = self.program.nodes[index]
            for part in (node, *node.steps, *([node.combine] if node.combine else [])):
                require_known(part)
            self.scored[index] = self._parent(node) if node.combine is not None else self._leaf(node)
        return self.scored[index]

    def _leaf(self, node: Node) -> _Scored:
        value, exact, absent = self._through(node, constant(node.weight))
        state = self._state(node, value.state, self.to.worst(*absent))
        return _Scored(state, value, exact, constant(node.weight))

    def _through(self, node: Node, value: Number) -> tuple[Number, Number, list[str | None]]:
        """The value after a node's steps, the value before it was rounded, and what it may be absent for."""
        steps = StepWriter(self.to, self.terms, node.weight)
        exact, is_rounded = value, False
        for step in node.steps:
            if isinstance(step, Round):
                value = self.to.rounded(value, step.places, step.mode)
                is_rounded = True
            elif is_rounded:
                raise Unsuitable
            else:
                value = exact = steps.stepped(step, value)
        return value, exact, steps.absent

    def _state(self, node: Node, absent: str | None, why: str | None) -> str | None:
        """The state of a node whose running value is absent where `absent` says, for the reason `why`."""
        to = self.to
        state = absent
        if absent is not None and absent != why:
            reason = "FAILED" if why is None else to.write(f"where({why} == 0, FAILED, {why})", "s")
            state = to.write(f"where({absent} == 0, PRESENT, {reason})", "s")
        if node.applies is None:
            return state
        applies = self.terms.truth(node.applies)
        if applies.state is not None:
            state = to.write(f"where({applies.state} == 0, {state or 'PRESENT'}, {applies.state})", "s")
        false = f"logical_not({applies.name})"
        if applies.state is not None:
            false = f"({false}) & ({applies.state} == 0)"
        return to.write(f"where({false}, NOT_APPLICABLE, {state or 'PRESENT'})", "s")

    # ------------------------------------------------------------ parents

    def _parent(self, node: Node) -> _Scored:
        combine = node.combine
        assert combine is not None
        is_summed = combine.gathering in (Gathering.SUM, Gathering.MEAN)
        if not is_summed or any(isinstance(step, Set) for step in node.steps):
            raise Unsuitable
        children = [self.node(child) for child in combine.children]
        weights = [self._own_weight(child) for child in combine.children]
        to = self.to
        state = self._parent_state([child.state for child in children])
        total: Number = constant(Fraction(0))
        weight: Number = constant(Fraction(0))
        for child, own, factor in zip(children, weights, combine.factors, strict=True):
            counted = to.product(child.score, constant(factor))
            total = to.sum(total, self._where_scored(counted, child.state))
            weight = to.sum(weight, self._where_applies(to.product(own, constant(factor)), child.state))
        is_open = self._open(combine.children)
        full = constant(node.weight)
        weight = full if is_open is None else to.chosen(is_open, weight, full, None, _either(weight, full))
        if combine.redistribution is not Redistribution.NONE and is_open is not None:
            total = self._redistributed(node, total, weight)
        score, exact, absent = self._through(node, total)
        if any(absent):
            raise Unsuitable
        return _Scored(state, score, exact, weight, is_open)

    def _open(self, children: tuple[int, ...]) -> str | None:
        tests = [f"({self.scored[child].state} != 0)" for child in children if self.scored[child].state]
        passing = [self.scored[child].is_open for child in children if self._passes_on(child)]
        tests += [name for name in passing if name is not None]
        return self.to.write(" | ".join(tests)) if tests else None

    def _passes_on(self, index: int) -> bool:
        combine = self.program.nodes[index].combine
        return combine is not None and combine.redistribution is Redistribution.NONE

    def _own_weight(self, index: int) -> Number:
        if self._passes_on(index):
            return self.scored[index].weight
        return constant(self.program.nodes[index].weight)

    def _parent_state(self, states: list[str | None]) -> str | None:
        given = list(dict.fromkeys(state for state in states if state is not None))
        if not given:
            return None
        # What does not apply leaves the sum; only where nothing applies does the parent not either.
        real = self._worst_real(given)
        if None in states:
            return real
        none = " & ".join(f"({s} == NOT_APPLICABLE)" for s in given)
        return self.to.write(f"where({none}, NOT_APPLICABLE, {real})", "s")

    def _worst_real(self, states: list[str]) -> str:
        first, *rest = [self.to.write(f"where({s} == NOT_APPLICABLE, PRESENT, {s})", "s") for s in states]
        for other in rest:
            first = self.to.write(f"maximum({first}, {other})", "s")
        return first

    def _where_scored(self, value: Number, state: str | None) -> Number:
        bare = with_state(value, None)
        if state is None:
            return bare
        ends = min(value.low, Fraction(0)), max(value.high, Fraction(0))
        return self.to.chosen(self.to.write(f"{state} == 0"), bare, constant(Fraction(0)), None, ends)

    def _where_applies(self, value: Number, state: str | None) -> Number:
        if state is None:
            return value
        ends = min(value.low, Fraction(0)), max(value.high, Fraction(0))
        test = self.to.write(f"{state} != NOT_APPLICABLE")
        return self.to.chosen(test, value, constant(Fraction(0)), None, ends)

    def _redistributed(self, node: Node, total: Number, weight: Number) -> Number:
        to, combine = self.to, node.combine
        assert combine is not None
        full = constant(node.weight)
        changed = to.compared("≠", weight, full)
        if combine.redistribution is Redistribution.RESCALE:
            made = with_state(to.quotient(to.product(total, full), weight), None)
        else:
            made = to.sum(to.sum(total, full), weight, minus=True)
        ends = min(made.low, total.low), max(made.high, total.high)
        made = to.chosen(changed.name, made, total, None, ends)
        rounding = combine.redistributed
        return made if rounding is None else to.rounded(made, rounding.places, rounding.mode)


def _either(one: Number, other: Number) -> tuple[Fraction, Fraction]:
    return min(one.low, other.low), max(one.high, other.high)


def _half_even(n: Any, d: Any) -> Any:
    """n ÷ d of whole numbers, neither below zero: a tie goes to the even neighbour."""
    whole_part, rest = numpy.divmod(n, d)
    return whole_part + ((2 * rest > d) | ((2 * rest == d) & (whole_part % 2 == 1)))


def _tidied(lines: list[str], results: list[str]) -> list[str]:
    """The statements that the results need, each array let go after its last use."""
    needed = set(results)
    kept: list[str] = []
    for line in reversed(lines):
        target = line.split(" ", 1)[0]
        if target != "doubt" and target not in needed:
            continue
        names = [name for name in dict.fromkeys(_NAME.findall(line)) if name not in needed]
        needed.update(names)
        if names:
            kept.append(f"del {', '.join(names)}")
        kept.append(line)
    return kept[::-1]


_NAME = re.compile(r"\b[vse][0-9]+\b")

_FUNCTIONS = (
    "array",
    "asarray",
    "bool_",
    "equal",
    "float64",
    "floor",
    "full",
    "int64",
    "logical_and",
    "logical_not",
    "logical_or",
    "maximum",
    "minimum",
    "multiply",
    "ones",
    "uint8",
    "where",
    "zeros",
)

_NAMES: dict[str, Any] = {name: getattr(numpy, name) for name in _FUNCTIONS} | {
    "abs_": numpy.absolute,
    "half_even": _half_even,
    "PRESENT": numpy.uint8(0),
    "FAILED": numpy.uint8(Kind.FAILED),
    "NOT_APPLICABLE": numpy.uint8(Kind.NOT_APPLICABLE),
}
