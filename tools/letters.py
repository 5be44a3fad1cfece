"""Makes the letters of the pictures and of the pages, of the variable font of the papers.

Run with fonttools and brotli, which nothing else needs: `python tools/letters.py`.
"""

from __future__ import annotations

from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FONTS = Path(__file__).parents[1] / "src/agdb/publication/static/fonts"
WHOLE = FONTS / "source-sans-3.woff2"
COMMON = (
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    " \u00a0.,:;?-/()%&+='\"_[]@#<>{}\\·–\N{MINUS SIGN}’“”…€èéëêïóöâ"
)
"""What stands on nearly every page; the file fits the first 14,600 bytes of an answer."""
FAMILY = "Monitor Letter"  # "Source" is reserved for the font as Adobe made it


def letter(weight: int, style: str) -> None:
    """Write the letter of one weight; only what drawing needs is kept, and no hour."""
    font = instantiateVariableFont(TTFont(WHOLE), {"wght": weight})
    font.flavor = None
    _name(font, style)
    font["OS/2"].usWeightClass = weight
    _keep(font, set(font.getBestCmap()), features=["kern", "tnum", "mark", "mkmk", "ccmp"])
    font.save(FONTS / f"monitor-letter-{style.lower()}.ttf")


def page_letters() -> None:
    """Write the letter of the pages in two files, of every weight: the common signs, and the rest.

    Nothing is said twice, and the range of the second is what the stylesheet says of it.
    """
    common = {ord(sign) for sign in COMMON}
    whole = set(TTFont(WHOLE).getBestCmap())
    for part, signs in (("common", common), ("rest", whole - common)):
        font = TTFont(WHOLE, lazy=False)
        font["glyf"].ensureDecompiled()
        _name(font, "Regular")
        for needless in ("STAT", "BASE", "gasp"):
            del font[needless]
        _keep(font, signs, features=["kern"])
        font.flavor = "woff2"
        font.save(FONTS / f"monitor-letter-{part}.woff2")


def _name(font: TTFont, style: str) -> None:
    names = {1: FAMILY, 16: FAMILY, 2: style, 17: style, 4: f"{FAMILY} {style}"}
    for record in font["name"].names:
        record.string = names.get(record.nameID, record.toUnicode())


def _keep(font: TTFont, signs: set[int], *, features: list[str]) -> None:
    """Keep only these signs, what drawing needs, and no hour."""
    font.recalcTimestamp = False
    options = Options()
    options.layout_features = features
    options.glyph_names = options.hinting = False
    subset = Subsetter(options)
    subset.populate(unicodes=signs)
    subset.subset(font)
    font["head"].modified = font["head"].created


if __name__ == "__main__":
    page_letters()
    letter(400, "Regular")
    letter(700, "Bold")
