"""Local standards that extend a drawn framework and keep its sums, as a county might write them."""

from __future__ import annotations

import re
from fractions import Fraction

from attrs import frozen
from hypothesis import strategies as st

from perfeval.values.numbers import decimal_text
from tests.strategies.frameworks import Drawn, frameworks

_HEADING = re.compile(r"^(?P<level>一|三)级指标 (?P<name>\S+) (?P<weight>[0-9.]+)分$", re.MULTILINE)


@frozen
class DrawnVariant:
    """A framework and the text of a file that extends it as “base.rules”."""

    base: Drawn
    text: str


@st.composite
def variants(draw: st.DrawFn) -> DrawnVariant:
    """Under each heading one change or none: its points moved, an indicator added, deleted, renamed or explained."""
    base = draw(frameworks())
    written = ["体系 某县体系", "沿用 “base.rules”"]
    families: list[list[tuple[str, Fraction]]] = []
    for found in _HEADING.finditer(base.text):
        if found["level"] == "一":
            families.append([])
        families[-1].append((found["name"], Fraction(found["weight"])))
    for family in families:
        written += _changes(draw, *family[0], family[1:])
    return DrawnVariant(base, "\n".join(written) + "\n")


def _changes(draw: st.DrawFn, parent: str, weight: Fraction, below: list[tuple[str, Fraction]]) -> list[str]:
    """The lines for one first-level heading."""
    ways = [_nothing, _explained, _renamed]
    if below:
        ways = [_added, _nothing] + [_moved, _deleted] * (len(below) > 1)
    return draw(st.sampled_from(ways))(draw, parent, weight, below)


_Below = list[tuple[str, Fraction]]


def _nothing(draw: st.DrawFn, parent: str, weight: Fraction, below: _Below) -> list[str]:
    return []


def _explained(draw: st.DrawFn, parent: str, weight: Fraction, below: _Below) -> list[str]:
    return [f"修改 一级指标 {parent} {decimal_text(weight)}分", "  说明：与上级的一致"]


def _renamed(draw: st.DrawFn, parent: str, weight: Fraction, below: _Below) -> list[str]:
    return [f"修改 {parent}，改名为 {parent}新"]


def _moved(draw: st.DrawFn, parent: str, weight: Fraction, below: _Below) -> list[str]:
    (one, gives), (other, takes) = below[0], below[-1]
    points = _some(draw, gives)
    return [*_anew(one, gives - points), *_anew(other, takes + points)]


def _deleted(draw: st.DrawFn, parent: str, weight: Fraction, below: _Below) -> list[str]:
    (one, gone), (other, takes) = below[0], below[-1]
    return [f"删除 三级指标 {one}", *_anew(other, takes + gone)]


def _added(draw: st.DrawFn, parent: str, weight: Fraction, below: _Below) -> list[str]:
    name, gives = draw(st.sampled_from(below))
    points = _some(draw, gives)
    where = draw(st.sampled_from(["", f"，排在 {name} 之后", f"，排在 {name} 之前"]))
    added = f"在 {parent} 下新增 三级指标 {parent}丙 {decimal_text(points)}分{where}"
    return [*_anew(name, gives - points), added, "  得分 = 分值"]


def _anew(name: str, weight: Fraction) -> list[str]:
    return [f"重写 三级指标 {name} {decimal_text(weight)}分", "  得分 = 分值 × 50%"]


def _some(draw: st.DrawFn, weight: Fraction) -> Fraction:
    """A part of a weight, never none nor all of it: in hundredths, half of it where there is no less."""
    most = int(weight * 100) - 1
    return Fraction(draw(st.integers(1, most)), 100) if most > 0 else weight / 2
