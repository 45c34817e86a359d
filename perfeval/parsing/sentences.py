"""Sentences: statements the grammar reads, to nodes, or to a message that says where it stopped."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any, TypeVar

from attrs import define, evolve, field
from lark import Token

from perfeval import nodes
from perfeval.diagnostics import Diagnostic, of_syntax
from perfeval.nodes import Implicit, Node, ResultKind
from perfeval.parsing.folding import QUOTES, closed_quotes
from perfeval.parsing.grammar import Grammar, ParseTree
from perfeval.parsing.kinds import EXAMPLES, NAMES, THIS_LINE, Kind
from perfeval.parsing.lines import MAX_LENGTH, MAX_NESTED, Statement
from perfeval.parsing.segmentation import LETTERS, Names, Read, read
from perfeval.patterns import later
from perfeval.source import Source, Span
from perfeval.values.numbers import MAX_DIGITS, decimal_text, read_chinese_number, read_number
from perfeval.vocabulary import pattern

_COMPARED = {
    "IS": "=", "EQUAL": "=", "IS_NOT": "≠", "NOT_EQUAL": "≠",
    "BELOW": "<", "LESS": "<", "ABOVE": ">", "GREATER": ">",
    "AT_LEAST": "≥", "GREATER_EQUAL": "≥", "AT_MOST": "≤", "LESS_EQUAL": "≤",
}  # fmt: skip
_SIGNS = {"PLUS": "+", "MINUS": "-", "TIMES": "×", "OVER": "÷"}
_OWN = {"WEIGHT": Implicit.WEIGHT, "RATE": Implicit.RATE, "SCORE": Implicit.SCORE}
_LONG_NUMBER = later(rf"[0-9]{{{MAX_DIGITS + 1},}}")
_MAX_RUN_OF_NOT = later(rf"(?:[-(\[] *|{pattern('NOT', 'IF')} *){{{MAX_NESTED + 1},}}")
_BOUND_NAMED = later(
    rf"(?:[≥≤<>《》=]+ *|{pattern('BELOW', 'ABOVE', 'AT_LEAST', 'AT_MOST', 'IS')} *"
    rf"|[0-9.]+[^0-9\-~]*(?:-+|~|{pattern('TO')}) *)?"
    rf"(?P<name>[^ 0-9(<>≤≥~-][^(<>≤≥~-]*?) *"
    rf"(?:\(|{pattern('UPWARD', 'DOWNWARD', 'OR_ABOVE', 'OR_BELOW')}|-|~|{pattern('TO')} *[0-9]"
    rf"|[, ]*{pattern('GET', 'FULL_POINTS', 'NO_POINTS')})"
)
_STRANGE = later(rf"[^ 0-9{LETTERS}()\[\],:.%+\-*/~=≠<>≤≥!“”\"「」《》、‰℃㎡²³]")

_Node = TypeVar("_Node", bound=Node)
_Made = TypeVar("_Made")


class _TooDeep(Exception):
    pass


@define
class Sentences:
    """Reads sentences of one source, giving each node its id and span."""

    source: Source
    grammar: Grammar
    names: Names
    report: Callable[[Diagnostic], None]
    spans: dict[int, Span] = field(factory=dict)
    _depth: int = 0
    _base: int = 0
    _seen: dict[tuple[Kind, str, int, int], ParseTree] = field(factory=dict)

    # ------------------------------------------------------------ nodes

    def placed(self, node: _Node, span: Span) -> _Node:
        """The node with an id of its own and its place."""
        number = len(self.spans) + 1
        self.spans[number] = span
        # It was made a moment ago and nobody else has it; a copy of every node would take as long as making it.
        object.__setattr__(node, "id", number)
        return node

    def at(self, statement: Statement, start: int, end: int) -> tuple[Source, Span]:
        """A stretch of a statement as a place for a diagnostic."""
        return self.source, Span(statement.start + start, statement.start + max(end, start + 1))

    # ------------------------------------------------------------ reading

    def tree(
        self,
        kind: Kind,
        statement: Statement,
        start: int = 0,
        end: int | None = None,
        fixed: Sequence[Token] = (),
    ) -> ParseTree | None:
        """The parse tree of a stretch of a statement; None, with a fault, when it has not exactly one reading."""
        text = statement.text
        stop = len(statement.head) if end is None else end
        # Standards say the same again and again: 按比率计分，不超过分值.
        key = (kind, text, start, stop)
        if not fixed and (seen := self._seen.get(key)) is not None:
            self._base = statement.start
            return seen
        if not self._is_fit(statement, start, stop):
            return None
        found = read(self.grammar, kind, text, start, stop, self.names, fixed)
        if not found.readings:
            self._unread(kind, statement, start, stop, found)
            return None
        trees = [self.grammar.tree(kind, reading) for reading in found.readings]
        if len(trees) > 1 and any(tree != trees[0] for tree in trees[1:]):
            self._ambiguous(statement, start, stop, found)
            return None
        self._base = statement.start
        if not fixed:
            self._seen[key] = trees[0]
        return trees[0]

    def expression(self, statement: Statement, start: int, end: int | None = None) -> nodes.Expression | None:
        """The formula in a stretch of a statement."""
        tree = self.tree(Kind.FORMULA, statement, start, end)
        return None if tree is None else self.guarded(statement, lambda: self.value(_only(tree)))

    def guarded(self, statement: Statement, build: Callable[[], _Made]) -> _Made | None:
        """What `build` makes; None, with a fault, where it is nested too deep."""
        self._depth = 0
        try:
            return build()
        except _TooDeep:
            self.report(of_syntax.nested_too_deep((self.source, statement.span), limit=MAX_NESTED))
            return None

    def _is_fit(self, statement: Statement, start: int, end: int) -> bool:
        """Whether a stretch is worth searching; what nobody means is refused before it costs time."""
        text = statement.text[start:end]
        if match := _LONG_NUMBER.search(text):
            where = self.at(statement, start + match.start(), start + match.start() + 1)
            self.report(of_syntax.literal_too_long(where, digits=len(match.group()), limit=MAX_DIGITS))
        elif self._nested(text) > MAX_NESTED or _MAX_RUN_OF_NOT.search(text):
            self.report(of_syntax.nested_too_deep(self.at(statement, start, end), limit=MAX_NESTED))
        elif len(text) > MAX_LENGTH:
            where = self.at(statement, start, start + 1)
            self.report(of_syntax.statement_too_long(where, length=len(text), limit=MAX_LENGTH))
        else:
            return True
        return False

    def _nested(self, text: str) -> int:
        depth = deepest = 0
        for character in text:
            depth += (character in "([") - (character in ")]")
            deepest = max(deepest, depth)
        return deepest

    # ------------------------------------------------------------ messages

    def _unread(self, kind: Kind, statement: Statement, start: int, end: int, found: Read) -> None:
        text = statement.text
        reached = found.reached
        while reached < end and text[reached] == " ":
            reached += 1
        example = EXAMPLES.get(kind, "")
        what = NAMES.get(kind, THIS_LINE)
        stretch = text[start:end]
        comma = stretch.find("、")
        strange = _STRANGE.search(text, start, end)
        mark = text[reached : reached + 1]
        if self._brackets(statement, start, end):
            return
        if not stretch.strip() or reached >= end:
            place = self.at(statement, max(end - 1, 0), end)
            self.report(of_syntax.sentence_unfinished(place, what=what, example=example))
        elif mark in QUOTES and not closed_quotes(text, reached, end):
            self.report(of_syntax.quote_not_closed(self.at(statement, reached, reached + 1), mark=mark))
        elif kind in (Kind.BAND_ROW, Kind.INTERVAL) and self.named_bound(statement, start, end):
            pass
        elif comma >= 0:
            self.report(of_syntax.enumeration_comma(self.at(statement, start + comma, start + comma + 1)))
        elif kind is Kind.CONDITIONAL and mark == "=":
            operators = re.compile(r" *={1,2} *")
            mended = operators.sub("为", statement.head, count=1)
            self.report(
                of_syntax.equals_in_condition(self.at(statement, reached, reached + 1), mended=mended)
            )
        elif strange:
            where = self.at(statement, strange.start(), strange.end())
            code = f"U+{ord(strange.group()):04X}"
            shown = strange.group() if strange.group().isprintable() else "?"
            self.report(of_syntax.strange_character(where, mark=shown, code=code))
        else:
            rest = _shortened(statement.raw[reached:end])
            place = self.at(statement, reached, end)
            self.report(of_syntax.sentence_unread(place, what=what, rest=rest, example=example))

    def named_bound(self, statement: Statement, start: int, end: int) -> bool:
        """Reports a name that stands where an interval has its bound: 门槛以上, ≥门槛."""
        match = _BOUND_NAMED.match(statement.text, start, end)
        if match is None or match["name"].strip() not in self.names.names:
            return False
        name = self.names.names[match["name"].strip()]
        at = self.at(statement, *match.span("name"))
        self.report(of_syntax.bound_not_literal(at, name=name, example=EXAMPLES[Kind.BAND_ROW]))
        return True

    def _brackets(self, statement: Statement, start: int, end: int) -> bool:
        """Reports a bracket without partner; those that no line closes are known from the line pass."""
        opened: list[int] = []
        for i in range(start, end):
            character = statement.text[i]
            if character in "([":
                opened.append(i)
            elif character in ")]" and not opened:
                mark = self.source.text[statement.start + i]
                self.report(of_syntax.bracket_not_closed(self.at(statement, i, i + 1), mark=mark))
                return True
            elif character in ")]":
                opened.pop()
        return bool(opened)

    def _ambiguous(self, statement: Statement, start: int, end: int, found: Read) -> None:
        first, second = found.readings[:2]
        shown = [" ".join(str(token) for token in reading) for reading in (first, second)]
        named = {str(token) for token in second if token.type == "NAME"}
        others = {str(token) for token in first if token.type == "NAME"}
        longest = max(named ^ others or named | others or {"名称"}, key=len)
        self.report(
            of_syntax.ambiguous_sentence(
                self.at(statement, start, end),
                first=f"“{shown[0]}”",
                second=f"“{shown[1]}”",
                name=longest.strip("「」"),
            )
        )

    # ------------------------------------------------------------ expressions

    def span(self, tree: ParseTree | Token) -> Span:
        """Where a tree or token stands in the source."""
        if isinstance(tree, Token):
            return Span(self._base + (tree.start_pos or 0), self._base + (tree.end_pos or 0))
        return Span(self._base + tree.meta.start_pos, self._base + tree.meta.end_pos)

    def value(self, tree: ParseTree | Token) -> nodes.Expression:
        """The node of an expression's tree. Raises _TooDeep, which `guarded` turns into a fault."""
        self._depth += 1
        if self._depth > MAX_NESTED:
            raise _TooDeep
        made = self._value(tree)
        self._depth -= 1
        return made

    def _value(self, tree: ParseTree | Token) -> nodes.Expression:
        assert not isinstance(tree, Token)
        span = self.span(tree)
        parts = tree.children
        match rule(tree):
            case "number":
                return self.placed(self.number(tree), span)
            case "name":
                return self.placed(nodes.Name(_name(parts[0])), span)
            case "own":
                return self.placed(nodes.Own(_OWN[_token(parts[0]).type]), span)
            case "text":
                # As written: the width of a text's characters is part of it.
                return self.placed(nodes.Text(self.source.text[span.start + 1 : span.end - 1]), span)
            case "boolean":
                return self.placed(nodes.Boolean(_token(parts[0]).type == "YES"), span)
            case "bracketed":
                return self.value(parts[1])
            case "member" | "member_where" | "rows_where":
                return self._member(tree, span)
            case "call":
                arguments = tuple(self.value(part) for part in parts[1:] if not isinstance(part, Token))
                return self.placed(nodes.Call(str(parts[0]), arguments), span)
            case "arithmetic":
                sign = _SIGNS[_token(parts[1]).type]
                return self.placed(nodes.Arithmetic(sign, self.value(parts[0]), self.value(parts[2])), span)
            case "negative":
                return self.placed(nodes.Negative(self.value(parts[1])), span)
            case _:
                return self._condition(tree, span)

    def _condition(self, tree: ParseTree, span: Span) -> nodes.Expression:
        parts = tree.children
        match rule(tree):
            case "chosen":
                condition, then, otherwise = (self.value(p) for p in parts if not isinstance(p, Token))
                return self.placed(nodes.If(condition, then, otherwise), span)
            case "either" | "both":
                left = self.value(parts[0])
                word = "or" if rule(tree) == "either" else "and"
                return self.placed(nodes.Logic(word, left, self._alternative(parts[2], left)), span)
            case "negation":
                return self.placed(nodes.Not(self.value(parts[1])), span)
            case "has":
                return self.placed(nodes.Has(self.value(parts[1])), span)
            case "has_not":
                return self.placed(nodes.Not(self.placed(nodes.Has(self.value(parts[1])), span)), span)
            case "compared_inclusive" | "compared_reach":
                return self._bounded(tree, span)
            case "compared" | "compared_choice" | "gate_compared":
                operator = _COMPARED[_operator(parts[1])]
                right = self._choice(parts[2]) if rule(tree) == "compared_choice" else self.value(parts[2])
                return self.placed(nodes.Comparison(operator, self.value(parts[0]), right), span)
            case "gate_of_rate":
                rate = self.placed(nodes.Own(Implicit.RATE), self.span(parts[0]))
                operator = _COMPARED[_operator(parts[0])]
                return self.placed(nodes.Comparison(operator, rate, self.value(parts[1])), span)
            case _:
                raise AssertionError(rule(tree))

    def _bounded(self, tree: ParseTree, span: Span) -> nodes.Comparison:
        """低于60%（不含）, 达到90%以上: what stands behind the number says whether it is meant too."""
        left, comparator, number, said = tree.children
        operator = _COMPARED[_operator(comparator)]
        right = self.placed(self.number(number), self.span(number))
        if rule(tree) == "compared_reach":
            self._check_direction(operator, said, Span(self.span(comparator).start, span.end))
        else:
            includes = self._includes(said, right)
            operator = operator[0] if operator in "=≠" else f"{'≤' if operator in '<≤' else '≥'}"
            if not includes:
                operator = {"≤": "<", "≥": ">"}.get(operator, operator)
        return self.placed(nodes.Comparison(operator, self.value(left), right), span)

    def _check_direction(self, operator: str, word: ParseTree | Token, span: Span) -> None:
        """达到90%以上 and 不超过60%以下 say one thing; 低于60%以下 leaves open whether 60% belongs to it."""
        if operator != ("≥" if _operator(word) in ("UPWARD", "OR_ABOVE") else "≤"):
            words = self.source.text[span.start : span.end]
            self.report(of_syntax.bounded_twice((self.source, span), words=words))

    def _includes(self, tree: ParseTree | Token, bound: nodes.Number) -> bool:
        """Whether （含）, （不含）, （含80%） includes; a figure in it must be that of the bound."""
        assert not isinstance(tree, Token)
        kinds = {part.type for part in tree.children if isinstance(part, Token)}
        for part in tree.children:
            if isinstance(part, Token):
                continue
            said = self.number(part)
            if (said.figure, said.unit or bound.unit) != (bound.figure, bound.unit):
                shown = {
                    "said": decimal_text(said.figure) + said.unit,
                    "bound": decimal_text(bound.figure) + bound.unit,
                }
                self.report(of_syntax.inclusion_differs((self.source, self.span(tree)), **shown))
        return "INCLUSIVE" in kinds

    def _alternative(self, tree: ParseTree | Token, left: nodes.Expression) -> nodes.Expression:
        if isinstance(tree, Token) or rule(tree) != "same_choice":
            return self.value(tree)
        # 选情况为甲或乙: 乙 is compared with what 甲 was compared with.
        subject = left.right if isinstance(left, nodes.Logic) else left
        right = self._choice(tree.children[0])
        if not isinstance(subject, nodes.Comparison):
            return right
        again = self._copied(subject.left)
        return self.placed(nodes.Comparison(subject.operator, again, right), self.span(tree))

    def _copied(self, node: nodes.Expression) -> nodes.Expression:
        """The same again, with ids of its own, where the first stands."""
        changes: dict[str, Any] = {}
        for name in ("operand", "left", "right", "owner", "where"):
            part = getattr(node, name, None)
            if isinstance(part, Node):
                changes[name] = self._copied(part)  # type: ignore[arg-type]
        copied: nodes.Expression = evolve(node, **changes)
        return self.placed(copied, self.spans[node.id])

    def _choice(self, token: ParseTree | Token) -> nodes.Text:
        return self.placed(nodes.Text(_name(token)), self.span(token))

    def _member(self, tree: ParseTree, span: Span) -> nodes.Member:
        parts = tree.children
        owner = self.value(parts[0])
        assert isinstance(owner, nodes.Name)
        where = self.value(parts[2]) if rule(tree) != "member" else None
        member = "" if rule(tree) == "rows_where" else _name(parts[-1])
        return self.placed(nodes.Member(owner, member, where), span)

    def number(self, tree: ParseTree | Token) -> nodes.Number:
        """The figure and unit of a number's tree, not placed yet."""
        parts = [tree] if isinstance(tree, Token) else tree.children
        if _token(parts[0]).type == "PERCENTAGE":
            return nodes.Number(figure_of(str(parts[0]).removeprefix("百分之")), "%")
        figure = figure_of(_token(parts[0]))
        unit = (
            ""
            if len(parts) == 1
            else {"PERCENT": "%", "POINTS": "分"}.get(_token(parts[1]).type, str(parts[1]))
        )
        return nodes.Number(figure, unit)

    # ------------------------------------------------------------ bands and results

    def interval(
        self, tree: ParseTree, *, turns: bool = False, subject: nodes.Expression | None = None
    ) -> nodes.Interval:
        """The node of an interval's tree. With `turns`, 100%—80% is read from its lower end.

        An interval that names its figure (满意率≥90%) must name the `subject`.
        """
        span, parts = self.span(tree), tree.children
        match rule(tree):
            case "from_bound":
                return self.placed(nodes.Interval(self._worded(*parts), None), span)
            case "to_bound":
                return self.placed(nodes.Interval(None, self._worded(*parts)), span)
            case "between":
                low, high = (self._bound(part) for part in parts if not isinstance(part, Token))
                low, high = _in_one_unit(low, high), _in_one_unit(high, low)
                if turns and low.value.figure > high.value.figure:
                    low, high = high, low
                return self.placed(nodes.Interval(low, high), span)
            case "between_words":
                low, high = self._worded(parts[0], parts[1]), self._worded(parts[2], parts[3])
                return self.placed(nodes.Interval(low, high), span)
            case "compared_bound":
                return self.placed(self._compared(_operator(parts[0]), parts[1]), span)
            case "reached_bound":
                self._check_direction(_COMPARED[_operator(parts[0])], parts[2], span)
                return self.placed(self._compared(_operator(parts[0]), parts[1]), span)
            case "two_bounds":
                ends = [self._compared(_operator(parts[i]), parts[i + 1]) for i in (0, 2)]
                return self.placed(self._between(ends, span), span)
            case "of_subject":
                self._check_subject(parts[0], subject)
                return self.placed(self._compared(_operator(parts[1]), parts[2]), span)
            case "chained":
                self._check_subject(parts[2], subject)
                first = self._compared(_operator(parts[1]), parts[0], is_turned=True)
                return self.placed(
                    self._between([first, self._compared(_operator(parts[3]), parts[4])], span), span
                )
            case _:
                raise AssertionError(rule(tree))

    def _compared(self, word: str, bound: ParseTree | Token, *, is_turned: bool = False) -> nodes.Interval:
        """The interval of `≥90%`; turned, of `90%≤`."""
        operator = _COMPARED[word]
        if is_turned:
            operator = {"<": ">", ">": "<", "≤": "≥", "≥": "≤"}.get(operator, operator)
        one = self._bound(bound, closed=operator in "≥≤=")
        return nodes.Interval(one if operator in "≥>=" else None, one if operator in "≤<=" else None)

    def _between(self, ends: list[nodes.Interval], span: Span) -> nodes.Interval:
        """What lies in two intervals, one with a lower and one with an upper end."""
        lows = [end.low for end in ends if end.low is not None]
        highs = [end.high for end in ends if end.high is not None]
        if len(lows) != 1 or len(highs) != 1:
            words = self.source.text[span.start : span.end]
            self.report(of_syntax.bounded_twice((self.source, span), words=words))
        return nodes.Interval(lows[0] if lows else None, highs[0] if highs else None)

    def _check_subject(self, tree: ParseTree | Token, subject: nodes.Expression | None) -> None:
        assert not isinstance(tree, Token)
        named = self.value(tree.children[0])
        if named != subject:
            span, wanted = self.span(tree), ""
            if subject is not None:
                at = self.spans[subject.id]
                wanted = self.source.text[at.start : at.end]
            name = self.source.text[span.start : span.end]
            self.report(of_syntax.band_of_other((self.source, span), name=name, subject=wanted))

    def _worded(
        self, bound: ParseTree | Token, word: ParseTree | Token, said: ParseTree | Token | None = None
    ) -> nodes.Bound:
        """A bound with 以上 or 以下 behind it; 及以上 and 以上（含90%） say that the bound is included."""
        assert not isinstance(word, Token)
        includes = _token(word.children[0]).type in ("OR_ABOVE", "OR_BELOW")
        made = self._bound(bound, closed=True if includes else None)
        return made if said is None else evolve(made, closed=self._includes(said, made.value))

    def _bound(self, tree: ParseTree | Token, *, closed: bool | None = None) -> nodes.Bound:
        assert not isinstance(tree, Token)
        number, *said = tree.children
        value = self.placed(self.number(number), self.span(number))
        if said:
            closed = self._includes(said[0], value)
        return self.placed(nodes.Bound(value, closed), self.span(tree))

    def over(
        self, tree: ParseTree | Token, subject: nodes.Expression | None = None
    ) -> nodes.Interval | nodes.Rest | nodes.Choice:
        """What a band is for; it may name the subject of its bands."""
        assert not isinstance(tree, Token)
        if rule(tree) == "rest":
            return self.placed(nodes.Rest(), self.span(tree))
        if rule(tree) == "exactly":
            one, again = (self._bound(tree.children[0], closed=True) for _ in range(2))
            return self.placed(nodes.Interval(one, again), self.span(tree))
        if rule(tree) == "choice":
            return self.placed(nodes.Choice(_name(tree.children[0])), self.span(tree))
        return self.interval(tree, subject=subject)

    def result(self, tree: ParseTree | Token, remark: str = "") -> nodes.Result:
        """What a band or a condition gives."""
        assert not isinstance(tree, Token)
        kinds = {
            "gives_points": ResultKind.POINTS, "gives_full": ResultKind.FULL,
            "gives_nothing": ResultKind.NOTHING, "gives_share": ResultKind.SHARE,
            "deducts": ResultKind.DEDUCT, "deducts_share": ResultKind.DEDUCT,
            "gives_between": ResultKind.POINTS, "below_zero": ResultKind.BELOW_ZERO,
            "does_not_apply": ResultKind.NOT_APPLICABLE,
            "remarks": ResultKind.REMARK, "rates": ResultKind.RATING,
        }  # fmt: skip
        kind = kinds[rule(tree)]
        if kind is ResultKind.RATING:
            remark = str(tree.children[-1]).strip('“”"')
        amounts = [part for part in tree.children if not isinstance(part, Token)]
        amount = self.value(amounts[0]) if amounts else None
        until = self.value(amounts[1]) if len(amounts) > 1 else None
        if isinstance(amount, nodes.Number) and amount.unit == "%":  # 得80%, 扣20%: of the weight
            if kind is ResultKind.POINTS:
                kind = ResultKind.SHARE
            elif kind is ResultKind.DEDUCT:
                span = self.span(tree)
                weight = self.placed(nodes.Own(Implicit.WEIGHT), span)
                amount = self.placed(nodes.Arithmetic("×", weight, amount), span)
        assert until is None or isinstance(until, nodes.Number)
        return self.placed(nodes.Result(kind, amount, until, remark), self.span(tree))

    def row_result(self, tree: ParseTree | Token) -> nodes.Result:
        """What a line of bands gives: in 得4—5分 the dash is no minus."""
        made = self.result(tree)
        low: nodes.Expression | None = made.amount
        high: nodes.Expression | None = made.until
        if made.kind is ResultKind.POINTS:
            match made.amount:
                case nodes.Arithmetic("-", left, right):
                    low, high = left, right
        if not isinstance(low, nodes.Number) or not isinstance(high, nodes.Number):
            return made
        low = evolve(low, unit=low.unit or high.unit)
        kind = ResultKind.SHARE if low.unit == "%" else ResultKind.POINTS
        return evolve(made, kind=kind, amount=low, until=high)


