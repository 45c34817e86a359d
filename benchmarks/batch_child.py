"""One run over a file of projects in a process of its own: seconds, processor seconds and memory, as JSON.

`python batch_child.py perfeval|polars IN OUT CORES`; what is imported is not counted.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from pathlib import Path


def main() -> None:
    """Runs and prints."""
    peer, source, target, cores = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4])
    os.environ["POLARS_MAX_THREADS"] = str(cores)
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores])
    if peer == "polars":
        from peers import by_polars

        def run() -> None:
            by_polars.run(source, target)
    else:
        import pyarrow
        import workload

        import perfeval
        from perfeval.api import batch
        from perfeval.evaluating.columns import batching

        assert batching
        pyarrow.set_cpu_count(cores)
        rules = perfeval.load(workload.RULES)

        def run() -> None:
            batch(rules, source, target, force=True)

    start, before = time.perf_counter(), time.process_time()
    run()
    told = {"seconds": time.perf_counter() - start, "cpu": time.process_time() - before}
    told["megabytes"] = _peak()
    print(json.dumps(told))


def _peak() -> float:
    """The most memory this process had, in megabytes."""
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text(encoding="utf-8").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    # Elsewhere; on Linux it would count what the process had that started this one.
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
