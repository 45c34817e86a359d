"""Every section of the facts: its values, what is said of them, and the line each stands on."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from perfeval.facts import Answer, Deduction, Facts, Given, Judgement, Statement
from perfeval.reading.from_mapping import facts_from_mapping
from perfeval.source import Place
from tests.reading.reads import codes, facts_of, json, toml

TOML = """\
[project]
"项目名称" = "文体设施维护"
year = 2024
"项目负责人" = "张三"
contact = "13800000000"

[facts]
"预算资金" = "200.00万元"
"完成率" = 96.77
"是否公开" = true
"验收日期" = 2024-12-31
"实际支出" = { value = "193.54万元", source = "报告三", evidence = "附件2", note = "决算数" }
"联系电话" = "13800000000"

[facts."结余"]
value = 6.46
source = "报告四"

[items."立项程序规范性"]
"①" = "符合"
"②" = { answer = "部分符合", points = 0.5, reason = "缺会议纪要", evidence = "附件3", by = "甲", source = "表1" }

[[tables."绩效目标表"]]
"指标" = "培训场次"
"目标" = "≥5场"
"实际" = { value = "6场", source = "签到表" }
source = "自评表"
evidence = "附件4"

[[tables."绩效目标表"]]
"指标" = "满意度"
"实际" = 92.62

[[deductions]]
indicator = "资金使用合规性"
points = 1
under = "扣分"
reason = "列支科目不符"
evidence = "附件5"
by = "乙"
source = "审计"
note = "已整改"

[[deductions]]
indicator = "资金使用合规性"
count = 2

[[bonuses]]
indicator = "创新"
points = "0.5分"
reason = "获表彰"

[judged."社会效益"]
share = "90%"
reason = "多数受益"
by = "丙"

[judged."生态效益"]
points = 4.5
evidence = "附件6"
source = "会议"

