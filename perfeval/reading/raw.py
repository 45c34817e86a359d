"""One value of any kind that a file or a program gives, into a Raw; with a fault where it is none."""

from __future__ import annotations

import numbers
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction

from attrs import define, field

from perfeval.diagnostics import Diagnostic, Fault, Plain, Words, of_facts_files
from perfeval.diagnostics.near import did_you_mean
from perfeval.facts import Raw
from perfeval.patterns import later
from perfeval.source import Place
from perfeval.values.numbers import MAX_DIGITS

Path = tuple[str | int, ...]
"""Where a value stands in the nested shape: ("facts", "预算资金"), ("deductions", 0, "points")."""

PlaceOf = Callable[[Path], Place | None]

_LONGEST_SHOWN = 60
_MOST_COMPARED = 50  # near names of this many misspelt keys are looked for: beyond it, time matters more
_TOO_LARGE = 10**MAX_DIGITS
_TOO_MANY_BITS = _TOO_LARGE.bit_length()

# A key in Chinese where an English word is meant is no misspelling, so near names would not find it.
_ENGLISH: Mapping[str, str] = {
    "项目": "project",
    "数据": "facts",
    "要点": "items",
    "表": "tables",
    "扣分": "deductions",
    "加分": "bonuses",
    "评定": "judged",
    "评分": "stated",
    "值": "value",
    "来源": "source",
    "佐证": "evidence",
    "备注": "note",
    "理由": "reason",
    "分数": "points",
    "得分": "scores",
    "总分": "total",
    "等级": "grade",
    "指标": "indicator",
    "处数": "count",
    "比例": "share",
    "评定人": "by",
    "答案": "answer",
}


def places(file: str, lines: Mapping[Path, int]) -> PlaceOf:
    """Places in a file whose names stand on these lines; what has no line of its own has its owner's."""

    def place(path: Path) -> Place:
        while path and path not in lines:
            path = path[:-1]
        return Place(file, lines.get(path))

    return place


def shown(name: object) -> str:
    """A name as a message shows it: not endless, and without halves of characters; what is none, by its kind."""
    # Not every object can print itself, and an int of very many digits must not.
    whole = name if isinstance(name, str) else type(name).__name__
    short = whole if len(whole) <= _LONGEST_SHOWN else whole[: _LONGEST_SHOWN - 1] + "…"
    return short.encode("utf-8", "backslashreplace").decode()


def named(path: Path) -> Words:
    """What a message calls a place of the facts: “绩效目标表”第3行的“实际值”."""
    parts = path if len(path) == 1 or isinstance(path[1], int) else path[1:]
    entry = ("行", "row") if path[0] == "tables" else ("条", "entry")
    zh: list[str] = []
    en: list[str] = []
    for index, part in enumerate(parts):
        if isinstance(part, int):
            zh.append(f"第{part + 1}{entry[0]}")
            en.append(f"{entry[1]} {part + 1}")
        else:
            name = f"[{part}]" if parts is path and index == 0 else f"“{shown(part)}”"
            zh.append(f"的{name}" if index else name)
            en.append(name)
    return Words("".join(zh), " of ".join(reversed(en)))


def kind(value: object) -> Words:
    """What a value of the wrong shape is, in plain words."""
    match value:
        case Mapping():
            return Words("一组名称和值", "names with values")
        case list() | tuple() | set() | frozenset():
            return Words("一串值", "a list of values")
        case None:
            return Words("空的", "nothing")
        case bool():
            return Words("是否", "true or false")
        case str():
            return Words(f"文字“{shown(value)}”", f"the text “{shown(value)}”")
        case datetime() | time():
            return Words("带钟点的时间", "a time of day")
        case date():
            return Words("日期", "a date")
        case int() | float() | Decimal() | Fraction():
            return Words("一个数", "a number")
    name = shown(type(value).__name__)
    return Words(f"程序里的 {name}", f"a program's {name}")


