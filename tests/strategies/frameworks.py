"""Whole rule files with facts that fit them, as a policy officer might write them.

A framework is drawn as text together with the facts it needs, so that what is tested goes through every
stage. Weights are drawn first and split, so that sums always agree.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from attrs import define, field, frozen
from hypothesis import strategies as st

from perfeval.values.numbers import decimal_text

MARKS = "①②③④⑤⑥"


@frozen
class Drawn:
    """A rule file's text and the facts for it, in the shape of a facts file."""

    text: str
    facts: dict[str, object]


@define
class _Drawing:
    draw: st.DrawFn
    lines: list[str] = field(factory=list)
    declared: list[str] = field(factory=list)
    values: dict[str, object] = field(factory=dict)
    items: dict[str, dict[str, object]] = field(factory=dict)
    deductions: list[dict[str, object]] = field(factory=list)
    judged: dict[str, dict[str, object]] = field(factory=dict)
    leaves: int = 0

    def fact(self, unit: str, *, low: int = 0) -> str:
        """A new fact of a unit with a drawn value; sometimes missing or not applicable."""
        name = f"数{len(self.declared) + 1}"
        self.declared.append(f"数据 {name}（{unit}）")
        cents = self.draw(st.integers(low, 50_000))
        given = self.draw(st.sampled_from(["value"] * 18 + ["缺", "不适用"]))
        if given == "value":
            self.values[name] = Decimal(cents).scaleb(-2)
        elif given == "不适用":
            self.values[name] = given
        return name

    def parameter(self, unit: str) -> str:
        """A new parameter, sometimes with values by date; that of 2024 is always there."""
        name = f"参数{len(self.declared) + 1}"
        one, other = (self.draw(st.integers(0, 100)) for _ in range(2))
        later = self.draw(st.sampled_from(["2024-06-30", "2024-12-31", "2025-01-01"]))
        dated = f"{one}{unit} 自 2020-01-01，{other}{unit} 自 {later}"
        self.declared.append(f"参数 {name} = {self.draw(st.sampled_from([f'{one}{unit}', dated]))}")
        return name

    def leaf(self, name: str, weight: Fraction) -> None:
        """The lines of one indicator and the facts it needs."""
        self.leaves += 1
        kinds = [self.ratio, self.formula, self.bands, self.linear, self.items_, self.recorded, self.gated]
        self.draw(st.sampled_from([*kinds, self.judgement]))(name, weight)
        if self.draw(st.integers(0, 9)) == 0:
            self.below_zero()

    def ratio(self, name: str, weight: Fraction) -> None:
        """按比率计分."""
        above, below = self.fact("万元"), self.fact("万元")
        self.lines.append(f"{name} = {above} / {below}")
        capped = "，不超过分值" if self.draw(st.booleans()) else ""
        self.lines.append(f"按比率计分{capped}")
        if self.draw(st.booleans()):
            self.lines.append(f"{below} 为 0 的，不适用")

    def formula(self, name: str, weight: Fraction) -> None:
        """得分 = …, which may go over the weight and below zero."""
        rate = self.fact("%")
        factor = self.draw(st.sampled_from(["1", "1.2", "0.5", "2"]))
        form = self.draw(
            st.sampled_from(["分值 × min({r}, 1)", "分值 × {r} × {f}", "分值 × (1 - {r} × {f})"])
        )
        self.lines.append("得分 = " + form.format(r=rate, f=factor))

    def bands(self, name: str, weight: Fraction) -> None:
        """Three bands over a percentage."""
        rate = self.fact("%")
        half = decimal_text(weight / 2)
        self.lines += [
            f"按 {rate} 分档",
            "90%（含）以上 得满分",
            f"60%（含）—90% 得{half}分",
            "60%以下 不得分",
        ]

    def linear(self, name: str, weight: Fraction) -> None:
        """Knots with points of their own, sometimes with what holds beyond them."""
        rate, half = self.fact("%"), decimal_text(weight / 2)
        knots = self.draw(
            st.sampled_from([["90% 得满分", f"70% 得{half}分"], [f"60%（含）—90% 得0分—{half}分"]])
        )
        beyond = self.draw(
            st.sampled_from([[], ["60%以下 不得分"], ["60%以下 不得分", "90%（不含）以上 得满分"]])
        )
        self.lines += [f"按 {rate} 分档，线性", *knots, *beyond]

    def judgement(self, name: str, weight: Fraction) -> None:
        """Tiers from 0 to the weight; judged within one of them, or by nobody."""
        self.lines += [
            "定性评价，由 评价组 评定，须填理由和佐证",
            "达成 得80%（含）—100%",
            "部分达成 得60%（含）—80%",
            "未达成 得60%以下",
        ]
        share = self.draw(st.one_of(st.none(), st.integers(0, 1000)))
        if share is not None:
            reason = self.draw(st.sampled_from(["有欠缺", None]))
            made = {"share": f"{Decimal(share).scaleb(-1)}%", "reason": reason, "by": "评价组"}
            self.judged[name] = {key: value for key, value in made.items() if value is not None}

    def below_zero(self) -> None:
        """A condition that puts the score below zero."""
        name = f"数{len(self.declared) + 1}"
        self.declared.append(f"数据 {name}（是否）")
        given = self.draw(st.sampled_from(["是", "否", "否", None]))
        if given is not None:
            self.values[name] = given
        points = self.draw(st.sampled_from(["10", "0.125"]))
        self.lines.append(f"存在 {name} 的，倒扣{points}分")

    def items_(self, name: str, weight: Fraction) -> None:
        """Items that sum to the weight, sometimes a negative one and discretion beside them."""
        count = self.draw(st.integers(1, 4))
        answers: dict[str, object] = {}
        for mark, points in zip(MARKS, _split(self.draw, weight, count), strict=False):
            required = " 前提" if self.draw(st.integers(0, 4)) == 0 else ""
            self.lines.append(f"要点{mark} {decimal_text(points)}分{required}：第{mark}点")
            answers[mark] = self._answer(points)
        if self.draw(st.booleans()):
            mark = MARKS[count]
            self.lines.append(f"扣分要点{mark} 1分：存在问题")
            answers[mark] = self.draw(st.sampled_from(["存在", "不存在"]))
        self.items[name] = {mark: answer for mark, answer in answers.items() if answer is not None}
        if self.draw(st.booleans()):
            self.recorded(name, weight)

    def _answer(self, points: Fraction) -> object:
        word = self.draw(st.sampled_from(["符合", "符合", "符合", "不符合", "部分符合", None]))
        if word != "部分符合":
            return word
        return {"answer": word, "points": Decimal(decimal_text(points / 2)), "reason": "只做了一半"}

    def recorded(self, name: str, weight: Fraction) -> None:
        """每发现1处 or 酌情扣分, with deductions that may go beyond what is left."""
        if self.draw(st.booleans()):
            self.lines.append("每发现1处 管理不到位 扣0.5分，扣完为止")
            for _ in range(self.draw(st.integers(0, 3))):
                count = self.draw(st.integers(1, 12))
                self.deductions.append({"indicator": name, "count": count, "reason": "发现问题"})
        else:
            self.lines.append("酌情扣分 最多5分：缺乏佐证")
            points = self.draw(st.sampled_from([None, "0.01", "1.25", "5"]))
            if points is not None:
                reason = self.draw(st.sampled_from(["没有佐证", None]))
                made = {"indicator": name, "points": points, "reason": reason}
                self.deductions.append({key: value for key, value in made.items() if value is not None})

    def gated(self, name: str, weight: Fraction) -> None:
        """A rate with conditions that void or cut the score."""
        above, below = self.fact("个"), self.fact("个", low=1)
        gate = self.parameter("%") if self.draw(st.booleans()) else "60%"
        self.lines += [f"{name} = {above} / {below}", f"按比率计分，不超过分值，比率低于{gate}的不得分"]
        if self.draw(st.booleans()):
            self.lines.append(f"{above} 大于 300 的，扣1分")


