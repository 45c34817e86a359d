"""A few hundred cases of the fuzz target; python -m tests.fuzz 20000 runs as many as one likes."""

from __future__ import annotations

import pytest

import perfeval
from tests import fuzz


def test_damaged_packs_local_variants_and_generated_text() -> None:
    assert fuzz.run(range(300), fuzz.bases()) == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        # Shares that do not sum to 100 %, in a file whose 体系 line is gone: the first line stands for it.
        (
            "汇总：加权平均\n得分保留2位小数，四舍五入\n一级指标 甲 30%\n  得分 = 分值 × 0.5\n",
            {"shares-mismatch"},
        ),
        # A bracket left open swallows the colon that ends a name.
        ("数据 甲[乙：丙\n", {"no-name", "bracket-not-closed"}),
        ("表 甲[乙：丙\n", {"no-name", "bracket-not-closed"}),
    ],
)
def test_what_the_fuzz_target_once_found(text: str, codes: set[str]) -> None:
    fuzz.tried(text)
    assert {found.code for found in perfeval.check(text=text, name="fuzz.rules").diagnostics} == codes
