"""perfeval: scoring rules for budget performance evaluation, exact and explained."""

from perfeval.api import Checked, Rules, as_data, check, evaluate, explain, load, read, render
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
    "explain",
    "load",
    "read",
    "render",
]
