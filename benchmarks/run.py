"""How fast perfeval is, beside other ways to the same scores: `python benchmarks/run.py`.

Every figure is the best of several rounds, and the rounds of all that is compared take turns, so that a busy
machine slows them alike. Read the ratios: times differ from machine to machine. Nothing here can fail for
being slow.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import check_text
import workload
from peers import by_decimal, by_float, by_fraction, by_lark, by_zen
from rich.console import Console
from rich.table import Table
from workload import Facts

import perfeval
from perfeval.evaluating import traced
from perfeval.evaluating.binding import bound
from perfeval.reading.from_mapping import facts_from_mapping

Figure = dict[str, Any]
"""One line of the table: section, name, value and unit, and the ratio to what it is compared with."""

TIMED = 200
"""So many projects are timed in a round: enough to be even, few enough to take turns often."""

Score = Callable[[Any], dict[str, Any]]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measures what was asked for and prints one table."""
    asked = _asked(arguments)
    console = Console()
    figures: list[Figure] = []
    for name, measure in SECTIONS.items():
        if asked.only in (None, name):
            with console.status(f"{name} …"):
                figures += [{"section": name, **figure} for figure in measure(asked)]
    machine = _machine()
    console.print(_table(figures, machine))
    if asked.json:
        data = {"machine": machine, "rounds": asked.rounds, "figures": figures}
        asked.json.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=5000, help="projects to compare with the truth (5000)")
    parser.add_argument("--rounds", type=int, default=7, help="rounds of each measure (7)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures as data")
    parser.add_argument("--only", choices=SECTIONS, metavar="NAME", help=f"one of {', '.join(SECTIONS)}")
    return parser.parse_args(arguments)


# ---------------------------------------------------------------- measuring


def _best(measures: dict[str, Callable[[int], float]], rounds: int) -> dict[str, float]:
    """The least seconds of each; a measure is given the number of the round and says its own seconds."""
    best = dict.fromkeys(measures, float("inf"))
    for number in range(rounds):
        for name, measure in measures.items():
            best[name] = min(best[name], measure(number))
    return best


def _each(work: Callable[[Any], object], given: Sequence[Any]) -> Callable[[int], float]:
    """Seconds a project of doing the work for each of what is given."""

    def measure(_: int) -> float:
        start = time.perf_counter()
        for one in given:
            work(one)
        return (time.perf_counter() - start) / len(given)

    return measure


def _ready(name: str, make: Callable[[], Any]) -> tuple[Any, list[Figure]]:
    """What a peer makes; or None, and the line that says it is not installed."""
    try:
        return make(), []
    except ImportError:
        return None, [{"name": name, "note": "not installed"}]


# ---------------------------------------------------------------- one project at a time


def scalar(asked: argparse.Namespace) -> list[Figure]:
    """One project at a time, from a dict; peers compute all 33 results into a dict."""
    projects = workload.projects(TIMED)
    floats = [workload.as_floats(facts) for facts in projects]
    rules = perfeval.load(workload.RULES)
    zen, missing = _ready("zen-engine", by_zen.scorer)
    measures = {
        "Python float, by hand": _each(by_float.scorer(), floats),
        "Python Decimal, by hand": _each(by_decimal.scorer(), projects),
        "Python Fraction, by hand": _each(by_fraction.scorer(), projects),
    }
    if zen is not None:
        measures["zen-engine"] = _each(zen, floats)
        measures["zen-engine, its trace"] = _each(by_zen.scorer(trace=True), floats)
    measures |= {
        PLAIN: _each(lambda facts: perfeval.evaluate(rules, facts), projects),
        "perfeval, all 33 results read": _each(lambda facts: _results(rules, facts), projects),
        TRACED: _each(lambda facts: perfeval.evaluate(rules, facts, trace=True), projects),
        "perfeval, traced, losses read": _each(lambda facts: _losses(rules, facts), projects[:50]),
    }
    measures |= _parts(rules, projects)
    best = _best(measures, asked.rounds)
    least = best["Python float, by hand"]
    figures = [_times(name, seconds, 1e6, "µs", least) for name, seconds in best.items()]
    ratio = best[TRACED] / best[PLAIN]
    return [*figures, *missing, {"name": "traced / untraced", "value": ratio, "unit": "×"}]


PLAIN = "perfeval: total and grade"
TRACED = "perfeval, trace=True"


def _parts(rules: perfeval.Rules, projects: list[Facts]) -> dict[str, Callable[[int], float]]:
    """The stages of the general way from a dict to a score, each alone."""
    engine = rules.engine
    program, plain = engine.model.program, engine.plain.function
    read = [facts_from_mapping(facts)[0] for facts in projects]
    inputs = [bound(program, facts) for facts in read]
    return {
        "  part: facts from the dict": _each(facts_from_mapping, projects),
        "  part: binding": _each(lambda facts: bound(program, facts), read),
        "  part: the compiled function": _each(lambda given: plain(given.inputs, given.rows), inputs),
        "  part: its traced twin": _each(lambda given: traced(engine, given), inputs),
    }


