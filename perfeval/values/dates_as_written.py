"""Dates as people write them: a day, a month, a year, a stretch between two, before or after one."""

from __future__ import annotations

import datetime
import re

from perfeval.patterns import later
from perfeval.values.measures import UNSAFE
from perfeval.values.targets import Form, PartialDate, Reading

_YEAR = "((?:19|20)[0-9]{2})"
_TO = "(--?|~|至|到)"
_SPELLINGS = (
    (later(rf"{_YEAR}([-./])([0-9]{{1,2}})\2([0-9]{{1,2}})(?![0-9])"), r"\1年\3月\4日"),
    (later(rf"(?<=日){_TO}([0-9]{{1,2}})[-./]([0-9]{{1,2}})(?![0-9])"), r"\1\2月\3日"),
    (later(rf"(^|年)([0-9]{{1,2}}){_TO}(?=[0-9]{{1,2}}月)"), r"\1\2月\3"),
    (later(rf"^{_YEAR}{_TO}(?={_YEAR}年)"), r"\1年\2"),
    (later(rf"^{_YEAR}\.([0-9]{{1,2}}){_TO}{_YEAR}\.([0-9]{{1,2}})$"), r"\1年\2月\3\4年\5月"),
)
_DAY = rf"(?:{_YEAR}年度?)?(?:([0-9]{{1,2}})月份?)?(?:([0-9]{{1,2}})[日号])?"
_DATE = later(
    rf"(?P<before>[^0-9]{{0,12}}?)(?=[0-9]){_DAY}(?:(?P<to>{_TO}){_DAY})?"
    r"(?P<end>底|末)?(?P<after>(?P<and>及|或)?[之以]?前|[之以]?后|起|之?内|止|期间)?(?:完成)?"
)
_AS_BOUND = later("不[早晚迟]于$")
_LEVEL = later("(?:[高低优好大小多少]于|超过?|达到?|比|较|[相等]?同)$")  # 高于2023年 is no time
_YEAR_END = later(r"(?:当?年|年度)[底末](?:[之以]?前)?(?:完成)?")


def date_in(text: str) -> Reading | None:
    """A date or a stretch of time; where a date stands alone (2025年12月), start and end are the same."""
    if _YEAR_END.fullmatch(text):
        return _dated(None, PartialDate(None, 12, 31), "before-includes-bound")
    for pattern, plain in _SPELLINGS:
        text = pattern.sub(plain, text)
    match = _DATE.fullmatch(text)
    if match is None or UNSAFE.search(_AS_BOUND.sub("", match["before"])) or _LEVEL.search(match["before"]):
        return None
    _, year, month, day, _, _, *second = match.groups()[:9]
    first = _valid(year, month, day)
    if first is None or not match["to"]:
        return _one_date(match, first) if first else None
    last = _valid(second[0] or year, second[1] or (month if second[2] else None), second[2])
    if last is None or match["after"] not in (None, "止", "期间", "内"):
        return None
    return _dated(first, last, *_lead(match)) if first.first() <= last.last() else None


def _valid(year: str | None, month: str | None, day: str | None) -> PartialDate | None:
    """A date that the calendar has, with a year or a month at least."""
    if not (year or month) or (day and not month):
        return None
    numbers = [int(each) if each else None for each in (year, month, day)]
    try:
        datetime.date(numbers[0] or 2000, numbers[1] or 1, numbers[2] or 1)
    except ValueError:
        return None
    return PartialDate(*numbers)


def _lead(match: re.Match[str]) -> list[str]:
    return ["words-before"] if match["before"].rstrip("≥≤<>=:于在截至止按自从不早晚迟") else []


def _one_date(match: re.Match[str], day: PartialDate) -> Reading:
    """Before, from or at a day.

    12月31日前 includes the day and 9月底前 the month; 9月前 ends with August, as it is mostly meant.
    """
    notes, after, before = _lead(match), match["after"] or "", match["before"]
    sign = "≥" if before.endswith("不早于") else before[-1:]
    if sign in ("≥", ">") or after.endswith(("后", "起")):
        return _dated(day, None, *notes, excludes=sign == ">" or after in ("后", "之后"))
    if after.endswith("前") and sign != "≤" and not (day.day or match["end"] or match["and"]):
        return _dated(None, day, *notes, "before-excludes-bound", excludes=True)
    if after.endswith("前"):
        return _dated(None, day, *notes, "before-includes-bound")
    if sign in ("≤", "<") or match["end"] or before.endswith(("不晚于", "不迟于")):
        return _dated(None, day, *notes, excludes=sign == "<")
    return _dated(day, day, *notes)


def _dated(
    start: PartialDate | None, end: PartialDate | None, *notes: str, excludes: bool = False
) -> Reading:
    has_year = all(day is None or day.year for day in (start, end))
    found = notes if has_year else (*notes, "year-missing")
    return Reading("", Form.DATE, (), start, end, excludes, found)
