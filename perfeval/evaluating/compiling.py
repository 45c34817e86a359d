"""A program into one Python function, plain or traced.

The plain function returns the states and scores of all nodes; it returns None when anything but an
不适用 condition made a value absent. The traced twin is the same code: it returns every variable it
computed, also finds out what an absence means, and the ledger is read off its variables.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from attrs import define, field

from perfeval.core.program import (
    Clip,
    Gathering,
    Node,
    Over,
    Program,
    Redistribution,
    Round,
    Set,
    Take,
    Veto,
)
from perfeval.core.terms import Term
from perfeval.core.types import NumberType
from perfeval.evaluating.emitter import Emitter, rounding, times
from perfeval.evaluating.generated import Generated, NodePlaces, RowsKept
from perfeval.evaluating.operands import Operand, Pair, Single, input_operand, variables
from perfeval.function import Function
from perfeval.values.states import Kind

NOT_APPLICABLE = int(Kind.NOT_APPLICABLE)


def compiled(program: Program, functions: Mapping[str, Function], *, keep: bool) -> Generated:
    """A program compiled; `keep` gives the traced twin."""
    maker = _Maker(program, functions, keep)
    maker.function()
    emitter = maker.emitter
    source = "\n".join(emitter.scopes[0].lines) + "\n"
    return Generated(
        source,
        compile(source, "<rules>", "exec"),
        emitter.namespace,
        tuple(maker.done[node.index] for node in program.nodes),
        emitter.places,
        emitter.row_places,
        emitter.loops,
        emitter.column_loops,
        maker.rows,
    )


@define
class _Maker:
    program: Program
    functions: Mapping[str, Function]
    keep: bool
    emitter: Emitter = field(init=False)
    done: dict[int, NodePlaces] = field(factory=dict)
    rows: dict[int, RowsKept] = field(factory=dict)
    _weighed: set[int] = field(factory=set)

    def __attrs_post_init__(self) -> None:
        self.emitter = Emitter(self.program, self.functions, self.keep, self.of)

    def function(self) -> None:
        """The whole function: inputs, then every node, then what is returned."""
        emitter = self.emitter
        head = "def evaluate(I, T, settle, skips, kind):" if self.keep else "def evaluate(I, T):"
        emitter.scopes[0].lines.append(head)
        for counted in self._counted():
            emitter.write(f"{counted} = bytearray(len(T[{counted[1:]}]))")
        names = [
            n for i in range(len(self.program.inputs)) for n in variables(input_operand(self.program, i))
        ]
        if names:
            emitter.write(f"{', '.join(names)}, = I")
        if self.keep:
            for table in range(len(self.program.tables)):
                emitter.compute_columns(table)
        for node in self.program.nodes:
            self.node(node.index)
        for node in self.program.nodes:
            if node.over is None:
                for remark in node.remarks:
                    emitter.emit(remark.when)
        for counted in self._counted():
            if not self.keep:
                # A row that nobody takes, or that two take, is an error: the twin finds out which.
                emitter.write(f"if {counted}.count(1) != len({counted}): return None")
        if self.keep:
            for veto in self.program.vetoes:
                emitter.emit(veto.when)
        if self.keep:
            emitter.write("return locals()")
        else:
            emitter.write(f"return ({', '.join(self._results())},)")

    def _results(self) -> list[str]:
        places = [self.done[node.index] for node in self.program.nodes if node.over is None]
        return [name for at in places for name in (at.state, at.score.n, at.score.d)]

    def _counted(self) -> list[str]:
        """By each table of whose rows some are indicators: how often each row was taken."""
        tables = dict.fromkeys(node.over.table for node in self.program.nodes if node.over is not None)
        return [f"q{table}" for table in tables]

    # ------------------------------------------------------------ values of nodes

    def of(self, node: int, what: str) -> Operand:
        """The operand for an indicator's weight, rate, exact or rounded score."""
        about = self.program.nodes[node]
        if what == "weight" and about.over is not None:
            return self._row_weight(about.index, about.over)
        if what == "weight":
            return Pair(str(about.weight.numerator), str(about.weight.denominator), True, 64)
        if what == "rate":
            assert about.rate is not None
            return self.emitter.emit(self.program.definitions[about.rate].term)
        at = self.node(node)
        value = at.score if what == "score" else at.exact
        name = self.emitter.name("o")
        self.emitter.write(f"{name}n, {name}d = (0, 0) if {at.state} else ({value.n}, {value.d})")
        return Pair(f"{name}n", f"{name}d", False, value.bits)

    def node(self, index: int) -> NodePlaces:
        """A node's places, emitting it first where it was not yet."""
        if index not in self.done:
            node = self.program.nodes[index]
            if node.combine is None:
                self.done[index] = self._leaf(node, _constant(node.weight))
            elif self.program.nodes[node.combine.children[0]].over is not None:
                self.done[index] = self._parent_of_rows(node)
            else:
                self.done[index] = self._parent(node)
        return self.done[index]

    # ------------------------------------------------------------ indicators with steps

    def _keep_rate(self, rate: int) -> None:
        """An indicator's 比率 is shown even where nothing scores by it."""
        definition = self.program.definitions[rate]
        if isinstance(definition.type, NumberType):
            self.emitter.emit(definition.term)

    def _leaf(self, node: Node, weight: Pair) -> NodePlaces:
        emitter = self.emitter
        applies = emitter.single(node.applies) if node.applies is not None else None
        if self.keep and node.rate is not None:
            self._keep_rate(node.rate)
        if self.keep and node.rating is not None:
            emitter.single(node.rating)
        value = exact = weight
        after: list[Pair] = []
        gates: list[tuple[Term, str]] = []
        for step in node.steps:
            if isinstance(step, Round):
                break
            value = exact = self._stepped(step, value, weight, gates)
            after.append(value)
        state = self._state(node, applies, weight, value)
        for step in node.steps[len(after) :]:
            assert isinstance(step, Round)
            value = self._rounded(state, value, step)
            after.append(value)
        return NodePlaces(state, value, exact, tuple(after), None if node.over is None else weight)

    def _stepped(
        self, step: Set | Take | Clip | Veto, value: Pair, weight: Pair, gates: list[tuple[Term, str]]
    ) -> Pair:
        """The running value after a step; `gates` are those before it: what they give, and their condition."""
        match step:
            case Set(term, _, _, _, when):
                return self._set(term, when, value, gates)
            case Take(entries):
                for entry in entries:
                    amount = self.emitter.number(entry.amount)
                    value = self.emitter.arithmetic("-", value, amount)
                return value
            case Clip(has_floor, has_cap, _, limit):
                most = weight if limit is None else _constant(limit)
                return self._clipped(most, value, has_floor=has_floor, has_cap=has_cap)
            case Veto(when, limit):
                return self._vetoed(self.emitter.single(when), limit, value)

    def _set(self, term: Term, when: Term | None, value: Pair, gates: list[tuple[Term, str]]) -> Pair:
        new = self.emitter.number(term)
        if when is None:
            return new
        condition = self.emitter.single(when)
        # A gate of which nothing is known matters no more where one before it gave the same.
        decided = [name for given, name in gates if given == term]
        gates.append((term, condition.name))
        return self.emitter.branch_pair(condition, new, value, unless=decided)

    def _vetoed(self, condition: Single, most: Fraction, value: Pair) -> Pair:
        """At most so much where the condition holds; one of which nothing is known leaves the value.

        不得分 needs no base: where it holds, the score is 0 though the base has none.
        """
        name = self.emitter.name()
        n, d = f"{name}n", f"{name}d"
        top, bottom = most.numerator, most.denominator
        self.emitter.write(f"{n}, {d} = {value.n}, {value.d}")
        test = f"{n} * {bottom} > {top} * {d}"
        if most == 0 and not value.is_sure:
            test = f"({test} or not {d})"
        self.emitter.write(f"if {condition.name} and {test}: {n}, {d} = {top}, {bottom}")
        return Pair(n, d, value.is_sure, max(value.bits, 64))

    def _clipped(self, most: Pair, value: Pair, *, has_floor: bool, has_cap: bool) -> Pair:
        emitter, name = self.emitter, self.emitter.name()
        n, d = f"{name}n", f"{name}d"
        emitter.write(f"{n}, {d} = {value.n}, {value.d}")
        if has_floor:
            emitter.write(f"if {n} < 0: {n}, {d} = 0, 1")
        if has_cap:
            emitter.write(f"if {n} * {most.d} > {most.n} * {d}: {n}, {d} = {most.n}, {most.d}")
        return Pair(n, d, value.is_sure, max(value.bits, most.bits, 64))

    def _state(self, node: Node, applies: Single | None, weight: Pair, value: Pair) -> str:
        emitter, state = self.emitter, f"s{node.index}"
        emitter.write(f"{state} = 0")
        absent = f"{state} = settle({node.index}, locals())" if self.keep else "return None"
        word = "if"
        if not weight.is_sure:
            emitter.write(f"if not {weight.d}: {absent}")
            word = "elif"
        if applies is not None:
            emitter.write(f"{word} {applies.name} is False: {state} = {NOT_APPLICABLE}")
            word = "elif"
        tests = [] if value.is_sure else [f"not {value.d}"]
        if applies is not None and not applies.is_sure:
            tests.append(f"{applies.name} is None")
        if tests:
            emitter.write(f"{word} {' or '.join(tests)}: {absent}")
        return state

    def _rounded(self, state: str, value: Pair, step: Round) -> Pair:
        unit = 10**step.places
        name = self.emitter.name()
        self.emitter.write(f"{name}n = 0 if {state} else {rounding(value, unit, step.mode)}")
        return Pair(f"{name}n", str(unit), False, value.bits)

    # ------------------------------------------------------------ rows of tables

    def _rows(self, node: Node) -> None:
        """A loop over a table in which each row that is taken is scored; what it came to goes to a list."""
        over, i, emitter = node.over, node.index, self.emitter
        assert over is not None
        kept = f"rk{i}"
        emitter.write(f"m{i} = []")
        if self.keep:
            emitter.write(f"{kept} = {{}}")
        loop = emitter.open_loop(over.table)
        if over.where is not None:
            self._taken(node, emitter.single(over.where), loop)
        emitter.write(f"q{over.table}[r{loop}] += 1")
        weight = self._row_weight(i, over)
        if self.keep:
            emitter.emit(over.name)
            for remark in node.remarks:
                emitter.emit(remark.when)
        places = self.done[i] = self._leaf(node, weight)
        score = places.score
        emitter.write(f"m{i}.append(({places.state}, {score.n}, {score.d}, {weight.n}, {weight.d}))")
        if self.keep:
            names = places.variables
            emitter.write(f"{kept}[r{loop}] = ({', '.join(names)},)")
            self.rows[i] = RowsKept(loop, kept, names)
        emitter.close_loop()

    def _taken(self, node: Node, where: Single, loop: int) -> None:
        """Goes on to the next row where a condition does not hold; where it is absent, nobody knows."""
        if not where.is_sure:
            self.emitter.write(f"if {where.name} is None:")
            if self.keep:
                known = f"rk{node.index}[r{loop}] = None"
                unknown = f"m{node.index}.append((settle({node.index}, locals()), 0, 0, 0, 0))"
                self.emitter.write(f"    {known}; {unknown}; continue")
            else:
                self.emitter.write("    return None")
        self.emitter.write(f"if not {where.name}: continue")

    def _row_weight(self, index: int, over: Over) -> Pair:
        """A row's weight in variables of its own; one below zero is none."""
        given = self.emitter.number(over.weight)
        name = Pair(f"g{index}n", f"g{index}d", False, max(given.bits, 64))
        if index not in self._weighed:
            self._weighed.add(index)
            self.emitter.write(f"{name.n}, {name.d} = ({given.n}, {given.d}) if {given.n} >= 0 else (0, 0)")
        return name

    def _parent_of_rows(self, node: Node) -> NodePlaces:
        combine, i, emitter = node.combine, node.index, self.emitter
        assert combine is not None
        tables = []
        for child in combine.children:
            self._rows(self.program.nodes[child])
            over = self.program.nodes[child].over
            assert over is not None
            tables.append(f"T[{over.table}]")
        rows = " + ".join(f"m{child}" for child in combine.children)
        total, weight, under = (Pair(f"{letter}{i}n", f"{letter}{i}d") for letter in "uwh")
        names = [name for pair in (total, weight, under) for name in (pair.n, pair.d)]
        empty = f"not ({' or '.join(dict.fromkeys(tables))})"
        emitter.write(f"{state_of(i)}, {', '.join(names)}, a{i} = of_rows({rows}, {empty})")
        if node.applies is not None:
            # Without rows there is none of which its condition could be asked.
            own = node.weight
            emitter.write(f"if {emitter.single(node.applies).name} is False and not ({rows}):")
            emitter.write(
                f"    {state_of(i)} = {NOT_APPLICABLE}; {under.n} = {own.numerator}; {under.d} = {own.denominator}"
            )
        return self._made(node, total, weight, under)

    def _made(
        self, node: Node, total: Pair, weight: Pair, under: Pair | None, shared: str = ""
    ) -> NodePlaces:
        """A parent from its sum: what does not apply redistributed, then its own steps."""
        combine = node.combine
        assert combine is not None
        exact = Pair(total.n, shared) if shared else total
        if combine.redistribution is not Redistribution.NONE:
            exact = self._redistributed(node, total, weight, under)
        state, own = state_of(node.index), _constant(node.weight)
        value, after = exact, list[Pair]()
        gates: list[tuple[Term, str]] = []
        for step in node.steps:
            if isinstance(step, Round):
                break
            value = exact = self._stepped(step, value, own, gates)
            after.append(value)
        if any(isinstance(step, Set) for step in node.steps):
            absent = f"{state} = settle({node.index}, locals())" if self.keep else "return None"
            self.emitter.write(f"if not {state} and not {value.d}: {absent}")
        for step in node.steps[len(after) :]:
            assert isinstance(step, Round)
            value = self._rounded(state, value, step)
            after.append(value)
        return NodePlaces(state, value, exact, tuple(after), weight, total, under)

    # ------------------------------------------------------------ parents

    def _parent(self, node: Node) -> NodePlaces:
        combine = node.combine
        assert combine is not None
        children = [self.node(child) for child in combine.children]
        emitter, i = self.emitter, node.index
        state = f"s{i}"
        # A parent below may be scored though something under it does not apply: its flag says so.
        flags = [f"a{below}" for below in combine.children if self._passes_on(below)]
        emitter.write(f"{state} = {' | '.join([child.state for child in children] + flags)}")
        weight = Pair(f"w{i}n", f"w{i}d")
        total = Pair(f"u{i}n", f"u{i}d")
        shared = {child.score.d for child in children}
        denominator = shared.pop() if len(shared) == 1 else ""
        is_plain = combine.gathering is Gathering.SUM
        is_shared = is_plain and denominator.isdigit() and combine.redistribution is Redistribution.NONE
        under = self._under(node, children)
        self._summed(node, children, total, under)
        return self._made(node, total, weight, under, denominator if is_shared else "")

    def _under(self, node: Node, children: list[NodePlaces]) -> Pair | None:
        """The weight of all that is under a parent, where rows make it differ from its own; else None."""
        assert node.combine is not None
        if all(child.under is None for child in children):
            return None
        under = Pair(f"h{node.index}n", f"h{node.index}d")
        combine = node.combine
        weights = [
            _scaled(child.under or _constant(self.program.nodes[index].weight), factor)
            for child, index, factor in zip(children, combine.children, combine.factors, strict=True)
        ]
        parts = ", ".join(f"({weight.n}, {weight.d})" for weight in weights)
        self.emitter.write(f"{under.n}, {under.d} = added({parts})")
        return under

    def _passes_on(self, index: int) -> bool:
        """Whether a parent leaves what does not apply under it to the parent above. The lowest of its children
        stands for the whole of a parent, whatever does not apply.
        """
        combine = self.program.nodes[index].combine
        return (
            combine is not None
            and combine.redistribution is Redistribution.NONE
            and combine.gathering in (Gathering.SUM, Gathering.MEAN)
        )

    def _summed(self, node: Node, children: list[NodePlaces], total: Pair, under: Pair | None) -> None:
        emitter, i = self.emitter, node.index
        combine, full = node.combine, under or _constant(node.weight)
        assert combine is not None
        rows, scores = [], []
        for child, index, factor in zip(children, combine.children, combine.factors, strict=True):
            nominal = self.program.nodes[index].weight
            own = child.under or _constant(nominal)
            if child.weight is not None and self._passes_on(index):
                own = child.weight
            score, own = _scaled(child.score, factor), _scaled(own, factor)
            scores.append(score)
            rows.append(f"({child.state}, {score.n}, {score.d}, {own.n}, {own.d})")
        if combine.gathering in (Gathering.LOWEST_PLUS, Gathering.TABLE):
            self._rated(node, children, total)
            return
        if combine.gathering is Gathering.LOWEST:
            emitter.write(
                f"{state_of(i)}, {total.n}, {total.d}, e{i} = lowest({full.n}, {full.d}, {', '.join(rows)},)"
            )
            emitter.write(f"w{i}n, w{i}d = {full.n}, {full.d}")
            return
        emitter.write(f"if {state_of(i)}:")
        emitter.write(f"    {state_of(i)}, {total.n}, {total.d}, w{i}n, w{i}d = combined({', '.join(rows)},)")
        emitter.write(f"    a{i} = 1")
        emitter.write("else:")
        emitter.write(f"    a{i} = 0")
        emitter.write(f"    w{i}n, w{i}d = {full.n}, {full.d}")
        emitter.write(f"    {total.n}, {total.d} = {_sum(scores)}")

    def _rated(self, node: Node, children: list[NodePlaces], total: Pair) -> None:
        """A parent that is rated: its rank of its children's."""
        emitter, i, scale = self.emitter, node.index, self.program.scale
        assert node.combine is not None
        assert scale is not None
        rows = "".join(f"({child.state}, {child.score.n}, {child.score.d}), " for child in children)
        made = f"lowest_plus({rows})"
        if node.combine.gathering is Gathering.TABLE:
            made = f"by_table({emitter.constant(dict(scale.tables))}, {rows})"
        emitter.write(f"{state_of(i)}, {total.n}, {total.d}, e{i} = {made}")
        emitter.write(f"w{i}n, w{i}d = {node.weight.numerator}, {node.weight.denominator}")

    def _redistributed(self, node: Node, total: Pair, weight: Pair, under: Pair | None) -> Pair:
        combine = node.combine
        assert combine is not None
        i = node.index
        emitter, exact = self.emitter, Pair(f"x{i}n", f"x{i}d", False, total.bits + 64)
        whole = under or _constant(node.weight)
        full = f"{whole.n}, {whole.d}"
        emitter.write(f"{exact.n}, {exact.d} = {total.n}, {total.d}")
        rule = "rescaled" if combine.redistribution is Redistribution.RESCALE else "filled"
        emitter.write(f"if not {state_of(i)} and {weight.n} * {whole.d} != {whole.n} * {weight.d}:")
        emitter.write(
            f"    {exact.n}, {exact.d} = {rule}({total.n}, {total.d}, {weight.n}, {weight.d}, {full})"
        )
        if combine.redistributed is not None:
            unit = 10**combine.redistributed.places
            emitter.write(f"    y{i}n, y{i}d = {exact.n}, {exact.d}")
            emitter.write(f"    {exact.n} = {rounding(exact, unit, combine.redistributed.mode)}")
            emitter.write(f"    {exact.d} = {unit}")
        return exact


def _constant(value: Fraction) -> Pair:
    return Pair(str(value.numerator), str(value.denominator), True, 64)


def state_of(index: int) -> str:
    """The variable of a node's state."""
    return f"s{index}"


def _scaled(value: Pair, factor: Fraction) -> Pair:
    """A number times what a child counts for in its parent."""
    if factor == 1:
        return value
    return Pair(f"({times(value.n, str(factor.numerator))})", f"({times(value.d, str(factor.denominator))})")


def _sum(scores: list[Pair]) -> str:
    denominators = {score.d for score in scores}
    if len(denominators) == 1 and (d := denominators.pop()).isdigit():
        return f"{' + '.join(score.n for score in scores)}, {d}"
    return f"added({', '.join(f'({score.n}, {score.d})' for score in scores)},)"
