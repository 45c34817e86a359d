"""Ratings: an outcome of rules that rate, as its table of ratings and the lines that say how each came about."""

from __future__ import annotations

from fractions import Fraction

from perfeval.core.program import Gathering, Scale
from perfeval.diagnostics import Words
from perfeval.document import Column, Line, Role, Run, Table, line
from perfeval.explaining.words import LABELS, named, open_leaves, points_text, state_words
from perfeval.outcome import Indicator, Outcome, State


def rates(outcome: Outcome) -> bool:
    """Whether its rules rate instead of scoring."""
    return outcome.model.program.scale is not None


def ratings(outcome: Outcome, language: str) -> Table:
    """Every indicator with its rating, and which part of it decided."""
    columns = tuple(Column(LABELS[label].said(language)) for label in ("indicator", "rating", "decided"))
    rows = tuple(_row(outcome, node, language) for node in outcome.indicators)
    return Table(columns, rows, tuple(len(node.path) - 1 for node in outcome.indicators))


def _row(outcome: Outcome, node: Indicator, language: str) -> tuple[Line, ...]:
    role = Role.STRONG if node.children else Role.PLAIN
    decided = "" if node.decided_by is None else outcome.nodes[node.decided_by].name
    rating: Line = line("")
    if node.state is not State.RATED:
        rating = line(Run(state_words(node.state).said(language), Role.WARNING))
    elif node.rating is not None:
        rating = line(Run(node.rating, role))
    return line(Run(node.name, role)), rating, line(decided)


def headline(outcome: Outcome, node: Indicator, language: str) -> Line:
    """`PI-3 收入执行  C+  由“收入总额”决定`"""
    name = Run(node.name, Role.STRONG)
    if node.state is not State.RATED:
        return line(name, "  ", Run(state_words(node.state).said(language), Role.WARNING))
    parts: list[str | Run] = [name] if node.rating is None else [name, f"  {node.rating}"]
    if node.decided_by is not None:
        by = outcome.nodes[node.decided_by].name
        parts += ["  ", Run(Words(f"由“{by}”决定", f"decided by “{by}”").said(language), Role.MUTED)]
    return line(*parts)


def way_made(outcome: Outcome, node: Indicator, language: str) -> Line | None:
    """How a parent's rating is made of those below it; None where it has none, or one part alone gives it."""
    program = outcome.model.program
    combine, scale = program.nodes[node.index].combine, program.scale
    if node.rating is None or combine is None or scale is None:
        return None
    rated = [r for child in node.children if (r := outcome.nodes[child].rating) is not None]
    if len(rated) < 2:
        return None
    said = _looked_up(rated, scale) if combine.gathering is Gathering.TABLE else _lowest(rated, scale)
    return line(Run(said.said(language), Role.MUTED))


def _looked_up(rated: list[str], scale: Scale) -> Words:
    ranks = {each: scale.rank(each) or Fraction(0) for each in rated}
    total = points_text(sum((ranks[each] for each in rated), Fraction(0)))
    zh = " + ".join(f"{each}（{points_text(ranks[each])}分）" for each in rated)
    en = " + ".join(f"{each} ({points_text(ranks[each])})" for each in rated)
    count = len(rated)
    return Words(f"评级对照：{count}项 {zh}，合计{total}分", f"rating table: {count} parts, {en} = {total}")


def _lowest(rated: list[str], scale: Scale) -> Words:
    zh, en = "、".join(rated), ", ".join(rated)
    ranks = [scale.rank(each) or Fraction(0) for each in rated]
    if min(ranks) < max(ranks) and min(ranks).denominator == 1:
        return Words(
            f"取最低并加号：{zh}，另有更高的，加“+”", f"the lowest of {en}, with “+”: another is higher"
        )
    return Words(f"取最低并加号：{zh}，不加“+”", f"the lowest of {en}, without “+”")


def closing(outcome: Outcome, language: str) -> Line:
    """Whether every indicator is rated; there is no total."""
    if outcome.complete:
        count = sum(not node.children and node.state is State.RATED for node in outcome.indicators)
        said = Words(f"{count}项都已评级；不汇总成总分", f"all {count} parts are rated; there is no total")
        return line(said.said(language))
    names = named(open_leaves(outcome))
    said = Words(f"不完整：还有没评级的。缺：{names}", f"incomplete: not all is rated. Open: {names}")
    return line(Run(said.said(language), Role.WARNING))
