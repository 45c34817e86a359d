"""Plug-ins: what each installed one gives, as a table, the document of `perfeval plugins`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from perfeval.diagnostics import Diagnostic, Words
from perfeval.document import Column, Document, Paragraph, Table, line
from perfeval.explaining.data import diagnostics_as_data

KINDS = {
    "function": Words("函数", "function"),
    "kind": Words("计分方式", "scoring kind"),
    "reader": Words("读数据", "reader"),
    "renderer": Words("输出格式", "format"),
    "check": Words("核对", "check"),
    "pack": Words("规则包", "pack"),
}
NONE = Words("没有装插件", "no plug-in is installed")


class Given(Protocol):
    """One contribution of a plug-in."""

    @property
    def kind(self) -> str:
        """Which of KINDS it is."""

    @property
    def names(self) -> tuple[str, ...]:
        """Its names."""

    @property
    def describes(self) -> Words:
        """What it says of itself."""

    @property
    def plugin(self) -> str:
        """The plug-in, with its version."""


def plugins_document(contributions: Sequence[Given], language: str) -> Document:
    """One row a contribution, with whence it came."""
    if not contributions:
        return Document((Paragraph((line(NONE.said(language)),)),), language)
    headings = tuple(
        Column(words.said(language))
        for words in (
            Words("插件", "Plug-in"), Words("种类", "Kind"), Words("名称", "Name"), Words("用途", "What it is for"),
        )
    )  # fmt: skip
    rows = tuple(
        (
            line(each.plugin),
            line(KINDS[each.kind].said(language)),
            line("、".join(each.names)),
            line(each.describes.said(language)),
        )
        for each in contributions
    )
    return Document((Table(headings, rows),), language)


def plugins_as_data(
    contributions: Iterable[Given], faults: Iterable[Diagnostic], language: str
) -> dict[str, Any]:
    """The same for programs, with what is wrong."""
    return {
        "schema": "perfeval/plugins/1",
        "plugins": [
            {
                "plugin": each.plugin,
                "kind": each.kind,
                "names": list(each.names),
                "describes": each.describes.said(language),
            }
            for each in contributions
        ],
        "faults": diagnostics_as_data(list(faults), language),
    }
