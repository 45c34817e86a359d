"""Targets: a 指标值 or an actual as people write it, to a quantity, range, date, phrase or parts.

Written by hand, for it is called once per cell of every table. Nothing here raises on any text, makes
up a number, or drops one without saying so: what is not understood is a phrase.
"""

from __future__ import annotations

import datetime
import enum
import re
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from attrs import evolve, frozen

from perfeval.values.numbers import CHINESE_NUMERALS, decimal_text, fold, read_chinese_number, read_number
from perfeval.values.states import Absent, Kind, absent, worst
from perfeval.values.units import SCALES, Unit, find_unit, is_tally


class Form(enum.Enum):
    """What a text turned out to be."""

    QUANTITY = "quantity"  # ≥ 5.5 万个
    RANGE = "range"  # 18—54周岁
    DATE = "date"  # 2024年12月31日前
    PHRASE = "phrase"  # 有效提升
    PARTS = "parts"  # 3篇阅读量1万以上
    EMPTY = "empty"  # —


class Comparator(enum.Enum):
    """How an actual has to stand to a number."""

    AT_LEAST = ">="
    AT_MOST = "<="
    EQUAL = "="
    OVER = ">"
    UNDER = "<"


@frozen
class PartialDate:
    """A date as far as it was written: 9月 has no year and no day."""

    year: int | None
    month: int | None = None
    day: int | None = None

    def first(self) -> tuple[int, int, int]:
        """Its first day as a sortable triple; year 0 when there is none."""
        return (self.year or 0, self.month or 1, self.day or 1)

    def last(self) -> tuple[int, int, int]:
        """Its last day as a sortable triple; every month ends with 31 here."""
        return (self.year or 0, self.month or 12, self.day or 31)


@frozen
class Part:
    """One number with what belongs to it: 阅读量, ≥, 10000, no unit.

    `number` is in the base unit (元, 分, 天, 月, one of a label). `unit` is the unit as written, None where
    there is none; `is_bare` says that not even a 万 stands behind the number.
    """

    label: str
    comparator: Comparator | None
    number: Fraction
    unit: Unit | None
    is_bare: bool = False


@frozen
class Reading:
    """What targets and actuals have in common.

    `parts` holds the one number of a quantity, the lower and the upper bound of a range, or the several
    of a parts text. `start` and `end` are the bounds of a date, None where open; the bound itself counts
    unless `excludes_bound`. `assumptions` are stable codes: unit-missing, latex, words-before and so on.
    """

    raw: str
    form: Form
    parts: tuple[Part, ...] = ()
    start: PartialDate | None = None
    end: PartialDate | None = None
    excludes_bound: bool = False
    assumptions: tuple[str, ...] = ()

    @property
    def number(self) -> Fraction | None:
        """The number of a quantity in its base unit; None for every other form."""
        return self.parts[0].number if self.form is Form.QUANTITY else None

    @property
    def unit(self) -> Unit | None:
        """The unit of a quantity or of a range as written."""
        return self.parts[0].unit if self.form in (Form.QUANTITY, Form.RANGE) else None

    @property
    def comparator(self) -> Comparator | None:
        """The comparator of a quantity."""
        return self.parts[0].comparator if self.form is Form.QUANTITY else None

    @property
    def low(self) -> Fraction | None:
        """The lower bound of a range in its base unit."""
        return self.parts[0].number if self.form is Form.RANGE else None

    @property
    def high(self) -> Fraction | None:
        """The upper bound of a range in its base unit."""
        return self.parts[1].number if self.form is Form.RANGE else None


@frozen
class Target(Reading):
    """A 指标值. Every number of a quantity or of parts has a comparator, assumed where none was written."""


@frozen
class Quantity(Reading):
    """An actual, in whatever unit it was written with."""


def read_target(raw: str, *, smaller_is_better: bool = False) -> Target:
    """A 指标值 as people write it.

    A number without a comparator is ≥, or ≤ where smaller is better, and = where it is zero (0起 is
    wanted to be none), with the assumption "bare-number". 以上 以下 以内 include the bound (民法典
    第1259条), 超过 不足 以外 do not. 12月31日前 includes the day, 9月前 does not include September.
    """
    return _target(raw, smaller_is_better)


