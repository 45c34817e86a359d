"""The documentation tells what is so: its links lead somewhere, its commands print what it shows."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import jsonschema
import pytest
from attrs import evolve

import perfeval
from perfeval.api import read_bytes
from perfeval.core.program import LossKind
from perfeval.defaults import FUNCTIONS
from perfeval.diagnostics.catalogue import faults
from perfeval.parsing.kinds import Kind
from perfeval.parsing.lines import Statement, statements
from perfeval.source import Source
from perfeval.vocabulary import VOCABULARY
from tests.docs import generating
from tests.docs.examples_of_functions import EXAMPLES, comes_to
from tests.docs.pages import DOCS, READMES, ROOT, blocks, links, name_of, pages, pages_with_commands

REWRITES = os.environ.get("PERFEVAL_REWRITE") == "1"
"""With PERFEVAL_REWRITE=1 a page that differs is written anew, and its test passes."""

_ELSEWHERE = ("http://", "https://", "mailto:", "#")
_MACHINE = re.compile(r"(?<![\w.])/(?:work|tmp|home|root|usr|opt|Users|mnt|var)\b|[A-Z]:\\")


def _agree(page: Path, wanted: str) -> None:
    """The page is what it should be; or it is written so."""
    if REWRITES:
        page.write_text(wanted, encoding="utf-8")
    assert page.read_text(encoding="utf-8") == wanted, f"PERFEVAL_REWRITE=1 writes {name_of(page)} anew"


# ---------------------------------------------------------------- links and paths


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_every_link_leads_to_a_file(page: Path) -> None:
    for target in links(page.read_text(encoding="utf-8")):
        if not target.startswith(_ELSEWHERE):
            assert (page.parent / target.partition("#")[0]).exists(), target


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_no_page_names_a_path_of_a_machine(page: Path) -> None:
    assert _MACHINE.findall(page.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_every_page_is_reached_from_the_entry_page_or_a_readme(page: Path) -> None:
    reached: set[Path] = set()
    waiting = [*READMES]
    while waiting:
        at = waiting.pop()
        if at in reached or at.suffix != ".md":
            continue
        reached.add(at)
        targets = links(at.read_text(encoding="utf-8"))
        waiting += [
            (at.parent / t.partition("#")[0]).resolve() for t in targets if not t.startswith(_ELSEWHERE)
        ]
    assert page in reached


# ---------------------------------------------------------------- functions


@pytest.mark.parametrize("name", [function.names.en for function in FUNCTIONS])
def test_the_example_of_a_function_comes_to_what_it_says(name: str) -> None:
    assert comes_to(*EXAMPLES[name])


# ---------------------------------------------------------------- commands and programs


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "PERFEVAL_"))}
    return kept | {"COLUMNS": "80", "LANG": "zh_CN.UTF-8", "PYTHONIOENCODING": "utf-8", "NO_COLOR": "1"}


def _printed(arguments: list[str], folder: Path) -> str:
    """What a program prints, on standard output and standard error together."""
    ran = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert ran.returncode in (0, 1, 2), ran.stdout
    shown = ran.stdout.rstrip("\n")
    return f"{shown}\n" if shown else ""


_COMMAND = "import sys; sys.argv[0] = 'perfeval'; from perfeval.cli import main; main()"


@pytest.mark.parametrize("page", pages_with_commands(), ids=name_of)
def test_commands_and_programs_print_what_the_page_shows(page: Path, tmp_path: Path) -> None:
    """A block with a file's name behind its language is that file; a later one of the name replaces it."""
    text = page.read_text(encoding="utf-8")
    wanted, end, program = "", 0, ""
    for block in blocks(text):
        shows = block.text
        if block.title:
            (tmp_path / block.title).write_text(block.text, encoding="utf-8")
        elif block.language == "console" and block.text.startswith("$ perfeval "):
            line = block.text.partition("\n")[0]
            arguments = shlex.split(line.removeprefix("$ perfeval "))
            shows = f"{line}\n{_printed(['-c', _COMMAND, *arguments], tmp_path)}"
        elif block.language == "python":
            program = block.text
        elif block.language == "text" and program:
            shows = _printed(["-c", program], tmp_path)
            program = ""
        wanted += text[end : block.start] + shows
        end = block.end
    _agree(page, wanted + text[end:])


def test_every_line_that_the_language_page_explains_is_in_its_checked_example() -> None:
    text = (DOCS / "reference/language.md").read_text(encoding="utf-8")
    rules = [block for block in blocks(text) if block.language == "rules"]
    checked = {line.strip() for block in rules if block.title for line in block.text.splitlines()}
    assert checked
    for block in rules:
        assert {line.strip() for line in block.text.splitlines()} <= checked