def _split(draw: st.DrawFn, weight: Fraction, count: int) -> list[Fraction]:
    """A weight in `count` parts of at least a hundredth that sum to it exactly."""
    hundredths = int(weight * 100)
    if min(count, hundredths) == 1:
        return [weight]
    count = min(count, hundredths)
    cuts = sorted(
        draw(st.lists(st.integers(1, hundredths - 1), min_size=count - 1, max_size=count - 1, unique=True))
    )
    ends = [0, *cuts, hundredths]
    return [Fraction(b - a, 100) for a, b in pairwise(ends)]


POLICIES = (
    "得分保留2位小数，四舍五入\n逐级相加，不再四舍五入",
    "得分保留1位小数，四舍五入",
    "逐级相加，不再四舍五入",
    "",
)
NOT_APPLICABLE = (
    "指标不适用的，按百分制折算，折算后保留2位小数",
    "指标不适用的，分值由同级指标分摊",
    "指标不适用的，按满分计",
    "",
)


@st.composite
def frameworks(draw: st.DrawFn) -> Drawn:
    """A framework of 100 points with one to three levels, and facts for it."""
    drawing = _Drawing(draw)
    for i, weight in enumerate(_split(draw, Fraction(100), draw(st.integers(1, 3)))):
        drawing.lines.append(f"一级指标 甲{i} {decimal_text(weight)}分")
        below = draw(st.integers(0, 2))
        if not below or weight < 1:
            drawing.leaf(f"甲{i}", weight)
        for j, part in enumerate(_split(draw, weight, below) if below and weight >= 1 else []):
            drawing.lines.append(f"三级指标 甲{i}乙{j} {decimal_text(part)}分")
            drawing.leaf(f"甲{i}乙{j}", part)
    head = ["体系 某体系 100分", draw(st.sampled_from(POLICIES)), draw(st.sampled_from(NOT_APPLICABLE))]
    grades = ["等级 优：90分（含）以上", "等级 良：60分（含）—90分", "等级 差：60分以下"]
    text = "\n".join(line for line in [*head, *grades, *drawing.declared, *drawing.lines] if line) + "\n"
    facts: dict[str, object] = {
        "project": {"year": 2024},
        "facts": drawing.values,
        "items": {name: answers for name, answers in drawing.items.items() if answers},
        "deductions": drawing.deductions,
        "judged": drawing.judged,
    }
    return Drawn(text, facts)