@lru_cache(maxsize=65536)
def _target(raw: str, smaller_is_better: bool) -> Target:
    reading = _read(raw)
    parts, start, assumptions = reading.parts, reading.start, reading.assumptions
    if any(part.comparator is None for part in parts):
        parts = tuple(_with_comparator(part, smaller_is_better) for part in parts)
        assumptions = (*assumptions, "bare-number")
    if start is not None and start is reading.end:
        start, assumptions = None, (*assumptions, "bare-date")
    return Target(raw, reading.form, parts, start, reading.end, reading.excludes_bound, assumptions)


def _with_comparator(part: Part, smaller_is_better: bool) -> Part:
    if part.comparator is not None:
        return part
    if part.number == 0:
        return evolve(part, comparator=Comparator.EQUAL)
    return evolve(part, comparator=Comparator.AT_MOST if smaller_is_better else Comparator.AT_LEAST)


def read_quantity(raw: str | Fraction | Decimal | int) -> Quantity:
    """An actual as people write it, or a number that has been read already.

    A comparator in it (≥266米, copied from the target) is passed over with the assumption
    "actual-has-comparator". A Decimal that is no number (NaN) is a phrase.
    """
    if isinstance(raw, str):
        return _quantity(raw)
    if isinstance(raw, Decimal) and not raw.is_finite():
        return Quantity(str(raw), Form.PHRASE)
    number = Fraction(raw)
    return Quantity(decimal_text(number), Form.QUANTITY, (Part("", None, number, None, is_bare=True),))


@lru_cache(maxsize=65536)
def _quantity(raw: str) -> Quantity:
    reading = _read(raw)
    parts, assumptions = reading.parts, reading.assumptions
    is_open = reading.form is Form.DATE and (reading.start is None or reading.end is None)
    if is_open or (reading.form is not Form.RANGE and any(part.comparator for part in parts)):
        parts = tuple(evolve(part, comparator=None) for part in parts)
        assumptions = (*assumptions, "actual-has-comparator")
    start, end = reading.start or reading.end, reading.end or reading.start
    return Quantity(raw, reading.form, parts, start, end, False, assumptions)


# ---------------------------------------------------------------- cleaning

_MAX_TEXT = 2000  # a longer cell is prose
_EMPTY = re.compile(r"[-/\\_.。… ]*")
_LATEX = re.compile(
    r"\\(geqslant|geq|ge|leqslant|leq|le|sim)(?![a-zA-Z])|\\(?:text|mathrm)\b|\\(%)|\\[,; ]|[${}]"
)
_LATEX_SIGNS = {"g": "≥", "l": "≤", "s": "~"}
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|&nbsp;")
_ENTITIES = {"&ge;": "≥", "&le;": "≤", "&gt;": ">", "&lt;": "<"}
_SIGNS = re.compile(r"(?P<more>[>》] ?=|= ?>)|(?P<less>[<《] ?=|= ?<)|==")
_BLANKS = re.compile(r"(?<![0-9A-Za-z.,])\s+|\s+(?![0-9A-Za-z.,])")
_INCLUSION = re.compile(r"\((不?)(?:包?含|包括)[^()]*\)")
_SHARE = re.compile(r"百分之([一二两三四五六七八九十百零]+|[0-9]+(?:\.[0-9]+)?)")


def _cleaned(raw: str, notes: list[str]) -> str:
    """The text narrow, without markup, needless blanks and closing stops; what was removed goes to `notes`.

    A blank between two digits stays: 3 5 is not 35.
    """
    text = fold(raw)
    if "\\" in text or text.count("$") > 1:
        text = _LATEX.sub(lambda match: _LATEX_SIGNS[match[1][0]] if match[1] else match[2] or "", text)
        notes.append("latex")
    if "&" in text or "<" in text:
        text = _without_markup(text, notes)
    text = _SIGNS.sub(lambda match: {"more": "≥", "less": "≤"}.get(match.lastgroup or "", "="), text)
    text = _BLANKS.sub("", text.strip()).rstrip("。;,.")
    if "含" in text or "包括" in text:
        text = _INCLUSION.sub(r"(\1含)", text)
    if "百分之" in text:
        text = _SHARE.sub(_of_share, text)
    return text[1:-1] if text.startswith("(") and text.find(")") == len(text) - 1 else text


