"""Nodes: the syntax tree of a rule file, as plain data.

Every node has an id; where it stands is in `Tree.places`, keyed by that id, and what later stages find
out is in tables of their own. Nobody writes on the tree. Two nodes are equal when they say the same,
wherever they stand: ids do not take part in equality.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import cache, cached_property
from typing import Any

import attrs
from attrs import field

from perfeval.core.program import Gathering, VetoEffect
from perfeval.records import frozen
from perfeval.source import Place, Source, Stretch


@frozen(kw_only=True, repr=False)
class Node:
    """What every node has: its id, unique within one tree."""

    id: int = field(default=0, eq=False)

    # One for all: writing one for each of fifty classes is a part of every start.
    def __repr__(self) -> str:
        shown = (f"{a.name}={getattr(self, a.name)!r}" for a in attrs.fields(type(self)) if a.name != "id")
        return f"{type(self).__name__}({', '.join(shown)})"


# ---------------------------------------------------------------- expressions


@frozen(repr=False)
class Number(Node):
    """`60%` `193.54万元` `1`: the figure, and the unit as a canonical symbol, "" when there is none.

    `figure` is what stands before the unit: 60 with "%", 193.54 with "万元".
    """

    figure: Fraction
    unit: str = ""


@frozen(repr=False)
class Text(Node):
    """`“数量”`"""

    value: str


@frozen(repr=False)
class Boolean(Node):
    """`是` `否`"""

    value: bool


@frozen(repr=False)
class Name(Node):
    """`实际支出资金`, `「R&D 投入」`: a fact, a definition, a table, a column, an indicator."""

    name: str


class Implicit(enum.Enum):
    """The words of an indicator for itself: `分值` `比率` `得分`."""

    WEIGHT = "weight"
    RATE = "rate"
    SCORE = "score"


@frozen(repr=False)
class Own(Node):
    """`分值`, `比率`, `得分` of the indicator in which it stands."""

    which: Implicit


@frozen(repr=False)
class Member(Node):
    """`绩效目标表.完成度`, `绩效目标表[类别 = “数量”].完成度`, `预算执行率.得分`, `本行.分值`

    `member` is empty in `计数(绩效目标表[类别 = “数量”])`, which speaks of the rows themselves.
    """

    owner: Name
    member: str
    where: Expression | None = None


@frozen(repr=False)
class Negative(Node):
    """`-甲`"""

    operand: Expression


@frozen(repr=False)
class Arithmetic(Node):
    """`甲 + 乙`, with `operator` one of + - × ÷"""

    operator: str
    left: Expression
    right: Expression


@frozen(repr=False)
class Comparison(Node):
    """`比率 ≥ 60%`, `比率低于60%`, with `operator` one of = ≠ < ≤ > ≥"""

    operator: str
    left: Expression
    right: Expression


@frozen(repr=False)
class Logic(Node):
    """`甲 且 乙`, `甲 或 乙`, with `operator` "and" or "or"."""

    operator: str
    left: Expression
    right: Expression


@frozen(repr=False)
class Not(Node):
    """`非 甲`; of a `Has`, `没有 甲`."""

    operand: Expression


@frozen(repr=False)
class Has(Node):
    """`存在 甲`, `有 甲`: the fact is 是. It means what 甲 alone means; the word is kept for the sentence's sake."""

    operand: Expression


@frozen(repr=False)
class If(Node):
    """`若 甲 则 乙 否则 丙`"""

    condition: Expression
    then: Expression
    otherwise: Expression


@frozen(repr=False)
class Call(Node):
    """`min(比率, 1)`; `function` is as written, `平均` or `mean`."""

    function: str
    arguments: tuple[Expression, ...]


Expression = (
    Number
    | Text
    | Boolean
    | Name
    | Own
    | Member
    | Negative
    | Arithmetic
    | Comparison
    | Logic
    | Not
    | Has
    | If
    | Call
)


# ---------------------------------------------------------------- bands


@frozen(repr=False)
class Bound(Node):
    """One end of a band: `90%（含）`. `closed` is None when the writer did not say 含 or 不含."""

    value: Number
    closed: bool | None = None


@frozen(repr=False)
class Interval(Node):
    """`80%（含）—90%`, `90%（含）以上`, `60%以下`, `≥90%`; an end that is None is open-ended.

    One number, `0` or `等于0`, has both ends equal and closed.
    """

    low: Bound | None
    high: Bound | None

    @property
    def only(self) -> Bound | None:
        """The bound of an interval of one number."""
        return self.low if self.low is not None and self.low == self.high and self.low.closed else None


