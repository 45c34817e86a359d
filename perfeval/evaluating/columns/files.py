"""Files of tables: Parquet, CSV and JSON Lines as record batches, in and out, never more than a little at a time."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.csv
import pyarrow.json
import pyarrow.parquet

from perfeval.diagnostics import Diagnostic, FactsError, of_columns, of_files
from perfeval.source import Place

KINDS = {".parquet": "parquet", ".csv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl"}
ROWS = 1 << 15
"""How many rows are read and written at once."""

PROBED = 1 << 20
"""How many bytes of a CSV tell its encoding."""


def kind_of(path: Path) -> str:
    """What a file is by its name. Raises FactsError for another ending."""
    kind = KINDS.get(path.suffix.lower())
    if kind is None:
        raise FactsError([of_columns.unknown_table_kind(Place(str(path)), path=str(path))])
    return kind


def found(name: str) -> list[Path]:
    """The files of a path, a folder or a glob, in the order of their names. Raises FactsError for none."""
    path = Path(name)
    if path.is_dir():
        paths = [each for each in sorted(path.iterdir()) if each.suffix.lower() in KINDS]
    else:
        paths = [path] if path.exists() else sorted(path.parent.glob(path.name))
    if not paths:
        raise FactsError([of_files.file_not_found(Place(name), path=name, near="")])
    return paths


@contextmanager
def faults_of(path: Path) -> Iterator[None]:
    """What a reader raises, as a diagnostic of the file."""
    try:
        yield
    except (pyarrow.ArrowException, OSError, UnicodeError) as error:
        raise FactsError([unreadable(path, error)]) from error


def unreadable(path: Path, error: Exception) -> Diagnostic:
    """A table that is damaged or no table."""
    why = " ".join(str(error).split())[:200]
    return of_columns.table_unreadable(Place(str(path)), path=str(path), why=why)


def opened(path: Path) -> tuple[Any, Iterator[Any]]:
    """The schema of a file and its record batches. Raises FactsError where it cannot be read, now or on the way."""
    kind = kind_of(path)
    with faults_of(path):
        if kind == "parquet":
            file = pyarrow.parquet.ParquetFile(path)
            return file.schema_arrow, _guarded(path, file.iter_batches(ROWS))
        if kind == "csv":
            reader = _csv(path)
        else:
            reader = pyarrow.json.open_json(path) if hasattr(pyarrow.json, "open_json") else None
            if reader is None:
                reader = pyarrow.json.read_json(path).to_reader(ROWS)
        return reader.schema, _guarded(path, iter(reader))


def _guarded(path: Path, batches: Iterator[Any]) -> Iterator[Any]:
    with faults_of(path):
        yield from batches


def _csv(path: Path) -> Any:
    """A CSV whose columns are all texts: what a cell means is for the rules to say."""
    with path.open("rb") as file:
        head = file.read(PROBED)
    encoding = "utf-8"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        encoding = "gb18030"
    first = head.split(b"\n", 1)[0].decode(encoding).lstrip("\ufeff")
    names = next(iter(_cells(first)), [])
    return pyarrow.csv.open_csv(
        path,
        read_options=pyarrow.csv.ReadOptions(encoding=encoding, block_size=8 << 20),
        parse_options=pyarrow.csv.ParseOptions(newlines_in_values=True),
        convert_options=pyarrow.csv.ConvertOptions(
            column_types=dict.fromkeys(names, pyarrow.string()), strings_can_be_null=True, null_values=[""]
        ),
    )


def _cells(line: str) -> Iterator[list[str]]:
    import csv

    yield from csv.reader([line.rstrip("\r")])


class Writer:
    """Writes record batches under a name of its own, which becomes the final one when all is whole."""

    def __init__(self, path: Path, schema: Any) -> None:
        self._path, self._kind = path, kind_of(path)
        self._partial = path.with_name(f".{path.name}.partial")
        self.rows = 0
        match self._kind:
            case "parquet":
                self._sink = pyarrow.parquet.ParquetWriter(
                    self._partial, schema, compression="snappy", store_decimal_as_integer=True
                )
            case "csv":
                self._sink = pyarrow.csv.CSVWriter(self._partial, _plain(schema))
            case _:
                self._sink = self._partial.open("w", encoding="utf-8")

    def write(self, batch: Any) -> None:
        """A batch's rows."""
        self.rows += batch.num_rows
        if self._kind == "parquet":
            self._sink.write_batch(batch)
        elif self._kind == "csv":
            self._sink.write_batch(batch.cast(_plain(batch.schema)))
        else:
            import json

            for row in batch.to_pylist():
                self._sink.write(json.dumps(row, ensure_ascii=False, default=str) + "\n")

    def finish(self) -> None:
        """All is written: the file gets its name."""
        self._sink.close()
        self._partial.replace(self._path)

    def give_up(self) -> None:
        """Nothing stays."""
        self._sink.close()
        self._partial.unlink(missing_ok=True)


def _plain(schema: Any) -> Any:
    """A schema with words in place of dictionaries."""
    fields = [
        field.with_type(field.type.value_type) if pyarrow.types.is_dictionary(field.type) else field
        for field in schema
    ]
    return pyarrow.schema(fields)
