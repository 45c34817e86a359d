"""Pages of the documentation: where they are, and the fenced blocks they hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from attrs import frozen

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
READMES = (ROOT / "README.md", ROOT / "README.zh.md")

_FENCE = re.compile(r"^(?P<fence>`{3,})(?P<info>[^`\n]*)\n(?P<text>(?:.*\n)*?)(?P=fence) *$", re.MULTILINE)
_LINK = re.compile(r"\[[^\]\n]*\]\((?P<target>[^()\s]+)\)")
_CODE = re.compile(r"`[^`\n]*`")
_TITLE = re.compile(r'title="([^"]*)"')


@frozen
class Block:
    """A fenced block: what stands behind its fence, its text, and where the text is in the page."""

    info: str
    text: str
    start: int
    end: int

    @property
    def language(self) -> str:
        """The first word behind the fence."""
        return self.info.split(" ")[0]

    @property
    def title(self) -> str:
        """The file's name, where the block is one: ```rules card.rules, or ```rules title="card.rules"."""
        name = self.info.partition(" ")[2].strip()
        titled = _TITLE.fullmatch(name)
        return titled[1] if titled else name


def pages() -> list[Path]:
    """All pages of the documentation."""
    return [*READMES, *sorted(DOCS.rglob("*.md"))]


def pages_with_commands() -> list[Path]:
    """The pages that show what a command or a program prints."""
    return [page for page in pages() if "```console\n$ perfeval " in page.read_text(encoding="utf-8")]


def blocks(text: str) -> Iterator[Block]:
    """The fenced blocks of a page in order."""
    for match in _FENCE.finditer(text):
        yield Block(match["info"].strip(), match["text"], match.start("text"), match.end("text"))


def links(text: str) -> Iterator[str]:
    """The targets of a page's links, those in code apart."""
    prose = _CODE.sub("", _FENCE.sub("", text))
    for match in _LINK.finditer(prose):
        yield match["target"]


def name_of(path: Path) -> str:
    """A page's path inside the project."""
    return path.relative_to(ROOT).as_posix()
