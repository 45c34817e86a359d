"""The bytes of a TOML file into Facts, each with its line; and what TOML refuses into words of its writer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import tomli

from perfeval.diagnostics import Diagnostic, Words, has_errors, of_facts_files, of_files
from perfeval.facts import Facts
from perfeval.patterns import later
from perfeval.reading.from_mapping import facts_from_mapping
from perfeval.reading.lines_of_toml import TOKEN, TomlLines, depth_fault
from perfeval.reading.raw import Path, decimal_of, named, places, shown
from perfeval.source import Place, decoded
from perfeval.values.numbers import MAX_DIGITS

if TYPE_CHECKING:
    from perfeval.reading.mending import Mended

MAX_DEPTH = 100
_MOST_MENDED = 20
_LONG = 200_000  # of a longer text one fault is reported: each further one costs reading it all again
_LONGEST_SHOWN = 160

_TWICE = ("Cannot overwrite", "Cannot declare", "Cannot mutate", "Cannot redefine", "Duplicate inline")
_WHY_QUOTE = Words("引号没有配对", "a quote is not closed")
_WHY_BRACKET = Words("方括号或花括号没有配对", "a bracket or brace is not closed")
_WHY_SLASH = Words("文字里的反斜杠“\\”要写成“\\\\”", "a backslash in a text is written twice")
_WHY = (
    ("Expected '='", Words("名称后面应是等号", "an equals sign should follow the name")),
    ("Expected ']'", _WHY_BRACKET),
    ("Unclosed", _WHY_BRACKET),
    ("Invalid value", Words("等号后面不是一个值", "what follows the equals sign is no value")),
    ("Invalid date", Words("没有这个日期", "there is no such date")),
    ("Expected newline", Words("值的后面还有多余的内容", "something stands behind the value")),
    ("Unterminated", _WHY_QUOTE),
    ("Illegal character '\\n'", _WHY_QUOTE),
    ("Illegal character", Words("有看不见的控制字符", "there is an invisible control character")),
    ("Unescaped", _WHY_SLASH),
    ("Invalid hex", _WHY_SLASH),
)
_WHY_ELSE = Words("它既不是 [段落]，也不是 名称 = 值", "it is neither a [section] nor name = value")


def facts_from_toml(data: bytes, name: str) -> tuple[Facts | None, tuple[Diagnostic, ...]]:
    """Facts and what was noticed; None with at least one error when they cannot be used. Raises nothing.

    `name` is the file as shown to people.
    """
    read = decoded(data)
    if read is None:
        return None, (of_files.file_not_text(Place(name), path=name),)
    text, encoding = read
    noted = [] if encoding == "utf-8" else [of_files.encoding_gb18030(Place(name), path=name)]
    deep = depth_fault(text, MAX_DEPTH)
    if deep is not None:
        return None, (*noted, of_facts_files.facts_too_deep(Place(name, deep), limit=MAX_DEPTH))
    content, text, faults = _Toml(name).read(text)
    noted += faults
    if content is None:
        return None, tuple(noted)
    if not content:
        noted.append(of_facts_files.empty_facts(Place(name), path=name))
    lines = TomlLines().read(text).lines
    facts, more = facts_from_mapping(content, origin=name, place=places(name, lines))
    noted += more
    return (None if has_errors(noted) else facts), tuple(noted)


class _Toml:
    """The reading of one file's text. A line that can be mended is, so that the faults below it are found."""

    def __init__(self, name: str) -> None:
        self.name = name

    def read(self, text: str) -> tuple[Mapping[str, object] | None, str, list[Diagnostic]]:
        """The content (None when some line cannot be mended), the text as mended, and the faults."""
        faults: list[Diagnostic] = []
        for _ in range(1 if len(text) > _LONG else _MOST_MENDED):
            parsed = _parsed(text)
            if not isinstance(parsed, Exception):
                return parsed, text, faults
            if not isinstance(parsed, tomli.TOMLDecodeError):
                return None, text, [*faults, *self._unreadable(text)]
            if parsed.msg.startswith(_TWICE):
                return None, text, [*faults, self._twice(text, parsed)]
            mended = _mended(text, parsed)
            faults.append(self._fault(text, parsed, mended))
            if mended is None:
                break
            text = _with_line(text, parsed.lineno, mended.line)
        return None, text, faults

    def _fault(self, text: str, error: tomli.TOMLDecodeError, mended: Mended | None) -> Diagnostic:
        if mended is None:
            why = next((words for start, words in _WHY if error.msg.startswith(start)), _WHY_ELSE)
            line, why = _unfinished(text, error) or (error.lineno, why)
            return of_facts_files.not_toml(Place(self.name, line), why=why)
        place, written = Place(self.name, error.lineno), _short(mended.line.strip())
        if mended.name:
            return of_facts_files.key_without_quotes(place, name=shown(mended.name), mended=written)
        if mended.mark:
            from perfeval.reading.mending import as_shown

            return of_facts_files.wide_punctuation_in_facts(place, mark=as_shown(mended.mark), mended=written)
        if mended.value.lstrip("+-").lower() in _NOT_FINITE:
            path, _ = TomlLines().read(mended.line).last or ((), 0)
            name = named(("facts", *path))
            return of_facts_files.not_finite(place, name=name, value=shown(mended.value))
        return of_facts_files.value_without_quotes(place, value=shown(mended.value), mended=written)

    def _twice(self, text: str, error: tomli.TOMLDecodeError) -> Diagnostic:
        # The parser complains behind the name, at times before the end of its line.
        end = text.find("\n", error.pos)
        found = TomlLines().read(text if end < 0 else text[:end])
        path, line, first = found.again[-1] if found.again else _clash(found, error.lineno)
        called = next((part for part in reversed(path) if isinstance(part, str)), "")
        return of_facts_files.duplicate_key(Place(self.name, line), name=shown(called), first=_first(first))

    def _unreadable(self, text: str) -> list[Diagnostic]:
        """The numbers that Python refuses to read for their length."""
        faults = []
        for match in TOKEN.finditer(text):
            if match.lastgroup == "bare" and _LONG_INTEGER.fullmatch(match[0]):
                place = Place(self.name, text.count("\n", 0, match.start()) + 1)
                path, _ = TomlLines().read(text[: match.start()]).last or (("facts",), 0)
                faults.append(of_facts_files.number_too_long(place, name=named(path), limit=MAX_DIGITS))
                break
        return faults or [of_facts_files.not_toml(Place(self.name), why=_WHY_ELSE)]


