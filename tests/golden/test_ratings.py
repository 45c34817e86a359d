"""Golden ratings: what a person reads of an outcome of rules that rate, and that its JSON has no points."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

import perfeval
from perfeval.explaining.summary import summary
from tests.docs.pages import DOCS
from tests.golden import matches

FOLDER = Path(__file__).parent / "traces"
RULES = Path(__file__).parent.parent / "conformance" / "language"
NO = {"乙不用": "否", "丙不用": "否", "丁不用": "否"}


def rated(name: str, **facts: str) -> perfeval.Outcome:
    text = (RULES / f"{name}.rules").read_text("utf-8")
    rules = perfeval.load(text=text, name=f"{name}.rules")
    known = {getattr(slot, "name", "") for slot in rules.model.program.inputs}
    return perfeval.evaluate(rules, {key: value for key, value in (NO | facts).items() if key in known})


@pytest.mark.parametrize("language", ["zh", "en"])
def test_how_ratings_came_about(language: str) -> None:
    whole = rated("ratings-lowest", 甲级="D*", 乙级="B", 丙级="D")
    table = rated("ratings-table", 甲级="D*", 乙率="80%", 丙级="A", 丁不用="是")
    lacking = rated("ratings-table", 甲级="A", 丙级="A", 丁级="B")
    pages = [perfeval.render(summary(each, language), width=80) for each in (whole, table, lacking)]
    pages += [perfeval.render(perfeval.explain(each, language), width=80) for each in (whole, table, lacking)]
    matches(FOLDER / f"ratings.{language}.txt", "\n".join(pages))


@pytest.mark.parametrize("facts", [{"甲级": "A", "乙级": "C", "丙级": "C"}, {"甲级": "A"}])
def test_there_are_no_points(facts: dict[str, str]) -> None:
    outcome = rated("ratings-lowest", **facts)
    data = json.loads(json.dumps(perfeval.as_data(outcome)))
    schema = json.loads((DOCS / "reference/outcome.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(data)
    for key in ("total", "full_marks", "lost", "grade", "range"):
        assert data[key] is None
    assert data["losses"] == []
    for each in data["indicators"]:
        assert [each[key] for key in ("weight", "exact", "score", "lost")] == [None] * 4
        assert each["losses"] == []
    assert data["complete"] is (len(facts) == 3)


def test_the_first_lowest_decides() -> None:
    outcome = rated("ratings-lowest", 甲级="A", 乙级="C", 丙级="C")
    assert outcome["指标"].rating == "C+"
    assert outcome["指标"].decided_by == outcome["乙"].index
    assert outcome["支柱"].rating is None
    assert outcome["支柱"].decided_by is None
    assert (outcome.total, outcome.exact, outcome.grade, outcome.range) == (None, None, None, None)


def test_what_is_lacking_leaves_what_is_rated() -> None:
    outcome = rated("ratings-lowest", 甲级="A", 乙级="C")
    assert outcome["指标"].rating is None
    assert outcome["指标"].state is perfeval.State.MISSING
    assert outcome["乙"].rating == "C"
