"""Phrases: expressions, intervals, results and names as canonical text, in a style."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from typing import assert_never

from attrs import field

from perfeval import nodes
from perfeval.diagnostics import Words
from perfeval.nodes import Implicit, ResultKind
from perfeval.parsing.segmentation import PLAIN_NAME, is_keyword
from perfeval.records import frozen
from perfeval.values.numbers import CHINESE_NUMERALS, decimal_text, fold
from perfeval.values.units import in_chinese
from perfeval.vocabulary import by_terminal, spelled

GAP = "\t"
"""Stands in a printed row where its columns meet: one blank, or as many as align the rows."""


@frozen
class Style:
    """How canonical text is spelled.

    A `tight` sentence runs on as people write it (到位数为0的); otherwise blanks stand between all its words. With
    `quotes`, a name that holds words of the language stands in 「」. What is no keyword (units, kinds of facts,
    functions) stays as written, unless it `translates`; `functions` gives each function's names for that.
    """

    language: str = "zh"
    tight: bool = False
    quotes: bool = True
    translates: bool = False
    functions: Mapping[str, Words] = field(factory=dict, hash=False)


SAFE = Style()
"""Chinese text that reads the same whatever else the file declares."""

# How tightly an operator binds; a part that binds less stands in brackets.
_IF, _OR, _AND, _NOT, _ORDER, _SUM, _PRODUCT, _SIGNED, _ATOM = range(9)
_LEVELS = {"or": _OR, "and": _AND, "+": _SUM, "-": _SUM, "×": _PRODUCT, "÷": _PRODUCT}
_COMPARED = {"=": "IS", "≠": "IS_NOT", "<": "BELOW", ">": "ABOVE", "≥": "AT_LEAST", "≤": "AT_MOST"}
_SIGNS = {
    "zh": {"÷": "/"},
    "en": {"÷": "/", "×": "*", "≥": ">=", "≤": "<=", "≠": "!="},
}
_OWN = {Implicit.WEIGHT: "WEIGHT", Implicit.RATE: "RATE", Implicit.SCORE: "SCORE"}
_KIND_WORDS = ("KIND_BOOLEAN", "KIND_TEXT", "KIND_DATE", "KIND_TARGET", "KIND_QUANTITY")
_CLOSED = {True: "INCLUSIVE", False: "EXCLUSIVE"}


def _spellings(*terminals: str) -> str:
    return "|".join(re.escape(word) for terminal in terminals for word in by_terminal()[terminal].zh)


@cache
def _leading() -> re.Pattern[str]:
    """What a name may begin with and be taken for words: 没有贷款."""
    words = ("HAS", "HAS_NOT", "NOT", "IF", "LEAD", "YES", "NO", "WEIGHT", "RATE", "SCORE", "DEDUCT")
    return re.compile(f"{_spellings(*words)}|[{CHINESE_NUMERALS}]")


@cache
def _inside() -> re.Pattern[str]:
    """What a name may hold and be cut at: 或有负债."""
    words = ("OF", "OR", "AND", *_COMPARED.values(), "THEN", "ELSE")
    return re.compile(_spellings(*words))


@frozen
class Phrases:
    """Pieces of statements in one style."""

    style: Style

    # ------------------------------------------------------------ words

    def said(self, zh: str, en: str) -> str:
        """The piece of the style's language."""
        return en if self.style.language == "en" else zh

    def word(self, terminal: str) -> str:
        """A word of the vocabulary."""
        return spelled(terminal, self.style.language)

    def opening(self, terminal: str) -> str:
        """A word and the colon behind it: `推定：`."""
        return self.word(terminal) + self.said("：", ": ")

    def colon(self, text: str) -> str:
        """A colon with text behind it; nothing without text."""
        return self.said("：", ": ") + text if text else ""

    @property
    def comma(self) -> str:
        """What stands between the parts of a sentence."""
        return self.said("，", ", ")

    def points(self, points: Fraction) -> str:
        """`5分`, `5 points`."""
        return decimal_text(points) + self.said("分", " point" if points == 1 else " points")

    def type(self, node: nodes.Fact | nodes.Column) -> str:
        """`（万元）`, `（选项：甲、乙）`; nothing where nothing is said."""
        if node.choices:
            opening = f"{self.word('CHOICES')}{self.said('：', ': ')}"
            return self.said("（{}）", " ({})").format(opening + self.said("、", ", ").join(node.choices))
        return self.said("（{}）", " ({})").format(self._kind(node.type)) if node.type else ""

    def _kind(self, type: str) -> str:
        for terminal in _KIND_WORDS if self.style.translates else ():
            if type.lower() in by_terminal()[terminal].spellings():
                return self.word(terminal)
        return self.unit(type)

    # ------------------------------------------------------------ names and numbers

    def name(self, name: str) -> str:
        """A name inside a sentence, in 「」 where it could be read as something else."""
        narrow = fold(name)
        if not self.style.quotes:
            return name
        is_plain = PLAIN_NAME.fullmatch(narrow) and not is_keyword(narrow)
        return (
            name
            if is_plain and not _leading().match(narrow) and not _inside().search(narrow)
            else f"「{name}」"
        )

    def declared(self, name: str) -> str:
        """A name where it is declared; there only marks and blanks could be mistaken."""
        return f"「{name}」" if re.search("[(:=「」 ]", fold(name)) and "「" not in name else name

    def choice(self, name: str) -> str:
        """A choice that a band is for."""
        return name if PLAIN_NAME.fullmatch(fold(name)) else f"「{name}」"

    def member(self, name: str) -> str:
        """What stands behind a dot."""
        return name if PLAIN_NAME.fullmatch(fold(name)) else f"「{name}」"

    def number(self, node: nodes.Number) -> str:
        """`60%`, `193.54万元`."""
        if node.unit == "分":
            return self.points(node.figure)
        return self.counted(node.figure, node.unit)

    def counted(self, figure: Fraction, unit: str) -> str:
        """A figure with its unit; a Latin word stands apart from it."""
        unit = self.unit(unit)
        gap = " " if unit[:1].isascii() and unit[:1].isalpha() else ""
        return decimal_text(figure) + gap + unit

    def unit(self, symbol: str) -> str:
        """A unit; translated into Chinese text, an English word becomes Chinese."""
        is_wanted = self.style.translates and self.style.language == "zh"
        return in_chinese(symbol) if is_wanted else symbol

    # ------------------------------------------------------------ expressions

    def formula(self, node: nodes.Expression) -> str:
        """An expression with signs: `若 比率 ≥ 60% 则 分值 否则 0`."""
        return self._written(node, is_sentence=False)[0]

    def condition(self, node: nodes.Expression) -> str:
        """An expression with words, as conditions are written: `比率低于60%`, `没有 贷款`."""
        return self._written(node, is_sentence=True)[0]

    def when(self, node: nodes.Expression, result: str, *, runs_on: bool = False) -> str:
        """A condition with its result: `到位数为0的，不适用`; with `runs_on` without a comma."""
        condition = self.condition(node)
        if self.style.language == "en":
            return f"when {condition}, {result}"
        gap = "" if self.style.tight and _ends_in_figure(node) else " "
        return f"{condition}{gap}的{'' if runs_on else '，'}{result}"

    def _at(self, node: nodes.Expression, level: int, *, is_sentence: bool) -> str:
        """An expression inside an operator of a level, in brackets where it binds less."""
        text, own = self._written(node, is_sentence=is_sentence)
        return f"({text})" if own < level else text

    def _written(self, node: nodes.Expression, *, is_sentence: bool) -> tuple[str, int]:
        match node:
            case nodes.Comparison():
                return self._comparison(node, is_sentence=is_sentence), _ORDER
            case nodes.Logic(operator, left, right):
                level = _LEVELS[operator]
                word = self.word("OR" if operator == "or" else "AND")
                before = self._at(left, level, is_sentence=is_sentence)
                return f"{before} {word} {self._at(right, level + 1, is_sentence=is_sentence)}", level
            case nodes.Not(nodes.Has(operand)):
                return f"{self.word('HAS_NOT')} {self._at(operand, _ATOM, is_sentence=False)}", _NOT
            case nodes.Not(operand):
                return f"{self.word('NOT')} {self._at(operand, _NOT, is_sentence=is_sentence)}", _NOT
            case nodes.Has(operand):
                return f"{self.word('HAS')} {self._at(operand, _ATOM, is_sentence=False)}", _NOT
            case nodes.If(condition, then, otherwise):
                parts = [self.formula(part) for part in (condition, then, otherwise)]
                words = [self.word(terminal) for terminal in ("IF", "THEN", "ELSE")]
                return " ".join(f"{word} {part}" for word, part in zip(words, parts, strict=True)), _IF
            case nodes.Negative(operand):
                return f"-{self._at(operand, _SIGNED, is_sentence=False)}", _SIGNED
            case nodes.Arithmetic(operator, left, right):
                level = _LEVELS[operator]
                before, after = (self._at(left, level, is_sentence=False),
                                 self._at(right, level + 1, is_sentence=False))  # fmt: skip
                return f"{before} {self._sign(operator)} {after}", level
            case _:
                return self._atom(node), _ATOM

    def _comparison(self, node: nodes.Comparison, *, is_sentence: bool) -> str:
        left, right = (self._at(part, _SUM, is_sentence=False) for part in (node.left, node.right))
        if not is_sentence:
            return f"{left} {self._sign(node.operator)} {right}"
        word = self.word(_COMPARED[node.operator])
        runs_on = self.style.tight and self.style.language == "zh"
        before = "" if runs_on and isinstance(node.left, nodes.Name | nodes.Own) else " "
        after = "" if runs_on and isinstance(node.right, nodes.Number | nodes.Text | nodes.Boolean) else " "
        return f"{left}{before}{word}{after}{right}"

    def _sign(self, operator: str) -> str:
        return _SIGNS[self.style.language].get(operator, operator)

    def _atom(
        self,
        node: nodes.Number | nodes.Text | nodes.Boolean | nodes.Name | nodes.Own | nodes.Member | nodes.Call,
    ) -> str:
        match node:
            case nodes.Number():
                return self.number(node)
            case nodes.Text(value):
                return self.text(value)
            case nodes.Boolean(value):
                return self.word("YES" if value else "NO")
            case nodes.Name(name):
                return self.name(name)
            case nodes.Own(which):
                return self.word(_OWN[which])
            case nodes.Member(owner, member, where):
                inside = "" if where is None else f"[{self.formula(where)}]"
                return f"{self.name(owner.name)}{inside}{'.' if member else ''}{self.member(member) if member else ''}"
            case nodes.Call(function, arguments):
                return f"{self.function(function)}({', '.join(map(self.formula, arguments))})"
            case _:
                assert_never(node)

    def text(self, value: str) -> str:
        """A text in the quotation marks of the language, or in the others where it holds them."""
        usual, other = self.said("“{}”", '"{}"'), self.said('"{}"', "“{}”")
        return (other if usual[-1] in value else usual).format(value)

    def function(self, name: str) -> str:
        """A function by its name in the style's language; as it stands when it is not known."""
        names = self.style.functions.get(name)
        return name if names is None else names.said(self.style.language)

    # ------------------------------------------------------------ intervals and results

    def interval(self, node: nodes.Interval) -> str:
        """`80%（含）—90%`, `90%（含）以上`."""
        low, high = node.low, node.high
        if node.only is not None:
            return self.number(node.only.value)
        if low is not None and high is not None:
            return f"{self.bound(low)}{self.said('—', ' to ')}{self.bound(high)}"
        end = low if low is not None else high
        assert end is not None
        gap = self.said("", " ")
        return f"{self.bound(end)}{gap}{self.word('UPWARD' if low is not None else 'DOWNWARD')}"

    def bound(self, node: nodes.Bound) -> str:
        """`90%（含）`."""
        said = "" if node.closed is None else self.word(_CLOSED[node.closed])
        return self.number(node.value) + (self.said("（{}）", " ({})").format(said) if said else "")

    def result(self, node: nodes.Result) -> str:
        """`得4分`, `不得分`, `提示：…`."""
        amount = "" if node.amount is None else self.formula(node.amount)
        gap = self.said("" if isinstance(node.amount, nodes.Number) else " ", " ")
        if node.until is not None:
            return f"{self.word('GET')}{gap}{amount}{self.said('—', ' to ')}{self.number(node.until)}"
        match node.kind:
            case ResultKind.POINTS:
                return f"{self.word('GET')}{gap}{amount}"
            case ResultKind.FULL:
                return self.word("FULL_POINTS")
            case ResultKind.NOTHING:
                return self.word("NO_POINTS")
            case ResultKind.SHARE:
                return self.said(f"得分值的{amount}", f"get {amount} of weight")
            case ResultKind.DEDUCT if (share := _share_of_weight(node.amount)) is not None:
                of = self.number(share)
                return self.said(f"扣分值的{of}", f"deduct {of} of weight")
            case ResultKind.DEDUCT:
                return f"{self.word('DEDUCT')}{gap}{amount}"
            case ResultKind.BELOW_ZERO:
                return f"{self.word('BELOW_ZERO')}{gap}{amount}"
            case ResultKind.NOT_APPLICABLE:
                return self.word("NOT_APPLICABLE")
            case ResultKind.RATING:
                return self.said("定为", f"{self.word('GRADE_SET')} ") + node.remark
            case ResultKind.REMARK:
                return self.opening("REMARK") + node.remark


def _share_of_weight(node: nodes.Expression | None) -> nodes.Number | None:
    """The share of `分值 × 20%`, which a sentence says as 分值的20%."""
    match node:
        case nodes.Arithmetic("×", nodes.Own(Implicit.WEIGHT), nodes.Number(_, "%") as share):
            return share
        case _:
            return None


def _ends_in_figure(node: nodes.Expression) -> bool:
    """Whether a condition ends in a figure, a text or 是, so that 的 may touch it."""
    match node:
        case nodes.Comparison(_, _, right):
            return isinstance(right, nodes.Number | nodes.Text | nodes.Boolean)
        case nodes.Logic("or", _, nodes.Logic()):
            return False  # it stands in brackets
        case nodes.Logic(_, _, right) | nodes.Not(right):
            return _ends_in_figure(right)
        case _:
            return False
