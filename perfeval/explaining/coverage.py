"""Coverage: which lines, items, bands, conditions and rows of a rule file its cases came to, and which they did not."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from fractions import Fraction

from perfeval.diagnostics import Words
from perfeval.document import Block, Column, Document, Heading, Line, Paragraph, Role, Run, Table, line
from perfeval.model import Model
from perfeval.reach import Reach, reachable
from perfeval.records import frozen

KINDS: Mapping[str, Words] = {
    "lines": Words("计分的行", "scoring lines"),
    "items": Words("要点的答案", "answers to items"),
    "bands": Words("分档和对照表的行", "bands and rows of tables"),
    "conditions": Words("条件", "conditions"),
}
_KIND_OF = {
    "found": "items", "clear": "items", "met": "items", "unmet": "items", "band": "bands",
    "holds": "conditions", "fails": "conditions", "then": "conditions", "else": "conditions",
}  # fmt: skip
_MISSED: Mapping[str, Words] = {
    "score": Words("没有算出过得分", "never gave a score"),
    "taken": Words("从来没有扣过分", "never took points off"),
    "given": Words("从来没有加过分", "never gave points"),
    "met": Words("{detail}没有符合过", "{detail} was never met"),
    "unmet": Words("{detail}没有不符合过", "{detail} was always met"),
    "found": Words("{detail}没有存在过", "{detail} was never found"),
    "clear": Words("{detail}没有不存在过", "{detail} was always found"),
    "band": Words("“{detail}”没有落进过", "“{detail}” was never met"),
    "holds": Words("条件没有成立过", "the condition never held"),
    "fails": Words("条件没有不成立过", "the condition always held"),
    "then": Words("“则”没有用到过", "“then” was never taken"),
    "else": Words("“否则”没有用到过", "“else” was never taken"),
}
_APPLIES = {
    "holds": Words("没有不适用过", "it applied every time"),
    "fails": Words("没有适用过", "it never applied"),
}


@frozen
class Gap:
    """What no case came to: where in the rules, the line as written, and what of it.

    One that `is_inherited` stands in a file that the rules extend.
    """

    file: str
    line: int
    text: str
    missed: Words
    is_inherited: bool = False


@frozen
class Coverage:
    """Of one rule file: how many of how many by kind, and every gap."""

    rules: str
    counts: Mapping[str, tuple[int, int]]
    gaps: tuple[Gap, ...]

    @property
    def share(self) -> Fraction:
        """The share of all parts that the cases came to; 1 where there are none."""
        met, of = (sum(each[i] for each in self.counts.values()) for i in (0, 1))
        return Fraction(met, of) if of else Fraction(1)


def coverage(rules: str, model: Model, reached: Collection[Reach]) -> Coverage:
    """What is reached of all that a model has."""
    met = set(reached)
    every = reachable(model.program)
    by_kind: dict[str, list[Reach]] = {kind: [] for kind in KINDS}
    for each in every:
        if each.part in _KIND_OF:
            by_kind[_KIND_OF[each.part]].append(each)
    met_lines = {each.origin for each in every if each in met}
    lines = {each.origin for each in every}
    counts = {kind: (sum(each in met for each in parts), len(parts)) for kind, parts in by_kind.items()}
    counts["lines"] = (len(met_lines & lines), len(lines))
    gaps = [_gap(model, each) for each in every if each not in met]
    return Coverage(
        rules, counts, tuple(sorted(gaps, key=lambda gap: (gap.is_inherited, gap.file, gap.line)))
    )


def _gap(model: Model, reach: Reach) -> Gap:
    origin = model.origins[reach.origin]
    said = (_APPLIES if reach.detail == "applies" else _MISSED)[reach.part]
    if reach.detail and reach.part in ("then", "else"):
        said = Words(f"第{reach.detail}个{said.zh}", f"{said.en} (number {reach.detail})")
    filled = Words(said.zh.format(detail=reach.detail), said.en.format(detail=reach.detail))
    file = origin.place.file
    return Gap(file, origin.place.line or 0, origin.line, filled, file != model.sources[0].name)


def coverage_document(found: Collection[Coverage], language: str) -> Document:
    """How much is covered, by file and kind, and what is not, line by line."""
    blocks: list[Block] = []
    for each in found:
        title = Words(
            f"{each.rules}：覆盖{percent(each.share)}", f"{each.rules}: {percent(each.share)} covered"
        )
        blocks.append(Heading(2, line(title.said(language))))
        headings = (Words("项目", "What"), Words("跑到", "Reached"), Words("共", "Of"))
        columns = tuple(Column(words.said(language), is_figure=i > 0) for i, words in enumerate(headings))
        rows = tuple(
            (line(KINDS[kind].said(language)), line(str(met)), line(str(of)))
            for kind, (met, of) in each.counts.items()
            if of
        )
        blocks.append(Table(columns, rows))
        lines = tuple(_line_of(gap, language) for gap in each.gaps)
        if lines:
            blocks.append(Paragraph(lines))
    return Document(tuple(blocks), language)


def _line_of(gap: Gap, language: str) -> Line:
    at = Words(f"第{gap.line}行 ", f"line {gap.line} ").said(language)
    at = f"{gap.file} {at}" if gap.is_inherited else at
    mark = Words("：", ": ").said(language)
    return line(
        Run(at, Role.MUTED), Run(gap.missed.said(language), Role.WARNING), mark, Run(gap.text, Role.CODE)
    )


def percent(share: Fraction) -> str:
    """A share in whole percent, rounded down: 100% only where nothing is missed."""
    return f"{int(share * 100)}%"


def coverage_as_data(found: Collection[Coverage], language: str) -> list[dict[str, object]]:
    """The same as data."""
    return [
        {
            "rules": each.rules,
            "share": percent(each.share),
            "counts": {kind: {"reached": met, "of": of} for kind, (met, of) in each.counts.items()},
            "gaps": [
                {"file": gap.file, "line": gap.line, "text": gap.text, "missed": gap.missed.said(language)}
                for gap in each.gaps
            ],
        }
        for each in found
    ]
