"""The bytes of a JSON file into Facts, each with its line."""

from __future__ import annotations

import json
from decimal import Decimal

from perfeval.diagnostics import Diagnostic, Words, has_errors, of_facts_files, of_files
from perfeval.facts import Facts
from perfeval.reading.from_mapping import facts_from_mapping
from perfeval.reading.lines_of_json import JsonLines, depth_fault
from perfeval.reading.mending import as_shown, with_narrow_marks
from perfeval.reading.raw import Path, decimal_of, places, shown
from perfeval.source import Place, decoded
from perfeval.values.numbers import MAX_DIGITS

MAX_DEPTH = 100
_LONGEST_MENDED = 160

_WHY = (
    (
        "Expecting ','",
        Words("两项之间缺逗号，或者引号没有配对", "a comma is missing, or a quote is not closed"),
    ),
    ("Expecting ':'", Words("名称后面缺冒号", "a colon is missing after the name")),
    (
        "Expecting property name",
        Words(
            "这里应是双引号里的名称；最后一项后面不能有逗号",
            "a quoted name should stand here; no comma ends the last entry",
        ),
    ),
    ("Illegal trailing comma", Words("最后一项后面不能有逗号", "no comma follows the last entry")),
    (
        "Expecting value",
        Words(
            "这里应有一个值，文字要加英文双引号",
            "a value should stand here; text needs straight double quotes",
        ),
    ),
    ("Extra data", Words("整个数据结束之后还有多余的内容", "something stands behind the end of the data")),
    ("Unterminated string", Words("引号没有配对", "a quote is not closed")),
    (
        "Invalid control character",
        Words("引号里换了行，或有看不见的字符", "a text has a line break or an invisible character"),
    ),
    ("Invalid \\", Words("文字里的反斜杠“\\”要写成“\\\\”", "a backslash in a text is written twice")),
)
_WHY_ELSE = Words("写法不合 JSON 的规定", "it is not the way JSON is written")


def facts_from_json(data: bytes, name: str) -> tuple[Facts | None, tuple[Diagnostic, ...]]:
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
    try:
        content = _parsed(text)
    except json.JSONDecodeError as error:
        return None, (*noted, _fault(text, name, error))
    facts, more = _facts(text, name, content)
    noted += more
    return (None if has_errors(noted) else facts), tuple(noted)


def _facts(text: str, name: str, content: object) -> tuple[Facts, list[Diagnostic]]:
    found = JsonLines().read(text)
    noted = [_twice(name, *again) for again in found.again]
    if content == {}:
        noted.append(of_facts_files.empty_facts(Place(name), path=name))
    # What is no mapping is refused there, in the same words as for a program's value.
    facts, more = facts_from_mapping(content, origin=name, place=places(name, found.lines))  # type: ignore[arg-type]
    return facts, [*noted, *more]


def _parsed(text: str) -> object:
    """What the text says; an empty text says nothing."""
    if not text.strip():
        return {}
    return json.loads(text, parse_float=decimal_of, parse_constant=decimal_of, parse_int=_integer)


def _integer(text: str) -> int | Decimal:
    # Python refuses to read very long integers; as a decimal it is refused later, with its name and line.
    return int(text) if len(text) <= MAX_DIGITS + 1 else decimal_of(text)


def _twice(name: str, path: Path, line: int, first: int) -> Diagnostic:
    words = Words(f"（前一次在第{first}行）", f" (first on line {first})")
    return of_facts_files.duplicate_key(Place(name, line), name=shown(path[-1]), first=words)


def _fault(text: str, name: str, error: json.JSONDecodeError) -> Diagnostic:
    place = Place(name, error.lineno)
    line = text.split("\n")[error.lineno - 1]
    if len(line) <= _LONGEST_MENDED:
        mended, mark = with_narrow_marks(line)
        if mark and _reads_further(text, error, mended):
            return of_facts_files.wide_punctuation_in_facts(place, mark=as_shown(mark), mended=mended.strip())
    why = next((words for start, words in _WHY if error.msg.startswith(start)), _WHY_ELSE)
    return of_facts_files.not_json(place, why=why)


def _reads_further(text: str, error: json.JSONDecodeError, mended: str) -> bool:
    """Whether the parser gets past the faulty line when the line is replaced."""
    lines = text.split("\n")
    lines[error.lineno - 1] = mended
    try:
        _parsed("\n".join(lines))
    except json.JSONDecodeError as other:
        return other.lineno > error.lineno
    return True
