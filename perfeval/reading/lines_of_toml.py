"""TOML text into the line of each of its names, by path; for text that the TOML parser accepts.

The parser keeps no positions. Of text that it refuses, only what stands before the fault may be given.
"""

from __future__ import annotations

import re

from attrs import define, field

from perfeval.patterns import later
from perfeval.reading.raw import Path

# A string without an end is one token up to where it must have ended, so that no text costs its square. What may
# follow up to two quotes is written out: Python before 3.11.5 goes astray in a possessive group that looks ahead.
TOKEN = later(
    r'''(?P<string>"""(?:[^"\\]+|\\[\s\S]?|"[^"\\]|""[^"\\]|"\\[\s\S]?|""\\[\s\S]?)*+(?:"{3,5}|"{0,2}\Z)'''
    r"""|'''(?:[^']+|'[^']|''[^'])*+(?:'{3,5}|'{0,2}\Z)"""
    r"""|"(?:[^"\\\n]+|\\.)*+"?|'[^'\n]*'?)"""
    r"""|(?P<comment>\#[^\n]*)|(?P<newline>\n)|(?P<mark>[\[\]{}=,.])|(?P<bare>[^\s\[\]{}=,."'\#]+)"""
)
_ESCAPE = later(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|x([0-9A-Fa-f]{2})|(.))", re.DOTALL)
_ESCAPED = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b", '"': '"', "\\": "\\"}


def key_of(token: str) -> str:
    """The name that a bare or quoted key stands for."""
    if token[0] == "'":
        return token[1:-1]
    return _ESCAPE.sub(_unescaped, token[1:-1]) if token[0] == '"' else token


def _unescaped(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3]
    if code is None:
        return _ESCAPED.get(match[4], "")
    number = int(code, 16)
    return chr(number) if number <= 0x10FFFF else ""


def depth_fault(text: str, limit: int) -> int | None:
    """The line at which brackets, or the dots of one name, go deeper than the limit; None if nowhere."""
    line, depth, dots = 1, 0, 0
    for match in TOKEN.finditer(text):
        token = match[0]
        if match.lastgroup == "mark":
            depth += (token in "[{") - (token in "]}")
            dots = dots + 1 if token == "." else 0
            if max(depth, dots) > limit:
                return line
        elif match.lastgroup == "newline":
            line, dots = line + 1, 0
        elif match.lastgroup == "string":
            line += token.count("\n")
    return None


@define
class _Open:
    """An array or inline table that is open: the path of its parts, and how many of them were passed."""

    path: Path
    is_array: bool
    index: int = 0


@define
class TomlLines:
    """The line of each path of a text.

    `given` are the names that have a value or header of their own, `again` those given once more: path,
    line, and the line of the first. `last` is the name read last.
    """

    lines: dict[Path, int] = field(factory=dict)
    last: tuple[Path, int] | None = None
    given: dict[Path, int] = field(factory=dict)
    again: list[tuple[Path, int, int]] = field(factory=list)
    _counts: dict[Path, int] = field(factory=dict)
    _header: Path = ()
    _stack: list[_Open] = field(factory=list)
    _parts: list[str] = field(factory=list)
    _path: Path = ()
    _in_name: bool = True
    _brackets: int = 0
    _line: int = 1

    def read(self, text: str) -> TomlLines:
        """Goes through the text."""
        for match in TOKEN.finditer(text):
            match match.lastgroup:
                case "newline":
                    self._newline()
                case "mark" if self._in_name:
                    self._mark_of_name(match[0])
                case "mark":
                    self._mark_of_value(match[0])
                case "string" | "bare":
                    self._word(match[0])
        return self

    @property
    def is_open(self) -> bool:
        """Whether an array or inline table was not closed."""
        return bool(self._stack)

    def _newline(self) -> None:
        self._line += 1
        if not self._stack:
            self._begin_name()
            self._brackets = 0

    def _begin_name(self) -> None:
        self._in_name = True
        self._parts.clear()

    def _word(self, token: str) -> None:
        if self._in_name:
            self._parts.append(key_of(token))
        else:
            self._element()
        self._line += token.count("\n")

    def _mark_of_name(self, mark: str) -> None:
        match mark:
            case "[":
                self._brackets += 1
            case "]" if self._parts:
                self._end_header()
            case "=":
                self._begin_value()
            case "}" if self._stack:
                self._close()

    def _mark_of_value(self, mark: str) -> None:
        match mark:
            case "[" | "{":
                self._element()
                self._stack.append(_Open(self._value(), mark == "["))
                if mark == "{":
                    self._begin_name()
            case "]" | "}" if self._stack:
                self._close()
            case "," if self._stack and self._stack[-1].is_array:
                self._stack[-1].index += 1
            case "," if self._stack:
                self._begin_name()

    def _close(self) -> None:
        self._stack.pop()
        self._in_name = False

    def _value(self) -> Path:
        """The path of the value that begins here."""
        if self._stack and self._stack[-1].is_array:
            return (*self._stack[-1].path, self._stack[-1].index)
        return self._path

    def _element(self) -> None:
        if self._stack and self._stack[-1].is_array:
            self.lines.setdefault(self._value(), self._line)

    def _begin_value(self) -> None:
        base = self._stack[-1].path if self._stack else self._header
        self._path = (*base, *self._parts)
        self._record(self._path, len(base))
        self._in_name = False

    def _end_header(self) -> None:
        path: Path = ()
        for part in self._parts[:-1]:
            path = self._inside((*path, part))
        path = (*path, self._parts[-1])
        if self._brackets > 1:
            self._counts[path] = self._counts.get(path, 0) + 1
        self._header = self._inside(path)
        self._record(self._header, 0)
        self._parts.clear()

    def _inside(self, path: Path) -> Path:
        """The path into the last entry, where the path is that of a list of entries."""
        return (*path, self._counts[path] - 1) if path in self._counts else path

    def _record(self, path: Path, known: int) -> None:
        for length in range(known + 1, len(path) + 1):
            self.lines.setdefault(path[:length], self._line)
        self.last = (path, self._line)
        first = self.given.get(path)
        if first is None:
            self.given[path] = self._line
        else:
            self.again.append((path, self._line, first))
