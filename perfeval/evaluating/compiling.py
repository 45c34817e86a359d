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
from perfeval.evaluating.generated import Generated, NodePlaces
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
    )


@define
class _Maker:
    program: Program
    functions: Mapping[str, Function]
    keep: bool
    emitter: Emitter = field(init=False)
    done: dict[int, NodePlaces] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        self.emitter = Emitter(self.program, self.functions, self.keep, self.of)

    def function(self) -> None:
        """The whole function: inputs, then every node, then what is returned."""
        emitter = self.emitter
        head = "def evaluate(I, T, settle, skips, kind):" if self.keep else "def evaluate(I, T):"
        emitter.scopes[0].lines.append(head)
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
            for remark in node.remarks:
                emitter.emit(remark.when)
        if self.keep:
            for veto in self.program.vetoes:
                emitter.emit(veto.when)
        if self.keep:
            emitter.write("return locals()")
        else:
            emitter.write(f"return ({', '.join(self._results())},)")

    def _results(self) -> list[str]:
        places = [self.done[node.index] for node in self.program.nodes]
        return [name for at in places for name in (at.state, at.score.n, at.score.d)]

    # ------------------------------------------------------------ values of nodes

    def of(self, node: int, what: str) -> Operand:
        """The operand for an indicator's weight, rate, exact or rounded score."""
        about = self.program.nodes[node]
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
            self.done[index] = self._parent(node) if node.combine is not None else self._leaf(node)
        return self.done[index]

    # ------------------------------------------------------------ indicators with steps

    def _keep_rate(self, rate: int) -> None:
        """An indicator's 比率 is shown even where nothing scores by it."""
        definition = self.program.definitions[rate]
        if isinstance(definition.type, NumberType):
            self.emitter.emit(definition.term)

    def _leaf(self, node: Node) -> NodePlaces:
        emitter = self.emitter
        applies = emitter.single(node.applies) if node.applies is not None else None
        if self.keep and node.rate is not None:
            self._keep_rate(node.rate)
        if self.keep and node.rating is not None:
            emitter.single(node.rating)
        value = exact = Pair(str(node.weight.numerator), str(node.weight.denominator), True, 64)
        after: list[Pair] = []
        gates: list[tuple[Term, str]] = []
        for step in node.steps:
            if isinstance(step, Round):
                break
            value = exact = self._stepped(node, step, value, gates)
            after.append(value)
        state = self._state(node, applies, value)
        for step in node.steps[len(after) :]:
            assert isinstance(step, Round)
            value = self._rounded(state, value, step)
            after.append(value)
        return NodePlaces(state, value, exact, tuple(after))

    def _stepped(
        self, node: Node, step: Set | Take | Clip | Veto, value: Pair, gates: list[tuple[Term, str]]
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
                most = node.weight if limit is None else limit
                return self._clipped(most, value, has_floor=has_floor, has_cap=has_cap)
            case Veto(when, most):
                return self._vetoed(self.emitter.single(when), most, value)

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

    def _clipped(self, most: Fraction, value: Pair, *, has_floor: bool, has_cap: bool) -> Pair:
        emitter, name = self.emitter, self.emitter.name()
        n, d = f"{name}n", f"{name}d"
        emitter.write(f"{n}, {d} = {value.n}, {value.d}")
        if has_floor:
            emitter.write(f"if {n} < 0: {n}, {d} = 0, 1")
        if has_cap:
            top, bottom = most.numerator, most.denominator
            emitter.write(f"if {n} * {bottom} > {top} * {d}: {n}, {d} = {top}, {bottom}")
        return Pair(n, d, value.is_sure, max(value.bits, 64))

    def _state(self, node: Node, applies: Single | None, value: Pair) -> str:
        emitter, state = self.emitter, f"s{node.index}"
        emitter.write(f"{state} = 0")
        word = "if"
        if applies is not None:
            emitter.write(f"if {applies.name} is False: {state} = {NOT_APPLICABLE}")
            word = "elif"
        tests = [] if value.is_sure else [f"not {value.d}"]
        if applies is not None and not applies.is_sure:
            tests.append(f"{applies.name} is None")
        if tests:
            absent = f"{state} = settle({node.index}, locals())" if self.keep else "return None"
            emitter.write(f"{word} {' or '.join(tests)}: {absent}")
        return state

    def _rounded(self, state: str, value: Pair, step: Round) -> Pair:
        unit = 10**step.places
        name = self.emitter.name()
        self.emitter.write(f"{name}n = 0 if {state} else {rounding(value, unit, step.mode)}")
        return Pair(f"{name}n", str(unit), False, value.bits)

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
        self._summed(node, children, total)
        exact = Pair(total.n, denominator) if is_shared else total
        if combine.redistribution is not Redistribution.NONE:
            exact = self._redistributed(node, total, weight)
        value, after = exact, list[Pair]()
        gates: list[tuple[Term, str]] = []
        for step in node.steps:
            if isinstance(step, Round):
                break
            value = exact = self._stepped(node, step, value, gates)
            after.append(value)
        if any(isinstance(step, Set) for step in node.steps):
            absent = f"{state} = settle({i}, locals())" if self.keep else "return None"
            emitter.write(f"if not {state} and not {value.d}: {absent}")
        for step in node.steps[len(after) :]:
            assert isinstance(step, Round)
            value = self._rounded(state, value, step)
            after.append(value)
        return NodePlaces(state, value, exact, tuple(after), weight, total)

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

    def _summed(self, node: Node, children: list[NodePlaces], total: Pair) -> None:
        emitter, i = self.emitter, node.index
        combine, full = node.combine, self.program.nodes[i].weight
        assert combine is not None
        rows, scores = [], []
        for child, index, factor in zip(children, combine.children, combine.factors, strict=True):
            nominal = self.program.nodes[index].weight
            own = Pair(str(nominal.numerator), str(nominal.denominator))
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
                f"{state_of(i)}, {total.n}, {total.d}, e{i} = "
                f"lowest({full.numerator}, {full.denominator}, {', '.join(rows)},)"
            )
            emitter.write(f"w{i}n, w{i}d = {full.numerator}, {full.denominator}")
            return
        emitter.write(f"if {state_of(i)}:")
        emitter.write(f"    {state_of(i)}, {total.n}, {total.d}, w{i}n, w{i}d = combined({', '.join(rows)},)")
        emitter.write(f"    a{i} = 1")
        emitter.write("else:")
        emitter.write(f"    a{i} = 0")
        emitter.write(f"    w{i}n, w{i}d = {full.numerator}, {full.denominator}")
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

    def _redistributed(self, node: Node, total: Pair, weight: Pair) -> Pair:
        combine = node.combine
        assert combine is not None
        i = node.index
        emitter, exact = self.emitter, Pair(f"x{i}n", f"x{i}d", False, total.bits + 64)
        full = f"{node.weight.numerator}, {node.weight.denominator}"
        emitter.write(f"{exact.n}, {exact.d} = {total.n}, {total.d}")
        rule = "rescaled" if combine.redistribution is Redistribution.RESCALE else "filled"
        emitter.write(f"if not {state_of(i)} and ({weight.n}, {weight.d}) != ({full}):")
        emitter.write(
            f"    {exact.n}, {exact.d} = {rule}({total.n}, {total.d}, {weight.n}, {weight.d}, {full})"
        )
        if combine.redistributed is not None:
            unit = 10**combine.redistributed.places
            emitter.write(f"    y{i}n, y{i}d = {exact.n}, {exact.d}")
            emitter.write(f"    {exact.n} = {rounding(exact, unit, combine.redistributed.mode)}")
            emitter.write(f"    {exact.d} = {unit}")
        return exact


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
