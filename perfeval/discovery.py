"""Discovery: the installed plug-ins found, each loaded and held against its contracts; nothing stops the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any, TypeVar

import attrs
from attrs import define, field

from perfeval.diagnostics import Diagnostic, Words, of_plugins
from perfeval.function import Function
from perfeval.plugin import (
    Check,
    GuardedCheck,
    GuardedKind,
    Plugin,
    Reader,
    Renderer,
    ScoringKind,
    guarded,
    told,
)
from perfeval.records import frozen
from perfeval.registry import require_one_meaning

GROUP = "perfeval.plugins"
BUILT_IN = "perfeval"


@frozen
class Contribution:
    """One thing that a plug-in gives: its kind, its names, what it says of itself, and whence it came."""

    kind: str
    names: tuple[str, ...]
    describes: Words
    plugin: str


@frozen
class Installed:
    """All that installed plug-ins give, with what is wrong with them.

    `lost` are names that cannot be used, each with the reason as the end of a sentence.
    """

    functions: tuple[Function, ...] = ()
    kinds: Mapping[str, GuardedKind] = field(factory=dict)
    readers: Mapping[str, tuple[Reader, str]] = field(factory=dict)
    renderers: Mapping[str, tuple[Renderer, str]] = field(factory=dict)
    checks: tuple[GuardedCheck, ...] = ()
    packs: tuple[tuple[str, Path, str], ...] = ()  # name, rule file, plug-in
    contributions: tuple[Contribution, ...] = ()
    faults: tuple[Diagnostic, ...] = ()
    lost: Mapping[str, Words] = field(factory=dict)


def found() -> Iterator[tuple[str, EntryPoint]]:
    """Every entry point of the group with its distribution and version, in the order of their names."""
    listed = []
    for entry in entry_points(group=GROUP):
        distribution = entry.dist
        named = f"{distribution.name} {distribution.version}" if distribution is not None else entry.value
        listed.append((named, entry))
    return iter(sorted(listed, key=lambda each: (each[0], each[1].name)))


def installed(entries: Iterable[tuple[str, Any]], taken: Mapping[str, frozenset[str]]) -> Installed:
    """What plug-ins give. `taken` are the built-in names of each kind of contribution.

    An entry has a method `load` that gives a Plugin; whatever goes wrong in it is a fault that names it.
    """
    collector = _Collector(taken)
    for plugin, entry in entries:
        collector.load(plugin, entry)
    return collector.united()


Item = TypeVar("Item")


@define
class _Collector:
    taken: Mapping[str, frozenset[str]]
    faults: list[Diagnostic] = field(factory=list)
    given: list[tuple[Contribution, Any]] = field(factory=list)
    lost: dict[str, Words] = field(factory=dict)

    def load(self, plugin: str, entry: Any) -> None:
        """One plug-in: all of its contributions, or none where it breaks a contract."""
        try:
            loaded = entry.load()
            if not isinstance(loaded, Plugin):
                raise TypeError(f"{type(loaded).__name__} is no perfeval Plugin")
            self.given.extend(_contributions(plugin, loaded))
        except Exception as error:
            self.faults.append(of_plugins.plugin_broken(None, plugin=plugin, error=told(error)))

    def united(self) -> Installed:
        """Everything whose names nobody else claims."""
        owners = self._owners()
        kept = [each for each in self.given if self._is_free(each[0], owners)]
        self._report(owners)

        def of(kind: str) -> Iterator[tuple[Contribution, Any]]:
            return (each for each in kept if each[0].kind == kind)

        return Installed(
            functions=tuple(guarded(item, about.plugin) for about, item in of("function")),
            kinds={
                name: GuardedKind(item, about.plugin) for about, item in of("kind") for name in about.names
            },
            readers={item.suffix: (item, about.plugin) for about, item in of("reader")},
            renderers={item.format: (item, about.plugin) for about, item in of("renderer")},
            checks=tuple(GuardedCheck(item, about.plugin) for about, item in of("check")),
            packs=tuple(
                (about.names[0], item, about.plugin) for about, item in self.given if about.kind == "pack"
            ),
            contributions=tuple(about for about, _ in kept),
            faults=tuple(self.faults),
            lost=self.lost,
        )

    def _owners(self) -> dict[tuple[str, str], list[str]]:
        """Who claims each name, a name of perfeval's own first. A pack of two names is told where it is used."""
        owners: dict[tuple[str, str], list[str]] = {}
        for kind, names in self.taken.items():
            for name in names:
                owners[_space(kind), name] = [BUILT_IN]
        for about, _ in self.given:
            if about.kind != "pack":
                for name in about.names:
                    owners.setdefault((_space(about.kind), name), []).append(about.plugin)
        return owners

    def _is_free(self, about: Contribution, owners: dict[tuple[str, str], list[str]]) -> bool:
        if about.kind == "pack":
            return True
        return all(owners[_space(about.kind), name] == [about.plugin] for name in about.names)

    def _report(self, owners: dict[tuple[str, str], list[str]]) -> None:
        for (_, name), claiming in owners.items():
            if len(claiming) < 2:
                continue
            is_ours = claiming[0] == BUILT_IN
            outcome = (
                Words("用自带的", "the built-in one is used")
                if is_ours
                else Words("两个都没有用", "neither is used")
            )
            first, second = claiming[0], "、".join(claiming[1:])
            values = {"first": first, "second": second, "name": name}
            self.faults.append(of_plugins.plugin_collision(None, **values, outcome=outcome))
            if not is_ours:
                self.lost[name] = Words(
                    f"。插件“{first}”和“{second}”都提供它，两个都没有用",
                    f". The plug-ins “{first}” and “{second}” both give it, and neither is used",
                )


