"""Cleaning: the text of a cell without its markup, wide characters and needless blanks."""

from __future__ import annotations

import re
from fractions import Fraction

from perfeval.patterns import later
from perfeval.values.numbers import fold, read_chinese_number

MAX_TEXT = 2000  # a longer cell is prose
EMPTY = later(r"[-/\\_.。… ]*")
_LATEX = later(
    r"\\(geqslant|geq|ge|leqslant|leq|le|sim)(?![a-zA-Z])|\\(?:text|mathrm)\b|\\(%)|\\[,; ]|(?P<next>\}\{)|[${}]"
)
_LATEX_SIGNS = {"g": "≥", "l": "≤", "s": "~"}
_MARKUP = later(r"</?[a-zA-Z][^<>]*>|&nbsp;")
_ENTITY = later(r"&(?:[a-zA-Z]{2,8}|#[0-9]{1,6}|#[xX][0-9a-fA-F]{1,5});")
_SIGNS = later(r"(?P<more>[>》] ?=|= ?>)|(?P<less>[<《] ?=|= ?<)|==")
_BLANKS = later(r"(?<![0-9A-Za-z.,]) | (?![0-9A-Za-z.,])")
# (含税) says something else about the number.
_INCLUSION = later(r"\((不?)(?:包?含|包括)(?:本数|本级|该数|在内|当[日天]|[0-9][^()]*)?\)")
_YUAN = later(r"(?:[¥￥]|RMB|CNY) ?([0-9][0-9,]*(?:\.[0-9]+)? ?[百千万亿]*)元?")
_DIGITS = "零一二三四五六七八九"
_SHARE = later(
    rf"(?<![0-9.])百分之(?:([一二两三四五六七八九十百零]+)(?:点([{_DIGITS}]+))?|([0-9]+(?:\.[0-9]+)?))"
)


def cleaned(raw: str, notes: list[str]) -> str:
    """The text narrow, without markup, needless blanks and closing stops; what was removed goes to `notes`.

    A blank between two digits stays: 3 5 is not 35.
    """
    text = fold(raw)
    if "\\" in text or text.count("$") > 1:
        text = _LATEX.sub(_of_latex, text)
        notes.append("latex")
    if "&" in text or "<" in text:
        text = _without_markup(text, notes)
    text = _YUAN.sub(r"\1元", text)
    text = _SIGNS.sub(lambda match: {"more": "≥", "less": "≤"}.get(match.lastgroup or "", "="), text)
    text = _BLANKS.sub("", " ".join(text.split())).rstrip("。;,.")
    if "含" in text or "包括" in text:
        text = _INCLUSION.sub(r"(\1含)", text)
    if "百分之" in text:
        text = _SHARE.sub(_of_share, text)
    return text[1:-1] if text.startswith("(") and text.find(")") == len(text) - 1 else text


def _of_entity(match: re.Match[str]) -> str:
    import html  # a table of two thousand names, and few texts have one

    return fold(html.unescape(match[0]))


def _of_latex(match: re.Match[str]) -> str:
    if match[1]:
        return _LATEX_SIGNS[match[1][0]]
    return " " if match["next"] else match[2] or ""


def _without_markup(text: str, notes: list[str]) -> str:
    # A blank, not nothing: 3</p><p>5 is not 35.
    clean = _ENTITY.sub(_of_entity, _MARKUP.sub(" ", text))
    if clean != text:
        notes.append("markup")
    return clean


def _of_share(match: re.Match[str]) -> str:
    """百分之九十五 as 95%, 百分之零点五 as 0.5%; as it stands where the numeral is none."""
    if match[3]:
        return match[3] + "%"
    number = Fraction(100) if match[1] == "百" else read_chinese_number(match[1])
    decimals = "".join(str(_DIGITS.index(digit)) for digit in match[2] or "")
    return match[0] if number is None else f"{number}{'.' * bool(decimals)}{decimals}%"
