"""A longer rule file for timing `check`: the indicators of rules/luohu-2024 again and again, under new names."""

from __future__ import annotations

import re
import sys
import time
from pathlib import Path

import perfeval

PACK = Path(__file__).parent.parent / "rules" / "luohu-2024" / "project.rules"
LINES = 300
LONG = 1000

_TOP = re.compile(r"(?m)^(?=一级指标)")
_NAME = re.compile(r"(?m)^( *[一二三]级指标) (\S+) ")


def rule_text(tag: str, lines: int = LINES) -> str:
    """A rule file of at least so many lines; the tag goes into every indicator's name."""
    head, *parts = _TOP.split(PACK.read_text(encoding="utf-8"))
    made: list[str] = []
    points = 0
    while head.count("\n") + sum(part.count("\n") for part in made) < lines:
        copy, which = divmod(len(made), len(parts))
        made.append(_renamed(parts[which], f"{tag}v{copy}"))
        points += int(re.findall(r"(\d+)分", parts[which])[0])
    return head.replace("框架 100分", f"框架 {points}分") + "".join(made)


def checked(text: str) -> perfeval.Rules:
    """The text checked, as `perfeval check` does; it has no errors."""
    return perfeval.load(text=text)


def main() -> None:
    """Prints the seconds of the first check in this process, and of the first by Lark alone."""
    text = rule_text("0")
    start = time.perf_counter()
    if sys.argv[1:] == ["lark"]:
        from peers import by_lark

        by_lark.parser()(text)
    else:
        checked(text)
    print(time.perf_counter() - start)


def _renamed(part: str, tag: str) -> str:
    """One first-level indicator with the tag on every name, and on the rates that are called like them."""
    for name in _NAME.findall(part):
        definition = re.compile(rf"(?m)^( *(?:推定：)?){name[1]} =")
        part = definition.sub(rf"\g<1>{name[1]}{tag} =", part)
    return _NAME.sub(rf"\g<1> \g<2>{tag} ", part)


if __name__ == "__main__":
    main()
