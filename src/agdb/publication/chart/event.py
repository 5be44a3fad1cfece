"""Events on a time axis: an upright line with its name above the chart, or a strip of time."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from agdb.publication.chart.canvas import Size, element, group
from agdb.publication.chart.lettering import width
from agdb.publication.chart.scale import Scale

_APART = 6  # between two names in one row, and a line and its name


@dataclass(frozen=True, slots=True)
class EventMark:
    """An event at a place in time, or from there to `until`; the plan itself is drawn firmer."""

    label: str
    at: float
    until: float | None = None
    firm: bool = False


@dataclass(frozen=True, slots=True)
class _Placed:
    mark: EventMark
    start: float  # where its name begins
    row: int


def visible(marks: tuple[EventMark, ...], low: float, high: float) -> tuple[EventMark, ...]:
    """Return the marks of which something lies between two places in time."""
    return tuple(m for m in marks if m.at <= high and (m.at if m.until is None else m.until) >= low)


def rows_of(marks: tuple[EventMark, ...], x: Scale, size: Size) -> int:
    """Return how many rows of names stand above the chart, so that no two names meet."""
    return max((one.row for one in _placed(marks, x, size)), default=-1) + 1


def named_events(
    marks: tuple[EventMark, ...], x: Scale, *, top: float, bottom: float, size: Size
) -> list[Markup]:
    """Return lines and strips from `top` to `bottom`, with their names in rows above `top`."""
    drawn = []
    for one in _placed(marks, x, size):
        y = top - 5 - one.row * row_height(size)
        drawn.append(
            group(
                [
                    *upright(one.mark, x, top=y + 3, bottom=bottom),
                    element("text", one.mark.label, class_="note", x=one.start, y=y),
                ],
                class_="event firm" if one.mark.firm else "event",
            )
        )
    return drawn


def row_height(size: Size) -> int:
    """Return what one row of names takes."""
    return size.font + 4


def upright(mark: EventMark, x: Scale, *, top: float, bottom: float) -> list[Markup]:
    """Return the line of a mark, or the strip of one that lasts, as far as it is on the axis."""
    left = x(max(mark.at, x.low))
    if mark.until is None:
        return [element("line", x1=left, x2=left, y1=top, y2=bottom)]
    right = x(min(mark.until, x.high))
    return [element("rect", x=left, width=max(right - left, 2), y=top, height=bottom - top)]


def _placed(marks: tuple[EventMark, ...], x: Scale, size: Size) -> list[_Placed]:
    """Every name beside its line, in the lowest row where nothing is in its way.

    All names stand to the right of their lines and are placed from the last on; where one has no
    room there, all stand to the left and are placed from the first on. No line goes through the
    name of another.
    """
    places = {mark: (x(max(mark.at, x.low)), width(mark.label, size=size.font)) for mark in marks}
    right = all(at + _APART + long <= size.width for at, long in places.values())
    taken: list[list[tuple[float, float]]] = []
    found: list[_Placed] = []
    for mark, (at, long) in sorted(places.items(), key=lambda one: one[1], reverse=right):
        start = at + _APART if right else max(0.0, at - _APART - long)
        first, last = min(start, at), max(start + long, at) + _APART
        # A line comes down from the row of its own name, through all rows below that one
        under = max((one.row for one in found if first < places[one.mark][0] < last), default=0)
        rows = range(under, len(taken))
        row = next(
            (r for r in rows if all(last <= a or b <= first for a, b in taken[r])), len(taken)
        )
        if row == len(taken):
            taken.append([])
        taken[row].append((first, last))
        found.append(_Placed(mark, start, row))
    return found
