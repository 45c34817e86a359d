"""These tests need the extra [batch]: without it they are not collected."""

from importlib.util import find_spec

collect_ignore_glob = [] if all(map(find_spec, ("numpy", "polars", "pyarrow"))) else ["test_*.py"]
