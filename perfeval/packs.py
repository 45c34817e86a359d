"""Packs: the rule files that come with perfeval, found by name in a wheel and in a working copy alike."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from perfeval.records import frozen


@frozen
class Pack:
    """A shipped rule file. `name` is folder/file without its ending: luohu-2024/project."""

    name: str
    rules: Path

    @property
    def facts(self) -> Path | None:
        """The facts beside it, if there are any."""
        path = self.rules.with_name(self.rules.stem + ".facts.toml")
        return path if path.is_file() else None

    @property
    def cases(self) -> Path | None:
        """The cases beside it, if there are any."""
        path = self.rules.with_name(self.rules.stem + ".cases.toml")
        return path if path.is_file() else None


@cache
def data_folder(name: str) -> Path:
    """A folder of data that travels with the package: "rules" or "grammars".

    In a wheel it lies inside the package, in a working copy (and an editable install) beside it.
    """
    here = Path(__file__).resolve().parent
    inside = here / name
    return inside if inside.is_dir() else here.parent / name


@cache
def packs() -> tuple[Pack, ...]:
    """All shipped packs by name."""
    root = data_folder("rules")
    found = sorted(root.glob("*/*.rules"))
    return tuple(Pack(f"{path.parent.name}/{path.stem}", path) for path in found)


def pack(name: str) -> Pack | None:
    """The pack of a name; None when there is none."""
    return next((each for each in packs() if each.name == name), None)
