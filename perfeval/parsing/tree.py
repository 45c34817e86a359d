"""The tree: statements to nodes, under the headings they belong to."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from attrs import define, evolve, field
from lark import Token

from perfeval import nodes
from perfeval.diagnostics import Diagnostic, Words, of_syntax, of_variants
from perfeval.diagnostics.near import near_names
from perfeval.nodes import Node
from perfeval.parsing import (
    file_lines,
    indicator_lines,
    judging,
    lookups,
    methods,
    parameters,
    ratings,
    totals,
    variants,
)
from perfeval.parsing.cutting import LEVEL, after_word, clean, equals_in, first_or_none
from perfeval.parsing.folding import one_line
from perfeval.parsing.kinds import Kind
from perfeval.parsing.lines import RATED_ROW, Statement
from perfeval.parsing.sentences import Sentences, rule
from perfeval.source import Source, Span
from perfeval.vocabulary import LEVEL_WORDS, VOCABULARY, pattern, spelled

_OPTIONAL = re.compile(rf"(?:^|[ ,]){pattern('OPTIONAL')}(?=$|[ ,])")
_FILE_KINDS = frozenset({
    Kind.FRAMEWORK, Kind.EXTENDS, Kind.VERSION, Kind.EFFECTIVE, Kind.GRADE, Kind.FACT, Kind.TABLE, Kind.COLUMN,
    Kind.PARAMETER, Kind.METHOD, Kind.BONUS, Kind.VETO, Kind.SCALE, Kind.RATING_TABLE,
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
    item_points: indicator_lines.Each | None = None
    end: int = 0
    altering: variants.Altering | None = None


@define
class TreeBuilder:
    """Makes the nodes of one file, statement by statement, and puts them where they belong."""

    source: Source
    sentences: Sentences
    report: Callable[[Diagnostic], None]
    lines: list[Any] = field(factory=list)
    loose: list[Any] = field(factory=list)
    tops: list[_Heading] = field(factory=list)
    alterations: list[_Heading | nodes.Delete] = field(factory=list)
    is_variant: bool = False
    open: list[_Heading] = field(factory=list)
    loose_statements: list[Statement] = field(factory=list)
    table: tuple[nodes.Table, Statement, list[nodes.Column]] | None = None
    lookup: tuple[nodes.LookupTable | None, Statement, list[nodes.LookupRow]] | None = None
    bands: tuple[Statement, nodes.Expression, list[nodes.BandRow], bool] | None = None
    bands_failed: bool = False
    judged: tuple[Statement, nodes.Judged, list[nodes.Tier]] | None = None
    judged_failed: bool = False
    method: tuple[nodes.Method, Statement, list[Any]] | None = None
    method_failed: bool = False
    rows: tuple[nodes.EachRow, Statement, list[Any]] | None = None

    # ------------------------------------------------------------ the whole file

    def file(self, statements: Sequence[Statement]) -> nodes.File:
        """The file's root node."""
        self.is_variant = any(statement.kind is Kind.EXTENDS for statement in statements)
        for statement in statements:
            self._take(statement)
        self._close_bands()
        self._close_judged()
        self._close_table()
        self._close_method()
        self._close_rows()
        self._close_lookup()
        self._check_levels()
        if self.tops or self.is_variant:
            for statement, line in zip(self.loose_statements, self.loose, strict=True):
                if not isinstance(line, nodes.Definition):
                    self.report(of_syntax.outside_indicator((self.source, statement.span)))
        indicators = tuple(self._indicator(heading) for heading in self.tops)
        alterations = tuple(
            self._altered(each) if isinstance(each, _Heading) else each for each in self.alterations
        )
        root = nodes.File(tuple(self.lines), tuple(self.loose), indicators, alterations)
        return self.sentences.placed(root, Span(0, len(self.source.text)))

    def _take(self, statement: Statement) -> None:
        kind = statement.kind
        if kind is not Kind.BAND_ROW:
            self._close_bands()
        if kind is not Kind.TIER:
            self._close_judged()
        if kind not in (Kind.COLUMN, Kind.UNKNOWN):
            self._close_table()
        if kind not in (Kind.DEFINITION, Kind.SCORE):
            self._close_method()
        if kind in (Kind.HEADING, Kind.EACH_ROW) or kind in _FILE_KINDS:
            self._close_rows()
        if kind is not Kind.LOOKUP_ROW:
            self._close_lookup()
        if kind in _STRUCTURE:
            _STRUCTURE[kind](self, statement)
        elif kind in (Kind.ITEM, Kind.NEGATIVE_ITEM):
            each = self.open[-1].item_points if self.open else None
            self._put(statement, indicator_lines.item(self.sentences, statement, each))
        else:
            self._put(statement, _BUILDERS[kind](self.sentences, statement))

    def _put(self, statement: Statement, node: Node | None) -> None:
        """A node to the heading it stands under, or to the file."""
        if node is None:
            return
        if statement.presumed and hasattr(node, "presumed"):
            node = evolve(node, presumed=True)  # type: ignore[call-arg]
        node = self.sentences.placed(node, statement.span)
        is_words = statement.kind in (Kind.BASIS, Kind.EXPLANATION, Kind.ADVICE, Kind.COMBINED)
        if isinstance(node, nodes.Definition | nodes.Score) and self._in_method(node):
            return
        if statement.kind in _FILE_KINDS or (is_words and not self.open):
            self.lines.append(node)
        elif self.open:
            (self.open[-1].lines if self.rows is None else self.rows[2]).append(node)
            for heading in self.open:
                heading.end = statement.span.end
        else:
            self.loose.append(node)
            self.loose_statements.append(statement)

    # ------------------------------------------------------------ headings

    def _heading(self, statement: Statement) -> None:
        match = LEVEL.match(statement.text)
        assert match is not None
        level = "一二三四五六七八九".index(match[1]) + 1 if match[1] else int(match[2])
        name, weight, is_share = file_lines.named_weight(self.sentences, statement, match.end())
        if not name:
            what = Words("指标", "the indicator")
            file_lines.no_name(self.sentences, statement, what, Kind.HEADING)
            name = "?"
        heading = _Heading(statement, level, name, weight, is_share, end=statement.span.end)
        while self.open and self.open[-1].level >= level:
            self.open.pop()
        if self.is_variant and not self._is_inserted():
            where, is_on = (self.source, statement.span), LEVEL_WORDS[level - 1]
            words = Words(is_on.zh[0], is_on.en[0])
            self.report(of_variants.heading_in_variant(where, name=name, level=words))
        (self.open[-1].children if self.open else self.tops).append(heading)
        self.open.append(heading)
        for each in self.open:
            each.end = statement.span.end

    def _is_inserted(self) -> bool:
        """Whether a heading stands under one that 新增 brings."""
        altering = self.open[0].altering if self.open else None
        return altering is not None and altering.kind is Kind.INSERT

    def _alter(self, statement: Statement) -> None:
        """修改, 重写, 新增: the lines below stand under it, and under 新增 headings as well."""
        self.open.clear()
        altering = variants.altering(self.sentences, statement)
        if not self.is_variant:
            self._without_base(statement)
        if altering is None:
            return
        heading = _Heading(statement, altering.level, altering.name, altering.weight, altering.is_share)
        heading.altering, heading.end = altering, statement.span.end
        self.alterations.append(heading)
        self.open.append(heading)

    def _delete(self, statement: Statement) -> None:
        self.open.clear()
        if not self.is_variant:
            self._without_base(statement)
        deleted = variants.delete(self.sentences, statement)
        if deleted is not None:
            self.alterations.append(self.sentences.placed(deleted, statement.span))

    def _without_base(self, statement: Statement) -> None:
        terminal = statement.kind.value
        word = Words(spelled(terminal), spelled(terminal, "en"))
        self.report(of_variants.change_without_base((self.source, statement.span), word=word))

    def _altered(self, heading: _Heading) -> nodes.Alteration:
        assert heading.altering is not None
        node = heading.altering.node(self._indicator(heading))
        return self.sentences.placed(node, heading.statement.span)

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

    def _begin_table(self, statement: Statement) -> None:
        found = file_lines.declaration(self.sentences, statement, Words("表", "the table"), Kind.TABLE)
        name = found[0] if found is not None else "?"
        text = one_line(statement.raw[statement.tail :]) if statement.tail is not None else ""
        self.table = (nodes.Table(name, text), statement, [])

    def _column(self, statement: Statement) -> None:
        if self.table is None:
            self.report(of_syntax.column_outside_table((self.source, statement.span)))
            return
        equals = equals_in(statement.head, after_word(statement))
        column: nodes.Column | None
        if equals >= 0:
            name = clean(statement.raw[after_word(statement) : equals])
            value = self.sentences.expression(statement, equals + 1)
            column = None if value is None else nodes.Column(name, value=value)
        else:
            found = file_lines.declaration(self.sentences, statement, Words("列", "the column"), Kind.COLUMN)
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

    def _begin_lookup(self, statement: Statement) -> None:
        self.lookup = (lookups.lookup_table(self.sentences, statement), statement, [])

    def _lookup_row(self, statement: Statement) -> None:
        assert self.lookup is not None
        table, _, rows = self.lookup
        if table is not None and (row := lookups.lookup_row(self.sentences, statement, table)) is not None:
            rows.append(self.sentences.placed(row, statement.span))

    def _close_lookup(self) -> None:
        if self.lookup is not None:
            table, statement, rows = self.lookup
            self.lookup = None
            if table is not None:
                self.lines.append(self.sentences.placed(evolve(table, rows=tuple(rows)), statement.span))

    def _begin_bands(self, statement: Statement) -> None:
        self.bands_failed = True
        tree = self.sentences.tree(Kind.BANDS, statement)
        if tree is None:
            return
        subject = self.sentences.guarded(statement, lambda: self.sentences.value(tree.children[1]))
        if subject is not None:
            is_linear = first_or_none(tree, "LINEAR") is not None
            self.bands = (statement, subject, [], is_linear)

    def _band_row(self, statement: Statement) -> None:
        if self.bands is None and not self.bands_failed:
            self.report(of_syntax.band_outside_bands((self.source, statement.span)))
            return
        rated = RATED_ROW.fullmatch(statement.text)
        end = None if rated is None else rated.end("rating")
        tree = self.sentences.tree(Kind.BAND_ROW, statement, 0, end, _rating_in(rated))
        if tree is None or self.bands is None:
            return
        parts = [part for part in tree.children if not isinstance(part, Token)]
        is_guess = (
            rule(parts[0]) == "choice"
            and str(parts[0].children[0]) not in self.sentences.names.spelled_choices
        )
        if is_guess and self.sentences.named_bound(statement, 0, len(statement.text)):
            return

        subject = self.bands[1]

        def build() -> nodes.BandRow:
            over, result = self.sentences.over(parts[0], subject), self.sentences.row_result(parts[1])
            return nodes.BandRow(over, result, statement.presumed)

        row = self.sentences.guarded(statement, build)
        if row is not None:
            self.bands[2].append(self.sentences.placed(row, statement.span))

    def _close_bands(self) -> None:
        self.bands_failed = False
        if self.bands is not None:
            statement, subject, rows, is_linear = self.bands
            self.bands = None
            made = nodes.Interpolation if is_linear else nodes.Bands
            self._put(statement, made(subject, tuple(rows)))

    def _begin_judged(self, statement: Statement) -> None:
        self.judged_failed = True
        judged = judging.judged(self.sentences, statement)
        if judged is not None:
            self.judged = (statement, judged, [])

    def _tier(self, statement: Statement) -> None:
        if not judging.has_interval(statement) and judging.is_condition(self.sentences, statement):
            self._close_judged()
            self._put(statement, indicator_lines.conditional(self.sentences, statement))
            return
        if self.judged is None:
            if not self.judged_failed:
                self.report(of_syntax.tier_outside((self.source, statement.span)))
            return
        tier = judging.tier(self.sentences, statement)
        if tier is not None:
            self.judged[2].append(self.sentences.placed(tier, statement.span))

    def _close_judged(self) -> None:
        self.judged_failed = False
        if self.judged is not None:
            statement, judged, tiers = self.judged
            self.judged = None
            self._put(statement, evolve(judged, tiers=tuple(tiers)))

    # ------------------------------------------------------------ methods and rows

    def _begin_method(self, statement: Statement) -> None:
        method = methods.method(self.sentences, statement)
        self.method_failed = method is None
        if method is not None:
            self.method = (method, statement, [])

    def _in_method(self, node: nodes.Definition | nodes.Score) -> bool:
        """Takes a line into the method that is open; its 得分 line is its last."""
        if self.method is None:
            taken = self.method_failed
            self.method_failed = taken and not isinstance(node, nodes.Score)
            return taken
        self.method[2].append(node)
        if isinstance(node, nodes.Score):
            self._close_method()
        return True

    def _close_method(self) -> None:
        self.method_failed = False
        if self.method is not None:
            method, statement, lines = self.method
            self.method = None
            self.lines.append(self.sentences.placed(evolve(method, lines=tuple(lines)), statement.span))

    def _begin_rows(self, statement: Statement) -> None:
        rows = methods.each_row(self.sentences, statement)
        if rows is None:
            return
        if not self.open:
            self.report(of_syntax.outside_indicator((self.source, statement.span)))
        else:
            self.rows = (rows, statement, [])

    def _close_rows(self) -> None:
        if self.rows is not None:
            rows, statement, lines = self.rows
            self.rows = None
            made = self.sentences.placed(evolve(rows, lines=tuple(lines)), statement.span)
            self.open[-1].lines.append(made)

    def _row_source(self, statement: Statement) -> None:
        if self.rows is None:
            self.report(of_syntax.outside_rows((self.source, statement.span)))
            return
        read = methods.name_from if statement.kind is Kind.NAME_FROM else methods.weight_from
        self._put(statement, read(self.sentences, statement))

    def _item_points(self, statement: Statement) -> None:
        if not self.open:
            self.report(of_syntax.outside_indicator((self.source, statement.span)))
        else:
            self.open[-1].item_points = indicator_lines.points_of_each(self.sentences, statement)


