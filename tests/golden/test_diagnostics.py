"""Golden diagnostics: one rule file per situation, with what `perfeval check` prints of it in both languages."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

import perfeval
from perfeval.api import check, render
from perfeval.diagnostics import (
    Diagnostic,
    of_possibilities,
    of_ratings,
    of_rows,
    of_rules,
    of_syntax,
    of_tables,
    of_totals,
    of_variants,
)
from perfeval.explaining.diagnosis import diagnosis
from tests.golden import matches

FOLDER = Path(__file__).parent / "diagnostics"
SITUATIONS = sorted(FOLDER.glob("*.rules"))


def found(path: Path) -> tuple[Diagnostic, ...]:
    """What is wrong with a file, which is named as it is beside the files that it extends."""
    with contextlib.chdir(FOLDER):
        return check(path.name).diagnostics


def printed(path: Path, language: str) -> str:
    return render(diagnosis(found(path), language), width=80)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("path", SITUATIONS, ids=lambda path: path.stem)
def test_what_is_said(path: Path, language: str) -> None:
    matches(path.with_suffix(f".{language}.txt"), printed(path, language))


def test_every_fault_of_rules_has_a_situation() -> None:
    codes = {diagnostic.code for path in SITUATIONS for diagnostic in found(path)}
    families = (
        of_syntax, of_rules, of_possibilities, of_tables, of_ratings, of_totals, of_rows, of_variants,
    )  # fmt: skip
    known = {fault.code for family in families for fault in family.FAULTS}
    # A file of ten thousand statements is in tests/cli, not here.
    assert known - codes <= {"too-many-statements"}


@pytest.mark.parametrize("path", SITUATIONS, ids=lambda path: path.stem)
def test_places_lie_in_the_source(path: Path) -> None:
    for diagnostic in found(path):
        if diagnostic.source is None or diagnostic.span is None:
            assert diagnostic.code == "empty-rules"
            continue
        assert 0 <= diagnostic.span.start <= diagnostic.span.end <= len(diagnostic.source.text)


def test_rules_with_an_error_are_not_loaded() -> None:
    with pytest.raises(perfeval.RulesError) as caught:
        perfeval.load(text="体系 甲 5分\n")
    assert [each.code for each in caught.value.diagnostics] == ["no-indicators"]
