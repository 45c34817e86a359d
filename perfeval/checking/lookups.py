"""Lookup tables: their rows into what a call computes with; rows never used, gaps, and keys that do not fit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise, product
from math import prod
from typing import Any

from attrs import define, field

from perfeval import nodes
from perfeval.checking.units import combined, constant
from perfeval.core import terms as core
from perfeval.core.bounds import Bounds
from perfeval.core.types import (
    BARE_TYPE,
    ChoiceType,
    NumberType,
    TextType,
    Type,
)
from perfeval.diagnostics import Diagnostic, Label, Words, of_rules, of_tables, on_lines
from perfeval.diagnostics.near import did_you_mean
from perfeval.function import Function
from perfeval.nodes import Tree
from perfeval.records import frozen
from perfeval.values.lookups import Anything, Between, FirstFit, Key, Line, Row, Same, Slices

MOST_CELLS = 20_000
"""Tables of more combinations of keys are not searched for gaps."""

_ELSE = "\0"  # stands for every word that a table does not name

Report = Callable[[Diagnostic], None]
Typed = tuple[core.Term, Type]


@frozen
class Checked:
    """A table that can be used: its rows, and the types of its keys (None: any) and of its values."""

    node: nodes.LookupTable
    rows: tuple[Row, ...]
    keys: tuple[Type | None, ...]
    value: Type
    open_bounds: tuple[
        nodes.Bound, ...
    ] = ()  # that two rows share, of which neither says whether it has them


@define
class _Checker:
    table: nodes.LookupTable
    tree: Tree
    report: Report
    is_fit: bool = True
    said: dict[tuple[int, Fraction], str] = field(factory=dict)

    def fault(self, diagnostic: Diagnostic) -> None:
        self.is_fit = False
        self.report(diagnostic)

    def checked(self) -> Checked | None:
        if not self.table.rows:
            self.fault(of_tables.lookup_empty(self.tree.at(self.table), table=self.table.name))
            return None
        value = self._value_type()
        keys = tuple(self._key_type(index) for index in range(len(self.table.keys)))
        if not self.is_fit:
            return None
        rows = tuple(self._row(row) for row in self.table.rows)
        bounds = tuple(bound for index in range(len(keys)) for bound in self._open_bounds(index))
        return Checked(self.table, rows, keys, value, bounds)

    def _value_type(self) -> Type:
        types = [self._type(row.value) for row in self.table.rows]
        return self._one(types, [row.value for row in self.table.rows], Words("得出的值", "values"))

    def _key_type(self, index: int) -> Type | None:
        nodes_of: list[nodes.Node] = []
        types: list[Type] = []
        for row in self.table.rows:
            key = row.keys[index]
            if isinstance(key, nodes.Choice):
                nodes_of.append(key)
                types.append(TextType())
            elif isinstance(key, nodes.Interval):
                for bound in dict.fromkeys((key.low, key.high)):
                    if bound is not None:
                        nodes_of.append(bound)
                        types.append(self._type(bound.value))
        what = Words(f"“{self.table.keys[index]}”", f"“{self.table.keys[index]}”")
        return self._one(types, nodes_of, what) if types else None

    def _type(self, node: nodes.Expression) -> Type:
        if isinstance(node, nodes.Text):
            return TextType()
        number = node.operand if isinstance(node, nodes.Negative) else node
        assert isinstance(number, nodes.Number)
        return constant(number, self.fault, self.tree.at(node))[1]

    def _one(self, types: Sequence[Type], at: Sequence[nodes.Node], what: Words) -> Type:
        """The one type of several; reported where they differ. A bare number fits any."""
        found: Type = types[0]
        for type, node in zip(types, at, strict=True):
            bare = (
                isinstance(found, NumberType)
                and isinstance(type, NumberType)
                and None in (found.dimension, type.dimension)
            )
            if type != found and not bare:
                self.fault(
                    of_tables.lookup_kinds_differ(self.tree.at(node), table=self.table.name, what=what)
                )
                return found
            found = type if found == BARE_TYPE else found
        return found

    # ------------------------------------------------------------ rows

    def _row(self, row: nodes.LookupRow) -> Row:
        tests = tuple(self._test(index, key) for index, key in enumerate(row.keys))
        return Row(tests, self._figure(row.value))

    def _test(self, index: int, key: nodes.Interval | nodes.Rest | nodes.Choice) -> Between | Same | Anything:
        if isinstance(key, nodes.Rest):
            return Anything()
        if isinstance(key, nodes.Choice):
            return Same(key.name)
        low, high = (self._end(index, bound) for bound in (key.low, key.high))
        return Between(*low, *high)

    def _end(self, index: int, bound: nodes.Bound | None) -> tuple[Fraction | None, bool]:
        """A bound's number and whether it is included: where that is not said, unless another row says that it is."""
        if bound is None:
            return None, False
        value = self._figure(bound.value)
        assert isinstance(value, Fraction)
        source, span = self.tree.at(bound.value)
        self.said.setdefault((index, value), source.text[span.start : span.end].strip())
        if bound.closed is not None:
            return value, bound.closed
        return value, value not in self._included(index)

    def _open_bounds(self, index: int) -> Iterator[nodes.Bound]:
        """Bounds that two rows share and of which neither says whether it has them; where each is met last."""
        seen: dict[Key, list[nodes.Bound]] = {}
        for row in self.table.rows:
            key = row.keys[index]
            if isinstance(key, nodes.Interval) and key.low != key.high:
                for bound in (key.low, key.high):
                    if bound is not None:
                        seen.setdefault(self._figure(bound.value), []).append(bound)
        for sharing in seen.values():
            if len(sharing) > 1 and all(bound.closed is None for bound in sharing):
                yield sharing[-1]

    def _included(self, index: int) -> set[Key]:
        keys = (row.keys[index] for row in self.table.rows)
        bounds = (end for key in keys if isinstance(key, nodes.Interval) for end in (key.low, key.high))
        return {self._figure(end.value) for end in bounds if end is not None and end.closed}

    def _figure(self, node: nodes.Expression) -> Key:
        if isinstance(node, nodes.Text):
            return node.value
        if isinstance(node, nodes.Negative):
            inner = self._figure(node.operand)
            assert isinstance(inner, Fraction)
            return -inner
        assert isinstance(node, nodes.Number)
        term, _ = constant(node, lambda _: None, self.tree.at(node))
        assert isinstance(term, core.Const)
        assert isinstance(term.value, Fraction)
        return term.value

    # ------------------------------------------------------------ rows never used, and gaps

    def coverage(self, made: Checked) -> None:
        """Reports rows that are never used, and keys between the first and the last that no row is for."""
        samples = [list(self._samples(made, index)) for index in range(len(made.keys))]
        if prod(len(each) for each in samples) > MOST_CELLS:
            return
        used: set[int] = set()
        gaps: list[str] = []
        for combination in product(*samples):
            keys = tuple(key for key, _, _ in combination)
            met = next((i for i, row in enumerate(made.rows) if row.fits(keys)), None)
            if met is not None:
                used.add(met)
            elif all(is_inner for _, _, is_inner in combination):
                gaps.append("，".join(said for _, said, _ in combination))
        for index, row in enumerate(self.table.rows):
            if index not in used:
                self._never_used(made, index, row)
        if gaps and self.is_fit:
            shown = "；".join(gaps[:4]) + ("…" if len(gaps) > 4 else "")
            self.report(of_tables.lookup_gap(self.tree.at(self.table), table=self.table.name, gaps=shown))

    def _never_used(self, made: Checked, index: int, row: nodes.LookupRow) -> None:
        before = [self.tree.at(other) for other in self.table.rows[:index]]
        lines = on_lines(before, self.tree.at(row))
        label = Label(*self.tree.at(self.table.rows[0]))
        self.fault(
            of_tables.lookup_row_unused(self.tree.at(row), (label,), table=self.table.name, lines=lines)
        )

    def _samples(self, made: Checked, index: int) -> Iterator[tuple[Key, str, bool]]:
        """A key for each stretch that the rows tell apart, how it is said, and whether a gap there is one."""
        tests = [row.tests[index] for row in made.rows]
        words = list(dict.fromkeys(test.word for test in tests if isinstance(test, Same)))
        if words:
            yield from ((word, word, True) for word in words)
            yield _ELSE, "其余", False
            return
        ends = sorted(
            {v for test in tests if isinstance(test, Between) for v in (test.low, test.high) if v is not None}
        )
        if not ends:
            yield Fraction(0), "其余", False
            return
        knots = all(test.low == test.high for test in tests if isinstance(test, Between))
        yield ends[0] - 1, "", False
        for low, high in zip(ends, [*ends[1:], None], strict=True):
            yield low, self.said[index, low], True
            if high is None:
                yield low + 1, "", False
            else:
                yield (low + high) / 2, f"{self.said[index, low]}—{self.said[index, high]}", not knots


