"""Every shipped pack: it is read without a fault, its cases pass, its facts give a whole score, it has a page."""

from __future__ import annotations

import pytest

import perfeval
from perfeval.cases import run_paths
from perfeval.diagnostics import Level
from perfeval.packs import Pack, own_packs
from tests.docs.pages import DOCS

OPEN = {"renovation-2025/project": {"may-divide-by-zero"}}
"""What a pack leaves open on purpose: this one shows a standard as people write it."""

PACKS = [pytest.param(pack, id=pack.name) for pack in own_packs()]


@pytest.mark.parametrize("pack", PACKS)
def test_it_is_read_and_leaves_nothing_open(pack: Pack) -> None:
    rules = perfeval.load(pack.name)
    asked = {each.code for each in rules.diagnostics if each.level is not Level.NOTE}
    assert asked == OPEN.get(pack.name, set())


@pytest.mark.parametrize("pack", PACKS)
def test_its_cases_pass(pack: Pack) -> None:
    results = run_paths([pack.name])
    (file,) = results.files
    assert results.passed, [(case.name, case.differences) for case in file.cases if not case.passed]
    assert len(file.cases) > 3


@pytest.mark.parametrize("pack", PACKS)
def test_the_facts_beside_it_give_a_whole_score(pack: Pack) -> None:
    assert pack.facts is not None
    outcome = perfeval.evaluate(perfeval.load(pack.name), pack.facts)
    assert outcome.complete
    if outcome.model.program.scale is not None:
        assert outcome.total is None
        assert all(node.rating for node in outcome.indicators if not node.children)
        return
    assert sum(loss.points for loss in outcome.losses) == outcome.model.full_marks - (outcome.exact or 0)


@pytest.mark.parametrize("pack", PACKS)
def test_it_has_a_page_that_says_what_is_presumed(pack: Pack) -> None:
    folder, _, name = pack.name.partition("/")
    text = (DOCS / "reference" / "packs" / f"{folder}.md").read_text("utf-8")
    assert f"{folder}/{name}" in text
    assert "来源" in text
    assert "推定" in text
