"""A dot plot: one row a name, a dot at its value and an open dot a year earlier."""

from __future__ import annotations

from functools import partial

from markupsafe import Markup

from agdb.publication.chart.axis import GAP, tick_labels
from agdb.publication.chart.bar import Bar, BarChart
from agdb.publication.chart.canvas import Size, in_both_sizes
from agdb.publication.chart.lettering import width, wrap
from agdb.publication.chart.scale import Scale
from agdb.publication.chart.svg import element, group

_ROW = 32
_MORE = 6  # where names take two lines


def dot_chart(chart: BarChart) -> Markup:
    """Return the rows of `chart` as dots, in both sizes; unlike bars they need no zero."""
    return in_both_sizes(chart.told, partial(_draw, chart))


def _draw(chart: BarChart, size: Size) -> tuple[list[Markup], float]:
    beside = size.names < size.width
    longest = max(width(bar.name, size=size.font) for bar in chart.bars)
    marks = chart.level_ticks
    labels = tick_labels(marks, chart.language, suffix=chart.suffix)
    left = width(labels[0], size=size.font) / 2 + 2
    if beside:
        left = min(longest, size.names) + GAP + 12
    texts = max(width(bar.text, size=size.font) for bar in chart.bars if bar.value is not None)
    x = Scale(marks.low, marks.high, left, size.width - texts - 2 * GAP)
    head = 0 if beside else size.font + 4
    top = 2 * size.font + 26.0
    row = _ROW + head + (_MORE if beside and longest > size.names else 0)
    end = top + len(chart.bars) * row
    drawn = [element("text", chart.unit, class_="unit", x=0, y=size.font)]
    for tick, label in zip(marks.values, labels, strict=True):
        at = x(float(tick))
        kind = "grid zero" if not tick else "grid"
        drawn.append(element("line", class_=kind, x1=at, x2=at, y1=top - 4, y2=end))
        drawn.append(element("text", label, class_="tick", x=at, y=top - 11, text_anchor="middle"))
    for nth, bar in enumerate(chart.bars):
        y = top + nth * row + head + _ROW / 2 - 4
        drawn.append(_row(bar, x=x, y=y, left=left, size=size, beside=beside))
    return drawn, end + 4


def _row(bar: Bar, *, x: Scale, y: float, left: float, size: Size, beside: bool) -> Markup:
    drawn: list[Markup] = []
    if beside:
        lines = wrap(bar.name, room=left - GAP - 10, size=size.font)
        for nth, text in enumerate(lines):
            at = y + 5 + (nth - (len(lines) - 1) / 2) * (size.font + 1)
            drawn.append(
                element("text", text, class_="name", x=left - GAP - 10, y=at, text_anchor="end")
            )
    else:
        drawn.append(element("text", bar.name, class_="name", x=0, y=y - _ROW / 2))
    drawn += _marks(bar, x, y)
    shown = [n for n in (bar.value, bar.upper, bar.before) if n is not None]
    end = max((x(number) for number in shown), default=left)
    kind = "absent" if bar.value is None else "value"
    drawn.append(element("text", bar.text, class_=kind, x=end + GAP + 4, y=y + 5))
    return group(drawn, class_="dot whole" if bar.whole else "dot")


def _marks(bar: Bar, x: Scale, y: float) -> list[Markup]:
    drawn = []
    if bar.lower is not None and bar.upper is not None:
        drawn.append(element("line", class_="range", x1=x(bar.lower), x2=x(bar.upper), y1=y, y2=y))
    if bar.before is not None and bar.value is not None:
        drawn.append(element("line", class_="shift", x1=x(bar.before), x2=x(bar.value), y1=y, y2=y))
    if bar.before is not None:
        drawn.append(element("circle", class_="before", cx=x(bar.before), cy=y, r=4))
    if bar.value is not None:
        kind = "s1 point hollow" if bar.hollow else "s1 point"
        drawn.append(element("circle", class_=kind, cx=x(bar.value), cy=y, r=6))
    return drawn
