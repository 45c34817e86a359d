"""Harmless: user text into text that shows every character and commands none of them.

A name out of somebody's workbook may hold escape sequences, invisible characters or a right-to-left
override. Shown as `\\x1b`, `\\u200b` or `\\u202e` they do nothing, and a reader sees why two names differ.
"""

from __future__ import annotations

import unicodedata

# Line breaks and tabs part words, and so does the blank that stands for them.
_BLANKS = frozenset("\n\t\v\f\x1c\x1d\x1e\x1f\x85\u2028\u2029")


def harmless(text: str) -> str:
    """The text on one line: breaks and tabs as blanks, control and format characters written out.

    Lone surrogates and noncharacters are written out too: neither UTF-8 nor XML can carry them.
    """
    if text.isprintable():
        return text
    return "".join(shown(character) for character in text.replace("\r\n", " "))


def shown(character: str) -> str:
    """One character as a reader sees it: itself, a blank, or its escape such as `\\x1b`."""
    if character.isprintable():
        return character
    if character in _BLANKS:
        return " "
    category = unicodedata.category(character)
    if category in {"Zs", "Co"} or (category == "Cn" and not _is_noncharacter(character)):
        return character
    return character.encode("unicode_escape").decode("ascii")


def _is_noncharacter(character: str) -> bool:
    code = ord(character)
    return 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE
