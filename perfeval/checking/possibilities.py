"""Possibilities: what may come out of rules that nobody meant: a division by zero, a score over its weight, a band
that no value meets, a weight counted twice; each put to the writer.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from attrs import define, field

from perfeval import nodes
from perfeval.bounding import Assumed, Bounding
from perfeval.checking.expressions import Expressions
from perfeval.core import terms as core
from perfeval.core.bounds import ONE, Bounds
from perfeval.core.program import LossKind, Node, Program, Set, Step, Take
from perfeval.diagnostics import Diagnostic, Words, of_possibilities
from perfeval.source import Stretch
from perfeval.values.numbers import decimal_text

_NEVER_MORE_THAN_WHOLE = Bounds(None, ONE)


@define
class Possibilities:
    """Looks at every indicator of a program without faults."""

    program: Program
    expressions: Expressions
    report: Callable[[Diagnostic], None]
    _said: set[int] = field(factory=set)
    _owned: dict[int, list[tuple[core.Arithmetic, nodes.Arithmetic]]] = field(factory=dict)

    def run(self) -> None:
        """Reports what is found, each place once."""
        for term, places in self.expressions.divisions.items():
            for owner, written in places:
                if owner is not None:
                    self._owned.setdefault(owner, []).append((term, written))
        for node in self.program.nodes:
            if node.steps:
                self._look_at(node)
                self._bands(node)
                self._twice(node)

    def _look_at(self, node: Node) -> None:
        """Divisions and the base together: what is found of a term once is known for both."""
        bounding = self._bounding()
        assumed = self._assumed(node, bounding)
        if assumed is None:
            return
        bounding.is_vague = False
        bounding.divides = lambda term, divisor: self._divides(node, term)
        fresh = Assumed(assumed.values)
        base = _base(node)
        if base is not None:
            bounds = bounding.number(base.term, fresh)
            if bounds is not None and not bounding.is_vague:
                self._over_weight(node, base, bounds, assumed)
        for term in _terms(node):
            if _may_divide(term):
                bounding.of(term, fresh)

    def _bounding(self, *, is_usual: bool = True) -> Bounding:
        return Bounding(self.program, self.expressions.functions, is_usual=is_usual)

    # ------------------------------------------------------------ what conditions rule out

    def _assumed(self, node: Node, bounding: Bounding) -> Assumed | None:
        """What holds where the base counts: it applies, and no condition gave the score already."""
        assumed: Assumed | None = Assumed()
        if node.applies is not None:
            assumed = bounding.narrowed(Assumed(), node.applies, True)
        for step in node.steps:
            if assumed is not None and isinstance(step, Set) and step.when is not None:
                assumed = bounding.narrowed(assumed, step.when, False)
        return assumed

    # ------------------------------------------------------------ division by zero

    def _divides(self, node: Node, term: core.Arithmetic) -> None:
        places = self.expressions.divisions.get(term, [])
        own = [written for owner, written in places if owner == node.index]
        for written in own or [written for owner, written in places if owner is None]:
            if written.id not in self._said:
                self._said.add(written.id)
                self.report(self._of_divisor(term.right, written.right))

    def _of_divisor(self, term: core.Term, written: nodes.Expression) -> Diagnostic:
        """What may be zero, with the sentence that settles it there."""
        words = self.expressions.words(written)
        when = Words("为0时", "is 0")
        if isinstance(term, core.Input):
            when = Words("若填0", "is filled in as 0")
        gap = "" if isinstance(written, nodes.Name) else " "
        mended = Words(
            f"{words}{gap}为0的，不适用（或得满分、不得分）",
            f"when {words} is 0, not applicable (or full points, or no points)",
        )
        if any(isinstance(part, core.Cell) for part in core.inside(term)):
            mended = Words(f"若 {words} = 0 则 … 否则 …", f"if {words} = 0 then … else …")
        at = self.expressions.at(written)
        return of_possibilities.may_divide_by_zero(at, divisor=words, when=when, mended=mended)

    # ------------------------------------------------------------ score over the weight

    def _over_weight(self, node: Node, base: Set, bounds: Bounds, assumed: Assumed) -> None:
        # Without a scoring sentence the writer is asked for one already.
        if base.kind is not LossKind.SHORTFALL or base.origin == node.origin or node.over is not None:
            return
        if bounds.high is not None and bounds.high <= node.weight:
            return
        self.report(
            of_possibilities.may_exceed(
                self._at(base.origin),
                indicator=node.name,
                weight=decimal_text(node.weight),
                when=self._when_over(node, base.term, assumed),
            )
        )

    def _when_over(self, node: Node, term: core.Term, assumed: Assumed) -> Words:
        """“支出数”大于“到位数”时: said where that quotient alone takes the score over the weight."""
        for division, written in self._owned.get(node.index, []):
            if not isinstance(division.left, core.Input) or isinstance(division.right, core.Const):
                continue
            bounding = self._bounding()
            bounds = bounding.number(term, Assumed({**assumed.values, division: _NEVER_MORE_THAN_WHOLE}))
            if bounds is not None and bounds.high is not None and bounds.high <= node.weight:
                left, right = (self.expressions.words(part) for part in (written.left, written.right))
                return Words(f"“{left}”大于“{right}”时，", f"where “{left}” is more than “{right}”, ")
        return Words("", "")

    # ------------------------------------------------------------ bands that nothing meets

    def _bands(self, node: Node) -> None:
        base = _base(node)
        if base is None or not any(isinstance(part, core.Lookup) for part in core.inside(base.term)):
            return
        bounding = self._bounding(is_usual=False)
        assumed = self._assumed(node, bounding)
        for lookup in core.inside(base.term):
            if not isinstance(lookup, core.Lookup) or assumed is None:
                continue
            steps = self.program.lookups[lookup.table].steps
            met = {id(step) for step in bounding.met(lookup, assumed)}
            bounds = bounding.number(lookup.subject, assumed)
            reached = {step.origin for step in steps if id(step) in met}
            for step in steps:
                if isinstance(step, Step) and bounds is not None and step.origin not in reached:
                    reached.add(step.origin)
                    said = _range(bounds, "%" if "%" in step.text else "")
                    self.report(
                        of_possibilities.band_never_met(self._at(step.origin), band=step.text, range=said)
                    )

    # ------------------------------------------------------------ a weight counted twice

    def _twice(self, node: Node) -> None:
        """R44: 得分 = 分值 × 比率 × 分值占比: the weight is in it twice."""
        base = _base(node)
        if base is None or node.parent is None or node.over is not None:
            return
        above = {self.program.nodes[0].weight, self.program.nodes[node.parent].weight}
        shares = {node.weight / whole for whole in above if whole} - {ONE}
        factors, divisors = _factors(base.term)
        weight = core.Of(node.index, "weight")
        values = [each.value for each in factors if isinstance(each, core.Const)]
        weights = factors.count(weight) + values.count(node.weight)
        shared = [each for each in values if each in shares]
        by_weight = weights >= 2 and any(isinstance(each, core.Const) for each in divisors)
        if weights and (shared or by_weight):
            share = shared[0] if shared else node.weight / self.program.nodes[0].weight
            assert isinstance(share, Fraction)
            self.report(
                of_possibilities.weight_twice(
                    self._at(base.origin),
                    indicator=node.name,
                    weight=decimal_text(node.weight),
                    share=_shown(share, "%"),
                    most=_shown(node.weight * share),
                )
            )

    def _at(self, origin: int) -> Stretch:
        return self.expressions.tree.at(origin)


def _base(node: Node) -> Set | None:
    """The step that gives the score before anything is taken off."""
    return next((step for step in node.steps if isinstance(step, Set) and step.when is None), None)


_STANDS_FOR_OTHERS = core.Defined | core.Of | core.Call | core.Lookup | core.Aggregate | core.Cell


def _may_divide(term: core.Term) -> bool:
    """Whether a ÷ is in a term, or in what it stands for."""
    return any(
        part.operator == "÷" if isinstance(part, core.Arithmetic) else isinstance(part, _STANDS_FOR_OTHERS)
        for part in core.inside(term)
    )


def _terms(node: Node) -> list[core.Term]:
    """Every term that an indicator's score is made of."""
    found: list[core.Term] = []
    for step in node.steps:
        match step:
            case Set(term, when=when):
                found += [term] if when is None else [when, term]
            case Take(entries):
                found += [entry.amount for entry in entries]
            case _:
                pass
    return found


def _factors(term: core.Term) -> tuple[list[core.Term], list[core.Term]]:
    """What a product multiplies, and what it divides by."""
    if isinstance(term, core.Arithmetic) and term.operator in "×÷":
        over, under = _factors(term.left)
        more, less = _factors(term.right)
        return (over + more, under + less) if term.operator == "×" else (over + less, under + more)
    return [term], []


def _shown(number: Fraction, unit: str = "") -> str:
    """A number as people read it, to two places where it does not terminate."""
    figure = number * 100 if unit == "%" else number
    text = decimal_text(figure)
    return (decimal_text(figure, 2) if "/" in text else text) + unit


def _range(bounds: Bounds, unit: str) -> Words:
    """最多是100%; 最少是0."""
    low, high = (None if each is None else _shown(each, unit) for each in (bounds.low, bounds.high))
    if low is not None and high is not None:
        return Words(f"只会在{low}到{high}之间", f"only comes to {low} to {high}")
    if high is not None:
        return Words(f"最多是{high}", f"is at most {high}")
    return Words(f"最少是{low}", f"is at least {low}")
