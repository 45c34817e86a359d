"""Folding: a rule file's text as the line pass sees it, with every character at its place.

Widths are folded one to one and comments are blanked, so an offset here is an offset in the source.
"""

from __future__ import annotations

import re

from perfeval.records import frozen
from perfeval.values.numbers import fold
from perfeval.vocabulary import pattern

_BLANKS = dict.fromkeys(map(ord, "\t\f\x1c\x1d\x1e\x1f\x85\u1680\u2028\u2029\u205f\ufeff"), " ")
_COMMENT_LINE = re.compile(rf" *(?:#|{pattern('COMMENT')} *:)")
_COMMENT = re.compile(r"(?<= )#(?= |$)")
QUOTES = {"“": "”", '"': '"', "「": "」"}
"""Opening quotation marks with their partners, after folding."""


@frozen
class Folded:
    """`text` is folded, `raw` is as written; in both comments are blanked and lines end with "\\n"."""

    text: str
    raw: str


def folded(source: str) -> Folded:
    """The text of a source made narrow and without comments, every character at its place."""
    narrow = fold(source).translate(_BLANKS).split("\n")
    raw = source.split("\n")
    for i, line in enumerate(narrow):
        cut = _comment(line)
        if cut < len(line):
            blanks = " " * (len(line) - cut)
            narrow[i], raw[i] = line[:cut] + blanks, raw[i][:cut] + blanks
    return Folded("\n".join(narrow), "\n".join(raw))


def comments(source: str) -> list[str]:
    """Each line's comment as written, without blanks around it; empty where there is none."""
    narrow = fold(source).translate(_BLANKS).split("\n")
    return [
        written[_comment(line) :].strip() for line, written in zip(narrow, source.split("\n"), strict=True)
    ]


def _comment(line: str) -> int:
    """Where the comment of a line begins; its length if there is none. A # in quotes begins none."""
    if _COMMENT_LINE.match(line):
        return 0
    for match in _COMMENT.finditer(line):
        if closed_quotes(line, 0, match.start()):
            return match.start()
    return len(line)


def closed_quotes(text: str, start: int, end: int) -> bool:
    """Whether no quotation mark is open at `end`, seen from `start`."""
    wanted = ""
    for character in text[start:end]:
        wanted = ("" if character == wanted else wanted) if wanted else QUOTES.get(character, "")
    return not wanted


def one_line(raw: str) -> str:
    """Free text over several lines as one: no blank between Chinese, one between Latin words."""
    parts = [part.strip() for part in raw.split("\n")]
    text = ""
    for part in filter(None, parts):
        gap = " " if text and text[-1].isascii() and part[0].isascii() else ""
        text += gap + part
    return text
