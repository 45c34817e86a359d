"""A line that TOML or JSON refuses into the line its writer meant: quotes added, punctuation made ASCII."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import combinations

from perfeval.diagnostics import Words
from perfeval.patterns import later
from perfeval.records import frozen

_STRING = later(r"""("(?:[^"\\]|\\.)*"|'[^']*')""")
_COMMENT = later(r"""^((?:"(?:[^"\\]|\\.)*"|'[^']*'|[^#"'])*)(#.*)$""")
_NAME_AND_VALUE = later(r"""^(\s*)((?:"(?:[^"\\]|\\.)*"|'[^']*'|[^"'=])+?)(\s*=\s*)(.*?)(\s*)$""")
_HEADER = later(r"^(\s*\[\[?\s*)(.*?)(\s*\]\]?\s*)$")
_BARE = later(r"[A-Za-z0-9_-]+")
# A dot between digits belongs to the name (PM2.5浓度); any other parts two names.
_PART = later(r"""(?:[^.\s"']|(?<=[0-9])\.(?=[0-9]))+(?:[ \t]+[^.\s"']+)*""")
_INNER_NAME = later(r"""([{,]\s*)([^\s"'={},\[\]]+)(\s*=)""")
_INNER_VALUE = later(r"""(=\s*)([^\s"'\[{,}][^,}"']*?)(\s*(?=[,}]))""")
_PLAIN = later(r"[+-]?[0-9][0-9_]*(?:\.[0-9_]+)?|true|false|[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LONGEST = 2000  # a longer line is pasted data: its trouble is not a forgotten quote

_WIDE = "“”„＂‘’＇＝，：［］【】｛｝．＃\u3000\u00a0"
_NARROW = '""""\'\'\'=,:[][]{}.#  '
NARROWED = str.maketrans(_WIDE, _NARROW)
_BLANKS = {
    "\u3000": Words("“全角空格”", "(a wide blank)"),
    "\u00a0": Words("“不换行空格”", "(a no-break blank)"),
}
_QUOTES = frozenset("“”„＂‘’＇")


@frozen
class Mended:
    """A line as it was probably meant, and the first name, value or mark that was wrong in it."""

    line: str
    name: str = ""
    value: str = ""
    mark: str = ""


_Step = Callable[[str], tuple[str, str]]
"""What a line becomes, and the first thing that was changed ("" if nothing was)."""


def mendings(line: str) -> Iterator[Mended]:
    """What a line of TOML may have meant, the fewest changes first. Whether it reads is for the caller."""
    if len(line) > _LONGEST:
        return
    content, comment = _without_comment(line)
    steps: tuple[tuple[str, _Step], ...] = (
        ("name", with_quoted_names),
        ("mark", with_narrow_marks),
        ("value", with_quoted_values),
    )
    for count in (1, 2, 3):
        for chosen in combinations(steps, count):
            # Punctuation first: only then can names and values be told apart.
            mended = _applied(content, sorted(chosen, key=lambda step: step[0] != "mark"))
            if mended is not None:
                yield Mended(mended.pop("line") + comment, **mended)


def _applied(line: str, steps: list[tuple[str, _Step]]) -> dict[str, str] | None:
    """The line after all the steps and what each changed; None when one of them had nothing to do."""
    changed: dict[str, str] = {}
    for what, step in steps:
        line, changed[what] = step(line)
        if not changed[what]:
            return None
    return {"line": line, **changed}


def _without_comment(line: str) -> tuple[str, str]:
    match = _COMMENT.match(line)
    return (match[1], match[2]) if match else (line, "")


def with_narrow_marks(line: str) -> tuple[str, str]:
    """The line with the Chinese punctuation outside its strings made ASCII, and the first such mark."""
    pieces = _STRING.split(line)
    marks = "".join(sign for piece in pieces[::2] for sign in piece if sign in _WIDE)
    first = (marks.strip() or marks)[:1]
    pieces[::2] = [piece.translate(NARROWED) for piece in pieces[::2]]
    return "".join(pieces), first


def as_shown(mark: str) -> Words:
    """A mark as a message shows it; a blank by its name."""
    return _BLANKS.get(mark, Words(mark, mark))


def with_quoted_names(line: str) -> tuple[str, str]:
    """The line with its bare Chinese names in quotes, and the first of them."""
    found: list[str] = []
    header = _HEADER.match(line)
    if header and "=" not in line:
        return header[1] + _quoted_parts(header[2], found) + header[3], "".join(found[:1])
    statement = _NAME_AND_VALUE.match(line)
    if statement is None:
        return line, ""
    blank, name, equals, value, rest = statement.groups()
    quoted = _quoted_parts(name, found)
    return blank + quoted + equals + _with_inner_names(value, found) + rest, "".join(found[:1])


def _quoted_parts(name: str, found: list[str]) -> str:
    def quoted(match: re.Match[str]) -> str:
        # What stands in Chinese quotes is quoted already: their width is mended instead.
        if _BARE.fullmatch(match[0]) or not _QUOTES.isdisjoint(match[0]):
            return match[0]
        found.append(match[0])
        return f'"{match[0]}"'

    pieces = _STRING.split(name)
    pieces[::2] = [_PART.sub(quoted, piece) for piece in pieces[::2]]
    return "".join(pieces)


def _with_inner_names(value: str, found: list[str]) -> str:
    def quoted(match: re.Match[str]) -> str:
        if _BARE.fullmatch(match[2]):
            return match[0]
        found.append(match[2])
        return f'{match[1]}"{match[2]}"{match[3]}'

    pieces = _STRING.split(value)
    pieces[::2] = [_INNER_NAME.sub(quoted, piece) for piece in pieces[::2]]
    return "".join(pieces)


def with_quoted_values(line: str) -> tuple[str, str]:
    """The line with its bare text values in quotes, and the first of them."""
    statement = _NAME_AND_VALUE.match(line)
    if statement is None:
        return line, ""
    blank, name, equals, value, rest = statement.groups()
    if value.startswith("{"):
        mended, first = _with_inner_values(value)
    elif value and not set(value) & set("\"'[{\\="):
        mended, first = f'"{value}"', value
    else:
        mended, first = value, ""
    return blank + name + equals + mended + rest, first


def _with_inner_values(value: str) -> tuple[str, str]:
    found: list[str] = []

    def quoted(match: re.Match[str]) -> str:
        if _PLAIN.fullmatch(match[2]):
            return match[0]
        found.append(match[2])
        return f'{match[1]}"{match[2]}"{match[3]}'

    pieces = _STRING.split(value)
    pieces[::2] = [_INNER_VALUE.sub(quoted, piece) for piece in pieces[::2]]
    return "".join(pieces), "".join(found[:1])
