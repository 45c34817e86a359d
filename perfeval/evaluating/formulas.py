"""Formulas written out: a term in canonical form, and the same with the numbers of one evaluation put in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from attrs import define, field

from perfeval.core import terms as core
from perfeval.core.program import (
    BonusInput,
    FactInput,
    ItemInput,
    JudgedInput,
    ParameterInput,
    RecordedInput,
    Step,
)
from perfeval.diagnostics import Words
from perfeval.evaluating.frame import Frame
from perfeval.evaluating.phrases import figure, in_unit, shown_value
from perfeval.values.numbers import Rounding, percent_text
from perfeval.values.units import SCALES, find_unit

LOOSEST, ORDER, SUM, PRODUCT, TIGHTEST = 0, 3, 4, 5, 9
LEVELS = {"or": 1, "and": 2, "+": SUM, "-": SUM, "×": PRODUCT, "÷": PRODUCT}
OPPOSITE = {"=": "≠", "≠": "=", "<": "≥", "≥": "<", ">": "≤", "≤": ">"}
SIGNS = {"-": "-"}
OWN = {
    "weight": Words("分值", "weight"),
    "rate": Words("比率", "rate"),
    "score": Words("得分", "score"),
    "exact": Words("精确得分", "exact_score"),
}
MOST_ROWS = 12
"""More rows are shown by their first and last ones."""


@define
class Writer:
    """Writes terms for one indicator. With `puts_in`, facts and definitions become their values."""

    frame: Frame
    node: int
    language: str
    puts_in: bool
    _has_one_unit: bool = field(default=False)

    def write(self, term: core.Term) -> str:
        """A whole formula."""
        self._has_one_unit = self.puts_in and _one_unit(self.frame, term)
        return self._at(term, LOOSEST)

    def _at(self, term: core.Term, level: int) -> str:
        """A term inside an operator of a level; in brackets where it binds less."""
        text, own = self._written(term)
        return f"({text})" if own < level else text

    def _written(self, term: core.Term) -> tuple[str, int]:  # noqa: C901, PLR0912 - one case a term
        match term:
            case core.Const():
                return _constant(term), TIGHTEST
            case core.Input(index):
                return self._input(index), TIGHTEST
            case core.Cell(table, column):
                return self._cell(table, column), TIGHTEST
            case core.Defined(index):
                return self._defined(index)
            case core.Of(node, what):
                return self._of(node, what)
            case core.Negate(operand):
                return f"-{self._at(operand, TIGHTEST)}", PRODUCT
            case core.Arithmetic(operator, left, right):
                return self._arithmetic(operator, left, right)
            case core.Compare(operator, left, right):
                return f"{self._at(left, SUM)} {operator} {self._at(right, SUM)}", ORDER
            case core.Logic(operator, left, right):
                level = LEVELS[operator]
                word = {"and": self._word("且", "and"), "or": self._word("或", "or")}[operator]
                return f"{self._at(left, level)} {word} {self._at(right, level)}", level
            case core.Not(operand):
                return f"{self._word('非', 'not')} {self._at(operand, TIGHTEST)}", ORDER
            case core.Branch(condition, then, otherwise) if self.puts_in and self._is_decided(condition):
                return self._taken(condition, then if self.frame.value(condition) else otherwise)
            case core.Branch(condition, then, otherwise):
                return self._branch(condition, then, otherwise), LOOSEST
            case core.Rounded(operand, places, mode):
                return self._rounded(operand, places, mode), TIGHTEST
            case core.Call(name, arguments):
                inner = ", ".join(self._at(argument, LOOSEST) for argument in arguments)
                return f"{self.frame.functions[name].names.said(self.language)}({inner})", TIGHTEST
            case core.State(which, operand):
                name = self._word(*(("缺", "missing") if which == "missing" else ("适用", "applicable")))
                return f"{name}({self._at(operand, LOOSEST)})", TIGHTEST
            case core.Default(operand, otherwise):
                inner = f"{self._at(operand, LOOSEST)}, {self._at(otherwise, LOOSEST)}"
                return f"{self._word('默认', 'default')}({inner})", TIGHTEST
            case core.Lookup():
                return self._lookup(term), LOOSEST
            case core.Aggregate():
                return self._aggregate(term), TIGHTEST

    def _is_decided(self, condition: core.Term) -> bool:
        return self.frame.value(condition) is not None

    def _taken(self, condition: core.Term, taken: core.Term) -> tuple[str, int]:
        """Only what was taken tells how the score came about, with the numbers that decided it."""
        if not (
            isinstance(condition, core.Compare) and isinstance(self.frame.value(condition.left), Fraction)
        ):
            return self._written(taken)
        if not self.frame.value(condition):
            condition = core.Compare(OPPOSITE[condition.operator], condition.left, condition.right)
        when = self._word("若", "if"), self._word("则", "then")
        return f"{when[0]} {self._at(condition, LOOSEST)} {when[1]} {self._at(taken, LOOSEST)}", LOOSEST

    def _rounded(self, operand: core.Term, places: int, mode: Rounding) -> str:
        inner = self._at(operand, LOOSEST)
        if places == 0 and mode in (Rounding.DOWN, Rounding.UP):
            name = self._word("去尾", "floor") if mode is Rounding.DOWN else self._word("进一", "ceil")
            return f"{name}({inner})"
        return f"round({inner}, {places})"

    def _word(self, zh: str, en: str) -> str:
        return en if self.language == "en" else zh

    def _input(self, index: int) -> str:
        slot = self.frame.program.inputs[index]
        if self.puts_in:
            return self._put_in(index)
        match slot:
            case FactInput(name) | ParameterInput(name):
                return name
            case ItemInput():
                return self._word(f"要点{slot.mark}", f"item {slot.mark}")
            case RecordedInput():
                return self._word("扣分", "deductions")
            case BonusInput(name):
                return self._word(f"加分“{name}”", f"bonus “{name}”")
            case JudgedInput():
                return self._word("评定得分", "judged score")
            case _:
                return self._word("写明的得分", "stated score")

    def _cell(self, table: int, column: int) -> str:
        slot = self.frame.program.tables[table].columns[column]
        if not self.puts_in or not self.frame.loop:
            return slot.name
        value = self.frame.value(core.Cell(table, column))
        if value is None:
            return self._word("缺", "missing")
        amount = self.frame.bound.amounts.get((table, self.frame.row, column))
        if isinstance(value, Fraction) and slot.unit is not None:
            shown = in_unit(value, slot.unit, slot.unit.symbol, value)
            return shown.removesuffix("分")
        if isinstance(value, Fraction) and amount is not None:
            return in_unit(value, None, amount.unit, amount.figure)
        return shown_value(core.Cell(table, column), value, self.frame)

    def _put_in(self, index: int) -> str:
        term = core.Input(index)
        value = self.frame.value(term)
        if value is None:
            return self._word("缺", "missing")
        slot = self.frame.program.inputs[index]
        amount = self.frame.bound.amounts.get(index)
        if not isinstance(slot, FactInput) or amount is None:
            return shown_value(term, value, self.frame)
        text = in_unit(value, slot.unit, amount.unit, amount.figure)
        symbol = slot.unit.symbol if slot.unit is not None else amount.unit
        return text.removesuffix(symbol) if symbol and symbol != "%" and self._has_one_unit else text

    def _defined(self, index: int) -> tuple[str, int]:
        definition = self.frame.program.definitions[index]
        return self._written(definition.term) if self.puts_in else (definition.name, TIGHTEST)

    def _of(self, node: int, what: str) -> tuple[str, int]:
        about = self.frame.program.nodes[node]
        if not self.puts_in:
            word = OWN[what].said(self.language)
            return (word if node == self.node else f"{about.name}.{word}"), TIGHTEST
        if what == "rate" and about.rate is not None:
            return self._defined(about.rate)
        value = self.frame.of(core.Of(node, what))
        return (figure(value) if value is not None else self._word("缺", "missing")), TIGHTEST

    def _arithmetic(self, operator: str, left: core.Term, right: core.Term) -> tuple[str, int]:
        gave = self._gave(left, right) if operator == "×" and self.puts_in else None
        if gave is not None:
            return figure(gave), TIGHTEST
        level = LEVELS[operator]
        tighter = level + 1 if operator in "-÷" else level
        return f"{self._at(left, level)} {operator} {self._at(right, tighter)}", level

    def _gave(self, left: core.Term, right: core.Term) -> Fraction | None:
        """What an item gave: its points times the share that is met. The formula itself is never computed."""
        if not isinstance(left, core.Const) or not isinstance(right, core.Input):
            return None
        if not isinstance(self.frame.program.inputs[right.index], ItemInput):
            return None
        points, share = left.value, self.frame.value(right)
        if not isinstance(points, Fraction) or not isinstance(share, Fraction):
            return None
        return points * share

    def _branch(self, condition: core.Term, then: core.Term, otherwise: core.Term) -> str:
        a, b, c = (self._at(part, LOOSEST) for part in (condition, then, otherwise))
        if self.language == "en":
            return f"if {a} then {b} else {c}"
        return f"若 {a} 则 {b} 否则 {c}"

    def _lookup(self, term: core.Lookup) -> str:
        if not self.puts_in:
            subject = self._at(term.subject, LOOSEST)
            said = self._word(f"按 {subject} 分档", f"by {subject} in bands")
            return said + (self._word("，线性", ", linear") if self._is_linear(term) else "")
        met, value = self.frame.met(term), self.frame.value(term)
        subject = self._subject(term)
        if met is None or value is None:
            return subject
        word = self._word("：", ": ")
        if term.subject in core.inside(met.value):
            return f"{subject} → {met.text}{word}{self._at(met.value, LOOSEST)} = {figure(value)}"
        scale = self.frame.program.scale
        given = figure(value) if scale is None else scale.rating(value)
        return f"{subject} → {met.text}{word}{given}"

    def _is_linear(self, term: core.Lookup) -> bool:
        steps = self.frame.program.lookups[term.table].steps
        return any(term.subject in core.inside(step.value) for step in steps)

    def _subject(self, term: core.Lookup) -> str:
        value = self.frame.value(term.subject)
        if isinstance(value, Fraction) and not isinstance(term.subject, core.Input):
            steps = self.frame.program.lookups[term.table].steps
            if any(isinstance(step, Step) and "%" in step.text for step in steps):
                return f"{self._at(term.subject, ORDER)} = {percent_text(value)}"
        return self._at(term.subject, ORDER)

    def _aggregate(self, term: core.Aggregate) -> str:
        name = AGGREGATES[term.kind].said(self.language) if term.kind != "list" else ""
        if self.puts_in:
            return f"{name}({', '.join(self._rows(term))})"
        table = self.frame.program.tables[term.table].name
        where = f"[{self._at(term.where, LOOSEST)}]" if term.where is not None else ""
        column = "" if term.kind == "count" else f".{self._at(term.value, TIGHTEST)}"
        return f"{name}({table}{where}{column})" if name else f"{table}{where}{column}"

    def _rows(self, term: core.Aggregate) -> list[str]:
        loop = self.frame.compiled.loops[term]
        values = []
        for row in range(len(self.frame.bound.rows[term.table])):
            if term.where is None or self.frame.value(term.where, loop, row):
                value = self.frame.value(term.value, loop, row)
                values.append(figure(value) if isinstance(value, Fraction) else self._word("缺", "missing"))
        if len(values) > MOST_ROWS:
            return [*values[: MOST_ROWS - 1], "…", values[-1]]
        return values


AGGREGATES = {
    "sum": Words("合计", "sum"),
    "mean": Words("平均", "mean"),
    "count": Words("计数", "count"),
    "min": Words("最小", "smallest"),
    "max": Words("最大", "largest"),
}


def _constant(term: core.Const) -> str:
    value = term.value
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Fraction):
        unit = find_unit(term.unit) if term.unit else None
        scale = Fraction(SCALES[term.unit]) if term.unit in SCALES else unit.scale if unit else Fraction(1)
        return figure(value / scale) + term.unit
    return value.isoformat() if isinstance(value, date) else f"“{value}”"


def _one_unit(frame: Frame, term: core.Term) -> bool:
    """Whether all facts with a unit in a formula are in the same one: then the numbers speak for themselves."""
    symbols: set[str] = set()
    pending = [term]
    while pending:
        for inner in core.inside(pending.pop()):
            match inner:
                case core.Input(index):
                    slot, amount = frame.program.inputs[index], frame.bound.amounts.get(index)
                    if isinstance(slot, FactInput) and amount is not None:
                        symbols.add(slot.unit.symbol if slot.unit is not None else amount.unit)
                case core.Defined(index):
                    pending.append(frame.program.definitions[index].term)
                case core.Of(node, "rate"):
                    rate = frame.program.nodes[node].rate
                    if rate is not None:
                        pending.append(frame.program.definitions[rate].term)
                case _:
                    pass
    return len(symbols - {"%"}) <= 1


def written(frame: Frame, node: int, *, puts_in: bool) -> Callable[[str], str] | None:
    """A node's formula in a language; None where it has none."""
    formula = frame.program.nodes[node].formula
    if formula is None:
        return None
    return lambda language: Writer(frame, node, language, puts_in).write(formula)


def computed(frame: Frame, node: int) -> Fraction | None:
    """What a node's formula comes to by itself, before bounds and gates; None where it is no arithmetic."""
    formula = frame.program.nodes[node].formula
    if formula is None or isinstance(formula, core.Lookup):
        return None
    return _computed(frame, formula)


def _computed(frame: Frame, term: core.Term) -> Fraction | None:
    # Items and deductions are joined to the formula for people only: that part was never compiled.
    if isinstance(term, core.Arithmetic) and term not in frame.compiled.places:
        left, right = _computed(frame, term.left), _computed(frame, term.right)
        if left is None or right is None:
            return None
        match term.operator:
            case "+":
                return left + right
            case "-":
                return left - right
            case "×":
                return left * right
            case _:
                return left / right if right else None
    value = frame.value(term)
    return value if isinstance(value, Fraction) else None