@define
class Reading:
    """What is wrong with one project's facts, gathered while their values are read."""

    place_of: PlaceOf | None = None
    diagnostics: list[Diagnostic] = field(factory=list)
    floats: int = 0
    first_float: tuple[Path, Decimal] | None = None
    _compared: int = 0

    def at(self, path: Path) -> Place | None:
        """The place of a value, if the reader of the file knows places."""
        return None if self.place_of is None else self.place_of(path)

    def report(self, fault: Fault, path: Path, /, **values: Plain) -> None:
        """Notes a fault at a place of the facts."""
        self.diagnostics.append(fault(self.at(path), **values))

    def near(self, name: str, known: Iterable[str]) -> Words:
        """The question after a misspelt key; empty where nothing is near, or after very many of them."""
        self._compared += 1
        if self._compared > _MOST_COMPARED:
            return Words("", "")
        names = tuple(known)
        english = _ENGLISH.get(name)
        if english in names:
            return Words(f"。是不是“{english}”？", f". Did you mean “{english}”?")
        return did_you_mean(name, names)

    def raw(self, value: object, path: Path) -> Raw:
        """The value as Raw; None, with a fault, when it is not one value. Floats are counted."""
        if value is None or value is True or value is False:
            return value
        if isinstance(value, str):
            return self.unbroken(value, path)
        if isinstance(value, int | Decimal | Fraction):
            return self._number(value, path)
        if isinstance(value, float):
            return self._float(value, path)
        if isinstance(value, date) and not _has_time(value):
            return value.date() if isinstance(value, datetime) else value
        if isinstance(value, numbers.Integral):  # numpy's integers, for one
            return self._number(int(value), path)
        self.report(of_facts_files.unreadable_value, path, name=named(path), found=kind(value))
        return None

    def unbroken(self, text: str, path: Path) -> str:
        """The text; with a fault, and the halves of characters spelled out, where it has any."""
        if text.isascii() or not _HALVES.search(text):
            return text
        self.report(of_facts_files.broken_character, path, name=named(path))
        return text.encode("utf-8", "backslashreplace").decode()

    def text(self, value: object, path: Path) -> str | None:
        """A text that belongs to the value or entry at the path without its last part; None if not given."""
        if value is None:
            return None
        if isinstance(value, str):
            return self.unbroken(value, path)
        self.report(
            of_facts_files.text_wanted, path, owner=named(path[:-1]), key=shown(path[-1]), found=kind(value)
        )
        return None

    def _number(self, value: int | Decimal | Fraction, path: Path) -> Raw:
        if isinstance(value, Decimal) and not value.is_finite():
            self.report(of_facts_files.not_finite, path, name=named(path), value=str(value))
            return None
        if _is_long(value):
            self.report(of_facts_files.number_too_long, path, name=named(path), limit=MAX_DIGITS)
            return None
        return value

    def _float(self, value: float, path: Path) -> Raw:
        # float.__repr__ and not repr: a subclass such as numpy's float64 prints its own name.
        number = self._number(Decimal(float.__repr__(value)), path)
        if isinstance(number, Decimal):
            self.floats += 1
            self.first_float = self.first_float or (path, number)
        return number

    def finish(self) -> tuple[Diagnostic, ...]:
        """All that was noticed; the floats folded into one note."""
        if self.first_float is not None:
            path, number = self.first_float
            self.report(
                of_facts_files.float_read,
                path,
                count=self.floats,
                name=named(path),
                value=format(number, "f"),
            )
        return tuple(self.diagnostics)


_HALVES = later("[\ud800-\udfff]")


def _has_time(value: date) -> bool:
    return isinstance(value, datetime) and value.timetz() != time()


def _is_long(value: int | Decimal | Fraction) -> bool:
    """Whether the number written out has more than MAX_DIGITS digits. Never writes it out."""
    if isinstance(value, Decimal):
        _, digits, exponent = value.as_tuple()
        assert isinstance(exponent, int)  # letters stand for NaN and Infinity, which are refused before
        return max(len(digits) + max(exponent, 0), -exponent + 1) > MAX_DIGITS
    if isinstance(value, Fraction):
        return _is_long(value.numerator) or _is_long(value.denominator)
    return bool(value.bit_length() >= _TOO_MANY_BITS and abs(value) >= _TOO_LARGE)


def decimal_of(text: str) -> Decimal:
    """The decimal of a file's digits, NaN and Infinity included.

    An exponent beyond what Decimal holds becomes one that is refused as too long in any case.
    """
    try:
        return Decimal(text)
    except ArithmeticError:
        return Decimal((0, (1,), 2 * MAX_DIGITS))
