"""The language as data: rule files with cases beside them, run by both engines, which must agree exactly.

`language` has a file for each kind of sentence, `shapes` one for each shape of published scoring standards,
beginning with the sentence as it was printed (published-* are written from the cookbook alone),
`standards` whole standards, `schemes` ways of scoring of other fields.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import tomli

import perfeval
from perfeval.cases import day_of, run_paths
from perfeval.diagnostics import Faulty
from perfeval.evaluating import engine
from perfeval.evaluating.binding import bound
from perfeval.reading.from_mapping import facts_from_mapping

HERE = Path(__file__).parent
FILES = sorted(HERE.glob("*/*.cases.toml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name.removesuffix(".cases.toml"))
def test_cases_hold(path: Path) -> None:
    results = run_paths([str(path)])
    (file,) = results.files
    wrong = {case.name: (case.differences, case.faults) for case in file.cases if not case.passed}
    assert not wrong
    assert results.passed


def _cases() -> list[Any]:
    cases = [(path, case) for path in FILES for case in tomli.loads(path.read_text("utf-8"))["case"]]
    return [pytest.param(path, case, id=f"{path.name}:{case['name']}") for path, case in cases]


def _given(path: Path, case: dict[str, Any]) -> dict[str, Any]:
    """The case's facts, its file's or its own, with what it sets."""
    file = case.get("facts_file")
    given = case.get("facts", {}) if file is None else tomli.loads(path.with_name(file).read_text("utf-8"))
    return {**given, "facts": {**given.get("facts", {}), **case.get("set", {})}}


@pytest.mark.parametrize(("path", "case"), _cases())
def test_the_engines_agree(path: Path, case: dict[str, Any]) -> None:
    rules = perfeval.load(path.with_name(path.name.replace(".cases.toml", ".rules")))
    facts, _ = facts_from_mapping(_given(path, case))
    as_of = day_of(case)
    try:
        twin = perfeval.evaluate(rules, facts, as_of=as_of, trace=True)
    except Faulty:
        return  # the case is about facts that cannot be used
    plain = perfeval.evaluate(rules, facts, as_of=as_of)
    assert (plain.exact, plain.grade) == (twin.exact, twin.grade)
    for each in twin.nodes:
        if each.points is not None and each.weight is not None:
            assert sum(loss.points for loss in each.losses) == each.weight - each.points, each.id
    inputs = bound(rules.model.program, facts, as_of)
    flat = engine(rules.model).plain.function(inputs.inputs, inputs.rows)
    if flat is None:
        return  # something is absent: the plain run leaves it to its twin
    scale = rules.model.program.scale
    fixed = [node for node in rules.model.program.nodes if node.over is None]
    for i, made in enumerate(fixed):
        node = twin[made.path] if made.path else twin.nodes[0]
        state, n, d = flat[3 * i : 3 * i + 3]
        if scale is not None:
            if node.rating is not None:
                assert not state
                assert scale.rank(node.rating) == Fraction(n, d)
            continue
        assert (node.points is None) == bool(state)
        assert state or node.points == Fraction(n, d)


@pytest.mark.parametrize(("path", "case"), _cases())
def test_every_lost_point_has_a_line(path: Path, case: dict[str, Any]) -> None:
    rules = perfeval.load(path.with_name(path.name.replace(".cases.toml", ".rules")))
    facts, _ = facts_from_mapping(_given(path, case))
    try:
        outcome = perfeval.evaluate(rules, facts, trace=True)
    except Faulty:
        return  # the case is about facts that cannot be used
    for node in outcome.nodes:
        if node.points is not None:
            assert node.weight is not None
            assert sum((loss.points for loss in node.losses), Fraction(0)) == node.weight - node.points
