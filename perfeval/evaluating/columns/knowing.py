"""Knowing: a part of a program into whether kernels know all that it says.

What was added to the language since kernels learnt it is refused here, so that it is never passed over.
"""

from __future__ import annotations

from typing import Any

from attrs import fields

from perfeval.core.program import Clip, Combine, Entry, Node, Program, Round, Set, Take, Veto, VetoRule
from perfeval.evaluating.columns.arithmetic import Unsuitable

_KNOWN = {
    Program: "inputs tables definitions lookups nodes grades unused sums vetoes",
    Node: "index name path id level parent weight origin rate applies steps combine formula is_stated remarks",
    Combine: "children redistribution redistributed origin gathering factors",
    Set: "term kind phrase origin when presumed",
    Take: "entries",
    Entry: "amount kind phrase origin presumed",
    Clip: "has_floor has_cap origin limit",
    Round: "places mode origin",
    Veto: "when most phrase origin presumed",
    VetoRule: "when effect name phrase origin presumed",
}
"""The fields that a kernel takes into account, or that change no score."""


def require_known(part: Any) -> None:
    """Raises Unsuitable for a part of a program that holds something kernels do not know."""
    known = _KNOWN.get(type(part))
    if known is None:
        raise Unsuitable
    for attribute in fields(type(part)):
        if attribute.name not in known.split() and getattr(part, attribute.name) != attribute.default:
            raise Unsuitable
