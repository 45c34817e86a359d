"""perfeval: scoring rules for budget performance evaluation, exact and explained."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from perfeval.api import (
        Checked,
        Rules,
        as_data,
        check,
        evaluate,
        evaluate_table,
        explain,
        load,
        read,
        render,
    )
    from perfeval.diagnostics import Diagnostic, FactsError, RulesError
    from perfeval.document import Document
    from perfeval.facts import Facts
    from perfeval.outcome import AmbiguousName, Indicator, Loss, Outcome, State

__version__ = "0.1.0"

__all__ = [
    "AmbiguousName",
    "Checked",
    "Diagnostic",
    "Document",
    "Facts",
    "FactsError",
    "Indicator",
    "Loss",
    "Outcome",
    "Rules",
    "RulesError",
    "State",
    "as_data",
    "check",
    "evaluate",
    "evaluate_table",
    "explain",
    "load",
    "read",
    "render",
]

_HOMES = {
    "perfeval.api": (
        "Checked",
        "Rules",
        "as_data",
        "check",
        "evaluate",
        "evaluate_table",
        "explain",
        "load",
        "read",
        "render",
    ),
    "perfeval.diagnostics": ("Diagnostic", "FactsError", "RulesError"),
    "perfeval.document": ("Document",),
    "perfeval.facts": ("Facts",),
    "perfeval.outcome": ("AmbiguousName", "Indicator", "Loss", "Outcome", "State"),
}


def __getattr__(name: str) -> object:
    # A command needs few of these; what is not asked for is not loaded.
    for home, names in _HOMES.items():
        if name in names:
            found: object = getattr(import_module(home), name)
            globals()[name] = found
            return found
    raise AttributeError(f"module 'perfeval' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
