"""Program: what a rule file means, in the core: inputs, tables, definitions, and nodes with their steps.

An indicator's steps act on a running value that begins at its weight. A loss is the value before a step
minus the value after it, so the losses add up by construction, whatever a clause does.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from attrs import frozen

from perfeval.core.terms import Const, Constant, Term
from perfeval.core.types import Type
from perfeval.diagnostics import Words
from perfeval.values.numbers import Rounding
from perfeval.values.units import Unit

# ---------------------------------------------------------------- what comes from outside


@frozen(eq=False, repr=False)
class FactInput:
    """A declared (or inferred) fact. `unit` is the declared one: a bare number given is in it."""

    name: str
    type: Type
    unit: Unit | None
    origin: int  # the id of the tree node that declares it, 0 if inferred
    is_inferred: bool = False


@frozen(eq=False, repr=False)
class ItemInput:
    """The answer to an item, as a number: the share of its points that is met; for a negative item
    the share that was found to exist."""

    node: int
    mark: str
    text: str
    points: Fraction
    is_negative: bool
    origin: int


@frozen(eq=False, repr=False)
class RecordedInput:
    """The points that people took off under one clause, summed.

    `step` is the smallest unit of points, taken for each `per` findings (每发现1处扣2分: 2 and 1), None when
    any amount is allowed; `limit` the most that may be taken, None for down to zero; `least` the least, where
    anything is taken.
    """

    node: int
    words: str
    step: Fraction | None
    per: Fraction
    limit: Fraction | None
    origin: int
    least: Fraction | None = None


@frozen(eq=False, repr=False)
class JudgedTier:
    """A tier of a judgement: its words, and the points that a person may give, from 0 to the weight.

    `step` has both ends; its value is not used. A tier with one value has equal ends.
    """

    text: str
    step: Step

    @property
    def only(self) -> Fraction | None:
        """The points, where the tier allows only one number."""
        return self.step.low if self.step.low == self.step.high else None


@frozen(eq=False, repr=False)
class JudgedInput:
    """The points that a person chose within one of the tiers; missing when nobody judged.

    `by` is who is to judge, empty where the rules name nobody.
    """

    node: int
    by: str
    tiers: tuple[JudgedTier, ...]
    needs_reason: bool
    needs_evidence: bool
    origin: int


@frozen(eq=False, repr=False)
class BonusInput:
    """The points that people record for one 加分, summed; `limit` is the most they may be. None recorded is 0."""

    name: str
    words: str
    limit: Fraction
    origin: int


@frozen(eq=False, repr=False)
class StatedInput:
    """The score that a party states for an indicator which has no rule."""

    node: int
    origin: int


@frozen(eq=False, repr=False)
class ParameterValue:
    """A value that a parameter has from a day on; from ever where `since` is None.

    `value` is in base units; `figure` and `unit` are a number as it was written.
    """

    since: date | None
    value: Constant
    figure: Fraction | None = None
    unit: str = ""


@frozen(eq=False, repr=False)
class ParameterInput:
    """A figure that the rules lay down, by date. `values` are in the order of their dates.

    It is bound when facts are: one program serves all dates.
    """

    name: str
    type: Type
    values: tuple[ParameterValue, ...]
    origin: int

    @property
    def is_dated(self) -> bool:
        """Whether a date is needed to know its value."""
        return any(value.since is not None for value in self.values)

    def at(self, day: date | None) -> ParameterValue | None:
        """Its value on a day; None before the first, and where a day is needed and none is given."""
        if not self.is_dated:
            return self.values[0]
        held = [value for value in self.values if day and value.since and value.since <= day]
        return held[-1] if held else None


@frozen(eq=False, repr=False)
class DeclaredSum:
    """A fact that is declared to be the sum of others (其中：…), by the numbers of their inputs."""

    whole: int
    parts: tuple[int, ...]
    origin: int


InputSlot = BonusInput | FactInput | ItemInput | RecordedInput | JudgedInput | StatedInput | ParameterInput


@frozen(eq=False, repr=False)
class TableColumn:
    """A column of a table: given by each row, or computed by `term`."""

    name: str
    type: Type
    unit: Unit | None
    term: Term | None
    is_optional: bool
    origin: int


@frozen(eq=False, repr=False)
class TableSlot:
    """Rows of the project's own."""

    name: str
    columns: tuple[TableColumn, ...]
    origin: int


@frozen(eq=False, repr=False)
class Definition:
    """`名 = 式`. `node` is the indicator it belongs to, None for one of the whole file.

    `table` is the table of whose row at hand it speaks, for a definition under 逐行计分.
    """

    name: str
    term: Term
    type: Type
    node: int | None
    origin: int
    presumed: bool = False
    table: int | None = None


# ---------------------------------------------------------------- step tables


