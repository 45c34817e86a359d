"""Straight-line Python with Fraction: exact, and what a person would write first to be exact."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Any

ZERO, HALF, ONE = Fraction(0), Fraction(1, 2), Fraction(1)


def scorer() -> Callable[[dict[str, Any]], dict[str, Any]]:
    """A function from a project's facts to its 33 results."""
    return _score


def _rounded(x: Fraction) -> Fraction:
    return Fraction(floor(x * 100 + HALF), 100)


def _share(actual: Decimal | int, target: Decimal | int) -> Fraction:
    return ONE if actual >= target else Fraction(actual) / Fraction(target)


def _score(f: dict[str, Any]) -> dict[str, Any]:
    i01 = ONE * (f["c1_1"] + f["c1_2"] + f["c1_3"] + f["c1_4"] + f["c1_5"])
    i02 = f["c2_1"] + HALF * (f["c2_2"] + f["c2_3"])
    i03 = ONE * (f["c3_1"] + f["c3_2"] + f["c3_3"] + f["c3_4"])
    i04 = _rounded(max(f["c4_1"] + f["c4_2"] + f["c4_3"] - Fraction(f["d4_1"]) - Fraction(f["d4_2"]), ZERO))
    i05 = ONE * (f["c5_1"] + f["c5_2"] + f["c5_3"] + f["c5_4"])
    i06 = ONE * (f["c6_1"] + f["c6_2"])
    i07 = _rounded(2 * _share(f["received"], f["budget"]))
    i08 = _rounded(5 * _share(f["spent"], f["received"]))
    i09 = max(ONE * (f["c9_1"] + f["c9_2"] + f["c9_3"] - f["n9"]), ZERO)
    i10 = 5 * HALF * (f["c10_1"] + f["c10_2"])
    i11 = _rounded(max(f["c11_1"] + f["c11_2"] + f["c11_3"] + 2 * f["c11_4"] - Fraction(f["d11"]), ZERO))
    first = _share(f["a1"], f["t1"]) + _share(f["a2"], f["t2"]) + _share(f["a3"], f["t3"])
    second = _share(f["a4"], f["t4"]) + _share(f["a5"], f["t5"]) + _share(f["a6"], f["t6"])
    third = _share(f["a7"], f["t7"]) + _share(f["a8"], f["t8"]) + _share(f["a9"], f["t9"])
    i12 = _rounded(12 * (first + second + third) / 9)
    i13 = _rounded(13 * (_share(f["q1_a"], f["q1_t"]) + _share(f["q2_a"], f["q2_t"])) / 2)
    i14 = _rounded(10 * _share(f["ontime"], f["tasks"]))
    plan, actual = Fraction(f["cost_plan"]), Fraction(f["cost_act"])
    i15 = 5 * ONE if actual <= plan else _rounded(max(5 * (2 * plan - actual) / plan, ZERO))
    i16 = _share(f["e1_a"], f["e1_t"]) + _share(f["e2_a"], f["e2_t"])
    i16 = _rounded(max(15 * i16 / 2 - Fraction(f["d16"]), ZERO))
    i17 = _rounded(5 * _share(f["sat"], 90))
    s01, s02, s03, s04, s05, s10 = i01 + i02, i03 + i04, i05 + i06, i07 + i08 + i09, i10 + i11, i16 + i17
    g1, g2, g3 = s01 + s02 + s03, s04 + s05, i12 + i13 + i14 + i15
    total = g1 + g2 + g3 + s10
    grade = "优" if total >= 90 else "良" if total >= 80 else "中" if total >= 60 else "差"
    # fmt: off
    return {
        "i01": i01, "i02": i02, "i03": i03, "i04": i04, "i05": i05, "i06": i06, "i07": i07, "i08": i08,
        "i09": i09, "i10": i10, "i11": i11, "i12": i12, "i13": i13, "i14": i14, "i15": i15, "i16": i16,
        "i17": i17, "s01": s01, "s02": s02, "s03": s03, "s04": s04, "s05": s05, "s06": i12, "s07": i13,
        "s08": i14, "s09": i15, "s10": s10, "g1": g1, "g2": g2, "g3": g3, "g4": s10, "total": total,
        "grade": grade,
    }
    # fmt: on
