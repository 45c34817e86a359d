"""Printing: whatever can be written is printed, in every style, and reads as what it was printed from."""

from __future__ import annotations

from pathlib import Path

import pytest
import tomli
from hypothesis import HealthCheck, given, settings

from perfeval import nodes
from perfeval.defaults import default_registry
from perfeval.parsing import Parsed, parse
from perfeval.parsing.printing import Style, print_tree
from perfeval.source import Source
from tests.strategies.frameworks import Drawn, frameworks

ROOT = Path(__file__).parents[2]
FUNCTIONS = default_registry().functions
STYLES = {
    "Chinese": Style(),
    "Chinese, running on": Style(tight=True),
    "English": Style(language="en"),
}


def parsed(text: str) -> Parsed:
    return parse(Source("rules", text), FUNCTIONS)


def _texts() -> dict[str, str]:
    """Every rule file of the conformance cases and the packs, and every sentence behind the common head."""
    files = [*(ROOT / "tests/conformance").rglob("*.rules"), *(ROOT / "rules").rglob("*.rules")]
    found = {f"{path.parent.name}/{path.stem}": path.read_text("utf-8") for path in sorted(files)}
    data = tomli.loads((ROOT / "tests/conformance/sentences.toml").read_text("utf-8"))
    return found | {each["id"]: data["head"] + each["body"] for each in data["sentence"]}


TEXTS = _texts()


def _classes(of: type[nodes.Node]) -> set[type[nodes.Node]]:
    """The classes of nodes; attrs makes a slotted class anew, which leaves the first behind."""
    current = {each for each in vars(nodes).values() if isinstance(each, type)}
    below = {each for each in of.__subclasses__() if each in current}
    return below.union(*map(_classes, below))


def test_every_class_of_node_is_printed() -> None:
    seen = {type(node) for text in TEXTS.values() for node in nodes.walk(parsed(text).tree.root)}
    missing = {each.__name__ for each in _classes(nodes.Node) - seen}
    assert missing == set(), "a sentence in tests/conformance/sentences.toml shows that it is printed"


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_what_is_printed_says_the_same(text: str, style: Style) -> None:
    root = parsed(text).tree.root
    printed = print_tree(root, style)
    again = parsed(printed)
    assert again.tree.root == root, printed
    assert print_tree(again.tree.root, style) == printed


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(drawn=frameworks())
def test_whole_files_say_the_same_in_every_style(style: Style, drawn: Drawn) -> None:
    root = parsed(drawn.text).tree.root
    assert parsed(print_tree(root, style)).tree.root == root


def test_english_text_has_no_chinese_word() -> None:
    functions = {name: function.names for name, function in FUNCTIONS.items()}
    style = Style(language="en", translates=True, functions=functions)
    root = parsed(TEXTS["luohu-2024/project"]).tree.root
    printed = print_tree(root, style)
    assert "score by rate, at most weight" in printed
    assert 'mean(绩效目标表[类别 = "数量"].完成度)' in printed
    assert "90% (inclusive) and above get 5 points" in printed
    assert "column 指标 (text)" in printed


def test_chinese_text_takes_chinese_names_of_functions_and_units() -> None:
    functions = {name: function.names for name, function in FUNCTIONS.items()}
    root = parsed("甲 = mean(乙表.丙)\n得分 = 1 yuan / 2 days\n").tree.root
    printed = print_tree(root, Style(translates=True, functions=functions))
    assert printed == "甲 = 平均(乙表.丙)\n得分 = 1元 / 2天\n"
