"""PNG of an SVG, with our own letter and nothing of the machine that it is drawn on."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from typing import Final

import resvg_py

_LETTER: Final = "Monitor Letter"
_FONTS: Final = ("monitor-letter-regular.ttf", "monitor-letter-bold.ttf")


@lru_cache(maxsize=128)  # cards of pages without a name of their own are alike
def png(svg: str, *, width: int) -> bytes:
    """Return the picture `width` pixels wide; the same text, the same bytes."""
    folder = resources.files("agdb.publication").joinpath("static", "fonts")
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            width=width,
            skip_system_fonts=True,
            font_files=[str(folder.joinpath(name)) for name in _FONTS],
            font_family=_LETTER,
            sans_serif_family=_LETTER,
        )
    )
