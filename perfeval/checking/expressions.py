"""Expressions into typed terms: names resolved outward, units compared, faults reported where they stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import assert_never

from attrs import define, field

from perfeval import nodes
from perfeval.checking.lookups import Checked, checked_table, looked_up
from perfeval.checking.names import Heading, Names
from perfeval.checking.parameters import parameter
from perfeval.checking.units import as_words, combined, constant, declared, exponents
from perfeval.core import terms as core
from perfeval.core.program import Definition, FactInput, InputSlot, ParameterInput, Scale, TableSlot
from perfeval.core.types import (
    BARE_TYPE,
    POINTS_TYPE,
    BooleanType,
    ChoiceType,
    ColumnType,
    DateType,
    NumberType,
    TextType,
    Type,
    UnknownType,
)
from perfeval.diagnostics import (
    Diagnostic,
    Plain,
    Words,
    of_plugins,
    of_rows,
    of_rules,
    of_tables,
    on_lines,
)
from perfeval.diagnostics.near import did_you_mean
from perfeval.function import Function, Mismatch
from perfeval.nodes import Implicit, Tree
from perfeval.records import frozen
from perfeval.registry import PluginError, Registry
from perfeval.source import Stretch
from perfeval.values.numbers import Rounding
from perfeval.values.units import Dimension

Typed = tuple[core.Term, Type]

THIS_ROW = ("本行", "this_row")

UNKNOWN: Typed = (core.ZERO, UnknownType())


@frozen
class Where:
    """Where an expression stands: inside which indicator, and over the rows of which table.

    `method` is the call of a 计分办法 whose lines it is in: there only its parameters and the file are known.
    """

    heading: Heading | None = None
    table: int | None = None
    method: MethodCall | None = None


@frozen
class MethodCall:
    """A method with what its parameters stand for."""

    node: nodes.Method
    given: Mapping[str, Typed]


@define
class Expressions:
    """Turns expressions into terms, making the program's inputs and definitions as they are used."""

    tree: Tree
    names: Names
    registry: Registry
    report: Callable[[Diagnostic], None]
    inputs: list[InputSlot] = field(factory=list)
    tables: list[TableSlot] = field(factory=list)
    definitions: list[Definition | None] = field(factory=list)
    functions: dict[str, Function] = field(factory=dict)
    used: set[str] = field(factory=set)
    used_columns: set[tuple[int, str]] = field(factory=set)
    divisions: dict[core.Arithmetic, list[tuple[int | None, nodes.Arithmetic]]] = field(factory=dict)
    scale: Scale | None = None
    rate_places: int | None = None
    _fact_index: dict[str, int] = field(factory=dict)
    _parameter_index: dict[str, int | None] = field(factory=dict)
    _lookups: dict[str, Checked | None] = field(factory=dict)
    _defined: dict[int, int] = field(factory=dict)
    _open: list[nodes.Definition] = field(factory=list)
    _faulty: set[int] = field(factory=set)
    _asked: set[int] = field(factory=set)  # names after 存在 and the like: what is not declared would be 是否

    def at(self, node: nodes.Node) -> Stretch:
        """Where a node stands, for a diagnostic."""
        return self.tree.at(node)

    def words(self, node: nodes.Node) -> str:
        """A node's text as written, on one line."""
        source, span = self.tree.at(node)
        return " ".join(source.text[span.start : span.end].split())

    # ------------------------------------------------------------ entry points

    def typed(self, node: nodes.Expression, where: Where) -> Typed:
        """An expression's term and type; UnknownType where it is at fault (already reported)."""
        match node:
            case nodes.Number():
                return constant(node, self.report, self.at(node))
            case nodes.Text(value):
                return core.Const(value), TextType()
            case nodes.Boolean(truth):
                return core.Const(truth), BooleanType()
            case nodes.Name():
                return self._name(node, where)
            case nodes.Own(which):
                return self._own(node, which, where)
            case nodes.Member():
                return self._member(node, where)
            case nodes.Negative(operand):
                return self._negative(node, operand, where)
            case nodes.Arithmetic():
                return self._arithmetic(node, where)
            case nodes.Comparison():
                return self._comparison(node, where)
            case nodes.Logic(operator, left, right):
                parts = self.condition(left, where), self.condition(right, where)
                return core.Logic(operator, *parts), BooleanType()
            case nodes.Not(operand) | nodes.Has(operand):
                self._asked.update({operand.id} if isinstance(node, nodes.Has) else ())
                term = self.condition(operand, where)
                return core.Not(term) if isinstance(node, nodes.Not) else term, BooleanType()
            case nodes.If():
                return self._if(node, where)
            case nodes.Call():
                return self._call(node, where)
            case _:
                assert_never(node)

    def condition(self, node: nodes.Expression, where: Where) -> core.Term:
        """An expression that must be true or false."""
        term, type = self.typed(node, where)
        if not isinstance(type, BooleanType | UnknownType):
            self.report(of_rules.not_a_condition(self.at(node)))
            return core.Const(False)
        return core.Const(False) if isinstance(type, UnknownType) else term

    def number(self, node: nodes.Expression, where: Where) -> tuple[core.Term, NumberType | UnknownType]:
        """An expression that must be a number."""
        term, type = self.typed(node, where)
        if isinstance(type, NumberType | UnknownType):
            return term, type
        self.report(of_rules.not_a_number(self.at(node), found=kind_words(type)))
        return UNKNOWN[0], UnknownType()

    # ------------------------------------------------------------ names

    def _name(self, node: nodes.Name, where: Where) -> Typed:
        name = node.name
        if where.method is not None:
            inner = self._in_method(name, where.method, where)
            if inner is not None:
                return inner
            where = Where()
        if where.table is not None:
            column = self.column(where.table, name)
            if column is not None:
                return column
        if where.heading is not None and name in where.heading.definitions:
            return self.defined(where.heading.definitions[name], where.heading, node)
        if name in self.names.facts:
            return self.fact(name)
        if name in self.names.definitions:
            return self.defined(self.names.definitions[name], None, node)
        if name in self.names.parameters:
            return self._parameter(self.names.parameters[name])
        return self._other(node, where)

    def _other(self, node: nodes.Name, where: Where) -> Typed:
        name, at = node.name, self.at(node)
        if name in self.names.tables:
            self.report(of_rules.not_a_value(at, name=name))
        elif name in self.names.by_indicator:
            self.report(of_rules.bare_indicator(at, name=name))
        elif self.names.infers_facts:
            return self.fact(name)
        else:
            near = did_you_mean(name, self.names.known(where.heading))
            kind = Words("是否", "yes/no") if node.id in self._asked else Words("万元", "万元")
            self.report(of_rules.unknown_name(at, name=name, near=near, kind=kind))
        return UNKNOWN

    def fact(self, name: str) -> Typed:
        """A declared or inferred fact as an input."""
        self.used.add(name)
        if name not in self._fact_index:
            self._fact_index[name] = len(self.inputs)
            fact = self.names.facts.get(name)
            # Nothing said of its type: yes or no where only that can be meant, otherwise a number.
            inferred: Type = BooleanType() if name in self.names.conditions else BARE_TYPE
            if fact is None:
                self.inputs.append(FactInput(name, inferred, None, 0, is_inferred=True))
            else:
                type, unit = declared(fact, self.report, self.at(fact))
                type = inferred if type == BARE_TYPE else type
                self.inputs.append(FactInput(name, type, unit, fact.id))
        slot = self.inputs[self._fact_index[name]]
        assert isinstance(slot, FactInput)
        return core.Input(self._fact_index[name]), slot.type

    def _parameter(self, node: nodes.Parameter) -> Typed:
        """A parameter as an input. Its faults are reported once, when it is first used."""
        self.used.add(node.name)
        if node.name not in self._parameter_index:
            made = parameter(node, self.report, self.tree)
            self._parameter_index[node.name] = None if made is None else len(self.inputs)
            self.inputs.extend([] if made is None else [made])
        index = self._parameter_index[node.name]
        if index is None:
            return UNKNOWN
        slot = self.inputs[index]
        assert isinstance(slot, ParameterInput)
        return core.Input(index), slot.type

    def row_value(self, node: nodes.Expression, table: int, column: int) -> Typed:
        """The value of a computed column; it may use the columns above it."""
        columns = self.tables[table].columns
        self.tables[table] = TableSlot(self.tables[table].name, columns[:column], self.tables[table].origin)
        typed = self.typed(node, Where(None, table))
        self.tables[table] = TableSlot(self.tables[table].name, columns, self.tables[table].origin)
        return typed

    def check_unused(self, definition: nodes.Definition | nodes.Parameter) -> None:
        """Checks a definition or parameter of the whole file that nothing uses, without counting it as used."""
        if definition.name in self.used:
            return
        if isinstance(definition, nodes.Definition):
            self.defined(definition, None)
        else:
            parameter(definition, self.report, self.tree)
        self.used.discard(definition.name)

    def defined(
        self, node: nodes.Definition, heading: Heading | None, used_at: nodes.Node | None = None
    ) -> Typed:
        """A definition, lowered when it is first used. A ring is reported once, with all its lines."""
        self.used.add(node.name)
        if node.id in self._defined:
            index = self._defined[node.id]
            made = self.definitions[index]
            return UNKNOWN if made is None else (core.Defined(index), made.type)
        if node in self._open:
            self._report_ring(node, used_at or node)
            return UNKNOWN
        self._open.append(node)
        table = None if heading is None else heading.table
        term, type = self.typed(node.value, Where(heading, table))
        self._open.pop()
        index = self._defined[node.id] = len(self.definitions)
        if isinstance(type, UnknownType):
            self.definitions.append(None)
            return UNKNOWN
        is_rate = heading is not None and node.name == heading.rate_name
        if is_rate and self.rate_places is not None:
            term = core.Rounded(term, self.rate_places + 2, Rounding.HALF_UP)
        owner = heading.index if heading else None
        self.definitions.append(Definition(node.name, term, type, owner, node.id, node.presumed, table))
        return core.Defined(index), type

    def _report_ring(self, node: nodes.Definition, used_at: nodes.Node) -> None:
        ring = self._open[self._open.index(node) :]
        if any(member.id in self._faulty for member in ring):
            return
        self._faulty.update(member.id for member in ring)
        lines = on_lines(map(self.at, ring), self.at(used_at))
        names = [member.name for member in [*ring, node]]
        zh = "，".join(f"“{a}”{'又' if i else ''}要先知道“{b}”" for i, (a, b) in enumerate(pairwise(names)))
        en = ", ".join(f"“{a}” needs “{b}”" for a, b in pairwise(names))
        self.report(of_rules.ring(self.at(used_at), path=Words(zh, en), lines=lines))

    # ------------------------------------------------------------ the indicator's own words

    def _own(self, node: nodes.Own, which: Implicit, where: Where) -> Typed:
        heading = where.heading
        if heading is None:
            # 分值取 分值 × 2: what a row weighs is not known yet, so the column is meant.
            column = None if where.table is None else self.column(where.table, self.words(node))
            if column is not None:
                return column
            self.report(of_rules.own_outside(self.at(node), word=self.words(node)))
            return UNKNOWN
        match which:
            case Implicit.WEIGHT:
                return core.Of(heading.index, "weight"), POINTS_TYPE
            case Implicit.RATE:
                return self.rate(heading, node)
            case Implicit.SCORE:
                zh = f"“{heading.node.name}”的得分要先知道它自己的得分"
                en = f"the score of “{heading.node.name}” needs itself"
                at = self.at(node)
                self.report(of_rules.ring(at, path=Words(zh, en), lines=on_lines([at], at)))
                return UNKNOWN

    def rate(self, heading: Heading, used_at: nodes.Node) -> Typed:
        """An indicator's 比率: its definition of its own name."""
        definition = heading.definitions.get(heading.rate_name)
        if definition is None:
            self.report(of_rules.no_rate(self.at(used_at), indicator=heading.node.name))
            return UNKNOWN
        _, type = self.defined(definition, heading, used_at)
        if isinstance(type, UnknownType):
            return UNKNOWN
        return core.Of(heading.index, "rate"), type

    # ------------------------------------------------------------ members

    def _member(self, node: nodes.Member, where: Where) -> Typed:
        owner = node.owner.name
        if owner in THIS_ROW:
            return self._of_this_row(node, where)
        if where.table is not None and self.tables[where.table].name == owner:
            column = self.column(where.table, node.member)
            if column is not None:
                return column
            near = did_you_mean(node.member, [c.name for c in self.tables[where.table].columns])
            at = self.at(node)
            self.report(of_rules.unknown_column_name(at, table=owner, name=node.member, near=near))
            return UNKNOWN
        if owner in self.names.tables:
            self.report(of_rules.column_outside_rows(self.at(node), name=self.words(node)))
            return UNKNOWN
        found = self.names.by_indicator.get(owner, [])
        if len(found) == 1 and node.where is None:
            heading = self.names.headings[found[0] - 1]
            match MEMBERS.get(node.member):
                case "rate":
                    return self.rate(heading, node)
                case "score" | "exact" as what:
                    return core.Of(heading.index, what), POINTS_TYPE
                case "weight":
                    return core.Of(heading.index, "weight"), POINTS_TYPE
        if not found and owner not in self.names.facts:
            near = did_you_mean(owner, self.names.known(where.heading))
            self.report(of_rules.unknown_name(self.at(node.owner), name=owner, near=near, kind="万元"))
        else:
            self.report(of_rules.unknown_member(self.at(node), owner=owner, member=node.member))
        return UNKNOWN

    def _of_this_row(self, node: nodes.Member, where: Where) -> Typed:
        """`本行.完成值`"""
        if where.table is None or where.method is not None:
            self.report(of_rows.column_not_here(self.at(node), name=self.words(node)))
            return UNKNOWN
        column = self.column(where.table, node.member)
        if column is not None:
            return column
        slot = self.tables[where.table]
        near = did_you_mean(node.member, [each.name for each in slot.columns])
        self.report(of_rules.unknown_column_name(self.at(node), table=slot.name, name=node.member, near=near))
        return UNKNOWN

    def column(self, table: int, name: str) -> Typed | None:
        """A column of the row at hand; None when the table has none of that name."""
        for index, column in enumerate(self.tables[table].columns):
            if column.name == name:
                self.used_columns.add((table, name))
                return core.Cell(table, index), column.type
        return None

    # ------------------------------------------------------------ operators

    def _negative(self, node: nodes.Negative, operand: nodes.Expression, where: Where) -> Typed:
        term, type = self.number(operand, where)
        if isinstance(term, core.Const) and isinstance(term.value, Fraction):
            return core.Const(-term.value, term.unit), type
        return core.Negate(term), type

    def _arithmetic(self, node: nodes.Arithmetic, where: Where) -> Typed:
        left, left_type = self.number(node.left, where)
        right, right_type = self.number(node.right, where)
        if isinstance(left_type, UnknownType) or isinstance(right_type, UnknownType):
            return UNKNOWN
        term = core.Arithmetic(node.operator, left, right)
        if node.operator == "÷":
            owner = where.heading.index if where.heading is not None else None
            self.divisions.setdefault(term, []).append((owner, node))
        if node.operator in "+-":
            verb = Words(
                "相加" if node.operator == "+" else "相减", "added" if node.operator == "+" else "subtracted"
            )
            type = self.same(node.left, left_type, node.right, right_type, verb)
            return (term, type) if type is not None else UNKNOWN
        return term, combined(left_type, right_type, 1 if node.operator == "×" else -1)

    def _comparison(self, node: nodes.Comparison, where: Where) -> Typed:
        left, left_type = self.typed(node.left, where)
        if isinstance(left_type, ChoiceType) and self._misspelt_choice(node, left_type, where):
            return core.Const(False), BooleanType()
        right, right_type = self.typed(node.right, where)
        if isinstance(left_type, UnknownType) or isinstance(right_type, UnknownType):
            return core.Const(False), BooleanType()
        term = core.Compare(node.operator, left, right)
        if isinstance(left_type, NumberType) and isinstance(right_type, NumberType):
            self.same(node.left, left_type, node.right, right_type, Words("相比", "compared"))
            return term, BooleanType()
        for one, other, literal in ((left_type, right, node.right), (right_type, left, node.left)):
            self._check_choice(one, other, literal, node)
        textual = (TextType, ChoiceType)
        alike = type(left_type) is type(right_type) or (
            isinstance(left_type, textual) and isinstance(right_type, textual)
        )
        if not alike or (node.operator not in "=≠" and not isinstance(left_type, DateType)):
            faulty, found = (
                (node.left, left_type) if not isinstance(left_type, NumberType) else (node.right, right_type)
            )
            self.report(of_rules.not_a_number(self.at(faulty), found=kind_words(found)))
        return term, BooleanType()

    def _misspelt_choice(self, node: nodes.Comparison, type: ChoiceType, where: Where) -> bool:
        """Reports a name that nobody declared where one of the choices should stand."""
        if not isinstance(node.right, nodes.Name) or node.right.name in self.names.known(where.heading):
            return False
        self._check_choice(type, core.Const(node.right.name), node.right, node)
        return True

    def _check_choice(
        self, type: Type, other: core.Term, literal: nodes.Expression, node: nodes.Comparison
    ) -> None:
        if not isinstance(type, ChoiceType) or not isinstance(other, core.Const):
            return
        value = other.value
        if isinstance(value, str) and value not in type.choices:
            subject = self.words(node.left if literal is node.right else node.right)
            near = did_you_mean(value, type.choices)
            choices = "、".join(type.choices)
            self.report(
                of_rules.unknown_choice_name(
                    self.at(literal), name=value, subject=subject, near=near, choices=choices
                )
            )

    def same(
        self,
        left: nodes.Expression,
        left_type: NumberType,
        right: nodes.Expression,
        right_type: NumberType,
        verb: Words,
    ) -> NumberType | None:
        """The type of two numbers that must be of one kind; None (reported) where they are not."""
        a, b = left_type.dimension, right_type.dimension
        for one, other, node, beside in ((a, b, left, right), (b, a, right, left)):
            if one is None and other and exponents(other, "money") and _is_bare_figure(node):
                self.report(
                    of_rules.number_without_unit(
                        self.at(node), number=self.words(node), other=self.words(beside)
                    )
                )
                return None
        if a is None or b is None or a == b:
            return right_type if a is None else left_type
        values: dict[str, Plain] = {
            "left": self._with_unit(left, a),
            "right": self._with_unit(right, b),
            "verb": verb,
        }
        # Points off for each day late: 分值 - 0.5 × 延误工作日 is a sum of plain numbers, whatever they count.
        sums = verb.en in ("added", "subtracted") and not (exponents(a, "money") or exponents(b, "money"))
        if sums or _both_count(a, b):
            self.report(of_rules.labels_differ(self.at(left), **values))
            return POINTS_TYPE if POINTS_TYPE.dimension in (a, b) else left_type
        self.report(of_rules.units_differ(self.at(left), **values))
        return None

    def _with_unit(self, node: nodes.Expression, dimension: Dimension) -> str:
        """An expression with its unit in brackets: a fact's as it was declared, else the base unit."""
        fact = self.names.facts.get(node.name) if isinstance(node, nodes.Name) else None
        if isinstance(node, nodes.Number) and node.unit:
            return self.words(node)
        return self.words(node) + (f"（{fact.type}）" if fact is not None else as_words(dimension))

    def _if(self, node: nodes.If, where: Where) -> Typed:
        condition = self.condition(node.condition, where)
        (then, then_type), (other, other_type) = (
            self.typed(node.then, where),
            self.typed(node.otherwise, where),
        )
        if isinstance(then_type, UnknownType) or isinstance(other_type, UnknownType):
            return UNKNOWN
        term = core.Branch(condition, then, other)
        if isinstance(then_type, NumberType) and isinstance(other_type, NumberType):
            verb = Words("作为同一个结果", "one result")
            type: Type | None = self.same(node.then, then_type, node.otherwise, other_type, verb)
            return (term, type) if type is not None else UNKNOWN
        if isinstance(then_type, NumberType) != isinstance(other_type, NumberType):
            faulty, found = (
                (node.otherwise, other_type) if isinstance(then_type, NumberType) else (node.then, then_type)
            )
            self.report(of_rules.not_a_number(self.at(faulty), found=kind_words(found)))
            return UNKNOWN
        return term, then_type

    # ------------------------------------------------------------ calls

    def _call(self, node: nodes.Call, where: Where) -> Typed:
        method = self.names.methods.get(node.function)
        if method is not None:
            return self._method(method, node, where)
        function = self.registry.functions.get(node.function)
        if function is None:
            known = sorted({contract.names.zh for contract in self.registry.functions.values()})
            lost = self.registry.lost.get(node.function)
            near = lost or did_you_mean(node.function, self.registry.functions)
            self.report(
                of_rules.unknown_function(
                    self.at(node), name=node.function, near=near, known="、".join(known)
                )
            )
            return UNKNOWN
        if function.lookup is not None:
            return self._looked_up(function, node, where)
        least, most = function.arity
        if len(node.arguments) < least or (most is not None and len(node.arguments) > most):
            several = f"{least}—{most}" if most else ""
            wanted = (
                Words(str(least), str(least))
                if most == least
                else Words(several or f"至少{least}", several or f"at least {least}")
            )
            self.report(
                of_rules.wrong_argument_count(
                    self.at(node), name=node.function, wanted=wanted, given=len(node.arguments)
                )
            )
            return UNKNOWN
        if function.aggregate is not None:
            return self._aggregate(function, node, node.arguments[0], where)
        return self._plain_call(function, node, where)

    # ------------------------------------------------------------ methods

    def _method(self, method: nodes.Method, node: nodes.Call, where: Where) -> Typed:
        """A call of a method: its score with the arguments in place of its parameters.

        Terms are equal by value, so equal calls are one shared term and never computed twice.
        """
        self.used.add(method.name)
        wanted, given = len(method.parameters), len(node.arguments)
        if wanted != given:
            many = Words(str(wanted), str(wanted))
            self.report(
                of_rules.wrong_argument_count(self.at(node), name=method.name, wanted=many, given=given)
            )
            return UNKNOWN
        arguments = [self.typed(argument, where) for argument in node.arguments]
        score = next((line for line in method.lines if isinstance(line, nodes.Score)), None)
        if score is None or any(isinstance(type, UnknownType) for _, type in arguments):
            return UNKNOWN
        call = MethodCall(method, dict(zip(method.parameters, arguments, strict=True)))
        return self._within(score, score.value, Where(where.heading, None, call), node)

    def _in_method(self, name: str, call: MethodCall, where: Where) -> Typed | None:
        """A parameter or a definition of the method; None for any other name."""
        if name in call.given:
            return call.given[name]
        for line in call.node.lines:
            if isinstance(line, nodes.Definition) and line.name == name:
                return self._within(line, line.value, where, line)
        return None

    def _within(
        self, line: nodes.Definition | nodes.Score, value: nodes.Expression, where: Where, used_at: nodes.Node
    ) -> Typed:
        """A line of a method. A ring is reported once; so is each fault, however often the method is called."""
        assert where.method is not None
        called = line if isinstance(line, nodes.Definition) else as_definition(where.method.node, line)
        if called in self._open:
            self._report_ring(called, used_at)
            return UNKNOWN
        self._open.append(called)
        typed = self.typed(value, where)
        self._open.pop()
        return typed

    # ------------------------------------------------------------ lookup tables

    def _looked_up(self, function: Function, node: nodes.Call, where: Where) -> Typed:
        first = node.arguments[0] if node.arguments else None
        name = first.name if isinstance(first, nodes.Name) else ""
        table = self.names.lookups.get(name)
        if first is None or table is None:
            near = did_you_mean(name, self.names.lookups) if name else Words("", "")
            written = self.words(first) if first is not None else ""
            at = self.at(first or node)
            self.report(of_tables.lookup_unknown(at, function=node.function, name=written, near=near))
            return UNKNOWN
        self.used.add(name)
        made = self.lookup_table(table)
        given = [self.typed(argument, where) for argument in node.arguments[1:]]
        if made is None or any(isinstance(type, UnknownType) for _, type in given):
            return UNKNOWN
        found = looked_up(made, function, node, given, self.at, self.report)
        if found is None:
            return UNKNOWN
        called, term, type = found
        assert isinstance(term, core.Call)
        if function.lookup == "first-fit" and term.function not in self.functions:
            for bound in made.open_bounds:
                at, shown = self.at(bound), self.words(bound.value)
                self.report(of_tables.lookup_bound_open(at, table=name, bound=shown))
        self.functions[term.function] = called
        return term, type

    def lookup_table(self, node: nodes.LookupTable) -> Checked | None:
        """A 对照表, checked once."""
        if node.name not in self._lookups:
            self._lookups[node.name] = checked_table(node, self.tree, self.report)
        return self._lookups[node.name]

    def _plain_call(self, function: Function, node: nodes.Call, where: Where) -> Typed:
        arguments = [
            self._column_argument(argument, where) if function.takes_columns else self.typed(argument, where)
            for argument in node.arguments
        ]
        types = tuple(type for _, type in arguments)
        if any(isinstance(type, UnknownType) for type in types) or not self._same_rows(node, arguments):
            return UNKNOWN
        try:
            result = function.typed(types)
            if function.lower is not None:
                # A plug-in's rewriting that fails is told here, where the call stands, and never later.
                function.lower(tuple(term for term, _ in arguments))
        except PluginError as failed:
            values = {"plugin": failed.plugin, "what": failed.what, "error": failed.error}
            self.report(of_plugins.kind_failed(self.at(node), **values))
            return UNKNOWN
        if isinstance(result, Mismatch):
            self.report(
                of_rules.wrong_argument(
                    self.at(node.arguments[result.argument]),
                    name=node.function,
                    position=result.argument + 1,
                    wanted=result.wanted,
                )
            )
            return UNKNOWN
        if function.lower is None and function.body is None:
            wanted = Words("“表.列”", "table.column")
            self.report(of_rules.wrong_argument(self.at(node), name=node.function, position=1, wanted=wanted))
            return UNKNOWN
        self.functions[function.names.en] = function
        return core.Call(function.names.en, tuple(term for term, _ in arguments)), result

    def _aggregate(
        self, function: Function, node: nodes.Call, argument: nodes.Expression, where: Where
    ) -> Typed:
        """合计(表.列), 合计(表.甲 × 表.乙), 计数(表)."""
        rows = self._rows(argument)
        kind = function.aggregate
        assert kind is not None
        speaks_of_rows = isinstance(argument, nodes.Name) or (
            isinstance(argument, nodes.Member) and not argument.member
        )
        if rows is None or (speaks_of_rows and kind != "count"):
            wanted = Words("“表.列”", "table.column")
            self.report(of_rules.wrong_argument(self.at(node), name=node.function, position=1, wanted=wanted))
            return UNKNOWN
        table, condition = self._filtered(rows, where)
        if kind == "count":
            if not speaks_of_rows:
                self.typed(argument, Where(where.heading, table))
            return core.Aggregate("count", table, core.ONE, condition), BARE_TYPE
        term, type = self.number(argument, Where(where.heading, table))
        if isinstance(type, UnknownType):
            return UNKNOWN
        return core.Aggregate(kind, table, term, condition), type

    def _same_rows(self, node: nodes.Call, arguments: list[Typed]) -> bool:
        """Whether the columns of a call are of the same rows; reported where they are not."""
        rows = None
        for position, (term, _) in enumerate(arguments, 1):
            if not isinstance(term, core.Aggregate) or term.kind != "list":
                continue
            if rows is not None and rows != (term.table, term.where):
                at = self.at(node.arguments[position - 1])
                wanted = Words("与前面同一张表、同一个条件的列", "a column of the same table and condition")
                self.report(of_rules.wrong_argument(at, name=node.function, position=position, wanted=wanted))
                return False
            rows = term.table, term.where
        return True

    def _column_argument(self, argument: nodes.Expression, where: Where) -> Typed:
        """An argument that may be a column, or a sum over columns, as the list of its rows."""
        rows = None if isinstance(argument, nodes.Call) else self._rows(argument)
        if rows is None:
            return self.typed(argument, where)
        table, condition = self._filtered(rows, where)
        term, type = self.number(argument, Where(where.heading, table))
        if isinstance(type, UnknownType):
            return UNKNOWN
        return core.Aggregate("list", table, term, condition), ColumnType(type.dimension)

    def _rows(self, argument: nodes.Expression) -> tuple[int, nodes.Expression | None] | None:
        """The table that an argument speaks of, and the condition on its rows; None where it is not one table."""
        members = [
            part
            for part in nodes.walk(argument)
            if isinstance(part, nodes.Member) and part.owner.name in self.names.tables
        ]
        names = {part.owner.name for part in members}
        if isinstance(argument, nodes.Name) and argument.name in self.names.tables:
            names = {argument.name}
        conditions = list(dict.fromkeys(part.where for part in members if part.where is not None))
        if len(names) != 1 or len(conditions) > 1:
            return None
        name = names.pop()
        self.used.add(name)
        table = next(i for i, slot in enumerate(self.tables) if slot.name == name)
        return table, conditions[0] if conditions else None

    def _filtered(
        self, rows: tuple[int, nodes.Expression | None], where: Where
    ) -> tuple[int, core.Term | None]:
        table, condition = rows
        return table, None if condition is None else self.condition(condition, Where(where.heading, table))