[stated."自评"]
total = 98
grade = "优"
source = "自评报告"
[stated."自评".scores]
"产出" = 40
"效益" = { value = 29.5, note = "四舍五入" }
"""


def given(value: Any, line: int, **words: Any) -> Given:
    return Given(value, Place("facts.toml", line), **words)


FACTS = Facts(
    project={"项目名称": "文体设施维护", "year": 2024},
    values={
        "预算资金": given("200.00万元", 8),
        "完成率": given(Decimal("96.77"), 9),
        "是否公开": given(True, 10),
        "验收日期": given(date(2024, 12, 31), 11),
        "实际支出": given("193.54万元", 12, source="报告三", evidence="附件2", note="决算数"),
        "结余": given(Decimal("6.46"), 15, source="报告四"),
    },
    items={
        "立项程序规范性": {
            "①": Answer("符合", place=Place("facts.toml", 20)),
            "②": Answer(
                "部分符合",
                points=Decimal("0.5"),
                reason="缺会议纪要",
                evidence="附件3",
                by="甲",
                source="表1",
                place=Place("facts.toml", 21),
            ),
        }
    },
    tables={
        "绩效目标表": (
            {
                "指标": given("培训场次", 24, source="自评表", evidence="附件4"),
                "目标": given("≥5场", 25, source="自评表", evidence="附件4"),
                "实际": given("6场", 26, source="签到表", evidence="附件4"),
            },
            {"指标": given("满意度", 31), "实际": given(Decimal("92.62"), 32)},
        )
    },
    deductions=(
        Deduction(
            "资金使用合规性",
            points=1,
            under="扣分",
            reason="列支科目不符",
            evidence="附件5",
            by="乙",
            source="审计",
            note="已整改",
            place=Place("facts.toml", 34),
        ),
        Deduction("资金使用合规性", count=2, place=Place("facts.toml", 44)),
    ),
    bonuses=(Deduction("创新", points="0.5分", reason="获表彰", place=Place("facts.toml", 48)),),
    judged={
        "社会效益": Judgement(share="90%", reason="多数受益", by="丙", place=Place("facts.toml", 53)),
        "生态效益": Judgement(
            points=Decimal("4.5"), evidence="附件6", source="会议", place=Place("facts.toml", 58)
        ),
    },
    stated={
        "自评": Statement(
            total=98,
            grade="优",
            scores={"产出": given(40, 68), "效益": given(Decimal("29.5"), 69, note="四舍五入")},
            source="自评报告",
            place=Place("facts.toml", 63),
        )
    },
    origin="facts.toml",
)


def test_a_toml_file_with_every_section() -> None:
    read = toml(TOML)
    assert codes(read) == []
    assert facts_of(read) == FACTS


JSON = """{
  "project": {"项目名称": "文体设施维护"},
  "facts": {
    "预算资金": "200.00万元",
    "完成率": 96.77,
    "个数": 12,
    "是否公开": false,
    "决算": null,
    "实际支出": {
      "value": "193.54万元",
      "source": "报告三"
    }
  },
  "items": {"立项程序规范性": {
    "①": "符合",
    "②": {"answer": "部分符合",
          "points": 0.5}
  }},
  "tables": {"绩效目标表": [
    {"指标": "培训场次", "source": "自评表"},
    {
      "指标": "满意度",
      "实际": 92.62
    }
  ]},
  "deductions": [
    {"indicator": "资金使用合规性", "points": 1},
    {"indicator": "资金使用合规性", "count": 2}],
  "judged": {"社会效益": {"share": "90%"}},
  "stated": {"自评": {"total": 98, "scores": {
    "产出": 40
  }}}
}
"""


def test_a_json_file_with_the_same_shape() -> None:
    read = json(JSON)
    assert codes(read) == []
    facts = facts_of(read)
    lines = {name: (each.value, each.place and each.place.line) for name, each in facts.values.items()}
    assert lines == {
        "预算资金": ("200.00万元", 4),
        "完成率": (Decimal("96.77"), 5),
        "个数": (12, 6),
        "是否公开": (False, 7),
        "决算": (None, 8),
        "实际支出": ("193.54万元", 9),
    }
    assert facts.values["实际支出"].source == "报告三"
    assert facts.items["立项程序规范性"] == {
        "①": Answer("符合", place=Place("facts.json", 15)),
        "②": Answer("部分符合", points=Decimal("0.5"), place=Place("facts.json", 16)),
    }
    first, second = facts.tables["绩效目标表"]
    assert first == {"指标": Given("培训场次", Place("facts.json", 20), source="自评表")}
    assert [each.place for each in second.values()] == [Place("facts.json", 22), Place("facts.json", 23)]
    assert [each.place for each in facts.deductions] == [Place("facts.json", 27), Place("facts.json", 28)]
    assert facts.judged["社会效益"] == Judgement(share="90%", place=Place("facts.json", 29))
    assert facts.stated["自评"].scores["产出"] == Given(40, Place("facts.json", 31))


def test_a_dict_has_no_places() -> None:
    facts, noted = facts_from_mapping(
        {"facts": {"预算资金": "200万元"}, "deductions": [{"indicator": "甲", "points": 1}]}
    )
    assert noted == ()
    assert facts.values == {"预算资金": Given("200万元")}
    assert facts.deductions == (Deduction("甲", points=1),)
    assert facts.origin is None


def test_facts_without_a_section() -> None:
    read = toml('"预算资金" = 200\n"实际支出" = { value = 193, source = "甲" }\n')
    assert codes(read) == []
    assert facts_of(read).values == {"预算资金": given(200, 1), "实际支出": given(193, 2, source="甲")}
    assert facts_of(json('{\n"预算资金": 200}')).values["预算资金"].place == Place("facts.json", 2)


@pytest.mark.parametrize(
    "text",
    [
        '[[tables."表"]]\n"列" = "甲"\n[[tables."表"]]\n"列" = "乙"\n',
        '[tables]\n"表" = [\n  { "列" = "甲" },\n  { "列" = "乙" },\n]\n',
        'tables = { "表" = [{ "列" = "甲" }, { "列" = "乙" }] }\n',
        'tables."表" = [{ "列" = "甲" }, { "列" = "乙" }]\n',
    ],
)
def test_a_table_may_be_written_in_any_way_that_toml_has(text: str) -> None:
    rows = facts_of(toml(text)).tables["表"]
    assert [row["列"].value for row in rows] == ["甲", "乙"]
    lines = text.split("\n")
    for row in rows:
        assert row["列"].place is not None
        assert row["列"].place.line is not None
        assert str(row["列"].value) in lines[row["列"].place.line - 1]


def test_lines_stay_true_below_texts_of_several_lines_and_comments() -> None:
    text = '[facts]\n# 注释 "甲" = 1\n"说明" = """\n第一行\n"甲" = 2\n"""\n"甲" = 3 # 后注\n"乙" = [\n]\n'
    read = toml(text)
    assert ("unreadable-value", 8) in codes(read)
    facts, _ = toml(text.replace('"乙" = [\n]\n', ""))
    assert facts is not None
    assert facts.values["甲"] == given(3, 7)
    assert facts.values["说明"] == given('第一行\n"甲" = 2\n', 3)


PERSONS = ("项目负责人", "负责人", "联系人", "联系电话", "手机号码", "leader", "contact", "phone", "mobile")


@pytest.mark.parametrize("name", PERSONS)
def test_what_is_about_persons_is_never_stored(name: str) -> None:
    for data in ({name: "13812345678", "年度": 2024}, {name: {"value": "13812345678"}, "年度": 2024}):
        facts, noted = facts_from_mapping({"project": data})
        assert noted == ()
        assert facts.project == {"年度": 2024}
        assert "13812345678" not in repr(facts)


def test_of_facts_only_the_official_forms_fields_are_personal() -> None:
    data = {"项目负责人": "张三", "联系电话": "138", "负责人": "单位负责人已签字"}
    facts, _ = facts_from_mapping({"facts": data})
    assert list(facts.values) == ["负责人"]
