"""定性评价 and its tiers: who judges and what must be said, and within which bounds a person chooses."""

from __future__ import annotations

from collections.abc import Iterator

from lark import Token

from perfeval import nodes
from perfeval.diagnostics import of_syntax
from perfeval.parsing.cutting import first_or_none
from perfeval.parsing.folding import one_line
from perfeval.parsing.kinds import Kind
from perfeval.parsing.lines import TIER_ROW, Statement
from perfeval.parsing.segmentation import Names, read
from perfeval.parsing.sentences import Sentences, rule
from perfeval.patterns import later
from perfeval.vocabulary import pattern

_JUDGE = later(rf"{pattern('ASSESSED_BY')} *(?P<by>[^,()]*?) *(?:{pattern('ASSESSES')} *)?(?:,|\)|$)")


_OBJECTIVE = "目的"
"""The word whose 的 is its own."""


def judged(sentences: Sentences, statement: Statement) -> nodes.Judged | None:
    """`定性评价，由 评价组 评定，须填理由和佐证`, without its tiers."""
    text = statement.text.rstrip(" .")
    judge = _JUDGE.search(text)
    fixed = [] if judge is None else list(_free(text, *judge.span("by")))
    tree = sentences.tree(Kind.JUDGED, statement, 0, len(text), fixed)
    if tree is None:
        return None
    by = one_line(statement.raw[slice(*judge.span("by"))]) if judge is not None else ""
    needs_reason, needs_evidence = (first_or_none(tree, word) is not None for word in ("REASON", "EVIDENCE"))
    return nodes.Judged(by, needs_reason, needs_evidence)


def tier(sentences: Sentences, statement: Statement) -> nodes.Tier | None:
    """`部分达成的 得60%（含）—80%`"""
    text = statement.text.rstrip(" .")
    match = TIER_ROW.match(text)
    if match is None:  # only the line pass makes a tier, and it made it so
        raise AssertionError(statement)
    tree = sentences.tree(Kind.TIER, statement, 0, len(text), tuple(_free(text, *match.span("text"))))
    if tree is None:
        return None
    words = one_line(statement.raw[slice(*match.span("text"))])
    if (other := _SECOND.search(match["text"])) is not None:
        sentences.report(of_syntax.two_tiers(sentences.at(statement, *other.span())))
        return None
    if not words.endswith(_OBJECTIVE):
        words = words.removesuffix("的")
    (given,) = (part for part in tree.children if not isinstance(part, Token))

    def build() -> nodes.Tier:
        if rule(given) == "within":
            (interval,) = (part for part in given.children if not isinstance(part, Token))
            return nodes.Tier(words, sentences.interval(interval, turns=True))
        return nodes.Tier(words, sentences.result(given))

    return sentences.guarded(statement, build)


def _free(text: str, start: int, end: int) -> Iterator[Token]:
    if start < end:
        yield Token("FREE", text[start:end], start_pos=start, end_pos=end)


_SECOND = later(
    rf"(?:{pattern('FULL_POINTS', 'NO_POINTS')}|{pattern('GET')} *[0-9][^,、]*(?:{pattern('POINTS')}|%)[^,、]*)(?=[,、])"
)
_FIXED = later(rf"{pattern('FULL_POINTS', 'NO_POINTS')}[ .]*$|{pattern('POINTS')}[ .]*$")


def has_interval(statement: Statement) -> bool:
    """Whether what a line gives is no single result, so that it can only be a tier."""
    return _FIXED.search(statement.text) is None


def is_condition(sentences: Sentences, statement: Statement) -> bool:
    """Whether what stands among tiers is a condition on facts: 存在截留的，不得分."""
    known = sentences.names
    names = Names(known.names, known.choices, known.functions, infers=False)
    text = statement.text.rstrip(" .")
    found = read(sentences.grammar, Kind.CONDITIONAL, text, 0, len(text), names)
    named = (token for tokens in found.readings[:1] for token in tokens if token.type == "NAME")
    return bool(found.readings) and all(str(token).strip("「」") in known.spelled for token in named)
