"""Statements: each node that stands as a statement to its canonical text; what stands under it is printed by itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never, get_args

from perfeval import nodes
from perfeval.nodes import NotApplicablePolicy
from perfeval.parsing.lookups import is_plain_key
from perfeval.parsing.printing.phrases import GAP, Phrases
from perfeval.parsing.printing.totals import of_totals
from perfeval.values.numbers import decimal_text

_STATEMENTS: tuple[type[nodes.Node], ...] = get_args(nodes.Statement)
_MODES = {"half-up": "HALF_UP", "half-even": "HALF_EVEN", "up": "ROUND_UP", "down": "ROUND_DOWN"}
_POLICIES = {
    NotApplicablePolicy.RESCALE: "RESCALED",
    NotApplicablePolicy.SHARE: "SHARED",
    NotApplicablePolicy.FULL: "AS_FULL",
}
_WORDS: dict[type[nodes.Node], str] = {
    nodes.FormulaInWords: "FORMULA",
    nodes.Explanation: "EXPLANATION",
    nodes.Basis: "BASIS",
    nodes.Advice: "ADVICE",
}


def inner_statements(node: nodes.Node) -> Iterator[nodes.Statement]:
    """The statements that stand under one: the rows of bands, the columns of a table, the lines of a heading."""
    if isinstance(node, nodes.Change | nodes.Insert):
        node = node.heading  # it is printed with the word that begins the line
    yield from (child for child in nodes.children(node) if isinstance(child, _STATEMENTS))  # type: ignore[misc]


def printed(say: Phrases, node: nodes.Statement) -> str:
    """The statement's own line, without 推定 and without what stands under it. A row may hold a GAP."""
    match node:
        case nodes.Indicator():
            return _heading(say, node)
        case nodes.Change() | nodes.Insert() | nodes.Delete():
            return _alteration(say, node)
        case nodes.Table(name, text):
            return f"{say.word('TABLE')} {say.declared(name)}{say.colon(text)}"
        case nodes.Column():
            return _column(say, node)
        case nodes.LookupTable(name, keys):
            listed = f"{say.word('BY')} {say.said('、', ', ').join(keys)}"
            return f"{say.word('LOOKUP')} {say.declared(name)}{say.colon(listed)}"
        case nodes.LookupRow(row_keys, value):
            return f"{_lookup_keys(say, row_keys)}{GAP}{say.formula(value)}"
        case nodes.BandRow():
            return _band(say, node)
        case nodes.Tier():
            return _tier(say, node)
        case nodes.Bonus() | nodes.Veto() | nodes.RatingScale() | nodes.RatingTable():
            return of_totals(say, node)
        case (
            nodes.Framework() | nodes.Version() | nodes.Effective() | nodes.Grade() | nodes.Fact()
            | nodes.RoundScores() | nodes.SumExactly() | nodes.RatePrecision() | nodes.GradeFromRounded()
            | nodes.NotApplicable() | nodes.Parameter() | nodes.Method() | nodes.Extends()
        ):  # fmt: skip
            return _of_file(say, node)
        case _:
            return _of_indicator(say, node)


# ---------------------------------------------------------------- lines of a file


def _of_file(
    say: Phrases,
    node: nodes.Framework | nodes.Version | nodes.Effective | nodes.Grade | nodes.Fact | nodes.RoundScores
    | nodes.SumExactly | nodes.RatePrecision | nodes.GradeFromRounded | nodes.NotApplicable | nodes.Parameter
    | nodes.Method | nodes.Extends,
) -> str:  # fmt: skip
    match node:
        case nodes.Framework(name, points):
            full = "" if points is None else f" {say.points(points)}"
            return f"{say.word('FRAMEWORK')} {name}{full}"
        case nodes.Extends(name):
            return f"{say.word('EXTENDS')} “{name}”"
        case nodes.Version(text):
            return f"{say.word('VERSION')} {text}"
        case nodes.Effective(day):
            return f"{say.word('EFFECTIVE')} {day.isoformat()}"
        case nodes.Grade(name, interval):
            return f"{say.word('GRADE')} {say.declared(name)}{say.colon(say.interval(interval))}"
        case nodes.Fact():
            return _fact(say, node)
        case nodes.Parameter(name, values, text):
            listed = say.comma.join(_parameter_value(say, value) for value in values)
            return f"{say.word('PARAM')} {say.declared(name)} = {listed}{say.colon(text)}"
        case nodes.Method(name, parameters, _, text):
            listed = say.said("、", ", ").join(map(say.declared, parameters))
            using = f" {say.word('USING')} {listed}" if parameters else ""
            return f"{say.word('METHOD')} {say.declared(name)}{using}{say.colon(text)}"
        case _:
            return _policy(say, node)


