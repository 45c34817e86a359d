"""JSON text into the line of each of its names and entries, by path; for text that the JSON parser accepts."""

from __future__ import annotations

import json

from attrs import define, field

from perfeval.patterns import later
from perfeval.reading.raw import Path

# A string without an end is one token to the end of the text, so that no text costs its square.
TOKEN = later(
    r"""(?P<string>"(?:[^"\\]+|\\[\s\S]?)*+(?:"|\Z))|(?P<newline>\n)|(?P<mark>[\[\]{},:])|(?P<bare>[^\s\[\]{},:"]+)"""
)


def depth_fault(text: str, limit: int) -> int | None:
    """The line at which brackets go deeper than the limit; None if nowhere."""
    line, depth = 1, 0
    for match in TOKEN.finditer(text):
        token = match[0]
        if match.lastgroup == "mark":
            depth += (token in "[{") - (token in "]}")
            if depth > limit:
                return line
        elif match.lastgroup != "bare":
            line += token.count("\n")
    return None


@define
class _Open:
    """An object or array that is open: its path, and the name or index of what is being read in it."""

    path: Path
    is_array: bool
    index: int = 0
    name: str | None = None

    def here(self) -> Path:
        """The path of what is being read in it."""
        return (*self.path, self.index if self.is_array else self.name or "")


@define
class JsonLines:
    """The line of each path of a text, and the names given again: path, line, and the line of the first."""

    lines: dict[Path, int] = field(factory=dict)
    again: list[tuple[Path, int, int]] = field(factory=list)
    _stack: list[_Open] = field(factory=list)
    _line: int = 1

    def read(self, text: str) -> JsonLines:
        """Goes through the text."""
        for match in TOKEN.finditer(text):
            match match.lastgroup:
                case "newline":
                    self._line += 1
                case "mark":
                    self._mark(match[0])
                case "string" if self._stack and self._awaits_name():
                    self._name(match[0])
                case _:
                    self._entry()
        return self

    def _awaits_name(self) -> bool:
        return not self._stack[-1].is_array and self._stack[-1].name is None

    def _name(self, token: str) -> None:
        top = self._stack[-1]
        top.name = str(json.loads(token)) if "\\" in token else token[1:-1]
        path = top.here()
        first = self.lines.get(path)
        if first is None:
            self.lines[path] = self._line
        else:
            self.again.append((path, self._line, first))

    def _entry(self) -> None:
        if self._stack and self._stack[-1].is_array:
            self.lines.setdefault(self._stack[-1].here(), self._line)

    def _mark(self, mark: str) -> None:
        match mark:
            case "{" | "[":
                self._entry()
                path = self._stack[-1].here() if self._stack else ()
                self._stack.append(_Open(path, mark == "["))
            case "}" | "]" if self._stack:
                self._stack.pop()
            case "," if self._stack:
                self._stack[-1].index += 1
                self._stack[-1].name = None