@frozen(repr=False)
class Rest(Node):
    """`其余`"""


@frozen(repr=False)
class Choice(Node):
    """A choice of an 选项 fact that a band line is for: `全部消除`"""

    name: str


@frozen(repr=False)
class Result(Node):
    """What a band line or a condition gives: `得5分`, `得满分`, `不得分`, `得分值的80%`, `扣2分`, `倒扣10分`, `不适用`."""

    kind: ResultKind
    amount: Expression | None = None  # points for POINTS, DEDUCT and BELOW_ZERO; a share for SHARE
    until: Number | None = None  # of a line of 分档，线性: the other end of 得4分—5分
    remark: str = ""  # the words of 提示：…, the rating of 定为A


class ResultKind(enum.Enum):
    """The results a sentence may give."""

    POINTS = "points"
    FULL = "full"
    NOTHING = "nothing"
    SHARE = "share"
    DEDUCT = "deduct"
    BELOW_ZERO = "below-zero"
    NOT_APPLICABLE = "not-applicable"
    REMARK = "remark"
    RATING = "rating"  # of a line of bands: 定为A


@frozen(repr=False)
class BandRow(Node):
    """`80%（含）—90% 得4分`"""

    over: Interval | Rest | Choice
    result: Result
    presumed: bool = False


# ---------------------------------------------------------------- lines of an indicator


@frozen(repr=False)
class Definition(Node):
    """`预算执行率 = 实际支出 / 到位资金`"""

    name: str
    value: Expression
    presumed: bool = False


@frozen(repr=False)
class Score(Node):
    """`得分 = 分值 × min(比率, 1)`"""

    value: Expression
    presumed: bool = False


@frozen(repr=False)
class Weight(Node):
    """`分值 = 5`"""

    value: Expression
    presumed: bool = False


@frozen(repr=False)
class ByRate(Node):
    """`按比率计分，不超过分值，比率低于60%的不得分`"""

    capped: bool
    gate: Comparison | None = None
    presumed: bool = False


@frozen(repr=False)
class Bands(Node):
    """`按 诉求服务满意率 分档` with its lines."""

    subject: Expression
    rows: tuple[BandRow, ...]
    presumed: bool = False


@frozen(repr=False)
class Interpolation(Node):
    """`按 预算执行率 分档，线性` with its lines: knots (`90% 得10分`), or intervals with the points of both
    their ends (`80%（含）—90% 得8分—10分`)."""

    subject: Expression
    rows: tuple[BandRow, ...]
    presumed: bool = False


@frozen(repr=False)
class Tier(Node):
    """`部分达成的 得60%（含）—80%`, `未达成的 不得分`: its words, and what a person may give where they fit.

    An interval is in points (分) or in shares of the weight (%).
    """

    text: str
    over: Interval | Result


@frozen(repr=False)
class Judged(Node):
    """`定性评价，由 评价组 评定，须填理由和佐证` with its tiers; `by` is empty where nobody is named."""

    by: str = ""
    needs_reason: bool = False
    needs_evidence: bool = False
    tiers: tuple[Tier, ...] = ()
    presumed: bool = False


@frozen(repr=False)
class Item(Node):
    """`要点① 1分：项目按照规定的程序申请设立`; `negative` for `扣分要点④ 1分：存在…`

    `points` are a share of the weight with `is_share` (`要点② 20%：…`). An item that is `required`
    (`要点① 40% 前提：…`) must be met for the indicator to get any points.
    """

    mark: str
    points: Fraction
    text: str
    negative: bool = False
    is_share: bool = False
    required: bool = False
    presumed: bool = False


@frozen(repr=False)
class PerOccurrence(Node):
    """`每发现1处 … 扣1分，扣完为止`. `limit` is None for 扣完为止 or when nothing is said;
    `to_zero` says that 扣完为止 was written, `lacks` that it is `每缺1项 … 扣1分`."""

    count: Fraction
    unit: str
    text: str
    points: Fraction
    limit: Fraction | None = None
    to_zero: bool = False
    lacks: bool = False
    presumed: bool = False


