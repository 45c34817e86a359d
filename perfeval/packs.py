"""Packs: the rule files that come with perfeval or with a plug-in, found by name.

perfeval's own are found in a wheel and in a working copy alike.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from perfeval.records import frozen


@frozen
class Pack:
    """A shipped rule file. `name` is folder/file without its ending: luohu-2024/project.

    `plugin` is the plug-in that brings it, "" for perfeval itself.
    """

    name: str
    rules: Path
    plugin: str = ""

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
def own_packs() -> tuple[Pack, ...]:
    """All packs that come with perfeval, by name."""
    root = data_folder("rules")
    found = sorted(root.glob("*/*.rules"))
    return tuple(Pack(f"{path.parent.name}/{path.stem}", path) for path in found)


@cache
def packs() -> tuple[Pack, ...]:
    """All packs by name, those of plug-ins among them. Two of one name both stand there."""
    from perfeval.defaults import installed

    brought = (Pack(name, path, plugin) for name, path, plugin in installed().packs)
    return tuple(sorted((*own_packs(), *brought), key=lambda pack: (pack.name, pack.plugin)))


def own_pack(name: str) -> Pack | None:
    """perfeval's own pack of a name; None when there is none."""
    return next((each for each in own_packs() if each.name == name), None)


def called(name: str) -> tuple[Pack, ...]:
    """Every pack of a name: more than one where a plug-in brings one of a name that is taken."""
    return tuple(each for each in packs() if each.name == name)


def pack(name: str) -> Pack | None:
    """The pack of a name; None when there is none, or when several claim it."""
    found = called(name)
    return found[0] if len(found) == 1 else None
