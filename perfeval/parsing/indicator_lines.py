"""Lines of an indicator: formulas, scoring sentences, items, deductions, words; each statement to its node."""

from __future__ import annotations

import re
from fractions import Fraction

from lark import Token

from perfeval import nodes
from perfeval.diagnostics import Words, of_syntax
from perfeval.parsing.cutting import FIGURE, clean, equals_in, first, first_or_none
from perfeval.parsing.file_lines import figure
from perfeval.parsing.folding import one_line
from perfeval.parsing.grammar import ParseTree
from perfeval.parsing.kinds import EXAMPLES, NAMES, THIS_LINE, Kind
from perfeval.parsing.lines import AT_DISCRETION, Statement, left_of_equals
from perfeval.parsing.segmentation import is_keyword, units_at
from perfeval.parsing.sentences import Sentences, figure_of, rule
from perfeval.patterns import later
from perfeval.values.numbers import decimal_text, fold
from perfeval.vocabulary import pattern

_ITEM = later(
    rf"(?P<word>{pattern('NEGATIVE_ITEM', 'ITEM')})? *(?P<mark>[①-⑳㉑-㉟㊱-㊿])? *"
    rf"(?:(?:{pattern('GET', 'DEDUCT')} *)?(?P<open>\()? *(?P<figure>{FIGURE}) *"
    rf"(?P<unit>{pattern('POINTS')}|%) *(?(open)\)))? *"
    rf"(?P<required>{pattern('REQUIRED')}(?= *(?::|$)))?(?P<more>[^:]*?)(?P<colon> *: *|$)"
)
_EACH = later(
    rf"{pattern('ITEM')} *{pattern('EACH')} *(?P<figure>{FIGURE}) *(?P<unit>{pattern('POINTS')}|%)[ .]*$"
)
_NUMERAL = "[零一二两三四五六七八九十百]+"
_OCCURRENCE = later(
    rf"(?P<each>{pattern('EACH_FINDING', 'EACH_LACK')}) *(?P<count>{FIGURE}|{_NUMERAL}) *(?P<text>.*?) *"
    rf"(?P<deduct>{pattern('DEDUCT')}) *(?:{FIGURE}|{_NUMERAL}) *{pattern('POINTS')} *"
    rf"(?:[,、] *(?:{pattern('DOWN_TO_ZERO')}|{pattern('UP_TO')}.*))?$"
)
_SECOND_DEDUCTION = later(rf"{pattern('DEDUCT')} *(?:{FIGURE}|{_NUMERAL}) *{pattern('POINTS')} *[,、]")
_SECOND_ITEM = later("[;。,、] *[①-⑳㉑-㉟㊱-㊿]")
_POINTS_BEHIND = later(rf" *\( *(?P<figure>{FIGURE}) *(?P<unit>{pattern('POINTS')}|%) *\)[ .;。]*$")
_LAST_YEAR = later(f"[比较](?:上年度?|去年|上一年度?)(?= *{pattern('EVERY')})|同比(?= *{pattern('EVERY')})")
_LEADS = later(pattern("LEAD"))

Each = tuple[Fraction, bool]
"""The points of an item, or a share of the weight, and whether it is a share."""


def words(sentences: Sentences, statement: Statement) -> str:
    """The free text of a statement on one line."""
    return one_line(statement.raw[statement.tail or 0 :])


def basis(sentences: Sentences, statement: Statement) -> nodes.Basis:
    """`依据：…`"""
    return nodes.Basis(words(sentences, statement))


def explanation(sentences: Sentences, statement: Statement) -> nodes.Explanation:
    """`说明：…`"""
    return nodes.Explanation(words(sentences, statement))


def advice(sentences: Sentences, statement: Statement) -> nodes.Advice:
    """`整改建议：…`"""
    return nodes.Advice(words(sentences, statement))


def formula_in_words(sentences: Sentences, statement: Statement) -> nodes.FormulaInWords:
    """`计算公式：…`"""
    return nodes.FormulaInWords(words(sentences, statement))


