"""Terms into straight-line Python over integers.

A number is two variables, numerator and denominator (never negative). An absent number is 0 over 0:
sums, products and quotients of it are 0 over 0 again without a test, and why it is absent is found
afterwards from the kept values (absences.py). Anything else is one variable, None when absent.

Every term is emitted once. What does not depend on the row at hand is emitted before the loop.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import assert_never

from attrs import define, field

from perfeval.core import terms as core
from perfeval.core.program import ChoiceStep, Program, Step
from perfeval.evaluating.operands import Operand, Pair, Single, input_operand, named, variables
from perfeval.function import Function
from perfeval.values.numbers import MAX_BITS, Rounding
from perfeval.values.states import Kind

MISSING, NOT_APPLICABLE = int(Kind.MISSING), int(Kind.NOT_APPLICABLE)


@define
class Scope:
    """Where statements go: the function's body, or the body of one loop over a table."""

    lines: list[str]
    indent: int
    operands: dict[core.Term, Operand] = field(factory=dict)
    table: int | None = None
    loop: int = 0


RowPlaces = dict[tuple[int, core.Term], Operand]
"""Kept values of terms inside loops: (loop, term) to the names of lists with one entry a row."""


@define
class Emitter:
    """Emits terms on demand; `keep` also keeps what happens in loops, row by row."""

    program: Program
    functions: Mapping[str, Function]
    keep: bool
    of: Callable[[int, str], Operand]
    namespace: dict[str, object] = field(factory=dict)
    scopes: list[Scope] = field(factory=list)
    places: dict[core.Term, Operand] = field(factory=dict)
    row_places: RowPlaces = field(factory=dict)
    loops: dict[core.Term, int] = field(factory=dict)
    column_loops: dict[int, int] = field(factory=dict)
    _free: dict[core.Term, frozenset[int]] = field(factory=dict)
    _count: int = 0
    _loop_count: int = 0

    def __attrs_post_init__(self) -> None:
        self.scopes.append(Scope([], 1))

    # ------------------------------------------------------------ writing

    def name(self, prefix: str = "v") -> str:
        """A fresh variable."""
        self._count += 1
        return f"{prefix}{self._count}"

    def write(self, line: str) -> None:
        """A statement in the scope at hand."""
        scope = self.scopes[-1]
        scope.lines.append("    " * scope.indent + line)

    def constant(self, value: object) -> str:
        """A name for a value that Python cannot write as a literal."""
        name = self.name("c")
        self.namespace[name] = value
        return name

    def pair(self, n: str, d: str, *operands: Operand, bits: int = 0) -> Pair:
        """A number computed into fresh variables; sure when its operands are."""
        name = self.name()
        self.write(f"{name}n = {n}")
        if not d.isdigit() or bits > MAX_BITS:
            self.write(f"{name}d = {d}")
            d = f"{name}d"
        sure = all(operand.is_sure for operand in operands)
        if bits > MAX_BITS:
            self._guard(f"{name}n", d)
            return Pair(f"{name}n", d, False, MAX_BITS)
        return Pair(f"{name}n", d, sure, bits)

    def _guard(self, n: str, d: str) -> None:
        # A number that outgrows the limit is failed; the next operation would only grow it further.
        too_long = [f"{x}.bit_length() > {MAX_BITS}" for x in (n, d) if not x.isdigit()]
        self.write(f"if {' or '.join(too_long)}: {n} = {d} = 0")

    # ------------------------------------------------------------ terms

    def emit(self, term: core.Term) -> Operand:
        """The operand that holds a term's value, emitting it where it was not yet."""
        if isinstance(term, core.Const) and isinstance(term.value, bool):
            return self._literal(term.value)  # never kept: 是 equals 1, and would be taken for it
        scope = self._scope_of(term)
        known = scope.operands.get(term)
        if known is not None:
            return known
        inner: list[Scope] = []
        while self.scopes[-1] is not scope:  # hoist out of loops that the term does not depend on
            inner.append(self.scopes.pop())
        operand = self._emitted(term)
        scope.operands[term] = operand
        self._keep(term, operand, scope)
        self.scopes.extend(reversed(inner))
        return operand

    def number(self, term: core.Term) -> Pair:
        """The operand of a term that the checker knows to be a number."""
        operand = self.emit(term)
        assert isinstance(operand, Pair), term
        return operand

    def single(self, term: core.Term) -> Single:
        """The operand of a term that the checker knows to be no number."""
        operand = self.emit(term)
        assert isinstance(operand, Single), term
        return operand

    def _scope_of(self, term: core.Term) -> Scope:
        tables = self.free_tables(term)
        for scope in reversed(self.scopes):
            if scope.table is None or scope.table in tables:
                return scope
        return self.scopes[0]

    def free_tables(self, term: core.Term) -> frozenset[int]:
        """The tables whose row at hand a term depends on, definitions and row indicators opened."""
        found = self._free.get(term)
        if found is None:
            found = self._free[term] = self._depends(term)
        return found

    def _depends(self, term: core.Term) -> frozenset[int]:
        match term:
            case core.Cell(table, _):
                return frozenset((table,))
            case core.Defined(index):
                own = self.program.definitions[index].table
                return frozenset() if own is None else frozenset((own,))
            case core.Of(node, _):
                over = self.program.nodes[node].over
                return frozenset() if over is None else frozenset((over.table,))
            case core.Lookup(table, subject):
                values = (self.free_tables(step.value) for step in self.program.lookups[table].steps)
                return self.free_tables(subject).union(*values)
            case core.Aggregate(_, table, value, where):
                inner = self.free_tables(value)
                inner = inner | self.free_tables(where) if where is not None else inner
                return inner - {table}
            case _:
                return frozenset().union(*(self.free_tables(part) for part in core.parts(term)))

    def _keep(self, term: core.Term, operand: Operand, scope: Scope) -> None:
        if scope.table is None:
            self.places[term] = operand
            return
        if not self.keep:
            return
        kept = self.name("k")
        self.scopes[0].lines.append(f"    {kept} = [None] * len(T[{scope.table}])")
        value = f"({operand.n}, {operand.d})" if isinstance(operand, Pair) else operand.name
        self.write(f"{kept}[r{scope.loop}] = {value}")
        self.row_places[(scope.loop, term)] = Pair(kept, kept) if isinstance(operand, Pair) else Single(kept)

    def _emitted(self, term: core.Term) -> Operand:  # noqa: C901, PLR0912 - one case a term
        match term:
            case core.Const(value):
                return self._literal(value)
            case core.Input(index):
                return input_operand(self.program, index)
            case core.Cell(table, column):
                return self._cell(table, column)
            case core.Defined(index):
                return self.emit(self.program.definitions[index].term)
            case core.Of(node, what):
                return self.of(node, what)
            case core.Negate(operand):
                x = self.number(operand)
                return self.pair(f"-{x.n}", x.d, x, bits=x.bits)
            case core.Arithmetic(operator, left, right):
                return self.arithmetic(operator, self.number(left), self.number(right))
            case core.Compare(operator, left, right):
                return self._comparison(operator, self.emit(left), self.emit(right))
            case core.Logic(operator, left, right):
                return self._logic(operator, self.single(left), self.single(right))
            case core.Not(operand):
                return self._negation(self.single(operand))
            case core.Branch(condition, then, otherwise):
                return self._branch(self.single(condition), self.emit(then), self.emit(otherwise))
            case core.Rounded(operand, places, mode):
                return self.rounded(self.number(operand), places, mode)
            case core.Call(function, arguments):
                return self._call(function, arguments)
            case core.State(which, operand):
                return self.state(which, operand, self.emit(operand))
            case core.Default(operand, otherwise):
                return self.default(operand, self.emit(operand), otherwise)
            case core.Lookup(table, subject):
                return self._lookup(table, self.emit(subject))
            case core.Aggregate():
                return self._aggregate(term)
            case _:
                assert_never(term)

    def _literal(self, value: core.Constant) -> Operand:
        if isinstance(value, Fraction):
            bits = max(value.numerator.bit_length(), value.denominator.bit_length())
            return Pair(str(value.numerator), str(value.denominator), True, bits)
        return Single(self.constant(value), True)

    def _cell(self, table: int, column: int) -> Operand:
        slot = self.program.tables[table].columns[column]
        return named(f"t{table}c{column}_", slot.type)

    def arithmetic(self, operator: str, a: Pair, b: Pair) -> Pair:
        """Two numbers combined by + − × ÷."""
        bits = a.bits + b.bits + 1
        match operator:
            case "+" | "-" if a.d == b.d and a.d.isdigit():
                return self.pair(f"{a.n} {operator} {b.n}", a.d, a, b, bits=bits)
            case "+" | "-":
                n = f"{times(a.n, b.d)} {operator} {times(b.n, a.d)}"
                return self.pair(n, times(a.d, b.d), a, b, bits=bits)
            case "×":
                return self.pair(times(a.n, b.n), times(a.d, b.d), a, b, bits=bits)
            case _:
                return self._quotient(a, b, bits)

    def _quotient(self, a: Pair, b: Pair, bits: int) -> Pair:
        name = self.name()
        n, d = f"{name}n", f"{name}d"
        self.write(f"{n} = {times(a.n, b.d)}")
        self.write(f"{d} = {times(a.d, b.n)}")
        if b.n.isdigit() and b.n != "0":
            sure = a.is_sure
        else:
            # Division by zero leaves a zero denominator: 0 over 0, so that it stays absent from here on.
            self.write(f"if {d} <= 0: {n}, {d} = (-{n}, -{d}) if {d} else (0, 0)")
            sure = False
        if bits > MAX_BITS:
            self._guard(n, d)
            return Pair(n, d, False, MAX_BITS)
        return Pair(n, d, sure, bits)

    def _comparison(self, operator: str, a: Operand, b: Operand) -> Single:
        sign = {"=": "==", "≠": "!=", "<": "<", "≤": "<=", ">": ">", "≥": ">="}[operator]
        if isinstance(a, Pair) and isinstance(b, Pair):
            return self._tested(f"{times(a.n, b.d)} {sign} {times(b.n, a.d)}", (a, a.d), (b, b.d))
        assert isinstance(a, Single)
        assert isinstance(b, Single)
        return self._tested(
            f"{a.name} {sign} {b.name}", (a, f"{a.name} is not None"), (b, f"{b.name} is not None")
        )

    def _tested(self, test: str, *operands: tuple[Operand, str]) -> Single:
        name = self.name()
        guards = [present for operand, present in operands if not operand.is_sure]
        self.write(f"{name} = {test}" + (f" if {' and '.join(guards)} else None" if guards else ""))
        return Single(name, not guards)

    def _logic(self, operator: str, a: Single, b: Single) -> Single:
        name = self.name()
        if a.is_sure and b.is_sure:
            self.write(f"{name} = {a.name} {operator} {b.name}")
            return Single(name, True)
        decides = "False" if operator == "and" else "True"
        other = "True" if operator == "and" else "False"
        self.write(
            f"{name} = {decides} if {a.name} is {decides} or {b.name} is {decides} "
            f"else None if {a.name} is None or {b.name} is None else {other}"
        )
        return Single(name)

    def _negation(self, a: Single) -> Single:
        return self._tested(f"not {a.name}", (a, f"{a.name} is not None"))

    def branch_pair(self, condition: Single, then: Pair, otherwise: Pair, unless: Sequence[str] = ()) -> Pair:
        """One of two numbers; absent when the condition is, unless one of other conditions holds."""
        name, c = self.name(), condition.name
        self.write(f"if {c}: {name}n, {name}d = {then.n}, {then.d}")
        if not condition.is_sure:
            known = f" and not ({' or '.join(unless)})" if unless else ""
            self.write(f"elif {c} is None{known}: {name}n = {name}d = 0")
        self.write(f"else: {name}n, {name}d = {otherwise.n}, {otherwise.d}")
        sure = condition.is_sure and then.is_sure and otherwise.is_sure
        return Pair(f"{name}n", f"{name}d", sure, max(then.bits, otherwise.bits))

    def _branch(self, condition: Single, then: Operand, otherwise: Operand) -> Operand:
        if isinstance(then, Pair) and isinstance(otherwise, Pair):
            return self.branch_pair(condition, then, otherwise)
        assert isinstance(then, Single)
        assert isinstance(otherwise, Single)
        name, c = self.name(), condition.name
        self.write(f"{name} = {then.name} if {c} else None if {c} is None else {otherwise.name}")
        return Single(name, condition.is_sure and then.is_sure and otherwise.is_sure)

    def rounded(self, x: Pair, places: int, mode: Rounding) -> Pair:
        """A number rounded; its denominator is a literal power of ten when the number is sure."""
        unit = 10**places
        bits = x.bits + unit.bit_length()
        if x.is_sure:
            return self.pair(rounding(x, unit, mode), str(unit), x, bits=bits)
        name = self.name()
        self.write(f"if {x.d}: {name}n, {name}d = {rounding(x, unit, mode)}, {unit}")
        self.write(f"else: {name}n = {name}d = 0")
        return Pair(f"{name}n", f"{name}d", False, bits)

    def _call(self, function: str, arguments: tuple[core.Term, ...]) -> Operand:
        contract = self.functions[function]
        if contract.lower is not None:
            return self.emit(contract.lower(arguments))
        assert contract.body is not None
        operands = [self.emit(argument) for argument in arguments]
        values = ", ".join(
            f"Fraction({x.n}, {x.d}) if {x.d} else None" if isinstance(x, Pair) else x.name for x in operands
        )
        result, name = f"call({self.constant(contract.body)}, {values})", self.name()
        if contract.is_number:
            self.write(f"{name}n, {name}d = pair({result})")
            return Pair(f"{name}n", f"{name}d", False, MAX_BITS)
        self.write(f"{name} = single({result})")
        return Single(name)

    # ------------------------------------------------------------ what absence says

    def state(self, which: str, operand: core.Term, x: Operand) -> Operand:
        """Whether a value is missing, or applies. The plain function leaves what is absent to its twin."""
        if x.is_sure or not self.keep:
            self._leave_absent(x)
            return Single(self.constant(which != "missing"), True)
        answers = {MISSING: True, NOT_APPLICABLE: False} if which == "missing" else {NOT_APPLICABLE: False}
        name = self.name()
        known = f"{self.constant(answers)}.get({self._kind(operand)})"
        self.write(f"{name} = {which != 'missing'} if {present(x)} else {known}")
        return Single(name)

    def default(self, operand: core.Term, x: Operand, otherwise: core.Term) -> Operand:
        """A value, or another where it is missing."""
        if x.is_sure or not self.keep:
            self._leave_absent(x)
            return x if isinstance(x, Single) else Pair(x.n, x.d, True, x.bits)
        y, name = self.emit(otherwise), self.name()
        made = Pair(f"{name}n", f"{name}d", False) if isinstance(x, Pair) else Single(name)
        here, other, into = (", ".join(variables(each)) for each in (x, y, made))
        self.write(f"if {present(x)}: {into} = {here}")
        self.write(f"elif {self._kind(operand)} == {MISSING}: {into} = {other}")
        self.write(f"else: {into} = {'0, 0' if isinstance(x, Pair) else 'None'}")
        return made

    def _leave_absent(self, x: Operand) -> None:
        if not x.is_sure:
            self.write(f"if not ({present(x)}): return None")

    def _kind(self, term: core.Term) -> str:
        """The expression for why a term is absent, in the row at hand."""
        scope = self.scopes[-1]
        row = f"{scope.loop}, r{scope.loop}" if scope.table is not None else "0, 0"
        return f"kind({self.constant(term)}, {row}, locals())"

    def _lookup(self, index: int, subject: Operand) -> Operand:
        name = self.name()
        table = self.program.lookups[index]
        steps: list[Step | ChoiceStep] = list(table.steps)
        values = [self.number(step.value) for step in steps]
        word = "if"
        for step, value in zip(steps, values, strict=True):
            self.write(f"{word} {within(step, subject)}: {name}n, {name}d = {value.n}, {value.d}")
            word = "elif"
        self.write(f"else: {name}n = {name}d = 0")
        return Pair(f"{name}n", f"{name}d", False, max(value.bits for value in values))

    # ------------------------------------------------------------ loops

    def open_loop(self, table: int) -> int:
        """Begins a loop over a table's rows; its computed columns are at hand as variables."""
        self.compute_columns(table)
        return self._open(table, computed=True)

    def _open(self, table: int, *, computed: bool) -> int:
        self._loop_count += 1
        loop = self._loop_count
        outer = self.scopes[-1]
        columns = self.program.tables[table].columns
        given = [
            name
            for i, column in enumerate(columns)
            if column.term is None
            for name in variables(named(f"t{table}c{i}_", column.type))
        ]
        rows = f"T[{table}]"
        head = f"({', '.join(given)},)" if given else "_"
        if computed:
            lists = [(i, column) for i, column in enumerate(columns) if column.term is not None]
            heads = [
                f"({', '.join(variables(named(f't{table}c{i}_', column.type)))},)" for i, column in lists
            ]
            rows = f"zip({', '.join([rows, *(f'l{table}c{i}' for i, _ in lists)])})"
            head = f"({', '.join([head, *heads])},)"
        scope = Scope([], outer.indent + 1, table=table, loop=loop)
        scope.lines.append("    " * outer.indent + f"for r{loop}, {head} in enumerate({rows}):")
        self.scopes.append(scope)
        return loop

    def close_loop(self) -> None:
        """Ends the innermost loop: its statements follow what was hoisted out of it."""
        scope = self.scopes.pop()
        self.scopes[-1].lines.extend(scope.lines)

    def compute_columns(self, table: int) -> None:
        """Computes a table's computed columns once, row by row, into lists."""
        if table in self.column_loops:
            return
        computed = [(i, c) for i, c in enumerate(self.program.tables[table].columns) if c.term is not None]
        for i, _ in computed:
            self.scopes[0].lines.append(f"    l{table}c{i} = []")
        scopes, self.scopes = self.scopes, self.scopes[:1]
        self.column_loops[table] = self._open(table, computed=False)
        self.write("pass")
        for i, column in computed:
            assert column.term is not None
            operand = self.emit(column.term)
            cell = named(f"t{table}c{i}_", column.type)
            target = ", ".join(variables(cell))
            value = f"{operand.n}, {operand.d}" if isinstance(operand, Pair) else operand.name
            self.write(f"{target} = {value}")
            self.scopes[-1].operands[core.Cell(table, i)] = cell
            self.write(f"l{table}c{i}.append(({target},))")
        self.close_loop()
        self.scopes = scopes

    def _aggregate(self, term: core.Aggregate) -> Operand:
        name = self.name("a")
        if term.kind == "list":
            return self._list(term, name)
        self.compute_columns(term.table)
        self.write(f"{name}n, {name}d, {name}m, {name}x = 0, 1, 0, False")
        loop = self.open_loop(term.table)
        self.loops[term] = loop
        if term.where is not None:
            self._filter(name, self.single(term.where))
        value = self.number(term.value)
        self._skip_absent(name, term, value, loop)
        self.write(f"{name}m += 1")
        _accumulate(self, term.kind, name, value)
        self.close_loop()
        return self._aggregated(term.kind, name)

    def _list(self, term: core.Aggregate, name: str) -> Single:
        """The values of a term, row by row, as one tuple."""
        self.compute_columns(term.table)
        self.write(f"{name}, {name}x = [], not T[{term.table}]")
        loop = self.open_loop(term.table)
        self.loops[term] = loop
        if term.where is not None:
            self._filter(name, self.single(term.where))
        value = self.number(term.value)
        self._skip_absent(name, term, value, loop, f"{name}.append(None)")
        self.write(f"{name}.append(Fraction({value.n}, {value.d}))")
        self.close_loop()
        self.write(f"{name} = None if {name}x else tuple({name})")
        return Single(name)

    def _filter(self, name: str, condition: Single) -> None:
        if not condition.is_sure:
            self.write(f"if {condition.name} is None:")
            self.write(f"    {name}x = True; continue" if self.keep else "    return None")
        self.write(f"if not {condition.name}: continue")

    def _skip_absent(
        self, name: str, term: core.Aggregate, value: Pair, loop: int, skipping: str = "pass"
    ) -> None:
        if value.is_sure:
            return
        self.write(f"if not {value.d}:")
        if self.keep:
            # A row that does not apply is skipped; a missing or failed cell makes the whole absent.
            self.write(f"    if skips({self.constant(term)}, r{loop}, locals()): {skipping}")
            self.write(f"    else: {name}x = True")
            self.write("    continue")
        else:
            self.write("    return None")

    def _aggregated(self, kind: str, name: str) -> Pair:
        if kind == "count":
            self.write(f"{name}n = {name}m")
        if kind == "mean":
            self.write(f"{name}d *= {name}m")
        if kind in ("mean", "min", "max"):  # of no rows: failed
            self.write(f"if not {name}m: {name}n = {name}d = 0")
        self.write(f"if {name}x: {name}n = {name}d = 0")
        self._guard(f"{name}n", f"{name}d")
        return Pair(f"{name}n", f"{name}d", False, MAX_BITS)