def _policy(
    say: Phrases,
    node: nodes.RoundScores | nodes.SumExactly | nodes.RatePrecision | nodes.GradeFromRounded
    | nodes.NotApplicable,
) -> str:  # fmt: skip
    match node:
        case nodes.RoundScores(places, mode):
            way = say.word(_MODES[mode])
            return say.said(f"得分保留{places}位小数，{way}", f"score keep {places} decimals, {way}")
        case nodes.SumExactly():
            return f"{say.word('SUM_UP')}{say.comma}{say.word('NOT_ROUNDED')}"
        case nodes.RatePrecision(None):
            return say.said("百分比按实际值计分", "percentages score as they are")
        case nodes.RatePrecision(places):
            return say.said(
                f"百分比先保留{places}位小数再计分", f"percentages first keep {places} decimals then score"
            )
        case nodes.GradeFromRounded():
            return say.word("GRADE_FROM_ROUNDED")
        case nodes.NotApplicable(policy, kept):
            tail = (
                "" if kept is None else say.said(f"，折算后保留{kept}位小数", f", then keep {kept} decimals")
            )
            return f"{say.word('WHERE_NOT_APPLICABLE')}{say.comma}{say.word(_POLICIES[policy])}{tail}"
        case _:
            assert_never(node)


def _parameter_value(say: Phrases, value: nodes.ParameterValue) -> str:
    since = "" if value.since is None else f" {say.word('SINCE')} {value.since.isoformat()}"
    return say.formula(value.value) + since


def _fact(say: Phrases, fact: nodes.Fact) -> str:
    text = f"{say.word('FACT')} {say.declared(fact.name)}{say.type(fact)}"
    text += f" {say.word('FIXED')}" if fact.is_fixed else ""
    text += say.colon(fact.text)
    text += f"{GAP} {say.opening('PARTS')}{say.said('、', ', ').join(fact.parts)}" if fact.parts else ""
    text += f"{GAP} {say.opening('EVIDENCE')}{fact.evidence}" if fact.evidence else ""
    return text + (f"{GAP} {say.opening('SOURCE')}{fact.source}" if fact.source else "")


def _lookup_keys(say: Phrases, keys: tuple[nodes.Interval | nodes.Rest | nodes.Choice, ...]) -> str:
    if all(isinstance(key, nodes.Rest) for key in keys):
        return say.word("REST")
    return say.comma.join(
        say.interval(key)
        if isinstance(key, nodes.Interval)
        else say.word("REST")
        if isinstance(key, nodes.Rest)
        else (key.name if is_plain_key(key.name) else f"“{key.name}”")
        for key in keys
    )


def _column(say: Phrases, column: nodes.Column) -> str:
    head = f"{say.word('COLUMN')} {say.declared(column.name)}"
    if column.value is not None:
        return f"{head} = {say.formula(column.value)}"
    optional = f" {say.word('OPTIONAL')}" if column.is_optional else ""
    return f"{head}{say.type(column)}{optional}{say.colon(column.text)}"


# ---------------------------------------------------------------- changes to what is extended