@frozen(eq=False, repr=False)
class Step:
    """One line of a step table: the values from `low` to `high` give `value`. None is open-ended."""

    low: Fraction | None
    low_closed: bool
    high: Fraction | None
    high_closed: bool
    value: Term
    text: str  # the band as written in canonical form: 80%（含）—90%
    origin: int

    def holds(self, n: int, d: int) -> bool:
        """Whether n/d lies in it; d is more than 0."""
        if self.low is not None:
            over = n * self.low.denominator - self.low.numerator * d
            if over < 0 or (over == 0 and not self.low_closed):
                return False
        if self.high is None:
            return True
        under = self.high.numerator * d - n * self.high.denominator
        return under > 0 or (under == 0 and self.high_closed)


@frozen(eq=False, repr=False)
class ChoiceStep:
    """One line of a step table over an 选项 fact."""

    choice: str
    value: Term
    text: str
    origin: int


@frozen(eq=False, repr=False)
class StepTable:
    """Lines that do not overlap and leave no gap, from the lowest to the highest (or in written order).

    `is_implied` where nobody wrote them: the ranks of the ratings that a fact may give.
    """

    steps: tuple[Step, ...] | tuple[ChoiceStep, ...]
    is_implied: bool = False


# ---------------------------------------------------------------- steps on the running value


class LossKind(enum.Enum):
    """Why points are lost; the names are those of the outcome's JSON."""

    SHORTFALL = "shortfall"
    UNMET_ITEM = "unmet-item"
    BAND = "band"
    PER_OCCURRENCE = "per-occurrence"
    RECORDED = "recorded"
    JUDGED = "judged"
    GATE = "gate"
    VETO = "veto"
    FLOOR = "floor"
    CAP = "cap"
    BONUS = "bonus"
    SCALE = "scale"
    NOT_APPLICABLE = "not-applicable"
    UNALLOCATED_WEIGHT = "unallocated-weight"
    STATED = "stated"
    CHILD = "child"
    ROUNDING = "rounding"
    UNEXPLAINED = "unexplained"


class Style(enum.Enum):
    """How a phrase shows a value."""

    PLAIN = "plain"
    PERCENT = "percent"
    POINTS = "points"
    BAND = "band"  # of a Lookup: the line of its table that was met
    ANSWER = "answer"  # of an item: 不符合, 部分符合, 存在
    TIER = "tier"  # of a judged score: the tier that was chosen
    PARTY = "party"  # of a stated score: who states it


@frozen(eq=False, repr=False)
class Blank:
    """A blank of a phrase: filled by a term's value, or by a text fixed when the rules were read."""

    name: str
    filled: Term | str
    style: Style = Style.PLAIN


@frozen(eq=False, repr=False)
class Phrase:
    """The words of a loss: a template in both languages with blanks. No text is built by evaluation."""

    template: Words
    blanks: tuple[Blank, ...] = ()


@frozen(eq=False, repr=False)
class Set:
    """The running value becomes `term`; with `when`, only where that holds."""

    term: Term
    kind: LossKind
    phrase: Phrase
    origin: int
    when: Term | None = None
    presumed: bool = False


@frozen(eq=False, repr=False)
class Entry:
    """One amount that a step takes."""

    amount: Term
    kind: LossKind
    phrase: Phrase
    origin: int
    presumed: bool = False


@frozen(eq=False, repr=False)
class Take:
    """The running value loses the entries' amounts."""

    entries: tuple[Entry, ...]


@frozen(eq=False, repr=False)
class Clip:
    """The running value is kept between 0 and the weight, or at most at `limit` where that is set."""

    has_floor: bool
    has_cap: bool
    origin: int
    limit: Fraction | None = None


@frozen(eq=False, repr=False)
class Round:
    """The running value is rounded: 四舍五入尾差 is its residue."""

    places: int
    mode: Rounding
    origin: int


@frozen(eq=False, repr=False)
class Veto:
    """The running value is at most `most` where `when` holds; an absent condition leaves it as it is."""

    when: Term
    most: Fraction
    phrase: Phrase
    origin: int
    presumed: bool = False


StepOnValue = Set | Take | Clip | Round | Veto


class Redistribution(enum.Enum):
    """What a node does with the points of what does not apply under it."""

    NONE = "none"  # a higher node does it
    RESCALE = "rescale"  # the score S becomes S·T/W
    FULL = "full"  # what does not apply counts in full


class Gathering(enum.Enum):
    """How a parent's score is made of its children's."""

    SUM = "sum"
    MEAN = "mean"
    LOWEST = "lowest"
    LOWEST_PLUS = "lowest-plus"
    TABLE = "table"
    SEPARATE = "separate"


@frozen(eq=False, repr=False)
class Combine:
    """How a parent is made of its children, before its own steps.

    SUM and MEAN: the sum of factor × score, `factors` one a child; under 相加 they are 1, under 加权平均
    share × parent's weight ÷ child's weight. LOWEST: the lowest rate of a child times the parent's weight.
    Of ratings (Program.scale): LOWEST_PLUS the lowest rank, half a rank up where another child is higher;
    TABLE what the scale's table gives for how many apply and the sum of their ranks; SEPARATE nothing but
    whether every child is rated.
    `redistributed` rounds the value after 不适用 was redistributed.
    """

    children: tuple[int, ...]
    redistribution: Redistribution
    redistributed: Round | None
    origin: int
    gathering: Gathering = Gathering.SUM
    factors: tuple[Fraction, ...] = ()


