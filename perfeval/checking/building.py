"""The whole model: weights and hierarchy, every indicator lowered, policies applied."""

from __future__ import annotations

from fractions import Fraction

from attrs import define, field

from perfeval import nodes
from perfeval.checking.expressions import Expressions
from perfeval.checking.framework import Policies, policies_of
from perfeval.checking.indicators import IndicatorLowering, both, lowered_indicator
from perfeval.checking.methods import check_methods
from perfeval.checking.names import Heading, Names, collected
from perfeval.checking.ratings import RatingChecks, scale_of
from perfeval.checking.rings import report_score_rings
from perfeval.checking.rows import rows_of
from perfeval.checking.sums import declared_sums
from perfeval.checking.totals import Totals, factors, gatherings
from perfeval.checking.units import declared
from perfeval.checking.weights import Weights
from perfeval.core.coverage import gaps
from perfeval.core.program import (
    Clip,
    Combine,
    DeclaredSum,
    Gathering,
    LossKind,
    Node,
    Program,
    Redistribution,
    Round,
    Scale,
    StepOnValue,
    StepTable,
    TableColumn,
    TableSlot,
    Take,
)
from perfeval.core.terms import Term
from perfeval.core.types import TextType
from perfeval.diagnostics import Diagnostic, Words, of_rules
from perfeval.model import About, Model, Origin
from perfeval.nodes import Tree
from perfeval.registry import Registry
from perfeval.values.numbers import decimal_text


