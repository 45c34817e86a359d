"""Packs: the shipped rule files as a table, the document of `perfeval packs`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from perfeval.diagnostics import Words
from perfeval.document import Column, Document, Table, line
from perfeval.model import Model
from perfeval.values.numbers import decimal_text


class Loaded(Protocol):
    """Rules that were loaded."""

    @property
    def model(self) -> Model:
        """Their model."""


Packs = Sequence[tuple[str, str, Loaded]]
"""Name, path and rules of each pack."""


def packs_document(packs: Packs, language: str) -> Document:
    """One row a pack: its name, what it is, full marks and number of indicators."""
    headings = (
        Column(Words("名称", "Name").said(language)),
        Column(Words("体系", "Framework").said(language)),
        Column(Words("版本", "Version").said(language)),
        Column(Words("满分", "Full marks").said(language), is_figure=True),
        Column(Words("指标", "Indicators").said(language), is_figure=True),
    )
    rows = []
    for name, _, rules in packs:
        model = rules.model
        leaves = sum(node.combine is None for node in model.program.nodes)
        rows.append(
            (
                line(name),
                line(model.name),
                line(model.version),
                line(_full_marks(model) or "—"),
                line(str(leaves)),
            )
        )
    return Document((Table(headings, tuple(rows)),), language)


def _full_marks(model: Model) -> str | None:
    """The full marks; None where the rules rate."""
    return None if model.program.scale is not None else decimal_text(model.full_marks)


def packs_as_data(packs: Packs) -> dict[str, Any]:
    """The same for programs."""
    return {
        "schema": "perfeval/packs/1",
        "packs": [
            {
                "name": name,
                "path": path,
                "framework": rules.model.name,
                "version": rules.model.version,
                "full_marks": _full_marks(rules.model),
                "indicators": sum(node.combine is None for node in rules.model.program.nodes),
            }
            for name, path, rules in packs
        ],
    }
