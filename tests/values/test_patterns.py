"""A pattern that is compiled later is the pattern."""

from __future__ import annotations

import re

import pytest

from perfeval.patterns import METHODS, later


@pytest.mark.parametrize("method", METHODS)
def test_every_method_is_that_of_the_pattern(method: str) -> None:
    given = ("-", "12万元") if method.startswith("sub") else ("12万元",)
    late, compiled = (getattr(one, method)(*given) for one in (later("[0-9]+"), re.compile("[0-9]+")))
    if method == "finditer":
        late, compiled = list(late), list(compiled)
    assert repr(late) == repr(compiled)


def test_a_pattern_is_compiled_once_and_when_it_is_used() -> None:
    pattern = later("(")
    with pytest.raises(re.error):
        pattern.search("(")
    used = later("a")
    assert used.search("a") is not None
    assert "search" in vars(used)
