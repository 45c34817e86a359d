"""zen-engine of GoRules: one expression node with the 33 expressions, loaded once and evaluated by its key."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

ITEMS = {1: (1, 1, 1, 1, 1), 2: (1, 0.5, 0.5), 3: (1, 1, 1, 1), 4: (1, 1, 1), 5: (1, 1, 1, 1)}
ITEMS |= {6: (1, 1), 9: (1, 1, 1), 10: (2.5, 2.5), 11: (1, 1, 1, 2)}
# fmt: off
SUMS = {
    "s01": "i01 i02", "s02": "i03 i04", "s03": "i05 i06", "s04": "i07 i08 i09", "s05": "i10 i11",
    "s06": "i12", "s07": "i13", "s08": "i14", "s09": "i15", "s10": "i16 i17",
    "g1": "s01 s02 s03", "g2": "s04 s05", "g3": "s06 s07 s08 s09", "g4": "s10", "total": "g1 g2 g3 g4",
}
# fmt: on


def scorer(*, trace: bool = False) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """A function from a project's facts, with floats, to its 33 results; with `trace`, zen keeps its own."""
    zen = import_module("zen")
    evaluate = zen.ZenEngine({"loader": {"type": "static", "content": {"rules": _graph()}}}).evaluate
    if trace:
        return lambda facts: evaluate("rules", facts, {"trace": True})["result"]
    return lambda facts: evaluate("rules", facts)["result"]


def _graph() -> dict[str, Any]:
    lines = [{"id": name, "key": name, "value": value} for name, value in _expressions().items()]
    content = {"passThrough": False, "executionMode": "single", "expressions": lines}
    content |= {"inputField": None, "outputPath": None}
    at = {"position": {"x": 0, "y": 0}}
    nodes = [
        {"id": "in", "name": "in", "type": "inputNode", **at},
        {"id": "rules", "name": "rules", "type": "expressionNode", "content": content, **at},
        {"id": "out", "name": "out", "type": "outputNode", **at},
    ]
    edges = [
        {"id": "1", "sourceId": "in", "targetId": "rules", "type": "edge"},
        {"id": "2", "sourceId": "rules", "targetId": "out", "type": "edge"},
    ]
    return {"nodes": nodes, "edges": edges}


def _expressions() -> dict[str, str]:
    of = {f"i{i:02}": _items(i) for i in ITEMS}
    of["i04"] = _positive(f"{of['i04']} - d4_1 - d4_2")
    of["i09"] = f"max([{of['i09']} - (n9 ? 1 : 0), 0])"
    of["i11"] = _positive(f"{of['i11']} - d11")
    of["i07"] = f"round(2 * {_share('received', 'budget')}, 2)"
    of["i08"] = f"round(5 * {_share('spent', 'received')}, 2)"
    shares = " + ".join(_share(f"a{k}", f"t{k}") for k in range(1, 10))
    of["i12"] = f"round(12 * ({shares}) / 9, 2)"
    of["i13"] = f"round(13 * ({_share('q1_a', 'q1_t')} + {_share('q2_a', 'q2_t')}) / 2, 2)"
    of["i14"] = f"round(10 * {_share('ontime', 'tasks')}, 2)"
    costly = _positive("5 * (2 * cost_plan - cost_act) / cost_plan")
    of["i15"] = f"cost_act <= cost_plan ? 5 : {costly}"
    of["i16"] = _positive(f"15 * ({_share('e1_a', 'e1_t')} + {_share('e2_a', 'e2_t')}) / 2 - d16")
    of["i17"] = "sat >= 90 ? 5 : round(5 * sat / 90, 2)"
    for name, parts in SUMS.items():
        of[name] = " + ".join(f"$.{part}" for part in parts.split())
    of["grade"] = "$.total >= 90 ? '优' : $.total >= 80 ? '良' : $.total >= 60 ? '中' : '差'"
    return of


def _items(indicator: int) -> str:
    return " + ".join(f"(c{indicator}_{k} ? {p} : 0)" for k, p in enumerate(ITEMS[indicator], 1))


def _share(actual: str, target: str) -> str:
    return f"min([{actual} / {target}, 1])"


def _positive(expression: str) -> str:
    return f"round(max([{expression}, 0]), 2)"
