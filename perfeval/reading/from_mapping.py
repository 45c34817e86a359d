"""The nested shape of facts (a dict, or what TOML and JSON parse to) into Facts: the one place that knows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TypeVar

from perfeval.diagnostics import Diagnostic, Words, of_facts_files
from perfeval.facts import (
    PERSONAL_FACTS,
    SECTIONS,
    Answer,
    Deduction,
    Facts,
    Given,
    Judgement,
    Raw,
    Row,
    Statement,
)
from perfeval.reading.raw import Path, PlaceOf, Reading, kind, named, shown

PERSONAL = frozenset(
    {
        *("项目负责人", "负责人", "联系人", "联系电话", "联系方式", "电话", "手机", "手机号", "手机号码"),
        *("leader", "person_in_charge", "contact", "phone", "telephone", "tel", "mobile"),
    }
)
"""Fields of a project that are about persons: read past, never stored."""

VALUE_KEYS = ("value", "source", "evidence", "note")
ROW_KEYS = ("source", "evidence", "note")
ANSWER_KEYS = ("answer", "points", "reason", "evidence", "by", "source")
DEDUCTION_KEYS = (
    "indicator",
    "points",
    "count",
    "under",
    "reason",
    "evidence",
    "by",
    "source",
    "note",
)
JUDGEMENT_KEYS = ("share", "points", "tier", "reason", "evidence", "by", "source")
STATEMENT_KEYS = ("total", "grade", "scores", "source", "items", "deductions")

_NOTHING: Mapping[str, str | None] = MappingProxyType({})
_NAMES = Words("一组名称和值", "names with values")
_ENTRIES = Words("一条一条的，每条是一组名称和值", "entries one after another, each of names with values")

_Read = TypeVar("_Read")


def facts_from_mapping(
    data: Mapping[str, object],
    *,
    origin: str | None = None,
    place: PlaceOf | None = None,
) -> tuple[Facts, tuple[Diagnostic, ...]]:
    """Facts and all that is wrong or worth knowing; with an error among it, the facts are what could be read.

    `data` has the sections of SECTIONS; without any of them, plain values (or `{value, source, …}`) are the
    facts themselves. `place` gives the place of a path such as ("facts", "预算资金"). Nothing is raised.
    """
    reading = Reading(place)
    if not isinstance(data, Mapping):
        reading.report(of_facts_files.no_sections, (), found=kind(data))
        return Facts(origin=origin), reading.finish()
    sections = _sections(reading, data)
    made = Facts(
        values=_facts(reading, sections.get("facts")),
        items=_items(reading, sections.get("items")),
        tables=_tables(reading, sections.get("tables")),
        deductions=_deductions(reading, "deductions", sections.get("deductions")),
        judged=_each(reading, ("judged",), sections.get("judged"), _judgement),
        stated=_each(reading, ("stated",), sections.get("stated"), _statement),
        bonuses=_deductions(reading, "bonuses", sections.get("bonuses")),
        project=_project(reading, sections.get("project")),
        origin=origin,
    )
    return made, reading.finish()


def _sections(reading: Reading, data: Mapping[str, object]) -> Mapping[str, object]:
    if data and not any(key in SECTIONS for key in data) and all(map(_is_value, data.values())):
        if reading.place_of is not None:
            reading.place_of = _under_facts(reading.place_of)
        return {"facts": data}
    for key in data:
        if key not in SECTIONS:
            name = shown(key)
            near = reading.near(name, SECTIONS)
            known = "、".join(SECTIONS)
            reading.report(of_facts_files.unknown_section, (key,), name=name, near=near, known=known)
    return data


def _is_value(value: object) -> bool:
    """Whether something in a dict without sections is a value, and not a section with a misspelt name."""
    return "value" in value if isinstance(value, Mapping) else not isinstance(value, list | tuple)


def _under_facts(place: PlaceOf) -> PlaceOf:
    """Places for facts that stand in their file without the section's name."""
    return lambda path: place(path[1:])