def _without_markup(text: str, notes: list[str]) -> str:
    clean = _MARKUP.sub("", text)
    for entity, sign in _ENTITIES.items():
        clean = clean.replace(entity, sign)
    if clean != text:
        notes.append("markup")
    return clean


def _of_share(match: re.Match[str]) -> str:
    """百分之九十五 as 95%; as it stands where the numeral is none."""
    if match[1][0] in "0123456789":
        return match[1] + "%"
    number = Fraction(100) if match[1] == "百" else read_chinese_number(match[1])
    return match[0] if number is None else f"{number}%"


# ---------------------------------------------------------------- one number


def _words(text: str) -> list[str]:
    """Every word that takes one choice from each group: "不/不得 少于/低于" makes four."""
    found = [""]
    for group in text.split():
        found = [before + word for before in found for word in group.split("/")]
    return found


_COMPARATORS: dict[str, Comparator] = {
    **dict.fromkeys(_words("≥/至少/最少/最低/大于等于/大于或等于/高于或等于/不早于"), Comparator.AT_LEAST),
    **dict.fromkeys(_words("不/不得/不应/不能/不可 少于/低于/小于/短于"), Comparator.AT_LEAST),
    **dict.fromkeys(_words("提高/提升/增加/增长/上升 至/到"), Comparator.AT_LEAST),
    **dict.fromkeys(
        _words("≤/至多/最多/最高/小于等于/小于或等于/低于或等于/不晚于/不迟于"), Comparator.AT_MOST
    ),
    **dict.fromkeys(_words("不/不得/不应/不能/不可 超过/超出/高于/大于/多于/长于"), Comparator.AT_MOST),
    **dict.fromkeys(_words("降低/下降/减少/压减/压缩/降/控制 至/到"), Comparator.AT_MOST),
    "控制在": Comparator.AT_MOST,
    **dict.fromkeys(_words(">/超过/超出/高于/大于/多于/长于/突破"), Comparator.OVER),
    **dict.fromkeys(_words("</低于/小于/少于/不足/不到/不满/短于"), Comparator.UNDER),
    **dict.fromkeys(("=", "等于"), Comparator.EQUAL),
    **dict.fromkeys(("at least", "no less than", "not less than"), Comparator.AT_LEAST),
    **dict.fromkeys(("at most", "no more than", "not more than", "up to"), Comparator.AT_MOST),
    **dict.fromkeys(("more than", "over"), Comparator.OVER),
    **dict.fromkeys(("less than", "under", "below"), Comparator.UNDER),
}
_COMPARATOR = "|".join(sorted(_COMPARATORS, key=len, reverse=True))
_PLAIN = r"[0-9][0-9,]*(?:\.[0-9]+)?"
_OTHER = "[^0-9<>≥≤=]"
_MEASURE = re.compile(
    rf"(?P<label>(?:{_OTHER}*[12][0-9]{{3}}年度?:?|[12][0-9]{{3}}:)?{_OTHER}*?)"
    rf"(?P<sign>{_COMPARATOR})? ?(?P<number>[+-]?{_PLAIN})(?P<about>余|多)?(?P<rest>{_OTHER}*)"
)
_CHINESE_MEASURE = re.compile(
    rf"(?P<label>{_OTHER}*?)(?P<sign>{_COMPARATOR})?(?P<number>[{CHINESE_NUMERALS}]+)"
    rf"(?P<about>余|多)?(?P<rest>[^0-9<>≥≤={CHINESE_NUMERALS}]*)"
)
_BOUND = re.compile(
    r"(?:\((?P<inner>不?含)\))?(?:及|或|和)?其?(?P<word>以上|以下|以内|之内|以外|内$)(?:\((?P<outer>不?含)\))?"
    r"|\((?P<alone>不?含)\)"
)
_BOUNDS = {"以上": Comparator.AT_LEAST, "以外": Comparator.OVER}  # every other bound word is ≤
_STRICT = {Comparator.AT_LEAST: Comparator.OVER, Comparator.AT_MOST: Comparator.UNDER}
_LOOSE = {strict: loose for loose, strict in _STRICT.items()}
_UPWARD = (Comparator.AT_LEAST, Comparator.OVER)

