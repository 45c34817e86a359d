"""达标: whether an actual meets its target."""

from __future__ import annotations

import pytest

from perfeval.values.completion import reached
from perfeval.values.reading_targets import read_quantity, read_target
from perfeval.values.states import Absent, Kind


@pytest.mark.parametrize(
    ("actual", "target", "wanted"),
    [
        ("300家", "≥300家", True),
        ("299家", "≥300家", False),
        ("5个", "超过5个", False),
        ("6个", "超过5个", True),
        ("3天", "≤3天", True),
        ("4天", "≤3天", False),
        ("0天", "≤0天", True),
        ("7次", "=7次", True),
        ("8次", "=7次", False),
        ("7次", "7次", True),
        ("8次", "7次", True),
        ("54周岁", "18—54周岁", True),
        ("55周岁", "18—54周岁", False),
        ("2024年12月31日", "2024年12月31日前", True),
        ("2025年1月1日", "2024年12月31日前", False),
        ("3篇阅读量1.2万", "3篇阅读量1万以上", True),
        ("3篇阅读量0.9万", "3篇阅读量1万以上", False),
    ],
)
def test_an_actual_meets_its_target_or_not(actual: str, target: str, wanted: bool) -> None:
    assert reached(read_quantity(actual), read_target(target)) is wanted


@pytest.mark.parametrize(
    ("actual", "target", "kind"),
    [
        ("有效提升", "有效提升", Kind.NOT_APPLICABLE),
        ("", "≥300家", Kind.MISSING),
        ("3万元", "≥300家", Kind.FAILED),
    ],
)
def test_what_cannot_be_held_against_its_target_is_absent(actual: str, target: str, kind: Kind) -> None:
    found = reached(read_quantity(actual), read_target(target))
    assert isinstance(found, Absent)
    assert found.kind is kind
