"""Diagnostics as a document: place, words, source line, help, code, and a count at the end."""

from __future__ import annotations

from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfeval.diagnostics import Diagnostic, Fault, Label, Level, Words
from perfeval.document import Document, Excerpt, Paragraph, Role
from perfeval.explaining.data import diagnostics_as_data
from perfeval.explaining.diagnosis import diagnosis
from perfeval.rendering.to_terminal import to_terminal
from perfeval.source import Place, Source, Span

_SAME = Words("", "")
unknown = Fault(
    "unknown-name",
    Level.ERROR,
    Words("前面没有登记过“{name}”", "nothing above is named “{name}”"),
    Words("请加一行：数据 {name}（万元）", "add a line: 数据 {name}（万元）"),
    _SAME,
)
zero = Fault("maybe-zero", Level.ASK, Words("“{name}”若填0，本项无法计算", "“{name}” may be 0"), _SAME, _SAME)
unused = Fault("unused", Level.NOTE, Words("“{name}”没有用到", "“{name}” is not used"), _SAME, _SAME)

SOURCE = Source("project.rules", "指标 预算执行率（5分）\n  得分 = 分值 × 支出 ÷ 到位资今\n\n数据 支出\n")


def span(text: str) -> Span:
    start = SOURCE.text.index(text)
    return Span(start, start + len(text))


def rows(*diagnostics: Diagnostic, language: str = "zh", limit: int = 5) -> str:
    return to_terminal(diagnosis(diagnostics, language, limit=limit), width=80)


FULL = (
    unknown(
        (SOURCE, span("到位资今")),
        [Label(SOURCE, span("预算执行率"), Words("用在这里", "used here"))],
        {"count": "1"},
        name="到位资今",
    ),
    zero(Place("填报表.xlsx", sheet="数据", cell="C7"), name="支出"),
    unused(None, name="支出"),
)


def test_in_chinese() -> None:
    assert rows(*FULL) == dedent(
        """\
        project.rules 第2行第18列 错误：前面没有登记过“到位资今”  unknown-name
              得分 = 分值 × 支出 ÷ 到位资今
                                   ^^^^^^^^
        project.rules 第1行第4列：用在这里
            指标 预算执行率（5分）
                 ^^^^^^^^^^
        改法：请加一行：数据 到位资今（万元）

        填报表.xlsx!数据!C7 要您决定：“支出”若填0，本项无法计算  maybe-zero

        提示：“支出”没有用到  unused

        共1个错误，1处要您决定，1条提示
        """
    )


def test_in_english() -> None:
    assert rows(*FULL, language="en") == dedent(
        """\
        project.rules:2:18 error: nothing above is named “到位资今”  unknown-name
              得分 = 分值 × 支出 ÷ 到位资今
                                   ^^^^^^^^
        project.rules:1:4: used here
            指标 预算执行率（5分）
                 ^^^^^^^^^^
        do: add a line: 数据 到位资今（万元）

        填报表.xlsx!数据!C7 to decide: “支出” may be 0  maybe-zero

        note: “支出” is not used  unused

        1 error, 1 to decide, 1 note
        """
    )


def test_levels_and_the_code_have_roles() -> None:
    heads = [block for block in diagnosis(FULL, "zh").blocks if isinstance(block, Paragraph)]
    roles = {run.text: run.role for head in heads for content in head.lines for run in content.runs}
    assert roles["错误"] is Role.ERROR
    assert roles["要您决定"] is Role.WARNING
    assert roles["unknown-name"] is Role.MUTED


def test_a_span_over_several_lines_is_marked_on_its_first() -> None:
    [excerpt] = [b for b in diagnosis([zero((SOURCE, Span(3, 30)), name="x")], "zh").blocks
                 if isinstance(b, Excerpt)]  # fmt: skip
    assert excerpt.text == "指标 预算执行率（5分）"
    assert excerpt.start == 3
    assert to_terminal(Document((excerpt,))).splitlines()[1] == " " * 9 + "^" * 17


def test_an_empty_line_is_not_shown() -> None:
    end = len(SOURCE.text)
    assert not [b for b in diagnosis([zero((SOURCE, Span(end, end)), name="x")], "zh").blocks
                if isinstance(b, Excerpt)]  # fmt: skip


def test_more_than_the_limit_are_counted() -> None:
    many = [unused(Place("a.toml", number), name=str(number)) for number in range(1, 9)]
    text = rows(*many[:4], FULL[1], *many[4:], limit=2)
    assert text == dedent(
        """\
        a.toml 第1行 提示：“1”没有用到  unused

        a.toml 第2行 提示：“2”没有用到  unused

        同样的问题还有6处，未逐一列出  unused

        填报表.xlsx!数据!C7 要您决定：“支出”若填0，本项无法计算  maybe-zero

        共1处要您决定，8条提示
        """
    )
    assert "未逐一列出" not in rows(*many[:5])
    assert "3 more like this, not listed" in rows(*many, language="en")


def test_nothing_to_say() -> None:
    assert diagnosis([], "zh").blocks == ()
    assert diagnostics_as_data([], "zh") == []


def test_counts_in_english() -> None:
    assert rows(FULL[0], FULL[0], FULL[2], FULL[2], language="en").endswith("\n2 errors, 2 notes\n")


def test_as_data() -> None:
    assert diagnostics_as_data(FULL, "en") == [
        {
            "code": "unknown-name",
            "level": "error",
            "at": {"file": "project.rules", "line": 2, "column": 18},
            "text": "nothing above is named “到位资今”",
            "figures": {"count": "1"},
            "help": "add a line: 数据 到位资今（万元）",
        },
        {
            "code": "maybe-zero",
            "level": "warning",
            "at": {"file": "填报表.xlsx", "sheet": "数据", "cell": "C7"},
            "text": "“支出” may be 0",
            "figures": {},
            "help": "",
        },
        {
            "code": "unused",
            "level": "note",
            "at": None,
            "text": "“支出” is not used",
            "figures": {},
            "help": "",
        },
    ]
    assert diagnostics_as_data([unused(Place("a.toml", 3), name="x")], "zh")[0]["at"] == {
        "file": "a.toml",
        "line": 3,
        "column": None,
    }


@settings(deadline=None)
@given(st.text(max_size=60), st.integers(0, 70), st.integers(0, 70), st.text(), st.sampled_from(["zh", "en"]))
def test_any_source_and_any_name(text: str, start: int, length: int, name: str, language: str) -> None:
    source = Source(name, text)
    fault = unknown((source, Span(start, start + length)), [Label(source, Span(start, start))], name=name)
    shown = to_terminal(diagnosis([fault, unused(Place(name), name=name)], language), width=40)
    assert shown
    assert diagnostics_as_data([fault], language)


@pytest.mark.parametrize("width", [80, 160])
def test_carets_stay_under_the_name_in_a_long_line(width: int) -> None:
    source = Source("a.rules", "指标 " + "很长的名称" * 40 + " ÷ 到位资今")
    start = source.text.index("到位资今")
    document = diagnosis([unknown((source, Span(start, start + 4)), name="到位资今")], "zh")
    row, carets = to_terminal(document, width=width).splitlines()[1:3]
    assert row.endswith("÷ 到位资今")
    assert carets.endswith(" ^^^^^^^^")