@define
class Builder:
    """Builds a model from a tree, collecting diagnostics on the way."""

    tree: Tree
    registry: Registry
    diagnostics: list[Diagnostic] = field(factory=list)
    names: Names = field(init=False)
    expressions: Expressions = field(init=False)
    policies: Policies = field(init=False)
    lookups: list[StepTable] = field(factory=list)
    made: dict[int, Node] = field(factory=dict)
    about: dict[int, About] = field(factory=dict)
    sums: tuple[DeclaredSum, ...] = ()
    _told: set[tuple[object, ...]] = field(factory=set)
    ways: dict[int, Gathering] = field(factory=dict)
    applies: dict[int, Term | None] = field(factory=dict)
    weights: Weights = field(init=False)
    totals: Totals = field(init=False)
    scale: Scale | None = None

    def build(self) -> None:
        """Everything but the record itself; faults go to `diagnostics`."""
        self.names = collected(self.tree)
        self.diagnostics.extend(self.names.diagnostics)
        self.policies = policies_of(self.tree, self._report)
        if not self.names.headings:
            self._single_indicator()
        self.expressions = Expressions(self.tree, self.names, self.registry, self._report)
        self.expressions.rate_places = self.policies.rate_places
        self.scale = self.expressions.scale = scale_of(self.tree, self._report)
        self._tables()
        check_methods(self.names, self.registry, self.expressions)
        if not self.names.headings:
            self._report(of_rules.no_indicators(self.tree.at(self.tree.root)))
            return
        self.ways = gatherings(self.expressions, self.tree.root.lines)
        weights = Weights(self.tree, self.names, self.policies.full_marks, self._report, self.ways)
        self._weigh(weights)
        self.weights = weights
        self._name_what_is_unnamed(weights)
        tables = [slot.name for slot in self.expressions.tables]
        for heading in self.names.headings:
            if heading.rows is not None and heading.rows.table in tables:
                heading.table = tables.index(heading.rows.table)
        self.totals = Totals(self.expressions, self.policies, self.tree.root.lines)
        self.totals.lower()
        for heading in self.names.headings:
            self._indicator(heading, weights.of[heading.index])
        self.made[0] = self._framework()
        self._check_ratings()
        report_score_rings(self.made, self.expressions, self.tree, self._report)
        self._file_definitions()
        self.sums = declared_sums(self.expressions)
        self._unused()
        self._open_questions()

    def _report(self, diagnostic: Diagnostic) -> None:
        # A method's lines are read again at each call: what is wrong with them is said once.
        told = (diagnostic.code, diagnostic.source, diagnostic.span, diagnostic.text("zh"))
        if told not in self._told:
            self._told.add(told)
            self.diagnostics.append(diagnostic)

    # ------------------------------------------------------------ a file without headings

    def _single_indicator(self) -> None:
        """A file with no heading is one indicator named by its first definition, 100 points unless it says."""
        loose = self.tree.root.loose
        first = next((line for line in loose if isinstance(line, nodes.Definition)), None)
        if not loose:
            return
        name = first.name if first is not None else self.policies.name
        node = nodes.Indicator(level=1, name=name, weight=None, lines=loose, id=self.tree.root.id)
        heading = Heading(1, node, 0, (name,), name.replace("/", "／"))
        heading.definitions = dict(self.names.definitions)
        self.names.definitions = {}
        self.names.headings.append(heading)
        self.names.by_indicator[name] = [1]

    def _name_what_is_unnamed(self, weights: Weights) -> None:
        """Without a 体系 line the whole is called after its only indicator or its file, and its full marks are
        what its indicators sum to."""
        if any(isinstance(line, nodes.Framework) for line in self.tree.root.lines):
            return
        top = [heading for heading in self.names.headings if heading.parent == 0]
        if self.scale is None:
            self.policies.full_marks = sum((weights.of[heading.index] for heading in top), Fraction(0))
        stem = self.tree.source.name.rpartition("/")[2].removesuffix(".rules")
        self.policies.name = top[0].node.name if len(top) == 1 else stem

    # ------------------------------------------------------------ ratings

    def _weigh(self, weights: Weights) -> None:
        """Weights in points; of what is rated, the rank of the best rating."""
        if self.scale is None:
            weights.assign()
            return
        self.policies.full_marks = Fraction(0)
        weights.of = {heading.index: self.scale.highest for heading in self.names.headings}

    def _check_ratings(self) -> None:
        checks = RatingChecks(self.tree, self.names.headings, self.ways, self.lookups, self._report)
        if self.scale is None:
            checks.without_scale()
            return
        checks.no_points()
        checks.ways_of_combining()
        checks.rated(self.made, self.scale)

    # ------------------------------------------------------------ parts

    def _tables(self) -> None:
        for index, table in enumerate(self.names.tables.values()):
            columns = []
            for column in table.columns:
                type, unit = declared(column, self._report, self.expressions.at(column))
                columns.append(TableColumn(column.name, type, unit, None, column.is_optional, column.id))
            self.expressions.tables.append(TableSlot(table.name, tuple(columns), table.id))
            self._computed(index, table)

    def _computed(self, index: int, table: nodes.Table) -> None:
        """Computed columns may use those above them."""
        for position, column in enumerate(table.columns):
            if column.value is None:
                continue
            term, type = self.expressions.row_value(column.value, index, position)
            slot = self.expressions.tables[index]
            unit = slot.columns[position].unit
            made = TableColumn(column.name, type, unit, term, is_optional=False, origin=column.id)
            columns = (*slot.columns[:position], made, *slot.columns[position + 1 :])
            self.expressions.tables[index] = TableSlot(slot.name, columns, slot.origin)

    def _indicator(self, heading: Heading, weight: Fraction) -> None:
        over = None if heading.rows is None else rows_of(heading, self.expressions)
        if heading.rows is not None and over is None:
            return  # what is wrong with the rows is reported
        row_name = None if over is None else over.name
        lowering = IndicatorLowering(
            self.expressions, self.registry, heading, weight, self.lookups, self.policies.rounding, row_name
        )
        lowered = lowered_indicator(lowering)
        self.about[heading.index] = lowered.about
        # What a parent's condition says holds for everything below it.
        applies = both(self.applies.get(heading.parent), lowered.applies)
        self.applies[heading.index] = applies
        combine = self._combine(heading.index, heading.children, heading.node.id)
        is_over_rows = any(self.names.headings[child - 1].rows is not None for child in heading.children)
        self.made[heading.index] = Node(
            index=heading.index,
            name=heading.node.name,
            path=heading.path,
            id=heading.id,
            level=heading.node.level,
            parent=heading.parent,
            weight=weight,
            origin=heading.node.id,
            rate=lowered.rate,
            applies=None if combine and not is_over_rows else applies,
            steps=self._own_steps(heading.index, combine, lowered.steps),
            combine=combine,
            formula=lowered.formula,
            rating=lowered.rating,
            is_stated=lowered.is_stated and combine is None,
            remarks=lowered.remarks,
            over=over,
        )

    def _combine(self, index: int, children: list[int], origin: int) -> Combine | None:
        if not children:
            return None
        if self.scale is not None:
            way = self.ways.get(index, Gathering.SEPARATE) if index else Gathering.SEPARATE
            nothing = (Fraction(0),) * len(children)
            return Combine(tuple(children), Redistribution.NONE, None, origin, way, nothing)
        redistribution, redistributed = self.policies.redistribution(is_root=index == 0)
        way = self.ways.get(index, Gathering.SUM)
        if way is Gathering.LOWEST:
            redistribution, redistributed = Redistribution.NONE, None
        own = self.weights.of[index] if index else self.policies.full_marks
        scaled = factors(way, children, self.weights.of, self.weights.shares, own)
        return Combine(tuple(children), redistribution, redistributed, origin, way, scaled)

    def _own_steps(
        self, index: int, combine: Combine | None, lowered: tuple[StepOnValue, ...]
    ) -> tuple[StepOnValue, ...]:
        """An indicator's steps with the vetoes that act in it; of a parent, its rounding as well."""
        if self.scale is not None:
            return lowered if combine is None else ()
        acting = tuple(self.totals.steps_of.get(index, ()))
        if combine is None:
            # A veto is a gate: after the base and the items, before what people took off, the bounds and rounding.
            at = next((i for i, step in enumerate(lowered) if _comes_after_gates(step)), len(lowered))
            return (*lowered[:at], *acting, *lowered[at:])
        rounds = combine.gathering is not Gathering.SUM and self.policies.rounding is not None
        return (*lowered, *acting, *((self.policies.rounding,) if rounds and self.policies.rounding else ()))

    def _framework(self) -> Node:
        top = [heading.index for heading in self.names.headings if heading.parent == 0]
        return Node(
            index=0,
            name=self.policies.name,
            path=(),
            id="",
            level=0,
            parent=None,
            weight=self.policies.full_marks,
            origin=self.policies.origin,
            combine=(combine := self._combine(0, top, self.policies.origin)),
            steps=self._total_steps(combine),
        )

    def _total_steps(self, combine: Combine | None) -> tuple[StepOnValue, ...]:
        """Bonus, cap, veto, then the total's rounding."""
        if combine is None or self.scale is not None:
            return ()
        steps = self._own_steps(0, combine, ())
        last = self.policies.total_rounding
        return steps if last is None else (*steps, last)

    # ------------------------------------------------------------ what nobody used, what is open

    def _file_definitions(self) -> None:
        """Definitions that no indicator uses are checked all the same."""
        for definition in self.names.definitions.values():
            self.expressions.check_unused(definition)
        for parameter in self.names.parameters.values():
            self.expressions.check_unused(parameter)
        for table in self.names.lookups.values():
            self.expressions.lookup_table(table)

    def _unused(self) -> None:
        """What the file itself declares: an inherited fact may have lost its use, and cannot be taken out here."""
        self._unused_columns()
        kinds = (
            (Words("数据", "fact"), self.names.facts),
            (Words("定义", "definition"), self.names.definitions),
            (Words("表", "table"), self.names.tables),
            (Words("参数", "parameter"), self.names.parameters),
            (Words("计分办法", "method"), self.names.methods),
            (Words("对照表", "lookup table"), self.names.lookups),
        )
        for kind, table in kinds:
            for name, node in table.items():
                if name not in self.expressions.used and not self.tree.is_inherited(node):
                    self._report(of_rules.unused(self.expressions.at(node), kind=kind, name=name))

    def _unused_columns(self) -> None:
        """Columns of figures that nothing reads; a text tells people which row it is."""
        for index, table in enumerate(self.names.tables.values()):
            if table.name not in self.expressions.used or self.tree.is_inherited(table):
                continue
            slots = self.expressions.tables[index].columns
            for column, slot in zip(table.columns, slots, strict=True):
                if (index, column.name) not in self.expressions.used_columns and slot.type != TextType():
                    kind = Words("列", "column")
                    self._report(of_rules.unused(self.expressions.at(column), kind=kind, name=column.name))

    def _open_questions(self) -> None:
        """What the text leaves open and was assumed: reported once for the file, at its framework line."""
        if self.scale is not None:
            return  # nothing is rounded, and what does not apply has no points
        origin = self.policies.origin
        at = self.tree.at(origin)
        if self.policies.rounding is None and not self.policies.says_rounding:
            self._report(of_rules.rounding_open(at))
        may_not_apply = any(node.applies is not None for node in self.made.values())
        if may_not_apply and self.policies.not_applicable is None:
            self._report(of_rules.not_applicable_open(at))
        self._grade_below_zero()

    def _grade_below_zero(self) -> None:
        """Where points can go below zero, so can the total: the lowest grade must reach down to it."""
        least = sum((node.least for node in self.made.values()), Fraction(0))
        if least >= 0:
            return
        grade = next((line for line in self.tree.root.lines if isinstance(line, nodes.Grade)), None)
        for gap in gaps([band.step for band in self.policies.grades], least, Fraction(0)):
            if grade is not None and gap.low == least:
                self._report(of_rules.grade_below_zero(self.tree.at(grade), least=decimal_text(least)))

    # ------------------------------------------------------------ the record

    def program(self) -> Program:
        """The program; only when nothing is wrong."""
        expressions = self.expressions
        definitions = tuple(made for made in expressions.definitions if made is not None)
        assert len(definitions) == len(expressions.definitions)
        return Program(
            tuple(expressions.inputs),
            tuple(expressions.tables),
            definitions,
            tuple(self.lookups),
            tuple(self.made[index] for index in sorted(self.made)),
            self.policies.grades,
            frozenset(name for name in self.names.facts if name not in expressions.used),
            self.sums,
            tuple(self.totals.rules),
            self.scale,
        )

    def model(self, program: Program, diagnostics: tuple[Diagnostic, ...]) -> Model:
        """The model of a program, with all that was noticed."""
        expressions = self.expressions
        every = self.tree.nodes
        return Model(
            name=self.policies.name,
            version=self.policies.version,
            full_marks=self.policies.full_marks,
            sources=self.tree.sources,
            effective=self.policies.effective,
            program=program,
            origins={node.id: self._origin(node) for node in every},
            about=self.about,
            functions=expressions.functions,
            presumed=frozenset(node.id for node in every if getattr(node, "presumed", False)),
            policies=self.policies.words,
            diagnostics=diagnostics,
            checks=self.registry.checks,
        )

    def _origin(self, node: nodes.Node) -> Origin:
        source, span = self.tree.at(node)
        place = source.place(span)
        return Origin(place, source.line(place.line or 1).strip())


def _comes_after_gates(step: StepOnValue) -> bool:
    """Whether a step is one of those that follow the gates: recorded deductions, the floor, rounding."""
    if isinstance(step, Take):
        return any(entry.kind is LossKind.RECORDED for entry in step.entries)
    return isinstance(step, Round) or (isinstance(step, Clip) and step.has_floor)
