"""Rules that rate instead of scoring: their scale and tables read, and what does not go with ratings reported."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction

from attrs import define

from perfeval import nodes
from perfeval.checking.names import Heading
from perfeval.core.program import Gathering, Node, Scale, Set, StepTable
from perfeval.core.terms import Branch, Const, Lookup, Term
from perfeval.diagnostics import Diagnostic, Words, of_ratings, of_rules, on_lines
from perfeval.diagnostics.near import did_you_mean
from perfeval.nodes import ResultKind, Tree

RATED = frozenset({Gathering.LOWEST_PLUS, Gathering.TABLE})
"""Ways of 汇总 that make a rating."""

WAYS = {
    Gathering.SUM: Words("相加", "by sum"),
    Gathering.MEAN: Words("加权平均", "by weighted mean"),
    Gathering.LOWEST: Words("取最低", "by the lowest"),
    Gathering.LOWEST_PLUS: Words("取最低并加号", "by the lowest with plus"),
    Gathering.TABLE: Words("按对照表", "by the rating table"),
}
LINES: Mapping[type[nodes.Node], Words] = {
    nodes.RoundScores: Words("得分的小数位", "the rounding of scores"),
    nodes.SumExactly: Words("得分的相加", "the adding up of scores"),
    nodes.NotApplicable: Words("不适用分值的处理", "what becomes of points that do not apply"),
    nodes.GradeFromRounded: Words("总分的等级", "the grade of the total"),
    nodes.Grade: Words("总分的等级", "a grade of the total"),
    nodes.Bonus: Words("加分", "a bonus"),
    nodes.Veto: Words("一票否决", "a veto"),
    nodes.Score: Words("得分", "a score"),
    nodes.Weight: Words("分值", "a weight"),
    nodes.ByRate: Words("按比率计分", "scoring by rate"),
    nodes.Bands: Words("分档给分", "bands that give points"),
    nodes.Interpolation: Words("分档给分", "bands that give points"),
    nodes.Judged: Words("定性评价给分", "a judgement in points"),
    nodes.Item: Words("给分的要点", "an item with points"),
    nodes.PerOccurrence: Words("扣分", "points off"),
    nodes.Steps: Words("扣分", "points off"),
    nodes.Discretion: Words("扣分", "points off"),
    nodes.ScoredBy: Words("计分", "a scoring kind"),
}
"""Lines that speak of points."""

Report = Callable[[Diagnostic], None]


# ---------------------------------------------------------------- the scale


def scale_of(tree: Tree, report: Report) -> Scale | None:
    """The ratings that a file declares, with its tables; None where it scores."""
    lines = tree.root.lines
    said = next((line for line in lines if isinstance(line, nodes.RatingScale)), None)
    tables = [line for line in lines if isinstance(line, nodes.RatingTable)]
    if said is None:
        for table in tables[:1]:
            what = Words("“评级对照”", "a rating table")
            report(of_ratings.ratings_not_declared(tree.at(table), what=what))
        return None
    letters = tuple(dict.fromkeys(said.letters))
    names = [*said.letters, *(each.name for each in said.counted)]
    for name in sorted({name for name in names if names.count(name) > 1}):
        report(of_ratings.rating_twice(tree.at(said), name=name))
    counted = {each.name: each.letter for each in said.counted}
    plain = Scale(letters, counted, {}, said.id)
    for each in said.counted:
        if each.letter not in letters:
            report(_unknown(tree, each, each.letter, plain))
    return Scale(letters, counted, _Tables(tree, plain, report).read(tables), said.id)


def _unknown(tree: Tree, node: nodes.Node, name: str, scale: Scale) -> Diagnostic:
    near, known = did_you_mean(name, scale.letters), "、".join(scale.letters)
    return of_ratings.unknown_rating(tree.at(node), name=name, near=near, known=known)


@define
class _Tables:
    tree: Tree
    scale: Scale
    report: Report

    def read(self, tables: Iterable[nodes.RatingTable]) -> dict[tuple[int, int], Fraction]:
        """Every table in one: how many are rated, and the sum of their ranks."""
        found: dict[tuple[int, int], Fraction] = {}
        seen: dict[int, nodes.RatingTable] = {}
        for table in tables:
            first = seen.setdefault(table.count, table)
            if first is not table:
                at = self.tree.at(table)
                before = on_lines([self.tree.at(first)], at)
                self.report(of_rules.defined_twice(at, name=f"评级对照 {table.count}项", first=before))
                continue
            found |= {(table.count, total): rank for total, rank in self._rows(table).items()}
        return found

    def _rows(self, table: nodes.RatingTable) -> dict[int, Fraction]:
        found: dict[int, Fraction] = {}
        least, most = table.count, table.count * len(self.scale.letters)
        for row in table.rows:
            rank = self.scale.rank(row.rating)
            if rank is None:
                self.report(_unknown(self.tree, row, row.rating, self.scale))
            for total in sorted({row.low, *range(row.low, min(row.high, most + 1) + 1)}):
                values = {"count": str(table.count), "sum": str(total)}
                if not least <= total <= most or row.low > row.high:
                    ends = {"least": str(least), "most": str(most)}
                    self.report(of_ratings.rating_table_outside(self.tree.at(row), **values, **ends))
                elif total in found:
                    self.report(of_ratings.rating_table_overlap(self.tree.at(row), **values))
                found.setdefault(total, rank or Fraction(1))
        lacking = [total for total in range(least, most + 1) if total not in found]
        if lacking:
            self.report(
                of_ratings.rating_table_gap(
                    self.tree.at(table),
                    count=str(table.count),
                    sums="、".join(_runs(lacking)),
                    least=str(least),
                    most=str(most),
                )
            )
        return found


def _runs(numbers: list[int]) -> Iterator[str]:
    """Whole numbers in order, those that follow one another as 3—7."""
    first = 0
    for i, number in enumerate(numbers):
        if i + 1 == len(numbers) or numbers[i + 1] != number + 1:
            yield str(number) if i == first else f"{numbers[first]}—{number}"
            first = i + 1


# ---------------------------------------------------------------- what goes with ratings


@define
class RatingChecks:
    """What a file that rates may hold. `ways` are what its parents say of 汇总."""

    tree: Tree
    headings: list[Heading]
    ways: Mapping[int, Gathering]
    lookups: list[StepTable]
    report: Report

    def without_scale(self) -> None:
        """Ways of combining that only ratings have, where none are declared."""
        for _, line in self._combining():
            if line.way in RATED:
                what = Words(f"“汇总：{WAYS[line.way].zh}”", f"“{WAYS[line.way].en}”")
                self.report(of_ratings.ratings_not_declared(self.tree.at(line), what=what))

    def no_points(self) -> None:
        """Whatever speaks of points, beside ratings."""
        for line in self.tree.root.lines:
            if isinstance(line, nodes.Framework) and line.points is not None:
                self._points(line, Words("满分", "full marks"))
            elif type(line) in LINES:
                self._points(line, LINES[type(line)])
        for heading in self.headings:
            if heading.node.weight is not None:
                self._points(heading.node, Words("分值", "a weight"))
            for own in heading.node.lines:
                if _only_rates(own):
                    continue
                if type(own) in LINES:
                    self._points(own, LINES[type(own)])
                elif isinstance(own, nodes.Conditional) and own.result.kind not in NO_POINTS:
                    self._points(own, Words("给分或扣分的条件", "a condition that gives or takes points"))

    def _points(self, node: nodes.Node, what: Words) -> None:
        scale = next(line for line in self.tree.root.lines if isinstance(line, nodes.RatingScale))
        at = self.tree.at(node)
        where = on_lines([self.tree.at(scale)], at)
        self.report(of_ratings.points_beside_ratings(at, scale=where, what=what))

    def ways_of_combining(self) -> None:
        """Ratings are not added up, and the whole is not one rating."""
        for heading, line in self._combining():
            if heading is None:
                self.report(of_ratings.overall_rating(self.tree.at(line)))
            elif line.way not in RATED:
                self.report(of_ratings.not_for_ratings(self.tree.at(line), way=WAYS[line.way]))

    def _combining(self) -> Iterator[tuple[Heading | None, nodes.Combined]]:
        lines = [(None, line) for line in self.tree.root.lines]
        for heading, line in (*lines, *((each, line) for each in self.headings for line in each.node.lines)):
            if isinstance(line, nodes.Combined):
                yield heading, line

    def rated(self, made: Mapping[int, Node], scale: Scale) -> None:
        """Everything that must have a rating has one, and each table has what may be looked up in it."""
        for heading in self.headings:
            node = made[heading.index]
            above = self.ways.get(heading.parent)
            lacks = not node.steps if node.combine is None else heading.index not in self.ways
            if lacks and (node.combine is None or above in RATED) and not self._has_rating(heading):
                self.report(
                    of_ratings.rating_missing(self.tree.at(heading.node), indicator=heading.node.name)
                )
            if self.ways.get(heading.index) is Gathering.TABLE and heading.children:
                self._table(heading, made, scale)

    def _has_rating(self, heading: Heading) -> bool:
        """Whether it says a rating: one at fault was reported."""
        return any(isinstance(line, nodes.Rating) for line in heading.node.lines)

    def _table(self, heading: Heading, made: Mapping[int, Node], scale: Scale) -> None:
        name = heading.node.name
        for child in heading.children:
            if self._may_be_half(made[child]):
                child_name = made[child].name
                self.report(
                    of_ratings.rated_by_half(self.tree.at(heading.node), indicator=name, child=child_name)
                )
        # Any part may turn out not to apply, if only because a fact is given as 不适用.
        for count in range(len(heading.children), 1, -1):
            if not any(of == count for of, _ in scale.tables):
                self.report(
                    of_ratings.no_rating_table(self.tree.at(heading.node), indicator=name, count=str(count))
                )

    def _may_be_half(self, node: Node) -> bool:
        if node.combine is not None:
            return True
        return any(self._half(step.term) for step in node.steps if isinstance(step, Set))

    def _half(self, rank: Term) -> bool:
        match rank:
            case Const(Fraction() as value):
                return value.denominator != 1
            case Branch(_, then, otherwise):
                return self._half(then) or self._half(otherwise)
            case Lookup(table, _):
                return any(self._half(step.value) for step in self.lookups[table].steps)
            case _:
                return False


def _only_rates(line: nodes.Node) -> bool:
    """Whether a line is bands that give ratings alone."""
    return isinstance(line, nodes.Bands) and all(row.result.kind is ResultKind.RATING for row in line.rows)


NO_POINTS = frozenset({ResultKind.NOT_APPLICABLE, ResultKind.REMARK})
"""Results of a condition that give and take nothing."""
