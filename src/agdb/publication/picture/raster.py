"""PNG of an SVG, with our own letter and nothing of the machine that it is drawn on."""

from __future__ import annotations

from functools import cache, lru_cache
from hashlib import sha256
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Final, Protocol

import resvg_py

_LETTER: Final = "Monitor Letter"
_FONTS: Final = ("monitor-letter-regular.ttf", "monitor-letter-bold.ttf")


class Raster(Protocol):
    """Gives the PNG of an SVG, as `png` does."""

    def __call__(self, svg: str, *, width: int) -> bytes:
        """Return the picture `width` pixels wide."""


@lru_cache(maxsize=128)  # cards of pages without a name of their own are alike
def png(svg: str, *, width: int) -> bytes:
    """Return the picture `width` pixels wide; the same text, the same bytes."""
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            width=width,
            skip_system_fonts=True,
            font_files=[str(one) for one in _fonts()],
            font_family=_LETTER,
            sans_serif_family=_LETTER,
        )
    )


def picture_key(svg: str, *, width: int) -> str:
    """Return the hash of all that decides the bytes of `png`: text, width, letters and library."""
    told = f"{resvg_py.__version__}\n{_letters()}\n{width}\n{svg}"
    return sha256(told.encode()).hexdigest()


@cache
def _fonts() -> tuple[Traversable, ...]:
    folder = resources.files("agdb.publication").joinpath("static", "fonts")
    return tuple(folder.joinpath(name) for name in _FONTS)


@cache
def _letters() -> str:
    return " ".join(sha256(one.read_bytes()).hexdigest() for one in _fonts())
