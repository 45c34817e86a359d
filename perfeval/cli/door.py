"""The door: what the commands do alike. They load, evaluate, show, and leave with the right status."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NoReturn

import click

from perfeval.cli.options import AT_FAULT, MISUSE, WELL
from perfeval.diagnostics import Diagnostic, Faulty, Level, Words, has_errors

if TYPE_CHECKING:
    from perfeval.api import Rules
    from perfeval.document import Document
    from perfeval.facts import Facts
    from perfeval.outcome import Outcome


class Door:
    """What the commands do alike: load, evaluate, show, and leave with the right status."""

    def __init__(self, options: dict[str, Any]) -> None:
        self.language: str = options["language"]
        self.color: str = options["color"]
        self.shown_as: str = options.get("shown_as", "table")
        self.strict: bool = options.get("strict", False)
        self.settings: Sequence[str] = options.get("settings", ())
        as_of = options.get("as_of")
        self.as_of: date | None = as_of.date() if as_of is not None else None

    def outcome(self, rules: str, facts: str | None) -> Outcome:
        """The outcome of a command's arguments; leaves with a diagnosis where they are at fault."""
        from perfeval.api import evaluate

        try:
            loaded = self.rules(rules)
            made = self._facts(loaded, facts)
            return evaluate(loaded, made, as_of=self.as_of, trace=True)
        except Faulty as fault:
            self.fail(fault.diagnostics)

    def rules(self, name: str) -> Rules:
        """Rules; what they ask to decide goes to standard error. Raises RulesError."""
        from perfeval.api import load

        loaded = load(name)
        asks = [d for d in loaded.diagnostics if d.level is Level.ASK]
        if asks:
            self.note(asks)
        return loaded

    def _facts(self, rules: Rules, name: str | None) -> Facts:
        from perfeval.api import read_bytes, read_with_notes
        from perfeval.facts import Facts

        if name == "-":
            made, noted = read_bytes(sys.stdin.buffer.read(), "-", as_json=True)
        elif name is not None or rules.facts_path is not None:
            made, noted = read_with_notes(name if name is not None else rules.facts_path or "")
        else:
            made, noted = Facts(), ()
        if noted:
            self.note(noted)
        return self._with_settings(made) if self.settings else made

    def _with_settings(self, made: Facts) -> Facts:
        from perfeval.api import with_values
        from perfeval.facts import PERSONAL_FACTS
        from perfeval.reading.from_settings import setting

        values = {}
        for text in self.settings:
            read = setting(text)
            if isinstance(read, Diagnostic):
                self.fail([read], MISUSE)
            if read[0] not in PERSONAL_FACTS:
                values[read[0]] = read[1]
        return with_values(made, values)

    # ------------------------------------------------------------ output

    def show(self, document: Document) -> None:
        """A document on standard output, in the format asked for."""
        from perfeval.api import render

        if self.shown_as == "md":
            self.out(render(document, "markdown"))
        elif self.shown_as == "table":
            self.out(self._for(sys.stdout, document))
        else:
            try:
                self.out(render(document, self.shown_as))
            except Faulty as fault:
                self.fail(fault.diagnostics)

    def note(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Diagnostics on standard error."""
        from perfeval.explaining.diagnosis import diagnosis

        told = self._for(sys.stderr, diagnosis(list(diagnostics), self.language))
        click.echo(told.rstrip("\n"), err=True, color=True)

    def json(self, outcome: Outcome, *, losses: bool) -> None:
        """The outcome as data on standard output."""
        from perfeval.api import as_data
        from perfeval.explaining.data import outcome_as_json

        self.out(outcome_as_json(as_data(outcome, self.language, losses=losses)))

    def out(self, text: str) -> None:
        """Text on standard output, ending in one line end."""
        # Whether there is colour was decided before: click is not to take it out again.
        click.echo(text.rstrip("\n"), color=True)

    def _for(self, stream: Any, document: Document) -> str:
        from perfeval.rendering.to_terminal import to_terminal

        color = self.color == "always" or (
            self.color == "auto" and not os.environ.get("NO_COLOR") and stream.isatty()
        )
        return to_terminal(document, width=_width(), color=color, ascii_only=not _can_draw(stream))

    # ------------------------------------------------------------ leaving

    def status(self, diagnostics: Iterable[Diagnostic]) -> int:
        """The exit status that diagnostics ask for."""
        from perfeval.api import is_file_fault

        found = list(diagnostics)
        if any(is_file_fault(diagnostic) for diagnostic in found):
            return MISUSE
        asks = self.strict and any(diagnostic.level is Level.ASK for diagnostic in found)
        return AT_FAULT if has_errors(found) or asks else WELL

    def fail(self, diagnostics: Iterable[Diagnostic], status: int | None = None) -> NoReturn:
        """Leaves with a diagnosis on standard error."""
        found = list(diagnostics)
        self.note(found)
        sys.exit(self.status(found) if status is None else status)

    def leave(self, outcome: Outcome) -> NoReturn:
        """Leaves after an evaluation: an incomplete one is well, unless --strict."""
        if not outcome.complete:
            words = Words("结果不完整，见上", "the result is incomplete, see above")
            click.echo(words.said(self.language), err=True)
        noted = any(finding.level is not Level.NOTE for finding in outcome.findings)
        sys.exit(AT_FAULT if self.strict and (noted or not outcome.complete) else WELL)


def _width() -> int:
    """The terminal's width, 80 where there is none; COLUMNS overrides."""
    import shutil

    return shutil.get_terminal_size((80, 24)).columns


def _can_draw(stream: Any) -> bool:
    """Whether a stream can write the branches of a tree."""
    try:
        "└├│─".encode(getattr(stream, "encoding", None) or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