def _alteration(say: Phrases, node: nodes.Alteration) -> str:
    match node:
        case nodes.Change(heading, anew, renamed):
            word = say.word("REWRITE" if anew else "CHANGE")
            tail = f"{say.comma}{say.word('RENAMED')} {renamed}" if renamed else ""
            return f"{word} {_heading(say, heading)}{tail}"
        case nodes.Insert(heading, under, after, before):
            where = say.said(f"在 {under} 下", f"under {under} ") if under else ""
            tail = say.comma + say.said(f"排在 {after} 之后", f"after {after}") if after else ""
            tail += say.comma + say.said(f"排在 {before} 之前", f"before {before}") if before else ""
            return f"{where}{say.word('INSERT')} {_heading(say, heading)}{tail}"
        case nodes.Delete(level, name):
            return f"{say.word('DELETE')} {_heading(say, nodes.Indicator(level, name, None))}"
        case _:
            assert_never(node)


# ---------------------------------------------------------------- lines of an indicator


def _heading(say: Phrases, node: nodes.Indicator) -> str:
    weight = ""
    if node.weight is not None:
        weight = f" {decimal_text(node.weight * 100)}%" if node.is_share else f" {say.points(node.weight)}"
    level = f"{say.word(f'LEVEL_{node.level}')} " if node.level else ""
    return f"{level}{node.name}{weight}"


def _of_indicator(  # noqa: C901, PLR0912 - one case a statement
    say: Phrases, node: nodes.IndicatorLine
) -> str:
    match node:
        case nodes.Definition(name, value):
            return f"{say.name(name)} = {say.formula(value)}"
        case nodes.Score(value):
            return f"{say.word('SCORE')} = {say.formula(value)}"
        case nodes.Rating(value):
            return f"{say.word('RATING')} = {say.formula(value)}"
        case nodes.Weight(value):
            return f"{say.word('WEIGHT')} = {say.formula(value)}"
        case nodes.ByRate(capped, gate):
            said = say.word("BY_RATE") + (f"{say.comma}{say.word('CAPPED')}" if capped else "")
            if gate is None:
                return said
            return f"{said}{say.comma}{say.when(gate, say.word('NO_POINTS'), runs_on=True)}"
        case nodes.Bands(subject) | nodes.Interpolation(subject):
            linear = say.comma + say.word("LINEAR") if isinstance(node, nodes.Interpolation) else ""
            return f"{say.word('BY')} {say.formula(subject)} {say.word('BANDS')}{linear}"
        case nodes.Judged():
            return _judged(say, node)
        case nodes.Item(mark, points, text):
            word = say.word("NEGATIVE_ITEM" if node.negative else "ITEM")
            given = f"{decimal_text(points * 100)}%" if node.is_share else say.points(points)
            required = f" {say.word('REQUIRED')}" if node.required else ""
            return f"{word}{say.said('', ' ')}{mark} {given}{required}{say.colon(text)}"
        case nodes.PerOccurrence():
            return _per_occurrence(say, node)
        case nodes.Steps():
            return _steps(say, node)
        case nodes.Discretion():
            return _discretion(say, node)
        case nodes.ScoredBy(kind, arguments):
            return f"{say.word('SCORED_BY')} {kind}({', '.join(map(say.formula, arguments))})"
        case nodes.EachRow():
            return _each_row(say, node)
        case nodes.NameFrom(value):
            return f"{say.word('NAME_FROM')} {say.formula(value)}"
        case nodes.WeightFrom(value):
            return f"{say.word('WEIGHT_FROM')} {say.formula(value)}"
        case nodes.Combined():
            return of_totals(say, node)
        case nodes.Conditional(condition, result):
            return say.when(condition, say.result(result))
        case nodes.FormulaInWords(text) | nodes.Explanation(text) | nodes.Basis(text) | nodes.Advice(text):
            return say.opening(_WORDS[type(node)]) + text
        case _:
            assert_never(node)


def _each_row(say: Phrases, line: nodes.EachRow) -> str:
    head = f"{say.word('EACH_ROW')} {say.declared(line.table)}"
    if line.where is None:
        return head
    where = say.formula(line.where)
    return head + say.said(f"（{where}{say.word('ROWS')}）", f" ({where} {say.word('ROWS')})")


