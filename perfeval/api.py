"""The stages strung together: load, read, evaluate, explain, render. What others embed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from attrs import define, field

from perfeval import keeping
from perfeval.diagnostics import (
    Diagnostic,
    FactsError,
    Fault,
    Faulty,
    RulesError,
    has_errors,
    of_files,
    of_plugins,
    ordered,
)
from perfeval.facts import Facts, Given
from perfeval.loading import RULES_LIMIT, Location, chain, located, opened, pack_twice, read_chain
from perfeval.packs import called, own_packs
from perfeval.records import frozen
from perfeval.source import Place, Source, decoded

if TYPE_CHECKING:
    from perfeval.document import Document
    from perfeval.evaluating import Engine
    from perfeval.model import Model
    from perfeval.outcome import Outcome
    from perfeval.plugin import Reader
    from perfeval.revision import Revision

FACTS_LIMIT = 4 << 20

FactsLike = Facts | Mapping[str, object] | str | Path
Format = Literal["terminal", "markdown", "svg"] | str
"""A built-in format, or one that a plug-in gives."""


@define(frozen=True, eq=False, slots=False)
class Rules:
    """A rule file that was read and checked: immutable, safe to share between threads, picklable.

    What travels in a pickle is the sources; the compiled code is made again where it arrives.
    """

    source: Source
    facts_path: Path | None = None
    model: Model = field(repr=False, kw_only=True)
    _kept: Engine | None = field(default=None, repr=False, kw_only=True)
    _key: str | None = field(default=None, repr=False, kw_only=True)

    @cached_property
    def engine(self) -> Engine:
        """The rules compiled: from an earlier run, or now and kept for the next."""
        if self._kept is not None:
            return self._kept
        from perfeval.evaluating import engine

        made = engine(self.model)
        if self._key is not None:
            keeping.keep(self._key, made)
        return made

    @property
    def files(self) -> tuple[str, ...]:
        """The file's name as shown, and those of the files that it extends, the nearest first."""
        return tuple(source.name for source in self.model.sources)

    @property
    def name(self) -> str:
        """The framework's name."""
        return self.model.name

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What was noticed while the rules were read; none of it an error."""
        return self.model.diagnostics

    def __reduce__(self) -> tuple[object, ...]:
        return _loaded, (self.model.sources, self.facts_path)


@frozen(eq=False)
class Checked:
    """What checking a rule file found; `rules` is None when it cannot be used.

    `revision` says what a file that extends another changes in it.
    """

    rules: Rules | None
    diagnostics: tuple[Diagnostic, ...]
    revision: Revision | None = None


def load(rules: str | Path | None = None, *, text: str | None = None, name: str = "rules") -> Rules:
    """Rules from a file's path, a shipped pack's name, or a text (shown to people as `name`).

    Raises RulesError, with every diagnostic, when they cannot be read or used.
    """
    checked = check(rules, text=text, name=name)
    if checked.rules is None:
        raise RulesError(checked.diagnostics)
    return checked.rules


def check(rules: str | Path | None = None, *, text: str | None = None, name: str = "rules") -> Checked:
    """All that is wrong with rules, or worth knowing. Never raises for what a file holds."""
    if text is not None:
        linked = chain(Source(name, text.replace("\r\n", "\n").replace("\r", "\n")))
        return _checked(linked.sources, None) if linked.fault is None else Checked(None, (linked.fault,))
    if rules is None:
        raise TypeError("load and check need a path, a pack's name, or text=…")
    found = located(rules)
    return Checked(None, (found,)) if isinstance(found, Diagnostic) else _checked_file(found)


def _loaded(sources: tuple[Source, ...], facts_path: Path | None) -> Rules:
    rules = _checked(sources, facts_path).rules
    assert rules is not None
    return rules


def _checked_file(found: Location) -> Checked:
    """A rule file checked, or what an earlier run kept of the very same files."""
    data = opened(found.path, found.name, RULES_LIMIT)
    if isinstance(data, Diagnostic):
        return Checked(None, (data,))
    text = decoded(data)
    if text is None:
        return Checked(None, (of_files.file_not_text(Place(found.name), path=found.name),))
    linked = chain(Source(found.name, *text), found.path)
    if linked.fault is not None:
        return Checked(None, (linked.fault,))
    from perfeval.evaluating import Engine

    below = (part for source in linked.sources[1:] for part in (source.text, source.name))
    key = keeping.key((data, found.name, *below))
    engine = keeping.kept(key)
    if isinstance(engine, Engine):
        rules = Rules(engine.model.sources[0], found.facts, model=engine.model, kept=engine)
        return Checked(rules, rules.diagnostics, rules.model.revision)
    if found.pack is not None and len(called(found.pack)) > 1:
        return Checked(None, (pack_twice(found.pack),))
    return _checked(linked.sources, found.facts, key)


def _checked(sources: tuple[Source, ...], facts_path: Path | None, key: str | None = None) -> Checked:
    from attrs import evolve

    from perfeval.checking import check as check_tree
    from perfeval.defaults import default_registry, installed

    registry = default_registry()
    read = read_chain(sources, registry.callable_names)
    noted = (*installed().faults, *read.diagnostics)
    for source in sources:
        if source.encoding != "utf-8":
            noted = (*noted, of_files.encoding_gb18030(Place(source.name), path=source.name))
    if read.tree is None:
        return Checked(None, ordered(noted))
    checked = check_tree(read.tree, registry, noted)
    if checked.model is None:
        return Checked(None, checked.diagnostics, read.revision)
    model = evolve(checked.model, revision=read.revision)
    return Checked(Rules(sources[0], facts_path, model=model, key=key), checked.diagnostics, read.revision)


# ---------------------------------------------------------------- facts


def read(path: str | Path) -> Facts:
    """Facts from a .toml or .json file.

    Raises FactsError when it cannot be read. What was merely noticed is found in `read_with_notes`.
    """
    return read_with_notes(path)[0]


def read_with_notes(path: str | Path) -> tuple[Facts, tuple[Diagnostic, ...]]:
    """Facts and what was noticed while they were read."""
    data = opened(Path(path), str(path), FACTS_LIMIT)
    if isinstance(data, Diagnostic):
        raise FactsError((data,))
    return read_bytes(data, Path(path).name if _is_shipped(Path(path)) else str(path))


def read_bytes(
    data: bytes, name: str, *, as_json: bool | None = None
) -> tuple[Facts, tuple[Diagnostic, ...]]:
    """Facts from a file's content: JSON when the name says so (or `as_json`), a plug-in's reader for its ending,
    otherwise TOML.
    """
    suffix = name.lower()[name.rfind(".") :] if "." in name else ""
    if as_json is None and suffix not in ("", ".json", ".toml"):
        from perfeval.defaults import installed

        if suffix in installed().readers:
            return _read_by_plugin(*installed().readers[suffix], data, name)
    is_json = suffix == ".json" if as_json is None else as_json
    if is_json:
        from perfeval.reading.from_json import facts_from_json as read_facts
    else:
        from perfeval.reading.from_toml import facts_from_toml as read_facts
    facts, noted = read_facts(data, name)
    if facts is None or has_errors(noted):
        raise FactsError(noted)
    return facts, noted


def _read_by_plugin(
    reader: Reader, plugin: str, data: bytes, name: str
) -> tuple[Facts, tuple[Diagnostic, ...]]:
    from attrs import evolve

    from perfeval.plugin import told

    try:
        given = reader.read(data, name)
        if not isinstance(given, Mapping):
            raise TypeError(f"{type(given).__name__} is no mapping")
    except Exception as error:
        values = {"plugin": plugin, "what": reader.suffix, "error": told(error)}
        raise FactsError([of_plugins.kind_failed(Place(name), **values)]) from error
    facts, noted = _facts(given)
    return evolve(facts, origin=name), noted


def _is_shipped(path: Path) -> bool:
    return any(each.facts == path for each in own_packs())


def with_values(facts: Facts, values: Mapping[str, Given]) -> Facts:
    """Facts with some values added or replaced."""
    from attrs import evolve

    return evolve(facts, values={**facts.values, **values})


def _read_flat(given: dict[str, object]) -> Facts:
    return _facts(given)[0]


def _facts(facts: FactsLike) -> tuple[Facts, tuple[Diagnostic, ...]]:
    if isinstance(facts, Facts):
        return facts, ()
    if isinstance(facts, str | Path):
        return read_with_notes(facts)
    from perfeval.reading.from_mapping import facts_from_mapping

    made, noted = facts_from_mapping(facts)
    if has_errors(noted):
        raise FactsError(noted)
    return made, noted


# ---------------------------------------------------------------- evaluation and explanation


def evaluate(rules: Rules, facts: FactsLike, *, as_of: date | None = None, trace: bool = False) -> Outcome:
    """The outcome of one project.

    `facts` is a dict, a file's path, or what `read` gave. Parameters have the values of `as_of`, otherwise
    of 31 December of the project's year; never of today. With `trace`, every value is kept at once; without,
    the traced twin runs when an explanation is first asked for. Raises FactsError when facts do not fit the
    rules, or a parameter has no value; what is missing or cannot be computed is a state of the outcome.
    """
    if type(facts) is dict:
        outcome = rules.engine.evaluate_flat(facts, _read_flat, as_of, trace=trace)
        if outcome is not None:
            return outcome
    from perfeval.evaluating import evaluate as evaluate_facts

    made, _ = _facts(facts)
    return evaluate_facts(rules.engine, made, as_of=as_of, trace=trace)


def evaluate_table(
    rules: Rules,
    data: Any,
    *,
    key: str | None = None,
    carry: Sequence[str] = (),
    columns: Sequence[str] = (),
    as_of: date | None = None,
) -> Any:
    """The scores of a table of projects, one a row, as a pyarrow.Table with as many rows in the same order.

    `data` is a pyarrow Table, RecordBatch or RecordBatchReader, or anything with the Arrow PyCapsule interface
    (a Polars or pandas frame, a DuckDB relation): a column per fact, items as `指标.①`, points taken off as
    `指标.扣分`. The result has the key (the first column where none is named) and the columns to `carry`, then
    total, grade, state, and `NAME.score` of every node; `columns=["state"]` adds `NAME.state`. Where facts do not
    fit the rules the row's state is "faulty". Raises FactsError for columns that are missing, ImportError where
    pyarrow and numpy are not installed (perfeval[batch]).
    """
    from perfeval.evaluating.columns.tables import evaluated

    return evaluated(rules.engine, data, key=key, carry=tuple(carry), asked=tuple(columns), as_of=as_of)


def explain(
    outcome: Outcome,
    language: str = "zh",
    *,
    only: str | tuple[str, ...] | None = None,
    depth: int | None = None,
    everything: bool = False,
) -> Document:
    """The deduction trace of an outcome as a document (see explaining.trace)."""
    from perfeval.explaining.trace import trace

    return trace(outcome, language, only=only, depth=depth, everything=everything)


def render(
    document: Document, format: Format = "terminal", *, width: int | None = None, color: bool = False
) -> str:
    """A document as text: for a terminal, as Markdown, as an SVG picture, or in a format of a plug-in.

    Raises LookupError for a format that nobody gives, RenderError where a plug-in's renderer fails.
    """
    match format:
        case "terminal":
            from perfeval.rendering.to_terminal import to_terminal

            return to_terminal(document, width=width, color=color)
        case "markdown":
            from perfeval.rendering.to_markdown import to_markdown

            return to_markdown(document)
        case "svg":
            from perfeval.rendering.to_svg import to_svg

            return to_svg(document, width=width or 100)
        case _:
            return _rendered_by_plugin(document, format)


class RenderError(Faulty):
    """A plug-in's renderer failed."""


def _rendered_by_plugin(document: Document, format: str) -> str:
    from perfeval.defaults import installed
    from perfeval.plugin import told

    if format not in installed().renderers:
        raise LookupError(f"no renderer for {format!r}")
    renderer, plugin = installed().renderers[format]
    try:
        text = renderer.render(document)
        if not isinstance(text, str):
            raise TypeError(f"{type(text).__name__} is no text")
    except Exception as error:
        values = {"plugin": plugin, "what": format, "error": told(error)}
        raise RenderError([of_plugins.kind_failed(None, **values)]) from error
    return text


def as_data(outcome: Outcome, language: str = "zh", *, losses: bool = True) -> dict[str, object]:
    """The outcome as the JSON object of schema perfeval/outcome/1."""
    from perfeval import __version__
    from perfeval.explaining.data import outcome_as_data

    return outcome_as_data(outcome, engine=__version__, language=language, losses=losses)


def is_file_fault(diagnostic: Diagnostic) -> bool:
    """Whether a diagnostic is of a file as such: it cannot be opened, is no text, or is too large."""
    faults: tuple[Fault, ...] = of_files.FAULTS
    return diagnostic.fault in faults and has_errors((diagnostic,))