class Part(enum.Enum):
    """What becomes of a step that is not full."""

    DROPPED = "dropped"  # 不足1个的不扣
    COUNTED = "counted"  # 不足1个的按1个计
    SHARED = "shared"  # 按实际比例扣


@frozen(repr=False)
class Steps(Node):
    """`满意率 每低于90% 1个百分点 扣0.5分，不足1个的不扣，扣完为止`

    Without a `subject` it is the indicator's 比率. `way` is "above", "below" or "" (steps of the amount itself),
    `start` the number from which it goes. `part` is None where nothing is said of part steps.
    """

    subject: Expression | None
    way: str
    start: Number | None
    size: Number
    points: Fraction
    part: Part | None = None
    limit: Fraction | None = None
    to_zero: bool = False
    presumed: bool = False


@frozen(repr=False)
class Discretion(Node):
    """`酌情扣分 最多5分：效益缺乏佐证材料`, `酌情扣1分—3分：…`

    Without `limit` all points may be taken. Whoever takes points off takes `least` or more.
    """

    limit: Fraction | None
    text: str
    least: Fraction | None = None
    presumed: bool = False


@frozen(repr=False)
class Conditional(Node):
    """`计划成本为0的，不适用`"""

    condition: Expression
    result: Result
    presumed: bool = False


@frozen(repr=False)
class ScoredBy(Node):
    """`计分 评星(星级, 5)`: a scoring kind from a plug-in; `kind` is as written."""

    kind: str
    arguments: tuple[Expression, ...]
    presumed: bool = False


@frozen(repr=False)
class Rating(Node):
    """`评级 = 若 偏离率 不超过5% 则 “A” 否则 “B”`"""

    value: Expression
    presumed: bool = False


@frozen(repr=False)
class Combined(Node):
    """`汇总：加权平均`"""

    way: Gathering
    presumed: bool = False


@frozen(repr=False)
class FormulaInWords(Node):
    """`计算公式：实际完成数与计划数之比`"""

    text: str


@frozen(repr=False)
class Explanation(Node):
    """`说明：…`"""

    text: str


@frozen(repr=False)
class Basis(Node):
    """`依据：《项目支出绩效评价管理办法》`"""

    text: str


@frozen(repr=False)
class Advice(Node):
    """`整改建议：…`"""

    text: str


@frozen(repr=False)
class NameFrom(Node):
    """`指标名称取 三级指标`: what each row's indicator is called."""

    value: Expression


@frozen(repr=False)
class WeightFrom(Node):
    """`分值取 分值`: what each row's indicator weighs."""

    value: Expression


@frozen(repr=False)
class EachRow(Node):
    """`逐行计分 绩效指标（一级指标 = “产出指标”的行）` with the lines that hold for each row."""

    table: str
    where: Expression | None = None
    lines: tuple[IndicatorLine, ...] = ()


@frozen(repr=False)
class Indicator(Node):
    """`三级指标 预算执行率 5分` with the lines under it and the headings below it.

    `weight` is in points, or a share of the parent's with `is_share`; None when the heading has none.
    """

    level: int
    name: str
    weight: Fraction | None
    is_share: bool = False
    lines: tuple[IndicatorLine, ...] = ()
    children: tuple[Indicator, ...] = ()


IndicatorLine = (
    Definition
    | Score
    | Weight
    | ByRate
    | Bands
    | Interpolation
    | Judged
    | Item
    | PerOccurrence
    | Steps
    | Discretion
    | Conditional
    | ScoredBy
    | Rating
    | EachRow
    | NameFrom
    | WeightFrom
    | Combined
    | FormulaInWords
    | Explanation
    | Basis
    | Advice
)


# ---------------------------------------------------------------- changes to a framework that a file extends


@frozen(repr=False)
class Change(Node):
    """`修改 三级指标 预算执行率 5分，改名为 资金执行率`; `重写 …` in the same form is `anew`.

    `heading` holds what is written: its name is the path as it stands (资金管理/预算执行率), its level 0 where none is
    written, its lines those under it.
    """

    heading: Indicator
    anew: bool = False
    renamed: str = ""


@frozen(repr=False)
class Insert(Node):
    """`在 资金管理 下新增 三级指标 贷款偿还率 3分，排在 预算执行率 之后`; `under` is "" for the framework itself.

    At most one of `after` and `before` (`排在 … 之前`) is written; with neither it stands last.
    """

    heading: Indicator
    under: str = ""
    after: str = ""
    before: str = ""


