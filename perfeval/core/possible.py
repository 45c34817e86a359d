"""Possible: what a term may come to when not everything is known: numbers or other values, and absences."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from fractions import Fraction
from typing import NamedTuple

from perfeval.core.bounds import ANY, Bounds, both, either, exactly
from perfeval.values.states import Kind


class Options(NamedTuple):
    """Values that are no numbers: yes or no, texts, dates, targets. None is anything at all."""

    among: frozenset[Hashable] | None = None


Values = Bounds | Options


class Possible(NamedTuple):
    """The values that may come out (None: none can), and the kinds of absence, as bits of `bit`."""

    values: Values | None
    absent: int = 0

    @property
    def numbers(self) -> Bounds:
        """The bounds of a term that the checker knows to be a number; without any, they do not matter."""
        return self.values if isinstance(self.values, Bounds) else ANY

    @property
    def options(self) -> Options:
        """The values of a term that is no number."""
        return self.values if isinstance(self.values, Options) else Options()


def bit(kind: Kind) -> int:
    """A kind of absence as a bit."""
    return 1 << kind


NOT_APPLICABLE, MISSING, FAILED = bit(Kind.NOT_APPLICABLE), bit(Kind.MISSING), bit(Kind.FAILED)
EVERY_ABSENCE = NOT_APPLICABLE | MISSING | FAILED

YES_OR_NO = Options(frozenset((True, False)))
ANY_NUMBER = Possible(ANY)
ANY_OPTION = Possible(Options())


def certain(value: object) -> Possible:
    """One value, or one absence where it is None."""
    if isinstance(value, Fraction):
        return Possible(exactly(value))
    return Possible(Options(frozenset((value,))))


def certain_value(possible: Possible) -> object:
    """The only value that may come out; None where there are several, or where it may be absent."""
    if possible.absent or possible.values is None:
        return None
    if isinstance(possible.values, Bounds):
        return possible.values.point
    among = possible.values.among
    return next(iter(among)) if among is not None and len(among) == 1 else None


def any_of(several: Iterable[Possible]) -> Possible:
    """What may come out when it may be any of several."""
    values: Values | None = None
    absent = 0
    for each in several:
        values = each.values if values is None else _joined(values, each.values)
        absent |= each.absent
    return Possible(values, absent)


def _joined(one: Values, other: Values | None) -> Values:
    if other is None:
        return one
    if isinstance(one, Bounds) and isinstance(other, Bounds):
        return either(one, other)
    if isinstance(one, Options) and isinstance(other, Options):
        known = one.among is not None and other.among is not None
        return Options(one.among | other.among) if known and one.among and other.among else Options()
    return Options()


def in_both(one: Values, other: Values) -> Values | None:
    """The values in both; None where nothing is."""
    if isinstance(one, Bounds) and isinstance(other, Bounds):
        return both(one, other)
    if isinstance(one, Options) and isinstance(other, Options):
        if one.among is None or other.among is None:
            return other if one.among is None else one
        shared = one.among & other.among
        return Options(shared) if shared else None
    return one