_FILLER = re.compile(
    r"(?:累计|总计|共计|合计|共|大约|接近|将近|约|近|各|(?<![平年月日人户])均|都|达到|达|为|应当?|须|需|力争|确保"
    r"|[保维]持在?|控制在|[正反]向|从|(?<!存)在|介于|:)+$"
)
_FILLER_NOTES = (("计|共", "cumulative"), ("约|近", "approximate"), ("各", "each"))
_CHANGES = (("增长|提高|提升|上升|增加|递增", "change-up"), ("下降|降低|减少|压减|压缩|递减", "change-down"))
# What would turn the number into something else: 未达80%, 扣5分, 第3名.
_NEGATED = re.compile(r"(?:[不未没无勿]|没有|不[得能可应]|禁止|严禁|第)$")
_UNSAFE = re.compile(r"[未没无扣罚禁①-⑳]|不(?!合格|良|达标|满意)|第$|倒数")
_UNSAFE_TAIL = re.compile(r"[^A-Za-z\u4e00-\u9fff]|[不未没无非扣得分前后内外上下且或至到]")


def _measure(text: str, notes: list[str]) -> Part | None:
    """The one number of a text with its label, comparator and unit, or None; `notes` grows on success."""
    match = _MEASURE.fullmatch(text)
    if match is None:
        return _chinese_measure(text, notes)
    label, number = match["label"], read_number(match["number"])
    unsigned = match["number"][0] not in "+-" or not label or match["sign"]
    if number is None or not unsigned or not _is_safe(label, match["sign"]):
        return None
    return _assembled(match, number, notes)


def _chinese_measure(text: str, notes: list[str]) -> Part | None:
    """三篇, 不少于两场: only where nothing but a unit follows, for 一般 and 十分 are no numbers."""
    match = _CHINESE_MEASURE.fullmatch(text)
    number = read_chinese_number(match["number"]) if match else None
    if match is None or number is None or not _is_safe(match["label"], match["sign"]) or text == "十分":
        return None
    found: list[str] = []
    part = _assembled(match, number, found)
    if part is None or "words-after" in found or (match["label"] and part.unit is None):
        return None
    notes += found
    return part


def _is_safe(label: str, sign: str | None) -> bool:
    """Whether the words before a number leave it what it is. Before ≥ ≤ any name will do: 不合格率≤5%."""
    if sign is None:
        return not _UNSAFE.search(label)
    return sign in "≥≤<>=" or not _NEGATED.search(label)


def _assembled(match: re.Match[str], number: Fraction, notes: list[str]) -> Part | None:
    """A number with the words around it; None where they contradict each other or hold no known unit."""
    rest = match["rest"]
    bound = _BOUND.search(rest)
    unit_text = rest[: bound.start()] if bound else rest
    valued = _valued(number, unit_text.removesuffix("左右").strip(" "))
    before, after = _COMPARATORS.get(match["sign"] or ""), _bound_of(bound)
    if valued is None or _contradict(before, after):
        return None
    part, tail = valued
    tail += rest[bound.end() :] if bound else ""
    if _UNSAFE_TAIL.search(tail) or _is_calendar(number, part.unit, tail):
        return None
    label = _label(match["label"], notes)
    is_about = match["about"] or unit_text.endswith("左右")
    notes += ["approximate"] * bool(is_about) + ["words-after"] * bool(tail)
    return evolve(part, label=label, comparator=_included(before or after, bound))


def _is_calendar(number: Fraction, unit: Unit | None, tail: str) -> bool:
    """Whether 2024年第一季度 or 7月开工 names a time and is no length of it."""
    if unit is None or unit.symbol not in ("年", "月", "日"):
        return False
    return bool(tail) or (unit.symbol == "年" and 1900 <= number < 2100)


def _bound_of(bound: re.Match[str] | None) -> Comparator | None:
    """What 以上 以下 以内 以外 after a number say, their own bound included (民法典第1259条), 以外 not."""
    return _BOUNDS.get(bound["word"], Comparator.AT_MOST) if bound and bound["word"] else None


