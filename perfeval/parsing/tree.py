"""The tree: statements to nodes, under the headings they belong to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from attrs import define, evolve, field
from lark import Token

from perfeval import nodes
from perfeval.diagnostics import Diagnostic, Words, of_syntax
from perfeval.diagnostics.near import near_names
from perfeval.nodes import Node, NotApplicablePolicy
from perfeval.parsing.folding import one_line
from perfeval.parsing.grammar import Grammar
from perfeval.parsing.kinds import EXAMPLES, NAMES, THIS_LINE, Kind
from perfeval.parsing.lines import MAX_LENGTH, Statement, left_of_equals
from perfeval.parsing.segmentation import PLAIN_NAME, Names, is_keyword, read, units_at
from perfeval.parsing.sentences import Sentences, figure_of, rule
from perfeval.source import Source, Span
from perfeval.values.numbers import fold, read_number
from perfeval.vocabulary import LEVEL_WORDS, VOCABULARY, pattern

_FIGURE = r"[0-9]+(?:\.[0-9]+)?"
_LEVEL = re.compile(r"(?:([一二三四五六七八九])级指标|(?i:level) *([1-9])) *")
_WEIGHT = re.compile(
    rf"^(?P<name>.*?) *(?P<open>\()?(?P<figure>{_FIGURE}) *(?P<unit>{pattern('POINTS')}|%)(?(open)\))"
    r"(?: *\([^()]*\))?$"
)
_POINTS = re.compile(rf"(?P<figure>{_FIGURE}) *(?:{pattern('POINTS')})")
_TYPED = re.compile(
    rf"(?P<name>「[^」]+」|[^(:]*?(?= *(?:\(|$)|  | +(?:{pattern('FIXED', 'OPTIONAL')}|由 )))"
    r" *(?:\((?P<type>(?:[^()]|\([^()]*\))*)\))?(?P<rest>.*)"
)
_CHOICES = re.compile(rf"{pattern('CHOICES')} *:(?P<list>.*)", re.DOTALL)
_TAIL_WORD = re.compile(rf"(?:^|  +)(?P<word>{pattern('EVIDENCE')}|{pattern('SOURCE')}) *: *")
_EVIDENCE = re.compile(pattern("EVIDENCE"))
_FIXED = re.compile(rf"(?:^|[ ,]){pattern('FIXED')}(?=$|[ ,])")
_OPTIONAL = re.compile(rf"(?:^|[ ,]){pattern('OPTIONAL')}(?=$|[ ,])")
_ITEM = re.compile(
    rf"(?P<word>{pattern('NEGATIVE_ITEM', 'ITEM')})? *(?P<mark>[①-⑳㉑-㉟㊱-㊿])? *"
    rf"(?:(?P<figure>{_FIGURE}) *(?P<unit>{pattern('POINTS')}|%))?(?P<more>[^:]*?)(?P<colon> *: *|$)"
)
_EACH = re.compile(rf"{pattern('ITEM')} *{pattern('EACH')} *(?P<figure>{_FIGURE}) *{pattern('POINTS')}[ .]*$")
_NUMERAL = "[零一二两三四五六七八九十百]+"
_OCCURRENCE = re.compile(
    rf"{pattern('EACH_FINDING')} *(?P<count>{_FIGURE}|{_NUMERAL}) *(?P<text>.*?) *"
    rf"(?P<deduct>{pattern('DEDUCT')}) *{_FIGURE} *{pattern('POINTS')} *"
    rf"(?:, *(?:{pattern('DOWN_TO_ZERO')}|{pattern('UP_TO')}.*))?$"
)
_DATE = re.compile(r"([0-9]{4})(?:-|/|\.|年)([0-9]{1,2})(?:-|/|\.|月)([0-9]{1,2})日?(?:起|施行|起施行)?")
_AFTER_WORD = re.compile(r"[^ :]*(?: +|$)")
_LEADS = re.compile(pattern("LEAD"))
_MODES = {"HALF_UP": "half-up", "HALF_EVEN": "half-even", "ROUND_UP": "up", "ROUND_DOWN": "down"}
_POLICIES = {
    "RESCALED": NotApplicablePolicy.RESCALE,
    "SHARED": NotApplicablePolicy.SHARE,
    "AS_FULL": NotApplicablePolicy.FULL,
}
_MOST_PLACES = 20
_FILE_KINDS = frozenset({
    Kind.FRAMEWORK, Kind.VERSION, Kind.EFFECTIVE, Kind.GRADE, Kind.FACT, Kind.TABLE, Kind.COLUMN,
    Kind.ROUNDING, Kind.SUMMING, Kind.RATE_PRECISION, Kind.GRADING, Kind.NOT_APPLICABLE,
})  # fmt: skip


@define
class _Heading:
    """A heading while the lines under it are still being read."""

    statement: Statement
    level: int
    name: str
    weight: Fraction | None
    is_share: bool
    lines: list[Any] = field(factory=list)
    children: list[_Heading] = field(factory=list)
    item_points: Fraction | None = None
    end: int = 0


@define
class TreeBuilder:
    """Makes the nodes of one file, statement by statement, and puts them where they belong."""

    source: Source
    sentences: Sentences
    report: Callable[[Diagnostic], None]
    lines: list[Any] = field(factory=list)
    loose: list[Any] = field(factory=list)
    tops: list[_Heading] = field(factory=list)
    open: list[_Heading] = field(factory=list)
    loose_statements: list[Statement] = field(factory=list)
    table: tuple[nodes.Table, Statement, list[nodes.Column]] | None = None
    bands: tuple[Statement, nodes.Expression, list[nodes.BandRow], list[Any]] | None = None
    bands_failed: bool = False

    # ------------------------------------------------------------ the whole file

    def file(self, statements: Sequence[Statement]) -> nodes.File:
        """The file's root node."""
        for statement in statements:
            self._take(statement)
        self._close_bands()
        self._close_table()
        self._check_levels()
        if self.tops:
            for statement, line in zip(self.loose_statements, self.loose, strict=True):
                if not isinstance(line, nodes.Definition):
                    self.report(of_syntax.outside_indicator((self.source, statement.span)))
        indicators = tuple(self._indicator(heading) for heading in self.tops)
        root = nodes.File(tuple(self.lines), tuple(self.loose), indicators)
        return self.sentences.placed(root, Span(0, len(self.source.text)))

    def _take(self, statement: Statement) -> None:
        kind = statement.kind
        if kind is not Kind.BAND_ROW:
            self._close_bands()
        if kind not in (Kind.COLUMN, Kind.UNKNOWN, Kind.UNREAD):
            self._close_table()
        if kind in _UNREADABLE:
            _UNREADABLE[kind](self, statement)
        elif kind is Kind.HEADING:
            self._heading(statement)
        elif kind is Kind.BANDS:
            self._begin_bands(statement)
        elif kind is Kind.BAND_ROW:
            self._band_row(statement)
        elif kind is Kind.TABLE:
            self._begin_table(statement)
        elif kind is Kind.COLUMN:
            self._column(statement)
        elif kind is Kind.ITEM_POINTS:
            self._item_points(statement)
        else:
            self._put(statement, _BUILDERS[kind](self, statement))

    def _put(self, statement: Statement, node: Node | None) -> None:
        """A node to the heading it stands under, or to the file."""
        if node is None:
            return
        if statement.presumed and hasattr(node, "presumed"):
            node = evolve(node, presumed=True)  # type: ignore[call-arg]
        node = self.sentences.placed(node, statement.span)
        is_words = statement.kind in (Kind.BASIS, Kind.EXPLANATION, Kind.ADVICE)
        if statement.kind in _FILE_KINDS or (is_words and not self.open):
            self.lines.append(node)
        elif self.open:
            self.open[-1].lines.append(node)
            for heading in self.open:
                heading.end = statement.span.end
        else:
            self.loose.append(node)
            self.loose_statements.append(statement)

    # ------------------------------------------------------------ headings

    def _heading(self, statement: Statement) -> None:
        match = _LEVEL.match(statement.text)
        assert match is not None
        level = "一二三四五六七八九".index(match[1]) + 1 if match[1] else int(match[2])
        name, weight, is_share = self._named_weight(statement, match.end())
        if not name:
            what = Words("指标", "the indicator")
            self._no_name(statement, what, Kind.HEADING)
            name = "?"
        heading = _Heading(statement, level, name, weight, is_share, end=statement.span.end)
        while self.open and self.open[-1].level >= level:
            self.open.pop()
        (self.open[-1].children if self.open else self.tops).append(heading)
        self.open.append(heading)
        for each in self.open:
            each.end = statement.span.end

    def _named_weight(self, statement: Statement, start: int) -> tuple[str, Fraction | None, bool]:
        """The name, weight and whether it is a share, from what follows the level word."""
        text = statement.text[start:].rstrip(" .")
        match = _WEIGHT.match(text)
        if match is None:
            return _clean(statement.raw[start : start + len(text)]), None, False
        before = match.start("figure") - 1
        if before >= 0 and re.match(r"[0-9A-Za-z.]", text[before]):
            place = self.sentences.at(statement, start, start + len(text))
            self.report(of_syntax.weight_touches(place, text=text))
            return text, None, False
        name = _clean(statement.raw[start : start + match.end("name")])
        figure = self._figure(statement, start + match.start("figure"), match["figure"])
        is_share = match["unit"] == "%"
        return name, figure / 100 if figure is not None and is_share else figure, is_share

    def _figure(self, statement: Statement, start: int, text: str) -> Fraction | None:
        number = read_number(text)
        if number is None:
            place = self.sentences.at(statement, start, start + 1)
            self.report(of_syntax.literal_too_long(place, digits=len(text), limit=1000))
        return number

    def _indicator(self, heading: _Heading) -> nodes.Indicator:
        children = tuple(self._indicator(child) for child in heading.children)
        made = nodes.Indicator(
            heading.level, heading.name, heading.weight, heading.is_share, tuple(heading.lines), children
        )
        return self.sentences.placed(made, heading.statement.span)

    def _check_levels(self) -> None:
        """A heading without any above it, where others of the file are of a higher level."""
        highest = min((heading.level for heading in self.tops), default=1)
        for heading in self.tops:
            if heading.level > highest:
                word = LEVEL_WORDS[highest - 1].zh[0]
                example = f"{word} 决策 20分"
                at = self.source, heading.statement.span
                self.report(of_syntax.no_parent_heading(at, name=heading.name, example=example))

    # ------------------------------------------------------------ what cannot be read

    def _unknown(self, statement: Statement) -> None:
        first = re.split("[ :,(]", statement.text, maxsplit=1)[0][:12]
        words = [word.zh[0] for word in VOCABULARY if len(word.zh[0]) > 1]
        near = near_names(first, words, most=1) or near_names(first[:4], words, most=1)
        asked = Words(f"。是不是想写“{near[0]}”？", f". Did you mean “{near[0]}”?") if near else Words("", "")
        written = statement.raw.strip()
        shown = written if len(written) <= 24 else written[:24] + "…"
        self.report(
            of_syntax.unknown_statement(
                (self.source, statement.span),
                text=shown,
                near=asked,
                example="预算执行率 = 实际支出 / 到位资金",
            )
        )

    def _unread(self, statement: Statement) -> None:
        self.report(of_syntax.statement_not_supported((self.source, statement.span), word=statement.word))

    def _no_name(self, statement: Statement, what: Words, kind: Kind) -> None:
        at = (self.source, statement.span)
        self.report(of_syntax.no_name(at, what=what, example=EXAMPLES[kind]))

    # ------------------------------------------------------------ lines of the file

    def _framework(self, statement: Statement) -> nodes.Framework | None:
        start = _after_word(statement)
        name, points, is_share = self._named_weight(statement, start)
        if not name:
            self._no_name(statement, Words("体系", "the framework"), Kind.FRAMEWORK)
            return None
        if is_share:
            at = (self.source, statement.span)
            self.report(of_syntax.points_unread(at, text=name, example=f"体系 {name} 100分"))
            return None
        return nodes.Framework(name, points)

    def _version(self, statement: Statement) -> nodes.Version:
        start = _after_word(statement)
        return nodes.Version(_clean(statement.raw[start:]).lstrip(" :："))

    def _effective(self, statement: Statement) -> nodes.Effective | None:
        text = statement.text[_after_word(statement) :].strip(" .:")
        match = _DATE.fullmatch(text.replace(" ", ""))
        try:
            if match is not None:
                return nodes.Effective(date(*map(int, match.groups()[:3])))
        except ValueError:
            pass  # the calendar has no such day
        self.report(of_syntax.date_unread((self.source, statement.span), text=text))
        return None

    def _rounding(self, statement: Statement) -> nodes.RoundScores | None:
        tree = self.sentences.tree(Kind.ROUNDING, statement)
        if tree is None:
            return None
        places = self._places(statement, _first(tree, "NUMBER"))
        mode = next(part for part in tree.iter_subtrees() if part.data == "mode")
        word = mode.children[0]
        assert isinstance(word, Token)
        return None if places is None else nodes.RoundScores(places, _MODES[word.type])

    def _places(self, statement: Statement, token: Token) -> int | None:
        places = figure_of(token)
        if places.denominator == 1 and places <= _MOST_PLACES:
            return int(places)
        at = self.sentences.at(statement, token.start_pos or 0, token.end_pos or 0)
        self.report(of_syntax.whole_number_wanted(at, text=str(token)))
        return None

    def _summing(self, statement: Statement) -> nodes.SumExactly | None:
        return None if self.sentences.tree(Kind.SUMMING, statement) is None else nodes.SumExactly()

    def _rate_precision(self, statement: Statement) -> nodes.RatePrecision | None:
        tree = self.sentences.tree(Kind.RATE_PRECISION, statement)
        if tree is None:
            return None
        token = _first_or_none(tree, "NUMBER")
        if token is None:
            return nodes.RatePrecision(None)
        places = self._places(statement, token)
        return None if places is None else nodes.RatePrecision(places)

    def _grading(self, statement: Statement) -> nodes.GradeFromRounded | None:
        return None if self.sentences.tree(Kind.GRADING, statement) is None else nodes.GradeFromRounded()

    def _not_applicable(self, statement: Statement) -> nodes.NotApplicable | None:
        tree = self.sentences.tree(Kind.NOT_APPLICABLE, statement)
        if tree is None:
            return None
        policy = next(part for part in tree.iter_subtrees() if part.data == "policy").children[0]
        assert isinstance(policy, Token)
        token = _first_or_none(tree, "NUMBER")
        places = None if token is None else self._places(statement, token)
        if token is not None and places is None:
            return None
        return nodes.NotApplicable(_POLICIES[policy.type], places)

    def _grade(self, statement: Statement) -> nodes.Grade | None:
        start = _after_word(statement)
        text = statement.text
        match = re.compile("「([^」]+)」|[^ :]+").match(text, start)
        if match is None or text[start:].startswith(":"):
            self._no_name(statement, Words("等级", "the grade"), Kind.GRADE)
            return None
        name = _clean(statement.raw[match.start() : match.end()])
        begin = match.end() + len(text[match.end() :]) - len(text[match.end() :].lstrip(" :"))
        tree = self.sentences.tree(Kind.INTERVAL, statement, begin, len(text))
        if tree is None:
            return None
        interval = self.sentences.guarded(statement, lambda: self.sentences.interval(tree))
        return None if interval is None else nodes.Grade(name, interval)

    # ------------------------------------------------------------ facts and tables

    def _fact(self, statement: Statement) -> nodes.Fact | None:
        found = self._declaration(statement, Words("数据", "the fact"), Kind.FACT)
        if found is None:
            return None
        name, type, choices, rest = found
        text, evidence, source = self._tail(statement, rest)
        return nodes.Fact(name, type, choices, text, evidence, source, bool(_FIXED.search(rest)))

    def _declaration(
        self, statement: Statement, what: Words, kind: Kind
    ) -> tuple[str, str, tuple[str, ...], str] | None:
        """Name, type, choices, and what follows them before any colon."""
        start = _after_word(statement)
        match = _TYPED.match(statement.head, start)
        assert match is not None
        name = _clean(statement.raw[match.start("name") : match.end("name")])
        if not name:
            self._no_name(statement, what, kind)
            return None
        type = (match["type"] or "").strip()
        if not (listed := _CHOICES.match(type)):
            return name, type, (), match["rest"]
        offset = match.start("type") + listed.start("list")
        raw = statement.raw[offset : offset + len(listed["list"])]
        choices = tuple(_clean(each) for each in re.split("[、,，;；\n]", raw) if each.strip())
        if not choices or len(set(choices)) != len(choices):
            at = self.sentences.at(statement, match.start("type"), match.end("type"))
            self.report(of_syntax.choices_unread(at))
            return None
        return name, "", choices, match["rest"]

    def _tail(self, statement: Statement, rest: str) -> tuple[str, str, str]:
        """A declaration's words, evidence and source, from its free text."""
        start = len(statement.head) - len(rest)
        raw, text = statement.raw[start:], statement.text[start:]
        said = {"text": "", "evidence": "", "source": ""}
        key, position = "text", 0
        if statement.tail is not None and not _TAIL_WORD.search(text[: statement.tail - start] + ":"[:0]):
            position = statement.tail - start
        for match in _TAIL_WORD.finditer(text):
            if match.end() < position:
                continue
            if key != "text" or position:
                said[key] = one_line(raw[position : match.start()])
            key = "evidence" if _EVIDENCE.match(match["word"]) else "source"
            position = match.end()
        if key != "text" or position:
            said[key] = one_line(raw[position:])
        return said["text"], said["evidence"], said["source"]

    def _begin_table(self, statement: Statement) -> None:
        found = self._declaration(statement, Words("表", "the table"), Kind.TABLE)
        name = found[0] if found is not None else "?"
        text = one_line(statement.raw[statement.tail :]) if statement.tail is not None else ""
        self.table = (nodes.Table(name, text), statement, [])

    def _column(self, statement: Statement) -> None:
        if self.table is None:
            self.report(of_syntax.column_outside_table((self.source, statement.span)))
            return
        equals = statement.head.find("=")
        column: nodes.Column | None
        if equals >= 0:
            name = _clean(statement.raw[_after_word(statement) : equals])
            value = self.sentences.expression(statement, equals + 1)
            column = None if value is None else nodes.Column(name, value=value)
        else:
            found = self._declaration(statement, Words("列", "the column"), Kind.COLUMN)
            if found is None:
                return
            text = one_line(statement.raw[statement.tail :]) if statement.tail is not None else ""
            optional = bool(_OPTIONAL.search(found[3]))
            column = nodes.Column(found[0], found[1], found[2], None, optional, text)
        if column is not None:
            self.table[2].append(self.sentences.placed(column, statement.span))

    def _close_table(self) -> None:
        if self.table is not None:
            table, statement, columns = self.table
            self.table = None
            end = self.sentences.spans[columns[-1].id].end if columns else statement.span.end
            made = evolve(table, columns=tuple(columns))
            self.lines.append(self.sentences.placed(made, Span(statement.start, end)))

    # ------------------------------------------------------------ words

    def _words(self, statement: Statement) -> str:
        return one_line(statement.raw[statement.tail or 0 :])

    def _basis(self, statement: Statement) -> nodes.Basis:
        return nodes.Basis(self._words(statement))

    def _explanation(self, statement: Statement) -> nodes.Explanation:
        return nodes.Explanation(self._words(statement))

    def _advice(self, statement: Statement) -> nodes.Advice:
        return nodes.Advice(self._words(statement))

    def _formula_in_words(self, statement: Statement) -> nodes.FormulaInWords:
        return nodes.FormulaInWords(self._words(statement))

    # ------------------------------------------------------------ formulas and sentences

    def _definition(self, statement: Statement) -> nodes.Definition | None:
        equals = _equals(statement.text)
        name = _clean(statement.raw[:equals])
        value = self.sentences.expression(statement, equals + 1)
        quoted = statement.text.startswith("「")
        known = fold(name) in self.sentences.names.names
        if not quoted and (is_keyword(fold(name)) or not known):
            at = self.sentences.at(statement, 0, equals)
            inner = re.sub("[「」]", "", name)
            self.report(of_syntax.name_not_plain(at, name=name, inner=inner))
            return None
        return None if value is None else nodes.Definition(name, value)

    def _score(self, statement: Statement) -> nodes.Score | None:
        value = self.sentences.expression(statement, _equals(statement.text) + 1)
        return None if value is None else nodes.Score(value)

    def _weight(self, statement: Statement) -> nodes.Weight | None:
        value = self.sentences.expression(statement, _equals(statement.text) + 1)
        return None if value is None else nodes.Weight(value)

    def _by_rate(self, statement: Statement) -> nodes.ByRate | None:
        tree = self.sentences.tree(Kind.BY_RATE, statement)
        if tree is None:
            return None
        capped = any(isinstance(part, Token) and part.type == "CAPPED" for part in tree.children)
        gates = list(tree.find_pred(lambda part: rule(part) in ("gate_compared", "gate_of_rate")))
        gate = self.sentences.guarded(statement, lambda: self.sentences.value(gates[0])) if gates else None
        if gates and gate is None:
            return None
        assert gate is None or isinstance(gate, nodes.Comparison)
        return nodes.ByRate(capped, gate)

    def _conditional(self, statement: Statement) -> nodes.Conditional | None:
        end = len(statement.text.rstrip(" .")) if statement.tail is None else len(statement.head)
        tree = self.sentences.tree(Kind.CONDITIONAL, statement, 0, end)
        if tree is None:
            return None
        equals = left_of_equals(statement.head)
        if equals is not None and not _LEADS.match(statement.text):
            written = statement.raw[len(equals) :].lstrip(" =＝")
            mended = f"{statement.raw[: len(equals)]}为{''.join(written.split())}"
            at = self.sentences.at(statement, len(equals), len(equals) + 1)
            self.report(of_syntax.equals_in_condition(at, mended=mended))
            return None
        remark = one_line(statement.raw[statement.tail :]) if statement.tail is not None else ""
        parts = [part for part in tree.children if not isinstance(part, Token)]

        def build() -> nodes.Conditional:
            condition = self.sentences.value(parts[0])
            return nodes.Conditional(condition, self.sentences.result(parts[1], remark))

        return self.sentences.guarded(statement, build)

    def _begin_bands(self, statement: Statement) -> None:
        self.bands_failed = True
        tree = self.sentences.tree(Kind.BANDS, statement)
        if tree is None:
            return
        subject = self.sentences.guarded(statement, lambda: self.sentences.value(tree.children[1]))
        if subject is not None:
            self.bands = (statement, subject, [], [])

    def _band_row(self, statement: Statement) -> None:
        if self.bands is None and not self.bands_failed:
            self.report(of_syntax.band_outside_bands((self.source, statement.span)))
            return
        tree = self.sentences.tree(Kind.BAND_ROW, statement)
        if tree is None or self.bands is None:
            return
        parts = [part for part in tree.children if not isinstance(part, Token)]

        def build() -> nodes.BandRow:
            return nodes.BandRow(self.sentences.over(parts[0]), self.sentences.result(parts[1]))

        row = self.sentences.guarded(statement, build)
        if row is not None:
            self.bands[2].append(self.sentences.placed(row, statement.span))

    def _close_bands(self) -> None:
        self.bands_failed = False
        if self.bands is not None:
            statement, subject, rows, _ = self.bands
            self.bands = None
            self._put(statement, nodes.Bands(subject, tuple(rows)))

    # ------------------------------------------------------------ items and deductions

    def _item_points(self, statement: Statement) -> None:
        match = _EACH.match(statement.text)
        if match is None:
            self._incomplete(statement, Words("分数", "points"), Kind.ITEM_POINTS)
        elif not self.open:
            self.report(of_syntax.outside_indicator((self.source, statement.span)))
        else:
            self.open[-1].item_points = self._figure(statement, match.start("figure"), match["figure"])

    def _item(self, statement: Statement) -> nodes.Item | None:
        match = _ITEM.match(statement.text)
        assert match is not None
        text = one_line(statement.raw[match.end() :])
        if not match["colon"] or match["more"].strip():
            # Without a colon everything behind the mark is text: ① 符合国家政策
            text = one_line(statement.raw[match.start("more") :])
        negative = statement.kind is Kind.NEGATIVE_ITEM
        kind = Kind.NEGATIVE_ITEM if negative else Kind.ITEM
        if match["unit"] == "%" or re.match(r"前提(?: |:|$)", match["more"].strip()):
            self.report(of_syntax.statement_not_supported((self.source, statement.span), word="要点 …% 前提"))
            return None
        inherited = self.open[-1].item_points if self.open else None
        points = (
            self._figure(statement, match.start("figure"), match["figure"]) if match["figure"] else inherited
        )
        if match["mark"] and points is not None and text:
            return nodes.Item(match["mark"], points, text, negative)
        missing = Words("分数", "points") if points is None else Words("内容", "text")
        self._incomplete(statement, missing if match["mark"] else Words("序号", "mark"), kind)
        return None

    def _incomplete(self, statement: Statement, missing: Words, kind: Kind) -> None:
        at = (self.source, statement.span)
        self.report(of_syntax.item_incomplete(at, missing=missing, example=EXAMPLES[kind]))

    def _per_occurrence(self, statement: Statement) -> nodes.PerOccurrence | None:
        text = statement.text.rstrip(" .")
        match = _OCCURRENCE.match(text)
        if match is None:
            what, example = NAMES.get(statement.kind, THIS_LINE), EXAMPLES[Kind.PER_OCCURRENCE]
            self.report(
                of_syntax.sentence_unfinished((self.source, statement.span), what=what, example=example)
            )
            return None
        start, end = match.span("text")
        unit = next(units_at(text[:end], start), "")
        begin = start + len(unit)
        while begin < end and text[begin] == " ":
            begin += 1
        fixed = [Token("FINDING_UNIT", unit, start_pos=start, end_pos=start + len(unit))] if unit else []
        if begin < end:
            fixed.append(Token("FREE", text[begin:end], start_pos=begin, end_pos=end))
        tree = self.sentences.tree(Kind.PER_OCCURRENCE, statement, 0, len(text), fixed)
        if tree is None:
            return None
        numbers = [token for token in tree.children if isinstance(token, Token) and token.type == "NUMBER"]
        limits = list(tree.find_data("limit"))
        to_zero = bool(limits) and _first_or_none(limits[0], "DOWN_TO_ZERO") is not None
        most = _first_or_none(limits[0], "NUMBER") if limits else None
        return nodes.PerOccurrence(
            figure_of(numbers[0]),
            unit,
            one_line(statement.raw[begin:end]).rstrip("，, "),
            figure_of(numbers[1]),
            None if most is None else figure_of(most),
            to_zero,
        )

    def _discretion(self, statement: Statement) -> nodes.Discretion | None:
        tree = self.sentences.tree(Kind.DISCRETION, statement)
        if tree is None:
            return None
        text = one_line(statement.raw[statement.tail :]) if statement.tail is not None else ""
        return nodes.Discretion(figure_of(_first(tree, "NUMBER")), text)


