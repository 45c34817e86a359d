"""What was found of the surroundings, as a document and as data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from perfeval.diagnostics import Words
from perfeval.document import Column, Document, Heading, Line, Paragraph, Role, Run, Table, line
from perfeval.records import frozen


@frozen
class Finding:
    """One thing looked at: its name for programs, what it is called, what was found, whether it is well, what to do."""

    name: str
    called: Words
    found: str
    well: bool = True
    advice: Words | None = None


TITLE = Words("这里能用什么", "What works here")
HEADINGS = (Words("项目", "What"), Words("情况", "Found"), Words("", ""))
WELL, NOT_WELL = Words("可用", "well"), Words("有问题", "not well")
ALL_WELL = Words("都可用", "all is well")


def doctor_document(findings: Sequence[Finding], language: str) -> Document:
    """Each thing looked at with what was found; below, what to do about what is not well."""
    columns = tuple(Column(words.said(language)) for words in HEADINGS)
    rows = tuple(_row(finding, language) for finding in findings)
    advice = tuple(
        line(Run(finding.called.said(language), Role.STRONG), "  ", finding.advice.said(language))
        for finding in findings
        if not finding.well and finding.advice is not None
    )
    told = Paragraph(advice or (line(Run(ALL_WELL.said(language), Role.GOOD)),))
    return Document((Heading(1, line(TITLE.said(language))), Table(columns, rows), told), language)


def _row(finding: Finding, language: str) -> tuple[Line, ...]:
    role, word = (Role.GOOD, WELL) if finding.well else (Role.WARNING, NOT_WELL)
    return line(finding.called.said(language)), line(finding.found), line(Run(word.said(language), role))


def doctor_as_data(findings: Iterable[Finding]) -> dict[str, object]:
    """The same for programs."""
    found = [{"name": finding.name, "found": finding.found, "well": finding.well} for finding in findings]
    return {"schema": "perfeval/doctor/1", "findings": found}
