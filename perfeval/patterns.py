"""Patterns: a regular expression's text into the expression, compiled when something first uses it.

A command needs few of the hundred patterns that reading knows, and compiling one takes longer than using it.
"""

from __future__ import annotations

import re
from typing import cast

METHODS = ("findall", "finditer", "fullmatch", "match", "search", "split", "sub", "subn")


def later(text: str, flags: int = 0) -> re.Pattern[str]:
    """What re.compile gives, but compiled later. A text that is no regular expression raises re.error only then."""
    return cast("re.Pattern[str]", _Later(text, flags))


class _Later:
    """Stands for an expression until one of its methods is asked for; from then on it has them itself."""

    def __init__(self, text: str, flags: int) -> None:
        self.pattern = text
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        if name not in METHODS:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        for method in METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)
