"""What generated code calls: the few things that are clearer as functions than as statements."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import gcd
from typing import Any

from perfeval.values.numbers import MAX_BITS
from perfeval.values.states import Absent, Kind

NumberPair = tuple[int, int]
NOT_APPLICABLE = int(Kind.NOT_APPLICABLE)
MISSING = int(Kind.MISSING)
REDUCE_ABOVE = 1 << 512
"""Sums over many rows are reduced when they grow; below this size it is not worth the time."""


def reduced(n: int, d: int) -> NumberPair:
    """A fraction in lower terms once its denominator has grown long."""
    if d > REDUCE_ABOVE:
        divisor = gcd(n, d)
        return n // divisor, d // divisor
    return n, d


def added(*numbers: NumberPair) -> NumberPair:
    """The sum of numbers; 0 over 0 when one of them is absent."""
    n, d = 0, 1
    for other_n, other_d in numbers:
        n, d = reduced(n * other_d + other_n * d, d * other_d)
    return n, d


def combined(*children: tuple[int, int, int, int, int]) -> tuple[int, int, int, int, int]:
    """A parent's state, sum and applicable weight from (state, score, weight) of its children.

    Children that do not apply leave the sum and the weight; nothing applicable is not applicable; a
    missing or failed child makes the parent so.
    """
    applicable = [child for child in children if child[0] != NOT_APPLICABLE]
    if not applicable:
        return NOT_APPLICABLE, 0, 0, 0, 1
    state = max(child[0] for child in applicable)
    weight = added(*((child[3], child[4]) for child in applicable))
    if not state and not weight[0]:
        return NOT_APPLICABLE, 0, 0, 0, 1  # what applies carries no points
    if state:
        return state, 0, 0, *weight
    denominators = {child[2] for child in applicable}
    if len(denominators) == 1:
        return 0, sum(child[1] for child in applicable), denominators.pop(), *weight
    return 0, *added(*((child[1], child[2]) for child in applicable)), *weight


def of_rows(rows: list[tuple[int, int, int, int, int]], is_empty: bool) -> tuple[int, ...]:
    """A parent's state, sum, applicable weight, whole weight, and 1 where a row does not apply, from the same of
    its rows. A table without rows is missing; one of which no row is taken gives no points.
    """
    if not rows:
        return (MISSING if is_empty else 0), 0, 1, 0, 1, 0, 1, 0
    under = added(*((row[3], row[4]) for row in rows))
    if all(row[0] == 0 for row in rows):
        return 0, *added(*((row[1], row[2]) for row in rows)), *under, *under, 0
    return *combined(*rows), *under, 1


def lowest(full_n: int, full_d: int, *children: tuple[int, int, int, int, int]) -> tuple[int, int, int, int]:
    """取最低: a parent's state, its weight times the lowest rate of a child, and which child that is (from 0).

    Of (state, score, weight) of its children. What does not apply does not count; a missing or failed child
    makes the parent so, for it might be the lowest.
    """
    applicable = [i for i, child in enumerate(children) if child[0] != NOT_APPLICABLE]
    if not applicable:
        return NOT_APPLICABLE, 0, 0, -1
    state = max(children[i][0] for i in applicable)
    if state:
        return state, 0, 0, -1
    rates = {
        i: Fraction(children[i][1] * children[i][4], children[i][2] * children[i][3]) for i in applicable
    }
    least = min(applicable, key=lambda i: (rates[i], i))
    rate = rates[least]
    return 0, rate.numerator * full_n, rate.denominator * full_d, least


def lowest_plus(*children: tuple[int, int, int]) -> tuple[int, int, int, int]:
    """取最低并加号: a parent's state, its rank (n over 2), and which child decided (from 0).

    Of (state, rank) of its children. Half a rank more than the lowest where another is higher; a lowest that has
    its half already stays.
    """
    applicable = [i for i, child in enumerate(children) if child[0] != NOT_APPLICABLE]
    if not applicable:
        return NOT_APPLICABLE, 0, 0, -1
    state = max(children[i][0] for i in applicable)
    if state:
        return state, 0, 0, -1
    halves = {i: _halves(children[i]) for i in applicable}
    least = min(applicable, key=lambda i: (halves[i], i))
    lowest = halves[least]
    is_raised = lowest % 2 == 0 and max(halves.values()) > lowest
    return 0, lowest + is_raised, 2, least


def by_table(
    table: Mapping[tuple[int, int], Fraction], *children: tuple[int, int, int]
) -> tuple[int, int, int, int]:
    """按对照表: the same, by how many children apply and the sum of their ranks; one alone is the rating."""
    applicable = [child for child in children if child[0] != NOT_APPLICABLE]
    if not applicable:
        return NOT_APPLICABLE, 0, 0, -1
    state = max(child[0] for child in applicable)
    if state:
        return state, 0, 0, -1
    halves = [_halves(child) for child in applicable]
    if len(halves) == 1:
        return 0, halves[0], 2, -1
    rank = table[len(halves), sum(halves) // 2]
    return 0, int(rank * 2), 2, -1


def _halves(child: tuple[int, int, int]) -> int:
    return child[1] * 2 // child[2]


def rescaled(n: int, d: int, weight_n: int, weight_d: int, full_n: int, full_d: int) -> NumberPair:
    """按百分制折算, 分摊: S·T/W."""
    return n * full_n * weight_d, d * full_d * weight_n


def filled(n: int, d: int, weight_n: int, weight_d: int, full_n: int, full_d: int) -> NumberPair:
    """按满分计: S + T − W."""
    return added((n, d), (full_n, full_d), (-weight_n, weight_d))


def call(body: Callable[..., Any], *values: Any) -> Any:
    """A function of exact values; None when an argument or the result is absent."""
    if any(value is None for value in values):
        return None
    result = body(*values)
    return None if isinstance(result, Absent) else result


def pair(value: Fraction | None) -> NumberPair:
    """A number as numerator and denominator; absent or over the size limit is 0 over 0."""
    if value is None or max(value.numerator.bit_length(), value.denominator.bit_length()) > MAX_BITS:
        return 0, 0
    return value.numerator, value.denominator


def single(value: Any) -> Any:
    """Any other value as it is."""
    return value


NAMES: dict[str, object] = {
    "Fraction": Fraction,
    "reduced": reduced,
    "added": added,
    "combined": combined,
    "of_rows": of_rows,
    "lowest": lowest,
    "lowest_plus": lowest_plus,
    "by_table": by_table,
    "rescaled": rescaled,
    "filled": filled,
    "call": call,
    "pair": pair,
    "single": single,
}