@frozen(repr=False)
class Delete(Node):
    """`删除 三级指标 资金到位率`"""

    level: int
    name: str


Alteration = Change | Insert | Delete


# ---------------------------------------------------------------- lines of a file


@frozen(repr=False)
class Framework(Node):
    """`体系 项目支出绩效评价指标体系框架 100分`"""

    name: str
    points: Fraction | None


@frozen(repr=False)
class Extends(Node):
    """`沿用 “luohu-2024/project”`: a pack, or a path relative to the file."""

    name: str


@frozen(repr=False)
class Version(Node):
    """`版本 2024`"""

    text: str


@frozen(repr=False)
class Effective(Node):
    """`生效 2025-01-01`"""

    date: date


@frozen(repr=False)
class RoundScores(Node):
    """`得分保留2位小数，四舍五入`; `mode` is "half-up", "half-even", "up" or "down"."""

    places: int
    mode: str
    presumed: bool = False


@frozen(repr=False)
class SumExactly(Node):
    """`逐级相加，不再四舍五入`"""

    presumed: bool = False


@frozen(repr=False)
class RatePrecision(Node):
    """`百分比按实际值计分` (places None), `百分比先保留2位小数再计分`"""

    places: int | None
    presumed: bool = False


@frozen(repr=False)
class GradeFromRounded(Node):
    """`等级按四舍五入后的总分评定`"""

    presumed: bool = False


class NotApplicablePolicy(enum.Enum):
    """What becomes of the points of an indicator that does not apply."""

    RESCALE = "rescale"  # 按百分制折算
    SHARE = "share"  # 分值由同级指标分摊
    FULL = "full"  # 按满分计


@frozen(repr=False)
class NotApplicable(Node):
    """`指标不适用的，按百分制折算，折算后保留2位小数`"""

    policy: NotApplicablePolicy
    places: int | None = None
    presumed: bool = False


@frozen(repr=False)
class Grade(Node):
    """`等级 良：80分（含）—90分`"""

    name: str
    interval: Interval


@frozen(repr=False)
class Fact(Node):
    """`数据 预算资金（万元）：一定时期内预算安排到具体项目的资金`

    `type` is what stands in the parentheses, as written: a unit, 是否, 文本, 日期, 目标, 数量, "" for none.
    `choices` are those of 选项. `parts` are the facts that it is the sum of: `其中：财政拨款、上年结转`.
    """

    name: str
    type: str = ""
    choices: tuple[str, ...] = ()
    text: str = ""
    evidence: str = ""
    source: str = ""
    is_fixed: bool = False
    parts: tuple[str, ...] = ()


@frozen(repr=False)
class Column(Node):
    """`列 目标值（目标）`, `列 完成度 = min(完成率(实际值, 目标值), 1)`"""

    name: str
    type: str = ""
    choices: tuple[str, ...] = ()
    value: Expression | None = None
    is_optional: bool = False
    text: str = ""


@frozen(repr=False)
class Table(Node):
    """`表 绩效目标表：项目绩效目标及实现情况` with its columns."""

    name: str
    text: str = ""
    columns: tuple[Column, ...] = ()


@frozen(repr=False)
class LookupRow(Node):
    """`一类，大型  1.2`: what it is for, key by key, and its value, a number or a text."""

    keys: tuple[Interval | Rest | Choice, ...]
    value: Expression


@frozen(repr=False)
class LookupTable(Node):
    """`对照表 难度系数：按 类别、规模` with its rows."""

    name: str
    keys: tuple[str, ...]
    rows: tuple[LookupRow, ...] = ()


@frozen(repr=False)
class ParameterValue(Node):
    """`60% 自 2025-01-01`; `since` is None where no date is written."""

    value: Expression
    since: date | None = None


@frozen(repr=False)
class Parameter(Node):
    """`参数 及格门槛 = 60% 自 2025-01-01，50% 自 2023-01-01`, its values in the order in which they are written."""

    name: str
    values: tuple[ParameterValue, ...]
    text: str = ""


@frozen(repr=False)
class Method(Node):
    """`计分办法 按目标计分 用到 实际、目标` with its definitions and its `得分 = 式`."""

    name: str
    parameters: tuple[str, ...] = ()
    lines: tuple[Definition | Score, ...] = ()
    text: str = ""