def _contradict(before: Comparator | None, after: Comparator | None) -> bool:
    """Whether 不超过5%以上 is what was written."""
    if before is None or after is None:
        return False
    return before is Comparator.EQUAL or (before in _UPWARD) != (after in _UPWARD)


def _included(comparator: Comparator | None, bound: re.Match[str] | None) -> Comparator | None:
    """The comparator as 含 or 不含 beside the number corrects it."""
    said = bound and (bound["inner"] or bound["outer"] or bound["alone"])
    if comparator is None or not said:
        return comparator
    return (_LOOSE if said == "含" else _STRICT).get(comparator, comparator)


def _label(text: str, notes: list[str]) -> str:
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


def _valued(number: Fraction, unit_text: str) -> tuple[Part, str] | None:
    """The number in its base unit, and what stands behind the longest known unit; None without a unit."""
    for end in range(len(unit_text), 0, -1):
        unit = find_unit(unit_text[:end])
        if unit is not None:
            return Part("", None, number * unit.scale, unit), unit_text[end:]
        if unit_text[:end] in SCALES:
            return Part("", None, number * SCALES[unit_text[:end]], None), unit_text[end:]
    return None if unit_text else (Part("", None, number, None, is_bare=True), "")


# ---------------------------------------------------------------- several numbers

_RANGE = re.compile(
    rf"(?P<label>{_OTHER}*?)(?P<low>-?{_PLAIN})(?P<first>[^0-9<>≥≤=~至到-]*?)"
    rf"(?:(?P<by>--?|~+|至|到)(?P<high>-?{_PLAIN})|(?:和|与)(?P<and>{_PLAIN})(?=.*之间))(?P<second>{_OTHER}*)"
)
_BASELINE = re.compile(
    rf"(?P<label>{_OTHER}*?)[从由]{_PLAIN}[^0-9至到]*?(?P<verb>提高|提升|增加|增长|上升|升|下降|降低|减少|降)"
    rf"[至到](?P<target>{_PLAIN}.*)"
)
_HEAD = re.compile(rf"(?:{_COMPARATOR})?(?:{_PLAIN}|[{CHINESE_NUMERALS}]+)(?P<rest>{_OTHER}+)")
_LIST = re.compile(r";|、|,?[且并](?![联入])|(?<![0-9]),|,(?![0-9])|(?<=以上)(?=[0-9])|(?<=以下)(?=[0-9])")


def _range(text: str) -> Reading | None:
    """18—54周岁, 80%（含）-90%, 1-2万人: both ends included unless 不含 is said."""
    match = _RANGE.fullmatch(text)
    if match is None or not _is_safe(match["label"], None):
        return None
    if match["low"][0] == "-" and (match["by"] or "")[:1] == "-":
        return None  # -5%--3%: which of them is the minus
    notes: list[str] = []
    label = _label(match["label"], notes)
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
    both = _aligned(lower, upper)
    return (lower, upper) if not isinstance(both, Absent) and both[0] <= both[1] else None


def _end(number_text: str, rest: str, comparator: Comparator) -> Part | None:
    number = read_number(number_text)
    bound = _BOUND.search(rest)
    if number is None or (bound and (bound["word"] or bound.end() < len(rest))):
        return None
    valued = _valued(number, rest[: bound.start()] if bound else rest)
    if valued is None or valued[1]:
        return None
    return evolve(valued[0], comparator=_included(comparator, bound))


def _from_baseline(text: str) -> Reading | None:
    """从85%提升至90%: the target is what is to be reached."""
    match = _BASELINE.fullmatch(text)
    notes = ["from-baseline"]
    part = _measure(match["target"], notes) if match else None
    if match is None or part is None or part.label:
        return None
    reached = Comparator.AT_MOST if match["verb"][0] in "降下减" else Comparator.AT_LEAST
    part = evolve(part, label=_label(match["label"], notes), comparator=part.comparator or reached)
    return Reading("", Form.QUANTITY, (part,), assumptions=tuple(notes))


def _count_of(text: str) -> Reading | None:
    """3篇阅读量1万以上: so many, and each with a number under a name of its own."""
    match = _HEAD.match(text)
    if match is None or not text[match.end() :]:
        return None
    start, rest = match.start("rest"), match["rest"]
    for length in range(len(rest), 0, -1):
        unit = find_unit(rest[:length])
        if unit is not None and is_tally(unit.dimension):
            bound = _BOUND.match(text, start + length)
            cut = bound.end() if bound else start + length
            return _parts([text[:cut], text[cut:].lstrip(",;:")], need_label=True)
    return None


