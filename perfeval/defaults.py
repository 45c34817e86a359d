"""Defaults: the registry that perfeval starts with."""

from __future__ import annotations

from functools import cache

from perfeval.clauses import bands, by_rate, conditions, formula, items, judged, linear, recorded, steps
from perfeval.functions import numbers, tables, targets
from perfeval.registry import Registry, registered

FUNCTIONS = (*numbers.FUNCTIONS, *tables.FUNCTIONS, *targets.FUNCTIONS)
CLAUSES = (
    by_rate.CLAUSE,
    formula.CLAUSE,
    bands.CLAUSE,
    linear.CLAUSE,
    items.CLAUSE,
    judged.CLAUSE,
    steps.CLAUSE,
    recorded.PER_OCCURRENCE,
    recorded.DISCRETION,
    conditions.CLAUSE,
)


@cache
def default_registry() -> Registry:
    """Built-in functions and clauses, registered as a plug-in's would be."""
    return registered(FUNCTIONS, CLAUSES)