def _space(kind: str) -> str:
    # 计分 名(…) and 名(…) are read by one rule of the grammar: kinds and functions share their names.
    return "call" if kind in ("function", "kind") else kind


# ---------------------------------------------------------------- contracts


def _contributions(plugin: str, loaded: Plugin) -> list[tuple[Contribution, Any]]:
    """All that a plug-in gives, each held against its contract. Raises TypeError or ValueError."""
    made: list[tuple[Contribution, Any]] = []

    def give(kind: str, names: tuple[str, ...], describes: Words, item: object) -> None:
        if not names or not all(isinstance(name, str) and name.strip() == name != "" for name in names):
            raise ValueError(f"a {kind} needs a name")
        _require(describes, Words, f"{kind} {names[0]}: describes")
        made.append((Contribution(kind, names, describes, plugin), item))

    for function in _all(loaded.functions, Function):
        require_one_meaning(function)
        if function.aggregate is not None:
            raise ValueError(f"function {function.names.en}: aggregates are the core's own")
        give("function", function.spellings, function.describes, function)
    for kind in _all(loaded.kinds, ScoringKind):
        give("kind", tuple(dict.fromkeys((kind.names.zh, kind.names.en))), kind.describes, kind)
    for reader in _all(loaded.readers, Reader):
        if not reader.suffix.startswith(".") or reader.suffix != reader.suffix.lower():
            raise ValueError(f"reader {reader.suffix}: a suffix is a dot and small letters")
        give("reader", (reader.suffix,), reader.describes, reader)
    for renderer in _all(loaded.renderers, Renderer):
        give("renderer", (renderer.format,), renderer.describes, renderer)
    for check in _all(loaded.checks, Check):
        give("check", (check.name,), check.describes, check)
    if loaded.packs is not None:
        for path in sorted(Path(loaded.packs).glob("*/*.rules")):
            name = f"{path.parent.name}/{path.stem}"
            give("pack", (name,), Words(str(path), str(path)), path)
    return made


def _all(items: Iterable[Item], kind: type[Item]) -> Iterator[Item]:
    for item in items:
        _require(item, kind, kind.__name__)
        for attribute in attrs.fields(kind):  # type: ignore[arg-type]
            value = getattr(item, attribute.name)
            if "Callable" in str(attribute.type) and value is not None and not callable(value):
                raise TypeError(f"{kind.__name__}: {attribute.name} is not callable")
        yield item


def _require(item: object, kind: type, what: str) -> None:
    if not isinstance(item, kind):
        raise TypeError(f"{what}: {type(item).__name__} where {kind.__name__} is wanted")