def _parts(pieces: list[str], *, need_label: bool = False) -> Reading | None:
    """Several numbers, each read by itself; two bare bounds of one thing are a range. None if one is none."""
    notes: list[str] = []
    parts: list[Part] = []
    for piece in pieces:
        part = _measure(piece.strip(), notes)
        if part is None or (need_label and parts and not part.label):
            return None
        parts.append(part)
    if len(parts) == 2 and (between := _between(parts)):
        return Reading("", Form.RANGE, between, assumptions=tuple(notes))
    return Reading("", Form.PARTS, tuple(parts), assumptions=tuple(notes))


def _between(parts: list[Part]) -> tuple[Part, Part] | None:
    """80%以上90%以下 as a range: an unnamed lower bound and an upper one above it."""
    low, high = sorted(parts, key=lambda part: part.comparator not in _UPWARD)
    both = _aligned(low, high)
    if low.label or high.label or isinstance(both, Absent) or both[0] > both[1]:
        return None
    is_range = low.comparator in _UPWARD and high.comparator in (Comparator.AT_MOST, Comparator.UNDER)
    return (low, high) if is_range else None


# ---------------------------------------------------------------- dates

_YEAR = "((?:19|20)[0-9]{2})"
_TO = "(--?|~|至|到)"
_SPELLINGS = (
    (re.compile(rf"{_YEAR}([-./])([0-9]{{1,2}})\2([0-9]{{1,2}})(?![0-9])"), r"\1年\3月\4日"),
    (re.compile(rf"(?<=日){_TO}([0-9]{{1,2}})[-./]([0-9]{{1,2}})(?![0-9])"), r"\1\2月\3日"),
    (re.compile(rf"(^|年)([0-9]{{1,2}}){_TO}(?=[0-9]{{1,2}}月)"), r"\1\2月\3"),
    (re.compile(rf"^{_YEAR}{_TO}(?={_YEAR}年)"), r"\1年\2"),
)
_DAY = rf"(?:{_YEAR}年度?)?(?:([0-9]{{1,2}})月份?)?(?:([0-9]{{1,2}})[日号])?"
_DATE = re.compile(
    rf"(?P<before>[^0-9]{{0,12}}?)(?=[0-9]){_DAY}(?:(?P<to>{_TO}){_DAY})?"
    r"(?P<end>底|末)?(?P<after>(?P<and>及|或)?[之以]?前|[之以]?后|起|之?内|止|期间)?(?:完成)?"
)
_YEAR_END = re.compile(r"(?:当?年|年度)[底末](?:[之以]?前)?(?:完成)?")


def _date(text: str) -> Reading | None:
    """A date or a stretch of time; where a date stands alone (2025年12月), start and end are the same."""
    if _YEAR_END.fullmatch(text):
        return _dated(None, PartialDate(None, 12, 31), "before-includes-bound")
    for pattern, plain in _SPELLINGS:
        text = pattern.sub(plain, text)
    match = _DATE.fullmatch(text)
    if match is None or _UNSAFE.search(match["before"]):
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


# ---------------------------------------------------------------- the whole text

_NOTE = re.compile(r"(?P<text>.*[^(])\((?P<note>[^()]*)\)")
_HAS_NUMBER = re.compile(f"[0-9{CHINESE_NUMERALS}]|[年度][底末]")
_HAS_DATE = re.compile(r"[年月]|[12][0-9]{3}[-./][0-9]")


def _read(raw: str) -> Reading:
    """What a text says, whoever it is about; a number without comparator is left without."""
    notes: list[str] = []
    text = _cleaned(raw, notes) if len(raw) <= _MAX_TEXT else raw
    if _EMPTY.fullmatch(text):
        return Reading(raw, Form.EMPTY)
    found = _understood(text) if len(raw) <= _MAX_TEXT else None
    if found is None and (match := _NOTE.fullmatch(text)):
        each = match["note"] if match["note"][:1] in "每均各" else ""
        found = _understood(match["text"] + each)
        notes += [] if each else ["note-dropped"]
    if found is None:
        return Reading(raw, Form.PHRASE)
    if any(part.unit is None for part in found.parts):
        notes.append("unit-missing")
    return evolve(found, raw=raw, assumptions=tuple(dict.fromkeys((*notes, *found.assumptions))))