def definition(sentences: Sentences, statement: Statement) -> nodes.Definition | None:
    """`名 = 式`; None, reported, where it cannot be read."""
    equals = equals_in(statement.text)
    name = clean(statement.raw[:equals])
    value = sentences.expression(statement, equals + 1)
    quoted = statement.text.startswith("「")
    known = fold(name) in sentences.names.names
    if not quoted and (is_keyword(fold(name)) or not known):
        at = sentences.at(statement, 0, equals)
        inner = re.sub("[「」]", "", name)
        sentences.report(of_syntax.name_not_plain(at, name=name, inner=inner))
        return None
    return None if value is None else nodes.Definition(name, value)


def score(sentences: Sentences, statement: Statement) -> nodes.Score | None:
    """`得分 = 式`"""
    value = sentences.expression(statement, equals_in(statement.text) + 1)
    return None if value is None else nodes.Score(value)


def weight(sentences: Sentences, statement: Statement) -> nodes.Weight | None:
    """`分值 = 5`"""
    value = sentences.expression(statement, equals_in(statement.text) + 1)
    return None if value is None else nodes.Weight(value)


def by_rate(sentences: Sentences, statement: Statement) -> nodes.ByRate | None:
    """`按比率计分，不超过分值，比率低于60%的不得分`"""
    tree = sentences.tree(Kind.BY_RATE, statement)
    if tree is None:
        return None
    capped = any(isinstance(part, Token) and part.type == "CAPPED" for part in tree.children)
    gates = list(tree.find_pred(lambda part: rule(part) in ("gate_compared", "gate_of_rate")))
    gate = sentences.guarded(statement, lambda: sentences.value(gates[0])) if gates else None
    if gates and gate is None:
        return None
    assert gate is None or isinstance(gate, nodes.Comparison)
    return nodes.ByRate(capped, gate)


def conditional(sentences: Sentences, statement: Statement) -> nodes.Conditional | None:
    """`计划成本为0的，不适用`"""
    end = len(statement.text.rstrip(" .")) if statement.tail is None else len(statement.head)
    tree = sentences.tree(Kind.CONDITIONAL, statement, 0, end)
    if tree is None:
        return None
    equals = left_of_equals(statement.head)
    if equals is not None and not _LEADS.match(statement.text):
        written = statement.raw[len(equals) :].lstrip(" =＝")
        mended = f"{statement.raw[: len(equals)]}为{''.join(written.split())}"
        at = sentences.at(statement, len(equals), len(equals) + 1)
        sentences.report(of_syntax.equals_in_condition(at, mended=mended))
        return None
    remark = one_line(statement.raw[statement.tail :]) if statement.tail is not None else ""
    parts = [part for part in tree.children if not isinstance(part, Token)]

    def build() -> nodes.Conditional:
        condition = sentences.value(parts[0])
        return nodes.Conditional(condition, sentences.result(parts[1], remark))

    return sentences.guarded(statement, build)


def item(sentences: Sentences, statement: Statement, each: Each | None) -> nodes.Item | None:
    """`要点① 1分：…`; without points of its own it has those of `要点 各1分` above it (`each`)."""
    match = _ITEM.match(statement.text)
    assert match is not None
    begin = match.end()
    if not match["colon"] or match["more"].strip():
        # Without a colon everything behind the mark is text: ① 符合国家政策
        begin = match.start("more")
    if (other := _SECOND_ITEM.search(statement.text, begin)) is not None:
        sentences.report(of_syntax.two_items(sentences.at(statement, *other.span())))
        return None
    behind = _POINTS_BEHIND.search(statement.text, begin) if not match["figure"] else None
    text = one_line(statement.raw[begin : behind.start() if behind else len(statement.raw)])
    negative = statement.kind is Kind.NEGATIVE_ITEM
    kind = Kind.NEGATIVE_ITEM if negative else Kind.ITEM
    given = match if match["figure"] else behind
    said = _points(sentences, statement, given) if given is not None else each
    if negative and match["required"]:
        sentences.report(of_syntax.required_negative_item(sentences.at(statement, *match.span("required"))))
        return None
    if match["mark"] and said is not None and text:
        points, is_share = said
        return nodes.Item(match["mark"], points, text, negative, is_share, match["required"] is not None)
    missing = Words("分数", "points") if said is None else Words("内容", "text")
    incomplete(sentences, statement, missing if match["mark"] else Words("序号", "mark"), kind)
    return None


