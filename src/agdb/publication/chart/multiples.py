"""Small multiples: one little chart a series, all on the same scales, so that they compare."""

from __future__ import annotations

from functools import partial

from markupsafe import Markup

from agdb.publication.chart.axis import GAP, tick_labels
from agdb.publication.chart.canvas import Size, in_both_sizes
from agdb.publication.chart.lettering import width, wrap
from agdb.publication.chart.line import LineChart
from agdb.publication.chart.scale import Scale
from agdb.publication.chart.stroke import Trace, strokes
from agdb.publication.chart.svg import element, group

_HEIGHT, _APART = 92, 18


def small_multiples(chart: LineChart) -> Markup:
    """Return the traces of `chart`, each in a frame of its own, in both sizes."""
    return in_both_sizes(chart.told, partial(_draw, chart))


def _draw(chart: LineChart, size: Size) -> tuple[list[Markup], float]:
    columns = 3 if size.name == "wide" else 2
    marks = chart.ticks
    labels = tick_labels(marks, chart.language, suffix=chart.suffix)
    left = max(width(label, size=size.font) for label in labels) + GAP
    room = (size.width - left - (columns - 1) * _APART) / columns
    head = 2 * (size.font + 2)
    row = head + _HEIGHT + size.font + 2 * _APART
    places = [spot.at for one in chart.traces for spot in (*one.spots, *one.forecast)]
    first, last = min(places), max(places)
    drawn = [element("text", chart.unit, class_="unit", x=0, y=size.font)]
    for nth, one in enumerate(chart.traces):
        down, across = divmod(nth, columns)
        start = left + across * (room + _APART)
        top = size.font + 10 + down * row + head
        y = Scale(marks.low, marks.high, top + _HEIGHT, top)
        x = Scale(first, last, start + 6, start + room - 6)
        drawn.append(_frame(chart, one, x=x, y=y, size=size, room=room))
        for tick, label in zip(marks.values, labels, strict=True):
            at = y(float(tick))
            kind = "grid zero" if not tick else "grid"
            drawn.append(element("line", class_=kind, x1=start, x2=start + room, y1=at, y2=at))
            if not across:
                drawn.append(
                    element(
                        "text", label, class_="tick", x=start - GAP, y=at + 5, text_anchor="end"
                    )
                )
        drawn.append(strokes(one, x=x, y=y, nth=1))
    rows = -(-len(chart.traces) // columns)
    return drawn, size.font + 10 + rows * row


def _frame(chart: LineChart, one: Trace, *, x: Scale, y: Scale, size: Size, room: float) -> Markup:
    known = [spot for spot in one.spots if spot.value is not None]
    newest = known[-1]
    value = chart.value_label(newest)
    name = wrap(one.label, room=room - width(value, size=size.font) - GAP, size=size.font)
    left, right, bottom = x.start - 6, x.end + 6, y.start
    top = y.end - 10
    school = chart.frequency.value == "school-year"
    texts = [
        element(
            "text", line, class_="name", x=left, y=top - (len(name) - 1 - nth) * (size.font + 1)
        )
        for nth, line in enumerate(name)
    ]
    texts.append(element("text", value, class_="value", x=right, y=top, text_anchor="end"))
    for place, at, anchor in ((x.low, left, "start"), (x.high, right, "end")):
        year = int(place + 0.001)
        label = f"{year}/{(year + 1) % 100:02d}" if school else str(year)
        texts.append(
            element(
                "text", label, class_="tick", x=at, y=bottom + size.font + 5, text_anchor=anchor
            )
        )
    return group(texts)
