"""Keeping: what was compiled once, kept between runs in the user's own cache folder.

Only what follows from rules is kept, never an outcome. Whatever is wrong with the folder or an entry (no
home, read-only, full, damaged, another version, another user's), the run goes on as if nothing were kept.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import stat
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

VARIABLE = "PERFEVAL_CACHE"
"""A folder to keep things in, or "off"."""

MOST_ENTRIES = 200
_MAGIC = b"perfeval kept 1\n"
_DIGEST = 32


@cache
def folder() -> Path | None:
    """Where things are kept; None where nothing is. Never a folder that users share."""
    said = os.environ.get(VARIABLE, "")
    if said.lower() == "off":
        return None
    if said:
        return Path(said)
    try:
        home = Path.home()
    except RuntimeError:  # no home folder
        return None
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "perfeval" / "Cache"
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "perfeval"
    # The XDG rules: a relative path is to be ignored.
    given = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return (given if given.is_absolute() else home / ".cache") / "perfeval"


@cache
def _program() -> bytes:
    """What the entries depend on besides the rules: this perfeval, this Python, what is installed beside it.

    Every source file with its size and time, so that a working copy never meets what its older self kept; and every
    installed distribution, so that a plug-in that comes, goes or is renewed is seen.
    """
    found = hashlib.sha256(f"{sys.version}\0{sys.implementation.cache_tag}".encode())
    package = Path(__file__).parent
    roots = [package, *(root for root in (package.parent / "grammars",) if root.is_dir())]
    pending = [str(root) for root in roots]
    while pending:
        # os.scandir, for this is on the way of every command: pathlib would take as long as the rest.
        with os.scandir(pending.pop()) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                if entry.is_dir(follow_symlinks=False):
                    pending.append(entry.path)
                elif entry.name.endswith((".py", ".lark")):
                    about = entry.stat()
                    found.update(f"{entry.name}\0{about.st_size}\0{about.st_mtime_ns}\0".encode())
    for folder in sys.path:
        for name, changed in _distributions(folder):
            found.update(f"{name}\0{changed}\0".encode("utf-8", "surrogatepass"))
    return found.digest()


def _distributions(folder: str) -> list[tuple[str, int]]:
    """The distributions installed in a folder that Python imports from, each with the time of its last change."""
    try:
        with os.scandir(folder or ".") as entries:
            listed = [entry for entry in entries if entry.name.endswith((".dist-info", ".egg-info"))]
            return sorted((entry.name, entry.stat().st_mtime_ns) for entry in listed)
    except (OSError, ValueError):  # not there, no folder, or no name that a folder can have
        return []


def key(parts: Iterable[str | bytes]) -> str:
    """The name under which something is kept, from everything that it depends on."""
    found = hashlib.sha256(_program())
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        found.update(len(data).to_bytes(8, "big"))
        found.update(data)
    return found.hexdigest()


def kept(name: str) -> Any:
    """What was kept under a name; None when there is nothing that can be trusted."""
    where = folder()
    if where is None:
        return None
    try:
        if not _is_ours(where):
            return None
        with (where / name).open("rb") as file:
            if not _is_ours(file.fileno()):
                return None
            data = file.read()
        payload = data[len(_MAGIC) + _DIGEST :]
        digest = data[len(_MAGIC) : len(_MAGIC) + _DIGEST]
        if not data.startswith(_MAGIC) or hashlib.sha256(payload).digest() != digest:
            return None
        return pickle.loads(payload)  # ours alone, and whole: see the checks above
    except Exception:
        return None


def keep(name: str, value: object) -> None:
    """Keeps something under a name; does nothing where that is not possible."""
    where = folder()
    if where is None:
        return
    temporary = where / f"{name}.{os.getpid()}"
    try:
        payload = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
        where.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _is_ours(where):
            return
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(_MAGIC + hashlib.sha256(payload).digest() + payload)
        # Whole or not at all: another process may be reading or writing the same name.
        temporary.replace(where / name)
        _forget_oldest(where)
    except Exception:
        temporary.unlink(missing_ok=True) if _exists(temporary) else None


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False


def _is_ours(place: Path | int) -> bool:
    """Whether nobody but this user can write there. On Windows the profile's own rights say so."""
    if not hasattr(os, "getuid"):
        return True
    about = os.fstat(place) if isinstance(place, int) else place.stat()
    return about.st_uid == os.getuid() and not about.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _forget_oldest(where: Path) -> None:
    entries = sorted(where.iterdir(), key=lambda entry: entry.stat().st_mtime)
    for entry in entries[:-MOST_ENTRIES]:
        entry.unlink(missing_ok=True)
