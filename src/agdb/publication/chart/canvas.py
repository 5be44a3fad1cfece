"""The two sizes in which each chart is drawn, and the whole that a reader meets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from agdb.publication.chart.svg import element


@dataclass(frozen=True, slots=True)
class Size:
    """A size of drawing in CSS pixels; text is `font` high and never scaled far from it."""

    name: str
    width: int
    height: int
    font: int
    end_labels: int
    names: int


WIDE: Final = Size("wide", width=720, height=380, font=15, end_labels=180, names=250)
NARROW: Final = Size("narrow", width=358, height=320, font=14, end_labels=104, names=358)
SIZES: Final = (WIDE, NARROW)


@dataclass(frozen=True, slots=True)
class Told:
    """What is said about a chart to those who do not see it; `ident` is unique on its page."""

    ident: str
    title: str
    description: str


def in_both_sizes(told: Told, draw: Callable[[Size], tuple[list[Markup], float]]) -> Markup:
    """Return the drawing for a laptop and for a phone; the stylesheet shows one of them.

    `draw` gives the elements for a size, and the height they take.
    """
    return Markup("").join(canvas(told, size, *draw(size)) for size in SIZES)


def canvas(told: Told, size: Size, elements: list[Markup], height: float) -> Markup:
    """Return one `<svg>` with its title and description."""
    title, description = f"{told.ident}-{size.name}-t", f"{told.ident}-{size.name}-d"
    return element(
        "svg",
        element("title", told.title, id=title),
        element("desc", told.description, id=description),
        *elements,
        class_=f"chart {size.name}",
        role="img",
        aria_labelledby=f"{title} {description}",
        viewBox=f"0 0 {size.width} {round(height)}",
    )
