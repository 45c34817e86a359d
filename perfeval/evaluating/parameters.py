"""Parameters of a program at a day: the value that holds then, or why there is none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from perfeval.core.program import ParameterInput, ParameterValue, Program
from perfeval.diagnostics import Diagnostic, Words, of_facts
from perfeval.model import Origin
from perfeval.records import frozen
from perfeval.source import Place


@frozen
class Parameters:
    """A program's parameters at a day; None where neither the facts nor the caller says one."""

    program: Program
    day: date | None
    origins: Mapping[int, Origin]

    def value(self, slot: ParameterInput) -> ParameterValue | None:
        """The value that holds; None where there is none."""
        return slot.at(self.day)

    def faults(self) -> Iterator[Diagnostic]:
        """What stands in the way of a value, for all parameters."""
        slots = [slot for slot in self.program.inputs if isinstance(slot, ParameterInput)]
        absent = [slot for slot in slots if self.value(slot) is None]
        if absent and self.day is None:
            names = [slot.name for slot in absent]
            said = Words("、".join(f"“{name}”" for name in names), ", ".join(f"“{name}”" for name in names))
            yield of_facts.parameter_needs_date(self.place(absent[0]), names=said)
            return
        for slot in absent:
            yield self._too_early(slot)

    def _too_early(self, slot: ParameterInput) -> Diagnostic:
        assert self.day is not None
        first = min(value.since for value in slot.values if value.since is not None)
        day = self.day.isoformat()
        origin = self.origins.get(slot.origin)
        written = origin.line if origin is not None else f"参数 {slot.name} = …"
        line = Words(f"{written}，… 自 {day}", f"{written}, … from {day}")
        return of_facts.parameter_too_early(
            self.place(slot), name=slot.name, day=day, first=first.isoformat(), line=line
        )

    def place(self, slot: ParameterInput) -> Place | None:
        """Where it stands in the rules, where that is known."""
        origin = self.origins.get(slot.origin)
        return origin.place if origin is not None else None