def _results(rules: perfeval.Rules, facts: Facts) -> dict[str, Any]:
    outcome = perfeval.evaluate(rules, facts)
    results: dict[str, Any] = {
        code: node.points for code, node in zip(workload.DOCUMENT_ORDER, outcome.nodes, strict=True)
    }
    results["grade"] = outcome.grade
    return results


def _losses(rules: perfeval.Rules, facts: Facts) -> list[object]:
    return [node.losses for node in perfeval.evaluate(rules, facts, trace=True).nodes]


# ---------------------------------------------------------------- a whole process


def cold(asked: argparse.Namespace) -> list[Figure]:
    """Whole processes, from start to end; `first` with nothing kept from an earlier run."""
    with tempfile.TemporaryDirectory() as folder:
        command = [*_command(), "score", "luohu-2024/project", "--format", "json"]
        python = [sys.executable, "-c"]
        measures = {
            "python -c pass": _process([*python, "pass"], folder),
            IMPORTS: _process([*python, "import lark, attrs, decimal"], folder),
            "perfeval score, first run": _process(command, folder, is_first=True),
            "perfeval score, warm": _process(command, folder),
        }
        measures["perfeval score, warm"](0)  # not a measure: fills its folder
        best = _best(measures, asked.rounds)
        figures = [_times(name, seconds, 1e3, "ms", best[IMPORTS]) for name, seconds in best.items()]
        return [*figures, _parsed(folder)]