def test_every_kind_of_statement_is_in_a_checked_example() -> None:
    text = (DOCS / "reference/language.md").read_text(encoding="utf-8")
    shown = {
        statement.kind
        for block in blocks(text)
        if block.language == "rules" and block.title
        for statement in statements(Source(block.title, block.text), lambda _: None)
    }
    spans = {line.kind for code in re.findall(r"`([^`\n]+)`", text) for line in _statements_of(code)}
    # Scored by a plug-in there is not, and the weight of a file without a heading: both stand in the text.
    assert {Kind.SCORED_BY, Kind.WEIGHT} <= spans
    parts = {Kind.FORMULA, Kind.INTERVAL}
    assert set(Kind) - shown - parts == {Kind.SCORED_BY, Kind.WEIGHT, Kind.UNKNOWN}


def _statements_of(text: str) -> list[Statement]:
    return statements(Source("code", text), lambda _: None)


def test_every_word_is_in_a_table_of_the_language_page() -> None:
    listed = {word for words in generating.GROUPS.values() for word in words}
    assert set(VOCABULARY) == listed


def test_every_function_has_its_line() -> None:
    text = (DOCS / "reference/functions.md").read_text(encoding="utf-8")
    for function in FUNCTIONS:
        assert f"| `{function.names.zh}` | `{function.names.en}` |" in text


def test_every_code_has_its_heading() -> None:
    text = (DOCS / "reference/codes.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"^### (\S+)$", text, re.MULTILINE)) == sorted(faults())


def test_every_example_of_facts_is_read() -> None:
    text = (DOCS / "reference/facts.md").read_text(encoding="utf-8")
    examples = [block for block in blocks(text) if block.language in ("toml", "json")]
    assert len(examples) >= 7
    for block in examples:
        _, noted = read_bytes(block.text.encode(), f"facts.{block.language}")
        assert {diagnostic.code for diagnostic in noted} <= {"float-read"}


# ---------------------------------------------------------------- pages made from the code


@pytest.mark.parametrize("path", list(generating.GENERATED))
def test_pages_made_from_the_code_agree_with_it(path: str) -> None:
    page = DOCS / path
    _agree(page, generating.GENERATED[path](page.read_text(encoding="utf-8") if page.exists() else ""))


def test_every_command_and_option_has_its_place_in_the_reference() -> None:
    text = (DOCS / "reference/commands.md").read_text(encoding="utf-8")
    for command, options in generating.commands().items():
        section = re.search(rf"^## {command}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
        assert section is not None, command
        for option in options:
            assert f"`{option}" in section[1], f"{command} {option}"


# ---------------------------------------------------------------- the outcome and its schema


def _schema() -> dict[str, object]:
    schema: dict[str, object] = json.loads(
        (DOCS / "reference/outcome.schema.json").read_text(encoding="utf-8")
    )
    return schema


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(_schema())


def test_the_schema_knows_every_state_and_kind() -> None:
    text = json.dumps(_schema())
    for name in (*(state.value for state in perfeval.State), *(kind.value for kind in LossKind)):
        assert f'"{name}"' in text


def test_the_page_of_the_outcome_shows_a_real_indicator() -> None:
    page = DOCS / "reference/outcome.md"
    text = page.read_text(encoding="utf-8")
    shown = next(block for block in blocks(text) if block.language == "json")
    data = perfeval.as_data(_outcome({}))
    indicators = data["indicators"]
    assert isinstance(indicators, list)
    one = next(indicator for indicator in indicators if indicator["name"] == "预算执行率")
    real = json.dumps(one, ensure_ascii=False, indent=2) + "\n"
    _agree(page, text[: shown.start] + real + text[shown.end :])


OUTCOMES: Mapping[str, Mapping[str, str]] = {
    "whole": {},
    "missing": {"诉求服务满意率": "缺"},
    "not-applicable": {"诉求服务满意率": "不适用"},
    "failed": {"实际到位资金": "0元"},
    "no-terminating-decimal": {"实际到位资金": "199万元"},
}


@pytest.mark.parametrize("changed", OUTCOMES.values(), ids=OUTCOMES)
@pytest.mark.parametrize("losses", [True, False])
def test_outcomes_are_as_the_schema_says(changed: Mapping[str, str], losses: bool) -> None:
    data = json.loads(json.dumps(perfeval.as_data(_outcome(changed), losses=losses)))
    jsonschema.Draft202012Validator(_schema()).validate(data)


def _outcome(changed: Mapping[str, str]) -> perfeval.Outcome:
    """The report's outcome, some of its facts changed."""
    facts = perfeval.read(ROOT / "rules/luohu-2024/project.facts.toml")
    values = {name: evolve(facts.values[name], value=value) for name, value in changed.items()}
    facts = evolve(facts, values={**facts.values, **values})
    return perfeval.evaluate(perfeval.load("luohu-2024/project"), facts)
