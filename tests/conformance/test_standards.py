"""Whole standards as people typed them: each says what the shipped pack of its name says in canonical form."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfeval.defaults import default_registry
from perfeval.diagnostics import has_errors
from perfeval.packs import own_pack
from perfeval.parsing import parse
from perfeval.source import Source

FOLDER = Path(__file__).parent / "standards"
FILES = sorted(FOLDER.glob("*.rules"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_it_says_what_its_pack_says(path: Path) -> None:
    pack = own_pack(f"{path.stem}/project")
    assert pack is not None
    names = default_registry().callable_names
    typed, shipped = (parse(Source(file.name, file.read_text("utf-8")), names) for file in (path, pack.rules))
    assert not has_errors(typed.diagnostics)
    assert typed.tree.root == shipped.tree.root
