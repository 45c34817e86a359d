"""Examples of codes: the lines before have the fault, the lines after do not."""

from __future__ import annotations

import pytest

from perfeval.api import check, render
from perfeval.diagnostics import Level
from perfeval.diagnostics.catalogue import faults
from perfeval.diagnostics.examples import EXAMPLES
from perfeval.explaining.codes import code_document, codes_document


@pytest.mark.parametrize("code", EXAMPLES)
def test_an_example_has_the_fault_before_and_not_after(code: str) -> None:
    example = EXAMPLES[code]
    before = [each.code for each in check(text=example.around.format(example.before)).diagnostics]
    after = check(text=example.around.format(example.after)).diagnostics
    assert code in before
    wanted = [each.code for each in after if each.code != "unused" or code == "unused"]
    assert code not in wanted or before.count(code) > wanted.count(code)
    assert not any(each.level is Level.ERROR for each in after), [each.text("zh") for each in after]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_code_is_told_with_its_example(language: str) -> None:
    told = render(code_document(faults()["may-exceed"], language), width=80)
    assert "按比率计分，不超过分值" in told
    assert ("改后：" if language == "zh" else "after:") in told


@pytest.mark.parametrize("language", ["zh", "en"])
def test_all_codes_are_listed(language: str) -> None:
    told = render(codes_document(faults(), language), width=120)
    assert all(code in told.replace("\n", "") for code in faults() if len(code) < 24)
