"""Lines of a file: the framework, its policies, grades, facts; each statement to its node."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

from lark import Token

from perfeval import nodes
from perfeval.diagnostics import Words, of_syntax
from perfeval.nodes import NotApplicablePolicy
from perfeval.parsing.cutting import CHOICES, TYPED, WEIGHT, after_word, clean, first, first_or_none
from perfeval.parsing.folding import one_line
from perfeval.parsing.kinds import EXAMPLES, Kind
from perfeval.parsing.lines import Statement
from perfeval.parsing.sentences import Sentences, figure_of
from perfeval.patterns import later
from perfeval.values.numbers import MAX_DIGITS, read_number
from perfeval.vocabulary import pattern

_TAILS = {"EVIDENCE": "evidence", "SOURCE": "source", "PARTS": "parts"}
_TAIL_WORD = later(
    "(?:^|  +)(?:" + "|".join(f"(?P<{key}>{pattern(word)})" for word, key in _TAILS.items()) + ") *: *"
)
_FIXED = later(rf"(?:^|[ ,]){pattern('FIXED')}(?=$|[ ,])")
_DATE = later(r"([0-9]{4})(?:-|/|\.|年)([0-9]{1,2})(?:-|/|\.|月)([0-9]{1,2})日?(?:起|施行|起施行)?")
_MODES = {"HALF_UP": "half-up", "HALF_EVEN": "half-even", "ROUND_UP": "up", "ROUND_DOWN": "down"}
_POLICIES = {
    "RESCALED": NotApplicablePolicy.RESCALE,
    "SHARED": NotApplicablePolicy.SHARE,
    "AS_FULL": NotApplicablePolicy.FULL,
}
_MOST_PLACES = 20


def named_weight(sentences: Sentences, statement: Statement, start: int) -> tuple[str, Fraction | None, bool]:
    """The name, weight and whether it is a share, from what follows the level word."""
    text = statement.text[start:].rstrip(" .")
    match = WEIGHT.match(text)
    if match is None:
        return clean(statement.raw[start : start + len(text)]), None, False
    before = match.start("figure") - 1
    if before >= 0 and re.match(r"[0-9A-Za-z.]", text[before]):
        place = sentences.at(statement, start, start + len(text))
        sentences.report(of_syntax.weight_touches(place, text=text))
        return text, None, False
    name = clean(statement.raw[start : start + match.end("name")])
    weight = figure(sentences, statement, start + match.start("figure"), match["figure"])
    is_share = match["unit"] == "%"
    return name, weight / 100 if weight is not None and is_share else weight, is_share


def figure(sentences: Sentences, statement: Statement, start: int, text: str) -> Fraction | None:
    """The number that a weight or points are."""
    number = read_number(text)
    if number is None:
        place = sentences.at(statement, start, start + 1)
        sentences.report(of_syntax.literal_too_long(place, digits=len(text), limit=MAX_DIGITS))
    return number


def no_name(sentences: Sentences, statement: Statement, what: Words, kind: Kind) -> None:
    """Reports a declaration without a name."""
    at = (sentences.source, statement.span)
    sentences.report(of_syntax.no_name(at, what=what, example=EXAMPLES[kind]))


def framework(sentences: Sentences, statement: Statement) -> nodes.Framework | None:
    """`体系 … 100分`"""
    start = after_word(statement)
    name, points, is_share = named_weight(sentences, statement, start)
    if not name:
        no_name(sentences, statement, Words("体系", "the framework"), Kind.FRAMEWORK)
        return None
    if is_share:
        at = (sentences.source, statement.span)
        sentences.report(of_syntax.points_unread(at, text=name, example=f"体系 {name} 100分"))
        return None
    return nodes.Framework(name, points)


def version(sentences: Sentences, statement: Statement) -> nodes.Version:
    """`版本 2024`"""
    start = after_word(statement)
    return nodes.Version(clean(statement.raw[start:]).lstrip(" :："))


def effective(sentences: Sentences, statement: Statement) -> nodes.Effective | None:
    """`生效 2025-01-01`"""
    text = statement.text[after_word(statement) :].strip(" .:")
    match = _DATE.fullmatch(text.replace(" ", ""))
    try:
        if match is not None:
            return nodes.Effective(date(*map(int, match.groups()[:3])))
    except ValueError:
        pass  # the calendar has no such day
    sentences.report(of_syntax.date_unread((sentences.source, statement.span), text=text))
    return None


def rounding(sentences: Sentences, statement: Statement) -> nodes.RoundScores | None:
    """`得分保留2位小数，四舍五入`"""
    tree = sentences.tree(Kind.ROUNDING, statement)
    if tree is None:
        return None
    kept = places(sentences, statement, first(tree, "NUMBER"))
    mode = next(part for part in tree.iter_subtrees() if part.data == "mode")
    word = mode.children[0]
    assert isinstance(word, Token)
    return None if kept is None else nodes.RoundScores(kept, _MODES[word.type])


def places(sentences: Sentences, statement: Statement, token: Token) -> int | None:
    """The number of decimals that a token says."""
    places = figure_of(token)
    if places.denominator == 1 and places <= _MOST_PLACES:
        return int(places)
    at = sentences.at(statement, token.start_pos or 0, token.end_pos or 0)
    sentences.report(of_syntax.whole_number_wanted(at, text=str(token)))
    return None


def summing(sentences: Sentences, statement: Statement) -> nodes.SumExactly | None:
    """`逐级相加，不再四舍五入`"""
    return None if sentences.tree(Kind.SUMMING, statement) is None else nodes.SumExactly()


def rate_precision(sentences: Sentences, statement: Statement) -> nodes.RatePrecision | None:
    """`百分比按实际值计分`"""
    tree = sentences.tree(Kind.RATE_PRECISION, statement)
    if tree is None:
        return None
    token = first_or_none(tree, "NUMBER")
    if token is None:
        return nodes.RatePrecision(None)
    kept = places(sentences, statement, token)
    return None if kept is None else nodes.RatePrecision(kept)


def grading(sentences: Sentences, statement: Statement) -> nodes.GradeFromRounded | None:
    """`等级按四舍五入后的总分评定`"""
    return None if sentences.tree(Kind.GRADING, statement) is None else nodes.GradeFromRounded()


def not_applicable(sentences: Sentences, statement: Statement) -> nodes.NotApplicable | None:
    """`指标不适用的，按百分制折算`"""
    tree = sentences.tree(Kind.NOT_APPLICABLE, statement)
    if tree is None:
        return None
    policy = next(part for part in tree.iter_subtrees() if part.data == "policy").children[0]
    assert isinstance(policy, Token)
    token = first_or_none(tree, "NUMBER")
    kept = None if token is None else places(sentences, statement, token)
    if token is not None and kept is None:
        return None
    return nodes.NotApplicable(_POLICIES[policy.type], kept)


def grade(sentences: Sentences, statement: Statement) -> nodes.Grade | None:
    """`等级 良：80分（含）—90分`"""
    start = after_word(statement)
    text = statement.text
    match = re.compile("「([^」]+)」|[^ :]+").match(text, start)
    if match is None or text[start:].startswith(":"):
        no_name(sentences, statement, Words("等级", "the grade"), Kind.GRADE)
        return None
    name = clean(statement.raw[match.start() : match.end()])
    begin = match.end() + len(text[match.end() :]) - len(text[match.end() :].lstrip(" :"))
    tree = sentences.tree(Kind.INTERVAL, statement, begin, len(text))
    if tree is None:
        return None
    interval = sentences.guarded(statement, lambda: sentences.interval(tree))
    return None if interval is None else nodes.Grade(name, interval)


def fact(sentences: Sentences, statement: Statement) -> nodes.Fact | None:
    """`数据 预算资金（万元）：…`"""
    found = declaration(sentences, statement, Words("数据", "the fact"), Kind.FACT)
    if found is None:
        return None
    name, type, choices, rest = found
    said = tail(statement, rest)
    parts = tuple(clean(each) for each in re.split("[、，,；;]", said["parts"]) if each.strip())
    is_fixed = bool(_FIXED.search(rest))
    return nodes.Fact(name, type, choices, said["text"], said["evidence"], said["source"], is_fixed, parts)


def declaration(
    sentences: Sentences, statement: Statement, what: Words, kind: Kind
) -> tuple[str, str, tuple[str, ...], str] | None:
    """Name, type, choices, and what follows them before any colon."""
    start = after_word(statement)
    match = TYPED.match(statement.head, start)
    name = clean(statement.raw[match.start("name") : match.end("name")]) if match is not None else ""
    if match is None or not name:  # no match: a bracket left open swallows the colon that ends a name
        no_name(sentences, statement, what, kind)
        return None
    type = (match["type"] or "").strip()
    if not (listed := CHOICES.match(type)):
        return name, type, (), match["rest"]
    offset = match.start("type") + listed.start("list")
    raw = statement.raw[offset : offset + len(listed["list"])]
    choices = tuple(clean(each) for each in re.split("[、,，;；\n]", raw) if each.strip())
    if not choices or len(set(choices)) != len(choices):
        at = sentences.at(statement, match.start("type"), match.end("type"))
        sentences.report(of_syntax.choices_unread(at))
        return None
    return name, "", choices, match["rest"]


def tail(statement: Statement, rest: str) -> dict[str, str]:
    """A declaration's text, evidence, source and parts, from its free text."""
    start = len(statement.head) - len(rest)
    raw, text = statement.raw[start:], statement.text[start:]
    said = dict.fromkeys(("text", *_TAILS.values()), "")
    key, position = "text", 0
    if statement.tail is not None and not _TAIL_WORD.search(text[: statement.tail - start]):
        position = statement.tail - start
    for match in _TAIL_WORD.finditer(text):
        if match.end() < position:
            continue
        if key != "text" or position:
            said[key] = one_line(raw[position : match.start()])
        assert match.lastgroup is not None
        key = match.lastgroup
        position = match.end()
    if key != "text" or position:
        said[key] = one_line(raw[position:])
    return said
