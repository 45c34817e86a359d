"""Text for a terminal: it fits, it aligns, and nothing a user wrote is obeyed."""

from __future__ import annotations

from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from perfeval.document import (
    Block,
    Branch,
    Column,
    Document,
    Excerpt,
    Heading,
    Line,
    Paragraph,
    Role,
    Run,
    Table,
    Tree,
    line,
)
from perfeval.rendering.to_terminal import to_terminal
from tests.rendering.documents import (
    NASTY,
    SAMPLE_EXCERPT,
    SAMPLE_TABLE,
    SAMPLE_TREE,
    chain,
    documents,
    lines,
)

WIDTHS = (20, 40, 80, 160)


def shown(*blocks: Block, width: int = 80, language: str = "zh") -> str:
    return to_terminal(Document(blocks, language), width=width)


def paragraph(*texts: str) -> Paragraph:
    return Paragraph(tuple(line(text) for text in texts))


@settings(deadline=None)
@given(documents, st.sampled_from(WIDTHS), st.booleans())
def test_any_document_fits_and_commands_nothing(document: Document, width: int, ascii_only: bool) -> None:
    text = to_terminal(document, width=width, ascii_only=ascii_only)
    for row in text.split("\n"):
        assert cell_len(row) <= width
        assert row == row.rstrip()
        assert all(character.isprintable() or not character.isascii() for character in row)
    assert not set(text) & set("\x1b\r\t\x85\u2028\u202e\u200b\u200d\ufeff\ufffe\ud800")
    text.encode("utf-8")


@settings(deadline=None)
@given(documents)
def test_colour_changes_no_text(document: Document) -> None:
    from rich.text import Text

    colored = to_terminal(document, width=40, color=True)
    assert Text.from_ansi(colored).plain.rstrip("\n") == to_terminal(document, width=40).rstrip("\n")


@given(lines)
def test_wrapping_loses_nothing_but_blanks(content: Line) -> None:
    wide, narrow = (shown(Paragraph((content,)), width=width) for width in (100_000, 20))
    assert "".join(wide.split()) == "".join(narrow.split())


def test_tree() -> None:
    assert shown(SAMPLE_TREE) == dedent(
        """\
        过程  16.84/17分
        │  按国库集中支付系统的口径计算
        ├─ 预算执行率  4.84/5分：实际支出资金193.54万元，实际到位资金200万元，第四季度工
        │  程结算资料未及时报送，款项结转下年支付。
        │     5 × min(193.54 ÷ 200, 1) = 4.8385
        └─ 资金使用合规性  4/4分
        """
    )


def test_tree_in_ascii() -> None:
    text = to_terminal(Document((SAMPLE_TREE,)), ascii_only=True)
    assert "\n+- 预算执行率" in text
    assert "\n|  程结算" in text
    assert "\n`- 资金使用" in text


def test_table() -> None:
    assert shown(SAMPLE_TABLE) == dedent(
        """\
        得分表
        指标          分值   得分  说明
        ────────────────────────────────────────────────────────────────────────────────
        过程            17  16.84
          预算执行率     5   4.84  实际支出193.54万元，未达100%；见 budget.xlsx，第四季
                                   度款项结转下年支付
        """
    )


def test_excerpt() -> None:
    assert shown(SAMPLE_EXCERPT) == (
        "project.rules:73\n"
        "        得分 = 实际支出 ÷ 实际到位资今 × rate\n"
        "                          ^^^^^^^^^^^^\n"
    )


@pytest.mark.parametrize(
    ("text", "start", "end", "carets"),
    [
        ("a中b", 1, 2, " ^^"),
        ("a中b", 2, 3, "   ^"),
        ("a中b", 3, 3, "    ^"),
        ("a中b", 9, 12, "    ^"),
        ("e\u0301中", 0, 1, "^"),
        ("中e\u0301x", 1, 3, "  ^"),
        ("\x1bx", 0, 1, "^^^^"),
        ("\tx", 0, 1, "^^^^"),
        ("a\tx", 2, 3, "    ^"),
        ("", 0, 0, "^"),
    ],
)
def test_carets_stand_under_the_marked_characters(text: str, start: int, end: int, carets: str) -> None:
    assert shown(Excerpt("", text, start, end)).split("\n")[1] == "    " + carets


def test_a_caret_after_the_end_of_a_full_line_fits() -> None:
    row, carets = shown(Excerpt("", "x" * 16, 16, 16), width=20).splitlines()
    assert cell_len(carets) <= 20
    assert row == "    ..." + "x" * (len(carets) - 8)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("start", [0, 40, 250, 494])
def test_a_long_line_is_shown_around_its_mark(width: int, start: int) -> None:
    text = "预算" * 20 + "x" * 400 + "执行" * 15
    row, carets = shown(Excerpt("", text, start, start + 3), width=width).splitlines()
    assert cell_len(row) <= width
    left, right = len(carets) - len(carets.lstrip()), len(carets)
    marked = "".join(c for i, c in enumerate(row) if left <= cell_len(row[:i]) < right)
    assert marked == text[start : start + 3]
    assert row.endswith("...") == (start < 490)


