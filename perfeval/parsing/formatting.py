"""Formatting: a rule file's text to its canonical form, comments and order kept.

Each statement is printed from its node; what stands between statements (comments, empty lines) is kept. What was
written is read again: a statement that would not read as it did is printed more carefully, or stays as it stands.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

import attrs
from attrs import define, field

from perfeval import nodes
from perfeval.diagnostics import Diagnostic, Words, has_errors, of_files
from perfeval.parsing import Parsed, parse
from perfeval.parsing.cutting import FIGURE
from perfeval.parsing.folding import comments
from perfeval.parsing.kinds import Kind
from perfeval.parsing.lines import Statement, statements
from perfeval.parsing.printing import GAP, INDENT, Phrases, Style, inner_statements, printed
from perfeval.records import frozen
from perfeval.source import Source, Span
from perfeval.values.numbers import decimal_text, read_number
from perfeval.vocabulary import spelled

_OF_FRAMEWORK = (
    nodes.Extends, nodes.Version, nodes.Effective, nodes.RoundScores, nodes.SumExactly, nodes.RatePrecision,
    nodes.GradeFromRounded, nodes.NotApplicable, nodes.RatingScale, nodes.RatingTable,
    nodes.Basis, nodes.Explanation, nodes.Advice,
)  # fmt: skip
"""What stands indented under 体系."""

_FREE_KINDS = frozenset({Kind.DEFINITION, Kind.BAND_ROW, Kind.CONDITIONAL, Kind.STEPS})
"""Statements that may begin with a name: their first word tells nothing of the file's language."""

_LATIN = re.compile("[A-Za-z]")
_HAN = re.compile("[\u3400-\u9fff]")


@frozen
class Formatted:
    """The canonical text, or None where the file cannot be read; then `diagnostics` say why."""

    text: str | None
    diagnostics: tuple[Diagnostic, ...] = ()


def formatted(source: Source, functions: Mapping[str, Words], base: nodes.Tree | None = None) -> Formatted:
    """A source's canonical text. `functions` gives the names of every function by each of its names, `base` is the
    tree of what it extends.

    What it means is unchanged: reading it gives the same tree.
    """
    parsed = parse(source, functions, base)
    if has_errors(parsed.diagnostics):
        return Formatted(None, parsed.diagnostics)
    layout = _Layout.of(source, parsed, functions)
    for _ in range(len(layout.styles) + 1):
        text = layout.text()
        changed = layout.changed(parse(Source(source.name, text), functions, base))
        if not changed:
            return Formatted(text)
        layout.more_carefully(changed)
    at = source, layout.pieces[min(changed)].statement.span
    return Formatted(None, (of_files.cannot_format(at),))


@define
class _Piece:
    """One statement with what stands before and beside it. `care` counts how carefully it is printed."""

    statement: Statement
    node: nodes.Statement | None
    depth: int
    before: list[str] = field(factory=list)  # whole-line comments; "" is an empty line
    beside: str = ""
    short: bool = False  # an item that takes its points from 要点 各1分
    care: int = 0
    width: int = 0  # of a band's row: where its result begins
    at: int = 0  # where it begins in the text made last