def checked_table(table: nodes.LookupTable, tree: Tree, report: Report) -> Checked | None:
    """A table with its faults reported; None where it cannot be used."""
    checker = _Checker(table, tree, report)
    made = checker.checked()
    if made is not None:
        checker.coverage(made)
    return made if checker.is_fit else None


# ---------------------------------------------------------------- calls


def looked_up(
    made: Checked, function: Function, node: nodes.Call, given: Sequence[Typed], at: Any, report: Report
) -> tuple[Function, core.Term, Type] | None:
    """A call of 查表, 插值 or 累进 with its keys typed: the function it is, the term, its type. None, reported, where
    the keys do not fit."""
    name = made.node.name
    if len(given) != len(made.keys) or (function.lookup != "first-fit" and len(made.keys) != 1):
        listed = "、".join(made.node.keys)
        report(
            of_tables.lookup_keys_wanted(
                at(node), table=name, keys=listed, count=len(made.keys), given=len(given)
            )
        )
        return None
    for index, (wants, (_, type)) in enumerate(zip(made.keys, given, strict=True)):
        argument = node.arguments[index + 1]
        if not _fits(wants, type):
            wanted = (
                Words("数，单位与表里的相同", "a number of the table's unit")
                if isinstance(wants, NumberType)
                else Words("文字或选项", "a text or a choice")
            )
            report(
                of_rules.wrong_argument(at(argument), name=node.function, position=index + 2, wanted=wanted)
            )
            return None
        if isinstance(type, ChoiceType) and not _choices_fit(made, index, type, argument, at, report):
            return None
    body, type = _body(made, function, given)
    if body is None:
        report(
            of_tables.lookup_not_for(
                at(node), table=name, function=node.function, wanted=_WANTED[function.lookup or ""]
            )
        )
        return None
    arguments = (core.Const(name), *(term for term, _ in given))
    values = [row.value for row in made.rows if isinstance(row.value, Fraction)]
    bounds = Bounds(min(values), max(values)) if values and not isinstance(body, Slices) else None
    is_number = isinstance(type, NumberType)
    called = Function(
        function.names,
        (len(arguments),) * 2,
        function.typed,
        function.describes,
        body=body,
        is_number=is_number,
        bounds=bounds,
    )
    return called, core.Call(f"{function.names.en}:{name}", arguments), type


