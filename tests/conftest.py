"""What all tests share: a cache folder of their own, so that nothing is read from or left in the user's."""

from __future__ import annotations

import os
import tempfile

import pytest

from perfeval import keeping


def pytest_configure(config: pytest.Config) -> None:
    """Each worker keeps its things apart; commands that tests start inherit the folder."""
    folder = tempfile.TemporaryDirectory(prefix="perfeval-tests-")
    os.environ[keeping.VARIABLE] = folder.name
    config.add_cleanup(folder.cleanup)
