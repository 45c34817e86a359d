"""Data: an outcome as the JSON object that other programs read (`perfeval/outcome/1`).

Numbers are terminating decimal strings; only `exact`, `rate`, `factor` and `points` may be "n/d".
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from perfeval.core.program import BonusInput, LossKind
from perfeval.diagnostics import Diagnostic
from perfeval.facts import Facts, Given
from perfeval.outcome import Indicator, Loss, Outcome, UsedFact, Vetoed, printed
from perfeval.reading.digest import digest
from perfeval.source import Place
from perfeval.values.numbers import decimal_text

SCHEMA = "perfeval/outcome/1"
Data = dict[str, Any]


def outcome_as_data(outcome: Outcome, *, engine: str, language: str = "zh", losses: bool = True) -> Data:
    """The whole outcome. `engine` is perfeval's version; `losses` False leaves the ledger out."""
    root = outcome.nodes[0]
    data: Data = {
        "schema": SCHEMA,
        "engine": engine,
        "rules": _rules(outcome),
        "inputs": _inputs(outcome.facts),
        "project": {key: _raw(value) for key, value in outcome.facts.project.items()},
        "total": _decimal(outcome.total),
        "full_marks": None if outcome.model.program.scale else decimal_text(outcome.model.full_marks),
        "lost": _decimal(root.lost),
        "grade": outcome.grade,
        "grade_before_veto": outcome.grade_before_veto if outcome.vetoes else None,
        "complete": outcome.complete,
        "range": _range(outcome),
        "bonus": _bonus(outcome),
        "veto": [_veto(veto, language) for veto in outcome.vetoes] or None,
        "indicators": [_indicator(outcome, node, language, losses=losses) for node in outcome.indicators],
        "findings": diagnostics_as_data(outcome.findings, language),
    }
    if losses:
        data["losses"] = [_loss(outcome, loss, language) for loss in root.losses]
    return data


def outcome_as_json(data: Data) -> str:
    """The object as text, Chinese unescaped, two blanks deep."""
    return json.dumps(data, ensure_ascii=False, indent=2)


def diagnostics_as_data(diagnostics: Iterable[Diagnostic], language: str) -> list[dict[str, object]]:
    """One mapping for each diagnostic: code, level, at, text, figures, help; for JSON."""
    return [
        {
            "code": diagnostic.code,
            "level": diagnostic.level.value,
            "at": _place(diagnostic.at),
            "text": diagnostic.text(language),
            "figures": dict(diagnostic.figures),
            "help": diagnostic.help(language),
        }
        for diagnostic in diagnostics
    ]


def _rules(outcome: Outcome) -> Data:
    model, as_of = outcome.model, outcome.as_of
    return {
        "name": model.name,
        "version": model.version,
        "files": [source.name for source in model.sources],
        "sha256": model.sha256,
        "as_of": as_of.isoformat() if as_of is not None else None,
    }


def _range(outcome: Outcome) -> Data | None:
    possible = outcome.range
    if possible is None:
        return None
    places = outcome.total_places
    ends = [_decimal(printed(end, places)) for end in (possible.low, possible.high)]
    return {"total": ends, "grades": list(possible.grades)}


def _bonus(outcome: Outcome) -> str | None:
    """The points that 加分 gave; None where the rules have none."""
    if not any(isinstance(slot, BonusInput) for slot in outcome.model.program.inputs):
        return None
    given = (loss.points for loss in outcome.losses if loss.kind is LossKind.BONUS)
    return decimal_text(-sum(given, Fraction(0)))


def _veto(veto: Vetoed, language: str) -> Data:
    return {
        "effect": veto.effect.value,
        "name": veto.name,
        "holds": veto.holds,
        "text": veto.text(language),
        "at": _place(veto.place),
        "facts": [_fact(fact) for fact in veto.facts],
    }


