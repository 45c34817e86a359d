"""Terms of a program into NumPy statements, each once, with the states of what is absent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import define, evolve, field

from perfeval.core import terms as core
from perfeval.core.program import ChoiceStep, Program, Step
from perfeval.evaluating.columns.arithmetic import Arithmetic, Unsuitable
from perfeval.evaluating.columns.operands import Code, Exact, Near, Number, Operand, Truth, constant
from perfeval.values.numbers import MAX_BITS

if TYPE_CHECKING:
    from perfeval.function import Function

NATIVE_BITS = 128
"""What a number of a column takes at most, numerator and denominator, in the scalar engine's count."""


@define
class TermWriter:
    """Writes terms on demand. `of` gives an indicator's value; `inputs` the operands of the program's inputs."""

    program: Program
    functions: Mapping[str, Function]
    to: Arithmetic
    inputs: Mapping[int, Operand]
    of: Callable[[int, str], Operand]
    _known: dict[core.Term, Operand] = field(factory=dict)
    _bits: dict[core.Term, int] = field(factory=dict)

    def number(self, term: core.Term) -> Number:
        """A term that the checker knows to be a number."""
        operand = self.operand(term)
        assert isinstance(operand, Exact | Near), term
        return operand

    def truth(self, term: core.Term) -> Truth:
        """A term that the checker knows to be a condition."""
        operand = self.operand(term)
        assert isinstance(operand, Truth), term
        return operand

    def operand(self, term: core.Term) -> Operand:
        """A term's operand, writing it where it was not yet."""
        if term not in self._known:
            self._known[term] = self._written(term)
            self._bits[term] = self._size(term)
        return self._known[term]

    def _size(self, term: core.Term) -> int:
        # What the scalar engine's numbers would take: beyond its limit a value has failed, which no array knows.
        bits = NATIVE_BITS + sum(self._bits.get(part, NATIVE_BITS) for part in core.parts(term))
        if isinstance(term, core.Defined):
            bits = self._bits[self.program.definitions[term.index].term]
        elif isinstance(term, core.Call) and (lower := self.functions[term.function].lower) is not None:
            bits = self._bits[lower(term.arguments)]
        if bits > MAX_BITS:
            raise Unsuitable
        return bits

    def _written(self, term: core.Term) -> Operand:
        match term:
            case core.Const(value):
                return self._literal(value)
            case core.Input(index):
                return self.inputs[index]
            case core.Defined(index):
                return self.operand(self.program.definitions[index].term)
            case core.Of(node, what):
                return self.of(node, what)
            case core.Call(name, arguments):
                lower = self.functions[name].lower
                if lower is None:
                    raise Unsuitable
                return self.operand(lower(arguments))
            case core.Compare(operator, left, right):
                return self._comparison(operator, self.operand(left), self.operand(right))
            case core.Logic(operator, left, right):
                return self._logic(operator, self.truth(left), self.truth(right))
            case core.Not(operand):
                one = self.truth(operand)
                return Truth(self.to.write(f"logical_not({one.name})"), one.state)
            case core.Branch(condition, then, otherwise):
                return self._branch(condition, then, otherwise)
            case core.Lookup(table, subject):
                return self._lookup(table, self.operand(subject))
            case _:
                return self._arithmetic(term)

    def _arithmetic(self, term: core.Term) -> Number:
        match term:
            case core.Negate(operand):
                return self.to.negated(self.number(operand))
            case core.Arithmetic("+", left, right):
                return self.to.sum(self.number(left), self.number(right))
            case core.Arithmetic("-", left, right):
                return self.to.sum(self.number(left), self.number(right), minus=True)
            case core.Arithmetic("×", left, right):
                return self.to.product(self.number(left), self.number(right))
            case core.Arithmetic("÷", left, right):
                return self.to.quotient(self.number(left), self.number(right))
            case core.Rounded(operand, places, mode):
                return self.to.rounded(self.number(operand), places, mode)
            case _:
                raise Unsuitable

    def _literal(self, value: core.Constant) -> Operand:
        if isinstance(value, bool):
            return Truth(str(value))
        if isinstance(value, Fraction):
            return constant(value)
        if isinstance(value, date):
            return Code(str(value.toordinal()))
        return Code("", text=value)

    # ------------------------------------------------------------ conditions

    def _comparison(self, operator: str, a: Operand, b: Operand) -> Truth:
        if isinstance(a, Exact | Near) and isinstance(b, Exact | Near):
            return self.to.compared(operator, a, b)
        sign = {"=": "==", "≠": "!=", "<": "<", "≤": "<=", ">": ">", "≥": ">="}[operator]
        if isinstance(a, Truth) and isinstance(b, Truth):
            return Truth(
                self.to.write(f"equal({a.name}, {b.name}) == {operator == '='}"),
                self.to.worst(a.state, b.state),
            )
        if not isinstance(a, Code) or not isinstance(b, Code):
            raise Unsuitable
        left, right = _alike(a, b)
        return Truth(self.to.write(f"{left} {sign} {right}"), self.to.worst(a.state, b.state))

    def _logic(self, operator: str, a: Truth, b: Truth) -> Truth:
        to, both = self.to, operator == "and"
        made = to.write(f"logical_{operator}({a.name}, {b.name})")
        state = to.worst(a.state, b.state)
        if state is None:
            return Truth(made)
        # What decides alone: false for "and", true for "or", where it is there.
        tests = []
        for one in (a, b):
            test = f"logical_not({one.name})" if both else one.name
            tests.append(f"({test})" if one.state is None else f"({test} & ({one.state} == 0))")
        decided = to.write(" | ".join(tests))
        value = to.write(f"where({decided}, {not both}, {made})")
        return Truth(value, to.write(f"where({decided}, PRESENT, {state})", "s"))

    def _branch(self, condition: core.Term, then: core.Term, otherwise: core.Term) -> Operand:
        a, b = self.operand(then), self.operand(otherwise)
        picked = self._picked(condition, then, otherwise, a, b)
        if picked is not None:
            return picked
        test = self.truth(condition)
        state = self.chosen_state(test, a.state, b.state)
        if isinstance(a, Exact | Near) and isinstance(b, Exact | Near):
            return self.to.chosen(test.name, a, b, state, self._ends(condition, then, otherwise, a, b))
        if isinstance(a, Truth) and isinstance(b, Truth):
            return Truth(self.to.write(f"where({test.name}, {a.name}, {b.name})"), state)
        raise Unsuitable

    def _picked(
        self, condition: core.Term, then: core.Term, otherwise: core.Term, a: Operand, b: Operand
    ) -> Number | None:
        """The smaller or larger of two numbers that only floats can compare."""
        if not isinstance(condition, core.Compare) or (condition.left, condition.right) != (then, otherwise):
            return None
        if condition.operator in "=≠" or not isinstance(a, Exact | Near) or not isinstance(b, Exact | Near):
            return None
        return self.to.nearer("<" if condition.operator in "<≤" else ">", a, b)

    def chosen_state(self, test: Truth, a: str | None, b: str | None) -> str | None:
        """The state of one of two values: that of the test where it is absent, else that of the one taken."""
        to = self.to
        if to.covers(test.state, a) and to.covers(test.state, b):
            return test.state
        state = a if a == b else to.write(f"where({test.name}, {a or 'PRESENT'}, {b or 'PRESENT'})", "s")
        if test.state is None:
            return state
        return to.write(f"where({test.state} != 0, {test.state}, {state})", "s")

    def _ends(
        self, condition: core.Term, then: core.Term, otherwise: core.Term, a: Number, b: Number
    ) -> tuple[Fraction, Fraction]:
        """The bounds of a choice; those of the smaller or larger where that is what is chosen."""
        if isinstance(condition, core.Compare) and (condition.left, condition.right) == (then, otherwise):
            if condition.operator in ("<", "≤"):
                return min(a.low, b.low), min(a.high, b.high)
            if condition.operator in (">", "≥"):
                return max(a.low, b.low), max(a.high, b.high)
        return min(a.low, b.low), max(a.high, b.high)

    # ------------------------------------------------------------ step tables

    def _lookup(self, index: int, subject: Operand) -> Number:
        steps: list[Step | ChoiceStep] = list(self.program.lookups[index].steps)
        values = [self.number(step.value) for step in steps]
        if any(value.state is not None for value in values):
            raise Unsuitable
        tests = [self.within(step, subject) for step in steps]
        made: Number = values[-1]
        for test, value in zip(reversed(tests[:-1]), reversed(values[:-1]), strict=True):
            ends = min(made.low, value.low), max(made.high, value.high)
            made = self.to.chosen(test, value, made, None, ends)
        if _is_endless(steps):
            return evolve(made, state=subject.state)
        missed = self.to.write(f"where({' | '.join(tests)}, PRESENT, FAILED)", "s")
        state = missed
        if subject.state is not None:
            state = self.to.write(f"where({subject.state} != 0, {subject.state}, {missed})", "s")
        return evolve(made, state=state)

    def within(self, step: Step | ChoiceStep, subject: Operand) -> str:
        """The test that a value lies in a line of a step table."""
        if isinstance(step, ChoiceStep):
            return self._comparison("=", subject, Code("", text=step.choice)).name
        assert isinstance(subject, Exact | Near)
        tests = []
        if step.low is not None:
            tests.append(self.to.compared("≥" if step.low_closed else ">", subject, constant(step.low)).name)
        if step.high is not None:
            tests.append(
                self.to.compared("≤" if step.high_closed else "<", subject, constant(step.high)).name
            )
        if not tests:
            return self.to.write("ones(size, bool_)")
        return tests[0] if len(tests) == 1 else self.to.write(" & ".join(tests))


def _alike(a: Code, b: Code) -> tuple[str, str]:
    """Two codes by one numbering."""
    if a.text is None and b.text is None:
        if a.choices != b.choices:
            raise Unsuitable
        return a.name, b.name
    listed = a.choices or b.choices
    if not listed:
        raise Unsuitable
    return _numbered(a, listed), _numbered(b, listed)


def _numbered(code: Code, choices: tuple[str, ...]) -> str:
    if code.text is None:
        return code.name
    return str(choices.index(code.text)) if code.text in choices else "-1"


def _is_endless(steps: list[Step | ChoiceStep]) -> bool:
    """Whether every number lies in one of the lines: they leave no gap between the lowest and the highest."""
    numbers = [step for step in steps if isinstance(step, Step)]
    return any(step.low is None for step in numbers) and any(step.high is None for step in numbers)
