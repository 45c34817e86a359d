"""The picture: well-formed, the same every time, and fetching nothing."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from hypothesis import given, settings

from perfeval.document import Document, Excerpt, Paragraph, line
from perfeval.rendering.to_svg import to_svg
from tests.rendering.documents import NASTY, SAMPLE_TABLE, SAMPLE_TREE, documents

TEXT = "{http://www.w3.org/2000/svg}text"


@settings(deadline=None)
@given(documents)
def test_any_document_is_well_formed(document: Document) -> None:
    ElementTree.fromstring(to_svg(document, title="".join(NASTY)).encode())


def test_nothing_is_fetched() -> None:
    svg = to_svg(Document((SAMPLE_TREE, SAMPLE_TABLE)))
    assert re.findall(r"https?://[^\s\"']+", svg) == ["http://www.w3.org/2000/svg"]
    assert "url(" not in svg
    assert "@font-face" not in svg
    assert "<script" not in to_svg(Document((Paragraph((line("<script>"),)),)), title="<script>")


def test_the_same_document_gives_the_same_bytes() -> None:
    assert to_svg(Document((SAMPLE_TREE,))) == to_svg(Document((SAMPLE_TREE,)))


def test_a_wide_character_takes_two_cells() -> None:
    root = ElementTree.fromstring(to_svg(Document((Excerpt("", "预算ab", 2, 3),)), width=40))
    places = {e.text: (float(e.get("x", "")), float(e.get("textLength", ""))) for e in root.iter(TEXT)}
    left, width = places["预算"]
    assert width == 34
    assert places["ab"] == (left + 34, 17)
    assert places["^"] == (left + 34, 8.5)