def _indicator(outcome: Outcome, node: Indicator, language: str, *, losses: bool) -> Data:
    data: Data = {
        "id": node.id,
        "path": list(node.path),
        "name": node.name,
        "level": node.level,
        "weight": _text(node.weight),
        "state": node.state.value,
        "rate": _text(node.rate),
        "exact": _text(node.exact),
        "score": _decimal(node.score),
        "lost": _decimal(node.lost),
        "formula": node.formula,
        "substituted": node.substituted,
        "at": _place(node.place),
    }
    if outcome.model.program.scale is not None:
        data["rating"] = node.rating
    if node.decided_by is not None:
        data["decided_by"] = outcome.nodes[node.decided_by].id
    if losses:
        data["losses"] = [_loss(outcome, loss, language) for loss in node.losses]
    return data


def _loss(outcome: Outcome, loss: Loss, language: str) -> Data:
    data: Data = {
        "id": loss.id,
        "kind": loss.kind.value,
        "points": decimal_text(loss.points),
        "text": loss.text(language),
    }
    if loss.of is not None:
        data["of"] = outcome.nodes[loss.of].id
        data["factor"] = decimal_text(loss.factor) if loss.factor is not None else None
        return data
    data |= {
        "reason": loss.reason,
        "evidence": loss.evidence,
        "by": loss.by,
        "source": loss.source,
        "presumed": loss.presumed,
        "at": _place(loss.place),
        "facts": [_fact(fact) for fact in loss.facts],
    }
    return data


def _fact(fact: UsedFact) -> Data:
    data: Data = {"name": fact.name, "value": fact.value, "unit": fact.unit, "source": fact.source}
    if fact.is_parameter:
        data["since"] = fact.since.isoformat() if fact.since is not None else None
    return data


def _place(place: Place | None) -> Data | None:
    if place is None:
        return None
    if place.sheet is not None:
        return {"file": place.file, "sheet": place.sheet, "cell": place.cell}
    return {"file": place.file, "line": place.line, "column": place.column}


def _text(value: Fraction | None) -> str | None:
    return None if value is None else decimal_text(value)


def _decimal(value: Decimal | None) -> str | None:
    """A printed number without padding: 18, 4.84, not 18.00."""
    return None if value is None else decimal_text(Fraction(value))


# ---------------------------------------------------------------- inputs as read


def _inputs(facts: Facts) -> Data:
    shown: Data = {
        "facts": {name: _given(given) for name, given in facts.values.items()},
        "items": {
            name: {mark: _record(a) for mark, a in marks.items()} for name, marks in facts.items.items()
        },
        "tables": {
            name: [{column: _raw(given.value) for column, given in row.items()} for row in rows]
            for name, rows in facts.tables.items()
        },
        "deductions": [_record(deduction) for deduction in facts.deductions],
        "judged": {name: _record(judgement) for name, judgement in facts.judged.items()},
        "stated": {
            party: {
                "total": _raw(statement.total),
                "grade": statement.grade,
                "scores": {name: _raw(given.value) for name, given in statement.scores.items()},
            }
            for party, statement in facts.stated.items()
        },
    }
    return {
        "sha256": digest(facts),
        "facts": shown.pop("facts"),
        **{key: part for key, part in shown.items() if part},
    }


def _given(given: Given) -> Data:
    data: Data = {"value": _raw(given.value)}
    for key in ("source", "evidence", "note"):
        if getattr(given, key):
            data[key] = getattr(given, key)
    if given.place is not None:
        data["at"] = str(given.place)
    return data


def _record(record: Any) -> Data:
    names = (
        "indicator",
        "answer",
        "share",
        "points",
        "count",
        "under",
        "reason",
        "evidence",
        "by",
        "source",
        "note",
    )
    values = {name: getattr(record, name, None) for name in names}
    return {name: _raw(value) for name, value in values.items() if value is not None}


def _raw(value: object) -> str | bool | None:
    """A raw value as data: numbers become text, so that no reader rounds them."""
    convert: dict[type, Callable[[Any], str]] = {Fraction: decimal_text, date: date.isoformat}
    if value is None or isinstance(value, bool):
        return value
    return convert.get(type(value), str)(value)
