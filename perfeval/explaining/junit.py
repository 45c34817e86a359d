"""JUnit: results of `perfeval test` as the XML that build servers read."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from perfeval.explaining.cases import CaseResult, Results

_UNFIT = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
"""What XML cannot hold."""


def junit(results: Results, language: str) -> str:
    """One suite for each case file, one test case for each case; what differs is the failure's text."""
    root = ElementTree.Element("testsuites")
    for file in results.files:
        failed = sum(not case.passed for case in file.cases)
        suite = ElementTree.SubElement(
            root,
            "testsuite",
            name=_fit(file.path),
            tests=str(len(file.cases)),
            failures=str(failed),
            errors=str(len(file.faults)),
        )
        for case in file.cases:
            made = ElementTree.SubElement(suite, "testcase", classname=_fit(file.path), name=_fit(case.name))
            if not case.passed:
                told = _told(case, language)
                ElementTree.SubElement(made, "failure", message=told.partition("\n")[0]).text = told
        for fault in file.faults:
            made = ElementTree.SubElement(suite, "testcase", classname=_fit(file.path), name=fault.code)
            ElementTree.SubElement(made, "error", message=_fit(fault.text(language)))
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(root, "unicode") + "\n"


def _told(case: CaseResult, language: str) -> str:
    lines = [f"{each.what}: {each.wanted} != {each.found}" for each in case.differences]
    lines += [each.causes.said(language) for each in case.differences if each.causes is not None]
    lines += [f"{fault.text(language)} [{fault.code}]" for fault in case.faults]
    return _fit("\n".join(lines))


def _fit(text: str) -> str:
    return _UNFIT.sub("\ufffd", text)
