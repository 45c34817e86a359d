"""Stars: a plug-in with one of each: a function, a scoring kind, a reader, a renderer, a check, a pack."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from pathlib import Path

from perfeval import Diagnostic, Document, Outcome
from perfeval.plugins import (
    RATIO_TYPE,
    SHARE,
    Arithmetic,
    Blank,
    Check,
    Entry,
    Fault,
    Function,
    Level,
    LossKind,
    Lowered,
    Lowering,
    Mismatch,
    NumberType,
    Of,
    Origin,
    Phrase,
    Plugin,
    Reader,
    Renderer,
    ScoringKind,
    Stage,
    Take,
    Term,
    Type,
    Words,
)

# ---------------------------------------------------------------- a function: 星级系数(星数)


def _one_number(types: tuple[Type, ...]) -> Type | Mismatch:
    if not isinstance(types[0], NumberType):
        return Mismatch(0, Words("星数（一个数）", "a number of stars"))
    return RATIO_TYPE


def coefficient(stars: Fraction) -> Fraction:
    """Five stars are 1, each star less takes a fifth; never under 0 or over 1."""
    return min(max(stars / 5, Fraction(0)), Fraction(1))


COEFFICIENT = Function(
    Words("星级系数", "star_rate"),
    (1, 1),
    _one_number,
    Words("星数折成的系数，五星是1", "stars as a share, five of them 1"),
    body=coefficient,
    bounds=SHARE,
)

# ---------------------------------------------------------------- a scoring kind: 计分 评星(星数, 满星)

SAYS = Words("评{stars}星，比{full}星少{less}星", "{stars} stars of {full}, {less} fewer")


def _two_numbers(types: tuple[Type, ...]) -> Mismatch | None:
    wrong = next((i for i, type in enumerate(types) if not isinstance(type, NumberType)), None)
    return None if wrong is None else Mismatch(wrong, Words("一个数", "a number"))


def by_stars(arguments: tuple[Term, ...], origin: Origin, lowering: Lowering) -> Lowered:
    """Each star that is missing takes its part of the weight."""
    stars, full = arguments
    less = Arithmetic("-", full, stars)
    weight = Of(lowering.index, "weight")
    amount = Arithmetic("÷", Arithmetic("×", weight, less), full)
    blanks = (Blank("stars", stars), Blank("full", full), Blank("less", less))
    phrase = Phrase(SAYS, blanks)
    entry = Entry(amount, LossKind.SHORTFALL, phrase, origin.node, origin.presumed)
    return Lowered(Stage.BASE, (Take((entry,)),), Arithmetic("-", weight, amount))


BY_STARS = ScoringKind(
    Words("评星", "stars"),
    (2, 2),
    _two_numbers,
    by_stars,
    Words("少一星扣一份：评星(星数, 满星)", "a part off for each star missing: stars(stars, full)"),
)

# ---------------------------------------------------------------- a reader: NAME,VALUE lines


def read_lines(data: bytes, name: str) -> Mapping[str, object]:
    """Lines of NAME,VALUE; the number of the line is the source."""
    lines = data.decode("utf-8").splitlines()
    pairs = [(number, *line.partition(",")[::2]) for number, line in enumerate(lines, 1) if line.strip()]
    facts = {key.strip(): {"value": value.strip(), "source": f"第{number}行"} for number, key, value in pairs}
    return {"facts": facts}


# ---------------------------------------------------------------- a renderer: one line


def one_line(document: Document) -> str:
    """How many blocks a document has: enough to see that it came here."""
    return f"{len(document.blocks)} blocks"


# ---------------------------------------------------------------- a check

ALL_FULL = Fault(
    "stars-all-full",
    Level.ASK,
    Words("{count}个指标全部满分，请再看一遍", "all {count} indicators have full marks; look again"),
    Words("请抽查佐证", "check the evidence"),
    Words("满分的表最容易没有看过。", "A table of full marks may not have been looked at."),
)


def all_full(outcome: Outcome) -> Iterable[Diagnostic]:
    """A finding where nothing at all was lost."""
    if outcome.complete and all(not each.lost for each in outcome.indicators):
        yield ALL_FULL(None, (), {}, count=len(outcome.indicators))


PLUGIN = Plugin(
    functions=(COEFFICIENT,),
    kinds=(BY_STARS,),
    readers=(Reader(".lines", read_lines, Words("名称,数值 一行一项", "NAME,VALUE a line")),),
    renderers=(Renderer("brief", one_line, Words("只说有几段", "how many blocks")),),
    checks=(Check("全满分", (ALL_FULL,), all_full, Words("全部满分的", "nothing was lost")),),
    packs=Path(__file__).parent / "rules",
)
