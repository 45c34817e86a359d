"""The workload: projects with the 69 flat facts that luohu-flat.rules reads, and their exact scores.

The first project is the report of rules/luohu-2024. The others are drawn by chance, with round budgets and
whole percentages, so that scores which end in exactly half a hundredth are common and not rare.
Nothing here uses perfeval: scores are worked out in whole hundredths, by integers.
"""

from __future__ import annotations

import random
import re
from decimal import Decimal
from pathlib import Path

Facts = dict[str, bool | int | Decimal]
"""One project as perfeval is given it: yes or no, counts, and amounts of two decimals."""

Floats = dict[str, bool | int | float]
"""The same project for peers that compute with floats."""

Scores = dict[str, int | str]
"""The 33 results: scores in hundredths of a point by their codes, and the grade."""

RULES = Path(__file__).parent / "luohu-flat.rules"

# What each item of an indicator gives, in hundredths; the facts are called c<indicator>_<item>.
ITEMS = {
    1: (100, 100, 100, 100, 100),
    2: (100, 50, 50),
    3: (100, 100, 100, 100),
    4: (100, 100, 100),
    5: (100, 100, 100, 100),
    6: (100, 100),
    9: (100, 100, 100),
    10: (250, 250),
    11: (100, 100, 100, 200),
}
VIOLATION = "n9"
YES_NO = [f"c{i}_{k}" for i, items in ITEMS.items() for k in range(1, len(items) + 1)] + [VIOLATION]
MONEY = ["budget", "received", "spent", "cost_plan", "cost_act"]
TAKEN_OFF = ["d4_1", "d4_2", "d11", "d16"]
SHARES = [f"{what}_{side}" for what in ("q1", "q2", "e1", "e2") for side in "at"]
COUNTS = [f"{side}{k}" for k in range(1, 10) for side in "ta"] + ["ontime", "tasks"]
FACTS = [*YES_NO, *MONEY, *TAKEN_OFF, *SHARES, "sat", *COUNTS]

LEAVES = [f"i{i:02}" for i in range(1, 18)]
PARENTS = {
    "s01": ("i01", "i02"),
    "s02": ("i03", "i04"),
    "s03": ("i05", "i06"),
    "s04": ("i07", "i08", "i09"),
    "s05": ("i10", "i11"),
    "s06": ("i12",),
    "s07": ("i13",),
    "s08": ("i14",),
    "s09": ("i15",),
    "s10": ("i16", "i17"),
    "g1": ("s01", "s02", "s03"),
    "g2": ("s04", "s05"),
    "g3": ("s06", "s07", "s08", "s09"),
    "g4": ("s10",),
    "total": ("g1", "g2", "g3", "g4"),
}
"""Parents after their parts; every parent is the plain sum of them."""

SCORES = [*LEAVES, *PARENTS]
# fmt: off
DOCUMENT_ORDER = [
    "total", "g1", "s01", "i01", "i02", "s02", "i03", "i04", "s03", "i05", "i06",
    "g2", "s04", "i07", "i08", "i09", "s05", "i10", "i11",
    "g3", "s06", "i12", "s07", "i13", "s08", "i14", "s09", "i15", "g4", "s10", "i16", "i17",
]
# fmt: on
"""The codes in the order of the rule file's headings, the framework first."""

# ---------------------------------------------------------------- projects

_REPORT: Facts = {
    **dict.fromkeys(YES_NO, True),
    VIOLATION: False,
    **dict.fromkeys(TAKEN_OFF, Decimal("1.00")),
    **{name: Decimal("200.00") for name in ("budget", "received", "cost_plan")},
    "spent": Decimal("193.54"),
    "cost_act": Decimal("193.53"),
    **{name: Decimal("90.00") for name in ("q1_t", "e1_t", "e2_t", "e2_a")},
    **{name: Decimal("100.00") for name in ("q2_a", "q2_t")},
    "q1_a": Decimal("95.51"),
    "e1_a": Decimal("92.62"),
    "sat": Decimal("98.80"),
    **{f"t{k}": t for k, t in enumerate((55000, 7, 300, 2_000_000, 4, 5000, 3, 4, 4), 1)},
    **{f"a{k}": a for k, a in enumerate((67000, 7, 373, 3_070_000, 29, 6315, 3, 4, 4), 1)},
    "ontime": 12,
    "tasks": 12,
}
_ROUND_TARGETS = (3, 4, 5, 6, 7, 8, 10, 12, 20, 50, 100, 200, 300, 400, 500, 800)
_LARGE_TARGETS = (1000, 4000, 5000, 10_000, 55_000, 2_000_000)


def projects(count: int, seed: int = 20241118) -> list[Facts]:
    """So many projects, the report first. The same seed gives the same ones."""
    chance = random.Random(seed)
    report: Facts = {name: _REPORT[name] for name in FACTS}
    return [report, *(_drawn(chance) for _ in range(count - 1))][:count]


def as_floats(facts: Facts) -> Floats:
    """A project with floats for decimals."""
    return {name: float(value) if isinstance(value, Decimal) else value for name, value in facts.items()}


def _drawn(chance: random.Random) -> Facts:
    drawn: Facts = {name: chance.random() < 0.93 for name in YES_NO}
    drawn[VIOLATION] = chance.random() < 0.04
    cents = _money(chance)
    for name in TAKEN_OFF:
        cents[name] = _some_points(chance) if chance.random() < 0.3 else 0
    for what in ("q1", "q2", "e1", "e2"):
        target = chance.choice((80_00, 85_00, 90_00, 95_00, 98_00, 100_00))
        actual = chance.randint(60, 100) * 100 if chance.random() < 0.5 else chance.randint(60_00, 100_00)
        cents[f"{what}_t"] = target
        cents[f"{what}_a"] = max(target, actual) if chance.random() < 0.4 else actual
    cents["sat"] = chance.randint(700, 1000) * 10 if chance.random() < 0.5 else chance.randint(70_00, 100_00)
    drawn |= {name: Decimal(value).scaleb(-2) for name, value in cents.items()}
    drawn |= _counts(chance)
    return {name: drawn[name] for name in FACTS}


