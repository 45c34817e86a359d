"""Defaults: what perfeval works with: the built-in functions and clauses, then what installed plug-ins give."""

from __future__ import annotations

from functools import cache

from perfeval import discovery
from perfeval.clauses import (
    bands,
    by_rate,
    conditions,
    formula,
    items,
    judged,
    kinds,
    linear,
    rating,
    recorded,
    steps,
)
from perfeval.discovery import Installed
from perfeval.functions import (
    columns,
    dates,
    lookups,
    numbers,
    powers,
    reached,
    rounding,
    states,
    tables,
    targets,
)
from perfeval.functions import conditions as of_conditions
from perfeval.registry import Registry, registered

FUNCTIONS = (
    *numbers.FUNCTIONS,
    *rounding.FUNCTIONS,
    *powers.FUNCTIONS,
    *tables.FUNCTIONS,
    *columns.FUNCTIONS,
    *targets.FUNCTIONS,
    *reached.FUNCTIONS,
    *states.FUNCTIONS,
    *lookups.FUNCTIONS,
    *of_conditions.FUNCTIONS,
    *dates.FUNCTIONS,
)
CLAUSES = (
    by_rate.CLAUSE,
    formula.CLAUSE,
    rating.CLAUSE,
    bands.CLAUSE,
    linear.CLAUSE,
    items.CLAUSE,
    judged.CLAUSE,
    steps.CLAUSE,
    recorded.PER_OCCURRENCE,
    recorded.DISCRETION,
    conditions.CLAUSE,
    kinds.CLAUSE,
)
READ, SHOWN = frozenset({".toml", ".json"}), frozenset({"table", "json", "csv", "md", "svg"})
"""Endings of facts files and formats that are built in."""


@cache
def installed() -> Installed:
    """What installed plug-ins give besides the built-ins."""
    return discovery.installed(discovery.found(), built_in())


def built_in() -> dict[str, frozenset[str]]:
    """The names that are perfeval's own, by kind of contribution."""
    calls = frozenset(name for function in FUNCTIONS for name in function.spellings)
    return {"function": calls, "reader": READ, "renderer": SHOWN}


@cache
def default_registry() -> Registry:
    """Built-in functions and clauses, registered as a plug-in's are, and what plug-ins give."""
    return registry_with(installed())


def registry_with(extra: Installed) -> Registry:
    """The registry of the built-ins and what plug-ins give."""
    own = registered((*FUNCTIONS, *extra.functions), CLAUSES)
    return Registry(own.functions, own.clauses, extra.kinds, extra.lost, extra.checks)
