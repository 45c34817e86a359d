"""Cutting: names and other pieces that the line pass takes off a statement, before any sentence is read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from attrs import evolve
from lark import Token

from perfeval import nodes
from perfeval.parsing.grammar import Grammar
from perfeval.parsing.kinds import Kind
from perfeval.parsing.lines import MAX_LENGTH, Statement
from perfeval.parsing.segmentation import PLAIN_NAME, Names, is_keyword, read
from perfeval.patterns import later
from perfeval.records import frozen
from perfeval.values.numbers import fold
from perfeval.vocabulary import pattern

FIGURE = r"[0-9]+(?:\.[0-9]+)?"
LEVEL = later(r"(?:([一二三四五六七八九])级指标|(?i:level) *([1-9])) *")
WEIGHT = later(
    rf"^(?P<name>.*?) *(?P<open>\()?(?P<figure>{FIGURE}) *(?P<unit>{pattern('POINTS')}|%)(?(open)\))"
    r"(?: *\([^()]*\))?$"
)
TYPED = later(
    rf"(?P<name>「[^」]+」|[^(:]*?(?= *(?:\(|$)|  | +(?:{pattern('FIXED', 'OPTIONAL')}|由 )))"
    r" *(?:\((?P<type>(?:[^()]|\([^()]*\))*)\))?(?P<rest>.*)"
)
CHOICES = later(rf"{pattern('CHOICES')} *:(?P<list>.*)", re.DOTALL)
METHOD = later(rf"(?P<name>「[^」]*」|.*?)(?: *{pattern('USING')} *(?P<list>.*?))?[ .]*$", re.DOTALL)
THIS_ROW = ("本行", "this_row")
"""How a row's columns are told from other names: 本行.完成值."""
LOOKUP_HEAD = later(rf"(?P<name>「[^」]+」|[^:, ]+) *[:,]? *(?:{pattern('BY')} *)?(?P<keys>[^:]*?)[ .]*$")
"""A 对照表 behind its first word: its name, and its keys after 按."""

_AFTER_WORD = later(r"[^ :「]* *")


def declared_names(statements: Iterable[Statement]) -> tuple[dict[str, str], dict[str, str], bool]:
    """Names and choices that a file declares, folded, each with its spelling; whether it infers its facts."""
    names: dict[str, str] = {}
    choices: dict[str, str] = {}
    infers = True
    for statement in statements:
        name = declared_name(statement)
        if name:
            names.setdefault(fold(name), name)
        if statement.kind is Kind.METHOD:
            names.update((fold(each), each) for each in method_parameters(statement))
        if statement.kind is Kind.FACT:
            infers = False
        if statement.kind is Kind.EACH_ROW:
            names.update((each, each) for each in THIS_ROW)
        if statement.kind in (Kind.FACT, Kind.COLUMN):
            for choice in listed(statement):
                choices.setdefault(fold(choice), choice)
    return names, choices, infers


def method_parameters(statement: Statement) -> list[str]:
    """What stands behind 用到."""
    match = METHOD.match(statement.head, after_word(statement))
    if match is None or match["list"] is None:
        return []
    listed = statement.raw[match.start("list") : match.end("list")]
    return [clean(each) for each in re.split("[、,，;；]", listed) if each.strip()]


def method_names(statements: Iterable[Statement], base: nodes.Tree | None = None) -> set[str]:
    """The names of the methods that a file declares or inherits: they stand before a bracket, as functions do."""
    found = (
        {node.name for node in base.nodes if isinstance(node, nodes.Method)} if base is not None else set()
    )
    for statement in statements:
        if statement.kind is Kind.METHOD:
            match = METHOD.match(statement.head, after_word(statement))
            assert match is not None
            found.add(clean(match["name"]))
    return found


def inferred_names(grammar: Grammar, statements: Iterable[Statement], known: Names) -> dict[str, str]:
    """The names that a file's formulas use and nobody declares, where a formula has one reading only."""
    found: dict[str, str] = {}
    for statement in statements:
        if statement.kind not in (Kind.DEFINITION, Kind.SCORE) or len(statement.text) > MAX_LENGTH:
            continue
        start = equals_in(statement.text) + 1
        readings = read(grammar, Kind.FORMULA, statement.text, start, len(statement.head), known).readings
        if len(readings) == 1:
            names = (str(token) for token in readings[0] if token.type == "NAME")
            found.update((name, name) for name in names if not name.startswith("「"))
    return found


def inherited_names(base: nodes.Tree) -> tuple[dict[str, str], dict[str, str], bool]:
    """The same of a file that is extended: what it declares, or, where it infers its facts, speaks of."""
    names: dict[str, str] = {}
    choices: dict[str, str] = {}
    every = list(base.nodes)
    infers = not any(isinstance(node, nodes.Fact) for node in every)
    for node in every:
        match node:
            case (
                nodes.Fact(name) | nodes.Table(name) | nodes.Column(name) | nodes.Parameter(name)
                | nodes.LookupTable(name)
                | nodes.Definition(name) | nodes.Indicator(_, name)
            ):  # fmt: skip
                names.setdefault(fold(name), name)
            case nodes.Name(name) if infers:
                names.setdefault(fold(name), name)
        if isinstance(node, nodes.Fact | nodes.Column):
            choices.update((fold(choice), choice) for choice in node.choices)
    return names, choices, infers


