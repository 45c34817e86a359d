"""A score that is read off a table of steps: what bands and the lines between knots lower to."""

from __future__ import annotations

from perfeval import nodes
from perfeval.core.program import Blank, ChoiceStep, LossKind, Phrase, Set, Step, StepTable, Style
from perfeval.core.terms import Input, Lookup, Term
from perfeval.diagnostics import Words
from perfeval.registry import Lowered, Lowering, Stage


def read_off(
    node: nodes.Bands | nodes.Interpolation,
    subject: Term,
    steps: tuple[Step, ...] | tuple[ChoiceStep, ...],
    said: Words,
    lowering: Lowering,
) -> Lowered:
    """The score that the step of the subject gives. `said` has the blanks subject, value, band and points."""
    term = Lookup(lowering.lookup(StepTable(steps)), subject)
    # A fact is shown in its own unit; what was computed, as the steps are written.
    in_percent = not isinstance(subject, Input) and any("%" in step.text for step in steps)
    blanks = (
        Blank("subject", lowering.words(node.subject)),
        Blank("value", subject, Style.PERCENT if in_percent else Style.PLAIN),
        Blank("band", term, Style.BAND),
        Blank("points", term, Style.POINTS),
    )
    base = Set(term, LossKind.BAND, Phrase(said, blanks), node.id, presumed=node.presumed)
    return Lowered(Stage.BASE, (base,), term)
