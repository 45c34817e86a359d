"""Trees: branches into rows, each under the guides of the branches it hangs from."""

from __future__ import annotations

from collections.abc import Iterator

from perfeval.document import Branch, Role, Tree
from perfeval.records import frozen
from perfeval.rendering.layout.pieces import Row, blank, lettered, pieces, trimmed
from perfeval.rendering.layout.strokes import Strokes
from perfeval.rendering.layout.wrapping import wrapped

_STEP = 3  # cells that one level is indented by


@frozen
class _Spot:
    """Where a branch hangs: how many levels down, and which of the levels above go on below it.

    `bars` holds only the innermost levels that have room; the last of them is the branch's own.
    """

    depth: int = 0
    bars: tuple[bool, ...] = ()


def tree_rows(tree: Tree, width: int, strokes: Strokes) -> Iterator[Row]:
    """The rows of a tree. Guides take at most half the width: what is deeper shows the innermost ones,
    with the number of levels left out before them.

    Walks with a stack of its own, so that depth costs indentation and never a crash.
    """
    room = max(3, width // 2 // _STEP)
    waiting = [(tree.root, _Spot())]
    while waiting:
        branch, spot = waiting.pop()
        yield from _branch_rows(branch, spot, width, strokes)
        last = len(branch.children) - 1
        for index in range(last, -1, -1):
            below = _Spot(spot.depth + 1, (*spot.bars, index < last)[-room:])
            waiting.append((branch.children[index], below))


def _branch_rows(branch: Branch, spot: _Spot, width: int, strokes: Strokes) -> Iterator[Row]:
    """A branch's line and its remarks, without what hangs below."""
    first, further = _leads(spot, strokes)
    below = strokes.bar if branch.children else " " * _STEP
    lead = first
    for row in wrapped(pieces(branch.content), width - len(further)):
        yield trimmed((*lettered(lead, Role.MUTED), *row))
        lead = further
    for remark in branch.remarks:
        for row in wrapped(pieces(remark), width - len(further) - _STEP):
            yield trimmed((*lettered(further + below, Role.MUTED), *row))


def _leads(spot: _Spot, strokes: Strokes) -> tuple[str, str]:
    """What stands before a branch's first row and before its further rows, equally wide."""
    if spot.depth == 0:
        return "", ""
    bars, count = spot.bars, ""
    if spot.depth > len(bars):
        # The count takes the place of two more levels, so that deep branches stay in one column.
        bars = bars[2:]
        count = f"({spot.depth - len(bars)})".ljust(2 * _STEP)
    guides = "".join(strokes.bar if goes_on else " " * _STEP for goes_on in bars[:-1])
    own, after = (strokes.fork, strokes.bar) if bars[-1] else (strokes.corner, " " * _STEP)
    return count + guides + own, " " * len(count) + guides + after


def indented(rows: list[Row], amount: int) -> list[Row]:
    """Rows moved to the right."""
    return [trimmed(blank(amount) + row) for row in rows]