_LONG_INTEGER = later(rf"[+-]?[0-9_]{{{MAX_DIGITS + 1},}}")
_NOT_FINITE = frozenset({"nan", "inf", "infinity"})


def _parsed(text: str) -> Mapping[str, object] | Exception:
    """What the parser makes of a text, or why it refuses it (more digits than Python reads: a ValueError)."""
    try:
        return tomli.loads(text, parse_float=decimal_of)
    except (ValueError, RecursionError) as error:
        return error


def _clash(found: TomlLines, line: int) -> tuple[Path, int, int | None]:
    """A name given a value and used as a group of names as well: its path, the line of its second use, and
    that of its first."""
    path, line = found.last or ((), line)
    for length in range(1, len(path)):
        if path[:length] in found.given:
            return path[:length], line, found.given[path[:length]]
    return path, line, None


def _first(line: int | None) -> Words:
    return Words(f"（前一次在第{line}行）", f" (first on line {line})") if line else Words("", "")


def _unfinished(text: str, error: tomli.TOMLDecodeError) -> tuple[int, Words] | None:
    """For what was never closed: the line it began on, not where the text ended; and what it is."""
    found = TomlLines().read(text[: error.pos])
    if found.last is None:
        return None
    if error.msg.startswith("Unterminated"):
        return found.last[1], _WHY_QUOTE
    ended = error.msg.startswith("Unclosed") or not text[error.pos :].strip()
    return (found.last[1], _WHY_BRACKET) if ended and found.is_open else None


def _short(line: str) -> str:
    return line if len(line) <= _LONGEST_SHOWN else line[: _LONGEST_SHOWN - 1] + "…"


def _mended(text: str, error: tomli.TOMLDecodeError) -> Mended | None:
    """The first mending of the faulty line with which the text reads further than before."""
    # A file without a fault needs no mending.
    from perfeval.reading.mending import mendings

    line = text.split("\n")[error.lineno - 1]
    for mended in mendings(line):
        parsed = _parsed(_with_line(text, error.lineno, mended.line))
        if not isinstance(parsed, tomli.TOMLDecodeError) or parsed.lineno > error.lineno:
            return mended
    return None


def _with_line(text: str, number: int, line: str) -> str:
    lines = text.split("\n")
    lines[number - 1] = line
    return "\n".join(lines)
