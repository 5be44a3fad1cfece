"""Labels at the ends of lines, in place of a legend far away."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from agdb.publication.chart.axis import GAP
from agdb.publication.chart.canvas import Size
from agdb.publication.chart.lettering import spread, wrap
from agdb.publication.chart.svg import element


@dataclass(frozen=True, slots=True)
class Ending:
    """The name and last value of a line, and where the line ends."""

    name: str
    value: str
    x: float
    y: float


def endings(
    ends: list[Ending], *, at: float, room: float, size: Size, bottom: float
) -> list[Markup]:
    """Return the labels right of `at`, pushed apart where lines end close together."""
    line = size.font + 3
    named = [wrap(end.name, room=room, size=size.font) if end.name else [] for end in ends]
    tallest = max(len(lines) for lines in named) + 1
    gap = tallest * line + (5 if tallest > 1 else 0)
    lowest = bottom + line - (tallest - 1) * line / 2
    places = spread([end.y for end in ends], gap=gap, low=gap / 2, high=lowest)
    drawn = []
    for nth, (end, lines, y) in enumerate(zip(ends, named, places, strict=True), start=1):
        x = at + GAP + 4
        if abs(y - end.y) > line / 2 or at - end.x > 1:
            drawn.append(
                element("path", class_=f"leader s{nth}", d=_leader(end, at=at, label=(x - 3, y)))
            )
        top = y - (len(lines)) * line / 2 + 5
        spans = [
            element("tspan", text, class_="name", x=x, y=top + row * line)
            for row, text in enumerate(lines)
        ]
        spans.append(element("tspan", end.value, class_="value", x=x, y=top + len(lines) * line))
        drawn.append(element("text", *spans, class_=f"end s{nth}"))
    return drawn


def _leader(end: Ending, *, at: float, label: tuple[float, float]) -> str:
    return f"M{end.x + 6:.0f},{end.y:.0f}H{at + 2:.0f}L{label[0]:.0f},{label[1]:.0f}"
