"""Summary: an outcome as a score table with its total and grade, the document of `perfeval score`."""

from __future__ import annotations

from fractions import Fraction

from perfeval.core.program import BonusInput, LossKind
from perfeval.diagnostics import Words
from perfeval.document import Block, Column, Document, Heading, Line, Paragraph, Role, Run, Table, line
from perfeval.explaining.diagnosis import diagnosis
from perfeval.explaining.ratings import closing, rates, ratings
from perfeval.explaining.words import (
    LABELS,
    count_findings,
    lost_text,
    points_text,
    state_words,
    title,
    total_lines,
)
from perfeval.outcome import Indicator, Outcome, State


def summary(outcome: Outcome, language: str = "zh") -> Document:
    """Every indicator with its weight, score and what it lost; the total; what a person has to look at."""
    blocks: list[Block] = [Heading(1, line(Run(title(outcome), Role.STRONG)))]
    if rates(outcome):
        blocks += [ratings(outcome, language), Paragraph((closing(outcome, language),))]
    else:
        blocks.append(_table(outcome, language))
        blocks.append(Paragraph((*_bonuses(outcome, language), *total_lines(outcome, language))))
    noted = [finding for finding in outcome.findings if finding.level.value != "note"]
    if noted:
        blocks.append(Heading(2, line(LABELS["findings"].said(language))))
        blocks.extend(diagnosis(noted, language).blocks)
    elif outcome.findings:
        blocks.append(Paragraph((line(Run(count_findings(outcome, language), Role.MUTED)),)))
    return Document(tuple(blocks), language)


def _bonuses(outcome: Outcome, language: str) -> tuple[Line, ...]:
    """What was added beside the indicators: without it the table does not come to the total."""
    if not any(isinstance(slot, BonusInput) for slot in outcome.model.program.inputs):
        return ()
    given = -sum((loss.points for loss in outcome.losses if loss.kind is LossKind.BONUS), Fraction(0))
    if not given or outcome.total is None:
        return ()
    points = points_text(given)
    said = Words(f"加分：{points}分，已计入总分", f"bonus: {points}, part of the total").said(language)
    return (line(Run(said, Role.MUTED)),)


def _table(outcome: Outcome, language: str) -> Table:
    columns = (
        Column(LABELS["indicator"].said(language)),
        Column(LABELS["weight"].said(language), is_figure=True),
        Column(LABELS["score"].said(language), is_figure=True),
        Column(LABELS["lost"].said(language), is_figure=True),
    )
    rows = tuple(_row(node, language) for node in outcome.indicators)
    return Table(columns, rows, tuple(len(node.path) - 1 for node in outcome.indicators))


def _row(node: Indicator, language: str) -> tuple[Line, ...]:
    role = Role.STRONG if node.children else Role.PLAIN
    name = line(Run(node.name, role))
    weight = points_text(node.weight if node.weight is not None else node.nominal)
    if node.score is None:
        return name, line(weight), line(Run(state_words(node.state).said(language), Role.WARNING)), line("")
    marked = node.state is not State.SCORED
    score = str(node.score) + (f"（{state_words(node.state).said(language)}）" if marked else "")
    lost = lost_text(node)
    return name, line(weight), line(Run(score, role)), line(Run(lost, Role.LOSS) if lost else "")
