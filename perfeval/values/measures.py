"""Measures: one number as written, with the name before it, its comparator and its unit."""

from __future__ import annotations

import re
from fractions import Fraction

from attrs import evolve

from perfeval.patterns import later
from perfeval.values.numbers import CHINESE_NUMERALS, read_chinese_number, read_number
from perfeval.values.targets import Comparator, Part
from perfeval.values.units import RATIO, SCALES, Unit, find_unit, is_tally


def _words(text: str) -> list[str]:
    """Every word that takes one choice from each group: "不/不得 少于/低于" makes four."""
    found = [""]
    for group in text.split():
        found = [before + word for before in found for word in group.split("/")]
    return found


_COMPARATORS: dict[str, Comparator] = {
    **dict.fromkeys(_words("≥/≮/至少/最少/最低/大于等于/大于或等于/高于或等于/不早于"), Comparator.AT_LEAST),
    **dict.fromkeys(_words("不/不得/不应/不能/不可 少于/低于/小于/短于"), Comparator.AT_LEAST),
    **dict.fromkeys(_words("提高/提升/增加/增长/上升 至/到"), Comparator.AT_LEAST),
    **dict.fromkeys(
        _words("≤/≯/至多/最多/最高/小于等于/小于或等于/低于或等于/不晚于/不迟于"), Comparator.AT_MOST
    ),
    **dict.fromkeys(_words("不/不得/不应/不能/不可 超过/超出/超/高于/大于/多于/长于"), Comparator.AT_MOST),
    **dict.fromkeys(_words("降低/下降/减少/压减/压缩/降/控制 至/到"), Comparator.AT_MOST),
    "控制在": Comparator.AT_MOST,
    **dict.fromkeys(_words(">/超过/超出/超/高于/大于/多于/长于/突破"), Comparator.OVER),
    **dict.fromkeys(_words("</低于/小于/少于/不足/不到/不满/短于"), Comparator.UNDER),
    **dict.fromkeys(("=", "等于"), Comparator.EQUAL),
    **dict.fromkeys(("at least", "no less than", "not less than"), Comparator.AT_LEAST),
    **dict.fromkeys(("at most", "no more than", "not more than", "up to"), Comparator.AT_MOST),
    **dict.fromkeys(("more than", "over"), Comparator.OVER),
    **dict.fromkeys(("less than", "under", "below"), Comparator.UNDER),
}
COMPARATOR = "|".join(sorted(_COMPARATORS, key=len, reverse=True))
PLAIN = r"[0-9][0-9,]*(?:\.[0-9]+)?"
OTHER = "[^0-9<>≥≤=]"
_MEASURE = later(
    rf"(?P<label>(?:{OTHER}*[12][0-9]{{3}}年度?:?|[12][0-9]{{3}}:)?{OTHER}*?)"
    rf"(?P<sign>{COMPARATOR})? ?(?P<number>[+-]?{PLAIN})(?P<about>余|多)?(?P<rest>{OTHER}*)"
)
_CHINESE_MEASURE = later(
    rf"(?P<label>{OTHER}*?)(?P<sign>{COMPARATOR})?(?P<number>[{CHINESE_NUMERALS}]+)"
    rf"(?P<about>余|多)?(?P<rest>[^0-9<>≥≤={CHINESE_NUMERALS}]*)"
)
BOUND = later(
    r"(?:\((?P<inner>不?含)\))?(?:及|或|和)?其?(?P<word>以上|以下|以内|之内|以外|内$)(?:\((?P<outer>不?含)\))?"
    r"|\((?P<alone>不?含)\)"
)
_BOUNDS = {"以上": Comparator.AT_LEAST, "以外": Comparator.OVER}  # every other bound word is ≤
_STRICT = {Comparator.AT_LEAST: Comparator.OVER, Comparator.AT_MOST: Comparator.UNDER}
_LOOSE = {strict: loose for loose, strict in _STRICT.items()}
UPWARD = (Comparator.AT_LEAST, Comparator.OVER)

