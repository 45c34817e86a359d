"""The hash of facts: the same for the same content, another for any other."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from perfeval.reading.digest import digest
from perfeval.reading.from_mapping import facts_from_mapping
from tests.reading.reads import facts_of, json, toml
from tests.reading.test_sections import TOML


def of(**sections: Any) -> str:
    return digest(facts_from_mapping(sections)[0])


def test_it_is_a_sha_256() -> None:
    assert len(of()) == 64
    assert int(of(), 16)


def test_where_it_came_from_and_the_order_of_names_do_not_matter() -> None:
    in_toml = facts_of(toml('# 注释\n[facts]\n"甲" = 1\n\n"乙" = "2万元"\n'))
    in_json = facts_of(json('{"facts": {"乙": "2万元",\n"甲": 1}}'))
    assert digest(in_toml) == digest(in_json) == of(facts={"乙": "2万元", "甲": 1})
    assert digest(facts_of(toml(TOML))) == digest(facts_of(toml("\n\n# 注释\n" + TOML)))
    assert digest(facts_of(toml(TOML.replace("\n", "\r\n")))) == digest(
        facts_of(toml(TOML.encode("gb18030")))
    )


def test_what_is_about_persons_does_not_matter() -> None:
    assert of(project={"联系人": "张三"}) == of(project={"联系人": "李四"}) == of()


DEDUCTION = {"indicator": "甲", "points": 1, "reason": "乙"}
DIFFERENT: list[dict[str, Any]] = [
    {},
    {"facts": {"甲": 1}},
    {"facts": {"甲": "1"}},
    {"facts": {"甲": True}},
    {"facts": {"甲": None}},
    {"facts": {"甲": "None"}},
    {"facts": {"甲": Decimal("1.0")}},
    {"facts": {"乙": 1}},
    {"facts": {"甲": date(2024, 12, 31)}},
    {"facts": {"甲": "2024-12-31"}},
    {"facts": {"甲": {"value": 1, "source": "表"}}},
    {"facts": {"甲": {"value": 1, "evidence": "表"}}},
    {"facts": {"甲": {"value": 1, "note": "表"}}},
    {"project": {"甲": 1}},
    {"items": {"甲": {"①": "符合"}}},
    {"items": {"甲": {"①": {"answer": "符合", "reason": "乙"}}}},
    {"items": {"甲": {"①": {"answer": "符合", "by": "乙"}}}},
    {"items": {"甲": {"②": "符合"}}},
    {"tables": {"表": [{"列": 1}]}},
    {"tables": {"表": [{"列": 1}, {"列": 2}]}},
    {"tables": {"表": [{"列": 2}, {"列": 1}]}},
    {"tables": {"表": [{"列": 1}, {}]}},
    {"deductions": [DEDUCTION]},
    {"deductions": [DEDUCTION, DEDUCTION]},
    {"deductions": [DEDUCTION | {"count": 1}]},
    {"deductions": [DEDUCTION | {"under": "丙"}]},
    {"deductions": [DEDUCTION | {"note": "丙"}]},
    {"bonuses": [DEDUCTION]},
    {"judged": {"甲": {"share": 1}}},
    {"judged": {"甲": {"points": 1}}},
    {"stated": {"自评": {"total": 98}}},
    {"stated": {"复核": {"total": 98}}},
    {"stated": {"自评": {"total": 98, "grade": "优"}}},
    {"stated": {"自评": {"total": 98, "scores": {"甲": 1}}}},
]


def test_any_other_content_has_another_hash() -> None:
    hashes = [of(**sections) for sections in DIFFERENT]
    assert len(set(hashes)) == len(hashes)


@pytest.mark.parametrize("sections", DIFFERENT)
def test_it_is_the_same_each_time(sections: dict[str, Any]) -> None:
    assert of(**sections) == of(**sections)