# ---------------------------------------------------------------- tokens


def rule(tree: ParseTree) -> str:
    """The name of a tree's rule; Lark puts the name of an imported grammar before it."""
    return str(tree.data).rpartition("__")[2]


def _in_one_unit(bound: nodes.Bound, other: nodes.Bound) -> nodes.Bound:
    """The bound, with the unit of the other end where it has none of its own: 80—90%."""
    if bound.value.unit or not other.value.unit:
        return bound
    return evolve(bound, value=evolve(bound.value, unit=other.value.unit))


def _only(tree: ParseTree) -> ParseTree | Token:
    return tree.children[0]


def _token(part: ParseTree | Token) -> Token:
    assert isinstance(part, Token)
    return part


def _name(part: ParseTree | Token) -> str:
    """A name or choice without the brackets it was quoted in."""
    text = str(_token(part))
    return text[1:-1].strip() if text.startswith("「") and text.endswith("」") and len(text) > 2 else text


def _operator(part: ParseTree | Token) -> str:
    while not isinstance(part, Token):
        part = part.children[0]
    return part.type


def figure_of(text: str) -> Fraction:
    """The number that a NUMBER token is, in digits or in Chinese numerals."""
    number = read_number(text)
    number = read_chinese_number(text) if number is None else number
    assert number is not None
    return number


def _shortened(text: str) -> str:
    return text if len(text) <= 20 else text[:20] + "…"