_FILLER = later(
    r"(?:累计|总计|共计|合计|共|大约|接近|将近|约|近|各|(?<![平年月日人户])均|都|达到|达|为|应当?|须|需|力争|确保"
    r"|[保维]持在?|控制在|[正反]向|从|(?<!存)在|介于|:)+$"
)
_FILLER_NOTES = (("计|共", "cumulative"), ("约|近", "approximate"), ("各", "each"))
_CHANGES = (
    ("(?<!负)增长|提高|提升|上升|增加|(?<![新负])增", "change-up"),
    ("负增长|下降|降低|减少|压缩|[降减]", "change-down"),
)
# What would turn the number into something else: 未达80%, 扣5分, 第3名, 前3名, ±5%, .5, 一万五千, 几十.
_NEGATED = later(r"(?:[不未没无勿]|没有|不[得能可应]|禁止|严禁|第)$")
UNSAFE = later(
    r"[未没无扣罚禁①-⑳±≠↑↓$€£]|不(?!合格|良|达标|满意)|倒数|^[或》]|(?:[第非几./*+]|(?<!提)前)$"
    rf"|[{CHINESE_NUMERALS}](?:[个万亿]|[^达]{{0,4}}[至到~-])$"
)
_UNSAFE_TAIL = later(r"[^A-Za-z\u4e00-\u9fff]|[不未没无非扣得分前后内外上下且或至到半]")
_UNIT_OF_NAME = later(r"\(([^()]+)\)[:为]?$")  # 金额(万元):200
_ROUGHLY = later("([百千万亿]+)[余多]")
_COUNTED = later(rf"(?<![第每])[{CHINESE_NUMERALS}]+([^{CHINESE_NUMERALS},;:、]{{1,4}})(?=[,;:、]|$)")
_NUMERALS = later(f"[{CHINESE_NUMERALS}]+")


def measure(text: str, notes: list[str]) -> Part | None:
    """The one number of a text with its label, comparator and unit, or None; `notes` grows on success."""
    match = _MEASURE.fullmatch(text)
    if match is None:
        return _chinese_measure(text, notes)
    label, number = match["label"], read_number(match["number"])
    unsigned = match["number"][0] not in "+-" or not label or match["sign"]
    if number is None or not unsigned or not is_safe(label, match["sign"]):
        return None
    return _assembled(match, number, notes)


def _chinese_measure(text: str, notes: list[str]) -> Part | None:
    """三篇, 不少于两场: only where nothing but a unit follows, for 一般 and 十分 are no numbers."""
    match = _CHINESE_MEASURE.fullmatch(text)
    number = read_chinese_number(match["number"]) if match else None
    if match is None or number is None or not is_safe(match["label"], match["sign"]):
        return None
    if text == "十分" or (match["number"] == "十" and match["label"].endswith("数")):
        return None
    found: list[str] = []
    part = _assembled(match, number, found)
    if part is None or "words-after" in found or (match["label"] and part.unit is None):
        return None
    notes += found
    return part


def is_safe(label: str, sign: str | None) -> bool:
    """Whether the words before a number leave it what it is. Before ≥ ≤ any name will do: 不合格率≤5%."""
    if sign is None:
        return not UNSAFE.search(label)
    if sign in "≥≤<>=":
        return not label.endswith(("不", "非", "!"))
    return not _NEGATED.search(label)


def _assembled(match: re.Match[str], number: Fraction, notes: list[str]) -> Part | None:
    """A number with the words around it; None where they contradict each other or hold no known unit."""
    roughly = _ROUGHLY.match(match["rest"])
    rest = roughly[1] + match["rest"][roughly.end() :] if roughly else match["rest"]
    bound = BOUND.search(rest)
    unit_text = rest[: bound.start()] if bound else rest
    valued = valued_in(number, unit_text.removesuffix("左右").strip(" "))
    before, after = _COMPARATORS.get(match["sign"] or ""), _bound_of(bound)
    if valued is None or _contradict(before, after):
        return None
    part, tail = valued
    named = _UNIT_OF_NAME.search(match["label"])
    if named and part.is_bare and (unit := find_unit(named[1])):
        part = evolve(part, number=number * unit.scale, unit=unit, is_bare=False)
    if _holds_a_count(match["label"], part):
        return None
    tail += rest[bound.end() :] if bound else ""
    if _UNSAFE_TAIL.search(tail) or _is_number(tail) or _is_calendar(match["label"], number, part.unit, tail):
        return None
    label = name_before(match["label"], notes)
    is_about = roughly or match["about"] or unit_text.endswith("左右")
    notes += ["approximate"] * bool(is_about) + ["words-after"] * bool(tail)
    return evolve(part, label=label, comparator=included(before or after, bound))


