"""Plugins: what the author of a plug-in builds with, in one place: contracts, the core, words.

A plug-in is a package with an entry point of the group perfeval.plugins that names a Plugin. See
docs/how-to/write-a-plug-in.md.
"""

from __future__ import annotations

from perfeval.core.bounds import ANY, NOT_NEGATIVE, POSITIVE, SHARE, Bounds
from perfeval.core.program import (
    Blank,
    Clip,
    Entry,
    LossKind,
    Phrase,
    Set,
    StepOnValue,
    Style,
    Take,
)
from perfeval.core.terms import (
    ONE,
    ZERO,
    Arithmetic,
    Branch,
    Compare,
    Const,
    Logic,
    Negate,
    Not,
    Of,
    Rounded,
    Term,
)
from perfeval.core.types import (
    BARE_TYPE,
    POINTS_TYPE,
    RATIO_TYPE,
    BooleanType,
    ChoiceType,
    DateType,
    NumberType,
    QuantityType,
    TargetType,
    TextType,
    Type,
)
from perfeval.diagnostics import Fault, Level, Words
from perfeval.function import Function, Mismatch, Trend
from perfeval.plugin import Check, Plugin, Reader, Renderer, ScoringKind
from perfeval.registry import Lowered, Lowering, Origin, Stage
from perfeval.values.numbers import Rounding
from perfeval.values.states import Absent, Kind, Reason, absent

__all__ = [
    "ANY",
    "BARE_TYPE",
    "NOT_NEGATIVE",
    "ONE",
    "POINTS_TYPE",
    "POSITIVE",
    "RATIO_TYPE",
    "SHARE",
    "ZERO",
    "Absent",
    "Arithmetic",
    "Blank",
    "BooleanType",
    "Bounds",
    "Branch",
    "Check",
    "ChoiceType",
    "Clip",
    "Compare",
    "Const",
    "DateType",
    "Entry",
    "Fault",
    "Function",
    "Kind",
    "Level",
    "Logic",
    "LossKind",
    "Lowered",
    "Lowering",
    "Mismatch",
    "Negate",
    "Not",
    "NumberType",
    "Of",
    "Origin",
    "Phrase",
    "Plugin",
    "QuantityType",
    "Reader",
    "Reason",
    "Renderer",
    "Rounded",
    "Rounding",
    "ScoringKind",
    "Set",
    "Stage",
    "StepOnValue",
    "Style",
    "Take",
    "TargetType",
    "Term",
    "TextType",
    "Trend",
    "Type",
    "Words",
    "absent",
]