def _rating_in(match: re.Match[str] | None) -> list[Token]:
    """The rating of a line of bands, which is any text."""
    if match is None:
        return []
    return [Token("FREE", match["rating"], start_pos=match.start("rating"), end_pos=match.end("rating"))]


_BUILDERS: Mapping[Kind, Callable[[Sentences, Statement], Node | None]] = {
    Kind.FRAMEWORK: file_lines.framework,
    Kind.EXTENDS: variants.extends,
    Kind.VERSION: file_lines.version,
    Kind.EFFECTIVE: file_lines.effective,
    Kind.GRADE: file_lines.grade,
    Kind.FACT: file_lines.fact,
    Kind.PARAMETER: parameters.parameter,
    Kind.ROUNDING: file_lines.rounding,
    Kind.SUMMING: file_lines.summing,
    Kind.RATE_PRECISION: file_lines.rate_precision,
    Kind.GRADING: file_lines.grading,
    Kind.NOT_APPLICABLE: file_lines.not_applicable,
    Kind.COMBINED: totals.combined,
    Kind.BONUS: totals.bonus,
    Kind.VETO: totals.veto,
    Kind.SCALE: ratings.scale,
    Kind.RATING_TABLE: ratings.table,
    Kind.RATING: ratings.rating,
    Kind.BASIS: indicator_lines.basis,
    Kind.EXPLANATION: indicator_lines.explanation,
    Kind.ADVICE: indicator_lines.advice,
    Kind.FORMULA_IN_WORDS: indicator_lines.formula_in_words,
    Kind.DEFINITION: indicator_lines.definition,
    Kind.SCORE: indicator_lines.score,
    Kind.WEIGHT: indicator_lines.weight,
    Kind.BY_RATE: indicator_lines.by_rate,
    Kind.CONDITIONAL: indicator_lines.conditional,
    Kind.PER_OCCURRENCE: indicator_lines.per_occurrence,
    Kind.STEPS: indicator_lines.steps,
    Kind.DISCRETION: indicator_lines.discretion,
    Kind.SCORED_BY: indicator_lines.scored_by,
}
_STRUCTURE: Mapping[Kind, Callable[[TreeBuilder, Statement], None]] = {
    Kind.HEADING: TreeBuilder._heading,
    Kind.CHANGE: TreeBuilder._alter,
    Kind.REWRITE: TreeBuilder._alter,
    Kind.INSERT: TreeBuilder._alter,
    Kind.DELETE: TreeBuilder._delete,
    Kind.BANDS: TreeBuilder._begin_bands,
    Kind.JUDGED: TreeBuilder._begin_judged,
    Kind.TIER: TreeBuilder._tier,
    Kind.BAND_ROW: TreeBuilder._band_row,
    Kind.TABLE: TreeBuilder._begin_table,
    Kind.METHOD: TreeBuilder._begin_method,
    Kind.EACH_ROW: TreeBuilder._begin_rows,
    Kind.NAME_FROM: TreeBuilder._row_source,
    Kind.WEIGHT_FROM: TreeBuilder._row_source,
    Kind.LOOKUP: TreeBuilder._begin_lookup,
    Kind.LOOKUP_ROW: TreeBuilder._lookup_row,
    Kind.COLUMN: TreeBuilder._column,
    Kind.ITEM_POINTS: TreeBuilder._item_points,
    Kind.UNKNOWN: TreeBuilder._unknown,
}
