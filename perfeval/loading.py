"""Loading: a rule file's path or a pack's name to its text and the texts of all that it extends, or to what is wrong."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from perfeval import keeping
from perfeval.diagnostics import Diagnostic, Label, Words, has_errors, of_files, of_plugins, of_variants
from perfeval.packs import called, own_pack
from perfeval.records import frozen
from perfeval.source import Place, Source, Span, Stretch, decoded
from perfeval.vocabulary import by_terminal

if TYPE_CHECKING:
    from perfeval.nodes import Tree
    from perfeval.revision import Revision

RULES_LIMIT = 8 << 20
MOST_FILES = 8
"""How many files may extend one another, the first and the last among them."""


@frozen
class Location:
    """Where a rule file lies, its name as shown, the facts beside it, and the pack's name, if it is one."""

    path: Path
    name: str
    facts: Path | None = None
    pack: str | None = None


@frozen
class Chain:
    """A rule file and those that it extends, the nearest first; with a fault, as far as it goes."""

    sources: tuple[Source, ...]
    fault: Diagnostic | None = None


def located(rules: str | Path) -> Location | Diagnostic:
    """The file of a path or of a pack's name."""
    path, name = Path(rules), str(rules)
    if exists(path):
        return Location(path, name)
    # Whether a plug-in claims the name too is asked when the rules are compiled, not in every run.
    shipped = own_pack(name)
    if shipped is None:
        claiming = called(name)
        if len(claiming) > 1:
            return pack_twice(name)
        shipped = claiming[0] if claiming else None
    if shipped is not None:
        return Location(shipped.rules, shipped.rules.name, shipped.facts, name)
    return of_files.file_not_found(Place(name), path=name, near=_near_packs(name))


def pack_twice(name: str) -> Diagnostic:
    """That several claim a pack's name."""
    paths = "、".join(f"{each.rules}（{each.plugin or 'perfeval'}）" for each in called(name))
    return of_plugins.pack_twice(Place(name), name=name, paths=paths)


def exists(path: Path) -> bool:
    """Whether there is such a file."""
    try:
        return path.exists()
    except (OSError, ValueError):  # a name that no file can have
        return False


def opened(path: Path, name: str, limit: int) -> bytes | Diagnostic:
    """A file's bytes, or why it cannot be had. Never more than `limit` bytes are read."""
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except FileNotFoundError:
        return of_files.file_not_found(Place(name), path=name, near="")
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else type(error).__name__
        return of_files.file_unreadable(Place(name), path=name, why=why)
    if len(data) > limit:
        size = path.stat().st_size / 1_000_000 if path.is_file() else len(data) / 1_000_000
        return of_files.file_too_large(Place(name), path=name, size=f"{size:.0f}", limit=limit >> 20)
    return data


def _near_packs(name: str) -> Words:
    from perfeval.diagnostics.near import did_you_mean
    from perfeval.packs import packs

    return did_you_mean(name, [each.name for each in packs()])


# ---------------------------------------------------------------- what a file extends


def chain(source: Source, path: Path | None = None) -> Chain:
    """A source with all that it extends. Paths are relative to the file, or to the current folder without one."""
    sources, links = [source], list[Stretch]()
    paths = [path.resolve() if path is not None else None]
    while (named := _extended(sources[-1])) is not None:
        at = sources[-1], named[1]
        links.append(at)
        if len(sources) == MOST_FILES:
            return Chain(tuple(sources), of_variants.extends_too_deep(at, limit=MOST_FILES))
        found = _base(named[0], paths[-1], sources[-1].name)
        if found is None:
            near = _near_files(named[0], paths[-1])
            return Chain(tuple(sources), of_variants.base_not_found(at, name=named[0], near=near))
        where = found.path.resolve()
        if where in paths:
            return Chain(tuple(sources), _ring(sources, links, paths.index(where)))
        read = _read(found)
        if isinstance(read, Diagnostic):
            why = Words(read.text("zh"), read.text("en"))
            return Chain(tuple(sources), of_variants.base_unusable(at, name=named[0], why=why))
        sources.append(read)
        paths.append(where)
    return Chain(tuple(sources))


def _base(written: str, beside: Path | None, shown: str) -> Location | None:
    """The file that 沿用 names: beside the file that says so, or a pack."""
    path = Path(written)
    folder = beside.parent if beside is not None else Path()
    if exists(folder / path) and (folder / path).is_file():
        name = written if path.is_absolute() or beside is None else str(Path(shown).parent / path)
        return Location(folder / path, name)
    claiming = called(written)
    if len(claiming) != 1:
        return None
    return Location(claiming[0].rules, f"{written}.rules", pack=written)


def _near_files(written: str, beside: Path | None) -> Words:
    """What may be meant: a rule file in the folder that is named, or a pack."""
    from perfeval.diagnostics.near import did_you_mean
    from perfeval.packs import packs

    path = Path(written)
    folder = (beside.parent if beside is not None else Path()) / path.parent
    try:
        files = [(path.parent / each.name).as_posix() for each in sorted(folder.glob("*.rules"))[:200]]
    except (OSError, ValueError):  # a name that no folder can have
        files = []
    return did_you_mean(written, [*files, *(each.name for each in packs())])


def _read(location: Location) -> Source | Diagnostic:
    data = opened(location.path, location.name, RULES_LIMIT)
    if isinstance(data, Diagnostic):
        return data
    text = decoded(data)
    if text is None:
        return of_files.file_not_text(Place(location.name), path=location.name)
    return Source(location.name, *text)


def _ring(sources: list[Source], links: list[Stretch], first: int) -> Diagnostic:
    names = [source.name for source in (*sources[first:], sources[first])]
    at, *more = reversed(links[first:])
    return of_variants.extends_ring(at, [Label(*each) for each in more], path=" → ".join(names))


def _extended(source: Source) -> tuple[str, Span] | None:
    """What a source extends: found by the line pass once, and kept, so that a later run reads no line."""
    lowered = source.text.lower()
    if not any(word in lowered for word in by_terminal()["EXTENDS"].spellings()):
        return None
    key = keeping.key(("extends", source.text))
    kept = keeping.kept(key)
    if isinstance(kept, tuple):
        return kept or None
    from perfeval.parsing import extended

    found = extended(source)
    keeping.keep(key, found or ())
    return found


# ---------------------------------------------------------------- all of them as one tree


@frozen(eq=False)
class Read:
    """A file and all that it extends as one tree, or None where they cannot be put together."""

    tree: Tree | None
    revision: Revision | None
    diagnostics: tuple[Diagnostic, ...]


def read_chain(sources: tuple[Source, ...], functions: Collection[str]) -> Read:
    """Each file is read with the names of what it extends, and laid over it, from the last to the first."""
    from perfeval.parsing import extended, parse

    tree, revision = None, None
    found: list[Diagnostic] = []
    for number, source in reversed(list(enumerate(sources))):
        parsed = parse(source, functions, tree)
        found += parsed.diagnostics
        if tree is None:
            tree = parsed.tree
        else:
            from perfeval.extending import merge

            merged = merge(parsed.tree, tree)
            found += merged.diagnostics
            tree, revision = merged.tree, merged.revision
            if has_errors(merged.diagnostics) and not number:
                return Read(None, None, tuple(found))
        if number and has_errors(found):
            above = sources[number - 1]
            named = extended(above)
            assert named is not None
            at = above, named[1]
            why = Words("它自己有错误，见另列的各处", "it has errors of its own, listed as well")
            found.append(of_variants.base_unusable(at, name=named[0], why=why))
            return Read(None, None, tuple(found))
    return Read(tree, revision, tuple(found))
