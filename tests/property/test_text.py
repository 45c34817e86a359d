"""Any text makes diagnostics with places inside it, never a traceback; what is read prints to the same."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from perfeval import nodes
from perfeval.api import check
from perfeval.defaults import default_registry
from perfeval.nodes import Implicit
from perfeval.parsing import Parsed, parse
from perfeval.parsing.printing import print_tree
from perfeval.source import Source, decoded
from perfeval.vocabulary import SYMBOLS, VOCABULARY
from tests.strategies.frameworks import Drawn, frameworks

CAREFUL = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
FUNCTIONS = default_registry().functions

WORDS = [spelling for word in VOCABULARY for spelling in word.spellings()]
SIGNS = [sign for signs in SYMBOLS.values() for sign in signs]
NAMES = ["支出", "到位", "没有贷款", "R&D投入", "12345工单数", "「甲 乙」", "甲", "到", "的"]
OTHERS = [
    "①",
    "②",
    "1",
    "2.5",
    "90%",
    "100分",
    "万元",
    "处",
    "“",
    "”",
    "「",
    "」",
    "；",
    "。",
    "，",
    "、",
    "（",
    "）",
]
OTHERS += [" ", "  ", "\n", "\n  ", "\u3000", "\u200b", "\t", "#", "注：", "\x00", "\ud800"]


def texts() -> st.SearchStrategy[str]:
    """Text of the language's own pieces in any order: likelier to go deep than plain noise."""
    return st.lists(st.sampled_from(WORDS + SIGNS + NAMES + OTHERS), max_size=40).map("".join)


def parsed(text: str) -> Parsed:
    return parse(Source("rules", text), FUNCTIONS)


@CAREFUL
@given(texts() | st.text())
@example("=")
@example("一级指标")
@example("要点")
@example("甲 = ")
@example("数据 ：")
@example("按 分档\n得")
def test_any_text_is_answered(text: str) -> None:
    checked = check(text=text)
    for diagnostic in checked.diagnostics:
        assert diagnostic.text("zh")
        assert diagnostic.text("en")
        if diagnostic.span is not None:
            assert 0 <= diagnostic.span.start <= diagnostic.span.end <= max(len(text), 1)
    assert checked.rules is not None or any(d.level.value == "error" for d in checked.diagnostics)


@CAREFUL
@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_none(data: bytes) -> None:
    text = decoded(data)
    if text is not None:
        check(text=text[0])


@CAREFUL
@given(frameworks())
def test_whole_files_print_to_what_they_say(drawn: Drawn) -> None:
    root = parsed(drawn.text).tree.root
    printed = print_tree(root)
    again = parsed(printed)
    assert again.diagnostics == ()
    assert again.tree.root == root
    assert print_tree(again.tree.root) == printed


@CAREFUL
@given(frameworks())
def test_spans_lie_in_their_source(drawn: Drawn) -> None:
    tree = parsed(drawn.text).tree
    seen = set()
    for node in nodes.walk(tree.root):
        source, span = tree.at(node)
        assert source is tree.source
        assert 0 <= span.start <= span.end <= len(drawn.text)
        assert node.id not in seen
        seen.add(node.id)


# ---------------------------------------------------------------- expressions

_names = st.sampled_from(
    ["支出", "到位资金", "没有贷款", "或有负债", "R&D投入", "12345工单数", "行为评分", "得分率", "a b"]
)
_numbers = st.builds(
    nodes.Number,
    st.fractions(0, 1000, max_denominator=1).map(lambda n: n / 100 * 100) | st.sampled_from([Fraction(1, 4)]),
    st.sampled_from(["", "%", "分", "万元", "个", "天"]),
)
_leaves: st.SearchStrategy[nodes.Expression] = (
    _numbers
    | st.builds(nodes.Name, _names)
    | st.builds(nodes.Own, st.sampled_from(Implicit))
    | st.builds(nodes.Boolean, st.booleans())
    | st.builds(nodes.Text, st.sampled_from(["数量", "", "甲，乙"]))
)


def _deeper(inner: st.SearchStrategy[nodes.Expression]) -> st.SearchStrategy[nodes.Expression]:
    return (
        st.builds(nodes.Arithmetic, st.sampled_from("+-×÷"), inner, inner)
        | st.builds(nodes.Comparison, st.sampled_from("=≠<≤>≥"), inner, inner)
        | st.builds(nodes.Logic, st.sampled_from(["and", "or"]), inner, inner)
        | st.builds(nodes.Negative, inner)
        | st.builds(nodes.Not, inner)
        | st.builds(nodes.If, inner, inner, inner)
        | st.builds(
            nodes.Call,
            st.sampled_from(["min", "max", "abs"]),
            st.lists(inner, min_size=1, max_size=3).map(tuple),
        )
        | st.builds(nodes.Member, st.builds(nodes.Name, _names), st.just("完成度"), st.none() | inner)
    )


@CAREFUL
@given(st.recursive(_leaves, _deeper, max_leaves=12))
def test_expressions_print_to_what_they_say(expression: nodes.Expression) -> None:
    root = nodes.File(loose=(nodes.Definition("甲", expression),))
    printed = print_tree(root)
    again = parsed(printed)
    assert again.diagnostics == (), printed
    assert again.tree.root == root


@pytest.mark.parametrize(
    "path", sorted((Path(__file__).parents[2] / "rules").glob("*/*.rules")), ids=lambda p: p.stem
)
def test_packs_print_to_what_they_say(path: Path) -> None:
    root = parsed(path.read_text("utf-8")).tree.root
    assert parsed(print_tree(root)).tree.root == root
