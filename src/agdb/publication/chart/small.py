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
from agdb.publication.chart.lettering import width
from agdb.publication.chart.scale import Scale
from agdb.publication.chart.stroke import Spot, pieces

WIDTH: Final = 350
_HEIGHT: Final = 106
_TOP: Final = 24
_BOTTOM: Final = 80
_LINE: Final = 17
_FONT: Final = 15
_ABOVE: Final = 7
_BELOW: Final = 17
_INSET: Final = 6
_BESIDE: Final = "beside"


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
            yield _mark(kind, x(spot.at), y(spot.y), square=one.meaning == _BESIDE)


def _mark(kind: str, x: float, y: float, *, square: bool) -> Markup:
    """A point, square of what stands beside, so that no colour is needed to tell them apart."""
    if square:
        return element("rect", class_=kind, x=x - 3.5, y=y - 3.5, width=7, height=7)
    return element("circle", class_=kind, cx=x, cy=y, r=4)


def _dotted(one: Spot, other: Spot, x: Scale, y: Scale) -> Markup:
    places = {"x1": x(one.at), "y1": y(one.y), "x2": x(other.at), "y2": y(other.y)}
    return element("line", class_="dotted", **places)


_Line = tuple[tuple[float, float], tuple[float, float]]


def _lines(one: SmallSeries, x: Scale, y: Scale) -> Iterator[_Line]:
    """Every straight piece that is drawn of a series; a point alone is one without length."""
    spots = (*one.known, *((one.goal,) if one.goal else ()))
    places = [(x(spot.at), y(spot.y)) for spot in spots]
    yield from itertools.pairwise([places[0], *places])


def _heights(lines: Sequence[_Line], span: tuple[float, float]) -> Iterator[float]:
    """How high lines run between two places across."""
    for (x1, y1), (x2, y2) in lines:
        left, right = max(x1, span[0]), min(x2, span[1])
        if left <= right:
            slope = (y2 - y1) / (x2 - x1) if x2 > x1 else 0.0
            yield from (y1 + (left - x1) * slope, y1 + (right - x1) * slope)


def _clear(
    own: Sequence[_Line],
    others: Sequence[_Line],
    span: tuple[float, float],
    taken: Sequence[float],
    *,
    always: bool,
) -> float | None:
    """Return where a label meets no line and no other label; above all of them if it must stand."""
    mine = list(_heights(own, span))
    beside = list(_heights(others, span))
    for base in (min(mine) - _ABOVE, max(mine) + _BELOW):
        top = base - _FONT
        # a line that passes from above to below goes through it
        met = beside and min(beside) < base + 3 and max(beside) > top
        near = any(abs(base - other) < _LINE for other in taken)
        if base + 1 >= _FONT and base < _BOTTOM and not met and not near:
            return base
    return max(_FONT, min((*mine, *beside)) - _ABOVE) if always else None


def _labels(some: Sequence[SmallSeries], x: Scale, y: Scale, goal: str) -> Iterator[Markup]:
    """The values at both ends, above or below their lines; a first one without room is left out."""
    drawn = [list(_lines(one, x, y)) for one in some]
    for last in (False, True):
        taken: list[float] = []
        ends = [(nth, one, one.known[-1 if last else 0]) for nth, one in enumerate(some)]
        for nth, one, spot in sorted(ends, key=lambda end: y(end[2].y)):
            text = one.last if last else one.first
            at_right = x(spot.at) > WIDTH / 2
            wide = width(text, size=_FONT)
            span = (x(spot.at) - wide, x(spot.at)) if at_right else (x(spot.at), x(spot.at) + wide)
            others = [line for other, lines in enumerate(drawn) if other != nth for line in lines]
            place = _clear(drawn[nth], others, span, taken, always=last)
            if text and place is not None:
                taken.append(place)
                yield element(
                    "text",
                    text,
                    class_="value" if last else None,
                    x=x(spot.at),
                    y=place,
                    text_anchor="end" if at_right else "start",
                )
    aims = [one.goal for one in some if one.goal is not None]
    if aims and goal:
        place = y(aims[0].y) - 9
        yield element("text", goal, class_="value", x=WIDTH, y=place, text_anchor="end")