def _holds_a_count(label: str, part: Part) -> bool:
    """Whether the name counts something itself: 三篇阅读量 before 1万, 培训三场, before 100人.

    Before a share it is a name: 三项制度落实率100%.
    """
    if any(_is_tally(match[1]) for match in _COUNTED.finditer(label)):
        return True
    numerals = _NUMERALS.match(label)
    if numerals is None or (part.unit is not None and part.unit.dimension == RATIO):
        return False
    number = read_chinese_number(numerals[0])
    rest = label[numerals.end() :]
    return number is not None and number > 1 and any(_is_tally(rest[:end]) for end in range(1, len(rest)))


def _is_tally(word: str) -> bool:
    unit = find_unit(word)
    return unit is not None and is_tally(unit.dimension)


def _is_number(tail: str) -> bool:
    """Whether what stands behind a unit is a number again: 3万五千人, 3元五角."""
    numerals = _NUMERALS.match(tail)
    return numerals is not None and valued_in(Fraction(1), tail[numerals.end() :]) is not None


def _is_calendar(label: str, number: Fraction, unit: Unit | None, tail: str) -> bool:
    """Whether 2024年第一季度, 7月开工, 2024年13月 or 一季度 names a time and is no length of it."""
    symbol = unit.symbol if unit else ""
    if symbol in ("季", "季度") or (symbol in ("月", "日") and label.endswith("年")):
        return True
    return symbol in ("年", "月", "日") and (bool(tail) or (symbol == "年" and 1900 <= number < 2100))


def _bound_of(bound: re.Match[str] | None) -> Comparator | None:
    """What 以上 以下 以内 以外 after a number say, their own bound included (民法典第1259条), 以外 not."""
    return _BOUNDS.get(bound["word"], Comparator.AT_MOST) if bound and bound["word"] else None


def _contradict(before: Comparator | None, after: Comparator | None) -> bool:
    """Whether 不超过5%以上 is what was written."""
    if before is None or after is None:
        return False
    return before is Comparator.EQUAL or (before in UPWARD) != (after in UPWARD)


def included(comparator: Comparator | None, bound: re.Match[str] | None) -> Comparator | None:
    """The comparator as 含 or 不含 beside the number corrects it."""
    said = bound and (bound["inner"] or bound["outer"] or bound["alone"])
    if comparator is None or not said:
        return comparator
    return (_LOOSE if said == "含" else _STRICT).get(comparator, comparator)


def name_before(text: str, notes: list[str]) -> str:
    """The name before a number without the words that only lead to it (累计, 达到, 为)."""
    filler = _FILLER.search(text)
    label = text[: filler.start()] if filler else text
    if filler:
        notes += [code for pattern, code in _FILLER_NOTES if re.search(pattern, filler[0])]
    for pattern, code in _CHANGES:
        if re.search(f"(?:{pattern})(?:率|了)?$", label):
            notes.append(code)
    if label:
        notes.append("words-before")
    return label


def valued_in(number: Fraction, unit_text: str) -> tuple[Part, str] | None:
    """The number in its base unit, and what stands behind the longest known unit; None without a unit."""
    for end in range(len(unit_text), 0, -1):
        unit = find_unit(unit_text[:end])
        if unit is not None:
            return Part("", None, number * unit.scale, unit), unit_text[end:]
        if unit_text[:end] in SCALES:
            return Part("", None, number * SCALES[unit_text[:end]], None), unit_text[end:]
    return None if unit_text else (Part("", None, number, None, is_bare=True), "")
