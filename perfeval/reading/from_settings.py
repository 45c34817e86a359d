"""What follows --set on a command line (名=值) into a name and its value."""

from __future__ import annotations

from perfeval.diagnostics import Diagnostic, Words, of_facts_files
from perfeval.facts import Given
from perfeval.patterns import later
from perfeval.reading.raw import shown
from perfeval.source import Place

PLACE = Place("--set")

_EQUALS = later("[=＝]")
# A terminal in another encoding hands over bytes that are no characters; Python shows them as these.
_NO_CHARACTER = later("[\ud800-\udfff]")


def setting(text: str) -> tuple[str, Given] | Diagnostic:
    """The fact's name and its value as text, or what is wrong with the setting.

    The first equals sign, of either width, parts the two; blanks around them are dropped.
    """
    name, *rest = (part.strip() for part in _EQUALS.split(text, maxsplit=1))
    why = _fault(text, name, rest)
    if why is not None:
        return of_facts_files.bad_setting(PLACE, text=shown(text), why=why)
    return name, Given(rest[0], PLACE)


def _fault(text: str, name: str, rest: list[str]) -> Words | None:
    if not rest:
        return Words("没有等号", "has no equals sign")
    if not name:
        return Words("等号左边没有名称", "has no name left of the equals sign")
    if not rest[0]:
        return Words("等号右边没有值", "has no value right of the equals sign")
    if _NO_CHARACTER.search(text):
        return Words(
            "有读不出的字符，请检查终端的编码",
            "has characters that cannot be read; check the terminal's encoding",
        )
    return None
