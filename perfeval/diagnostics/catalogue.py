"""Catalogue: every fault by its code, for `perfeval code`, the reference and the tests."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from perfeval.diagnostics import (
    Fault,
    of_cases,
    of_columns,
    of_facts,
    of_facts_files,
    of_files,
    of_plausibility,
    of_plugins,
    of_possibilities,
    of_ratings,
    of_results,
    of_rows,
    of_rules,
    of_syntax,
    of_tables,
    of_totals,
    of_variants,
)

FAMILIES = (
    of_files,
    of_syntax,
    of_rules,
    of_possibilities,
    of_tables,
    of_rows,
    of_totals,
    of_ratings,
    of_variants,
    of_facts_files,
    of_facts,
    of_plausibility,
    of_results,
    of_cases,
    of_plugins,
    of_columns,
)


@cache
def faults() -> Mapping[str, Fault]:
    """All faults by code, in the order of the stages that report them."""
    return {fault.code: fault for family in FAMILIES for fault in family.FAULTS}
