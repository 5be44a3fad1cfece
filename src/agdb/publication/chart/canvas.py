"""Elements of SVG as safe markup, and the two sizes in which each chart is drawn."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Final

from markupsafe import Markup, escape

Draw = Callable[["Size"], tuple[list[Markup], float]]
"""Gives the elements of a chart for a size, and the height that they take."""

_UNSAFE: Final = re.compile("[&<>'\"]")
GAP = 8  # between a label and what it labels


def element(name: str, *children: str | Markup, **attributes: str | float | None) -> Markup:
    """Return `<name ...>children</name>`; text is escaped, attributes of None are left out.

    A trailing underscore is dropped and others become a dash: `class_`, `text_anchor`.

    >>> str(element("text", "a < b", x=1.25, text_anchor="end"))
    '<text x="1.3" text-anchor="end">a &lt; b</text>'
    """
    parts = [f"<{name}"]
    for key, value in attributes.items():
        if value is not None:
            text = _escaped(value) if isinstance(value, str) else coordinate(value)
            parts.append(f' {_attribute(key)}="{text}"')
    if children:
        parts += (">", *(map(_escaped, children)), f"</{name}>")
    else:
        parts.append("/>")
    # A chart has thousands of elements: not through Markup(), which asks what it is given.
    return str.__new__(Markup, "".join(parts))


def group(children: list[Markup], *, class_: str | None = None) -> Markup:
    """Return the children in one `<g>`, or nothing if there are none."""
    return element("g", *children, class_=class_) if children else Markup("")


@cache
def _attribute(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def _escaped(text: str) -> str:
    return text if isinstance(text, Markup) or not _UNSAFE.search(text) else escape(text)


def coordinate(value: float) -> str:
    """Return `value` with at most one decimal, and no minus zero.

    >>> coordinate(12.04), coordinate(-0.01), coordinate(3.25)
    ('12', '0', '3.3')
    """
    tenths = int(abs(value) * 10 + 0.5)
    sign = "-" if value < 0 and tenths else ""
    whole, tenth = divmod(tenths, 10)
    return f"{sign}{whole}.{tenth}" if tenth else f"{sign}{whole}"


def path(points: list[tuple[float, float]]) -> str:
    """Return the `d` of a line through `points`."""
    return "M" + "L".join(f"{coordinate(x)},{coordinate(y)}" for x, y in points)


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
HALF: Final = Size("half", width=410, height=190, font=15, end_labels=130, names=410)
"""Of which two stand beside each other on paper."""
SIZES: Final = (WIDE, NARROW)


@dataclass(frozen=True, slots=True)
class Caption:
    """What is said about a chart to those who do not see it; `ident` is unique on its page."""

    ident: str
    title: str
    description: str


def in_both_sizes(caption: Caption, draw: Draw) -> Markup:
    """Return the drawing for a laptop and for a phone; the stylesheet shows one of them."""
    return Markup("").join(canvas(caption, size, *draw(size)) for size in SIZES)


def canvas(
    caption: Caption, size: Size, elements: list[Markup], height: float, *, links: bool = False
) -> Markup:
    """Return one `<svg>` with its title and description; one with `links` in it is no picture."""
    title, description = f"{caption.ident}-{size.name}-t", f"{caption.ident}-{size.name}-d"
    return element(
        "svg",
        element("title", caption.title, id=title),
        element("desc", caption.description, id=description),
        *elements,
        class_=f"chart {size.name}",
        role="group" if links else "img",
        aria_labelledby=f"{title} {description}",
        viewBox=f"0 0 {size.width} {round(height)}",
    )
