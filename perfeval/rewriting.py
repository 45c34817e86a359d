"""Rewriting: rule files into their canonical form, each replaced only when it is whole and says the same."""

from __future__ import annotations

import difflib
import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from perfeval.defaults import default_registry
from perfeval.diagnostics import Diagnostic, has_errors, of_files
from perfeval.loading import RULES_LIMIT, chain, opened, read_chain
from perfeval.parsing.formatting import formatted
from perfeval.records import frozen
from perfeval.source import Place, Source, decoded

BOM = b"\xef\xbb\xbf"


@frozen
class Rewritten:
    """One file: its text before and after; `after` is None where it is at fault and stays as it is."""

    name: str
    before: str
    after: str | None
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def changes(self) -> bool:
        """Whether the canonical form differs from what is there."""
        return self.after is not None and self.after != self.before

    def diff(self) -> str:
        """What changes, as a unified diff; empty where nothing does."""
        before, after = self.before.splitlines(keepends=True), (self.after or "").splitlines(keepends=True)
        names = self.name, f"{self.name} (fmt)"
        lines = difflib.unified_diff(before, after, *names) if self.changes else ()
        return "".join(each if each.endswith("\n") else f"{each}\n" for each in lines)


def rewrite(paths: Sequence[str], *, write: bool) -> list[Rewritten]:
    """The files at paths in canonical form (a folder means every .rules file in it), written back with `write`.

    Nothing is written where nothing changes or where a file is at fault.
    """
    found: list[Rewritten] = []
    for path in paths:
        files = list(_files(path))
        if not files:
            fault = of_files.no_rule_files(Place(path), path=path)
            found.append(Rewritten(path, "", None, (fault,)))
        found.extend(_rewritten(file, shown, write=write) for file, shown in files)
    return found


def canonical(text: str, name: str = "-", path: Path | None = None) -> Rewritten:
    """A text in canonical form; what it extends is sought beside `path`."""
    names = {name: function.names for name, function in default_registry().functions.items()}
    source = Source(name, text.replace("\r\n", "\n").replace("\r", "\n"))
    linked = chain(source, path)
    if linked.fault is not None:
        return Rewritten(name, source.text, None, (linked.fault,))
    base = read_chain(linked.sources[1:], names)
    if has_errors(base.diagnostics):
        return Rewritten(name, source.text, None, base.diagnostics)
    made = formatted(source, names, base.tree)
    return Rewritten(name, source.text, made.text, made.diagnostics)


def _files(name: str) -> Iterator[tuple[Path, str]]:
    path = Path(name)
    if path.is_dir():
        yield from ((file, str(file)) for file in sorted(path.rglob("*.rules")) if file.is_file())
    else:
        yield path, name


def _rewritten(path: Path, name: str, *, write: bool) -> Rewritten:
    data = opened(path, name, RULES_LIMIT)
    if isinstance(data, Diagnostic):
        return Rewritten(name, "", None, (data,))
    text = decoded(data)
    if text is None:
        return Rewritten(name, "", None, (of_files.file_not_text(Place(name), path=name),))
    made = canonical(text[0], name, path)
    if not made.changes or not write or made.after is None:
        return made
    whole = made.after.replace("\n", "\r\n") if _has_crlf(data) else made.after
    encoded = (BOM if data.startswith(BOM) else b"") + whole.encode(text[1])
    noted = _replaced(path, name, encoded)
    if text[1] != "utf-8" and not has_errors(noted):
        noted = (*noted, of_files.formatted_gb18030(Place(name), path=name))
    return Rewritten(name, made.before, None if has_errors(noted) else made.after, noted)


def _has_crlf(data: bytes) -> bool:
    """Whether most lines end as Windows ends them."""
    return data.count(b"\r\n") * 2 > data.count(b"\n")


def _replaced(path: Path, name: str, data: bytes) -> tuple[Diagnostic, ...]:
    """Puts a file's new content under its name when it is whole; a link stays a link."""
    target = path.resolve()
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        part.write_bytes(data)
        shutil.copymode(target, part)
        part.replace(target)
    except OSError as error:
        part.unlink(missing_ok=True)
        why = error.strerror or type(error).__name__
        return (of_files.cannot_write(Place(name), path=name, why=why),)
    return ()
