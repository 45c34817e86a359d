"""A few hundred cases of the fuzz target; python -m tests.fuzz 20000 runs as many as one likes."""

from __future__ import annotations

from tests import fuzz


def test_damaged_packs_local_variants_and_generated_text() -> None:
    assert fuzz.run(range(300), fuzz.bases()) == []
