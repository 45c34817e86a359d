"""The documentation as a site: every page is there, every link leads somewhere, nothing comes from elsewhere."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.docs.pages import DOCS, ROOT, blocks, name_of

CONFIG = ROOT / "mkdocs.yml"

_NAV = re.compile(r"^ +- (?:.*: )?(?P<page>[\w./-]+\.md)$", re.MULTILINE)
_LOADED = {"script": "src", "link": "href", "img": "src", "iframe": "src", "source": "src"}


class _Page(HTMLParser):
    """What a page links to, what it loads, and the anchors it has."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.anchors: set[str] = {""}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes what the tag names."""
        for name, value in attrs:
            if value is None:
                continue
            if name == "id" or (tag == "a" and name == "name"):
                self.anchors.add(value)
            if tag == "a" and name == "href":
                self.links.append(value)
            if _LOADED.get(tag) == name:
                self.loaded.append(value)


def _pages_of_the_nav() -> list[str]:
    _, _, nav = CONFIG.read_text(encoding="utf-8").partition("\nnav:\n")
    return [match["page"] for match in _NAV.finditer(nav)]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built from a copy of the documentation."""
    folder = tmp_path_factory.mktemp("site")
    shutil.copy(CONFIG, folder)
    shutil.copytree(DOCS, folder / "docs")
    ran = subprocess.run(
        [sys.executable, "-m", "zensical", "build", "--strict"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout
    return folder / "build/site"


@pytest.fixture(scope="module")
def html(site: Path) -> dict[Path, _Page]:
    """Every HTML file of the site, read."""
    return {path: _Page(path.read_text(encoding="utf-8")) for path in sorted(site.rglob("*.html"))}


def _inner(page: Path, targets: list[str], site: Path) -> Iterator[tuple[str, Path, str]]:
    """Each link that stays on the site, the file it leads to, and its anchor."""
    for target in targets:
        parts = urlsplit(target)
        if parts.scheme or parts.netloc:
            continue
        path = unquote(parts.path)
        start = site if path.startswith("/") else page.parent
        found = (start / path.lstrip("/")).resolve() if path else page
        yield target, found / "index.html" if found.is_dir() else found, unquote(parts.fragment)


def test_every_page_is_in_the_nav() -> None:
    assert sorted(_pages_of_the_nav()) == sorted(p.relative_to(DOCS).as_posix() for p in DOCS.rglob("*.md"))


def test_every_page_of_the_nav_has_its_html(site: Path) -> None:
    pages = _pages_of_the_nav()
    assert len(pages) > 20
    assert [page for page in pages if not (site / page).with_suffix(".html").is_file()] == []


def test_every_link_leads_to_a_file_and_an_anchor(site: Path, html: dict[Path, _Page]) -> None:
    broken, checked = [], 0
    for page, read in html.items():
        for target, found, anchor in _inner(page, read.links + read.loaded, site):
            checked += 1
            if not found.is_file() or (found in html and anchor not in html[found].anchors):
                broken.append((page.relative_to(site).as_posix(), target))
    assert checked > 500
    assert broken == []


def test_no_page_loads_anything_from_another_host(site: Path, html: dict[Path, _Page]) -> None:
    loaded = {target for read in html.values() for target in read.loaded}
    assert loaded
    assert [target for target in loaded if urlsplit(target).scheme or target.startswith("//")] == []
    for sheet in site.rglob("*.css"):
        assert re.findall(r"(?:@import|url\()[\s\"']*(?:https?:)?//", sheet.read_text(encoding="utf-8")) == []


def test_the_search_knows_every_page(site: Path) -> None:
    index = (site / "search.json").read_text(encoding="utf-8")
    for page in _pages_of_the_nav():
        assert f'"{Path(page).with_suffix(".html").as_posix()}"' in index, page


@pytest.mark.parametrize("page", sorted(DOCS.rglob("*.md")), ids=name_of)
def test_a_fence_says_title_for_a_name(page: Path) -> None:
    """GitHub reads ```rules card.rules too, but the site then shows the fence itself."""
    for block in blocks(page.read_text(encoding="utf-8")):
        assert re.fullmatch(r'\w*(?: title="[^"]+")?', block.info), block.info


def test_no_fence_and_no_escape_is_shown_as_such(html: dict[Path, _Page], site: Path) -> None:
    for page in html:
        text = page.read_text(encoding="utf-8")
        assert "<p>```" not in text, page.relative_to(site)
        assert re.search(r"<td><code>[^<]*\\\|", text) is None, page.relative_to(site)
