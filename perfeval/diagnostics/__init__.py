"""Diagnostics: what is wrong, where, and what to do, as data; each fault's words stand in one place.

A `Fault` is a kind of trouble with its stable code and its words in Chinese and English. Calling it
with a place and plain data gives a `Diagnostic`. Rendering (colour, carets) happens elsewhere.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from itertools import groupby

from attrs import field

from perfeval.records import frozen
from perfeval.source import Place, Source, Span, Stretch


class Level(enum.Enum):
    """错误 cannot be used; 要您决定 can be read in two ways and something was assumed; 提示."""

    ERROR = "error"
    ASK = "warning"
    NOTE = "note"


LEVEL_NAMES: Mapping[Level, tuple[str, str]] = {
    Level.ERROR: ("错误", "error"),
    Level.ASK: ("要您决定", "to decide"),
    Level.NOTE: ("提示", "note"),
}


@frozen
class Words:
    """The same words in Chinese and English."""

    zh: str
    en: str

    def said(self, language: str) -> str:
        """The words in a language: "en", otherwise Chinese."""
        return self.en if language == "en" else self.zh


Plain = str | int | Words
"""What a message's blanks are filled with."""


def on_lines(stretches: Iterable[Stretch], beside: Stretch) -> Words:
    """The lines of rules as a message at `beside` says them: 第12、18行; `甲.rules`第12行 where it is another file."""
    zh, en = [], []
    for source, group in groupby(stretches, key=lambda stretch: stretch[0]):
        numbers = [str(source.place(span).line or 0) for _, span in group]
        is_same = source is beside[0]
        zh.append(("" if is_same else f"“{source.name}”") + f"第{'、'.join(numbers)}行")
        lines = f"line{'s' if len(numbers) > 1 else ''} {', '.join(numbers)}"
        en.append(lines if is_same else f"{lines} of “{source.name}”")
    return Words("、".join(zh), ", ".join(en))


@frozen
class Label:
    """A further place that belongs to a diagnostic, with what to say of it."""

    source: Source
    span: Span
    words: Words | None = None


@frozen
class Diagnostic:
    """One fault found: its words with the blanks' values, and where it stands.

    `source` and `span` point into a rule file; `place` alone points into a facts file. `figures` are the
    numbers it speaks of, as text, for programs.
    """

    fault: Fault
    values: Mapping[str, Plain] = field(factory=dict, hash=False)
    source: Source | None = field(default=None, repr=False)
    span: Span | None = None
    place: Place | None = None
    labels: tuple[Label, ...] = ()
    figures: Mapping[str, str] = field(factory=dict, hash=False)

    @property
    def code(self) -> str:
        """The fault's stable name."""
        return self.fault.code

    @property
    def level(self) -> Level:
        """How grave it is."""
        return self.fault.level

    @property
    def at(self) -> Place | None:
        """Where a person finds it."""
        if self.source is not None and self.span is not None:
            return self.source.place(self.span)
        return self.place

    def text(self, language: str) -> str:
        """What is wrong, in one line."""
        return self._filled(self.fault.says, language)

    def help(self, language: str) -> str:
        """What to do about it, in one line; empty where the text says it already."""
        return self._filled(self.fault.helps, language)

    def _filled(self, words: Words, language: str) -> str:
        values = {
            name: value.said(language) if isinstance(value, Words) else str(value)
            for name, value in self.values.items()
        }
        return " ".join(words.said(language).format_map(values).split("\n"))


@frozen
class Fault:
    """A kind of trouble. `says` and `helps` are templates; `means` is what `perfeval code` tells of it."""

    code: str
    level: Level
    says: Words
    helps: Words
    means: Words

    def __call__(
        self,
        where: Place | Stretch | None,
        labels: Iterable[Label] = (),
        figures: Mapping[str, str] | None = None,
        /,
        **values: Plain,
    ) -> Diagnostic:
        """The diagnostic of this fault at a place of a facts file or a span of a rule file."""
        if isinstance(where, tuple):
            source, span = where
            return Diagnostic(self, values, source, span, None, tuple(labels), figures or {})
        return Diagnostic(self, values, None, None, where, tuple(labels), figures or {})


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether anything among them makes the rules or facts unusable."""
    return any(diagnostic.level is Level.ERROR for diagnostic in diagnostics)


def ordered(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """By file and position, the graver first where they stand at one place."""
    ranks = {Level.ERROR: 0, Level.ASK: 1, Level.NOTE: 2}

    def key(diagnostic: Diagnostic) -> tuple[str, int, int, int, str]:
        at = diagnostic.at or Place("")
        return at.file, at.line or 0, at.column or 0, ranks[diagnostic.level], diagnostic.code

    return tuple(sorted(diagnostics, key=key))


class Faulty(Exception):
    """Something a person gave cannot be used. `diagnostics` say what and where, with all that was noticed."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        faults = [d for d in self.diagnostics if d.level is Level.ERROR]
        super().__init__("; ".join(f"{d.at}: {d.text('en')} [{d.code}]" for d in faults[:5]))

    def __reduce__(self) -> tuple[type[Faulty], tuple[tuple[Diagnostic, ...]]]:
        return type(self), (self.diagnostics,)


class RulesError(Faulty):
    """Rules that cannot be used."""


class FactsError(Faulty):
    """Facts that cannot be used, or that do not fit the rules."""