def as_definition(method: nodes.Method, score: nodes.Score) -> nodes.Definition:
    """A method's 得分 line under the method's name, for a ring through several methods."""
    return nodes.Definition(method.name, score.value, id=score.id)


MEMBERS = {
    "比率": "rate", "rate": "rate",
    "得分": "score", "score": "score",
    "精确得分": "exact", "exact_score": "exact",
    "分值": "weight", "权重": "weight", "weight": "weight",
}  # fmt: skip


def kind_words(type: Type) -> Words:
    """What kind of value a type is, in a person's words."""
    return {
        "BooleanType": Words("是或否", "yes or no"),
        "TextType": Words("文字", "text"),
        "DateType": Words("日期", "a date"),
        "TargetType": Words("指标值（目标）", "a target"),
        "QuantityType": Words("完成值（数量）", "a quantity as written"),
        "ChoiceType": Words("选项", "a choice"),
    }.get(type.__class__.__name__, Words("数", "a number"))


def _is_bare_figure(node: nodes.Expression) -> bool:
    return isinstance(node, nodes.Number) and not node.unit and node.figure != 0


def _both_count(a: tuple[tuple[str, int], ...], b: tuple[tuple[str, int], ...]) -> bool:
    def is_count(dimension: tuple[tuple[str, int], ...]) -> bool:
        return len(dimension) == 1 and dimension[0][0].startswith("count:")

    return is_count(a) and is_count(b)
