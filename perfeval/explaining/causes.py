"""Causes: which losses explain that a score is not the one expected."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

from perfeval.core.program import LossKind
from perfeval.diagnostics import Words
from perfeval.explaining.words import signed
from perfeval.outcome import Loss, Outcome
from perfeval.records import frozen

MOST = 3
"""So many of the largest losses are named."""

_TOGETHER = 40
"""Of so many losses at most it is asked whether two together make up the difference."""


@frozen
class Cause:
    """A loss with the indicator in whose ledger it stands."""

    indicator: str
    loss: Loss


@frozen
class Causes:
    """Why a score differs: how far it is off, losses that make up just that, or else the largest there are."""

    difference: Fraction
    exact: tuple[Cause, ...]
    largest: tuple[Cause, ...]

    def said(self, language: str) -> str:
        """`差-2.5分：预算执行率 -2.5（…）正好是这么多`."""
        off = signed(self.difference)
        named = self.exact or self.largest
        shown = [f"{each.indicator} {signed(each.loss.points)} {each.loss.text(language)}" for each in named]
        zh, en = "；".join(shown), "; ".join(shown)
        if self.exact:
            return Words(f"差{off}分，正好是：{zh}", f"off by {off}, which is just: {en}").said(language)
        if not named:
            return Words(f"差{off}分，没有扣分", f"off by {off}; nothing was lost").said(language)
        return Words(f"差{off}分；扣得最多的是：{zh}", f"off by {off}; the largest losses are: {en}").said(
            language
        )


def causes(outcome: Outcome, wanted: Fraction, found: Fraction, below: int) -> Causes:
    """What explains that `found` came out where `wanted` was expected, among the losses below a node."""
    difference = wanted - found
    every = [
        Cause(node.name, loss)
        for node in outcome.nodes
        if _is_below(outcome, node.index, below)
        for loss in node.losses
        if loss.kind is not LossKind.CHILD and loss.points
    ]
    largest = sorted(every, key=lambda each: -each.loss.points)[:MOST]
    return Causes(
        difference, _making(every, difference), tuple(each for each in largest if each.loss.points > 0)
    )


def _making(every: Sequence[Cause], difference: Fraction) -> tuple[Cause, ...]:
    """One loss, or two, that sum to the difference; none where more was expected to be lost."""
    if difference <= 0:
        return ()
    for each in every:
        if each.loss.points == difference:
            return (each,)
    for pair in combinations(every[:_TOGETHER], 2):
        if sum(each.loss.points for each in pair) == difference:
            return pair
    return ()


def _is_below(outcome: Outcome, index: int, below: int) -> bool:
    here: int | None = index
    while here is not None:
        if here == below:
            return True
        here = outcome.nodes[here].parent
    return False