_WANTED = {
    "line": Words(
        "一列数作键，每行一个数，得出的值是数", "one number a row as its only key, and a number as its value"
    ),
    "slices": Words(
        "一列数作键，每行一段，首尾相接，从一个数写起，得出的值是数",
        "one stretch of numbers a row as its only key, adjoining, and a number as its value",
    ),
    "first-fit": Words("至少一行", "a row at least"),
}


def _fits(wants: Type | None, type: Type) -> bool:
    if wants is None:
        return True
    if isinstance(wants, TextType):
        return isinstance(type, TextType | ChoiceType)
    if not isinstance(wants, NumberType) or not isinstance(type, NumberType):
        return False
    return None in (wants.dimension, type.dimension) or wants.dimension == type.dimension


def _choices_fit(
    made: Checked, index: int, type: ChoiceType, argument: nodes.Expression, at: Any, report: Report
) -> bool:
    """Whether a table's words are choices of the fact; also reports choices that no row is for."""
    source, span = at(argument)
    subject = source.text[span.start : span.end]
    keys = [row.keys[index] for row in made.node.rows]
    for key in keys:
        if isinstance(key, nodes.Choice) and key.name not in type.choices:
            near, listed = did_you_mean(key.name, type.choices), "、".join(type.choices)
            report(
                of_rules.unknown_choice_name(
                    at(key), name=key.name, subject=subject, near=near, choices=listed
                )
            )
            return False
    named = {key.name for key in keys if isinstance(key, nodes.Choice)}
    lacking = [choice for choice in type.choices if choice not in named]
    if lacking and not any(isinstance(key, nodes.Rest) for key in keys):
        report(of_tables.lookup_gap(at(made.node), table=made.node.name, gaps="、".join(lacking)))
    return True


def _body(made: Checked, function: Function, given: Sequence[Typed]) -> tuple[Any, Type]:
    if function.lookup == "first-fit":
        return FirstFit(made.rows), made.value
    if not isinstance(made.value, NumberType) or not isinstance(made.keys[0], NumberType):
        return None, made.value
    if function.lookup == "line":
        return _line(made.rows), made.value
    key = given[0][1]
    assert isinstance(key, NumberType)
    return _slices(made.rows), combined(key, made.value, 1)


def _line(rows: tuple[Row, ...]) -> Line | None:
    knots = []
    for row in rows:
        (test,) = row.tests
        if not isinstance(test, Between) or test.low is None or test.low != test.high:
            return None
        assert isinstance(row.value, Fraction)
        knots.append((test.low, row.value))
    return Line(tuple(sorted(knots)))


def _slices(rows: tuple[Row, ...]) -> Slices | None:
    found = []
    for row in rows:
        (test,) = row.tests
        if not isinstance(test, Between):
            return None
        assert isinstance(row.value, Fraction)
        # 36000元以下: the first slice begins at nothing.
        found.append((Fraction(0) if test.low is None else test.low, test.high, row.value))
    found.sort(key=lambda each: each[0])
    adjoining = all(one[1] == other[0] for one, other in pairwise(found))
    return Slices(tuple(found)) if adjoining else None
