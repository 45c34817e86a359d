"""Plug-ins at fault: each is named, and nothing else stops."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve

from perfeval import Outcome
from perfeval.checking import Checked, check
from perfeval.defaults import built_in, registry_with
from perfeval.diagnostics import Diagnostic
from perfeval.discovery import Installed, installed
from perfeval.evaluating import engine, evaluate
from perfeval.parsing import parse
from perfeval.plugins import (
    RATIO_TYPE,
    SHARE,
    Check,
    Fault,
    Function,
    Level,
    Lowered,
    Mismatch,
    Plugin,
    Reader,
    ScoringKind,
    Trend,
    Words,
)
from perfeval.reading.from_mapping import facts_from_mapping
from perfeval.source import Source

SAID = Words("一句话", "a sentence")


class Entry:
    """An entry point that gives what it is told to."""

    def __init__(self, plugin: object) -> None:
        self.plugin = plugin

    def load(self) -> object:
        if isinstance(self.plugin, Exception):
            raise self.plugin
        return self.plugin


def given(**plugins: object) -> Installed:
    return installed([(name, Entry(plugin)) for name, plugin in plugins.items()], built_in())


def function(name: str = "折半", **changed: Any) -> Function:
    made = Function(Words(name, "half"), (1, 1), lambda _: RATIO_TYPE, SAID, body=lambda value: value / 2)
    return evolve(made, **changed)


def kind(lower: Any, name: str = "怪办法", typed: Any = lambda _: None) -> ScoringKind:
    return ScoringKind(Words(name, "odd"), (1, 1), typed, lower, SAID)


def codes(extra: Installed) -> list[tuple[str, str]]:
    return [(each.code, each.text("zh")) for each in extra.faults]


def checked(text: str, extra: Installed) -> Checked:
    registry = registry_with(extra)
    parsed = parse(Source("甲.rules", text), registry.callable_names)
    return check(parsed.tree, registry, parsed.diagnostics)


def outcome_of(text: str, extra: Installed, **facts: object) -> Outcome:
    found = checked(text, extra)
    assert found.model is not None, found.diagnostics
    return evaluate(engine(found.model), facts_from_mapping({"facts": facts})[0])


HALVED = "一级指标 甲 10分\n甲 = 折半(数)\n按比率计分，不超过分值\n一级指标 乙 10分\n乙 = 数\n按比率计分，不超过分值\n"
ODD = "一级指标 甲 10分\n计分 怪办法(数)\n"

# ---------------------------------------------------------------- loading


@pytest.mark.parametrize(("plugin", "error"), [
    (ImportError("no module named x"), "ImportError: no module named x"),
    ("not a plug-in", "TypeError: str is no perfeval Plugin"),
    (Plugin(functions=(function(body=None),)), "RegistryError: function half must have exactly one of"),
    (Plugin(functions=(function(body="text"),)), "TypeError: Function: body is not callable"),
    (Plugin(functions=(function(trends=("rises",)),)), "RegistryError: function half has a trend that is no"),
    (Plugin(functions=(function(trends=(Trend.RISES,) * 2),)), "RegistryError: function half has more trends"),
    (Plugin(functions=("text",)), "TypeError: Function: str where Function is wanted"),  # type: ignore[arg-type]
    (Plugin(readers=(Reader("csv", lambda *_: {}, SAID),)), "ValueError: reader csv: a suffix is a dot"),
    (Plugin(functions=(function(" "),)), "ValueError: a function needs a name"),
    (Plugin(functions=(function(describes="text"),)), "TypeError: function 折半: describes: str where Words"),
])  # fmt: skip
def test_what_breaks_a_contract_is_named_and_nothing_else_stops(plugin: object, error: str) -> None:
    found = given(faulty=plugin, whole=Plugin(functions=(function("加倍", names=Words("加倍", "double")),)))
    ((code, text),) = codes(found)
    assert code == "plug-in-broken"
    assert text.startswith(f"插件“faulty”装不上，它的内容都没有用上：{error}")
    assert [each.names for each in found.contributions] == [("加倍", "double")]


def test_two_plug_ins_with_one_name_are_both_named_and_neither_is_used() -> None:
    found = given(one=Plugin(functions=(function(),)), other=Plugin(functions=(function(),)))
    assert codes(found) == [
        ("plug-in-collision", "one和other都提供“折半”，两个都没有用"),
        ("plug-in-collision", "one和other都提供“half”，两个都没有用"),
    ]
    (fault,) = [each for each in checked(HALVED, found).diagnostics if each.code == "unknown-function"]
    assert "插件“one”和“other”都提供它，两个都没有用" in fault.text("zh")


def test_a_built_in_name_stays_what_it_is() -> None:
    found = given(one=Plugin(functions=(function(names=Words("min", "least")),)))
    assert codes(found) == [("plug-in-collision", "perfeval和one都提供“min”，用自带的")]
    assert found.functions == ()


def test_a_function_and_a_kind_do_not_share_a_name() -> None:
    found = given(
        one=Plugin(functions=(function(),)), other=Plugin(kinds=(kind(lambda *_: Lowered(), "折半"),))
    )
    assert ("plug-in-collision", "one和other都提供“折半”，两个都没有用") in codes(found)


# ---------------------------------------------------------------- functions


def raises(value: Fraction) -> Fraction:
    raise KeyError("没有这一档")


@pytest.mark.parametrize(("body", "what"), [
    (raises, "出错（KeyError: '没有这一档'）"),
    (lambda value: float(value), "给出了浮点数，不精确"),
    (lambda value: value * 9, "给出9/2，超出它自己声明的范围"),
    (lambda value: None, "给出的不是数（NoneType）"),
    (lambda value: True, "给出的不是数（bool）"),
])  # fmt: skip
def test_a_value_that_breaks_the_contract_is_failed_and_named(body: Any, what: str) -> None:
    outcome = outcome_of(
        HALVED, given(faulty=Plugin(functions=(function(body=body, bounds=SHARE),))), 数=Fraction(1, 2)
    )
    assert outcome["甲"].state.value == "failed"
    assert str(outcome["乙"].score) == "5"
    texts = [each.text("zh") for each in outcome.findings if each.code == "plug-in-value"]
    assert texts == [f"插件“faulty”的函数“折半”{what}，“甲”无法计算"]


def test_a_right_value_is_taken_exactly() -> None:
    outcome = outcome_of(HALVED, given(whole=Plugin(functions=(function(bounds=SHARE),))), 数=Fraction(1, 3))
    assert outcome["甲"].exact == Fraction(10, 6)


@pytest.mark.parametrize("changed", [
    {"typed": lambda types: raises(Fraction(0))},
    {"typed": lambda types: Mismatch(7, SAID)},
    {"body": None, "lower": lambda terms: raises(Fraction(0))},
])  # fmt: skip
def test_what_fails_while_rules_are_read_is_an_error_where_it_stands(changed: dict[str, Any]) -> None:
    found = checked(HALVED, given(faulty=Plugin(functions=(function(**changed),))))
    (fault,) = [each for each in found.diagnostics if each.code == "plug-in-failed"]
    assert fault.at is not None
    assert fault.at.line == 2
    assert fault.text("zh").startswith("插件“faulty”的“折半”出错：")


# ---------------------------------------------------------------- scoring kinds


def odd_lower(*_: object) -> Lowered:
    raise ZeroDivisionError("division by zero")


@pytest.mark.parametrize(("lower", "error"), [
    (odd_lower, "ZeroDivisionError: division by zero"),
    (lambda *_: "steps", "str is no Lowered"),
])  # fmt: skip
def test_a_kind_that_fails_is_an_error_where_it_stands(lower: Any, error: str) -> None:
    found = checked(ODD, given(faulty=Plugin(kinds=(kind(lower),))))
    (fault,) = [each for each in found.diagnostics if each.code == "plug-in-failed"]
    assert fault.text("zh") == f"插件“faulty”的“怪办法”出错：{error}"


def test_an_unknown_kind_lists_what_there_is() -> None:
    found = checked(ODD.replace("怪办法", "怪办发"), given(odd=Plugin(kinds=(kind(odd_lower),))))
    (fault,) = [each for each in found.diagnostics if each.code == "unknown-kind"]
    assert "是不是“怪办法”" in fault.text("zh")
    assert "odd、怪办法" in fault.help("zh")


def test_a_kind_says_what_does_not_fit() -> None:
    def typed(types: object) -> Mismatch:
        return Mismatch(0, Words("一个整数", "a whole number"))

    found = checked(ODD, given(odd=Plugin(kinds=(kind(odd_lower, typed=typed),))))
    assert [each.text("zh") for each in found.diagnostics if each.code == "wrong-argument"] == [
        "函数“怪办法”的第1个应是一个整数"
    ]
    several = checked(ODD.replace("(数)", "(数, 数)"), given(odd=Plugin(kinds=(kind(odd_lower),))))
    assert "wrong-argument-count" in {each.code for each in several.diagnostics}


# ---------------------------------------------------------------- checks

ODD_FAULT = Fault("odd-thing", Level.NOTE, SAID, SAID, SAID)


def found_by(outcome: Outcome) -> Iterable[Diagnostic]:
    yield ODD_FAULT(None)


def unlisted(outcome: Outcome) -> Iterable[Diagnostic]:
    yield evolve(ODD_FAULT, code="other-thing")(None)


@pytest.mark.parametrize(("find", "code"), [
    (found_by, "odd-thing"),
    (unlisted, "plug-in-check-failed"),
    (lambda outcome: raises(Fraction(0)), "plug-in-check-failed"),
    (lambda outcome: ["text"], "plug-in-check-failed"),
])  # fmt: skip
def test_a_check_finds_or_is_named(find: Any, code: str) -> None:
    extra = given(one=Plugin(checks=(Check("怪事", (ODD_FAULT,), find, SAID),)))
    outcome = outcome_of("一级指标 乙 10分\n乙 = 数\n按比率计分，不超过分值\n", extra, 数=Fraction(1, 2))
    assert str(outcome.total) == "5.00"
    assert outcome.findings[-1].code == code