# ---------------------------------------------------------------- shapes


def _entries(reading: Reading, path: Path, value: object) -> Iterator[tuple[str, object]]:
    """The names and values of a section; nothing of one that is not given or has the wrong shape."""
    if value is None:
        return
    if not isinstance(value, Mapping):
        reading.report(of_facts_files.wrong_shape, path, name=named(path), wanted=_NAMES, found=kind(value))
        return
    for key, each in value.items():
        if isinstance(key, str):
            yield reading.unbroken(key, (*path, key)), each
        else:
            owner = named(path)
            reading.report(of_facts_files.name_not_text, path, owner=owner, name=shown(key))


def _each(
    reading: Reading, path: Path, value: object, read: Callable[[Reading, Path, object], _Read]
) -> Mapping[str, _Read]:
    return {key: read(reading, (*path, key), each) for key, each in _entries(reading, path, value)}


def _list(reading: Reading, path: Path, value: object) -> Iterator[tuple[Path, Mapping[str, object]]]:
    """The entries of a list with their paths; those of the wrong shape are reported and left out."""
    if value is None:
        return
    if not isinstance(value, Sequence) or isinstance(value, str | bytes):
        reading.report(of_facts_files.wrong_shape, path, name=named(path), wanted=_ENTRIES, found=kind(value))
        return
    for index, entry in enumerate(value):
        here = (*path, index)
        if isinstance(entry, Mapping):
            yield here, entry
        else:
            found = kind(entry)
            reading.report(of_facts_files.wrong_shape, here, name=named(here), wanted=_NAMES, found=found)


def _check_keys(reading: Reading, path: Path, entry: Mapping[str, object], known: tuple[str, ...]) -> bool:
    """Whether all keys are known; those that are not are reported."""
    unknown = [key for key in entry if key not in known]
    for key in unknown:
        name = shown(key)
        reading.report(
            of_facts_files.unknown_key,
            (*path, key),
            owner=named(path),
            name=name,
            near=reading.near(name, known),
            known="、".join(known),
        )
    return not unknown


def _require(reading: Reading, path: Path, entry: Mapping[str, object], keys: str, example: str) -> None:
    """Reports it when none of the keys (parted by blanks) is given."""
    names = keys.split()
    if all(_is_blank(entry.get(key)) for key in names):
        _lacks(reading, path, Words(" 或 ".join(names), " or ".join(names)), example)


def _lacks(reading: Reading, path: Path, keys: Words, example: str) -> None:
    reading.report(of_facts_files.missing_key, path, owner=named(path), keys=keys, example=example)


def _is_blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


# ---------------------------------------------------------------- sections


def _given(reading: Reading, path: Path, value: object, row: Mapping[str, str | None] = _NOTHING) -> Given:
    """A value with its origin; in a table, the row's words stand in for those the cell lacks."""
    if not isinstance(value, Mapping):
        raw = reading.raw(value, path)
        return Given(raw, reading.at(path), was_float=isinstance(value, float), **row)
    if _check_keys(reading, path, value, VALUE_KEYS) and "value" not in value:
        _lacks(reading, path, Words("value", "value"), 'value = "200.00万元"')
    bare = value.get("value")
    words = {key: reading.text(value.get(key), (*path, key)) or row.get(key) for key in ROW_KEYS}
    raw = reading.raw(bare, path)
    return Given(raw, reading.at(path), was_float=isinstance(bare, float), **words)


def _project(reading: Reading, value: object) -> Mapping[str, Raw]:
    path = ("project",)
    return {
        key: _given(reading, (*path, key), each).value
        for key, each in _entries(reading, path, value)
        if key not in PERSONAL
    }


def _facts(reading: Reading, value: object) -> Mapping[str, Given]:
    return {
        key: _given(reading, ("facts", key), each)
        for key, each in _entries(reading, ("facts",), value)
        if key not in PERSONAL_FACTS
    }


