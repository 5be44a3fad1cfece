"""A line as small as a word, beside the value that it belongs to."""

from __future__ import annotations

from dataclasses import replace

from markupsafe import Markup

from agdb.publication.chart.scale import Scale
from agdb.publication.chart.stroke import Trace, strokes
from agdb.publication.chart.svg import element

WIDTH, HEIGHT, _EDGE = 168, 44, 6
_FEWEST = 4  # a few points make a line, but no course


def spark(trace: Trace) -> Markup:
    """Return the line of `trace` without axes or words, nothing if it has fewer than four values.

    Bounds and forecasts are left out. It is hidden from assistive technology: the text beside it
    says what it shows.
    """
    known = [spot for spot in trace.spots if spot.value is not None]
    if len(known) < _FEWEST:
        return Markup("")
    last = known[-1]
    numbers = [spot.y for spot in known]
    low, high = min(numbers), max(numbers)
    y = Scale(low, high if high > low else low + 1, HEIGHT - _EDGE, _EDGE)
    x = Scale(known[0].at, known[-1].at, _EDGE, WIDTH - _EDGE)
    plain = tuple(
        replace(spot, lower=None, upper=None, hollow=spot.hollow and spot is last)
        for spot in trace.spots
    )
    return element(
        "svg",
        strokes(Trace("", plain), x=x, y=y, nth=1),
        class_="spark",
        aria_hidden="true",
        focusable="false",
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        preserveAspectRatio="xMinYMid meet",
    )
