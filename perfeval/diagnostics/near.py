"""Near names: what the writer may have meant, by spelling and by sound."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from perfeval.diagnostics import Words

LONGEST = 40
"""Longer names are not compared: the cost grows with the square, and nobody misspells one by a letter."""


def near_names(name: str, known: Iterable[str], *, most: int = 3) -> tuple[str, ...]:
    """Known names like this one, the likeliest first: alike in writing, or read alike (预算执形率)."""
    candidates = [other for other in dict.fromkeys(known) if len(other) <= LONGEST and other != name]
    if not candidates or len(name) > LONGEST:
        return ()
    # Only a name that was misspelt pays for these.
    from difflib import get_close_matches

    sound = _sound(name)
    alike = [other for other in candidates if _sound(other) == sound]
    spelled = get_close_matches(name, candidates, n=most, cutoff=0.6)
    return tuple(dict.fromkeys([*alike, *spelled]))[:most]


def did_you_mean(name: str, known: Iterable[str]) -> Words:
    """The question to ask at a message's end; empty when nothing is near."""
    near = near_names(name, known)
    if not near:
        return Words("", "")
    return Words(
        "。是不是" + "、".join(f"“{other}”" for other in near) + "？",
        ". Did you mean " + ", ".join(f"“{other}”" for other in near) + "?",
    )


@lru_cache(maxsize=4096)
def _sound(name: str) -> str:
    # pypinyin takes a third of a second to import: only a misspelt name pays for it.
    from pypinyin import lazy_pinyin

    return " ".join(lazy_pinyin(name))
