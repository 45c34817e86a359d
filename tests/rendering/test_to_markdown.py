"""Markdown: what a user wrote stays text, whatever it looks like."""

from __future__ import annotations

from textwrap import dedent

import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt
from markdown_it.token import Token

from perfeval.document import Branch, Column, Document, Heading, Line, Paragraph, Role, Run, Table, Tree, line
from perfeval.rendering.harmless import harmless
from perfeval.rendering.to_markdown import to_markdown
from tests.rendering.documents import NASTY, SAMPLE_EXCERPT, SAMPLE_TABLE, SAMPLE_TREE, chain, documents

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
OURS = {
    "heading", "paragraph", "inline", "fence", "table", "thead", "tbody", "tr", "th", "td", "bullet_list",
    "list_item", "strong", "text", "softbreak", "hardbreak", "code_inline",
}  # fmt: skip


def tokens(text: str) -> list[Token]:
    parsed = MARKDOWN.parse(text)
    return parsed + [child for token in parsed for child in token.children or []]


def kinds(text: str) -> set[str]:
    return {token.type.removesuffix("_open").removesuffix("_close") for token in tokens(text)}


def words(text: str) -> str:
    shown = {"text", "code_inline", "fence", "text_special"}
    return "".join(token.content for token in tokens(text) if token.type in shown)


@settings(deadline=None)
@given(documents)
def test_any_document_is_markdown_without_foreign_markup(document: Document) -> None:
    assert kinds(to_markdown(document)) <= OURS


@pytest.mark.parametrize("nasty", NASTY)
@pytest.mark.parametrize("role", Role)
def test_user_text_is_read_back_as_it_is(nasty: str, role: Role) -> None:
    for name in (f"{nasty}甲", f"甲{nasty}乙", f"甲{nasty}"):
        content = line(Run(name, role))
        table = Table((Column("x"),), ((content,),))
        for block in (Heading(2, content), Paragraph((content,)), Tree(Branch(content)), table):
            text = to_markdown(Document((block,)))
            # Blanks at its ends are nobody's name, and some readers of Markdown drop the full-width ones.
            assert words(text).removeprefix("x").strip() == harmless(name).strip()


def test_blocks() -> None:
    document = Document(
        (
            Heading(2, line("得分说明")),
            Paragraph((line("总分95.84分，"), line("  等级为优"))),
            SAMPLE_TREE,
            SAMPLE_TABLE,
            SAMPLE_EXCERPT,
        )
    )
    assert to_markdown(document) == dedent(
        """\
        ## 得分说明

        总分95.84分，\\
        　等级为优

        - **过程**  16.84/17分\\
          按国库集中支付系统的口径计算
          - 预算执行率  4.84/5分：实际支出资金193.54万元，实际到位资金200万元，第四季度工程结算资料未及时报送，款项结转下年支付。\\
            5 × min(193.54 ÷ 200, 1) = 4.8385
          - 资金使用合规性  4/4分

        得分表

        | 指标 | 分值 | 得分 | 说明 |
        | --- | ---: | ---: | --- |
        | 过程 | 17 | 16.84 |  |
        | 　预算执行率 | 5 | 4.84 | 实际支出193.54万元，未达100%；见 budget.xlsx，第四季度款项结转下年支付 |

        project.rules:73

        ```text
            得分 = 实际支出 ÷ 实际到位资今 × rate
                              ^^^^^^^^^^^^
        ```
        """  # noqa: E501
    )


def test_the_beginning_of_a_line_opens_nothing() -> None:
    paragraph = Paragraph(tuple(map(line, ["1. 甲", "- 乙", "# 丙", "+ 丁", "1) 戊", "=="])))
    text = to_markdown(Document((paragraph,)))
    assert text == "1\\. 甲\\\n\\- 乙\\\n\\# 丙\\\n\\+ 丁\\\n1\\) 戊\\\n\\==\n"


def test_neighbours_of_one_role_share_their_marks() -> None:
    runs = (
        Run("甲", Role.CODE),
        Run(""),
        Run("`[]()", Role.CODE),
        Run("乙", Role.STRONG),
        Run("丙", Role.STRONG),
    )
    assert to_markdown(Document((Paragraph((Line(runs),)),))) == "``甲`[]()``**乙丙**\n"


def test_addresses_do_not_become_links() -> None:
    text = to_markdown(Document((Paragraph((line("见 http://a.cn 与 www.b.cn，a@b.cn"),)),)))
    assert text == "见 http\\://a.cn 与 www\\.b.cn，a\\@b.cn\n"


def test_a_deep_tree_does_not_crash() -> None:
    assert to_markdown(Document((chain(3000),))).count("- ") == 3001


def test_an_empty_document_is_empty() -> None:
    assert to_markdown(Document(())) == ""
