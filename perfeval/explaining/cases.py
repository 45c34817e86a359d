"""Cases: results of `perfeval test` as a document, expected beside actual."""

from __future__ import annotations

from perfeval.diagnostics import Diagnostic, Words
from perfeval.document import Block, Column, Document, Heading, Line, Paragraph, Role, Run, Table, line
from perfeval.explaining.causes import Causes
from perfeval.explaining.coverage import Coverage, coverage_as_data
from perfeval.explaining.data import diagnostics_as_data
from perfeval.explaining.diagnosis import diagnosis
from perfeval.records import frozen


@frozen
class Difference:
    """One expectation that was not met."""

    what: str
    wanted: str
    found: str
    causes: Causes | None = None


@frozen
class CaseResult:
    """One case: what differs, and what kept it from running."""

    name: str
    differences: tuple[Difference, ...]
    faults: tuple[Diagnostic, ...]

    @property
    def passed(self) -> bool:
        """Whether everything was as expected."""
        return not self.differences and not self.faults


@frozen
class FileResult:
    """The cases of one file."""

    path: str
    cases: tuple[CaseResult, ...]
    faults: tuple[Diagnostic, ...]
    coverage: Coverage | None = None


@frozen
class Results:
    """All that was run."""

    files: tuple[FileResult, ...]
    faults: tuple[Diagnostic, ...]

    @property
    def passed(self) -> bool:
        """Whether every case of every file passed, and there was one."""
        return (
            not self.faults
            and all(not file.faults and all(case.passed for case in file.cases) for file in self.files)
            and any(file.cases for file in self.files)
        )

    @property
    def coverage(self) -> tuple[Coverage, ...]:
        """The coverage of every rule file that was run."""
        return tuple(file.coverage for file in self.files if file.coverage is not None)


def report(results: Results, language: str) -> Document:
    """Each file with its cases; of a failed one, every difference; at the end how many passed."""
    blocks: list[Block] = []
    for file in results.files:
        blocks.append(Heading(2, line(file.path)))
        blocks.extend(diagnosis(file.faults, language).blocks)
        for case in file.cases:
            is_apart = isinstance(blocks[-1], Table)
            blocks.extend(_case(case, language, is_apart=is_apart))
    blocks.extend(diagnosis(results.faults, language).blocks)
    blocks.append(Paragraph((_totals(results, language),)))
    return Document(tuple(blocks), language)


def _case(case: CaseResult, language: str, *, is_apart: bool) -> list[Block]:
    word = Words("通过", "passed") if case.passed else Words("不符", "failed")
    role = Role.GOOD if case.passed else Role.ERROR
    blocks: list[Block] = [
        Paragraph((line(Run(word.said(language), role), "  ", case.name),), continues=not is_apart)
    ]
    if case.differences:
        headings = (Words("项目", "What"), Words("预期", "Expected"), Words("实际", "Actual"))
        columns = tuple(Column(words.said(language), is_figure=i > 0) for i, words in enumerate(headings))
        rows = tuple((line(d.what), line(d.wanted), line(Run(d.found, Role.LOSS))) for d in case.differences)
        blocks.append(Table(columns, rows))
        said = tuple(
            line(Run(f"{d.what}  ", Role.MUTED), d.causes.said(language))
            for d in case.differences
            if d.causes is not None
        )
        if said:
            blocks.append(Paragraph(said))
    blocks.extend(diagnosis(case.faults, language).blocks)
    return blocks


def _totals(results: Results, language: str) -> Line:
    cases = [case for file in results.files for case in file.cases]
    passed = sum(case.passed for case in cases)
    failed = len(cases) - passed
    role = Role.GOOD if results.passed else Role.ERROR
    zh = f"共{len(cases)}个用例，通过{passed}个" + (f"，不符{failed}个" if failed else "")
    en = f"{len(cases)} cases, {passed} passed" + (f", {failed} failed" if failed else "")
    return line(Run(Words(zh, en).said(language), role))


def results_as_data(results: Results, language: str, *, with_coverage: bool) -> dict[str, object]:
    """All that was run, for JSON."""
    data: dict[str, object] = {
        "schema": "perfeval/test/1",
        "passed": results.passed,
        "files": [
            {
                "path": file.path,
                "cases": [_case_as_data(case, language) for case in file.cases],
                "diagnostics": diagnostics_as_data(file.faults, language),
            }
            for file in results.files
        ],
        "diagnostics": diagnostics_as_data(results.faults, language),
    }
    if with_coverage:
        data["coverage"] = coverage_as_data(results.coverage, language)
    return data


def _case_as_data(case: CaseResult, language: str) -> dict[str, object]:
    return {
        "name": case.name,
        "passed": case.passed,
        "differences": [
            {
                "what": each.what,
                "expected": each.wanted,
                "actual": each.found,
                "causes": None if each.causes is None else each.causes.said(language),
            }
            for each in case.differences
        ],
        "diagnostics": diagnostics_as_data(case.faults, language),
    }
