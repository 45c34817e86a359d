"""Runs over a file of many projects into figures: each in a process of its own, taking turns, beside a peer."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import many_projects
import workload

import perfeval

PEER = "polars"
Figure = dict[str, Any]


def figures(rows: int, rounds: int) -> list[Figure]:
    """Parquet to Parquet on one processor and on two: seconds, memory and rows off; ratios are of the processor's
    seconds, which other work on the machine slows less."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "projects.parquet"
        many_projects.write(source, rows)
        right = many_projects.truth(source)
        made = []
        for cores in (1, 2):
            runs: dict[str, list[dict[str, float]]] = {PEER: [], "perfeval": []}
            for _ in range(rounds):
                for peer, told in runs.items():
                    told.append(_run(peer, source, Path(folder) / f"{peer}.parquet", cores))
            off = {
                peer: many_projects.rows_off(Path(folder) / f"{peer}.parquet", right, _names(peer))
                for peer in runs
            }
            made += [_figure(peer, cores, runs, off[peer]) for peer in runs]
    return made


def _run(peer: str, source: Path, target: Path, cores: int) -> dict[str, float]:
    command = [
        sys.executable,
        str(Path(__file__).with_name("batch_child.py")),
        peer,
        str(source),
        str(target),
        str(cores),
    ]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    told: dict[str, float] = json.loads(done.stdout)
    return told


def _figure(peer: str, cores: int, runs: dict[str, list[dict[str, float]]], off: int) -> Figure:
    best = {name: min(run["cpu"] for run in told) for name, told in runs.items()}
    wall = min(run["seconds"] for run in runs[peer])
    memory = max(run["megabytes"] for run in runs[peer])
    name = "Polars float, by hand" if peer == PEER else "perfeval batch"
    return {
        "name": f"{name}, {cores} core{'s' if cores > 1 else ''}",
        "value": best[peer],
        "unit": "s",
        "ratio": best[peer] / best[PEER],
        "note": f"{wall:.1f} s in all, {memory:.0f} MB, {off} rows off",
    }


def _names(peer: str) -> dict[str, str]:
    """The columns of a result by the codes of the workload."""
    if peer == PEER:
        return {code: code for code in workload.SCORES}
    nodes = perfeval.load(workload.RULES).engine.model.program.nodes
    names = ["total", *(f"{node.name}.score" for node in nodes[1:])]
    return dict(zip(workload.DOCUMENT_ORDER, names, strict=True))
