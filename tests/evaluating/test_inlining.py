"""Inlined code computes the same: what is used once moves to its use, everything else stays."""

from __future__ import annotations

from perfeval.evaluating.inlining import LONGEST, inlined


def test_what_is_used_once_is_computed_where_it_is_used() -> None:
    assert inlined(["  v1n = i0_n + 1", "  v2n = v1n * 2", "  return v2n, 1"]) == [
        "  return ((i0_n + 1) * 2), 1"
    ]


def test_what_is_used_twice_or_set_twice_stays() -> None:
    twice = ["  v1n = i0_n + 1", "  return v1n, v1n"]
    assert inlined(twice) == twice
    changed = ["  v1n = i0_n", "  v2n = v1n * 3", "  if v1n < 0: v1n = 0", "  return v2n + v1n"]
    assert inlined(changed) == changed


def test_what_stands_in_a_text_is_no_variable() -> None:
    lines = ["  v1n = 5", "  if i1_ == 'v1n': v2n = 1", "  else: v2n = 0", "  return v2n"]
    assert inlined(lines)[-3:] == lines[-3:]


def test_no_line_grows_without_end() -> None:
    lines = ["  v0n = i0_n", *(f"  v{k}n = v{k - 1}n + i{k}_n" for k in range(1, 200)), "  return v199n"]
    made = inlined(lines)
    assert len(made) < len(lines) / 5
    assert max(map(len, made)) < 2 * LONGEST
    names = {f"i{k}_n": k for k in range(200)}
    exec("def total():\n" + "\n".join(made), names)
    assert names["total"]() == sum(range(200))  # type: ignore[operator]