def _understood(text: str) -> Reading | None:
    """The reading of a clean text; None for words."""
    if not _HAS_NUMBER.search(text):
        return None
    if _HAS_DATE.search(text) and (reading := _date(text)):
        return reading
    notes: list[str] = []
    if part := _measure(text, notes):
        return Reading("", Form.QUANTITY, (part,), assumptions=tuple(notes))
    if reading := _from_baseline(text) or _range(text) or _count_of(text):
        return reading
    pieces = [piece for piece in _LIST.split(text) if piece.strip()]
    return _parts(pieces) if len(pieces) > 1 else None


# ---------------------------------------------------------------- completion


def completion(actual: Quantity, target: Target) -> Fraction | Absent:
    """完成率: how far an actual has come towards a target, as a share that is not capped.

    ≥ > = and a bare number: actual ÷ target. ≤ <: target ÷ actual, and 1 where the actual is 0 or less.
    A target of 0: 1 where the actual is 0 too, else 0. Range and date: 1 inside, else 0. Parts: the least
    of their rates. A phrase as target does not apply; a missing cell, a part the actual lacks, and a date
    too coarse to tell are missing; what cannot be compared has failed.
    """
    if target.form is Form.PHRASE:
        return absent(Kind.NOT_APPLICABLE, "target-is-phrase", target=target.raw)
    if target.form is Form.EMPTY:
        return absent(Kind.MISSING, "target-is-empty")
    if actual.form is Form.EMPTY:
        return absent(Kind.MISSING, "actual-is-empty")
    if target.form is Form.DATE:
        return _date_rate(actual, target)
    if actual.form not in (Form.QUANTITY, Form.PARTS):
        return absent(Kind.FAILED, "actual-not-a-number", actual=actual.raw)
    if _are_opposed(actual, target):
        return absent(Kind.FAILED, "directions-differ", actual=actual.raw, target=target.raw)
    if target.form is Form.RANGE:
        return _range_rate(actual, target)
    return _least([_part_rate(actual, target, index) for index in range(len(target.parts))])


def _are_opposed(actual: Reading, target: Reading) -> bool:
    """Whether one speaks of growth and the other of decline."""
    both = {code for code in (*actual.assumptions, *target.assumptions) if code.startswith("change-")}
    return len(both) > 1


def _least(rates: list[Fraction | Absent]) -> Fraction | Absent:
    absences = [rate for rate in rates if isinstance(rate, Absent)]
    return worst(absences) if absences else min(rate for rate in rates if isinstance(rate, Fraction))


def _range_rate(actual: Quantity, target: Target) -> Fraction | Absent:
    if len(actual.parts) > 1:
        return absent(Kind.FAILED, "actual-not-a-number", actual=actual.raw)
    inside = True
    for bound in target.parts:
        both = _aligned(actual.parts[0], bound)
        if isinstance(both, Absent):
            return both
        inside = inside and _meets(both[0], bound.comparator, both[1])
    return Fraction(inside)


def _meets(value: Fraction, comparator: Comparator | None, bound: Fraction) -> bool:
    if comparator in (Comparator.OVER, Comparator.AT_LEAST):
        return value > bound or (value == bound and comparator is Comparator.AT_LEAST)
    return value < bound or (value == bound and comparator is Comparator.AT_MOST)


def _part_rate(actual: Quantity, target: Target, index: int) -> Fraction | Absent:
    part, found = target.parts[index], _counterpart(actual, target, index)
    if found is None:
        return absent(Kind.MISSING, "actual-lacks-part", part=part.label, actual=actual.raw)
    both = _aligned(found, part)
    return both if isinstance(both, Absent) else _rate(*both, part)