def _accumulate(emitter: Emitter, kind: str, name: str, value: Pair) -> None:
    n, d = f"{name}n", f"{name}d"
    if kind in ("sum", "mean"):
        emitter.write(f"if {value.d} == {d}: {n} += {value.n}")
        emitter.write(f"else: {n}, {d} = reduced({n} * {value.d} + {value.n} * {d}, {d} * {value.d})")
    elif kind in ("min", "max"):
        sign = "<" if kind == "min" else ">"
        emitter.write(
            f"if {name}m == 1 or {times(value.n, d)} {sign} {times(n, value.d)}: {n}, {d} = {value.n}, {value.d}"
        )


def present(x: Operand) -> str:
    """The test that a value is there."""
    return x.d if isinstance(x, Pair) else f"{x.name} is not None"


def times(a: str, b: str) -> str:
    if a == "1":
        return b
    if b == "1":
        return a
    return f"{a} * {b}"


def within(step: Step | ChoiceStep, subject: Operand) -> str:
    """The test that a value lies in a line of a step table; false for an absent value."""
    if isinstance(step, ChoiceStep):
        assert isinstance(subject, Single)
        return f"{subject.name} == {step.choice!r}"
    assert isinstance(subject, Pair)
    tests = [] if subject.is_sure else [subject.d]
    for bound, closed, sign in ((step.low, step.low_closed, ">"), (step.high, step.high_closed, "<")):
        if bound is not None:
            left, right = times(subject.n, str(bound.denominator)), times(str(bound.numerator), subject.d)
            tests.append(f"{left} {sign}{'=' if closed else ''} {right}")
    return " and ".join(tests) or "True"


def rounding(x: Pair, unit: int, mode: Rounding) -> str:
    """The expression for x·unit rounded to a whole number; x must be present. By magnitude: signs mirror."""
    scaled = times(x.n, str(unit))
    match mode:
        case Rounding.HALF_UP:
            up = f"(2 * {scaled} + {x.d}) // (2 * {x.d})"
            return f"{up} if {x.n} >= 0 else -((2 * -{scaled} + {x.d}) // (2 * {x.d}))"
        case Rounding.HALF_EVEN:
            return f"round(Fraction({scaled}, {x.d}))"
        case Rounding.UP:
            return f"-(-{scaled} // {x.d}) if {x.n} >= 0 else {scaled} // {x.d}"
        case Rounding.DOWN:
            return f"{scaled} // {x.d} if {x.n} >= 0 else -(-{scaled} // {x.d})"