@frozen(repr=False)
class Bonus(Node):
    """`加分 创新做法 最多3分，加分后总分不超过100分：获得省级以上表彰`. `cap` is None where nothing is said of it."""

    name: str
    limit: Fraction
    cap: Fraction | None = None
    text: str = ""
    presumed: bool = False


@frozen(repr=False)
class Veto(Node):
    """`一票否决：有 重大违规 的，等级定为差`

    `name` is the grade, or the indicator for INDICATOR; `points` is set for TOTAL alone.
    """

    condition: Expression
    effect: VetoEffect
    name: str = ""
    points: Fraction | None = None
    presumed: bool = False


@frozen(repr=False)
class CountedAs(Node):
    """`D*按D计`: a rating that is shown as it is and counts as another."""

    name: str
    letter: str


@frozen(repr=False)
class RatingScale(Node):
    """`评级从高到低：A、B、C、D，D*按D计`"""

    letters: tuple[str, ...]
    counted: tuple[CountedAs, ...] = ()


@frozen(repr=False)
class RatedSums(Node):
    """`4—5分D+` of a 评级对照: the sums from `low` to `high` give a rating."""

    low: int
    high: int
    rating: str


@frozen(repr=False)
class RatingTable(Node):
    """`评级对照 2项：2分D、3分D+、4分C、5分C+、6分B、7分B+、8分A`"""

    count: int
    rows: tuple[RatedSums, ...]
    presumed: bool = False


FileLine = (
    Framework
    | Extends
    | Version
    | Effective
    | RoundScores
    | SumExactly
    | RatePrecision
    | GradeFromRounded
    | NotApplicable
    | Grade
    | Fact
    | Table
    | LookupTable
    | Parameter
    | Method
    | Combined
    | Bonus
    | Veto
    | RatingScale
    | RatingTable
    | Basis
    | Explanation
    | Advice
)


Statement = FileLine | IndicatorLine | Indicator | Column | LookupRow | BandRow | Tier | Alteration
"""What stands as a statement of its own; one that has others inside (bands, a table) is their first line."""


@frozen(repr=False)
class File(Node):
    """A whole rule file: its own lines, its headings, and lines that stand under no heading.

    `loose` holds the indicator lines before any heading: file-wide definitions, or the whole of a file
    without headings. `alterations` are those of a file that extends another; a merged file has none.
    """

    lines: tuple[FileLine, ...] = ()
    loose: tuple[IndicatorLine, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    alterations: tuple[Alteration, ...] = ()


@frozen(eq=False)
class Tree:
    """A rule file: the root, its sources, and the source and span of every node by its id.

    `sources` are the file itself and, after it, those that it extends, the nearest first. `reweighed` says which
    lines of the file changed the points under a heading, by the heading's id (the root's for the framework);
    `emptied` which of its lines deleted all indicators under a heading.
    """

    root: File
    sources: tuple[Source, ...]
    places: Mapping[int, Stretch]
    reweighed: Mapping[int, tuple[Stretch, ...]] = field(factory=dict)
    emptied: Mapping[int, tuple[Stretch, ...]] = field(factory=dict)

    @property
    def source(self) -> Source:
        """The file itself."""
        return self.sources[0]

    def is_inherited(self, node: Node) -> bool:
        """Whether a node stands in a file that this one extends."""
        return self.at(node)[0] is not self.source

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """The root and everything inside it, outer before inner."""
        return tuple(walk(self.root))

    def at(self, node: Node | int) -> Stretch:
        """Where a node, or the node of an id, stands."""
        return self.places[node if isinstance(node, int) else node.id]

    def place(self, node: Node | int) -> Place:
        """The same as a person says it."""
        source, span = self.at(node)
        return source.place(span)


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(attribute.name for attribute in attrs.fields(kind) if attribute.name != "id")


def children(node: Node) -> list[Node]:
    """The nodes directly inside a node, in the order of its fields."""
    found: list[Node] = []
    kind: Any = type(node)
    for name in _names(kind):
        value = getattr(node, name)
        if isinstance(value, Node):
            found.append(value)
        elif isinstance(value, tuple):
            found += [part for part in value if isinstance(part, Node)]
    return found


def walk(node: Node) -> Iterator[Node]:
    """A node and everything inside it, outer before inner, without recursion."""
    pending = [node]
    while pending:
        here = pending.pop()
        yield here
        pending += children(here)[::-1]
