"""A small drawing of a few series from zero: first and last values are written at their ends.

It has one size, so that its text is as large as the text around it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from agdb.publication.chart.canvas import element, group, path
from agdb.publication.chart.lettering import spread
from agdb.publication.chart.scale import Scale
from agdb.publication.chart.stroke import Spot, pieces

WIDTH: Final = 350
_HEIGHT: Final = 106
_TOP: Final = 24
_BOTTOM: Final = 80
_LINE: Final = 20
_INSET: Final = 6


@dataclass(frozen=True, slots=True)
class SmallSeries:
    """A series: `meaning` is the class that gives it its colour, `first` and `last` its labels.

    `goal` is where it should come, drawn hollow.
    """

    meaning: str
    spots: tuple[Spot, ...]
    first: str = ""
    last: str = ""
    goal: Spot | None = None

    @property
    def known(self) -> tuple[Spot, ...]:
        """The spots that have a value."""
        return tuple(spot for spot in self.spots if spot.value is not None)


def small(
    some: Sequence[SmallSeries], *, label: str, start: str, end: str, goal: str = ""
) -> Markup:
    """Return the drawing; `start` and `end` name the first and last period, `goal` the goal."""
    places = [spot.at for one in some for spot in (*one.known, *((one.goal,) if one.goal else ()))]
    numbers = [spot.y for one in some for spot in (*one.known, *((one.goal,) if one.goal else ()))]
    low, high = min(0.0, *numbers), max(0.0, *numbers)
    x = Scale(min(places), max(*places, min(places) + 1), _INSET, WIDTH - _INSET)
    y = Scale(low, high if high > low else low + 1, _BOTTOM, _TOP)
    zero = element("line", class_="zero", x1=0, x2=WIDTH, y1=y(0), y2=y(0))
    drawn = [group(list(_strokes(one, x, y)), class_=one.meaning) for one in some]
    axis = [
        element("text", start, class_="tick", x=0, y=_HEIGHT - 6),
        element("text", end, class_="tick", x=WIDTH, y=_HEIGHT - 6, text_anchor="end"),
    ]
    return element(
        "svg",
        zero,
        *drawn,
        *_labels(some, x, y, goal),
        *axis,
        class_="chart small",
        role="img",
        aria_label=label,
        viewBox=f"0 0 {WIDTH} {_HEIGHT}",
    )


def _strokes(one: SmallSeries, x: Scale, y: Scale) -> Iterator[Markup]:
    runs = list(pieces(one.spots))
    for run in runs:
        if len(run) > 1:
            yield element("path", class_="line", d=path([(x(s.at), y(s.y)) for s in run]))
    for before, after in itertools.pairwise(runs):
        if not after[0].broken:
            yield _dotted(before[-1], after[0], x, y)
    known = one.known
    if one.goal is not None and known:
        yield _dotted(known[-1], one.goal, x, y)
        yield element("circle", class_="point hollow", cx=x(one.goal.at), cy=y(one.goal.y), r=5)
    marked = {run[0].at for run in runs if len(run) == 1} | {known[0].at, known[-1].at}
    for spot in known:
        if spot.at in marked:
            kind = "point hollow" if spot.hollow else "point"
            yield element("circle", class_=kind, cx=x(spot.at), cy=y(spot.y), r=4)


def _dotted(one: Spot, other: Spot, x: Scale, y: Scale) -> Markup:
    places = {"x1": x(one.at), "y1": y(one.y), "x2": x(other.at), "y2": y(other.y)}
    return element("line", class_="dotted", **places)


def _labels(some: Sequence[SmallSeries], x: Scale, y: Scale, goal: str) -> Iterator[Markup]:
    """The values at both ends, pushed apart where series begin or end close together."""
    for last in (False, True):
        ends = [(one, one.known[-1 if last else 0]) for one in some]
        shown = [(one, spot) for one, spot in ends if (one.last if last else one.first)]
        wanted = [y(spot.y) - 9 for _, spot in shown]
        heights = spread(wanted, gap=_LINE, low=_LINE, high=_BOTTOM) if shown else []
        for (one, spot), height in zip(shown, heights, strict=True):
            at_right = x(spot.at) > WIDTH / 2
            aside = 0 if len(shown) == 1 else -9 if at_right else 9
            yield element(
                "text",
                one.last if last else one.first,
                class_="value" if last else None,
                x=x(spot.at) + aside,
                y=height,
                text_anchor="end" if at_right else "start",
            )
    aims = [one.goal for one in some if one.goal is not None]
    if aims and goal:
        place = y(aims[0].y) - 9
        yield element("text", goal, class_="value", x=WIDTH, y=place, text_anchor="end")