def declared_name(statement: Statement) -> str:
    """The name that a statement declares; empty where it declares none."""
    text, raw = statement.head, statement.raw
    match statement.kind:
        case Kind.HEADING:
            start = level_end(text)
            found = WEIGHT.match(text[start:].rstrip(" ."))
            return clean(raw[start : start + found.end("name")] if found else raw[start : len(text)])
        case Kind.INSERT:
            cut = inserted(statement)
            shorter = evolve(statement, kind=Kind.HEADING, text=text[cut.start : cut.end])
            return declared_name(evolve(shorter, raw=raw[cut.start : cut.end]))
        case Kind.CHANGE | Kind.REWRITE:
            return altered(statement).renamed
        case Kind.DEFINITION:
            equals = equals_in(text)
            name = clean(raw[:equals])
            is_plain = PLAIN_NAME.fullmatch(fold(name)) is not None and not is_keyword(fold(name))
            return name if is_plain or text.startswith("「") else ""
        case Kind.LOOKUP:
            found = LOOKUP_HEAD.match(text, after_word(statement))
            return clean(raw[found.start("name") : found.end("name")]) if found else ""
        case Kind.FACT | Kind.TABLE | Kind.COLUMN | Kind.PARAMETER:
            start = after_word(statement)
            if statement.kind in (Kind.COLUMN, Kind.PARAMETER) and (equals := equals_in(text, start)) >= 0:
                return clean(raw[start:equals])
            typed = TYPED.match(text, start)
            return clean(raw[typed.start("name") : typed.end("name")]) if typed else ""
        case _:
            return ""


def listed(statement: Statement) -> list[str]:
    typed = TYPED.match(statement.head, after_word(statement))
    listed = CHOICES.match((typed["type"] or "").strip()) if typed else None
    return [clean(each) for each in re.split("[、,;]", listed["list"]) if each.strip()] if listed else []


@frozen
class Cut:
    """The heading inside a line that alters a framework, from `start` to `end`, and what stands around it."""

    start: int
    end: int
    renamed: str = ""
    under: str = ""
    after: str = ""
    before: str = ""


_ALTERS = later(rf"{pattern('CHANGE', 'REWRITE', 'DELETE')} *")
_RENAMED = later(rf" *,? *{pattern('RENAMED')} *:? *(?P<name>[^ ].*?)[ .]*$")
_INSERTS = later(
    rf"(?:{pattern('WITHIN')} *(?P<under>「[^」]+」|.+?) *?(?:下 *|(?<= )))?{pattern('INSERT')} *"
)
_PLACED = later(
    rf"(?: *,? *{pattern('PLACED_AFTER')} *|(?P<earlier>(?: *,| ) *before +))(?P<name>「[^」]+」|.+?)"
    rf" *(?:之后|后面|以后|的后面|后|(?P<before>{pattern('PLACED_BEFORE')}|前面|以前|的前面|前))?[ .]*$"
)


def altered(statement: Statement) -> Cut:
    """What 修改, 重写 or 删除 stand before."""
    match = _ALTERS.match(statement.text)
    assert match is not None
    found = _RENAMED.search(statement.text, match.end())
    if found is None:
        return Cut(match.end(), len(statement.text))
    return Cut(match.end(), found.start(), clean(statement.raw[found.start("name") : found.end("name")]))


def inserted(statement: Statement) -> Cut:
    """What 新增 adds, where, and after or before what."""
    match = _INSERTS.match(statement.text)
    assert match is not None
    raw = statement.raw
    under = clean(raw[match.start("under") : match.end("under")]) if match["under"] else ""
    found = _PLACED.search(statement.text, match.end())
    if found is None:
        return Cut(match.end(), len(statement.text), under=under)
    name = clean(raw[found.start("name") : found.end("name")])
    if found["earlier"] or found["before"]:
        return Cut(match.end(), found.start(), under=under, before=name)
    return Cut(match.end(), found.start(), under=under, after=name)


def level_end(text: str) -> int:
    match = LEVEL.match(text)
    return match.end() if match else 0


def after_word(statement: Statement) -> int:
    """Where the text after a statement's first word and its blanks begins."""
    match = _AFTER_WORD.match(statement.text)
    return match.end() if match else 0


def equals_in(text: str, start: int = 0) -> int:
    """Where the "=" after a name stands: the first outside a name in 「」; -1 where there is none."""
    quoted = re.compile("「[^」]*」").match(text, start)
    return text.find("=", quoted.end() if quoted else start)


def clean(raw: str) -> str:
    """A name as written, without blanks around it and the brackets it was quoted in."""
    name = " ".join(raw.replace("\u3000", " ").split())
    return name[1:-1].strip() if name.startswith("「") and name.endswith("」") and len(name) > 2 else name


def first(tree: Any, type: str) -> Token:
    token = first_or_none(tree, type)
    assert token is not None
    return token


def first_or_none(tree: Any, type: str) -> Token | None:
    return next(tree.scan_values(lambda part: isinstance(part, Token) and part.type == type), None)
