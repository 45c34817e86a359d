"""`perfeval` and `python -m perfeval`: the process around the command."""

import atexit
import gc
import sys
from typing import NoReturn

COLLECT_EVERY = 100_000
"""New objects between two searches for garbage: more than a short command makes, so that none interrupts it."""


def main() -> NoReturn:
    """The command as a process of its own."""
    gc.set_threshold(COLLECT_EVERY)
    atexit.register(gc.freeze)  # at the end all goes with the process: nothing has to be searched once more
    try:
        from perfeval.cli import main as command
    except KeyboardInterrupt:  # Ctrl-C before there was a command to stop
        sys.exit(130)
    command()


if __name__ == "__main__":
    main()
