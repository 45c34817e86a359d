"""Keys: the keys of all rows into what there is to say of those that repeat."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow
import pyarrow.compute as compute
from attrs import define, field

from perfeval.diagnostics import Diagnostic, of_columns

SHOWN = 3


@define
class Keys:
    """The keys seen so far."""

    name: str | None
    _seen: list[Any] = field(factory=list)

    def see(self, batch: Any) -> None:
        """A batch's keys."""
        if self.name is not None:
            cells = batch.column(self.name)
            self._seen.append(cells.dictionary_decode() if pyarrow.types.is_dictionary(cells.type) else cells)

    def notes(self) -> Iterator[Diagnostic]:
        """What there is to say of them."""
        if self.name is None or not self._seen or pyarrow.types.is_nested(self._seen[0].type):
            return
        seen = pyarrow.chunked_array([cells.cast(self._seen[0].type) for cells in self._seen])
        repeated = len(seen) - len(seen.unique())
        if repeated:
            counts = seen.value_counts()
            twice = counts.filter(compute.greater(counts.field("counts"), 1)).field("values")
            shown = "、".join("—" if one is None else str(one) for one in twice.slice(0, SHOWN).to_pylist())
            yield of_columns.key_twice(None, name=self.name, count=repeated, examples=shown)
