"""Strokes: the characters that branches and rules are drawn with."""

from __future__ import annotations

from perfeval.records import frozen


@frozen
class Strokes:
    """Three cells each for the branches of a tree, and one for a rule."""

    fork: str
    corner: str
    bar: str
    rule: str


# All four are in GBK, the encoding of a Chinese Windows console.
LINES = Strokes("├─ ", "└─ ", "│  ", "─")
ASCII = Strokes("+- ", "`- ", "|  ", "-")
