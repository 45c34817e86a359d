"""Facts into the hash of their content: equal for equal content, whatever file or program it came from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date

from perfeval.facts import Answer, Deduction, Facts, Given, Judgement, Raw, Row, Statement


def digest(facts: Facts) -> str:
    """The SHA-256 of what was read: values as printed and all words about them, without places and origin."""
    content = {
        "project": {name: _raw(value) for name, value in facts.project.items()},
        "facts": _values(facts.values),
        "items": {
            name: {mark: _answer(answer) for mark, answer in answers.items()}
            for name, answers in facts.items.items()
        },
        "tables": {name: [_values(row) for row in rows] for name, rows in facts.tables.items()},
        "deductions": _deductions(facts.deductions),
        "bonuses": _deductions(facts.bonuses),
        "judged": {name: _judgement(judgement) for name, judgement in facts.judged.items()},
        "stated": {party: _statement(statement) for party, statement in facts.stated.items()},
    }
    # Sorted: the order of names in a file does not matter, that of rows and deductions does.
    text = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _raw(value: Raw) -> object:
    """Text as it is and any other kind marked, so that 200 and "200" differ."""
    if value is None or isinstance(value, str | bool):
        return value
    return {"date" if isinstance(value, date) else "number": str(value)}


def _values(values: Row) -> object:
    return {name: _given(given) for name, given in values.items()}


def _given(given: Given) -> object:
    return [_raw(given.value), given.source, given.evidence, given.note]


def _answer(answer: Answer) -> object:
    figures = [_raw(answer.answer), _raw(answer.points)]
    return [*figures, answer.reason, answer.evidence, answer.by, answer.source]


def _deductions(deductions: Iterable[Deduction]) -> object:
    return [_deduction(each) for each in deductions]


def _deduction(each: Deduction) -> object:
    figures = [each.indicator, each.under, _raw(each.points), _raw(each.count)]
    return [*figures, each.reason, each.evidence, each.by, each.source, each.note]


def _judgement(judgement: Judgement) -> object:
    figures = [_raw(judgement.share), _raw(judgement.points), judgement.tier]
    return [*figures, judgement.reason, judgement.evidence, judgement.by, judgement.source]


def _statement(statement: Statement) -> object:
    return [_raw(statement.total), statement.grade, _values(statement.scores), statement.source]