_BUILDERS: Mapping[Kind, Callable[[TreeBuilder, Statement], Node | None]] = {
    Kind.FRAMEWORK: TreeBuilder._framework,
    Kind.VERSION: TreeBuilder._version,
    Kind.EFFECTIVE: TreeBuilder._effective,
    Kind.GRADE: TreeBuilder._grade,
    Kind.FACT: TreeBuilder._fact,
    Kind.ROUNDING: TreeBuilder._rounding,
    Kind.SUMMING: TreeBuilder._summing,
    Kind.RATE_PRECISION: TreeBuilder._rate_precision,
    Kind.GRADING: TreeBuilder._grading,
    Kind.NOT_APPLICABLE: TreeBuilder._not_applicable,
    Kind.BASIS: TreeBuilder._basis,
    Kind.EXPLANATION: TreeBuilder._explanation,
    Kind.ADVICE: TreeBuilder._advice,
    Kind.FORMULA_IN_WORDS: TreeBuilder._formula_in_words,
    Kind.DEFINITION: TreeBuilder._definition,
    Kind.SCORE: TreeBuilder._score,
    Kind.WEIGHT: TreeBuilder._weight,
    Kind.BY_RATE: TreeBuilder._by_rate,
    Kind.CONDITIONAL: TreeBuilder._conditional,
    Kind.ITEM: TreeBuilder._item,
    Kind.NEGATIVE_ITEM: TreeBuilder._item,
    Kind.PER_OCCURRENCE: TreeBuilder._per_occurrence,
    Kind.DISCRETION: TreeBuilder._discretion,
}
_UNREADABLE: Mapping[Kind, Callable[[TreeBuilder, Statement], None]] = {
    Kind.UNKNOWN: TreeBuilder._unknown,
    Kind.UNREAD: TreeBuilder._unread,
}


