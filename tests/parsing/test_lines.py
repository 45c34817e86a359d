"""The line pass: where statements begin and end, and what kind each is."""

from __future__ import annotations

import pytest

from perfeval.diagnostics import Diagnostic
from perfeval.parsing.folding import folded
from perfeval.parsing.kinds import Kind
from perfeval.parsing.lines import Statement, statements
from perfeval.source import Source

KINDS = [
    ("体系 某项目 100分", Kind.FRAMEWORK),
    ("版本 2024", Kind.VERSION),
    ("生效 2025-01-01", Kind.EFFECTIVE),
    ("依据：《办法》a=b", Kind.BASIS),
    ("说明：得分 = 5", Kind.EXPLANATION),
    ("整改建议：补齐", Kind.ADVICE),
    ("计算公式：a/b", Kind.FORMULA_IN_WORDS),
    ("等级 优：90分以上", Kind.GRADE),
    ("等级按四舍五入后的总分评定", Kind.GRADING),
    ("数据 甲（万元）：a = b", Kind.FACT),
    ("表 目标表", Kind.TABLE),
    ("列 完成度 = 1", Kind.COLUMN),
    ("三级指标甲5分", Kind.HEADING),
    ("level 3 x 5 points", Kind.HEADING),
    ("三级指标得分 = 5", Kind.DEFINITION),
    ("要点① 1分：x=1", Kind.ITEM),
    ("扣分要点④ 1分：存在", Kind.NEGATIVE_ITEM),
    ("① 有制度", Kind.ITEM),
    ("要点 各1分", Kind.ITEM_POINTS),
    ("每发现1处 问题 扣1分", Kind.PER_OCCURRENCE),
    ("酌情扣分 最多5分：缺佐证", Kind.DISCRETION),
    ("按比率计分", Kind.BY_RATE),
    ("按照规定办理", Kind.UNKNOWN),
    ("按甲分档", Kind.BANDS),
    ("得分 = 5", Kind.SCORE),
    ("score = 5", Kind.SCORE),
    ("权重 = 5", Kind.WEIGHT),
    ("得分率 = 5", Kind.DEFINITION),
    ("质量 达标率 = 1", Kind.DEFINITION),
    ("“三公经费”变动率 = 1", Kind.DEFINITION),
    ("得分保留2位小数，四舍五入", Kind.ROUNDING),
    ("逐级相加，不再四舍五入", Kind.SUMMING),
    ("百分比按实际值计分", Kind.RATE_PRECISION),
    ("指标不适用的，按满分计", Kind.NOT_APPLICABLE),
    ("支出为0的，不适用", Kind.CONDITIONAL),
    ("存在截留的，不得分", Kind.CONDITIONAL),
    ("支出 = 0 的，不适用", Kind.CONDITIONAL),
    ("90%以上得5分", Kind.BAND_ROW),
    ("参数 甲 = 5", Kind.PARAMETER),
    ("在甲下新增三级指标乙3分", Kind.INSERT),
    ("在 甲 下 新增 乙 3分", Kind.INSERT),
    ("修改三级指标甲5分", Kind.CHANGE),
    ("重写 三级指标 甲", Kind.REWRITE),
    ("删除 甲", Kind.DELETE),
    ("删除率 = 甲 / 乙", Kind.DEFINITION),
    ("修改次数 每1次 扣1分", Kind.STEPS),
    ("沿用 “甲/乙”", Kind.EXTENDS),
    ("甲每1件扣1分", Kind.STEPS),
    ("某一句话", Kind.UNKNOWN),
]


def read(text: str) -> tuple[list[Statement], list[Diagnostic]]:
    found: list[Diagnostic] = []
    return statements(Source("rules", text), found.append), found


@pytest.mark.parametrize(("text", "kind"), KINDS, ids=[text for text, _ in KINDS])
def test_kinds(text: str, kind: Kind) -> None:
    assert [statement.kind for statement in read(text)[0]] == [kind]


SPLITS = [
    ("a = 1; b = 2；c = 3。d = 4", ["a = 1", "b = 2", "c = 3", "d = 4"]),
    ("说明：甲；乙。丙\na = 1", ["说明:甲;乙。丙", "a = 1"]),
    ("a = (1 +\n 2)\nb = 3", ["a = (1 + 2)", "b = 3"]),
    ("a = 1 +\n 2\nb = 3", ["a = 1 + 2", "b = 3"]),
    ("得分 = 若 a 则 1\n否则 2", ["得分 = 若 a 则 1 否则 2"]),
    ("a = 1  # 注\n# 注\n\n注：说明\nb = 2", ["a = 1", "b = 2"]),
    ("要点① 1分：改造3#楼", ["要点① 1分:改造3#楼"]),
    ("推定：a = 1", ["a = 1"]),
    ("a = “；。”；b = 1", ["a = “;。”", "b = 1"]),
    ("\ufeffa = 1", ["a = 1"]),
    ("a\u3000=\u00a01\u000b", ["a = 1"]),
]


@pytest.mark.parametrize(("text", "wanted"), SPLITS, ids=[text for text, _ in SPLITS])
def test_where_statements_end(text: str, wanted: list[str]) -> None:
    found, faults = read(text)
    assert [" ".join(statement.text.split()) for statement in found] == wanted
    assert not faults


def test_presumed_alone_is_of_the_next_line() -> None:
    found, _ = read("推定：\n按 甲 分档\n90%以上 得5分")
    assert [statement.presumed for statement in found] == [True, False]


def test_an_open_bracket_ends_where_a_statement_begins() -> None:
    found, faults = read("得分 = (1 + 2\n三级指标 甲 5分")
    assert [statement.kind for statement in found] == [Kind.SCORE, Kind.HEADING]
    assert [fault.code for fault in faults] == ["bracket-not-closed"]


def test_offsets_stay_true() -> None:
    text = "甲　＝　１；乙＝“＃　”　＃　注\n丙＝１"
    assert len(folded(text).text) == len(text)
    source = Source("rules", text)
    for statement in statements(source, lambda _: None):
        raw = text[statement.span.start : statement.span.end]
        assert len(raw) == len(statement.text) == len(statement.raw)