def _points(sentences: Sentences, statement: Statement, match: re.Match[str]) -> Each | None:
    points = figure(sentences, statement, match.start("figure"), match["figure"])
    if points is None:
        return None
    is_share = match["unit"] == "%"
    return (points / 100 if is_share else points), is_share


def points_of_each(sentences: Sentences, statement: Statement) -> Each | None:
    """The points of `要点 各1分`, the share of `要点 各20%`."""
    match = _EACH.match(statement.text)
    if match is None:
        incomplete(sentences, statement, Words("分数", "points"), Kind.ITEM_POINTS)
        return None
    return _points(sentences, statement, match)


def incomplete(sentences: Sentences, statement: Statement, missing: Words, kind: Kind) -> None:
    """Reports what an item lacks."""
    at = (sentences.source, statement.span)
    sentences.report(of_syntax.item_incomplete(at, missing=missing, example=EXAMPLES[kind]))


def per_occurrence(sentences: Sentences, statement: Statement) -> nodes.PerOccurrence | None:
    """`每发现1处 … 扣1分，扣完为止`"""
    text = statement.text.rstrip(" .")
    match = _OCCURRENCE.match(text)
    if match is None:
        what, example = NAMES.get(statement.kind, THIS_LINE), EXAMPLES[Kind.PER_OCCURRENCE]
        sentences.report(
            of_syntax.sentence_unfinished((sentences.source, statement.span), what=what, example=example)
        )
        return None
    start, end = match.span("text")
    if (other := _SECOND_DEDUCTION.search(text, start, end)) is not None:
        sentences.report(of_syntax.two_deductions(sentences.at(statement, *other.span())))
        return None
    unit = next(units_at(text[:end], start), "")
    begin = start + len(unit)
    while begin < end and text[begin] == " ":
        begin += 1
    fixed = [Token("FINDING_UNIT", unit, start_pos=start, end_pos=start + len(unit))] if unit else []
    if begin < end:
        fixed.append(Token("FREE", text[begin:end], start_pos=begin, end_pos=end))
    tree = sentences.tree(Kind.PER_OCCURRENCE, statement, 0, len(text), fixed)
    if tree is None:
        return None
    numbers = [token for token in tree.children if isinstance(token, Token) and token.type == "NUMBER"]
    limits = list(tree.find_data("limit"))
    to_zero = bool(limits) and first_or_none(limits[0], "DOWN_TO_ZERO") is not None
    most = first_or_none(limits[0], "NUMBER") if limits else None
    return nodes.PerOccurrence(
        figure_of(numbers[0]),
        unit,
        one_line(statement.raw[begin:end]).rstrip("，, "),
        figure_of(numbers[1]),
        None if most is None else figure_of(most),
        to_zero,
        first_or_none(tree, "EACH_LACK") is not None,
    )


_WAYS = {"ABOVE": "above", "OVER_BY": "above", "BELOW": "below", "SHORT_BY": "below"}
_PARTS = {"dropped": nodes.Part.DROPPED, "counted": nodes.Part.COUNTED, "shared": nodes.Part.SHARED}


