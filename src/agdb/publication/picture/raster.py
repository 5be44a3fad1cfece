"""PNG of an SVG, with our own letter and nothing of the machine that it is drawn on."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from hashlib import sha256
from importlib import resources
from importlib.metadata import version
from typing import Final, Protocol

import resvg
from resvg import usvg

_LETTER: Final = "Monitor Letter"
_FONTS: Final = ("monitor-letter-regular.ttf", "monitor-letter-bold.ttf")
_FAMILY: Final = re.compile(r"(font-family:)[^;}]*")
_LIBRARY: Final = f"resvg {version('resvg')}"


class Raster(Protocol):
    """Gives the PNG of an SVG, as `png` does."""

    def __call__(self, svg: str, *, width: int) -> bytes:
        """Return the picture `width` pixels wide."""


@lru_cache(maxsize=128)  # cards of pages without a name of their own are alike
def png(svg: str, *, width: int) -> bytes:
    """Return the picture `width` pixels wide; the same text, the same bytes."""
    options = usvg.Options.default()  # for one call: it may not go from thread to thread
    options.font_family = _LETTER
    for font in _fonts():
        options.load_font_data(font)  # a font file would be opened again for every glyph
    style, end, shapes = svg.partition("</style>")
    named = _FAMILY.sub(rf"\1 '{_LETTER}'", style)  # it knows no other name for our letter
    tree = usvg.Tree.from_str(f"{named}{end}{shapes}", options)
    drawn, height = tree.int_size()
    scale = width / drawn
    row_major = (scale, 0.0, 0.0, 0.0, scale, 0.0)
    return resvg.render(tree, row_major, bg_size=(width, round(height * scale)))


def picture_key(svg: str, *, width: int) -> str:
    """Return the hash of all that decides the bytes of `png`: text, width, letters and library."""
    told = f"{_LIBRARY}\n{_letters()}\n{width}\n{svg}"
    return sha256(told.encode()).hexdigest()


@cache
def _fonts() -> tuple[bytes, ...]:
    folder = resources.files("agdb.publication").joinpath("static", "fonts")
    return tuple(folder.joinpath(name).read_bytes() for name in _FONTS)


@cache
def _letters() -> str:
    return " ".join(sha256(one).hexdigest() for one in _fonts())
