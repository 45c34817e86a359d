"""What the tests of readers ask of a reading: the facts, or the codes and lines of what is wrong."""

from __future__ import annotations

from perfeval.diagnostics import Diagnostic, has_errors
from perfeval.facts import Facts
from perfeval.reading.from_json import facts_from_json
from perfeval.reading.from_toml import facts_from_toml
from perfeval.source import Place

Read = tuple[Facts | None, tuple[Diagnostic, ...]]


def toml(text: str | bytes) -> Read:
    """A TOML file of this content."""
    return facts_from_toml(text if isinstance(text, bytes) else text.encode(), "facts.toml")


def json(text: str | bytes) -> Read:
    """A JSON file of this content."""
    return facts_from_json(text if isinstance(text, bytes) else text.encode(), "facts.json")


def facts_of(read: Read) -> Facts:
    """The facts of a reading that has them."""
    facts, noted = read
    assert facts is not None, said(noted)
    return facts


def said(noted: tuple[Diagnostic, ...]) -> list[str]:
    """All diagnostics, as lines of text."""
    return [f"{each.at}: {each.text('en')} {each.help('en')} [{each.code}]" for each in noted]


def codes(read: Read) -> list[tuple[str, int | None]]:
    """The code and line of each diagnostic."""
    return [(each.code, each.at.line if each.at else None) for each in read[1]]


def place(line: int, file: str = "facts.toml") -> Place:
    """A line of the file."""
    return Place(file, line)


def check(read: Read) -> None:
    """What holds of every reading: facts, or at least one error; and every diagnostic can be said."""
    facts, noted = read
    assert (facts is None) is has_errors(noted)
    for each in noted:
        for language in ("zh", "en"):
            words = f"{each.text(language)}{each.help(language)}"
            assert "\n" not in words
            assert words.encode().strip()
