"""Source: the text of one rule file, and the places in it that people are pointed to."""

from __future__ import annotations

import bisect
import hashlib
from itertools import accumulate

from attrs import define, field

from perfeval.records import frozen


@frozen
class Span:
    """Characters `start` to `end` (exclusive) of a source, counted in code points from 0."""

    start: int
    end: int

    def to(self, other: Span) -> Span:
        """From the first character of this span to the last of the other."""
        return Span(min(self.start, other.start), max(self.end, other.end))


@frozen
class Place:
    """Where something stands, as a person says it: file, line and column from 1, or sheet and cell."""

    file: str
    line: int | None = None
    column: int | None = None
    sheet: str | None = None
    cell: str | None = None

    def __str__(self) -> str:
        if self.sheet is not None:
            return f"{self.file}!{self.sheet}" + (f"!{self.cell}" if self.cell else "")
        return self.file if self.line is None else f"{self.file}:{self.line}"


@define(frozen=True)
class Source:
    """A rule file's text as decoded, with `name` as it is shown to people.

    Spans count code points of `text`; the width folding of the parser keeps every offset.
    """

    name: str
    text: str = field(repr=False)
    encoding: str = "utf-8"
    _starts: list[int] = field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        lengths = (len(line) + 1 for line in self.text.split("\n")[:-1])
        object.__setattr__(self, "_starts", list(accumulate(lengths, initial=0)))

    def place(self, span: Span) -> Place:
        """The line and column (both from 1) at which a span begins."""
        start = min(max(span.start, 0), len(self.text))
        line = bisect.bisect_right(self._starts, start)
        return Place(self.name, line, start - self._starts[line - 1] + 1)

    def line(self, number: int) -> str:
        """The text of a line (from 1), without its line end."""
        start = self._starts[number - 1]
        end = self._starts[number] - 1 if number < len(self._starts) else len(self.text)
        return self.text[start:end].rstrip("\r")

    @property
    def sha256(self) -> str:
        """The hash by which an outcome says which rules it came from."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


Stretch = tuple[Source, Span]
"""A piece of a rule file: which file, and from where to where."""


def decoded(data: bytes) -> tuple[str, str] | None:
    """The text of a file's bytes and its encoding ("utf-8" or "gb18030"); None if it is no text.

    A byte order mark is dropped, line ends become "\\n". A NUL byte means a binary file: no text has one.
    """
    if b"\0" in data:
        return None
    for encoding, shown in (("utf-8-sig", "utf-8"), ("gb18030", "gb18030")):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return text.replace("\r\n", "\n").replace("\r", "\n"), shown
    return None
