"""Formatting: the same meaning in one form, which is a fixed point; comments and order stay."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perfeval.defaults import default_registry
from perfeval.diagnostics import has_errors
from perfeval.parsing import parse
from perfeval.parsing.folding import comments
from perfeval.parsing.formatting import formatted
from perfeval.parsing.printing import Style, print_tree
from perfeval.source import Source
from tests.parsing.test_printing import TEXTS
from tests.strategies.frameworks import Drawn, frameworks

FUNCTIONS = {name: function.names for name, function in default_registry().functions.items()}
CHINESE = Style(translates=True, functions=FUNCTIONS)


def read(text: str) -> str:
    """What a text means, in one spelling."""
    parsed = parse(Source("rules", text), FUNCTIONS)
    assert not has_errors(parsed.diagnostics), [each.text("zh") for each in parsed.diagnostics]
    return print_tree(parsed.tree.root, CHINESE)


def fmt(text: str) -> str:
    made = formatted(Source("rules", text), FUNCTIONS)
    assert made.text is not None, [each.text("zh") for each in made.diagnostics]
    return made.text


def said(text: str) -> list[str]:
    """The comments of a text, in order."""
    return [comment for comment in comments(text) if comment]


def readable(text: str) -> bool:
    return not has_errors(parse(Source("rules", text), FUNCTIONS).diagnostics)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_the_meaning_stays_and_the_form_is_a_fixed_point(text: str) -> None:
    made = formatted(Source("rules", text), FUNCTIONS)
    assert (made.text is None) is not readable(text)
    if made.text is not None:
        assert read(made.text) == read(text)
        assert fmt(made.text) == made.text
        assert said(made.text) == said(text)


def unsettled(text: str, draw: random.Random) -> str:
    """A text with comments, empty lines and other indentation strewn in."""
    lines = []
    for line in text.split("\n"):
        lines += draw.choice(([], [], [], ["", ""], ["    # 一句话"], ["注：另一句"]))
        lines.append(line + draw.choice(("", "", "   # 行末", "  ")) if line.strip() else line)
    return "\n".join(lines)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(drawn=frameworks(), seed=st.integers(0, 2**32))
def test_whole_files_with_comments_anywhere(drawn: Drawn, seed: int) -> None:
    text = unsettled(drawn.text, random.Random(seed))
    made = fmt(text)
    assert read(made) == read(drawn.text)
    assert fmt(made) == made
    assert said(made) == said(text)
    assert "\n\n\n" not in made
    assert fmt(unsettled(drawn.text, random.Random(0))).count("\n") >= fmt(drawn.text).count("\n")


LOOSE = """
# 一个体系


体系   某项目 10分
得分保留 2 位小数，half up     # 两位


fact 支出（yuan）: 付出去的钱  evidence: 凭证
fact 到位(万元)
level 1 执行率 10分; 执行率=支出÷到位*100%; score by rate, at most weight;
到位 为 0 的, 不适用
  # 以上都是一行写的
一级指标 满意度 5分
 要点 各 1 分
 要点① ：甲
  ② 乙
 推定：
 # 后面这几档是推定的
 by 支出 in bands
 10元以上 得满分   # 满分
 <=10元 no points
# 完了
"""

CANONICAL = """\
# 一个体系

体系 某项目 10分
  得分保留2位小数，四舍五入  # 两位

数据 支出（元）：付出去的钱  佐证：凭证
数据 到位（万元）
一级指标 执行率 10分
  执行率 = 支出 / 到位 × 100%
  按比率计分，不超过分值
  到位为0的，不适用
# 以上都是一行写的
一级指标 满意度 5分
  要点 各1分
    ① 甲
    ② 乙
  # 后面这几档是推定的
  推定：按 支出 分档
    10元以上        得满分  # 满分
    10元（含）以下  不得分
# 完了
"""


def test_two_languages_and_many_habits_become_one_form() -> None:
    assert fmt(LOOSE) == CANONICAL


def test_an_english_file_stays_english() -> None:
    made = fmt(
        "framework Roads 10 points\nfact 支出 (元)\n一级指标 Use 10分\nUse = 支出 / 100元\n按比率计分，不超过分值\n"
    )
    assert made.splitlines()[2:] == [
        "level 1 Use 10 points", "  Use = 支出 / 100元", "  score by rate, at most weight",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", "一级指标\n", "一级指标 甲 5分\n  得分 = (1\n", "# 只有注释\n"])
def test_what_cannot_be_read_is_left_alone(text: str) -> None:
    made = formatted(Source("rules", text), FUNCTIONS)
    assert made.text is None
    assert has_errors(made.diagnostics)
