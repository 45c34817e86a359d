"""The file's own lines: the framework, its policies of rounding and 不适用, its grades."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from attrs import define, field

from perfeval import nodes
from perfeval.core.coverage import gaps, overlaps
from perfeval.core.program import GradeBand, Redistribution, Round
from perfeval.core.terms import ZERO
from perfeval.diagnostics import Diagnostic, Words, of_rules, on_lines
from perfeval.intervals import range_words, step_of
from perfeval.nodes import NotApplicablePolicy, Tree
from perfeval.source import Stretch
from perfeval.values.numbers import Rounding, decimal_text

Report = Callable[[Diagnostic], None]

HUNDRED = Fraction(100)
DEFAULT_PLACES = 2
MODES = {
    "half-up": Rounding.HALF_UP,
    "half-even": Rounding.HALF_EVEN,
    "up": Rounding.UP,
    "down": Rounding.DOWN,
}
MODE_WORDS = {
    "half-up": Words("四舍五入", "half up"),
    "half-even": Words("四舍六入五成双", "half to even"),
    "up": Words("进一", "up"),
    "down": Words("去尾", "down"),
}


@define
class Policies:
    """What a file says once for all of its indicators."""

    name: str = ""
    version: str = ""
    full_marks: Fraction = HUNDRED
    effective: date | None = None
    origin: int = 0
    rounding: Round | None = None
    says_rounding: bool = False
    sums_exactly: bool = False
    rate_places: int | None = None
    not_applicable: nodes.NotApplicable | None = None
    grades: tuple[GradeBand, ...] = ()
    words: tuple[Words, ...] = ()
    _seen: dict[type, nodes.Node] = field(factory=dict)

    @property
    def total_rounding(self) -> Round | None:
        """How the total is rounded: to 2 places when nothing at all is said of rounding."""
        if self.says_rounding:
            return None
        return Round(DEFAULT_PLACES, Rounding.HALF_UP, self.origin)

    def redistribution(self, *, is_root: bool) -> tuple[Redistribution, Round | None]:
        """What a parent does with the points of what does not apply, and how the result is rounded."""
        said = self.not_applicable
        policy = said.policy if said is not None else NotApplicablePolicy.RESCALE
        if policy is NotApplicablePolicy.FULL:
            return Redistribution.FULL, None
        if policy is NotApplicablePolicy.RESCALE and not is_root:
            return Redistribution.NONE, None
        places = said.places if said is not None else None
        if places is None:
            places = self.rounding.places if self.rounding is not None else DEFAULT_PLACES
        mode = self.rounding.mode if self.rounding is not None else Rounding.HALF_UP
        return Redistribution.RESCALE, Round(places, mode, said.id if said is not None else self.origin)


def policies_of(tree: Tree, report: Report) -> Policies:
    """The policies of a file; what stands twice, grades that leave gaps or overlap are reported."""
    policies = Policies(origin=tree.root.id)
    reader = _Reader(tree, policies, report)
    for line in tree.root.lines:
        reader.read(line)
    grades = [line for line in tree.root.lines if isinstance(line, nodes.Grade)]
    if grades:
        policies.grades = reader.grades(grades)
    policies.words = tuple(_policy_words(policies))
    return policies


MANY = (
    nodes.Basis,
    nodes.Explanation,
    nodes.Advice,
    nodes.Bonus,
    nodes.Veto,
    nodes.Combined,
    nodes.RatingTable,
)
"""Lines that may stand several times, or whose repetition is told elsewhere."""


@define
class _Reader:
    tree: Tree
    policies: Policies
    report: Report

    def at(self, node: nodes.Node) -> Stretch:
        """Where a node stands."""
        return self.tree.at(node)

    def read(self, line: nodes.FileLine) -> None:
        """Takes one line of the file."""
        if isinstance(
            line,
            nodes.Fact | nodes.Table | nodes.LookupTable | nodes.Parameter | nodes.Method | nodes.Grade,
        ) or self._twice(line):
            return
        policies = self.policies
        match line:
            case nodes.Framework(name, points):
                self._framework(line, name, points)
            case nodes.Version(text):
                policies.version = text
            case nodes.Effective(day):
                policies.effective = day
            case nodes.RoundScores(places, mode):
                policies.rounding = Round(places, MODES[mode], line.id)
                policies.says_rounding = True
            case nodes.SumExactly():
                policies.says_rounding = policies.sums_exactly = True
            case nodes.RatePrecision(rate_places):
                policies.rate_places = rate_places
            case nodes.NotApplicable():
                policies.not_applicable = line
            case nodes.GradeFromRounded():
                pass  # grades always follow the total as printed; saying it is allowed

    def _framework(self, line: nodes.Framework, name: str, points: Fraction | None) -> None:
        policies = self.policies
        policies.name, policies.origin = name, line.id
        if any(isinstance(other, nodes.RatingScale) for other in self.tree.root.lines):
            return  # it rates: full marks beside ratings are reported with everything that has points
        if points is None:
            example = f"体系 {name} 100分"
            self.report(of_rules.missing_full_marks(self.at(line), name=name, example=example))
        elif points <= 0:
            self.report(of_rules.negative_weight(self.at(line), name=name, weight=decimal_text(points)))
        else:
            policies.full_marks = points

    def _twice(self, line: nodes.FileLine) -> bool:
        if isinstance(line, MANY):
            return False
        first = self.policies._seen.setdefault(type(line), line)
        if first is line:
            return False
        at = source, span = self.at(line)
        text = source.line(source.place(span).line or 1).strip()
        before = on_lines([self.at(first)], at)
        self.report(of_rules.second_framework(at, statement=text[:20], first=before))
        return True

    # ------------------------------------------------------------ grades

    def grades(self, lines: list[nodes.Grade]) -> tuple[GradeBand, ...]:
        """Grades as bands over 0 to full marks."""
        names: dict[str, nodes.Grade] = {}
        for line in lines:
            first = names.setdefault(line.name, line)
            if first is not line:
                before = on_lines([self.at(first)], self.at(line))
                self.report(of_rules.defined_twice(self.at(line), name=line.name, first=before))
        steps = [
            step_of(line.interval, ZERO, line.id, self._literal, self._ask_bound, lines_of(lines))
            for line in lines
        ]
        for gap in gaps(steps, Fraction(0), self.policies.full_marks):
            self.report(of_rules.grade_gap(self.at(lines[0]), range=range_words(gap, "分")))
        for overlap in overlaps(steps):
            value = "—" if overlap.at is None else decimal_text(overlap.at)
            self.report(
                of_rules.grade_overlap(
                    self.at(lines[overlap.second]),
                    value=value,
                    first=lines[overlap.first].name,
                    second=lines[overlap.second].name,
                )
            )
        return tuple(GradeBand(line.name, step) for line, step in zip(lines, steps, strict=True))

    def _literal(self, number: nodes.Number) -> Fraction:
        # Grades are in points: 90分 and a bare 90 are the same.
        return number.figure

    def _ask_bound(self, bound: nodes.Bound, closed: bool) -> None:
        value = decimal_text(bound.value.figure) + bound.value.unit
        assumed = Words("含", "included") if closed else Words("不含", "excluded")
        self.report(of_rules.bound_open(self.at(bound), value=value, assumed=assumed))


def lines_of(lines: list[nodes.Grade]) -> list[nodes.Interval]:
    """The intervals of grade lines, to see which bounds adjoin."""
    return [line.interval for line in lines]


def _policy_words(policies: Policies) -> list[Words]:
    """The policies as a person reads them at the end of an explanation."""
    words = []
    if policies.rounding is not None:
        mode = next(name for name, value in MODES.items() if value is policies.rounding.mode)
        said = MODE_WORDS[mode]
        places = policies.rounding.places
        words.append(Words(f"得分保留{places}位小数，{said.zh}", f"scores keep {places} places, {said.en}"))
    if policies.sums_exactly:
        words.append(Words("逐级相加，不再四舍五入", "sums are not rounded again"))
    if not policies.says_rounding:
        words.append(Words("总分四舍五入到2位小数", "the total is rounded to 2 places, half up"))
    if policies.rate_places is not None:
        n = policies.rate_places
        words.append(Words(f"百分比先保留{n}位小数再计分", f"percentages are rounded to {n} places first"))
    return words
