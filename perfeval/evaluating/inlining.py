"""Inlining: straight-line code into fewer statements: a value that is used once is computed where it is used."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

# A word of the code, or a whole text: what stands in a text is no variable.
_WORD = re.compile(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[A-Za-z_]\w*""")
_ASSIGNED = re.compile(r"\b(v[0-9]+[nd]?) =(?!=)")
_STATEMENT = re.compile(r" *(v[0-9]+[nd]?) = ([^;]+)")
LONGEST = 200
"""No line grows longer, so that no expression nests deeper than Python's parser goes."""


def inlined(lines: Sequence[str]) -> list[str]:
    """The same code. A variable v… is put where it is used if it is set once, used once, and made only of what is set
    once, so that nothing it is made of can have changed in between. Expressions have no effects, and inputs i… have
    their values before the first v….
    """
    uses = Counter(word for line in lines for word in _WORD.findall(line))
    sets = Counter(name for line in lines for name in _ASSIGNED.findall(line))
    made: list[str] = []
    waiting: dict[str, str] = {}
    for line in lines:
        whole = _WORD.sub(lambda word: f"({waiting.pop(word[0])})" if word[0] in waiting else word[0], line)
        statement = _STATEMENT.fullmatch(whole)
        if (
            statement is not None
            and uses[statement[1]] == 2
            and sets[statement[1]] == 1
            and len(whole) < LONGEST
            and all(sets[word] <= 1 for word in _WORD.findall(statement[2]))
        ):
            waiting[statement[1]] = statement[2]
        else:
            made.append(whole)
    return made
