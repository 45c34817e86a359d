"""What is made of ratings agrees with the published wording, whatever they are, and both engines agree."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

import perfeval

LETTERS = ("D", "D+", "C", "C+", "B", "B+", "A")
WORTH = {"A": 4, "B": 3, "C": 2, "D": 1, "D*": 1}
NAMES = ("甲", "乙", "丙", "丁")
TABLES = {
    2: "D D+ C C+ B B+ A",
    3: "D D+ D+ C C+ B B B+ A A",
    4: "D D D+ D+ C C+ C+ B B B+ B+ A A",
}


def _rules() -> str:
    lines = ["体系 评级", "评级从高到低：A、B、C、D，D*按D计"]
    for count, ratings in TABLES.items():
        rows = "、".join(f"{count + i}分{rating}" for i, rating in enumerate(ratings.split()))
        lines.append(f"评级对照 {count}项：{rows}")
    lines += [f"数据 {name}级（选项：A、B、C、D、D*）" for name in NAMES]
    for way in ("取最低并加号", "按对照表"):
        lines += [f"一级指标 {way}的", f"  汇总：{way}"]
        for name in NAMES:
            lines += [f"  二级指标 {way}{name}", f"    评级 = {name}级"]
    return "\n".join(lines) + "\n"


RULES = perfeval.load(text=_rules(), name="ratings.rules")
GIVEN = st.lists(st.sampled_from(["A", "B", "C", "D", "D*", "不适用", "缺"]), min_size=4, max_size=4)


def _lowest(rated: Sequence[str]) -> str:
    """The lowest, with a plus if any other is higher."""
    worth = [WORTH[each] for each in rated]
    lowest = min(worth)
    letter = "DCBA"[lowest - 1]
    return letter + "+" if max(worth) > lowest else letter


def _table(rated: Sequence[str]) -> str:
    if len(rated) == 1:
        return "DCBA"[WORTH[rated[0]] - 1]
    total = sum(WORTH[each] for each in rated)
    return TABLES[len(rated)].split()[total - len(rated)]


@settings(max_examples=150, deadline=None)
@given(GIVEN)
def test_parents_are_rated_as_the_method_says(values: list[str]) -> None:
    facts = {f"{name}级": value for name, value in zip(NAMES, values, strict=True)}
    outcome = perfeval.evaluate(RULES, facts)
    traced = perfeval.evaluate(RULES, facts, trace=True)
    assert [node.rating for node in outcome.nodes] == [node.rating for node in traced.nodes]
    rated = [value for value in values if value in WORTH]
    lowest, table = outcome["取最低并加号的"], outcome["按对照表的"]
    assert outcome.complete is ("缺" not in values and bool(rated))
    if not outcome.complete:
        assert (lowest.rating, table.rating, lowest.decided_by) == (None, None, None)
        wanted = perfeval.State.MISSING if "缺" in values else perfeval.State.NOT_APPLICABLE
        assert {lowest.state, table.state} == {wanted}
        return
    assert lowest.rating == _lowest(rated)
    assert table.rating == _table(rated)
    first = min(range(4), key=lambda i: WORTH.get(values[i], 9))
    assert lowest.decided_by == outcome[f"取最低并加号{NAMES[first]}"].index
