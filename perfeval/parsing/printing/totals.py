"""汇总, 加分, 一票否决 printed in canonical form."""

from __future__ import annotations

from typing import assert_never

from perfeval import nodes
from perfeval.core.program import Gathering, VetoEffect
from perfeval.parsing.printing.phrases import Phrases

_WAYS = {
    Gathering.SUM: "BY_SUM",
    Gathering.MEAN: "BY_MEAN",
    Gathering.LOWEST: "BY_LOWEST",
    Gathering.LOWEST_PLUS: "BY_LOWEST_PLUS",
    Gathering.TABLE: "BY_TABLE",
}


def of_totals(
    say: Phrases, node: nodes.Combined | nodes.Bonus | nodes.Veto | nodes.RatingScale | nodes.RatingTable
) -> str:
    """One line of what happens to parents and the total."""
    match node:
        case nodes.Combined(way):
            return say.opening("COMBINE") + say.word(_WAYS[way])
        case nodes.Bonus(name, limit, cap, text):
            gap = say.said("", " ")
            most = f"{say.word('UP_TO')}{gap}{say.points(limit)}"
            capped = "" if cap is None else f"{say.comma}{say.word('TOTAL_CAPPED')}{gap}{say.points(cap)}"
            return f"{say.word('BONUS')} {name} {most}{capped}{say.colon(text)}"
        case nodes.Veto(condition):
            return say.opening("VETO") + say.when(condition, _effect(say, node))
        case nodes.RatingScale(letters, counted):
            named = say.said("、", ", ").join(letters)
            also = "".join(
                say.comma + say.said(f"{each.name}按{each.letter}计", f"{each.name} as {each.letter}")
                for each in counted
            )
            return f"{say.opening('SCALE')}{named}{also}"
        case nodes.RatingTable(count, rows):
            head = f"{say.word('RATING_TABLE')} {count}{say.said('项：', ' parts: ')}"
            return head + say.said("、", ", ").join(_sums(say, row) for row in rows)
        case _:
            assert_never(node)


def _sums(say: Phrases, row: nodes.RatedSums) -> str:
    ends = str(row.low) if row.low == row.high else f"{row.low}{say.said('—', ' to ')}{row.high}"
    return f"{ends}{say.said('分', ' points ')}{row.rating}"


def _effect(say: Phrases, veto: nodes.Veto) -> str:
    gap = say.said("", " ")
    match veto.effect:
        case VetoEffect.GRADE:
            return f"{say.word('GRADE_SET')}{gap}{veto.name}"
        case VetoEffect.GRADE_AT_MOST:
            return f"{say.word('GRADE_CAPPED')}{gap}{veto.name}"
        case VetoEffect.TOTAL:
            assert veto.points is not None
            return f"{say.word('TOTAL_SET')}{gap}{say.points(veto.points)}{say.said('计', '')}"
        case VetoEffect.INDICATOR:
            return f"{veto.name}{gap}{say.word('NO_POINTS')}"
