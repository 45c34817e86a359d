"""Exact numbers: text to a rational, a rational to text, and the roundings a rule may ask for."""

from __future__ import annotations

import enum
import re
from fractions import Fraction

from perfeval.patterns import later

MAX_DIGITS = 1000
"""A number with more digits than this is not read."""

MAX_BITS = 65536
"""A value that needs more bits than this has failed."""

_TWINS = {
    " ": "\u3000\u00a0\u000b\u2002\u2003\u2009\u202f",
    "-": "−–—‐‑‒―﹣",
    "=": "═﹦",
    "≤": "≦⩽",
    "≥": "≧⩾",
    "<": "﹤",
    ">": "﹥",
    "%": "﹪",
    "+": "﹢",
    "~": "〜∼",
    "*": "×",
    "/": "÷",
    "[": "【",
    "]": "】",
}

# Not NFKC, which would make ① into 1 and ㎡ into m2. 。 stays too: its twin by shape is a decimal point.
FOLD: dict[int, int] = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    ord(wide): ord(narrow) for narrow, wides in _TWINS.items() for wide in wides
}
"""For `str.translate`: what a Chinese keyboard types, to the ASCII twin that means the same here.

Each character becomes one character, so columns stay true. × ÷ become * / and 【】 become [], for the
language gives them that meaning. 。「」《》“”、 stay: they mean something of their own.
"""

_NUMBER = later(r"[+-]?(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
_CHUNK = 4000  # digits per piece: Python refuses to print an int of more than 4300 at once


def fold(text: str) -> str:
    """The text with its wide characters made narrow, of exactly the same length."""
    return text.translate(FOLD)


def read_number(text: str) -> Fraction | None:
    """The number that the whole text is, blanks around it aside; None when it is not one.

    Digits are 0-9 in either width, with an optional sign, one dot, and thousands separators where they
    make groups of three (1,234.50). Not numbers: ①, 1e5, inf, .5, 12,34, more than MAX_DIGITS digits.
    """
    narrow = fold(text).strip(" ")
    if not _NUMBER.fullmatch(narrow) or _digits(narrow) > MAX_DIGITS:
        return None
    whole, _, decimals = narrow.replace(",", "").partition(".")
    return Fraction(int(whole + decimals), 10 ** len(decimals))


def is_too_long(text: str) -> bool:
    """Whether the text is a number with more than MAX_DIGITS digits, leading zeros counted."""
    narrow = fold(text).strip(" ")
    return _digits(narrow) > MAX_DIGITS and _NUMBER.fullmatch(narrow) is not None


def _digits(narrow: str) -> int:
    return sum("0" <= sign <= "9" for sign in narrow)


_CHINESE = later(r"([一二三四五六七八九]?)([十百千]?)")
_PLACES = {"": 1, "十": 10, "百": 100, "千": 1000}
CHINESE_NUMERALS = "零〇一二两三四五六七八九十百千半"
"""The characters `read_chinese_number` knows. 万 and 亿 are scales, which stand with the unit."""


def read_chinese_number(text: str) -> Fraction | None:
    """三, 十二, 两百零五, 一千二百, 半; None for anything that is not one number below 10 000.

    三百五 is None: in speech it is 350, by its characters 305.
    """
    if text in ("零", "〇", "半"):
        return Fraction(1, 2) if text == "半" else Fraction(0)
    plain = text.replace("两", "二").replace("〇", "零")
    plain = "一" + plain if plain.startswith("十") else plain
    number = sum(
        ("零一二三四五六七八九".index(digit) if digit else 0) * _PLACES[place]
        for digit, place in _CHINESE.findall(plain)
    )
    return Fraction(number) if plain and number and _spelled(number) == plain else None


def _spelled(number: int) -> str:
    """A number from 1 to 9999 in full characters: 12 is 一十二, 305 is 三百零五."""
    pairs = zip(f"{number:04d}", ("千", "百", "十", ""), strict=False)
    text = "".join(
        "零一二三四五六七八九"[int(digit)] + (place if digit != "0" else "") for digit, place in pairs
    )
    return re.sub("零+", "零", text).strip("零")


def is_terminating(value: Fraction) -> bool:
    """Whether the value can be written as a decimal that ends."""
    return _decimals(value) is not None


def _decimals(value: Fraction) -> int | None:
    """How many decimals the value needs; None when no number of them is enough."""
    rest = value.denominator
    twos = (rest & -rest).bit_length() - 1
    rest >>= twos
    fives = 0
    while rest % 5 == 0:
        rest //= 5
        fives += 1
    return max(twos, fives) if rest == 1 else None


def decimal_text(value: Fraction, places: int | None = None) -> str:
    """The value as people read it.

    Without places: the exact decimal, no zeros at its end, or `n/d` when it does not end. With places
    (0 or more): that many decimals, 四舍五入, for showing only. There is no minus before a zero.
    """
    needed = _decimals(value) if places is None else places
    n, d = value.numerator, value.denominator
    if needed is None:
        return f"{_integer_text(n)}/{_integer_text(d)}"
    shown = (2 * abs(n) * 10**needed + d) // (2 * d)
    digits = _integer_text(shown).rjust(needed + 1, "0")
    sign = "-" if n < 0 and shown else ""
    return sign + (f"{digits[:-needed]}.{digits[-needed:]}" if needed else digits)


def _integer_text(number: int) -> str:
    """An integer of any length in digits."""
    if number.bit_length() < 3 * _CHUNK:
        return str(number)
    high, low = divmod(abs(number), 10**_CHUNK)
    return ("-" if number < 0 else "") + _integer_text(high) + str(low).rjust(_CHUNK, "0")


def percent_text(value: Fraction, places: int = 2) -> str:
    """A share as a percentage, zeros at its end dropped: 96.77%, 100%."""
    text = decimal_text(value * 100, places)
    return (text.rstrip("0").rstrip(".") if "." in text else text) + "%"


class Rounding(enum.Enum):
    """The ways to round that rules name. All go by magnitude: below zero they mirror what they do above."""

    HALF_UP = "四舍五入"
    HALF_EVEN = "四舍六入五成双"
    UP = "进一"
    DOWN = "去尾"


def round_to(value: Fraction, places: int, mode: Rounding) -> Fraction:
    """The value rounded to so many decimals; places below zero round to tens, hundreds and so on.

    四舍五入 makes -0.125 into -0.13, as people expect of a deduction. 四舍六入五成双 looks at the tie
    only: half goes to the even neighbour, anything beyond half goes up.
    """
    factor = Fraction(10) ** places
    scaled = abs(value) * factor
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    rounded = Fraction(whole + _goes_up(whole, 2 * rest, scaled.denominator, mode)) / factor
    return -rounded if value < 0 else rounded


def _goes_up(whole: int, twice: int, one: int, mode: Rounding) -> bool:
    """Whether a magnitude goes to the next whole one; `twice` is double the rest, `one` a whole."""
    if mode is Rounding.HALF_UP:
        return twice >= one
    if mode is Rounding.HALF_EVEN:
        return twice > one or (twice == one and whole % 2 == 1)
    return mode is Rounding.UP and twice > 0


def bits(value: Fraction) -> int:
    """How many bits the numerator and the denominator take together."""
    return value.numerator.bit_length() + value.denominator.bit_length()
