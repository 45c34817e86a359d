"""Altering: headings of the extended framework changed, rewritten, added and deleted as a file says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import define, evolve, field

from perfeval import nodes
from perfeval.diagnostics import Diagnostic, Label, Words, of_variants, on_lines
from perfeval.diagnostics.near import did_you_mean
from perfeval.extending.lines import merged_own
from perfeval.extending.renaming import with_members, with_own
from perfeval.nodes import Tree
from perfeval.records import frozen
from perfeval.revision import Act, Altered
from perfeval.source import Stretch
from perfeval.vocabulary import LEVEL_WORDS

Path = tuple[str, ...]


@frozen
class Found:
    """A heading of the extended framework, its path, and the ids of those above it, the nearest last."""

    node: nodes.Indicator
    path: Path
    above: tuple[int, ...]


@define
class Alterations:
    """Applies alterations. `origins` gives each kept indicator's old path.

    `reweighed` are the lines that changed the points under a heading, `emptied` those that deleted all under it.
    """

    tree: Tree
    root: nodes.File
    local_root: int
    report: list[Diagnostic]
    altered: list[Altered]
    origins: dict[int, Path] = field(factory=dict)
    reweighed: dict[int, tuple[Stretch, ...]] = field(factory=dict)
    emptied: dict[int, tuple[Stretch, ...]] = field(factory=dict)
    _found: list[Found] = field(factory=list)
    _changes: dict[int, nodes.Change] = field(factory=dict)
    _deleted: dict[int, nodes.Delete] = field(factory=dict)
    _touched: dict[int, nodes.Alteration] = field(factory=dict)
    _inserts: dict[int, list[nodes.Insert]] = field(factory=dict)

    def applied(self, alterations: Sequence[nodes.Alteration]) -> tuple[nodes.Indicator, ...]:
        """The merged headings."""
        self._found = list(_headings(self.root.indicators, (), ()))
        for alteration in alterations:
            match alteration:
                case nodes.Change():
                    self._change(alteration)
                case nodes.Delete():
                    self._delete(alteration)
                case nodes.Insert():
                    self._insert(alteration)
        self._within_deleted()
        inherited = tuple(with_members(each, self._new_names()) for each in self.root.indicators)
        merged = self._merged(inherited, (), None)
        self._still_used(merged)
        return merged

    def _new_names(self) -> dict[str, str]:
        """Names under which only one indicator is known, and which a change gives another."""
        every = [each.node.name for each in self._found]
        return {
            each.node.name: change.renamed
            for each in self._found
            if (change := self._changes.get(each.node.id)) is not None
            and change.renamed
            and every.count(each.node.name) == 1
        }

    # ------------------------------------------------------------ what is meant

    def _one(self, at: Stretch, written: str, level: int = 0) -> Found | None:
        """The heading that a name or path means; None, with a fault, where it is not exactly one."""
        named = [each for each in self._found if each.node.name == written]
        if not named:
            path = tuple(part.strip() for part in written.replace("／", "/").split("/"))
            named = [each for each in self._found if each.path[-len(path) :] == path]
        if not named:
            known = [each.node.name for each in self._found]
            near = did_you_mean(written.rpartition("/")[2], known)
            self.report.append(of_variants.change_unknown(at, name=written, near=near))
            return None
        fitting = [each for each in named if level in (0, each.node.level)]
        if not fitting:
            is_, said = level_words(named[0].node.level), level_words(level)
            self.report.append(of_variants.change_level(at, name=written, level=is_, written=said))
            return None
        if len(fitting) > 1:
            self._ambiguous(at, written, fitting)
            return None
        return fitting[0]

    def _ambiguous(self, at: Stretch, written: str, fitting: list[Found]) -> None:
        paths = ["/".join(each.path) for each in fitting]
        labels = [Label(*self.tree.at(each.node)) for each in fitting]
        tails = ["/".join(each.path[-2:]) for each in fitting]
        shortest = tails[0] if len(set(tails)) == len(tails) else paths[0]
        self.report.append(
            of_variants.change_ambiguous(
                at,
                labels,
                name=written,
                count=len(fitting),
                paths=Words("、".join(paths), ", ".join(paths)),
                example=shortest,
            )
        )

    def _first_touch(self, found: Found, alteration: nodes.Alteration) -> bool:
        before = self._touched.setdefault(found.node.id, alteration)
        if before is not alteration:
            self._twice(found, before, alteration)
        return before is alteration

    def _twice(self, found: Found, before: nodes.Alteration, after: nodes.Alteration) -> None:
        at, first = self.tree.at(after), self.tree.at(before)
        line = on_lines([first], at)
        self.report.append(of_variants.changed_twice(at, (Label(*first),), name=found.node.name, first=line))

    # ------------------------------------------------------------ one alteration

    def _change(self, change: nodes.Change) -> None:
        at, heading = self.tree.at(change), change.heading
        found = self._one(at, heading.name, heading.level)
        if found is None or not self._first_touch(found, change):
            return
        says = heading.lines or heading.weight is not None or change.renamed
        if not says and not change.anew:
            self.report.append(of_variants.changes_nothing(at, name=heading.name))
        self._changes[found.node.id] = change
        if heading.weight is not None:
            self._weighed(found, at)

    def _delete(self, deletion: nodes.Delete) -> None:
        at = self.tree.at(deletion)
        found = self._one(at, deletion.name, deletion.level)
        if found is not None and self._first_touch(found, deletion):
            self._deleted[found.node.id] = deletion
            self._weighed(found, at)

    def _weighed(self, found: Found, at: Stretch) -> None:
        """A line changed the points of a heading: its own sum and its parent's may no longer agree."""
        parent = found.above[-1] if found.above else self.local_root
        for number in (parent, found.node.id):
            self.reweighed[number] = (*self.reweighed.get(number, ()), at)

    def _insert(self, insert: nodes.Insert) -> None:
        at = self.tree.at(insert)
        under = self._one(at, insert.under) if insert.under and not self._is_framework(insert.under) else None
        if insert.under and under is None and not self._is_framework(insert.under):
            return
        level = under.node.level if under is not None else 0
        heading = insert.heading if insert.heading.level else evolve(insert.heading, level=level + 1)
        if heading.level <= level:
            said, of = level_words(heading.level), level_words(level)
            self.report.append(of_variants.inserted_level(at, under=insert.under, level=of, written=said))
            return
        parent = under.node.id if under is not None else self.local_root
        beside = under.node.children if under is not None else self.root.indicators
        others = self._inserts.setdefault(parent, [])
        if not self._is_new(insert, [*beside, *(each.heading for each in others)], under):
            return
        by = insert.after or insert.before
        if by and by not in [each.name for each in (*beside, *(o.heading for o in others))]:
            near = did_you_mean(by, [each.name for each in beside])
            self.report.append(of_variants.change_unknown(at, name=by, near=near))
            return
        others.append(evolve(insert, heading=heading))
        self.reweighed[parent] = (*self.reweighed.get(parent, ()), at)

    def _is_framework(self, name: str) -> bool:
        lines = (*self.tree.root.lines, *self.root.lines)
        return any(isinstance(line, nodes.Framework) and line.name == name for line in lines)

    def _is_new(self, insert: nodes.Insert, beside: list[nodes.Indicator], under: Found | None) -> bool:
        """Whether no heading beside it has its name."""
        same = next((each for each in beside if each.name == insert.heading.name), None)
        if same is None or same.id in self._deleted:
            return True
        at, first = self.tree.at(insert), self.tree.at(same)
        where = under.node.name if under is not None else self._name()
        line = on_lines([first], at)
        self.report.append(
            of_variants.inserted_exists(at, (Label(*first),), under=where, name=same.name, first=line)
        )
        return False

    def _name(self) -> str:
        lines = (*self.tree.root.lines, *self.root.lines)
        return next((line.name for line in lines if isinstance(line, nodes.Framework)), "")

    def _within_deleted(self) -> None:
        """What stands under a deleted heading cannot be changed as well."""
        for found in self._found:
            deletion = next((self._deleted[each] for each in found.above if each in self._deleted), None)
            alteration = self._touched.get(found.node.id)
            inserts = self._inserts.get(found.node.id, [])
            for each in (*((alteration,) if alteration is not None else ()), *inserts):
                if deletion is not None:
                    self._within(found, deletion, each)
            if found.node.id in self._deleted and inserts:
                self._within(found, self._deleted[found.node.id], inserts[0])

    def _within(self, found: Found, deletion: nodes.Delete, alteration: nodes.Alteration) -> None:
        at, first = self.tree.at(alteration), self.tree.at(deletion)
        name = alteration.heading.name if isinstance(alteration, nodes.Insert) else found.node.name
        values = {"name": name, "deleted": deletion.name}
        line = on_lines([first], at)
        self.report.append(of_variants.changed_in_deleted(at, (Label(*first),), line=line, **values))

    # ------------------------------------------------------------ the merged headings

    def _merged(
        self, indicators: Sequence[nodes.Indicator], path: Path, parent: nodes.Indicator | None
    ) -> tuple[nodes.Indicator, ...]:
        made: list[nodes.Indicator] = []
        called: list[str] = []  # by what 排在 … says: one that is renamed, by its old name
        for node in indicators:
            here = (*path, node.name)
            if node.id in self._deleted:
                self._removed(node, self._deleted[node.id], here)
                continue
            made.append(self._laid(node, here))
            called.append(node.name)
        for insert in self._inserts.get(self.local_root if parent is None else parent.id, ()):
            by = insert.after or insert.before
            position = called.index(by) + bool(insert.after) if by in called else len(made)
            if by and by not in called:
                self._beside_deleted(insert, by)
            made.insert(position, insert.heading)
            called.insert(position, insert.heading.name)
            under = "/".join((*path, insert.heading.name))
            self.altered.append(Altered(Act.ADDED, under, None, self.tree.at(insert)))
        return tuple(made)

    def _beside_deleted(self, insert: nodes.Insert, by: str) -> None:
        deletions = (each for each in self._deleted.values() if each.name.endswith(by))
        at = self.tree.at(insert)
        for there in map(self.tree.at, deletions):
            said = on_lines([there], at)
            self.report.append(of_variants.deleted_but_used(at, (Label(*there),), name=by, deleted=said))

    def _laid(self, node: nodes.Indicator, path: Path) -> nodes.Indicator:
        """A heading with what changes it."""
        change = self._changes.get(node.id)
        self.origins[node.id] = path
        if change is None:
            children = self._merged(node.children, path, node)
            if node.children and not children:
                self._empty(node, node.id)
            return node if children == node.children else evolve(node, children=children)
        heading, name = change.heading, "/".join(path)
        says_weight = heading.weight is not None
        is_other = says_weight and (heading.weight, heading.is_share) != (node.weight, node.is_share)
        if is_other or change.renamed:
            self.altered.append(Altered(Act.REPLACED, name, self.tree.at(node), self.tree.at(change)))
        if change.anew:
            self.altered += (
                Altered(Act.VOIDED, name, self.tree.at(line), self.tree.at(change)) for line in node.lines
            )
            self.altered += (Altered(Act.ADDED, name, None, self.tree.at(line)) for line in heading.lines)
            lines = heading.lines
        else:
            lines = self._own_lines(node, change, name)
        says_more = says_weight or bool(change.renamed) or change.anew
        children = self._merged(node.children, path, node)
        made = nodes.Indicator(
            node.level,
            change.renamed or node.name,
            heading.weight if says_weight else node.weight,
            heading.is_share if says_weight else node.is_share,
            lines,
            children,
            id=heading.id if says_more else node.id,
        )
        self.origins[made.id] = path
        if node.children and not children:
            self._empty(node, made.id)
        if made.id != node.id and node.id in self.reweighed:
            self.reweighed[made.id] = self.reweighed[node.id]
        return made

    def _empty(self, node: nodes.Indicator, number: int) -> None:
        """A heading of this id lost all that stood under it."""
        self.emptied[number] = tuple(self.tree.at(self._deleted[child.id]) for child in node.children)

    def _own_lines(
        self, node: nodes.Indicator, change: nodes.Change, name: str
    ) -> tuple[nodes.IndicatorLine, ...]:
        """The inherited lines with those of the change laid over them."""
        inherited = self._without_weight(node, change.heading, name)
        if change.renamed:
            inherited = tuple(with_own(line, node.name, change.renamed) for line in inherited)
        return merged_own(self.tree, change.heading.lines, inherited, name, self.altered)

    def _without_weight(
        self, node: nodes.Indicator, heading: nodes.Indicator, name: str
    ) -> tuple[nodes.IndicatorLine, ...]:
        """The inherited lines without `分值 = 5`, where the change writes the weight in its heading."""
        gone = [line for line in node.lines if isinstance(line, nodes.Weight) and heading.weight is not None]
        self.altered += (
            Altered(Act.REPLACED, name, self.tree.at(line), self.tree.at(heading)) for line in gone
        )
        return tuple(line for line in node.lines if line not in gone)

    def _removed(self, node: nodes.Indicator, deletion: nodes.Delete, path: Path) -> None:
        """Lists a deleted heading with all headings under it."""
        at = self.tree.at(deletion)
        for each in _headings((node,), path[:-1], ()):
            self.altered.append(Altered(Act.REMOVED, "/".join(each.path), self.tree.at(each.node), at))

    # ------------------------------------------------------------ what is left behind

    def _still_used(self, merged: tuple[nodes.Indicator, ...]) -> None:
        """What remains and names an indicator that is gone."""
        gone = {
            each.node.name: deletion
            for number, deletion in self._deleted.items()
            for top in self._found
            if top.node.id == number
            for each in _headings((top.node,), (), ())
        }
        left = {each.node.name for each in _headings(merged, (), ())}
        for node in (part for top in self._remaining(merged) for part in nodes.walk(top)):
            if isinstance(node, nodes.Member) and node.owner.name in gone and node.owner.name not in left:
                name = node.owner.name
                at, there = self.tree.at(node), self.tree.at(gone[name])
                said = on_lines([there], at)
                self.report.append(
                    of_variants.deleted_but_used(at, (Label(*there),), name=name, deleted=said)
                )

    def _remaining(self, merged: tuple[nodes.Indicator, ...]) -> Iterator[nodes.Node]:
        yield from merged
        yield from self.tree.root.loose
        yield from self.root.loose


def _headings(indicators: Sequence[nodes.Indicator], path: Path, above: tuple[int, ...]) -> Iterator[Found]:
    """Every heading, parents first."""
    for node in indicators:
        here = (*path, node.name)
        yield Found(node, here, above)
        yield from _headings(node.children, here, (*above, node.id))


def level_words(level: int) -> Words:
    """What a level is called."""
    word = LEVEL_WORDS[max(level, 1) - 1]
    return Words(word.zh[0], word.en[0])
