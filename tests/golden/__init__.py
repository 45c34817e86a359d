"""Golden files: what was printed before, compared with what is printed now.

With PERFEVAL_REWRITE=1 in the environment the files are written anew; the difference is for review.
"""

from __future__ import annotations

import os
from pathlib import Path


def matches(path: Path, text: str) -> None:
    """Asserts that a golden file holds a text, or writes it."""
    plain = "\n".join(line.rstrip() for line in text.splitlines()) + "\n"
    if os.environ.get("PERFEVAL_REWRITE"):
        path.write_text(plain, "utf-8")
    assert path.is_file(), f"{path.name} is missing: run with PERFEVAL_REWRITE=1 and review it"
    assert plain == path.read_text("utf-8")
