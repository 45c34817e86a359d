"""X 每5个 扣1分: points taken off for every full (or begun) step of an amount, or of what it is over or short."""

from __future__ import annotations

from fractions import Fraction

from perfeval import nodes
from perfeval.core.program import Blank, Entry, LossKind, Phrase, Style, Take
from perfeval.core.terms import ZERO, Arithmetic, Const, Input, Of, Rounded, Term
from perfeval.core.types import RATIO_TYPE, NumberType, Type, UnknownType
from perfeval.diagnostics import Words, of_rules
from perfeval.nodes import Part
from perfeval.registry import Clause, Lowered, Lowering, Stage
from perfeval.values.numbers import Rounding

TAKEN = Words("{subject} {value}，{rule}，共扣{points}分", "{subject} {value}; {rule}: {points} points off")
ONE_HUNDRED_PERCENT = Fraction(1)
MODES = {Part.DROPPED: Rounding.DOWN, Part.COUNTED: Rounding.UP}


def lower(node: nodes.Steps, lowering: Lowering) -> Lowered:
    """What is not said of part steps is 不扣, put to the writer wherever a part step can occur."""
    subject, type = _subject(node, lowering)
    if not isinstance(type, NumberType):
        if not isinstance(type, UnknownType):
            lowering.report(of_rules.not_a_number(lowering.at(node), found=lowering.words(node)))
        return Lowered()
    size = lowering.quantity(node.size, type)
    if size <= 0:
        lowering.report(of_rules.step_not_positive(lowering.at(node.size), size=lowering.words(node.size)))
        return Lowered()
    excess = _excess(node, subject, type, lowering)
    if excess is None:
        return Lowered()
    _ask(node, subject, type, lowering)
    steps = lowering.call("max", (Arithmetic("÷", excess, Const(size, node.size.unit)), ZERO))
    if node.part is not Part.SHARED:
        steps = Rounded(steps, 0, MODES.get(node.part or Part.DROPPED, Rounding.DOWN))
    amount: Term = Arithmetic("×", Const(node.points), steps)
    if node.limit is not None:
        amount = lowering.call("min", (amount, Const(node.limit)))
    is_share = type == RATIO_TYPE and not isinstance(subject, Input)
    words = lowering.words(node)
    rule = words[words.find("每") :] if "每" in words else words
    blanks = (
        Blank("subject", lowering.words(node.subject) if node.subject is not None else lowering.called),
        Blank("value", subject, Style.PERCENT if is_share else Style.PLAIN),
        Blank("rule", rule.partition("，")[0].partition(",")[0].strip()),
        Blank("points", amount, Style.POINTS),
    )
    entry = Entry(amount, LossKind.PER_OCCURRENCE, Phrase(TAKEN, blanks), node.id, node.presumed)
    return Lowered(Stage.ITEMS, (Take((entry,)),), amount, is_negative=True)


def _subject(node: nodes.Steps, lowering: Lowering) -> tuple[Term, Type]:
    if node.subject is not None:
        return lowering.typed(node.subject)
    if not lowering.has_rate:
        lowering.report(of_rules.no_rate(lowering.at(node), indicator=lowering.name))
        return ZERO, UnknownType()
    return Of(lowering.index, "rate"), RATIO_TYPE


def _excess(node: nodes.Steps, subject: Term, type: NumberType, lowering: Lowering) -> Term | None:
    """By how much the subject is over or short; the subject itself where neither is said."""
    if not node.way:
        return subject
    if node.start is not None:
        start = lowering.quantity(node.start, type)
    elif type.dimension in (None, RATIO_TYPE.dimension):
        lowering.report(of_rules.step_start_open(lowering.at(node)))
        start = ONE_HUNDRED_PERCENT
    else:
        lowering.report(of_rules.step_start_missing(lowering.at(node)))
        return None
    from_here = Const(start, node.start.unit if node.start is not None else "%")
    return Arithmetic("-", *((subject, from_here) if node.way == "above" else (from_here, subject)))


def _ask(node: nodes.Steps, subject: Term, type: NumberType, lowering: Lowering) -> None:
    """What the sentence leaves open."""
    if node.way and node.size.unit == "%":
        lowering.report(of_rules.step_percent_open(lowering.at(node.size), size=lowering.words(node.size)))
    bases = [base for base, _ in type.dimension or ()]
    counts = isinstance(subject, Input) and len(bases) == 1 and bases[0].startswith("count:")
    always_whole = counts and node.size.figure == 1
    if node.part is None and not always_whole:
        lowering.report(of_rules.part_step_open(lowering.at(node), size=lowering.words(node.size)))


CLAUSE = Clause(
    "steps",
    nodes.Steps,
    lower,
    Words(
        "满意率 每低于90% 1个百分点 扣0.5分，不足1个的不扣，扣完为止",
        "rate for every below 90% 1 percentage point deduct 0.5 points, down to zero",
    ),
)