# ---------------------------------------------------------------- names


def declared_names(statements: Iterable[Statement]) -> tuple[dict[str, str], dict[str, str], bool]:
    """Names and choices that a file declares, folded, each with its spelling; whether it infers its facts."""
    names: dict[str, str] = {}
    choices: dict[str, str] = {}
    infers = True
    for statement in statements:
        name = declared_name(statement)
        if name:
            names.setdefault(fold(name), name)
        if statement.kind is Kind.FACT:
            infers = False
        if statement.kind in (Kind.FACT, Kind.COLUMN):
            for choice in _listed(statement):
                choices.setdefault(fold(choice), choice)
    return names, choices, infers


def inferred_names(grammar: Grammar, statements: Iterable[Statement], known: Names) -> dict[str, str]:
    """The names that a file's formulas use and nobody declares, where a formula has one reading only."""
    found: dict[str, str] = {}
    for statement in statements:
        if statement.kind not in (Kind.DEFINITION, Kind.SCORE) or len(statement.text) > MAX_LENGTH:
            continue
        start = _equals(statement.text) + 1
        readings = read(grammar, Kind.FORMULA, statement.text, start, len(statement.head), known).readings
        if len(readings) == 1:
            names = (str(token) for token in readings[0] if token.type == "NAME")
            found.update((name, name) for name in names if not name.startswith("「"))
    return found


