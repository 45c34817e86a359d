"""Starting: the first files of somebody who begins: rules, facts and cases that pass."""

from __future__ import annotations

import shutil
from pathlib import Path

from perfeval.diagnostics import Diagnostic, of_files
from perfeval.records import frozen
from perfeval.source import Place

FILES = ("first.rules", "first.facts.toml", "first.cases.toml")


@frozen
class Started:
    """The files that were written, or why none was."""

    written: tuple[Path, ...]
    fault: Diagnostic | None = None


def start(folder: Path, *, force: bool = False) -> Started:
    """Writes the first files into a folder, making it where it is missing.

    A file that exists already is left alone and nothing is written, unless `force`. Each file appears under its
    name only when it is whole.
    """
    there = [folder / name for name in FILES if (folder / name).exists()]
    if there and not force:
        return Started((), of_files.file_exists(Place(str(there[0])), path=str(there[0])))
    templates = Path(__file__).parent / "first_steps"
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in FILES:
            target = folder / name
            whole = target.with_name(f".{name}.part")
            shutil.copyfile(templates / name, whole)
            whole.replace(target)
            written.append(target)
    except OSError as error:
        why = error.strerror or type(error).__name__
        return Started(tuple(written), of_files.cannot_write(Place(str(folder)), path=str(folder), why=why))
    return Started(tuple(written))