def _parsed(folder: str) -> Figure:
    """What of Lark and of the syntax tree a warm run loads."""
    program = (
        "import sys; from perfeval.__main__ import main\n"
        "sys.argv[1:] = ['score', 'luohu-2024/project', '--format', 'json']\n"
        "try: main()\n"
        "except SystemExit: print(sum(name.split('.')[0] == 'lark' or name.startswith(('perfeval.nodes',"
        " 'perfeval.parsing')) for name in sys.modules), file=sys.stderr)"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(
        command, env=_environment(folder, "warm"), capture_output=True, check=True, text=True
    )
    return {"name": "warm: modules of Lark and the tree", "value": int(done.stderr), "unit": "loaded"}


IMPORTS = "import lark, attrs, decimal"


def _command() -> list[str]:
    script = Path(sys.executable).with_name("perfeval")
    return (
        [str(script)]
        if script.exists()
        else [sys.executable, "-c", "from perfeval.__main__ import main; main()"]
    )


def _process(command: list[str], folder: str, *, is_first: bool = False) -> Callable[[int], float]:
    def measure(number: int) -> float:
        environment = _environment(folder, f"first-{number}" if is_first else "warm")
        start = time.perf_counter()
        subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
        return time.perf_counter() - start

    return measure


def _environment(folder: str, name: str) -> dict[str, str]:
    """The environment of a command that keeps what it compiled in a folder of that name."""
    kept = Path(folder) / name
    kept.mkdir(exist_ok=True)
    unset = ("PERFEVAL_CACHE", "PYTHONDONTWRITEBYTECODE")
    environment = {name: value for name, value in os.environ.items() if name not in unset}
    return environment | {"XDG_CACHE_HOME": str(kept), "LOCALAPPDATA": str(kept)}


# ---------------------------------------------------------------- checking rules


def check(asked: argparse.Namespace) -> list[Figure]:
    """Rule files of some 300 and 1,000 lines checked in process, and only parsed by Lark; every round has new names."""
    figures: list[Figure] = []
    for lines in (check_text.LINES, check_text.LONG):
        figures += _checks(asked.rounds, lines)
    best = _best({LARK_FIRST: lambda _: _first("lark"), FIRST: lambda _: _first()}, asked.rounds)
    return figures + [_times(name, seconds, 1e3, "ms", best[LARK_FIRST]) for name, seconds in best.items()]


def _checks(rounds: int, lines: int) -> list[Figure]:
    parse = by_lark.parser()
    check_text.checked(check_text.rule_text("0", lines))
    measures = {
        LARK: lambda number: _timed(parse, check_text.rule_text(f"x{number}", lines)),
        "perfeval.check": lambda number: _timed(
            check_text.checked, check_text.rule_text(f"y{number}", lines)
        ),
    }
    best = _best(measures, rounds)
    note = {"note": f"{check_text.rule_text('0', lines).count(chr(10))} lines"}
    return [_times(name, seconds, 1e3, "ms", best[LARK]) | note for name, seconds in best.items()]


LARK = "Lark alone"
FIRST = "perfeval.check, first of all"
LARK_FIRST = "Lark alone, first of all"


def _first(*arguments: str) -> float:
    """Seconds of the first time in a new process: grammars are built and nothing is remembered."""
    command = [sys.executable, check_text.__file__, *arguments]
    environment = os.environ | {"PERFEVAL_CACHE": "off"}
    done = subprocess.run(command, env=environment, capture_output=True, check=True, text=True)
    return float(done.stdout)


def _timed(work: Callable[[str], object], text: str) -> float:
    start = time.perf_counter()
    work(text)
    return time.perf_counter() - start


# ---------------------------------------------------------------- many indicators

COPIES = 30
"""So many times the 17 indicators are 510."""


def many(asked: argparse.Namespace) -> list[Figure]:
    """A framework of 510 indicators beside the 17 that it repeats: from a dict, and from facts that were read."""
    projects = workload.projects(20)
    longer = [workload.repeated_facts(facts, COPIES) for facts in projects]
    few, more = perfeval.load(workload.RULES), perfeval.load(text=workload.repeated_rules(COPIES))
    measures = {
        "17 indicators": _each(lambda facts: perfeval.evaluate(few, facts), projects),
        "510 indicators": _each(lambda facts: perfeval.evaluate(more, facts), longer),
        "17 indicators, facts as read": _each(
            lambda facts: perfeval.evaluate(few, facts), [facts_from_mapping(facts)[0] for facts in projects]
        ),
        "510 indicators, facts as read": _each(
            lambda facts: perfeval.evaluate(more, facts), [facts_from_mapping(facts)[0] for facts in longer]
        ),
    }
    best = _best(measures, asked.rounds)
    return [
        _times(name, seconds, 1e6, "µs", best[name.replace("510", "17")]) for name, seconds in best.items()
    ]


# ---------------------------------------------------------------- exactness


def exact(asked: argparse.Namespace) -> list[Figure]:
    """How many projects each peer scores otherwise than the truth, in any of the 33 results."""
    projects = workload.projects(asked.rows)
    floats = [workload.as_floats(facts) for facts in projects]
    right = [workload.truth(facts) for facts in projects]
    rules = perfeval.load(workload.RULES)
    zen, missing = _ready("zen-engine", by_zen.scorer)
    peers: list[tuple[str, Score | None, Iterable[Any]]] = [
        ("Python float, by hand", by_float.scorer(), floats),
        ("Python Decimal, by hand", by_decimal.scorer(), projects),
        ("Python Fraction, by hand", by_fraction.scorer(), projects),
        ("zen-engine", zen, floats),
        ("perfeval", lambda facts: _results(rules, facts), projects),
    ]
    figures = []
    for name, score, given in peers:
        if score is None:
            continue
        off = sum(_is_off(score(facts), truth) for facts, truth in zip(given, right, strict=True))
        figures.append({"name": name, "value": off, "unit": "rows off", "note": f"of {len(projects)}"})
    return figures + missing


def _is_off(results: dict[str, Any], right: workload.Scores) -> bool:
    """Whether any result is not the exact one; a float counts as the hundredth it is nearest to."""
    return any(
        results[code] != value if isinstance(value, str) else _hundredths(results[code]) != value
        for code, value in right.items()
    )


def _hundredths(score: Any) -> Any:
    return round(score * 100) if isinstance(score, float) else score * 100


SECTIONS: dict[str, Callable[[argparse.Namespace], list[Figure]]] = {
    "scalar": scalar,
    "cold": cold,
    "check": check,
    "many": many,
    "exact": exact,
}


# ---------------------------------------------------------------- the table


def _times(name: str, seconds: float, scale: float, unit: str, base: float) -> Figure:
    return {"name": name, "value": seconds * scale, "unit": unit, "ratio": seconds / base}


def _table(figures: list[Figure], machine: dict[str, str]) -> Table:
    table = Table(title="perfeval beside others", caption=" · ".join(machine.values()))
    table.add_column("section")
    table.add_column("measure", overflow="fold")
    table.add_column("best", justify="right", no_wrap=True)
    table.add_column("ratio", justify="right", no_wrap=True)
    table.add_column("note")
    before = None
    for figure in figures:
        if before not in (None, figure["section"]):
            table.add_section()
        shown = figure["section"] if figure["section"] != before else ""
        ratio = f"{figure['ratio']:.2f}" if "ratio" in figure else ""
        table.add_row(shown, figure["name"], _shown(figure), ratio, figure.get("note", ""))
        before = figure["section"]
    return table


def _shown(figure: Figure) -> str:
    if "value" not in figure:
        return "—"
    value = figure["value"]
    if isinstance(value, int):
        return f"{value} {figure['unit']}"
    return f"{value:.{2 if figure['unit'] == '×' else 1}f} {figure['unit']}"


def _machine() -> dict[str, str]:
    return {
        "processor": _processor(),
        "cores": f"{os.cpu_count()} cores",
        "system": f"{platform.system()} {platform.machine()}",
        "python": f"Python {platform.python_version()}",
        "perfeval": f"perfeval {perfeval.__version__}",
        "lark": f"lark {version('lark')}",
        "zen": _zen(),
    }


def _processor() -> str:
    about = Path("/proc/cpuinfo")
    if about.exists():
        for line in about.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor() or "unknown processor"


def _zen() -> str:
    try:
        return f"zen-engine {version('zen-engine')}"
    except PackageNotFoundError:
        return "zen-engine not installed"


if __name__ == "__main__":
    main()
