"""What follows --set: a name, an equals sign of either width, and a value."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfeval.facts import Given
from perfeval.reading.from_settings import PLACE, setting


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("实际支出资金=193.54万元", "实际支出资金", "193.54万元"),
        ("实际支出资金＝193.54万元", "实际支出资金", "193.54万元"),
        (" 甲 = 1 ", "甲", "1"),
        ("甲=缺", "甲", "缺"),
        ("甲=a=b＝c", "甲", "a=b＝c"),
        ("甲=≥90%", "甲", "≥90%"),
    ],
)
def test_settings(text: str, name: str, value: str) -> None:
    assert setting(text) == (name, Given(value, PLACE))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "没有等号"),
        ("甲", "没有等号"),
        ("=1", "等号左边没有名称"),
        (" ＝ 1", "等号左边没有名称"),
        ("甲=", "等号右边没有值"),
        ("甲=  ", "等号右边没有值"),
        ("甲=\udcff", "有读不出的字符"),
        ("\udcff=1", "有读不出的字符"),
    ],
)
def test_settings_that_are_none(text: str, why: str) -> None:
    fault = setting(text)
    assert not isinstance(fault, tuple)
    assert fault.code == "bad-setting"
    assert why in fault.text("zh")
    fault.text("zh").encode()


@settings(deadline=None)
@given(
    st.text(alphabet=st.characters(codec=None), max_size=20) | st.text(alphabet="甲=＝ 1\udc80", max_size=6)
)
def test_any_text_is_a_setting_or_a_fault(text: str) -> None:
    read = setting(text)
    if isinstance(read, tuple):
        name, given = read
        assert name
        assert given.value
        assert name == name.strip()
    else:
        read.text("zh").encode()
        read.text("en").encode()