@define
class _Layout:
    source: Source
    functions: Mapping[str, Words]
    language: str
    pieces: list[_Piece]
    after: list[str]
    is_flush: bool = False

    @classmethod
    def of(cls, source: Source, parsed: Parsed, functions: Mapping[str, Words]) -> _Layout:
        """The pieces of a source that was read without fault."""
        found = statements(source, lambda _: None)
        by_start = _by_start(parsed)
        depths = _depths(parsed.tree.root)
        pieces = []
        for statement in found:
            node = by_start.get(statement.start)
            pieces.append(_Piece(statement, node, depths.get(node.id, 0) if node is not None else 0))
        _shorten_items(pieces)
        layout = cls(source, functions, language_of(found), pieces, [])
        layout._put_comments()
        return layout

    @property
    def styles(self) -> tuple[Style, ...]:
        """From the freest to the safest."""
        common: dict[str, Any] = {"language": self.language, "translates": True, "functions": self.functions}
        return (
            Style(tight=True, quotes=False, **common),
            Style(tight=True, **common),
            Style(**common),
        )

    # ------------------------------------------------------------ comments

    def _put_comments(self) -> None:
        """Comments and empty lines to the statements they stand before or beside."""
        lines = self.source.text.split("\n")
        said = comments(self.source.text)
        begun: dict[int, _Piece] = {}
        last_line: dict[int, _Piece] = {}
        covered: dict[int, _Piece] = {}
        for piece in self.pieces:
            span = piece.statement.span
            first, last = self._line(span.start), self._line(max(span.end - 1, span.start))
            begun.setdefault(first, piece)
            last_line[last] = piece
            covered.update(dict.fromkeys(range(first, last + 1), piece))
        waiting: list[str] = []
        for number, line in enumerate(lines):
            comment = said[number]
            if number in begun:
                begun[number].before = waiting
                waiting = []
            if number in last_line:
                last_line[number].beside = comment
            elif number in covered:
                covered[number].before += [comment] if comment else []
            elif comment:
                waiting.append(comment)
            elif not line.strip():
                waiting.append("")
        self.after = waiting
        # What stands at the very margin at the end is about the file, not about its last statement.
        self.is_flush = any(line[:1].strip() for line in lines[len(lines) - len(waiting) :])

    def _line(self, position: int) -> int:
        return (self.source.place(Span(position, position)).line or 1) - 1

    # ------------------------------------------------------------ text

    def text(self) -> str:
        """The whole text; each piece learns where it begins."""
        lines: list[str] = []
        length = 0
        self._align()
        for piece in self.pieces:
            indent = INDENT * piece.depth
            own = [each and indent + each for each in _spaced(piece.before)]
            if not lines and own and not own[0]:
                own = own[1:]
            length += sum(len(each) + 1 for each in own)
            text, skipped = self._statement(piece)
            piece.at = length + len(indent) + skipped
            line = indent + text + (f"  {piece.beside}" if piece.beside else "")
            length += len(line) + 1
            lines += [*own, line]
        indent = "" if self.is_flush else INDENT * self.pieces[-1].depth
        rest = [each and indent + each for each in _spaced(self.after)]
        return "\n".join([*lines, *rest]).strip("\n") + "\n"

    def _align(self) -> None:
        """The results of one indicator's bands begin in one column."""
        group: list[_Piece] = []
        for piece in [*self.pieces, None]:
            if piece is not None and isinstance(piece.node, nodes.BandRow | nodes.LookupRow):
                group.append(piece)
                continue
            widest = 0
            for row in group:
                assert isinstance(row.node, nodes.BandRow | nodes.LookupRow)
                say = Phrases(self.styles[min(row.care, len(self.styles) - 1)])
                widest = max(widest, _width(printed(say, row.node).partition(GAP)[0]))
            for row in group:
                row.width = widest + 2
            group = []

    def _statement(self, piece: _Piece) -> tuple[str, int]:
        """A statement's text, and how much of it stands before the statement itself (推定：)."""
        if piece.statement.kind is Kind.ITEM_POINTS:
            return self._item_points(piece.statement), 0
        if piece.node is None or piece.care >= len(self.styles):
            opening = Phrases(self.styles[0]).opening("PRESUMED") if piece.statement.presumed else ""
            kept = " ".join(part.strip() for part in piece.statement.raw.split("\n"))
            return opening + kept, len(opening)
        say = Phrases(self.styles[piece.care])
        opening = say.opening("PRESUMED") if getattr(piece.node, "presumed", False) else ""
        if piece.short and isinstance(piece.node, nodes.Item):
            return f"{opening}{piece.node.mark} {piece.node.text}".rstrip(), len(opening)
        text = printed(say, piece.node)
        if isinstance(piece.node, nodes.BandRow | nodes.LookupRow):
            over, _, result = text.partition(GAP)
            text = over + " " * (piece.width - _width(over)) + result
        return opening + text.replace(GAP, " ").rstrip(), len(opening)

    def _item_points(self, statement: Statement) -> str:
        """`要点 各1分`, which says what the items below it say and has no node of its own."""
        say = Phrases(self.styles[0])
        figure = re.search(FIGURE, statement.text)
        assert figure is not None
        number = read_number(figure.group())
        assert number is not None
        is_share = statement.text.rstrip(" .").endswith("%")
        points = f"{decimal_text(number)}%" if is_share else say.points(number)
        return f"{say.word('ITEM')} {say.word('EACH')}{say.said('', ' ')}{points}"

    # ------------------------------------------------------------ the same?

    def changed(self, again: Parsed) -> set[int]:
        """The pieces that do not read as they did."""
        now = _by_start(again)
        plain = _Plain(self.functions)
        different = {
            number
            for number, piece in enumerate(self.pieces)
            if piece.node is not None and plain.of(piece.node) != plain.of(now.get(piece.at))
        }
        if not different and (has_errors(again.diagnostics) or len(now) != sum(
            piece.node is not None for piece in self.pieces
        )):  # fmt: skip
            return set(range(len(self.pieces)))
        return different

    def more_carefully(self, changed: set[int]) -> None:
        """These pieces will be printed in the next safer way."""
        for number in changed:
            self.pieces[number].care += 1