def declared_name(statement: Statement) -> str:
    """The name that a statement declares; empty where it declares none."""
    text, raw = statement.head, statement.raw
    match statement.kind:
        case Kind.HEADING:
            start = _level_end(text)
            found = _WEIGHT.match(text[start:].rstrip(" ."))
            return _clean(raw[start : start + found.end("name")] if found else raw[start : len(text)])
        case Kind.DEFINITION:
            equals = _equals(text)
            name = _clean(raw[:equals])
            is_plain = PLAIN_NAME.fullmatch(fold(name)) is not None and not is_keyword(fold(name))
            return name if is_plain or text.startswith("「") else ""
        case Kind.FACT | Kind.TABLE | Kind.COLUMN:
            start = _after_word(statement)
            if statement.kind is Kind.COLUMN and "=" in text:
                return _clean(raw[start : text.index("=")])
            typed = _TYPED.match(text, start)
            return _clean(raw[typed.start("name") : typed.end("name")]) if typed else ""
        case _:
            return ""


def _listed(statement: Statement) -> list[str]:
    typed = _TYPED.match(statement.head, _after_word(statement))
    listed = _CHOICES.match((typed["type"] or "").strip()) if typed else None
    return [_clean(each) for each in re.split("[、,;]", listed["list"]) if each.strip()] if listed else []


def _level_end(text: str) -> int:
    match = _LEVEL.match(text)
    return match.end() if match else 0


def _after_word(statement: Statement) -> int:
    """Where the text after a statement's first word and its blanks begins."""
    match = _AFTER_WORD.match(statement.text)
    return match.end() if match else 0


def _equals(text: str) -> int:
    """Where the "=" of a definition stands: the first outside a name in 「」."""
    quoted = re.match("「[^」]*」", text)
    return text.index("=", quoted.end() if quoted else 0)


def _clean(raw: str) -> str:
    """A name as written, without blanks around it and the brackets it was quoted in."""
    name = " ".join(raw.replace("\u3000", " ").split())
    return name[1:-1].strip() if name.startswith("「") and name.endswith("」") and len(name) > 2 else name


def _first(tree: Any, type: str) -> Token:
    token = _first_or_none(tree, type)
    assert token is not None
    return token


def _first_or_none(tree: Any, type: str) -> Token | None:
    return next(tree.scan_values(lambda part: isinstance(part, Token) and part.type == type), None)
