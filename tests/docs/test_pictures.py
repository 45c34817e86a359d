"""The pictures in the pages are what the tool draws today."""

from __future__ import annotations

import os
from pathlib import Path

import perfeval

PICTURE = Path(__file__).parents[2] / "docs" / "assets" / "trace.svg"


def test_the_picture_of_a_trace() -> None:
    rules = perfeval.load("luohu-2024/project")
    assert rules.facts_path is not None
    outcome = perfeval.evaluate(rules, rules.facts_path)
    drawn = (
        perfeval.render(perfeval.explain(outcome, only="预算执行率"), "svg", width=100).rstrip("\n") + "\n"
    )
    if os.environ.get("PERFEVAL_REWRITE"):
        PICTURE.write_text(drawn, "utf-8")
    assert PICTURE.read_text("utf-8") == drawn
