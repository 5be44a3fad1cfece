"""The land as one drawing for every screen: each region an area, and a way to its page.

The links are not in the order of tabbing, so that a map is no row of dozens of stops: the same
links stand as text in the table or list beside every map.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from agdb.publication.chart.canvas import Told
from agdb.publication.chart.svg import element

_GRAIN = 45
"""How far apart the strokes of a hatch are, in the units of the drawing."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One region: its code and name, its outline as SVG path data, and the page it leads to."""

    code: str
    name: str
    outline: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Land:
    """Regions in a drawing of `width` by `height` units, north up."""

    shapes: tuple[Shape, ...]
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Paint:
    """How one region is filled, and what is said of it after its name."""

    kind: str = "area"
    fill: str | None = None
    text: str = ""


def draw(
    told: Told,
    land: Land,
    paint: Callable[[Shape], Paint],
    *,
    definitions: tuple[Markup, ...] = (),
) -> Markup:
    """Return the map; `paint` says how each region looks, `definitions` holds its patterns."""
    title, description = f"{told.ident}-t", f"{told.ident}-d"
    return element(
        "svg",
        element("title", told.title, id=title),
        element("desc", told.description, id=description),
        *((element("defs", *definitions),) if definitions else ()),
        *(_area(shape, paint(shape)) for shape in land.shapes),
        class_="map",
        role="group",
        aria_labelledby=title,
        aria_describedby=description,
        viewBox=f"0 0 {land.width:g} {land.height:g}",
    )


def locator(told: Told, land: Land, *, current: str = "") -> Markup:
    """Return a map without figures; the region `current` stands out."""
    return draw(
        told,
        land,
        lambda shape: Paint("area here" if shape.code == current else "area plain"),
    )


def hatch(ident: str, *, crossed: bool = False) -> Markup:
    """Return the pattern `ident`: lines for what is not published, crossed for what is not drawn.

    It does not stand on colour, and reads in print and in the dark.
    """
    size = _GRAIN
    lines = f"M0,{size}L{size},0" + (f"M0,0L{size},{size}" if crossed else "")
    stroke = element("path", class_="hatch", d=lines)
    return element(
        "pattern", stroke, id=ident, width=size, height=size, patternUnits="userSpaceOnUse"
    )


def _area(shape: Shape, paint: Paint) -> Markup:
    named = f"{shape.name}: {paint.text}" if paint.text else shape.name
    path = element(
        "path", element("title", named), class_=paint.kind, d=shape.outline, fill=paint.fill
    )
    if not shape.href:
        return path
    return element("a", path, href=shape.href, aria_label=named, tabindex="-1")