def _judged(say: Phrases, line: nodes.Judged) -> str:
    text = say.word("JUDGED")
    if line.by:
        text += say.comma + say.said(f"由 {line.by} 评定", f"assessed by {line.by}")
    wanted = [say.word("REASON")] if line.needs_reason else []
    wanted += [say.word("EVIDENCE")] if line.needs_evidence else []
    if wanted:
        text += say.comma + say.word("MUST_STATE") + say.said("", " ") + say.said("和", " and ").join(wanted)
    return text


def _tier(say: Phrases, row: nodes.Tier) -> str:
    if isinstance(row.over, nodes.Result):
        return f"{row.text}{GAP}{say.result(row.over)}"
    return f"{row.text}{GAP}{say.word('GET')}{say.said('', ' ')}{say.interval(row.over)}"


def _per_occurrence(say: Phrases, line: nodes.PerOccurrence) -> str:
    words = f" {line.text}" if line.text else ""
    each = (
        say.word("EACH_LACK" if line.lacks else "EACH_FINDING")
        + say.said("", " ")
        + say.counted(line.count, line.unit)
    )
    return f"{each}{words} {_deduct(say)}{say.points(line.points)}{_limit(say, line)}"


def _discretion(say: Phrases, line: nodes.Discretion) -> str:
    if line.least is not None and line.limit is not None:
        ends = f"{say.points(line.least)}{say.said('—', ' to ')}{say.points(line.limit)}"
        return f"{say.word('AT_DISCRETION')}{say.said('', ' ')}{_deduct(say)}{ends}{say.colon(line.text)}"
    most = "" if line.limit is None else f" {_up_to(say)}{say.points(line.limit)}"
    return f"{say.word('DISCRETION')}{most}{say.colon(line.text)}"


def _steps(say: Phrases, line: nodes.Steps) -> str:
    subject = "" if line.subject is None else f"{say.formula(line.subject)} "
    way = ""
    if line.way:
        # 每低于90% 1个百分点, but 每减少5个百分点: without a number to go from it is a decrease.
        below = "低于" if line.start is not None else "减少"
        way = {"above": say.said("超过", "above "), "below": say.said(below, "below ")}[line.way]
    start = "" if line.start is None else f"{say.number(line.start)} "
    size = say.number(line.size)
    said = f"{subject}{say.word('EVERY')}{say.said('', ' ')}{way}{start}{size}"
    return f"{said} {_deduct(say)}{say.points(line.points)}{_part(say, line)}{_limit(say, line)}"


def _part(say: Phrases, line: nodes.Steps) -> str:
    size = say.number(line.size)
    if say.style.language == "zh" and line.size.unit.startswith("个"):
        size = f"{decimal_text(line.size.figure)}个"  # 不足5个的, of 5个工作日
    match line.part:
        case nodes.Part.DROPPED:
            return say.said(f"，不足{size}的不扣", f", below {size} of takes nothing")
        case nodes.Part.COUNTED:
            return say.said(f"，不足{size}的按{size}计", f", below {size} of by {size} get")
        case nodes.Part.SHARED:
            return f"{say.comma}{say.word('IN_PROPORTION')}"
        case None:
            return ""


def _limit(say: Phrases, line: nodes.Steps | nodes.PerOccurrence) -> str:
    if line.to_zero:
        return f"{say.comma}{say.word('DOWN_TO_ZERO')}"
    if line.limit is None:
        return ""
    return f"{say.comma}{_up_to(say)}{_deduct(say)}{say.points(line.limit)}"


def _up_to(say: Phrases) -> str:
    return say.word("UP_TO") + say.said("", " ")


def _deduct(say: Phrases) -> str:
    return say.word("DEDUCT") + say.said("", " ")


def _band(say: Phrases, row: nodes.BandRow) -> str:
    match row.over:
        case nodes.Interval():
            over = say.interval(row.over)
        case nodes.Rest():
            over = say.word("REST")
        case nodes.Choice(name):
            over = say.choice(name)
        case _:
            assert_never(row.over)
    return f"{over}{GAP}{say.result(row.result)}"
