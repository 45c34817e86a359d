"""What is found to be possible holds whatever an evaluation gives."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import perfeval
from perfeval.bounding import Assumed, Bounding
from perfeval.core import terms as core
from perfeval.core.bounds import Bounds

HEAD = "体系 某项目 10分\n数据 甲（万元）\n数据 乙（万元）\n数据 丙（个）\n一级指标 子 10分\n"
NUMBERS = st.sampled_from(["0", "1", "2", "0.5", "60%", "3"])
ATOMS = st.sampled_from(["(甲 / 1万元)", "(乙 / 1万元)", "(丙 / 1个)"]) | NUMBERS


def _grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pairs = st.tuples(inner, inner)
    return st.one_of(
        st.tuples(inner, st.sampled_from("+-×/"), inner).map(lambda each: f"({each[0]} {each[1]} {each[2]})"),
        pairs.map(lambda each: f"min({each[0]}, {each[1]})"),
        pairs.map(lambda each: f"max({each[0]}, {each[1]})"),
        st.tuples(st.sampled_from(["绝对值", "四舍五入", "去尾", "进一", "自然指数", "开方"]), inner).map(
            lambda each: f"{each[0]}({f'min({each[1]}, 9)' if each[0] == '自然指数' else each[1]})"
        ),
        pairs.map(lambda each: f"限制({each[0]}, 0, {each[1]})"),
        pairs.map(lambda each: f"几何平均({each[0]}, {each[1]})"),
        st.tuples(inner, st.sampled_from("<>≤≥=≠"), inner, inner, inner).map(
            lambda each: f"(若 {each[0]} {each[1]} {each[2]} 则 {each[3]} 否则 {each[4]})"
        ),
    )


FORMULAS = st.recursive(ATOMS, _grown, max_leaves=6)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(formula=FORMULAS, facts=st.tuples(*[st.integers(0, 4)] * 3))
def test_a_value_lies_in_its_bounds_and_fails_only_where_a_divisor_may_be_zero(
    formula: str, facts: tuple[int, int, int]
) -> None:
    rules = perfeval.load(text=f"{HEAD}  子 = {formula}\n  按比率计分\n")
    given = {"甲": f"{facts[0]}万元", "乙": f"{facts[1]}万元", "丙": f"{facts[2]}个"}
    rate = perfeval.evaluate(rules, given, trace=True)["子"].rate
    program = rules.model.program
    divided: list[Bounds] = []
    bounding = Bounding(
        program,
        rules.model.functions,
        is_usual=True,
        divides=lambda _, divisor: divided.append(divisor),
    )
    index = program.nodes[1].rate
    assert index is not None
    bounds = bounding.number(core.Defined(index), Assumed())
    if rate is None:
        assert divided or "开方" in formula or "几何平均" in formula
    else:
        assert bounds is not None
        assert bounds.holds(rate)


@pytest.mark.parametrize(
    ("formula", "low", "high"),
    [
        ("min(甲 / 乙, 1)", Fraction(0), Fraction(1)),
        ("若 乙 > 0元 则 min(甲 / 乙, 1) 否则 0.5", Fraction(0), Fraction(1)),
        ("max(1 - 丙 / 10个, 0)", Fraction(0), Fraction(1)),
        ("若 甲 ≥ 5万元 则 甲 / 1万元 否则 6", Fraction(5), None),
        ("限制(甲 / 乙, 0.2, 0.9)", Fraction(1, 5), Fraction(9, 10)),
        ("开方(min(甲 / 1万元, 9))", Fraction(0), Fraction(3)),
        ("进一(min(丙 / 3个, 1.2))", Fraction(0), Fraction(2)),
        ("几何平均(min(丙 / 1个, 2), 8)", Fraction(0), Fraction(4)),
        ("绝对值(1 - 2)", Fraction(1), Fraction(1)),
    ],
)
def test_formulas_as_people_write_them(formula: str, low: Fraction, high: Fraction | None) -> None:
    rules = perfeval.load(text=f"{HEAD}  子 = {formula}\n  按比率计分\n")
    bounding = Bounding(rules.model.program, rules.model.functions, is_usual=True)
    bounds = bounding.number(core.Of(1, "rate"), Assumed())
    assert bounds is not None
    assert (bounds.low, bounds.high) == (low, high)


@pytest.mark.parametrize("times", [10, 400])
def test_a_long_chain_of_definitions_takes_no_time(times: int) -> None:
    lines = ["体系 某项目 10分", "数据 甲（万元）", "一级指标 子 10分", "  a0 = 甲 / 1万元"]
    lines += [f"  a{i} = 若 a{i - 1} > {i} 则 a{i - 1} 否则 a{i - 1} + 1" for i in range(1, times)]
    lines += [f"  子 = a{times - 1}", "  按比率计分", ""]
    checked = perfeval.check(text="\n".join(lines))
    assert checked.rules is not None