def _money(chance: random.Random) -> dict[str, int]:
    """Budgets in hundredths of 万元: most are round, and most are received in full."""
    raw = min(max(int(chance.lognormvariate(5.3, 1.2) * 100), 100), 500_000_000)
    rounded_to = chance.choices((1000, 100, 1), (2, 1, 1))[0]
    budget = max(raw // rounded_to, 1) * rounded_to
    received = budget if chance.random() < 0.85 else max(int(budget * chance.uniform(0.5, 1)), 1)
    spent = received if chance.random() < 0.1 else int(received * chance.betavariate(12, 1.2))
    plan = budget if chance.random() < 0.8 else max(int(budget * chance.uniform(0.8, 1.1)), 1)
    actual = spent if chance.random() < 0.7 else int(plan * chance.uniform(0.8, 1.3))
    return dict(zip(MONEY, (budget, received, spent, plan, actual), strict=True))


def _some_points(chance: random.Random) -> int:
    return chance.choice((25, 30, 50, 100, 150)) if chance.random() < 0.5 else chance.randint(1, 199)


def _counts(chance: random.Random) -> dict[str, int]:
    counts = {}
    for k in range(1, 10):
        target = chance.choice(_ROUND_TARGETS + _LARGE_TARGETS)
        if chance.random() < 0.25:
            target = chance.randint(1, 2999)
        reached = chance.uniform(1, 1.5) if chance.random() < 0.6 else chance.uniform(0.5, 1)
        counts[f"t{k}"], counts[f"a{k}"] = target, int(target * reached)
    tasks = chance.randint(1, 60)
    on_time = tasks if chance.random() < 0.6 else int(tasks * chance.random())
    return counts | {"tasks": tasks, "ontime": on_time}


# ---------------------------------------------------------------- the same many times

_HEADING = re.compile(r"(?m)^( *[一二三]级指标) (\S+) ")


def repeated_rules(copies: int) -> str:
    """The rules so many times over in one framework; the k-th copy has _k at the names of its facts and indicators."""
    head, *parts = re.split(r"(?m)^(?=数据|一级指标)", RULES.read_text(encoding="utf-8"))
    body = "".join(parts)
    rates = [name for name in _HEADING.findall(body) if f"  {name[1]} = " in body]
    made = head.replace(" 100分", f" {100 * copies}分")
    for k in range(copies):
        copy = _HEADING.sub(rf"\g<1> \g<2>_{k} ", body)
        for _, name in rates:
            copy = copy.replace(f"  {name} = ", f"  {name}_{k} = ")
        made += re.sub(rf"(?<![\w])({'|'.join(FACTS)})(?![\w])", rf"\g<1>_{k}", copy)
    return made


def repeated_facts(facts: Facts, copies: int) -> Facts:
    """A project's facts as the repeated rules call them."""
    return {f"{name}_{k}": value for k in range(copies) for name, value in facts.items()}


# ---------------------------------------------------------------- the exact answer


def truth(facts: Facts) -> Scores:
    """The exact scores of a project, by integers alone."""
    whole = {
        name: int(value * 100) if isinstance(value, Decimal) else int(value) for name, value in facts.items()
    }
    items = {i: sum(p * whole[f"c{i}_{k}"] for k, p in enumerate(points, 1)) for i, points in ITEMS.items()}
    plan = whole["cost_plan"]
    within_plan = min(max(2 * plan - whole["cost_act"], 0), plan)
    leaves = (
        items[1],
        items[2],
        items[3],
        max(items[4] - whole["d4_1"] - whole["d4_2"], 0),
        items[5],
        items[6],
        _share(2, [(whole["received"], whole["budget"])]),
        _share(5, [(whole["spent"], whole["received"])]),
        max(items[9] - 100 * whole[VIOLATION], 0),
        items[10],
        max(items[11] - whole["d11"], 0),
        _share(12, [(whole[f"a{k}"], whole[f"t{k}"]) for k in range(1, 10)]),
        _share(13, [(whole[f"q{k}_a"], whole[f"q{k}_t"]) for k in (1, 2)]),
        _share(10, [(whole["ontime"], whole["tasks"])]),
        _share(5, [(within_plan, plan)]),
        _share(15, [(whole[f"e{k}_a"], whole[f"e{k}_t"]) for k in (1, 2)], whole["d16"]),
        _share(5, [(whole["sat"], 90_00)]),
    )
    scores = dict(zip(LEAVES, leaves, strict=True))
    for parent, parts in PARENTS.items():
        scores[parent] = sum(scores[part] for part in parts)
    return {**scores, "grade": grade(scores["total"])}


def grade(total: int) -> str:
    """The grade of a total in hundredths."""
    return "优" if total >= 90_00 else "良" if total >= 80_00 else "中" if total >= 60_00 else "差"


def _share(weight: int, pairs: list[tuple[int, int]], taken_off: int = 0) -> int:
    """The weight times the mean of actual over target, each at most 1, less what is taken off; half goes up."""
    over, under = 0, 1
    for actual, target in pairs:
        over, under = over * target + min(actual, target) * under, under * target
    under *= len(pairs)
    over = max(weight * 100 * over - taken_off * under, 0)
    return (2 * over + under) // (2 * under)