def test_figures_are_flush_right_also_beside_wide_characters() -> None:
    rows = shown(SAMPLE_TABLE, width=80).splitlines()
    ends = [
        cell_len(row[: row.index(figure) + len(figure)])
        for row, figure in zip(rows[3:], ["16.84", "4.84"], strict=False)
    ]
    assert ends == [cell_len(rows[1][: rows[1].index("得分") + 2])] * 2


def test_a_table_too_wide_for_columns_becomes_records() -> None:
    columns = (Column("指标"), *(Column(f"第{i}季度支出", True) for i in range(1, 5)))
    table = Table(columns, ((line("预算执行率"), *(line(f"{i}23456.78") for i in range(1, 5))),))
    assert shown(table, width=40) == dedent(
        """\
        预算执行率
          第1季度支出：123456.78
          第2季度支出：223456.78
          第3季度支出：323456.78
          第4季度支出：423456.78
        """
    )
    assert "第1季度支出: 123456.78" in shown(table, width=40, language="en")


def test_a_narrow_table_keeps_its_first_column() -> None:
    rows = shown(SAMPLE_TABLE, width=40).splitlines()
    assert rows[1].startswith("指标")
    assert cell_len(rows[1][: rows[1].index("分值")]) >= 12
    assert "…" not in "".join(rows)


def test_no_line_begins_with_closing_punctuation() -> None:
    text = "财政部门、主管部门和预算单位应当，依照“办法”（试行）；对项目支出：逐项评价。" * 4
    for width in range(20, 90):
        rows = shown(paragraph(text), width=width).splitlines()
        assert not [row for row in rows if row[0] in "，。；：、）”" or row[-1] in "（“"]


def test_numbers_keep_their_units_and_words_stay_whole() -> None:
    text = "实际支出资金193.54万元，见第73行 project-2024.rules，得4.84分。" * 3
    for width in range(24, 80):
        rows = shown(paragraph(text), width=width).splitlines()
        assert not [row for row in rows if row[0] in "万元分" or row.endswith("第")]
        assert "".join(rows).count("project-2024.rules") == sum(
            row.count("project-2024.rules") for row in rows
        )


def test_further_rows_keep_the_indentation_of_a_line() -> None:
    assert shown(paragraph("  " + "预算" * 8), width=20) == "  预算预算预算预算预\n  算预算预算预算\n"


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("depth", [100, 3000])
def test_a_deep_tree_shows_every_branch(width: int, depth: int) -> None:
    text = shown(chain(depth), width=width)
    assert max(map(cell_len, text.splitlines())) <= width
    assert f"第{depth}层" in text
    assert text.count("说明") == depth


def test_a_deep_tree_says_how_many_levels_are_left_out() -> None:
    rows = shown(chain(9), width=20).splitlines()
    assert rows[6:8] == ["      └─ 第3层", "         │  说明"]
    assert rows[8] == "(3)   └─ 第4层"
    assert rows[-1] == "(8)   └─ 第9层"


@pytest.mark.parametrize("nasty", [text for text in NASTY if text.isprintable()])
def test_user_text_is_printed_as_it_is(nasty: str) -> None:
    name = f"甲{nasty}乙"
    table = Table((Column(name),), ((line(name),),), (), name)
    blocks = (Heading(1, line(name)), paragraph(name), table, Tree(Branch(line(name), (line(name),))))
    for color in (False, True):
        text = to_terminal(Document((*blocks, Excerpt(name, name, 0, 1))), color=color)
        assert text.count(name) == 9


def test_control_characters_are_written_out() -> None:
    text = shown(paragraph("a\x1b[31mb\rc\td\ne\r\nf\u202eg\u200bh"))
    assert text == "a\\x1b[31mb\\rc d e f\\u202eg\\u200bh\n"


def test_box_characters_are_in_gbk() -> None:
    shown(Heading(1, line("评价")), SAMPLE_TREE, SAMPLE_TABLE, SAMPLE_EXCERPT, chain(99)).encode("gbk")


def test_no_escape_sequences_without_colour_and_only_colours_with_it() -> None:
    document = Document((paragraph("x"), Paragraph((line(Run("扣分", Role.LOSS), Run("满分", Role.GOOD)),))))
    assert "\x1b" not in to_terminal(document)
    assert to_terminal(document, color=True) == "x\n\n\x1b[31m扣分\x1b[0m\x1b[32m满分\x1b[0m\n"


def test_what_belongs_together_stands_together() -> None:
    excerpt = Excerpt("", "x", 0, 1)
    blocks = (paragraph("a"), excerpt, Paragraph((line("b"),), continues=True), paragraph("c"), SAMPLE_TABLE)
    assert shown(*blocks).startswith("a\n    x\n    ^\nb\n\nc\n\n得分表\n")


def test_an_empty_document_is_empty() -> None:
    assert shown() == ""
