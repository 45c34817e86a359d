"""Cases: what a rule file is expected to give, beside what it gives (`perfeval test`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from attrs import field

from perfeval.api import Rules, check, evaluate, read_bytes, read_with_notes, with_values
from perfeval.diagnostics import Diagnostic, Faulty, Words, has_errors, of_cases, of_files
from perfeval.diagnostics.near import did_you_mean
from perfeval.explaining.cases import CaseResult, Difference, FileResult, Results
from perfeval.explaining.causes import Causes, causes
from perfeval.explaining.coverage import coverage, percent
from perfeval.explaining.junit import junit
from perfeval.facts import Facts, Given
from perfeval.loading import opened
from perfeval.outcome import Outcome
from perfeval.reach import Reach
from perfeval.records import frozen
from perfeval.source import Place, decoded
from perfeval.values.numbers import decimal_text, read_number

CASES_LIMIT = 8 << 20
CASE_KEYS = frozenset({"name", "facts", "facts_file", "set", "as_of", "expect"})
EXPECT_KEYS = frozenset(
    {"total", "grade", "complete", "scores", "lost", "states", "codes", "rates", "cells", "ratings"}
)
INDICATOR_KEYS = ("scores", "lost", "rates", "states", "ratings")
CELL_KEYS = frozenset({"table", "row", "column", "value", "uncapped", "taken_by"})


def run_paths(paths: Sequence[str], keyword: str | None = None) -> Results:
    """Runs the case files at paths: a case file, a rule file with cases beside it, a folder, or a pack."""
    results: list[FileResult] = []
    faults: list[Diagnostic] = []
    for path in paths:
        files = list(_case_files(path))
        if not files:
            faults.append(of_cases.no_cases(Place(path), path=path))
        for file, shown in files:
            results.append(_run_file(file, shown, keyword))
    return Results(tuple(results), tuple(faults))


def low_coverage(results: Results, least: float) -> list[Diagnostic]:
    """The rule files whose cases reach less than so many percent."""
    return [
        of_cases.low_coverage(
            Place(each.rules), rules=each.rules, share=percent(each.share), least=f"{least:g}"
        )
        for each in results.coverage
        if each.share * 100 < Fraction(least)
    ]


def write_junit(results: Results, file: str, language: str) -> list[Diagnostic]:
    """Writes the results for build servers; only a file that is of that kind already is replaced."""
    path = Path(file)
    part = path.with_name(f".{path.name}.part")
    try:
        if path.exists() and b"<testsuites" not in path.read_bytes()[:200]:
            return [of_files.file_exists(Place(file), path=file)]
        part.write_text(junit(results, language), "utf-8")
        part.replace(path)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or type(error).__name__
        return [of_files.cannot_write(Place(file), path=file, why=why)]
    return []


def _case_files(name: str) -> Iterator[tuple[Path, str]]:
    """The case files that a name stands for, each with the name that is shown to people."""
    path = Path(name)
    if path.is_dir():
        yield from ((file, str(file)) for file in sorted(path.rglob("*.cases.toml")))
    elif name.endswith(".cases.toml") and path.is_file():
        yield path, name
    elif path.suffix == ".rules":
        beside = path.with_name(path.stem + ".cases.toml")
        if beside.is_file():
            yield beside, str(beside)
    else:
        from perfeval.packs import pack

        shipped = pack(name)
        if shipped is not None and shipped.cases is not None:
            yield shipped.cases, f"{name}.cases.toml"


def _run_file(path: Path, shown: str, keyword: str | None) -> FileResult:
    cases = _read_cases(path, shown)
    if isinstance(cases, Diagnostic):
        return FileResult(shown, (), (cases,))
    rules_path = path.with_name(path.name.removesuffix(".cases.toml") + ".rules")
    checked = check(rules_path)
    if checked.rules is None:
        return FileResult(shown, (), tuple(d for d in checked.diagnostics if has_errors((d,))))
    rules = checked.rules
    reached: set[Reach] = set()
    results = [
        _run_case(rules, case, path, reached)
        for case in cases
        if keyword is None or keyword in str(case.get("name", ""))
    ]
    shown_rules = shown.removesuffix(".cases.toml") + ".rules"
    return FileResult(shown, tuple(results), (), coverage(shown_rules, rules.model, reached))


NOT_TOML = Words("写法不合 TOML 的规定", "it is not written as TOML is")
NO_CASES = Words("里面没有 [[case]]", "it has no [[case]]")
NOT_A_DATE = Words("as_of 应是日期，如 2024-12-31", "as_of should be a date such as 2024-12-31")
MALFORMED = Words(
    "[[case]] 里的 set 和 expect 应是一组名称和值", "set and expect of a [[case]] are names with values"
)


def _read_cases(path: Path, shown: str) -> list[dict[str, Any]] | Diagnostic:
    import tomli

    data = opened(path, shown, CASES_LIMIT)
    if isinstance(data, Diagnostic):
        return data
    text = decoded(data)
    try:
        loaded = tomli.loads(text[0] if text is not None else "", parse_float=Decimal)
    except tomli.TOMLDecodeError as error:
        return of_cases.bad_cases(Place(shown, error.lineno), path=shown, why=NOT_TOML)
    except (RecursionError, ValueError, ArithmeticError):
        return of_cases.bad_cases(Place(shown), path=shown, why=NOT_TOML)
    cases = loaded.get("case", [])
    if not isinstance(cases, list) or not cases or not all(isinstance(case, dict) for case in cases):
        return of_cases.bad_cases(Place(shown), path=shown, why=NO_CASES)
    for case in cases:
        if not _is_day(case.get("as_of")):
            return of_cases.bad_cases(Place(shown), path=shown, why=NOT_A_DATE)
        expect = case.get("expect", {})
        groups = [case.get("set", {}), expect]
        if isinstance(expect, dict):
            groups += [expect.get(key, {}) for key in INDICATOR_KEYS]
        if not all(isinstance(group, dict) for group in groups):
            return of_cases.bad_cases(Place(shown), path=shown, why=MALFORMED)
    return cases


def _is_day(given: object) -> bool:
    """Whether a case's as_of is left out or is a date."""
    try:
        return given is None or date.fromisoformat(str(given)) is not None
    except ValueError:
        return isinstance(given, date) and not isinstance(given, datetime)


