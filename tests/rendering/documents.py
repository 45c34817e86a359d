"""Documents made of any text whatever, and the sample that exact texts are expected of."""

from __future__ import annotations

from hypothesis import strategies as st

from perfeval.document import (
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

# Ordinary text, and what people and attackers put into names.
NASTY = [
    "[bold]", "[/x]", "[red]", "\x1b[31m", "\r", "\t", "\n", "\r\n", "\u202e", "\u200b", "\u200d", "\ufe0f",
    "\ufeff", "❤", "1\ufe0f\u20e3", "e\u0301", "，。；", "（", "|", "`", "``", "**", "__", "<b>", "&lt;",
    "http://a.cn", "www.a.cn", "# ", "- ", "1. ", "> ", "\\", "\ufffe", "\ud800", "　", "万元", "193.54",
    "预算执行率", "=", "~~~", "![x](y)",
]  # fmt: skip

texts = st.lists(st.one_of(st.text(max_size=12), st.sampled_from(NASTY)), max_size=8).map("".join)
lines = st.lists(st.builds(Run, texts, st.sampled_from(Role)), max_size=4).map(lambda runs: Line(tuple(runs)))

_branches = st.recursive(
    st.builds(Branch, lines, st.lists(lines, max_size=2).map(tuple)),
    lambda below: st.builds(
        Branch, lines, st.lists(lines, max_size=1).map(tuple), st.lists(below, max_size=3).map(tuple)
    ),
    max_leaves=8,
)

_tables = st.builds(
    Table,
    st.lists(st.builds(Column, texts, st.booleans()), max_size=5).map(tuple),
    st.lists(st.lists(lines, max_size=6).map(tuple), max_size=4).map(tuple),
    st.lists(st.integers(-1, 40), max_size=4).map(tuple),
    st.none() | texts,
)

blocks = st.one_of(
    st.builds(Heading, st.integers(0, 8), lines),
    st.builds(Paragraph, st.lists(lines, max_size=3).map(tuple), st.booleans()),
    st.builds(Excerpt, texts, texts, st.integers(-3, 40), st.integers(-3, 40), st.sampled_from(Role)),
    _tables,
    st.builds(Tree, _branches),
)

documents = st.builds(Document, st.lists(blocks, max_size=4), st.sampled_from(["zh", "en"]))


def chain(depth: int) -> Tree:
    """A tree of one branch below the other."""
    branch = Branch(line(f"第{depth}层"))
    for level in range(depth - 1, -1, -1):
        branch = Branch(line(f"第{level}层"), (line("说明"),), (branch,))
    return Tree(branch)


SAMPLE_TREE = Tree(
    Branch(
        line(Run("过程", Role.STRONG), "  16.84/17分"),
        remarks=(line("按国库集中支付系统的口径计算"),),
        children=(
            Branch(
                line(
                    "预算执行率  4.84/5分：实际支出资金193.54万元，实际到位资金200万元，"
                    "第四季度工程结算资料未及时报送，款项结转下年支付。"
                ),
                remarks=(line("5 × min(193.54 ÷ 200, 1) = 4.8385"),),
            ),
            Branch(line("资金使用合规性  4/4分")),
        ),
    )
)

SAMPLE_TABLE = Table(
    (Column("指标"), Column("分值", True), Column("得分", True), Column("说明")),
    (
        (line("过程"), line("17"), line("16.84"), line("")),
        (
            line("预算执行率"),
            line("5"),
            line("4.84"),
            line("实际支出193.54万元，未达100%；见 budget.xlsx，第四季度款项结转下年支付"),
        ),
    ),
    (0, 1),
    "得分表",
)

SAMPLE_EXCERPT = Excerpt("project.rules:73", "\t得分 = 实际支出 ÷ 实际到位资今 × rate", 13, 19)
