"""To SVG: a Document into a picture of how a terminal shows it, for manuals and slides.

Drawn here and not by rich's export, which reckons one cell for each character: Chinese text would be
squeezed to half its width. No font is fetched: the picture names fonts that readers may have.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from xml.sax.saxutils import escape

from perfeval.document import Document, Role
from perfeval.rendering.harmless import harmless
from perfeval.rendering.layout import NARROWEST, laid_out
from perfeval.rendering.layout.pieces import Piece, Row
from perfeval.rendering.layout.strokes import LINES

_SIZE = 16
_CELL = 8.5  # a little more than a Chinese glyph's natural half, a little less than a Latin one's whole
_LEADING = 23
_MARGIN = 18

_FONTS = (
    "'Sarasa Mono SC', 'Noto Sans Mono CJK SC', 'Source Han Mono SC', Menlo, Consolas, 'DejaVu Sans Mono', "
    "'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', SimSun, monospace"
)

# On white, each at least 4.5 to 1 in contrast.
_STYLES = {
    Role.PLAIN: "fill: #1f2328",
    Role.STRONG: "fill: #1f2328; font-weight: bold",
    Role.MUTED: "fill: #656d76",
    Role.GOOD: "fill: #1a7f37",
    Role.LOSS: "fill: #b3261e",
    Role.WARNING: "fill: #8a5300; font-weight: bold",
    Role.ERROR: "fill: #b3261e; font-weight: bold",
    Role.CODE: "fill: #0b6170",
}


def to_svg(document: Document, *, width: int = 100, title: str = "perfeval") -> str:
    """The document as an SVG picture, `width` columns wide; the same document gives the same bytes."""
    rows = laid_out(document, width, LINES)
    across = round(max(width, NARROWEST) * _CELL) + 2 * _MARGIN
    down = len(rows) * _LEADING + 2 * _MARGIN
    styles = "\n".join(f".perfeval .{role.value} {{ {style} }}" for role, style in _STYLES.items())
    texts = "\n".join(text for number, row in enumerate(rows) for text in _texts(row, number))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="perfeval" viewBox="0 0 {across} {down}" '
        f'width="{across}" height="{down}" role="img">\n'
        f"<title>{escape(harmless(title))}</title>\n"
        f"<style>\n.perfeval text {{ font-family: {_FONTS}; font-size: {_SIZE}px; white-space: pre }}\n"
        f"{styles}\n</style>\n"
        f'<rect x="0.5" y="0.5" width="{across - 1}" height="{down - 1}" rx="6" '
        f'fill="#ffffff" stroke="#d0d7de"/>\n{texts}\n</svg>\n'
    )


def _texts(row: Row, number: int) -> Iterator[str]:
    """A row as text elements, one for each stretch of one role and one width, each at its cell."""
    y = _MARGIN + number * _LEADING + _SIZE
    x = float(_MARGIN)
    for (role, _, is_blank), group in groupby(row, key=_stretch):
        stretch = list(group)
        length = _CELL * sum(piece.width for piece in stretch)
        if not is_blank:
            text = escape("".join(piece.text for piece in stretch))
            place = f'x="{x:g}" y="{y}" textLength="{length:g}" lengthAdjust="spacingAndGlyphs"'
            yield f'<text class="{role.value}" {place}>{text}</text>'
        x += length


def _stretch(piece: Piece) -> tuple[Role, int, bool]:
    return piece.role, piece.width, piece.is_blank
