"""The words that explanations share: states, column headings, points as a person reads them."""

from __future__ import annotations

from fractions import Fraction

from perfeval.core.program import LossKind
from perfeval.diagnostics import Words
from perfeval.document import Line, Role, Run, line
from perfeval.outcome import Indicator, Outcome, State
from perfeval.values.numbers import decimal_text, is_terminating

LABELS = {
    "indicator": Words("指标", "Indicator"),
    "weight": Words("分值", "Weight"),
    "score": Words("得分", "Score"),
    "lost": Words("扣分", "Lost"),
    "rating": Words("评级", "Rating"),
    "decided": Words("由哪项决定", "Decided by"),
    "findings": Words("需要核对", "To look at"),
    "total": Words("总分", "Total"),
    "grade": Words("等级", "Grade"),
    "formula": Words("公式：", "formula: "),
    "numbers": Words("代入：", "numbers: "),
    "reason": Words("理由：", "reason: "),
    "no-reason": Words(
        "理由：没有写（请补理由或更正得分）", "reason: none is given (give one or correct the score)"
    ),
    "evidence": Words("佐证：", "evidence: "),
    "by": Words("由：", "by: "),
    "rule": Words("规则：", "rule: "),
    "presumed": Words(
        "推定：原文未规定，按复核假设计分",
        "presumed: not in the original, scored on the reviewer's assumption",
    ),
    "fact": Words("数据：", "fact: "),
    "parameter": Words("参数：", "parameter: "),
    "source": Words("来源：", "source: "),
    "basis": Words("依据：", "basis: "),
    "explanation": Words("说明：", "note: "),
    "advice": Words("整改建议：", "advice: "),
    "why": Words("原因：", "why: "),
}

STATES = {
    State.SCORED: Words("已计分", "scored"),
    State.STATED: Words("采用写明的得分", "stated"),
    State.JUDGED: Words("由人评定", "judged"),
    State.RATED: Words("已评级", "rated"),
    State.MISSING: Words("缺数据", "missing"),
    State.NOT_APPLICABLE: Words("不适用", "not applicable"),
    State.FAILED: Words("无法计算", "failed"),
}

KINDS = {
    LossKind.SHORTFALL: Words("未达到", "shortfall"),
    LossKind.UNMET_ITEM: Words("要点", "item"),
    LossKind.BAND: Words("分档", "band"),
    LossKind.PER_OCCURRENCE: Words("按次扣分", "per occurrence"),
    LossKind.RECORDED: Words("扣分", "recorded"),
    LossKind.JUDGED: Words("评定", "judged"),
    LossKind.GATE: Words("条件", "gate"),
    LossKind.VETO: Words("一票否决", "veto"),
    LossKind.FLOOR: Words("扣完为止", "floor"),
    LossKind.CAP: Words("封顶", "cap"),
    LossKind.BONUS: Words("加分", "bonus"),
    LossKind.SCALE: Words("折算", "scale"),
    LossKind.NOT_APPLICABLE: Words("不适用", "not applicable"),
    LossKind.UNALLOCATED_WEIGHT: Words("未分配分值", "unallocated weight"),
    LossKind.STATED: Words("写明的得分", "stated"),
    LossKind.CHILD: Words("下级", "child"),
    LossKind.ROUNDING: Words("尾差", "rounding"),
    LossKind.UNEXPLAINED: Words("未说明", "unexplained"),
}


def state_words(state: State) -> Words:
    """A state in words."""
    return STATES[state]


def points_text(points: Fraction) -> str:
    """Points in decimal digits; six places where they go on."""
    return decimal_text(points) if is_terminating(points) else decimal_text(points, 6)


def signed(points: Fraction) -> str:
    """A loss with its sign: −0.16 for points lost, +0.0015 for points given back."""
    return ("-" if points > 0 else "+") + points_text(abs(points))


def lost_text(node: Indicator) -> str:
    """What a node lost, signed; empty when nothing."""
    lost = node.lost
    return "" if not lost else signed(Fraction(lost))


def total_lines(outcome: Outcome, language: str) -> tuple[Line, ...]:
    """The total with its grade, or the totals still possible."""
    full = points_text(outcome.model.full_marks)
    if outcome.total is not None:
        points, colon = Words("分", "").said(language), Words("：", ": ").said(language)
        parts: list[str | Run] = [
            LABELS["total"].said(language) + colon,
            Run(f"{points_text(Fraction(outcome.total))}{points}", Role.STRONG),
            Words(f"（满分{full}分）", f" of {full}").said(language),
        ]
        parts += _grade(outcome, language)
        return (line(*parts),)
    return (line(Run(_incomplete(outcome, language), Role.WARNING)),)


def _grade(outcome: Outcome, language: str) -> list[str | Run]:
    """The grade, and what it was before a veto."""
    before = outcome.grade_before_veto
    if before is None:
        return []
    label = Words("，等级：", ", grade: ").said(language)
    if outcome.grade is None:
        words = Words(
            f"待定（是否触及一票否决不明，不触及为{before}）", f"open (a veto may hold; without it {before})"
        )
        return [label, Run(words.said(language), Role.WARNING)]
    if outcome.grade == before:
        return [label, Run(outcome.grade, Role.GOOD)]
    words = Words(f"（一票否决之前：{before}）", f" (before the veto: {before})")
    return [label, Run(outcome.grade, Role.WARNING), words.said(language)]


def open_leaves(outcome: Outcome) -> list[Indicator]:
    """Indicators that have no result yet."""
    return [
        node
        for node in outcome.indicators
        if not node.children and node.state in (State.MISSING, State.FAILED)
    ]


def named(nodes: list[Indicator]) -> str:
    """The names of the first six."""
    return "、".join(node.name for node in nodes[:6]) + ("…" if len(nodes) > 6 else "")


def _incomplete(outcome: Outcome, language: str) -> str:
    lacking = open_leaves(outcome)
    names = named(lacking)
    possible = outcome.range
    if possible is None:
        return Words(f"不完整：还不能算出总分。缺：{names}", f"incomplete: no total yet. Open: {names}").said(
            language
        )
    low, high = points_text(possible.low), points_text(possible.high)
    grades = "—".join(dict.fromkeys((possible.grades[-1], possible.grades[0]))) if possible.grades else ""
    zh = f"不完整：还有{len(lacking)}个指标没有得分，补齐后总分在{low}至{high}分之间" + (
        f"（{grades}）" if grades else ""
    )
    en = f"incomplete: {len(lacking)} indicators are open; the total will be between {low} and {high}"
    return Words(f"{zh}。缺：{names}", f"{en}{f' ({grades})' if grades else ''}. Open: {names}").said(
        language
    )


def count_findings(outcome: Outcome, language: str) -> str:
    """How many notes there are, where nothing graver is."""
    count = len(outcome.findings)
    return Words(f"另有{count}条提示，用 perfeval explain 查看", f"{count} notes; see perfeval explain").said(
        language
    )


def title(outcome: Outcome) -> str:
    """What an outcome is of: the project and its year, or the framework where no project is named."""
    name, year = (outcome.facts.project.get(key) for key in ("name", "year"))
    shown = str(name or outcome.model.name)
    return f"{shown}（{year}）" if year and str(year) not in shown else shown
