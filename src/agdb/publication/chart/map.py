"""Maps: areas coloured by class, as outlines on a map or as equal tiles; a hatch where no value is.

The geometry is data and comes from the caller. Classes hold about equally many areas each, so that
colours discriminate also where a few values are far away from the rest.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from markupsafe import Markup

from agdb.publication.chart.axis import GAP
from agdb.publication.chart.canvas import Size, Told, in_both_sizes
from agdb.publication.chart.svg import coordinate, element
from agdb.publication.wording.quantity import Quantity

CLASSES = 5
_SWATCH = 22
_LEGEND = 190


@dataclass(frozen=True, slots=True)
class Shape:
    """One area: its code and name, its outline as SVG path data, and a label if it has room."""

    code: str
    name: str
    outline: str
    label: str = ""
    centre: tuple[float, float] = (0, 0)


@dataclass(frozen=True, slots=True)
class MapChart:
    """Areas in a drawing of `width` by `height` units, with the published value of each code."""

    told: Told
    shapes: tuple[Shape, ...]
    width: float
    height: float
    values: Mapping[str, Decimal | None]
    quantity: Quantity


def map_chart(chart: MapChart) -> Markup:
    """Return the map with its legend in both sizes."""
    return in_both_sizes(chart.told, partial(_draw, chart))


def class_bounds(values: list[Decimal], *, classes: int = CLASSES) -> list[tuple[Decimal, Decimal]]:
    """Return the lowest and highest value of each class, lowest class first; equals stay together.

    >>> class_bounds([Decimal(n) for n in (1, 2, 2, 9)], classes=2)
    [(Decimal('1'), Decimal('2')), (Decimal('9'), Decimal('9'))]
    """
    distinct = sorted(set(values))
    number = min(classes, len(distinct))
    edges = [round(nth * len(distinct) / number) for nth in range(number + 1)]
    pairs = itertools.pairwise(edges)
    return [(distinct[start], distinct[end - 1]) for start, end in pairs]


def tiles(
    cells: Mapping[str, tuple[int, int]], names: Mapping[str, str], *, side: float = 100
) -> tuple[Shape, ...]:
    """Return equal squares at (column, row) for each code, with the code's name as label."""
    gap = side * 0.05
    return tuple(
        Shape(
            code=code,
            name=names[code],
            outline=_square(column * side + gap, row * side + gap, side - 2 * gap),
            label=names[code],
            centre=((column + 0.5) * side, (row + 0.5) * side),
        )
        for code, (column, row) in cells.items()
    )


def _square(x: float, y: float, side: float) -> str:
    x_text, y_text, size = coordinate(x), coordinate(y), coordinate(side)
    return f"M{x_text},{y_text}h{size}v{size}h-{size}Z"


def _draw(chart: MapChart, size: Size) -> tuple[list[Markup], float]:
    beside = size.name == "wide"
    room = size.width - _LEGEND if beside else size.width
    scale = min(room / chart.width, 1.4 * size.width / chart.height)
    tall = chart.height * scale
    known = [value for value in chart.values.values() if value is not None]
    bounds = class_bounds(known) if known else []
    hatch = f"{chart.told.ident}-{size.name}-hatch"
    areas = [_area(chart, shape, bounds, hatch) for shape in chart.shapes]
    drawn = [_hatch(hatch), element("g", *areas, transform=f"scale({scale:.4f})", class_="areas")]
    drawn += _labels(chart, scale)
    left = room + GAP if beside else 0.0
    top = 0.0 if beside else tall + GAP
    missing = any(chart.values.get(shape.code) is None for shape in chart.shapes)
    legend = _legend(chart, bounds, left=left, top=top, hatch=hatch if missing else "")
    rows = len(bounds) + missing + 1
    bottom = top + rows * (_SWATCH + 6) + 6
    return [*drawn, *legend], max(tall, bottom)


def _area(
    chart: MapChart, shape: Shape, bounds: list[tuple[Decimal, Decimal]], hatch: str
) -> Markup:
    value = chart.values.get(shape.code)
    if value is None:
        text = chart.quantity.language.say("chart.no-value")
        fill, kind = f"url(#{hatch})", "area"
    else:
        text = chart.quantity.short(value)
        nth = next(n for n, (_, high) in enumerate(bounds, start=1) if value <= high)
        fill, kind = None, f"area m{_shade(nth, len(bounds))}"
    title = element("title", f"{shape.name}: {text}")
    return element("path", title, class_=kind, d=shape.outline, fill=fill)


def _shade(nth: int, number: int) -> int:
    """The shade of class `nth` of `number`: the lightest and darkest are always used."""
    return CLASSES if number == 1 else 1 + round((nth - 1) * (CLASSES - 1) / (number - 1))


def _labels(chart: MapChart, scale: float) -> list[Markup]:
    return [
        element(
            "text",
            shape.label,
            class_="label",
            x=shape.centre[0] * scale,
            y=shape.centre[1] * scale + 5,
            text_anchor="middle",
        )
        for shape in chart.shapes
        if shape.label
    ]


def _legend(
    chart: MapChart,
    bounds: list[tuple[Decimal, Decimal]],
    *,
    left: float,
    top: float,
    hatch: str,
) -> list[Markup]:
    drawn = [element("text", chart.quantity.name, class_="unit", x=left, y=top + 16)]
    rows: list[tuple[str, str | None, str]] = []
    for nth, (low, high) in reversed(list(enumerate(bounds, start=1))):
        pair = (low,) if low == high else (low, high)
        text = " – ".join(chart.quantity.short(edge) for edge in pair)
        rows.append((f"area m{_shade(nth, len(bounds))}", None, text))
    if hatch:
        rows.append(("area", f"url(#{hatch})", chart.quantity.language.say("chart.no-value")))
    for nth, (kind, fill, text) in enumerate(rows):
        y = top + 28 + nth * (_SWATCH + 6)
        drawn.append(
            element("rect", class_=kind, x=left, y=y, width=_SWATCH + 8, height=_SWATCH, fill=fill)
        )
        drawn.append(element("text", text, class_="value", x=left + _SWATCH + 8 + GAP, y=y + 16))
    return drawn


def _hatch(ident: str) -> Markup:
    line = element("path", class_="hatch", d="M-1,1L1,-1M0,8L8,0M7,9L9,7")
    pattern = element("pattern", line, id=ident, width=8, height=8, patternUnits="userSpaceOnUse")
    return element("defs", pattern)
