"""Model: a checked rule file: its program in the core, and what people want to know of it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import field

from perfeval.core.program import Program
from perfeval.diagnostics import Diagnostic, Words
from perfeval.records import frozen
from perfeval.source import Place, Source

if TYPE_CHECKING:
    from perfeval.function import Function
    from perfeval.registry import Checking
    from perfeval.revision import Revision


@frozen
class Origin:
    """Where something of the program was written, and the line as it stands there."""

    place: Place
    line: str


@frozen
class About:
    """What a rule file says of an indicator besides its score."""

    explanations: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()
    formulas_in_words: tuple[str, ...] = ()


@frozen(eq=False)
class Model:
    """A rule file that can be evaluated.

    `origins` is keyed by the ids that the program's parts carry; `about` by node number. `functions` holds
    the registry's functions that the rules call, by the name used in terms. `checks` are those of plug-ins.
    """

    name: str
    version: str
    full_marks: Fraction
    sources: tuple[Source, ...]
    effective: date | None
    program: Program
    origins: Mapping[int, Origin] = field(repr=False)
    about: Mapping[int, About] = field(repr=False)
    functions: Mapping[str, Function] = field(repr=False)
    presumed: frozenset[int]
    policies: tuple[Words, ...]
    diagnostics: tuple[Diagnostic, ...]
    checks: tuple[Checking, ...] = ()
    revision: Revision | None = None

    @property
    def sha256(self) -> str:
        """The hash of the rules' text; where a file extends others, of the hashes of all files, in order."""
        if len(self.sources) == 1:
            return self.sources[0].sha256
        return hashlib.sha256("\n".join(source.sha256 for source in self.sources).encode()).hexdigest()