def _width(text: str) -> int:
    """How many columns a text takes; a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)


def _spaced(lines: list[str]) -> list[str]:
    """No two empty lines in a row."""
    return [each for i, each in enumerate(lines) if each or i == 0 or lines[i - 1]]


def _by_start(parsed: Parsed) -> dict[int, nodes.Statement]:
    """Every statement's node by where it begins; of several, the innermost that is a line of its own."""
    found: dict[int, nodes.Statement] = {}
    pending: list[nodes.Node] = [parsed.tree.root]
    while pending:
        node = pending.pop()
        for inner in inner_statements(node):
            source, span = parsed.tree.at(inner)
            if source is parsed.tree.source:
                found[span.start] = inner
            pending.append(inner)
    return found


def _depths(root: nodes.File) -> dict[int, int]:
    """How deep each statement is indented, by the node's id."""
    has_framework = any(isinstance(line, nodes.Framework) for line in root.lines)
    found: dict[int, int] = {}

    def put(node: nodes.Statement, depth: int) -> None:
        found[node.id] = depth
        for inner in inner_statements(node):
            put(inner, depth + 1)

    for node in inner_statements(root):
        put(node, 1 if has_framework and isinstance(node, _OF_FRAMEWORK) else 0)
    return found


def _shorten_items(pieces: list[_Piece]) -> None:
    """Items under `要点 各1分` that have just those points stand below it, with their mark alone."""
    each: _Piece | None = None
    for before, piece in zip([None, *pieces], pieces, strict=False):
        if piece.statement.kind is Kind.ITEM_POINTS:
            each = piece
            piece.depth = before.depth + before.statement.kind.is_heading if before else 0
        elif piece.statement.kind.is_heading:
            each = None
        elif each is not None and isinstance(piece.node, nodes.Item) and not piece.node.negative:
            is_bare = piece.statement.kind is Kind.ITEM and not _OWN_POINTS.match(piece.statement.text)
            piece.short = is_bare and bool(piece.node.text) and not piece.node.required
            piece.depth += piece.short


_OWN_POINTS = re.compile(r"[^:①-⑳㉑-㉟㊱-㊿]*[①-⑳㉑-㉟㊱-㊿]? *\(? *[0-9]")


def language_of(found: list[Statement]) -> str:
    """The language of a file's framework line; without one, of most statements that begin with a word."""
    for statement in found:
        if statement.kind is Kind.FRAMEWORK:
            return "en" if statement.text.lower().startswith(spelled("FRAMEWORK", "en")) else "zh"
    first = [each.text for each in found if each.kind not in _FREE_KINDS]
    latin = sum(bool(_LATIN.match(text)) for text in first)
    han = sum(bool(_HAN.match(text)) for text in first)
    if latin == han:
        return "zh" if any(_HAN.search(each.text) for each in found) else "en"
    return "en" if latin > han else "zh"


@frozen
class _Plain:
    """Nodes in one spelling: names of functions and of kinds are the same word in both languages."""

    functions: Mapping[str, Words]

    def of(self, node: nodes.Node | None) -> object:
        """A node to compare with: itself, with Chinese names throughout and without what stands under it."""
        if node is None:
            return None
        say = Phrases(Style(translates=True, functions=self.functions))
        return self._value(node, say)

    def _value(self, value: object, say: Phrases) -> object:
        if isinstance(value, nodes.Call):
            return (say.function(value.function), *(self._value(each, say) for each in value.arguments))
        if isinstance(value, tuple):
            return tuple(self._value(each, say) for each in value)
        if not isinstance(value, nodes.Node):
            return value
        if isinstance(value, nodes.Fact | nodes.Column):
            value = attrs.evolve(value, type=say.type(attrs.evolve(value, choices=())))
        shown = (getattr(value, each.name) for each in attrs.fields(type(value)) if each.name != "id")
        return (type(value).__name__, *(self._value(each, say) for each in shown))
