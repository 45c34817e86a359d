"""Printing: a tree to canonical Chinese text, which parses to the same tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import assert_never

from perfeval import nodes
from perfeval.nodes import Implicit, NotApplicablePolicy, ResultKind
from perfeval.parsing.segmentation import PLAIN_NAME, is_keyword
from perfeval.values.numbers import CHINESE_NUMERALS, decimal_text, fold
from perfeval.vocabulary import by_terminal, spelled

_INDENT = "  "
# How tightly an operator binds; a part that binds less stands in brackets.
_IF, _OR, _AND, _NOT, _ORDER, _SUM, _PRODUCT, _SIGNED, _ATOM = range(9)
_LEVELS = {"or": _OR, "and": _AND, "+": _SUM, "-": _SUM, "×": _PRODUCT, "÷": _PRODUCT}
_COMPARED = {"=": "IS", "≠": "IS_NOT", "<": "BELOW", ">": "ABOVE", "≥": "AT_LEAST", "≤": "AT_MOST"}
_OWN = {Implicit.WEIGHT: "WEIGHT", Implicit.RATE: "RATE", Implicit.SCORE: "SCORE"}
_MODES = {"half-up": "HALF_UP", "half-even": "HALF_EVEN", "up": "ROUND_UP", "down": "ROUND_DOWN"}
_POLICIES = {
    NotApplicablePolicy.RESCALE: "RESCALED",
    NotApplicablePolicy.SHARE: "SHARED",
    NotApplicablePolicy.FULL: "AS_FULL",
}
# Words that may stand where a name stands: a name that begins with one is put in 「」.
_LEADING = re.compile(
    "|".join(
        re.escape(word)
        for terminal in (
            "HAS",
            "HAS_NOT",
            "NOT",
            "IF",
            "LEAD",
            "YES",
            "NO",
            "WEIGHT",
            "RATE",
            "SCORE",
            "DEDUCT",
        )
        for word in by_terminal()[terminal].zh
    )
    + f"|[{CHINESE_NUMERALS}]"
)
_INSIDE = re.compile(
    "|".join(
        re.escape(word)
        for terminal in (
            "OF",
            "OR",
            "AND",
            "IS",
            "IS_NOT",
            "BELOW",
            "ABOVE",
            "AT_LEAST",
            "AT_MOST",
            "THEN",
            "ELSE",
        )
        for word in by_terminal()[terminal].zh
    )
)


def print_tree(file: nodes.File) -> str:
    """The file in canonical form: one statement a line, blanks between words, Chinese keywords.

    Comments are no part of a tree and are not printed.
    """
    lines = [text for line in file.lines for text in _file_line(line)]
    lines += [text for loose in file.loose for text in _line(loose, "")]
    for indicator in file.indicators:
        lines += ["", *_indicator(indicator, 0)] if indicator.level == 1 else _indicator(indicator, 0)
    return "\n".join(lines).strip("\n") + "\n"


# ---------------------------------------------------------------- lines


def _presumed(node: nodes.Node) -> str:
    return f"{spelled('PRESUMED')}：" if getattr(node, "presumed", False) else ""


def _file_line(line: nodes.FileLine) -> Iterator[str]:
    before = _presumed(line)
    match line:
        case nodes.Framework(name, points):
            yield f"体系 {name}" + ("" if points is None else f" {decimal_text(points)}分")
        case nodes.Version(text):
            yield f"版本 {text}"
        case nodes.Effective(day):
            yield f"生效 {day.isoformat()}"
        case nodes.RoundScores(places, mode):
            yield f"{before}得分保留{places}位小数，{spelled(_MODES[mode])}"
        case nodes.SumExactly():
            yield f"{before}逐级相加，不再四舍五入"
        case nodes.RatePrecision(None):
            yield f"{before}百分比按实际值计分"
        case nodes.RatePrecision(rate_places):
            yield f"{before}百分比先保留{rate_places}位小数再计分"
        case nodes.GradeFromRounded():
            yield f"{before}{spelled('GRADE_FROM_ROUNDED')}"
        case nodes.NotApplicable(policy, kept):
            tail = "" if kept is None else f"，折算后保留{kept}位小数"
            yield f"{before}指标不适用的，{spelled(_POLICIES[policy])}{tail}"
        case nodes.Grade(name, interval):
            yield f"等级 {name}：{_interval(interval)}"
        case nodes.Fact() | nodes.Table() | nodes.Parameter():
            yield from _declaration(line)
        case nodes.Basis() | nodes.Explanation() | nodes.Advice():
            yield from _line(line, "")
        case _:
            assert_never(line)


def _declaration(line: nodes.Fact | nodes.Table | nodes.Parameter) -> Iterator[str]:
    match line:
        case nodes.Fact():
            yield _fact(line)
        case nodes.Parameter(name, values, text):
            said = "，".join(map(_parameter_value, values))
            yield f"参数 {_declared(name)} = {said}" + (f"：{text}" if text else "")
        case nodes.Table(name, text, columns):
            yield f"表 {name}" + (f"：{text}" if text else "")
            yield from (_INDENT + _column(column) for column in columns)
        case _:
            assert_never(line)


def _fact(fact: nodes.Fact) -> str:
    text = f"数据 {fact.name}{_type(fact)}"
    text += f" {spelled('FIXED')}" if fact.is_fixed else ""
    text += f"：{fact.text}" if fact.text else ""
    text += f"  佐证：{fact.evidence}" if fact.evidence else ""
    return text + (f"  来源：{fact.source}" if fact.source else "")


def _declared(name: str) -> str:
    """A name where it is declared before "=": in 「」 only where its end could not be seen."""
    return f"「{name}」" if "=" in fold(name) or "「" in name else name


def _parameter_value(value: nodes.ParameterValue) -> str:
    since = "" if value.since is None else f" 自 {value.since.isoformat()}"
    return _expression(value.value) + since


def _type(node: nodes.Fact | nodes.Column) -> str:
    if node.choices:
        return f"（选项：{'、'.join(node.choices)}）"
    return f"（{node.type}）" if node.type else ""


def _column(column: nodes.Column) -> str:
    if column.value is not None:
        return f"列 {_declared(column.name)} = {_expression(column.value)}"
    optional = f" {spelled('OPTIONAL')}" if column.is_optional else ""
    return f"列 {column.name}{_type(column)}{optional}" + (f"：{column.text}" if column.text else "")


def _indicator(node: nodes.Indicator, depth: int) -> list[str]:
    indent = _INDENT * depth
    level = spelled(f"LEVEL_{node.level}")
    weight = ""
    if node.weight is not None:
        weight = (
            f" {decimal_text(node.weight * 100)}%" if node.is_share else f" {decimal_text(node.weight)}分"
        )
    lines = [f"{indent}{level} {node.name}{weight}"]
    for line in node.lines:
        lines += _line(line, indent + _INDENT)
    for child in node.children:
        lines += _indicator(child, depth + 1)
    return lines


def _line(line: nodes.IndicatorLine, indent: str) -> Iterator[str]:
    first, *rest = _statement(line)
    yield indent + _presumed(line) + first
    yield from (indent + _INDENT + text for text in rest)


_WORDS: dict[type[nodes.Node], str] = {
    nodes.FormulaInWords: spelled("FORMULA"),
    nodes.Explanation: spelled("EXPLANATION"),
    nodes.Basis: spelled("BASIS"),
    nodes.Advice: spelled("ADVICE"),
}


def _statement(line: nodes.IndicatorLine) -> list[str]:
    match line:
        case nodes.Definition(name, value):
            return [f"{_name(name)} = {_expression(value)}"]
        case nodes.Score(value):
            return [f"得分 = {_expression(value)}"]
        case nodes.Weight(value):
            return [f"分值 = {_expression(value)}"]
        case nodes.ByRate(capped, gate):
            said = "按比率计分" + ("，不超过分值" if capped else "")
            return [said + (f"，{_expression(gate)} 的，不得分" if gate is not None else "")]
        case nodes.Bands(subject, rows):
            return [f"按 {_expression(subject)} 分档", *map(_band, rows)]
        case nodes.Item(mark, points, text, negative):
            return [f"{'扣分要点' if negative else '要点'}{mark} {decimal_text(points)}分：{text}"]
        case nodes.PerOccurrence():
            return [_per_occurrence(line)]
        case nodes.Steps():
            return [_steps(line)]
        case nodes.Discretion(limit, text):
            return [f"酌情扣分 最多{decimal_text(limit)}分" + (f"：{text}" if text else "")]
        case nodes.Conditional(condition, result):
            return [f"{_expression(condition)} 的，{_result(result)}"]
        case nodes.FormulaInWords(text) | nodes.Explanation(text) | nodes.Basis(text) | nodes.Advice(text):
            return [f"{_WORDS[type(line)]}：{text}"]
        case _:
            assert_never(line)


def _per_occurrence(line: nodes.PerOccurrence) -> str:
    words = f" {line.text}" if line.text else ""
    said = f"每发现{_with_unit(line.count, line.unit)}{words} 扣{decimal_text(line.points)}分"
    return said + _limit(line)


_WAYS = {"above": "超过", "below": "低于", "": ""}


def _steps(line: nodes.Steps) -> str:
    subject = "" if line.subject is None else f"{_expression(line.subject)} "
    start = "" if line.start is None else f"{_number(line.start)} "
    size = _number(line.size)
    said = f"{subject}每{_WAYS[line.way]}{start}{size} 扣{decimal_text(line.points)}分"
    match line.part:
        case nodes.Part.DROPPED:
            said += f"，不足{size}的不扣"
        case nodes.Part.COUNTED:
            said += f"，不足{size}的按{size}计"
        case nodes.Part.SHARED:
            said += "，按实际比例扣"
    return said + _limit(line)


def _limit(line: nodes.Steps | nodes.PerOccurrence) -> str:
    if line.to_zero:
        return "，扣完为止"
    return f"，最多扣{decimal_text(line.limit)}分" if line.limit is not None else ""


# ---------------------------------------------------------------- bands


def _band(row: nodes.BandRow) -> str:
    match row.over:
        case nodes.Interval():
            over = _interval(row.over)
        case nodes.Rest():
            over = "其余"
        case nodes.Choice(name):
            over = name if PLAIN_NAME.fullmatch(fold(name)) else f"「{name}」"
    return f"{over} {_result(row.result)}"


def _interval(node: nodes.Interval) -> str:
    low, high = node.low, node.high
    if low is not None and high is not None:
        return f"{_bound(low)}—{_bound(high)}"
    if low is not None:
        return f"{_bound(low)}以上"
    assert high is not None
    return f"{_bound(high)}以下"


def _bound(node: nodes.Bound) -> str:
    said = {True: "（含）", False: "（不含）", None: ""}[node.closed]
    return _number(node.value) + said


def _result(node: nodes.Result) -> str:
    amount = "" if node.amount is None else _expression(node.amount)
    match node.kind:
        case ResultKind.POINTS:
            return f"得 {amount}" if not isinstance(node.amount, nodes.Number) else f"得{amount}"
        case ResultKind.FULL:
            return "得满分"
        case ResultKind.NOTHING:
            return "不得分"
        case ResultKind.SHARE:
            return f"得分值的{amount}"
        case ResultKind.DEDUCT:
            return f"扣 {amount}" if not isinstance(node.amount, nodes.Number) else f"扣{amount}"
        case ResultKind.NOT_APPLICABLE:
            return "不适用"
        case ResultKind.REMARK:
            return f"提示：{node.remark}"


# ---------------------------------------------------------------- expressions


def _expression(node: nodes.Expression) -> str:
    return _written(node)[0]


def _at(node: nodes.Expression, level: int) -> str:
    """An expression inside an operator of a level, in brackets where it binds less."""
    text, own = _written(node)
    return f"({text})" if own < level else text


def _written(node: nodes.Expression) -> tuple[str, int]:
    match node:
        case nodes.Number():
            return _number(node), _ATOM
        case nodes.Text(value):
            return f"“{value}”", _ATOM
        case nodes.Boolean(value):
            return spelled("YES" if value else "NO"), _ATOM
        case nodes.Name(name):
            return _name(name), _ATOM
        case nodes.Own(which):
            return spelled(_OWN[which]), _ATOM
        case nodes.Member(owner, member, where):
            inside = "" if where is None else f"[{_expression(where)}]"
            return f"{_name(owner.name)}{inside}.{_member(member)}", _ATOM
        case nodes.Negative(operand):
            return f"-{_at(operand, _SIGNED)}", _SIGNED
        case nodes.Arithmetic(operator, left, right):
            level = _LEVELS[operator]
            return f"{_at(left, level)} {operator} {_at(right, level + 1)}", level
        case nodes.Comparison(operator, left, right):
            return f"{_at(left, _SUM)} {spelled(_COMPARED[operator])} {_at(right, _SUM)}", _ORDER
        case nodes.Logic(operator, left, right):
            level = _LEVELS[operator]
            word = spelled("OR" if operator == "or" else "AND")
            return f"{_at(left, level)} {word} {_at(right, level + 1)}", level
        case nodes.Not(operand):
            return f"{spelled('NOT')} {_at(operand, _NOT)}", _NOT
        case nodes.If(condition, then, otherwise):
            parts = (_expression(part) for part in (condition, then, otherwise))
            return "若 {} 则 {} 否则 {}".format(*parts), _IF
        case nodes.Call(function, arguments):
            return f"{function}({'，'.join(map(_expression, arguments))})", _ATOM
        case _:
            assert_never(node)


def _number(node: nodes.Number) -> str:
    return _with_unit(node.figure, node.unit)


def _with_unit(figure: Fraction, unit: str) -> str:
    gap = " " if unit[:1].isascii() and unit[:1].isalpha() else ""
    return decimal_text(figure) + gap + unit


def _name(name: str) -> str:
    """A name, in 「」 where it could be read as something else."""
    narrow = fold(name)
    is_plain = PLAIN_NAME.fullmatch(narrow) and not is_keyword(narrow)
    if is_plain and not _LEADING.match(narrow) and not _INSIDE.search(narrow):
        return name
    return f"「{name}」"


def _member(name: str) -> str:
    return name if PLAIN_NAME.fullmatch(fold(name)) else f"「{name}」"