@frozen(eq=False, repr=False)
class Remark:
    """`…的，提示：…`: what is said when a condition holds; an absent condition is silent."""

    when: Term
    text: str
    origin: int


@frozen(eq=False, repr=False)
class Over:
    """逐行计分: each row of a table where `where` holds is an indicator, called `name` and worth `weight` points.

    A row that none of a table's nodes takes, or that two take, is an error of the facts.
    """

    table: int
    where: Term | None
    name: Term
    weight: Term


@frozen(eq=False, repr=False)
class Node:
    """An indicator, or the whole framework (node 0). `path` is empty for the framework.

    With `over` it stands for many indicators, one for each row taken: its terms speak of the row at hand, its
    own name and weight are empty and 0. Its parent has only such children.
    A parent's steps act on what `combine` gives; one of rows keeps `applies` for a table without rows.
    """

    index: int
    name: str
    path: tuple[str, ...]
    id: str
    level: int
    parent: int | None
    weight: Fraction
    origin: int
    rate: int | None = None  # the definition that is its 比率
    applies: Term | None = None
    steps: tuple[StepOnValue, ...] = ()
    combine: Combine | None = None
    formula: Term | None = None  # what its score formula says, for people
    rating: Term | None = None  # the rating as a text, where its steps give the rank
    is_stated: bool = False
    remarks: tuple[Remark, ...] = ()
    over: Over | None = None

    @property
    def is_judged(self) -> bool:
        """Whether a person chooses its score within tiers."""
        return any(isinstance(step, Set) and step.kind is LossKind.JUDGED for step in self.steps)

    @property
    def least(self) -> Fraction:
        """The lowest score of an indicator: 0, or what is set below it after the bounds (倒扣)."""
        bounds = next(
            (i for i, step in enumerate(self.steps) if isinstance(step, Clip) and step.has_floor), None
        )
        after = () if bounds is None else self.steps[bounds + 1 :]
        set_to = [step.term.value for step in after if isinstance(step, Set) and isinstance(step.term, Const)]
        return min((value for value in set_to if isinstance(value, Fraction)), default=Fraction(0))


class VetoEffect(enum.Enum):
    """What a 一票否决 does."""

    GRADE = "grade"  # the grade is this one
    GRADE_AT_MOST = "grade-at-most"  # the grade is at most this one
    TOTAL = "total"  # the total is at most so many points: a step of node 0
    INDICATOR = "indicator"  # an indicator has no points: a step of it


@frozen(eq=False, repr=False)
class VetoRule:
    """`一票否决：有…的，等级定为差`. `name` is the grade or the indicator, `phrase` the sentence."""

    when: Term
    effect: VetoEffect
    name: str
    phrase: Phrase
    origin: int
    presumed: bool = False


@frozen(eq=False, repr=False)
class Scale:
    """Ratings from the highest to the lowest. The lowest has rank 1, each above it one more; half a rank more is "+".

    `counted` are ratings that count as another (D*). `tables` give a rank by how many are rated and the sum of
    their ranks.
    """

    letters: tuple[str, ...]
    counted: Mapping[str, str]
    tables: Mapping[tuple[int, int], Fraction]
    origin: int

    @property
    def highest(self) -> Fraction:
        """The rank of the best rating."""
        return Fraction(len(self.letters))

    def rank(self, rating: str) -> Fraction | None:
        """The rank of a rating as it is written: 3 for B, 7/2 for B+; None where it is none."""
        letter = self.counted.get(rating, rating)
        if letter in self.letters:
            return self.highest - self.letters.index(letter)
        whole = letter.removesuffix("+")
        if whole == letter or whole not in self.letters[1:]:
            return None
        return self.highest - self.letters.index(whole) + Fraction(1, 2)

    def rating(self, rank: Fraction) -> str:
        """A rank as it is written."""
        whole = rank.numerator // rank.denominator
        letter = self.letters[len(self.letters) - whole]
        return letter if rank == whole else f"{letter}+"


@frozen(eq=False, repr=False)
class GradeBand:
    """`等级 良：80分（含）—90分`"""

    name: str
    step: Step


@frozen(eq=False, repr=False)
class Program:
    """The whole. `nodes[0]` is the framework; parents stand before their children (document order).

    `unused` are facts that are declared and that no term uses. With a `scale` indicators are rated, not scored:
    weights and values of nodes are ranks, and node 0 has no value of its own.
    """

    inputs: tuple[InputSlot, ...]
    tables: tuple[TableSlot, ...]
    definitions: tuple[Definition, ...]
    lookups: tuple[StepTable, ...]
    nodes: tuple[Node, ...]
    grades: tuple[GradeBand, ...]
    unused: frozenset[str] = frozenset()
    sums: tuple[DeclaredSum, ...] = ()
    vetoes: tuple[VetoRule, ...] = ()
    scale: Scale | None = None
