"""The grammar is LALR without conflicts, and no word of the vocabulary collides with another."""

from __future__ import annotations

import os
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import pytest

from perfeval.parsing.grammar import TABLES, built, grammar_file, loaded, tables, tables_key
from perfeval.parsing.kinds import EXAMPLES, Kind
from perfeval.vocabulary import SYMBOLS, VOCABULARY


def test_lark_finds_no_conflict() -> None:
    built(strict=True)


def test_no_rule_is_empty() -> None:
    """What is made of no words would stand nowhere."""
    assert all(rule.expansion for rule in loaded().lark.rules)


def test_the_shipped_tables_are_of_this_grammar() -> None:
    path = grammar_file(TABLES)
    if os.environ.get("PERFEVAL_REWRITE"):
        path.write_bytes(tables())
    assert path.read_bytes().startswith(tables_key()), "run with PERFEVAL_REWRITE=1"


def test_without_shipped_tables_the_grammar_is_built(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for path in grammar_file("rules.lark").parent.glob("*.lark"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    monkeypatch.setattr("perfeval.parsing.grammar.grammar_file", lambda name: tmp_path / name)
    for content in (None, b"", b"damaged", b"0" * 64 + b"\n"):
        if content is not None:
            (tmp_path / TABLES).write_bytes(content)
        loaded.cache_clear()
        assert loaded().lark.options.start
    loaded.cache_clear()


def terminals_by_spelling() -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for word in VOCABULARY:
        for spelling in word.spellings():
            found[spelling.lower()].add(word.terminal)
    for terminal, signs in SYMBOLS.items():
        for sign in signs:
            found[sign].add(terminal)
    return found


def test_one_spelling_never_stands_for_two_words_at_one_place() -> None:
    """Lark's own check does not see Chinese: two words with one spelling must never be possible together."""
    table = loaded().lark.parser.parser._parse_table.states
    for spelling, terminals in terminals_by_spelling().items():
        for one, other in combinations(sorted(terminals), 2):
            both = [state for state, row in table.items() if one in row and other in row]
            assert not both, f"{spelling} is {one} and {other} at one place"


def test_every_terminal_of_the_grammar_can_be_spelled() -> None:
    made_elsewhere = {
        *("NAME", "MEMBER", "FUNCTION", "NUMBER", "UNIT", "TEXT", "CHOICE", "FINDING_UNIT", "FREE", "$END"),
    }
    spelled = {word.terminal for word in VOCABULARY} | SYMBOLS.keys()
    used = {terminal.name for terminal in loaded().lark.terminals}
    assert used - made_elsewhere <= spelled


def test_words_are_spelled_in_both_languages() -> None:
    for word in VOCABULARY:
        assert word.zh
        assert word.en
        assert not any(spelling.isascii() for spelling in word.zh)
        assert all(spelling.isascii() for spelling in word.en)


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_that_can_be_faulty_has_an_example(kind: Kind) -> None:
    if kind.has_grammar:
        assert kind in EXAMPLES