# ---------------------------------------------------------------- one case


Why = Callable[[Fraction, Fraction], Causes]
"""What explains that the second came out where the first was expected."""


@frozen
class _Checker:
    """Collects what differs between an outcome and what a case expects."""

    differences: list[Difference] = field(factory=list)

    def number(
        self, what: str, wanted: object, found: Fraction | Decimal | None, why: Why | None = None
    ) -> None:
        """Compares numbers by size: "5" is "5.00"; `why` explains points that differ."""
        expected = _number(wanted)
        actual = None if found is None else Fraction(found)
        if expected != actual:
            said = None if why is None or expected is None or actual is None else why(expected, actual)
            self.differences.append(Difference(what, str(wanted), _shown(actual), said))

    def same(self, what: str, wanted: object, found: object) -> None:
        """Compares anything else."""
        if wanted != found:
            self.differences.append(Difference(what, str(wanted), str(found)))


def _run_case(rules: Rules, case: Mapping[str, Any], path: Path, reached: set[Reach]) -> CaseResult:
    name = str(case.get("name", ""))
    faults = list(_unknown_keys(case, name, path))
    expect = case.get("expect", {})
    try:
        as_of = day_of(case)
        outcome = evaluate(rules, _case_facts(rules, case, path), as_of=as_of, trace=True)
    except Faulty as fault:
        found = [d for d in fault.diagnostics if has_errors((d,))]
        wanted = expect.get("codes", [])
        if found and wanted and {d.code for d in found} <= set(wanted):
            return CaseResult(name, (), tuple(faults))  # the case is about facts that cannot be used
        return CaseResult(name, (), (*faults, *found))
    reached |= outcome.reached
    faults += _unknown_indicators(outcome, expect, name, path)
    if faults:
        return CaseResult(name, (), tuple(faults))
    return CaseResult(name, tuple(_differences(outcome, expect)), ())


def _unknown_indicators(
    outcome: Outcome, expect: Mapping[str, Any], name: str, path: Path
) -> Iterator[Diagnostic]:
    """Indicators that a case names and the rules do not have, each once."""
    named = dict.fromkeys(key for group in INDICATOR_KEYS for key in expect.get(group, {}))
    known = [node.name for node in outcome.nodes] + [node.id for node in outcome.indicators]
    for key in named:
        if key not in known:
            near = did_you_mean(key, dict.fromkeys(known))
            yield of_cases.unknown_indicator_in_case(Place(str(path)), case=name, indicator=key, near=near)


def day_of(case: Mapping[str, Any]) -> date | None:
    """The day on which a case takes parameters, as a TOML date or as text."""
    given = case.get("as_of")
    return date.fromisoformat(given) if isinstance(given, str) else given


