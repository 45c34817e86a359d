"""汇总, 加分, 一票否决: how parents are made, and what happens to the total; each statement to its node."""

from __future__ import annotations

import re

from perfeval import nodes
from perfeval.core.program import Gathering, VetoEffect
from perfeval.diagnostics import of_syntax
from perfeval.parsing.cutting import FIGURE, after_word, clean
from perfeval.parsing.file_lines import figure
from perfeval.parsing.folding import one_line
from perfeval.parsing.kinds import EXAMPLES, NAMES, THIS_LINE
from perfeval.parsing.lines import Statement
from perfeval.parsing.sentences import Sentences
from perfeval.patterns import later
from perfeval.vocabulary import pattern

_WAYS = {
    "BY_SUM": Gathering.SUM,
    "BY_MEAN": Gathering.MEAN,
    "BY_LOWEST": Gathering.LOWEST,
    "BY_LOWEST_PLUS": Gathering.LOWEST_PLUS,
    "BY_TABLE": Gathering.TABLE,
}
_COMBINED = later("[^:]*: *(?:" + "|".join(f"(?P<{word}>{pattern(word)})" for word in _WAYS) + ")[ .]*")
_BONUS = later(
    rf"(?P<name>「[^」]+」|.+?) *,? *{pattern('UP_TO')} *(?P<limit>{FIGURE}) *{pattern('POINTS')}"
    rf"(?: *, *{pattern('TOTAL_CAPPED')} *(?P<cap>{FIGURE}) *{pattern('POINTS')})?[ .]*"
)
_NAME = "「[^」]+」|[^ ,的]+?"
_EFFECT = (
    rf"(?:{pattern('GRADE_SET')} *(?P<grade>{_NAME})|{pattern('GRADE_CAPPED')} *(?P<most>{_NAME})"
    rf"|{pattern('TOTAL_SET')} *(?P<points>{FIGURE}) *{pattern('POINTS')}计?"
    rf"|(?P<indicator>「[^」]+」|[^,]+?) *{pattern('NO_POINTS')})[ .]*"
)
_VETO = later(rf"[^:]*: *(?:{pattern('LEAD')} *)?(?P<condition>.+?) *(?:的 *,? *|, *){_EFFECT}", re.DOTALL)


def combined(sentences: Sentences, statement: Statement) -> nodes.Combined | None:
    """`汇总：加权平均`"""
    match = _COMBINED.fullmatch(statement.text)
    if match is None or match.lastgroup is None:
        _unfinished(sentences, statement)
        return None
    return nodes.Combined(_WAYS[match.lastgroup])


def bonus(sentences: Sentences, statement: Statement) -> nodes.Bonus | None:
    """`加分 创新做法 最多3分，加分后总分不超过100分：…`"""
    start = after_word(statement)
    match = _BONUS.fullmatch(statement.head, start)
    if match is None:
        _unfinished(sentences, statement)
        return None
    name = clean(statement.raw[match.start("name") : match.end("name")])
    limit = figure(sentences, statement, match.start("limit"), match["limit"])
    cap = figure(sentences, statement, match.start("cap"), match["cap"]) if match["cap"] else None
    if limit is None or (match["cap"] and cap is None):
        return None
    text = one_line(statement.raw[statement.tail :]) if statement.tail is not None else ""
    return nodes.Bonus(name, limit, cap, text)


def veto(sentences: Sentences, statement: Statement) -> nodes.Veto | None:
    """`一票否决：有 重大违规 的，等级定为差`. The colon opens no text: what follows is a condition."""
    match = _of_indicator(sentences, statement) or _VETO.fullmatch(statement.text)
    if match is None:
        _unfinished(sentences, statement)
        return None
    condition = sentences.expression(statement, match.start("condition"), match.end("condition"))
    if condition is None:
        return None

    def named(group: str) -> str:
        return clean(statement.raw[match.start(group) : match.end(group)])

    if "grade" not in match.groupdict():
        return nodes.Veto(condition, VetoEffect.INDICATOR, named("indicator"))
    if match["grade"]:
        return nodes.Veto(condition, VetoEffect.GRADE, named("grade"))
    if match["most"]:
        return nodes.Veto(condition, VetoEffect.GRADE_AT_MOST, named("most"))
    if match["indicator"]:
        return nodes.Veto(condition, VetoEffect.INDICATOR, named("indicator"))
    points = figure(sentences, statement, match.start("points"), match["points"])
    return None if points is None else nodes.Veto(condition, VetoEffect.TOTAL, points=points)


def _of_indicator(sentences: Sentences, statement: Statement) -> re.Match[str] | None:
    """A veto of an indicator that the file declares: its name may hold 的, and so may the condition."""
    for name in sorted(sentences.names.names, key=len, reverse=True):
        if name in statement.text:
            found = re.compile(
                rf"[^:]*: *(?:{pattern('LEAD')} *)?(?P<condition>.+?) *(?:的 *,? *|, *)"
                rf"(?P<indicator>「?{re.escape(name)}」?) *{pattern('NO_POINTS')}[ .]*"
            ).fullmatch(statement.text)
            if found is not None:
                return found
    return None


def _unfinished(sentences: Sentences, statement: Statement) -> None:
    what, example = NAMES.get(statement.kind, THIS_LINE), EXAMPLES[statement.kind]
    at = (sentences.source, statement.span)
    sentences.report(of_syntax.sentence_unfinished(at, what=what, example=example))
