"""The ledger, read off a traced evaluation: for every node with points, weight − score, line by line.

Each line is computed from its own step (the value before it less the value after it, or the amount it took),
the rounding line as exact − score, so that a damaged step shows as a sum that does not agree.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from fractions import Fraction

from attrs import define, evolve, field

from perfeval.core import terms as core
from perfeval.core.program import (
    Blank,
    Clip,
    Entry,
    Gathering,
    LossKind,
    Phrase,
    RecordedInput,
    Redistribution,
    Round,
    Set,
    Take,
    Veto,
)
from perfeval.diagnostics import Words
from perfeval.evaluating.binding import Recorded
from perfeval.evaluating.frame import Frame
from perfeval.evaluating.generated import NodePlaces
from perfeval.evaluating.judgements import Judged
from perfeval.evaluating.members import Member, Members, earned, whole_weight
from perfeval.evaluating.phrases import filled
from perfeval.evaluating.used import used_facts
from perfeval.model import Model, Origin
from perfeval.outcome import Loss
from perfeval.values.numbers import round_to

ZERO = Fraction(0)

FLOOR = Words("扣到0分为止，不再多扣", "no more than all its points can be lost")
CAP = Words("得分以{weight}分为限", "the score is at most the weight of {weight}")
ROUNDING = Words("四舍五入尾差（不属于扣分）", "rounding difference (no deduction)")
CHILD = Words("{name}", "{name}")
RESCALED = Words("不适用的{points}分按比例折算", "{points} points do not apply: the rest is rescaled")
UNALLOCATED = Words(
    "分值{points}分，表里各行合计{sum}分，差额无处可得", "of a weight of {points} the rows sum to {sum}"
)
FILLED = Words("不适用的{points}分按满分计", "{points} points do not apply and count in full")


@define
class LedgerReader:
    """Reads the losses of nodes whose state is scored."""

    model: Model
    members: Members
    member: Member
    _count: int = field(default=0)

    @property
    def frame(self) -> Frame:
        """The evaluation as the node sees it."""
        return self.member.frame

    def losses(self) -> tuple[Loss, ...]:
        """The node's ledger; what is zero is left out. Empty for a node without points."""
        if self.model.program.scale is not None or self.member.state:
            return ()
        self._count = 0
        index = self.member.index
        made = self._parent(index) if self.member.node.combine is not None else self._leaf(index)
        return tuple(loss for loss in made if loss.points != 0)

    # ------------------------------------------------------------ indicators with steps

    def _leaf(self, index: int) -> Iterator[Loss]:
        """Each step's loss is worked out again from the kept value before it and the step itself, never as the
        difference of two kept values: a value that was damaged between two steps cannot cancel out."""
        yield from self._stepped(index, self.member.node.weight)

    def _stepped(self, index: int, before: Fraction) -> Iterator[Loss]:
        """What the steps of a node take from a value."""
        node, at = self.member.node, self.frame.compiled.nodes[index]
        for step, place in zip(node.steps, at.steps, strict=True):
            kept = self.frame.pair(place)
            if kept is None:
                continue  # nothing came of it: a gate that follows gives the score, and loses all of it
            match step:
                case Set():
                    yield self._set(index, step, before - self._set_to(step, before))
                case Take(entries):
                    for entry in entries:
                        yield from self._taken(index, entry)
                case Clip(has_floor, has_cap, origin, limit):
                    most = node.weight if limit is None else limit
                    after = max(before, ZERO) if has_floor else before
                    after = min(after, most) if has_cap else after
                    kind, words = (LossKind.CAP, CAP) if after < before else (LossKind.FLOOR, FLOOR)
                    text = said(words, self.frame, weight=core.Const(most))
                    yield self._own(index, kind, before - after, text, origin)
                case Veto(when, most):
                    holds = self.frame.value(when) is True
                    points = before - most if holds and before > most else ZERO
                    yield self._made(
                        index, LossKind.VETO, points, step.phrase, step.origin, [when], presumed=step.presumed
                    )
                case Round(places, mode, origin):
                    residue = before - round_to(before, places, mode)
                    yield self._own(index, LossKind.ROUNDING, residue, said(ROUNDING, self.frame), origin)
            before = kept

    def _set_to(self, step: Set, before: Fraction) -> Fraction:
        if step.when is not None and not self.frame.value(step.when):
            return before
        value = self.frame.value(step.term)
        assert isinstance(value, Fraction)
        return value

    def _set(self, index: int, step: Set, points: Fraction) -> Loss:
        terms = [step.term] if step.when is None else [step.when]
        presumed = step.presumed or self._met_presumed(step.term)
        loss = self._made(index, step.kind, points, step.phrase, step.origin, terms, presumed=presumed)
        judged = self.frame.bound.judged.get(step.term.index) if isinstance(step.term, core.Input) else None
        return loss if judged is None else self._judged(loss, judged)

    def _met_presumed(self, term: core.Term) -> bool:
        """Whether the line of bands that was met is one that the original does not have."""
        met = self.frame.met(term) if isinstance(term, core.Lookup) else None
        return met is not None and met.origin in self.model.presumed

    def _judged(self, loss: Loss, judged: Judged) -> Loss:
        """The loss of a judgement carries who judged, why, and the evidence; without a reason it is unexplained."""
        judgement, tier = judged.judgement, self._origin(judged.tier.step.origin)
        return evolve(
            loss,
            place=tier.place,
            line=tier.line,
            kind=loss.kind if judgement.reason else LossKind.UNEXPLAINED,
            reason=judgement.reason,
            evidence=judgement.evidence,
            by=judgement.by or judged.by or None,
            source=judgement.source or (str(judgement.place) if judgement.place else None),
        )

    def _taken(self, index: int, entry: Entry) -> Iterator[Loss]:
        amount = entry.amount
        if isinstance(amount, core.Input):
            slot = self.model.program.inputs[amount.index]
            if isinstance(slot, RecordedInput):
                for recorded in self.frame.bound.recorded.get(amount.index, []):
                    yield self._recorded(index, entry, recorded)
                return
        if entry.kind is LossKind.BONUS and isinstance(amount, core.Negate):
            assert isinstance(amount.operand, core.Input)
            for recorded in self.frame.bound.recorded.get(amount.operand.index, []):
                yield evolve(self._recorded(index, entry, recorded), points=-recorded.points)
            return
        points = self.frame.value(amount)
        assert isinstance(points, Fraction)
        loss = self._made(
            index, entry.kind, points, entry.phrase, entry.origin, [amount], presumed=entry.presumed
        )
        yield self._with_answer(loss, amount)

    def _with_answer(self, loss: Loss, amount: core.Term) -> Loss:
        """An item's loss carries who answered it, why, and the evidence."""
        for term in core.inside(amount):
            answer = self.frame.bound.answers.get(term.index) if isinstance(term, core.Input) else None
            if answer is not None:
                source = answer.source or (str(answer.place) if answer.place else None)
                return evolve(
                    loss, reason=answer.reason, evidence=answer.evidence, by=answer.by, source=source
                )
        return loss

    def _recorded(self, index: int, entry: Entry, recorded: Recorded) -> Loss:
        deduction = recorded.deduction
        is_bonus = entry.kind is LossKind.BONUS
        kind = entry.kind if deduction.reason or is_bonus else LossKind.UNEXPLAINED
        # The clause's own words are never printed as the reason of a deduction.
        text = said(UNEXPLAINED, self.frame) if kind is LossKind.UNEXPLAINED else said(RECORDED, self.frame)
        text = filled(entry.phrase, self.frame) if is_bonus else text
        return Loss(
            id=self._id(index),
            kind=kind,
            points=recorded.points,
            node=self.member.position,
            text=text,
            reason=deduction.reason,
            evidence=deduction.evidence,
            by=deduction.by,
            presumed=entry.presumed,
            place=self._origin(entry.origin).place,
            line=self._origin(entry.origin).line,
            source=deduction.source or (str(deduction.place) if deduction.place else None),
        )

    # ------------------------------------------------------------ parents

    def _parent(self, index: int) -> Iterator[Loss]:
        node, at = self.member.node, self.frame.compiled.nodes[index]
        combine = node.combine
        assert combine is not None
        children = self.members.children(self.member)
        factors = dict(zip(combine.children, combine.factors, strict=True))
        decided = self.frame.decided_by(index)
        for child in children:
            if combine.gathering is Gathering.LOWEST:
                counted = earned(child)
                factors[child.index] = node.weight / counted if child.index == decided and counted else ZERO
            yield from self._child(index, child, factors[child.index])
        total, weight, under = self._total(at), self._weight(at), whole_weight(self.member)
        if combine.gathering is not Gathering.LOWEST:
            yield self._unallocated(index, under, factors)
        if combine.redistribution is Redistribution.NONE or weight == under:
            redistributed = total
        else:
            redistributed = yield from self._redistributed(index, total, weight, under)
        yield from self._stepped(index, redistributed)

    def _unallocated(self, index: int, under: Fraction, factors: dict[int, Fraction]) -> Loss:
        """What the rows under a node leave of its weight, apart from what its children say themselves."""
        node, combine = self.member.node, self.member.node.combine
        assert combine is not None
        told = [
            factors[child.index] * (child.node.weight - whole_weight(child))
            for child in self.members.children(self.member)
            if not child.state
        ]
        text = said(UNALLOCATED, self.frame, points=core.Const(node.weight), sum=core.Const(under))
        points = node.weight - under - sum(told, ZERO)
        return self._own(index, LossKind.UNALLOCATED_WEIGHT, points, text, combine.origin)

    def _child(self, index: int, child: Member, factor: Fraction) -> Iterator[Loss]:
        if child.state:
            return
        node = child.node
        score = child.frame.pair(child.frame.compiled.nodes[child.index].score)
        weight = earned(child)
        assert score is not None
        assert weight is not None
        yield Loss(
            id=self._id(index),
            kind=LossKind.CHILD,
            points=factor * (weight - score),
            node=self.member.position,
            text=said(CHILD, self.frame, name=node.name),
            place=self._origin(node.origin).place,
            line=self._origin(node.origin).line,
            of=child.position,
            factor=factor,
        )

    def _redistributed(
        self, index: int, total: Fraction, weight: Fraction, under: Fraction
    ) -> Generator[Loss, None, Fraction]:
        combine = self.member.node.combine
        assert combine is not None
        rescales = combine.redistribution is Redistribution.RESCALE
        exact = total * under / weight if rescales else total + under - weight
        # Full marks less the exact result is what the children lost plus this line (engine: (W−S)(T−W)/W).
        points = (under - exact) - (weight - total)
        words = RESCALED if rescales else FILLED
        text = said(words, self.frame, points=core.Const(under - weight))
        origin = combine.redistributed.origin if combine.redistributed is not None else combine.origin
        yield self._own(index, LossKind.NOT_APPLICABLE, points, text, origin)
        rule = combine.redistributed
        if rule is None:
            return exact
        result = round_to(exact, rule.places, rule.mode)
        yield self._own(index, LossKind.ROUNDING, exact - result, said(ROUNDING, self.frame), origin)
        return result

    def _total(self, at: NodePlaces) -> Fraction:
        assert at.total is not None
        total = self.frame.pair(at.total)
        assert total is not None
        return total

    def _weight(self, at: NodePlaces) -> Fraction:
        assert at.weight is not None
        weight = self.frame.pair(at.weight)
        assert weight is not None
        return weight

    # ------------------------------------------------------------ making lines

    def _own(
        self, index: int, kind: LossKind, points: Fraction, text: Callable[[str], str], origin: int
    ) -> Loss:
        at = self._origin(origin)
        return Loss(self._id(index), kind, points, self.member.position, text, place=at.place, line=at.line)

    def _made(
        self,
        index: int,
        kind: LossKind,
        points: Fraction,
        phrase: Phrase,
        origin: int,
        terms: list[core.Term],
        *,
        presumed: bool,
    ) -> Loss:
        at = self._origin(origin)
        return Loss(
            id=self._id(index),
            kind=kind,
            points=points,
            node=self.member.position,
            text=filled(phrase, self.frame),
            presumed=presumed,
            place=at.place,
            line=at.line,
            facts=used_facts(self.frame, terms),
        )

    def _id(self, index: int) -> str:
        self._count += 1
        return f"{self.member.node.id or 'total'}:{self._count}"

    def _origin(self, origin: int) -> Origin:
        return self.model.origins[origin]


RECORDED = Words("由人扣分", "recorded by a person")
UNEXPLAINED = Words("扣分没有写理由", "no reason is given")


def said(words: Words, frame: Frame, **blanks: core.Term | str) -> Callable[[str], str]:
    """A text of the ledger's own, with blanks filled by values or fixed texts."""
    return filled(Phrase(words, tuple(Blank(name, value) for name, value in blanks.items())), frame)