def _unknown_keys(case: Mapping[str, Any], name: str, path: Path) -> Iterator[Diagnostic]:
    expect = case.get("expect", {})
    groups: list[tuple[Iterable[str], frozenset[str]]] = [(case, CASE_KEYS), (expect, EXPECT_KEYS)]
    groups += [(cell, CELL_KEYS) for cell in expect.get("cells", ())]
    for keys, known in groups:
        for key in keys:
            if key not in known:
                near = did_you_mean(key, known)
                yield of_cases.unknown_expectation(Place(str(path)), case=name, key=key, near=near)


def _case_facts(rules: Rules, case: Mapping[str, Any], path: Path) -> Facts:
    from perfeval.reading.from_mapping import facts_from_mapping

    facts = Facts()
    if "facts_file" in case:
        file = path.with_name(str(case["facts_file"]))
        if file.is_file() or not isinstance(case["facts_file"], str):
            facts, _ = read_with_notes(file)
        else:
            facts, _ = read_bytes(_opened_or_raise(file), str(file))
    elif "facts" in case:
        facts, noted = facts_from_mapping(case["facts"])
        if has_errors(noted):
            raise Faulty(noted)
    settings = {name: Given(value, Place("set")) for name, value in case.get("set", {}).items()}
    return with_values(facts, settings)


def _opened_or_raise(path: Path) -> bytes:
    data = opened(path, str(path), CASES_LIMIT)
    if isinstance(data, Diagnostic):
        raise Faulty((data,))
    return data


def _differences(outcome: Outcome, expect: Mapping[str, Any]) -> list[Difference]:
    checker = _Checker()
    if "total" in expect:
        checker.number("total", expect["total"], outcome.total, _why(outcome, 0))
    if "grade" in expect:
        checker.same("grade", expect["grade"], outcome.grade)
    if "complete" in expect:
        checker.same("complete", expect["complete"], outcome.complete)
    _compare_indicators(outcome, expect, checker)
    codes = {finding.code for finding in outcome.findings}
    for code in expect.get("codes", ()):
        if code not in codes:
            checker.differences.append(Difference("codes", str(code), ", ".join(sorted(codes)) or "—"))
    for cell in expect.get("cells", ()):
        _compare_cell(outcome, cell, checker)
    return checker.differences


def _why(outcome: Outcome, index: int) -> Why:
    return lambda wanted, found: causes(outcome, wanted, found, index)


def _compare_indicators(outcome: Outcome, expect: Mapping[str, Any], checker: _Checker) -> None:
    for group in INDICATOR_KEYS:
        for name, wanted in expect.get(group, {}).items():
            try:
                node = outcome[name]
            except LookupError as error:
                checker.differences.append(Difference(f"{group} {name}", str(wanted), str(error)))
                continue
            if group in ("states", "ratings"):
                said = node.state.value if group == "states" else node.rating
                checker.same(f"{group} {name}", wanted, said)
                continue
            found = {"scores": node.score, "lost": node.lost, "rates": node.rate}[group]
            why = _why(outcome, node.index) if group == "scores" else None
            checker.number(f"{group} {name}", wanted, found, why)


def _compare_cell(outcome: Outcome, cell: Mapping[str, Any], checker: _Checker) -> None:
    where = f"{cell.get('table')} {cell.get('row')} {cell.get('column')}"
    used = next(
        (use for use in outcome.rows if use.table == cell.get("table") and use.row == cell.get("row")), None
    )
    column = str(cell.get("column"))
    if used is None or column not in used.cells:
        checker.differences.append(Difference(where, "1", "—"))
        return
    value = used.cells[column]
    if "value" in cell:
        if isinstance(value, Fraction):
            checker.number(where, cell["value"], value)
        else:
            checker.same(where, cell["value"], str(getattr(value, "raw", value)))
    if "uncapped" in cell:
        checker.number(f"{where} uncapped", cell["uncapped"], used.uncapped.get(column))
    if "taken_by" in cell:
        checker.same(f"{where} taken_by", cell["taken_by"], "、".join(used.taken_by))


def _number(value: object) -> Fraction | None:
    if isinstance(value, int | Decimal):
        return Fraction(value)
    whole, _, part = str(value).partition("/")
    number, below = read_number(whole), read_number(part) if part else Fraction(1)
    return None if number is None or not below else number / below


def _shown(value: Fraction | None) -> str:
    return "—" if value is None else decimal_text(value)