def steps(sentences: Sentences, statement: Statement) -> nodes.Steps | None:
    """`满意率 每低于90% 1个百分点 扣0.5分，不足1个的不扣`"""
    text = statement.text.rstrip(" .")
    against = _LAST_YEAR.search(text)
    if against is not None and fold(text[: against.end()]).strip() not in sentences.names.names:
        sentences.report(of_syntax.change_undefined(sentences.at(statement, *against.span())))
        return None
    tree = sentences.tree(Kind.STEPS, statement, 0, len(text))
    if tree is None:
        return None
    split = next(
        i for i, part in enumerate(tree.children) if isinstance(part, Token) and part.type == "EVERY"
    )
    before, after = tree.children[:split], tree.children[split + 1 :]
    beyond: list[ParseTree | Token] = []
    if rule(tree) == "steps_beyond":
        at = next(i for i, part in enumerate(before) if not isinstance(part, Token) and rule(part) == "way")
        before, beyond = before[:at], before[at:]
    trees = [part for part in [*beyond, *after] if not isinstance(part, Token)]
    numbers = [part for part in trees if rule(part) == "number"]
    way = next((_WAYS[first_of(part)] for part in trees if rule(part) == "way"), "")
    part = next((part for part in trees if rule(part) in _PARTS), None)
    limits = [each for each in trees if rule(each) == "limit"]

    def build() -> nodes.Steps | None:
        placed = [sentences.placed(sentences.number(each), sentences.span(each)) for each in numbers]
        if part is not None and not _part_agrees(sentences, statement, part, placed[-1]):
            return None
        most = first_or_none(limits[0], "NUMBER") if limits else None
        return nodes.Steps(
            sentences.value(before[0]) if before else None,
            way,
            placed[0] if len(placed) > 1 else None,
            placed[-1],
            figure_of(next(token for token in after if isinstance(token, Token) and token.type == "NUMBER")),
            None if part is None else _PARTS[rule(part)],
            None if most is None else figure_of(most),
            bool(limits) and first_or_none(limits[0], "DOWN_TO_ZERO") is not None,
        )

    return sentences.guarded(statement, build)


def _part_agrees(sentences: Sentences, statement: Statement, part: ParseTree, size: nodes.Number) -> bool:
    """Whether the figures of 不足5个的按5个计 are those of the step; reported where they are not."""
    for tree in part.find_data("number"):
        figure = sentences.number(tree).figure
        if figure != size.figure:
            span = sentences.span(tree)
            said, wanted = decimal_text(figure), decimal_text(size.figure)
            at = (sentences.source, span)
            sentences.report(of_syntax.part_step_differs(at, said=said, wanted=wanted))
            return False
    return True


def first_of(tree: ParseTree) -> str:
    """The type of a tree's first token."""
    token = tree.children[0]
    assert isinstance(token, Token)
    return token.type


def scored_by(sentences: Sentences, statement: Statement) -> nodes.ScoredBy | None:
    """`计分 评星(星级, 5)`"""
    tree = sentences.tree(Kind.SCORED_BY, statement)
    if tree is None:
        return None
    kind = first(tree, "FUNCTION")
    given = [part for part in tree.children if not isinstance(part, Token)]
    return sentences.guarded(
        statement, lambda: nodes.ScoredBy(str(kind), tuple(sentences.value(part) for part in given))
    )


def discretion(sentences: Sentences, statement: Statement) -> nodes.Discretion | None:
    """`酌情扣分 最多5分：…`, `档案不完整的，酌情扣1—3分`"""
    start, end, text = 0, len(statement.head.rstrip(" .")), ""
    match = AT_DISCRETION.match(statement.head[:end])
    if match is not None and match["text"].strip():
        start = match.start("rule")
        text = one_line(statement.raw[slice(*match.span("text"))]).rstrip("，, ")
    if statement.tail is not None:
        text = one_line(statement.raw[statement.tail :])
    tree = sentences.tree(Kind.DISCRETION, statement, start, end)
    if tree is None:
        return None
    figures = [
        figure_of(token) for token in tree.children if isinstance(token, Token) and token.type == "NUMBER"
    ]
    match rule(tree):
        case "discretion_open":
            shown = decimal_text(figures[0])
            sentences.report(of_syntax.discretion_open(sentences.at(statement, start, end), points=shown))
            return None
        case "discretion_between":
            least, most = sorted(figures)
            return nodes.Discretion(most, text, least)
        case _:
            return nodes.Discretion(figures[0] if figures else None, text)
