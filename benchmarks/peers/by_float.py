"""Straight-line Python with floats, as a person would write it by hand: fast, and not exact."""

from __future__ import annotations

from collections.abc import Callable
from math import floor
from typing import Any


def scorer() -> Callable[[dict[str, Any]], dict[str, Any]]:
    """A function from a project's facts, with floats, to its 33 results."""
    return _score


def _rounded(x: float) -> float:
    return floor(x * 100 + 0.5) / 100


def _score(f: dict[str, Any]) -> dict[str, Any]:  # noqa: PLR0915 - calls would cost time
    i01 = f["c1_1"] * 1.0 + f["c1_2"] + f["c1_3"] + f["c1_4"] + f["c1_5"]
    i02 = f["c2_1"] * 1.0 + f["c2_2"] * 0.5 + f["c2_3"] * 0.5
    i03 = f["c3_1"] * 1.0 + f["c3_2"] + f["c3_3"] + f["c3_4"]
    x = f["c4_1"] + f["c4_2"] + f["c4_3"] - f["d4_1"] - f["d4_2"]
    i04 = floor(x * 100 + 0.5) / 100 if x > 0 else 0.0
    i05 = f["c5_1"] * 1.0 + f["c5_2"] + f["c5_3"] + f["c5_4"]
    i06 = f["c6_1"] * 1.0 + f["c6_2"]
    received = f["received"]
    x = received / f["budget"]
    i07 = 2.0 if x >= 1 else floor(2 * x * 100 + 0.5) / 100
    x = f["spent"] / received
    i08 = 5.0 if x >= 1 else floor(5 * x * 100 + 0.5) / 100
    x = f["c9_1"] * 1.0 + f["c9_2"] + f["c9_3"] - f["n9"]
    i09 = x if x > 0 else 0.0
    i10 = f["c10_1"] * 2.5 + f["c10_2"] * 2.5
    x = f["c11_1"] + f["c11_2"] + f["c11_3"] + f["c11_4"] * 2 - f["d11"]
    i11 = floor(x * 100 + 0.5) / 100 if x > 0 else 0.0
    x = f["a1"] / f["t1"]
    m = x if x < 1 else 1.0
    x = f["a2"] / f["t2"]
    m += x if x < 1 else 1.0
    x = f["a3"] / f["t3"]
    m += x if x < 1 else 1.0
    x = f["a4"] / f["t4"]
    m += x if x < 1 else 1.0
    x = f["a5"] / f["t5"]
    m += x if x < 1 else 1.0
    x = f["a6"] / f["t6"]
    m += x if x < 1 else 1.0
    x = f["a7"] / f["t7"]
    m += x if x < 1 else 1.0
    x = f["a8"] / f["t8"]
    m += x if x < 1 else 1.0
    x = f["a9"] / f["t9"]
    m += x if x < 1 else 1.0
    i12 = floor(12 * m / 9 * 100 + 0.5) / 100
    x = f["q1_a"] / f["q1_t"]
    y = f["q2_a"] / f["q2_t"]
    i13 = floor(13 * ((x if x < 1 else 1.0) + (y if y < 1 else 1.0)) / 2 * 100 + 0.5) / 100
    x = f["ontime"] / f["tasks"]
    i14 = floor(10 * (x if x < 1 else 1.0) * 100 + 0.5) / 100
    plan, actual = f["cost_plan"], f["cost_act"]
    x = 5.0 if actual <= plan else 5 * (2 * plan - actual) / plan
    i15 = floor(x * 100 + 0.5) / 100 if x > 0 else 0.0
    x = f["e1_a"] / f["e1_t"]
    y = f["e2_a"] / f["e2_t"]
    x = 15 * ((x if x < 1 else 1.0) + (y if y < 1 else 1.0)) / 2 - f["d16"]
    i16 = floor(x * 100 + 0.5) / 100 if x > 0 else 0.0
    x = f["sat"]
    i17 = 5.0 if x >= 90 else floor(5 * x / 90 * 100 + 0.5) / 100
    s01, s02, s03 = _rounded(i01 + i02), _rounded(i03 + i04), _rounded(i05 + i06)
    s04, s05, s10 = _rounded(i07 + i08 + i09), _rounded(i10 + i11), _rounded(i16 + i17)
    g1, g2, g3 = _rounded(s01 + s02 + s03), _rounded(s04 + s05), _rounded(i12 + i13 + i14 + i15)
    total = _rounded(g1 + g2 + g3 + s10)
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
