"""Makes the two letters that pictures are drawn with, of the variable font of the site.

Run with fonttools and brotli, which nothing else needs: `python tools/letters.py`.
"""

from __future__ import annotations

from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FONTS = Path(__file__).parents[1] / "src/agdb/publication/static/fonts"
FAMILY = "Monitor Letter"  # "Source" is reserved for the font as Adobe made it


def letter(weight: int, style: str) -> None:
    """Write the letter of one weight; only what drawing needs is kept, and no hour."""
    font = instantiateVariableFont(TTFont(FONTS / "source-sans-3.woff2"), {"wght": weight})
    font.flavor, font.recalcTimestamp = None, False
    names = {1: FAMILY, 16: FAMILY, 2: style, 17: style, 4: f"{FAMILY} {style}"}
    for record in font["name"].names:
        record.string = names.get(record.nameID, record.toUnicode())
    font["OS/2"].usWeightClass = weight
    options = Options()
    options.layout_features = ["kern", "tnum", "mark", "mkmk", "ccmp"]
    options.glyph_names = options.hinting = False
    subset = Subsetter(options)
    subset.populate(unicodes=font.getBestCmap().keys())
    subset.subset(font)
    font["head"].modified = font["head"].created
    font.save(FONTS / f"monitor-letter-{style.lower()}.ttf")


if __name__ == "__main__":
    letter(400, "Regular")
    letter(700, "Bold")
