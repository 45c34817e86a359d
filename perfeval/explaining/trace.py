"""Trace: an outcome with its ledger as the document of `perfeval explain`: why each point was lost."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from perfeval.core.program import LossKind, ParameterInput
from perfeval.diagnostics import Words
from perfeval.document import Block, Branch, Document, Heading, Line, Paragraph, Role, Run, Tree, line
from perfeval.explaining.diagnosis import diagnosis
from perfeval.explaining.ratings import closing, rates, way_made
from perfeval.explaining.ratings import headline as rated_headline
from perfeval.explaining.words import KINDS, LABELS, points_text, signed, state_words, title, total_lines
from perfeval.outcome import Indicator, Loss, Outcome, State

MOST_FACTS = 6
"""A loss that rests on more facts shows these, and says how many more there are."""


def trace(
    outcome: Outcome,
    language: str = "zh",
    *,
    only: str | tuple[str, ...] | None = None,
    depth: int | None = None,
    everything: bool = False,
) -> Document:
    """The deduction trace as a tree, the findings, and how full marks became the total.

    By default only what lost points or has no score. `only` is one indicator (name, id or path; KeyError
    or AmbiguousName as Outcome[…]), `depth` how many levels are shown, `everything` all indicators.
    """
    writer = _Writer(outcome, language, depth, everything=everything or only is not None)
    top = outcome[only] if only is not None else outcome.nodes[0]
    blocks: list[Block] = [Heading(1, writer.title()), Tree(writer.branch(top, 0))]
    if only is None:
        if outcome.findings:
            blocks.append(Heading(2, line(LABELS["findings"].said(language))))
            blocks.extend(diagnosis(outcome.findings, language).blocks)
        if rates(outcome):
            blocks.append(Paragraph((closing(outcome, language),)))
            return Document(tuple(blocks), language)
        blocks.append(Heading(2, line(Words("总分怎么来的", "How the total came about").said(language))))
        blocks.append(Paragraph(tuple(writer.way_to_total())))
    return Document(tuple(blocks), language)


class _Writer:
    def __init__(self, outcome: Outcome, language: str, depth: int | None, *, everything: bool) -> None:
        self.outcome = outcome
        self.language = language
        self.depth = depth
        self.everything = everything

    def said(self, words: Words) -> str:
        """Words in the language at hand."""
        return words.said(self.language)

    def label(self, name: str) -> str:
        """A label in the language at hand."""
        return LABELS[name].said(self.language)

    def title(self) -> Line:
        """The project, or the framework where no project is named."""
        return line(Run(title(self.outcome), Role.STRONG))

    # ------------------------------------------------------------ the tree

    def branch(self, node: Indicator, depth: int) -> Branch:
        """An indicator with its losses and what hangs below it."""
        children: list[Branch] = []
        if self.depth is None or depth < self.depth:
            children += [self.branch(child, depth + 1) for child in self._shown(node)]
        children += [self.loss(loss, node) for loss in node.losses if loss.kind is not LossKind.CHILD]
        return Branch(self.headline(node), tuple(self._remarks(node)), tuple(children))

    def _shown(self, node: Indicator) -> Iterator[Indicator]:
        for index in node.children:
            child = self.outcome.nodes[index]
            if self.everything or child.lost != 0 or rates(self.outcome):
                yield child

    def headline(self, node: Indicator) -> Line:
        """`预算执行率  4.84 / 5  −0.16`"""
        if rates(self.outcome):
            return rated_headline(self.outcome, node, self.language)
        name = Run(node.name, Role.STRONG)
        if node.score is None:
            return line(
                name, "  ", Run(self.said(state_words(node.state)), Role.WARNING), *self._nominal(node)
            )
        weight = points_text(node.weight if node.weight is not None else node.nominal)
        parts: list[str | Run] = [name, f"  {points_text(Fraction(node.score))} / {weight}"]
        if node.lost:
            parts += ["  ", Run(signed(Fraction(node.lost)), Role.LOSS)]
        if node.state is not State.SCORED:
            parts += ["  ", Run(self.said(state_words(node.state)), Role.MUTED)]
        if node.weight is not None and node.weight != node.nominal:
            parts += self._nominal(node)
        return line(*parts)

    def _nominal(self, node: Indicator) -> list[str | Run]:
        nominal = points_text(node.nominal)
        return [Run(self.said(Words(f"（分值{nominal}分）", f" (weight {nominal})")), Role.MUTED)]

    def _remarks(self, node: Indicator) -> Iterator[Line]:
        if node.children:
            made = way_made(self.outcome, node, self.language)
            yield from () if made is None else (made,)
            return
        if node.formula_in is not None and (node.lost or self.everything or node.score is None):
            yield line(Run(self.label("formula"), Role.MUTED), Run(node.formula_in(self.language), Role.CODE))
            if node.substituted_in is not None:
                numbers = node.substituted_in(self.language)
                if node.rating is not None and not numbers.strip('“”"').endswith(node.rating):
                    numbers += f" = {node.rating}"
                exact = "" if node.exact is None else points_text(node.exact)
                if node.computed is not None:
                    numbers += f" = {points_text(node.computed)}"
                    if node.exact is not None and node.exact != node.computed:
                        numbers += self.said(Words(f"，记{exact}分", f", counted as {exact}"))
                yield line(Run(self.label("numbers"), Role.MUTED), Run(numbers, Role.CODE))
        if node.absent is not None:
            yield from self._why_absent(node)
        about = self.outcome.model.about.get(node.index)
        if about is not None:
            for label, texts in (
                ("explanation", about.explanations),
                ("basis", about.bases),
                ("advice", about.advice),
            ):
                for text in texts:
                    yield line(Run(self.label(label) + text, Role.MUTED))

    def _why_absent(self, node: Indicator) -> Iterator[Line]:
        for finding in self.outcome.findings:
            if finding.values.get("indicator") == node.name and finding.level.value != "note":
                yield line(Run(self.label("why"), Role.MUTED), Run(finding.text(self.language), Role.WARNING))

    # ------------------------------------------------------------ one loss

    def loss(self, loss: Loss, node: Indicator) -> Branch:
        """`−0.1615  预算执行率 96.77%，未达 100%`, and what it rests on."""
        kind = self.said(KINDS[loss.kind])
        text = loss.text(self.language)
        role = Role.MUTED if loss.kind is LossKind.ROUNDING else Role.LOSS
        head: list[str | Run] = [Run(signed(loss.points), role), "  "]
        if loss.kind is LossKind.UNEXPLAINED:
            head.append(
                Run(self.said(Words("没有写理由的扣分", "a deduction without a reason")), Role.WARNING)
            )
        elif loss.reason and loss.kind is LossKind.RECORDED:
            head += [Run(kind, Role.MUTED), "  ", loss.reason]
        else:
            head.append(text)
        return Branch(line(*head), tuple(self._loss_remarks(loss)))

    def _loss_remarks(self, loss: Loss) -> Iterator[Line]:
        if loss.kind is LossKind.ROUNDING:
            return
        if loss.kind is LossKind.UNEXPLAINED:
            yield line(Run(self.label("no-reason"), Role.WARNING))
        elif loss.reason and loss.kind is not LossKind.RECORDED:
            yield line(Run(self.label("reason"), Role.MUTED), loss.reason)
        for label, text in (("evidence", loss.evidence), ("by", loss.by)):
            if text:
                yield line(Run(self.label(label), Role.MUTED), text)
        if loss.place is not None:
            at = self.said(Words(f"{loss.place.file} 第{loss.place.line}行", str(loss.place)))
            yield line(Run(self.label("rule"), Role.MUTED), at, "  ", Run(loss.line, Role.CODE))
        if loss.presumed:
            yield line(Run(self.label("presumed"), Role.MUTED))
        yield from self._facts(loss)

    def _facts(self, loss: Loss) -> Iterator[Line]:
        for fact in loss.facts[:MOST_FACTS]:
            parts: list[str | Run] = [
                Run(self.label("parameter" if fact.is_parameter else "fact"), Role.MUTED),
                f"{fact.name} = {fact.value}{fact.unit}",
            ]
            if fact.since is not None:
                since = fact.since.isoformat()
                parts.append(self.said(Words(f"，自{since}起", f", from {since}")))
            if fact.source:
                label = self.label("rule" if fact.is_parameter else "source")
                parts += ["  ", Run(label + fact.source, Role.MUTED)]
            yield line(*parts)
        more = len(loss.facts) - MOST_FACTS
        if more > 0:
            yield line(Run(self.said(Words(f"另有{more}项数据", f"{more} more facts")), Role.MUTED))
        if loss.source:
            yield line(Run(self.label("source"), Role.MUTED), Run(loss.source, Role.MUTED))

    # ------------------------------------------------------------ from full marks to the total

    def way_to_total(self) -> Iterator[Line]:
        """Full marks, less every cause, one a line, and the total."""
        full = points_text(self.outcome.model.full_marks)
        yield line(self.said(Words(f"满分 {full}", f"full marks {full}")))
        if self.outcome.total is not None:
            for node, loss, points in self._causes(self.outcome.nodes[0]):
                what = self._cause_text(loss)
                yield line(
                    Run(f"  {signed(points):>10}", Role.LOSS),
                    "  ",
                    node.name if node.path else "",
                    "  " if node.path else "",
                    Run(what, Role.MUTED),
                )
        yield from total_lines(self.outcome, self.language)
        if any(
            isinstance(slot, ParameterInput) and slot.is_dated for slot in self.outcome.model.program.inputs
        ):
            day = self.outcome.as_of
            yield line(Run(self.said(Words(f"参数取{day}的值", f"parameters as of {day}")), Role.MUTED))
        for words in self.outcome.model.policies:
            yield line(Run(self.said(words), Role.MUTED))

    def _cause_text(self, loss: Loss) -> str:
        if loss.kind is LossKind.UNEXPLAINED:
            return self.said(Words("没有写理由", "no reason given"))
        if loss.kind is LossKind.RECORDED and loss.reason:
            return loss.reason if len(loss.reason) <= 24 else loss.reason[:24] + "…"
        return loss.text(self.language)

    def _causes(
        self, node: Indicator, factor: Fraction = Fraction(1)
    ) -> Iterator[tuple[Indicator, Loss, Fraction]]:
        """Every cause with what it costs the total: under a weighted mean a child counts for its share."""
        for loss in node.losses:
            if loss.of is None:
                yield node, loss, factor * loss.points
            elif loss.factor:
                yield from self._causes(self.outcome.nodes[loss.of], factor * loss.factor)