def _items(reading: Reading, value: object) -> Mapping[str, Mapping[str, Answer]]:
    return _each(reading, ("items",), value, _answers)


def _answers(reading: Reading, path: Path, value: object) -> Mapping[str, Answer]:
    return _each(reading, path, value, _answer)


def _answer(reading: Reading, path: Path, value: object) -> Answer:
    if not isinstance(value, Mapping):
        return Answer(reading.raw(value, path), place=reading.at(path))
    # An answer that is there and empty is one not given yet; only without the word is it a mistake.
    if _check_keys(reading, path, value, ANSWER_KEYS) and "answer" not in value:
        _lacks(reading, path, Words("answer", "answer"), 'answer = "符合"')
    return Answer(
        answer=reading.raw(value.get("answer"), (*path, "answer")),
        points=reading.raw(value.get("points"), (*path, "points")),
        **_words(reading, path, value, ("reason", "evidence", "by", "source")),
        place=reading.at(path),
    )


def _words(
    reading: Reading, path: Path, entry: Mapping[str, object], keys: Iterable[str]
) -> dict[str, str | None]:
    return {key: reading.text(entry.get(key), (*path, key)) for key in keys}


def _tables(reading: Reading, value: object) -> Mapping[str, tuple[Row, ...]]:
    return _each(reading, ("tables",), value, _rows)


def _rows(reading: Reading, path: Path, value: object) -> tuple[Row, ...]:
    return tuple(_row(reading, here, entry) for here, entry in _list(reading, path, value))


def _row(reading: Reading, path: Path, entry: Mapping[str, object]) -> Row:
    words = _words(reading, path, entry, ROW_KEYS)
    return {
        key: _given(reading, (*path, key), each, words)
        for key, each in _entries(reading, path, entry)
        if key not in ROW_KEYS
    }


def _deductions(reading: Reading, section: str, value: object) -> tuple[Deduction, ...]:
    return tuple(_deduction(reading, path, entry) for path, entry in _list(reading, (section,), value))


def _deduction(reading: Reading, path: Path, entry: Mapping[str, object]) -> Deduction:
    if _check_keys(reading, path, entry, DEDUCTION_KEYS):
        _require(reading, path, entry, "indicator", 'indicator = "实施效益"')
        _require(reading, path, entry, "points count", "points = 1")
    return Deduction(
        indicator=reading.text(entry.get("indicator"), (*path, "indicator")) or "",
        points=reading.raw(entry.get("points"), (*path, "points")),
        count=reading.raw(entry.get("count"), (*path, "count")),
        **_words(reading, path, entry, ("under", "reason", "evidence", "by", "source", "note")),
        place=reading.at(path),
    )


def _judgement(reading: Reading, path: Path, value: object) -> Judgement:
    entry = dict(_entries(reading, path, value))
    if isinstance(value, Mapping) and _check_keys(reading, path, entry, JUDGEMENT_KEYS):
        _require(reading, path, entry, "share points tier", 'share = "90%"')
    return Judgement(
        share=reading.raw(entry.get("share"), (*path, "share")),
        points=reading.raw(entry.get("points"), (*path, "points")),
        **_words(reading, path, entry, ("tier", "reason", "evidence", "by", "source")),
        place=reading.at(path),
    )


def _statement(reading: Reading, path: Path, value: object) -> Statement:
    entry = dict(_entries(reading, path, value))
    _check_keys(reading, path, entry, STATEMENT_KEYS)
    for key in ("items", "deductions"):
        if key in entry:
            owner = named(path)
            reading.report(of_facts_files.stated_details_unread, (*path, key), owner=owner, key=key)
    return Statement(
        total=reading.raw(entry.get("total"), (*path, "total")),
        grade=reading.text(entry.get("grade"), (*path, "grade")),
        scores=_each(reading, (*path, "scores"), entry.get("scores"), _given),
        source=reading.text(entry.get("source"), (*path, "source")),
        place=reading.at(path),
    )
