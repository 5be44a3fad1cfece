"""Maps of figures: regions coloured by class; hatched where no value is, never white.

The geometry is data and comes from the caller. Classes hold about equally many regions each, so
that colours discriminate also where a few values are far away from the rest. One hue in steps keeps
its order in print, in the dark and for the colour-blind, and the legend says every limit.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from markupsafe import Markup

from agdb.publication.chart.canvas import GAP, Caption, Size, element
from agdb.publication.wording.quantity import Quantity

CLASSES = 5
_SWATCH = (150, 110)

Bounds = list[tuple[Decimal, Decimal]]
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
    caption: Caption,
    land: Land,
    paint: Callable[[Shape], Paint],
    *,
    definitions: tuple[Markup, ...] = (),
    shared: bool = False,
) -> Markup:
    """Return the map; `paint` says how each region looks, `definitions` holds its patterns.

    A `shared` one uses the outlines that `outlines` put on the page once for all of its maps.
    """
    title, description = f"{caption.ident}-t", f"{caption.ident}-d"
    return element(
        "svg",
        element("title", caption.title, id=title),
        element("desc", caption.description, id=description),
        *((element("defs", *definitions),) if definitions else ()),
        *(_area(shape, paint(shape), shared=shared) for shape in land.shapes),
        class_="map",
        role="group",
        aria_labelledby=title,
        aria_describedby=description,
        viewBox=f"0 0 {land.width:g} {land.height:g}",
    )


def locator(caption: Caption, land: Land, *, current: str = "") -> Markup:
    """Return a map without figures; the region `current` stands out."""
    return draw(
        caption,
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


def outlines(land: Land) -> Markup:
    """Return the outlines of `land` to be used by the maps of a page; nothing of them is seen."""
    paths = (element("path", id=_outline(one), d=one.outline) for one in land.shapes)
    return element(
        "svg", element("defs", *paths), class_="outlines", aria_hidden="true", focusable="false"
    )


def _outline(shape: Shape) -> str:
    return f"outline-{shape.code.lower()}"


def _area(shape: Shape, paint: Paint, *, shared: bool = False) -> Markup:
    named = f"{shape.name}: {paint.text}" if paint.text else shape.name
    title, fill = element("title", named), paint.fill
    if shared:
        path = element("use", title, class_=paint.kind, href=f"#{_outline(shape)}", fill=fill)
    else:
        path = element("path", title, class_=paint.kind, d=shape.outline, fill=fill)
    if not shape.href:
        return path
    return element("a", path, href=shape.href, aria_label=named, tabindex="-1")


@dataclass(frozen=True, slots=True)
class MapChart:
    """Regions with the published value of each code; `apart` are not drawn: another border."""

    caption: Caption
    land: Land
    values: Mapping[str, Decimal | None]
    quantity: Quantity
    apart: frozenset[str] = frozenset()


def map_chart(chart: MapChart, *, shared: bool = False) -> Markup:
    """Return the map with its legend beside it, or under it on a phone; `shared` as for `draw`."""
    known, bounds = _known(chart), _bounds_of(chart)
    patterns = (hatch(_missing(chart)), hatch(_apart(chart), crossed=True))
    drawn = draw(
        chart.caption,
        chart.land,
        lambda shape: _paint(chart, shape, bounds),
        definitions=patterns,
        shared=shared,
    )
    legend = element("ul", *map(_row, _legend(chart, bounds, known)), class_="legend")
    return element("div", drawn, legend, class_="map-row")


def map_drawing(chart: MapChart, size: Size) -> tuple[list[Markup], float]:
    """Return the elements of the map with its legend beside it, for a sheet, and their height."""
    known, bounds = _known(chart), _bounds_of(chart)
    land, left = chart.land, size.width - 1.6 * size.end_labels
    drawn = element(
        "svg",
        element("defs", hatch(_missing(chart)), hatch(_apart(chart), crossed=True)),
        *(_area(replace(one, href=""), _paint(chart, one, bounds)) for one in land.shapes),
        width=left - 2 * GAP,
        height=size.height,
        viewBox=f"0 0 {land.width:g} {land.height:g}",
    )
    legend, rows = _legend(chart, bounds, known), []
    pitch = min(2.6 * size.font, size.height / len(legend))
    for nth, one in enumerate(legend):
        base, beside = nth * pitch + size.font, left + 2 * size.font + GAP
        rows += [
            _swatch(one, x=left, y=nth * pitch, width=2 * size.font, height=1.4 * size.font),
            element("text", f"{one.text} {one.count}", x=beside, y=base, font_size=size.font),
        ]
    return [drawn, *rows], size.height


def _known(chart: MapChart) -> list[Decimal]:
    return [
        value
        for shape in chart.land.shapes
        if shape.code not in chart.apart and (value := chart.values.get(shape.code)) is not None
    ]


def _bounds_of(chart: MapChart) -> Bounds:
    known = _known(chart)
    return class_bounds(known) if known else []


def class_bounds(values: list[Decimal], *, classes: int = CLASSES) -> Bounds:
    """Return the lowest and highest value of each class, lowest class first; equals stay together.

    >>> class_bounds([Decimal(n) for n in (1, 2, 2, 9)], classes=2)
    [(Decimal('1'), Decimal('2')), (Decimal('9'), Decimal('9'))]
    """
    distinct = sorted(set(values))
    number = min(classes, len(distinct))
    edges = [round(nth * len(distinct) / number) for nth in range(number + 1)]
    pairs = itertools.pairwise(edges)
    return [(distinct[start], distinct[end - 1]) for start, end in pairs]


def _paint(chart: MapChart, shape: Shape, bounds: Bounds) -> Paint:
    say = chart.quantity.language.say
    if shape.code in chart.apart:
        return Paint(fill=f"url(#{_apart(chart)})", text=say("map.apart.short"))
    value = chart.values.get(shape.code)
    if value is None:
        return Paint(fill=f"url(#{_missing(chart)})", text=say("map.missing"))
    nth = next(n for n, (_, high) in enumerate(bounds, start=1) if value <= high)
    return Paint(f"area m{_shade(nth, len(bounds))}", text=chart.quantity.short(value))


def _shade(nth: int, number: int) -> int:
    """The shade of class `nth` of `number`: the lightest and darkest are always used."""
    return CLASSES if number == 1 else 1 + round((nth - 1) * (CLASSES - 1) / (number - 1))


@dataclass(frozen=True, slots=True)
class _LegendRow:
    """How regions of a class are filled, what the class is, and how many there are."""

    kind: str
    fill: str | None
    text: str
    count: str


def _legend(chart: MapChart, bounds: Bounds, known: list[Decimal]) -> list[_LegendRow]:
    say = chart.quantity.language.say
    rows: list[_LegendRow] = []
    for nth, (low, high) in reversed(list(enumerate(bounds, start=1))):
        first, last = chart.quantity.short(low), chart.quantity.short(high)
        text = first if low == high else say("map.class", low=first, high=last)
        count = say("map.regions", n=sum(low <= value <= high for value in known))
        rows.append(_LegendRow(f"area m{_shade(nth, len(bounds))}", None, text, count))
    codes = {shape.code for shape in chart.land.shapes}
    apart = len(codes & chart.apart)
    missing = sum(chart.values.get(code) is None for code in codes - chart.apart)
    for number, ident, key in (
        (missing, _missing(chart), "map.missing"),
        (apart, _apart(chart), "map.apart.short"),
    ):
        if number:
            count = say("map.regions", n=number)
            rows.append(_LegendRow("area", f"url(#{ident})", say(key), count))
    return rows


def _row(one: _LegendRow) -> Markup:
    aside = element("span", one.count, class_="note")
    swatch = _swatch(one, class_="swatch", aria_hidden="true")
    return element("li", swatch, element("span", one.text, " ", aside))


def _swatch(one: _LegendRow, **attributes: str | float) -> Markup:
    width, height = _SWATCH
    drawn = element("rect", class_=one.kind, width=width, height=height, fill=one.fill)
    return element("svg", drawn, **attributes, viewBox=f"0 0 {width} {height}")


def _missing(chart: MapChart) -> str:
    return f"{chart.caption.ident}-missing"


def _apart(chart: MapChart) -> str:
    return f"{chart.caption.ident}-apart"