def _counterpart(actual: Reading, target: Reading, index: int) -> Part | None:
    """The part of the actual that answers a part of the target: by its name, or by place if unnamed."""
    part = target.parts[index]
    if len(actual.parts) == len(target.parts) == 1:
        return actual.parts[0]
    same = [each for each in actual.parts if each.label == part.label]
    if len(same) == 1:
        return same[0]
    if len(actual.parts) != len(target.parts):
        return None
    placed = actual.parts[index]
    return placed if placed.label in ("", part.label) else None


def _rate(value: Fraction, wanted: Fraction, part: Part) -> Fraction | Absent:
    if wanted == 0:
        return Fraction(value == 0)
    if wanted < 0:
        return absent(Kind.FAILED, "target-below-zero", target=decimal_text(wanted))
    if part.comparator in (Comparator.AT_MOST, Comparator.UNDER):
        return wanted / value if value > 0 else Fraction(1)
    return value / wanted


def _aligned(actual: Part, target: Part) -> tuple[Fraction, Fraction] | Absent:
    """Both numbers in one unit; failed where their units have nothing to do with each other.

    A number without a unit takes the other's: 92.62 beside 90% is 92.62%, and 1万 beside 200万元 is 1万元.
    Counts of different labels compare as they are (7次 with 7场): see `assumed`.
    """
    if actual.unit is None or target.unit is None:
        return _scaled(actual, target.unit), _scaled(target, actual.unit)
    left, right = actual.unit.dimension, target.unit.dimension
    if left == right or (is_tally(left) and is_tally(right)):
        return actual.number, target.number
    return absent(Kind.FAILED, "units-differ", actual=actual.unit.symbol, target=target.unit.symbol)


def _scaled(part: Part, other: Unit | None) -> Fraction:
    """The number in the other's unit if it has none of its own."""
    return part.number * other.scale if part.is_bare and other else part.number


def assumed(actual: Quantity, target: Target) -> tuple[str, ...]:
    """What `completion` takes for granted of these two: "unit-taken" (one had none), "labels-differ"."""
    codes: list[str] = []
    for index, part in enumerate(target.parts):
        found = _counterpart(actual, target, index) if actual.parts else None
        if found is None or found.unit is part.unit:
            continue
        if found.unit is None or part.unit is None:
            codes.append("unit-taken")
        elif found.unit.dimension != part.unit.dimension and is_tally(part.unit.dimension):
            codes.append("labels-differ")
    return tuple(dict.fromkeys(codes))


def _date_rate(actual: Quantity, target: Target) -> Fraction | Absent:
    if actual.form is not Form.DATE or actual.start is None or actual.end is None:
        return absent(Kind.FAILED, "actual-not-a-date", actual=actual.raw)
    excludes = target.excludes_bound
    is_late_enough = _is_after(actual, target.start, excludes) if target.start else True
    is_early_enough = _is_before(actual, target.end, excludes) if target.end else True
    if is_late_enough is False or is_early_enough is False:
        return Fraction(0)
    if is_late_enough is None or is_early_enough is None:
        return absent(Kind.MISSING, "date-too-coarse", actual=actual.raw, target=target.raw)
    return Fraction(1)


_Days = tuple[int, int, int]


def _spans(actual: Quantity, bound: PartialDate) -> tuple[_Days, _Days, _Days, _Days]:
    """First and last day of the actual and of the bound; years are left out unless all have one."""
    start, end = actual.start or bound, actual.end or bound
    triples = (start.first(), end.last(), bound.first(), bound.last())
    if all(day.year for day in (start, end, bound)):
        return triples
    first, last, low, high = ((0, month, day) for _, month, day in triples)
    return first, last, low, high


def _is_before(actual: Quantity, bound: PartialDate, excludes: bool) -> bool | None:
    """Whether all of the actual is in time for a bound: by its end or, excluded, before its start; None: cannot tell."""
    first, last, low, high = _spans(actual, bound)
    if last < low or (last <= high and not excludes):
        return True
    return False if first > high or (first >= low and excludes) else None


def _is_after(actual: Quantity, bound: PartialDate, excludes: bool) -> bool | None:
    """Whether all of the actual is late enough: from a bound on or, excluded, after it; None: cannot tell."""
    first, last, low, high = _spans(actual, bound)
    if first > high or (first >= low and not excludes):
        return True
    return False if last < low or (last <= high and excludes) else None
