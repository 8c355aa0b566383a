"""Addresses as squares that a phone's own camera reads."""

import segno
from markupsafe import Markup


def qr_code(text: str) -> Markup:
    """`text` as a QR code (ISO/IEC 18004, 15 % may be dirt): inline SVG without width or style."""
    drawn = segno.make(text, error="m", micro=False)
    svg = drawn.svg_inline(border=2, omitsize=True, svgclass=None, lineclass=None)
    return Markup(svg)  # noqa: S704 - drawn by segno, which puts none of the text into it
