"""A line as small as a word, beside the value that it belongs to."""

from __future__ import annotations

from markupsafe import Markup

from agdb.publication.chart.scale import Scale
from agdb.publication.chart.stroke import Trace, extent, strokes
from agdb.publication.chart.svg import element

WIDTH, HEIGHT, _EDGE = 168, 44, 6


def spark(trace: Trace) -> Markup:
    """Return the line of `trace` without axes or words, or nothing if it has fewer than two values.

    It is hidden from assistive technology: the text beside it says what it shows.
    """
    known = [spot for spot in trace.spots if spot.value is not None]
    if len(known) < 2:
        return Markup("")
    low, high = extent([Trace("", tuple(known))])
    y = Scale(low, high if high > low else low + 1, HEIGHT - _EDGE, _EDGE)
    x = Scale(known[0].at, known[-1].at, _EDGE, WIDTH - _EDGE)
    return element(
        "svg",
        strokes(trace, x=x, y=y, nth=1),
        class_="spark",
        aria_hidden="true",
        focusable="false",
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        preserveAspectRatio="xMinYMid meet",
    )
