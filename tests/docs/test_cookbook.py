"""The cookbook: every shape of a scoring rule has its recipe, and the index leads to each."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import perfeval
from tests.docs.pages import DOCS, blocks, links, name_of

BOOK = DOCS / "cookbook"
INDEX = BOOK / "index.md"
PAGES = sorted(path for path in BOOK.glob("*.md") if path != INDEX)

SHAPES = {f"R{number}" for number in range(1, 45)} | {"R3b", "R5b"}

_HEADING = re.compile(r"^## (?P<title>(?P<shape>R\d+b?) .+)$", re.MULTILINE)


def _recipes(page: Path) -> dict[str, str]:
    """The text of each recipe of a page, by its heading."""
    text = page.read_text(encoding="utf-8")
    found = list(_HEADING.finditer(text))
    ends = [match.start() for match in found[1:]] + [len(text)]
    return {match["title"]: text[match.end() : end] for match, end in zip(found, ends, strict=True)}


RECIPES = {title: text for page in PAGES for title, text in _recipes(page).items()}


def _anchor(title: str) -> str:
    """The anchor that GitHub and the site make of a heading."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def test_every_shape_has_one_recipe() -> None:
    shapes = [title.partition(" ")[0] for title in RECIPES]
    assert sorted(shapes) == sorted(SHAPES)


@pytest.mark.parametrize("title", RECIPES)
def test_a_recipe_goes_from_the_original_to_the_result(title: str) -> None:
    """The original's sentence, rules that run, and what perfeval says of them."""
    text = RECIPES[title]
    assert re.match(r"\n\n原文(?:的意思)?：.+（.+）。\n", text), "the original and where it is from"
    found = list(blocks(text))
    assert found[0].title.endswith(".rules")
    shown = [block.text for block in found if block.language == "console"]
    assert shown
    assert all(f" {found[0].title}" in text or len(shown) > 1 for text in shown)


@pytest.mark.parametrize("page", [INDEX, *PAGES], ids=name_of)
def test_links_within_the_book_lead_to_a_heading(page: Path) -> None:
    for target in links(page.read_text(encoding="utf-8")):
        name, _, anchor = target.partition("#")
        linked = (page.parent / name).resolve() if name else page
        if anchor and linked.parent == BOOK:
            headings = re.findall(r"^## (.+)$", linked.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in set(map(_anchor, headings)), target


def test_the_index_leads_to_every_recipe() -> None:
    anchors = {target.partition("#")[2] for target in links(INDEX.read_text(encoding="utf-8"))}
    assert {_anchor(title) for title in RECIPES} <= anchors


@pytest.mark.parametrize("page", [page for page in PAGES if page.stem != "mistakes"], ids=name_of)
def test_rules_of_a_recipe_leave_nothing_to_decide(page: Path) -> None:
    for block in blocks(page.read_text(encoding="utf-8")):
        if block.language == "rules":
            said = [each.text("zh") for each in perfeval.check(text=block.text).diagnostics]
            assert said == [], block.title
