"""Several numbers in one text: ranges, a baseline and what is to be reached, and lists of measures."""

from __future__ import annotations

import re

from attrs import evolve

from perfeval.patterns import later
from perfeval.values.measures import (
    BOUND,
    COMPARATOR,
    OTHER,
    PLAIN,
    UPWARD,
    included,
    is_safe,
    measure,
    name_before,
    valued_in,
)
from perfeval.values.numbers import CHINESE_NUMERALS, decimal_text, read_chinese_number, read_number
from perfeval.values.states import Absent
from perfeval.values.targets import Comparator, Form, Part, Reading, aligned
from perfeval.values.units import find_unit, is_tally

_RANGE = later(
    rf"(?P<label>{OTHER}*?)(?P<low>-?{PLAIN})(?P<first>[^0-9<>≥≤=~至到-]*?)"
    rf"(?:(?P<by>--?|~+|至|到)(?P<high>-?{PLAIN})|(?:和|与)(?P<and>{PLAIN})(?=.*之间))(?P<second>{OTHER}*)"
)
_BASELINE = later(
    rf"(?P<label>{OTHER}*?)[从由]{PLAIN}[^0-9至到]*?(?P<verb>提高|提升|增加|增长|上升|升|下降|降低|减少|降)"
    rf"[至到](?P<target>{PLAIN}.*)"
)
_HEAD = later(rf"(?:{COMPARATOR})?(?:{PLAIN}|[{CHINESE_NUMERALS}]+)(?P<rest>{OTHER}+)")
LIST = later(r";|、|,?[且并](?![联入])|(?<![0-9]),|,(?![0-9])|(?<=以上)(?=[0-9])|(?<=以下)(?=[0-9])")


_CHINESE_ENDS = later(
    rf"([{CHINESE_NUMERALS}]+)([^0-9{CHINESE_NUMERALS}]{{0,4}}?(?:至|到|-|~))([{CHINESE_NUMERALS}]+)"
)


def _in_digits(match: re.Match[str]) -> str:
    """三至五 as 3至5."""
    low, high = read_chinese_number(match[1]), read_chinese_number(match[3])
    return match[0] if low is None or high is None else decimal_text(low) + match[2] + decimal_text(high)


def range_in(text: str) -> Reading | None:
    """18—54周岁, 80%（含）-90%, 1-2万人: both ends included unless 不含 is said."""
    match = _RANGE.fullmatch(_CHINESE_ENDS.sub(_in_digits, text))
    if match is None or not is_safe(match["label"], None):
        return None
    if match["low"][0] == "-" and (match["by"] or "")[:1] == "-":
        return None  # -5%--3%: which of them is the minus
    notes: list[str] = []
    label = name_before(match["label"], notes)
    second = re.sub("(?:之间|区间|范围内|间)$", "", match["second"])
    ends = _ends(match["low"], match["first"], match["high"] or match["and"], second)
    if ends is None:
        return None
    parts = tuple(evolve(part, label=label) for part in ends)
    return Reading("", Form.RANGE, parts, assumptions=tuple(notes))


def _ends(low: str, first: str, high: str, second: str) -> tuple[Part, Part] | None:
    """The two ends of a range; one that has no unit takes the other's, 1-2万 being 10 000 to 20 000."""
    lower, upper = _end(low, first, Comparator.AT_LEAST), _end(high, second, Comparator.AT_MOST)
    if lower is None or upper is None:
        return None
    if lower.is_bare and not upper.is_bare:
        inherited = _end(low, second, Comparator.AT_LEAST) or lower
        whole = evolve(lower, unit=upper.unit, is_bare=False)  # 5000-1万人: the scale is not inherited
        inherited = evolve(inherited, comparator=lower.comparator)
        lower = inherited if inherited.number <= upper.number else whole
    elif upper.is_bare and lower.unit:
        upper = evolve(upper, number=upper.number * lower.unit.scale, unit=lower.unit, is_bare=False)
    elif lower.unit is None and upper.unit is not None:
        lower = evolve(lower, unit=upper.unit)
    both = aligned(lower, upper)
    return (lower, upper) if not isinstance(both, Absent) and both[0] <= both[1] else None


def _end(number_text: str, rest: str, comparator: Comparator) -> Part | None:
    number = read_number(number_text)
    bound = BOUND.search(rest)
    if number is None or (bound and (bound["word"] or bound.end() < len(rest))):
        return None
    valued = valued_in(number, rest[: bound.start()] if bound else rest)
    if valued is None or valued[1]:
        return None
    return evolve(valued[0], comparator=included(comparator, bound))


def from_baseline(text: str) -> Reading | None:
    """从85%提升至90%: the target is what is to be reached."""
    match = _BASELINE.fullmatch(text)
    notes = ["from-baseline"]
    part = measure(match["target"], notes) if match else None
    if match is None or part is None or part.label:
        return None
    reached = Comparator.AT_MOST if match["verb"][0] in "降下减" else Comparator.AT_LEAST
    part = evolve(part, label=name_before(match["label"], notes), comparator=part.comparator or reached)
    return Reading("", Form.QUANTITY, (part,), assumptions=tuple(notes))


def count_of(text: str) -> Reading | None:
    """3篇阅读量1万以上: so many, and each with a number under a name of its own."""
    match = _HEAD.match(text)
    if match is None or not text[match.end() :]:
        return None
    start, rest = match.start("rest"), match["rest"]
    for length in range(len(rest), 0, -1):
        unit = find_unit(rest[:length])
        if unit is not None:
            if not is_tally(unit.dimension):
                return None  # 3个月内 is not 3个
            bound = BOUND.match(text, start + length)
            cut = bound.end() if bound else start + length
            return parts_in([text[:cut], text[cut:].lstrip(",;:、")], need_label=True)
    return None


def parts_in(pieces: list[str], *, need_label: bool = False) -> Reading | None:
    """Several numbers, each read by itself; two bare bounds of one thing are a range. None if one is none."""
    notes: list[str] = []
    parts: list[Part] = []
    for piece in pieces:
        part = measure(piece.strip(), notes)
        if part is None or (need_label and parts and not part.label):
            return None
        parts.append(part)
    unnamed = [part.is_bare and not part.label and part.comparator is None for part in parts]
    if any(unnamed) and not all(unnamed):
        return None  # 1、完成率≥90%: the 1 is no target
    if len(parts) == 2 and (between := _between(parts)):
        return Reading("", Form.RANGE, between, assumptions=tuple(notes))
    return Reading("", Form.PARTS, tuple(parts), assumptions=tuple(notes))


def _between(parts: list[Part]) -> tuple[Part, Part] | None:
    """80%以上90%以下 as a range: an unnamed lower bound and an upper one above it."""
    low, high = sorted(parts, key=lambda part: part.comparator not in UPWARD)
    both = aligned(low, high)
    if low.label or high.label or isinstance(both, Absent) or both[0] > both[1]:
        return None
    is_range = low.comparator in UPWARD and high.comparator in (Comparator.AT_MOST, Comparator.UNDER)
    return (low, high) if is_range else None
