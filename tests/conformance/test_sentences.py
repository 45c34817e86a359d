"""Sentences as people type them: read as they are meant, refused with advice, or named as not read yet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import tomli

from perfeval.defaults import default_registry
from perfeval.diagnostics import has_errors
from perfeval.parsing import Parsed, parse
from perfeval.parsing.printing import print_tree
from perfeval.source import Source
from perfeval.values.numbers import fold
from tests.golden import matches

FOLDER = Path(__file__).parent
DATA = tomli.loads((FOLDER / "sentences.toml").read_text("utf-8"))
SENTENCES: list[dict[str, Any]] = DATA["sentence"]
FUNCTIONS = default_registry().functions


def parsed(sentence: dict[str, Any], *, folds: bool = False) -> Parsed:
    """The sentence behind the common head, which declares what it speaks of."""
    body = sentence["body"].replace("（", "(").replace("，", ",") if folds else sentence["body"]
    return parse(Source(sentence["id"], DATA["head"] + body), FUNCTIONS)


def body_of(printed: str, head: str) -> str:
    """The printed lines that are not the head's."""
    known = set(head.splitlines())
    return "\n".join(line for line in printed.splitlines() if line not in known)


def said(sentence: dict[str, Any]) -> str:
    found = parsed(sentence)
    head = print_tree(parse(Source("head", DATA["head"]), FUNCTIONS).tree.root)
    lines = [f"== {sentence['id']}: {sentence['want']}", body_of(print_tree(found.tree.root), head).strip()]
    lines += [f"{each.at}: {each.text('zh')}  {each.code}" for each in found.diagnostics]
    return "\n".join(filter(None, lines))


def test_what_sentences_mean() -> None:
    matches(FOLDER / "sentences.txt", "\n\n".join(map(said, SENTENCES)))


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda each: each["id"])
def test_sentences_are_read_or_refused(sentence: dict[str, Any]) -> None:
    found = parsed(sentence)
    if sentence["want"] == "read":
        assert not has_errors(found.diagnostics)
    else:
        assert has_errors(found.diagnostics)


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda each: each["id"])
def test_either_width_of_punctuation_says_the_same(sentence: dict[str, Any]) -> None:
    if sentence["want"] == "read":
        wide, narrow = (print_tree(parsed(sentence, folds=folds).tree.root) for folds in (False, True))
        assert fold(wide) == fold(narrow)


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda each: each["id"])
def test_what_is_printed_says_the_same(sentence: dict[str, Any]) -> None:
    if sentence["want"] == "refuse":
        return
    root = parsed(sentence).tree.root
    again = parse(Source("printed", print_tree(root)), FUNCTIONS)
    assert again.tree.root == root
    assert not has_errors(again.diagnostics)
