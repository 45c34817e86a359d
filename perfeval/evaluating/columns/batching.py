"""A batch: files of projects through an engine into a file of scores, with what there is to say of it."""

from __future__ import annotations

import json
import os
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import pyarrow
from attrs import define, field

from perfeval.diagnostics import Diagnostic, FactsError, of_columns, of_files
from perfeval.evaluating.columns.checking import SelfCheck
from perfeval.evaluating.columns.files import Writer, found, opened
from perfeval.evaluating.columns.keys import Keys
from perfeval.evaluating.columns.tables import TableScorer, scorer
from perfeval.source import Place

if TYPE_CHECKING:
    from perfeval.evaluating import Engine
    from perfeval.evaluating.columns import Batch


@define
class Tally:
    """What a batch came to: rows, states of the total, grades, faults by code, rows evaluated one by one
    and rows checked; `notes` are what there is to say of the tables."""

    read: int = 0
    rows: int = 0
    by_row: int = 0
    checked: int = 0
    notes: list[Diagnostic] = field(factory=list)
    states: Counter[str] = field(factory=Counter)
    grades: Counter[str] = field(factory=Counter)
    faults: Counter[str] = field(factory=Counter)

    def count(self, results: Any, scores: Batch) -> None:
        """Adds a batch's results."""
        self.rows += results.num_rows
        self.by_row += scores.by_row
        for name, into in (("state", self.states), ("grade", self.grades)):
            for pair in results.column(name).value_counts().to_pylist():
                if pair["values"] is not None:
                    into[pair["values"]] += pair["counts"]
        for diagnostics in scores.faults.values():
            self.faults.update({diagnostic.code for diagnostic in diagnostics})


@define
class Job:
    """What `perfeval batch` is asked for."""

    made: Engine
    source: str
    target: Path
    key: str | None = None
    carry: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    errors: Path | None = None
    as_of: date | None = None
    force: bool = False
    language: str = "zh"
    self_check: int | None = 0
    workers: int = field(factory=lambda: processors())

    def run(self) -> Tally:
        """Scores every row of the source. Raises FactsError before or on the way; then no output appears."""
        paths = found(self.source)
        for path in (self.target, *([self.errors] if self.errors else [])):
            if path.exists() and not self.force:
                raise FactsError([of_files.file_exists(Place(str(path)), path=str(path))])
            if any(path.exists() and path.samefile(each) for each in paths):
                raise FactsError([of_columns.output_is_input(Place(str(path)), path=str(path))])
        schema, _ = opened(paths[0])
        carry = tuple(schema.names) if self.carry == ("all",) else self.carry
        scores = scorer(self.made, schema, key=self.key, carry=carry, asked=self.asked, as_of=self.as_of)
        writer = Writer(self.target, scores.schema)
        try:
            with _steady_memory():
                tally = self._through(paths, scores, writer)
        except BaseException:
            writer.give_up()
            raise
        writer.finish()
        return tally

    def _through(self, paths: Sequence[Path], scores: TableScorer, writer: Writer) -> Tally:
        tally, keys = Tally(notes=list(scores.notes)), Keys(scores.key)
        check = SelfCheck(scores, self.self_check)
        with _faults_file(self.errors) as told:
            for batch, results, made in _scored(_batches(paths, scores, tally), scores, self.workers):
                told.writelines(self._told(results, row, fault) for row, fault in sorted(made.faults.items()))
                tally.count(results, made)
                keys.see(batch)
                if self.self_check != 0:
                    check.see(batch, made)
                writer.write(results)
            check.finish()
            if writer.rows != tally.read:
                raise AssertionError(f"{tally.read} rows read, {writer.rows} written")
        tally.checked = check.checked
        tally.notes += keys.notes()
        return tally

    def _told(self, results: Any, row: int, diagnostics: Sequence[Any]) -> str:
        texts = [{"code": each.code, "text": each.text(self.language)} for each in diagnostics]
        key = results.column(0)[row].as_py()
        return json.dumps({"key": key, "faults": texts}, ensure_ascii=False, default=str) + "\n"


def _batches(paths: Sequence[Path], scores: TableScorer, tally: Tally) -> Iterator[Any]:
    """The batches of all files; each must have the columns of the first."""
    for path in paths:
        schema, batches = opened(path)
        absent = sorted(scores.needed - set(schema.names))
        if absent:
            raise FactsError([of_columns.missing_column(Place(str(path)), name=n, near="") for n in absent])
        for batch in batches:
            tally.read += batch.num_rows
            yield batch


def _scored(batches: Iterator[Any], scores: TableScorer, workers: int) -> Iterator[tuple[Any, Any, Batch]]:
    """Batches with their results, on all processors, in their order; a few are on the way at a time."""
    if workers == 1:
        for batch in batches:
            yield batch, *scores.scored(batch)
        return
    with ThreadPoolExecutor(workers) as pool:
        waiting: deque[tuple[Any, Future[tuple[Any, Batch]]]] = deque()
        for batch in batches:
            waiting.append((batch, pool.submit(scores.scored, batch)))
            if len(waiting) > workers:
                first, future = waiting.popleft()
                yield first, *future.result()
        for batch, future in waiting:
            yield batch, *future.result()


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def _steady_memory() -> Iterator[None]:
    """The allocator that keeps pages between batches: to get them anew costs more than reading does."""
    before = pyarrow.default_memory_pool()
    pyarrow.set_memory_pool(pyarrow.system_memory_pool())
    try:
        yield
    finally:
        pyarrow.set_memory_pool(before)


@contextmanager
def _faults_file(path: Path | None) -> Iterator[IO[str]]:
    """Where faulty rows are told: under its own name only when all is whole."""
    if path is None:
        with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
            yield nowhere
        return
    partial = path.with_name(f".{path.name}.partial")
    try:
        with partial.open("w", encoding="utf-8") as file:
            yield file
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
