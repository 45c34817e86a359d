"""计分 名(…): a way of scoring that a plug-in gives; its steps and sentences are the plug-in's."""

from __future__ import annotations

from perfeval import nodes
from perfeval.core.types import UnknownType
from perfeval.diagnostics import Words, of_plugins, of_rules
from perfeval.diagnostics.near import did_you_mean
from perfeval.registry import ByKind, Clause, Lowered, Lowering, Origin, PluginError


def lower(node: nodes.ScoredBy, lowering: Lowering) -> Lowered:
    """What the kind makes of its arguments. A kind that fails is an error that names its plug-in."""
    kind = lowering.kinds.get(node.kind)
    if kind is None:
        _unknown(node, lowering)
        return Lowered()
    typed = [lowering.typed(argument) for argument in node.arguments]
    if any(isinstance(type, UnknownType) for _, type in typed) or not _fits(node, kind, lowering):
        return Lowered()
    try:
        mismatch = kind.mismatch(tuple(type for _, type in typed))
        if mismatch is not None:
            at = lowering.at(node.arguments[mismatch.argument])
            position = mismatch.argument + 1
            lowering.report(
                of_rules.wrong_argument(at, name=node.kind, position=position, wanted=mismatch.wanted)
            )
            return Lowered()
        return kind.lowered(tuple(term for term, _ in typed), Origin(node.id, node.presumed), lowering)
    except PluginError as failed:
        values = {"plugin": failed.plugin, "what": failed.what, "error": failed.error}
        lowering.report(of_plugins.kind_failed(lowering.at(node), **values))
        return Lowered()


def _unknown(node: nodes.ScoredBy, lowering: Lowering) -> None:
    known = "、".join(sorted(lowering.kinds)) or "—"
    near = lowering.lost.get(node.kind) or did_you_mean(node.kind, lowering.kinds)
    lowering.report(of_plugins.unknown_kind(lowering.at(node), name=node.kind, near=near, known=known))


def _fits(node: nodes.ScoredBy, kind: ByKind, lowering: Lowering) -> bool:
    """Whether it has as many arguments as the kind takes; reported where it has not."""
    least, most = kind.arity
    given = len(node.arguments)
    if least <= given and (most is None or given <= most):
        return True
    wanted = str(least) if most == least else f"{least}—{most}" if most else f"≥ {least}"
    lowering.report(
        of_rules.wrong_argument_count(lowering.at(node), name=node.kind, wanted=wanted, given=given)
    )
    return False


CLAUSE = Clause(
    "by-kind", nodes.ScoredBy, lower, Words("计分 名(…)，由插件提供", "scored with NAME(…), from a plug-in")
)
