"""The strokes of one series: its line in pieces, its band, points and forecast; and a sparkline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from markupsafe import Markup

from agdb.publication.chart.canvas import element, path
from agdb.publication.chart.scale import Scale

WIDTH, HEIGHT, _EDGE = 168, 44, 6
_FEWEST = 4  # a few points make a line, but no course


@dataclass(frozen=True, slots=True)
class Spot:
    """One value at a place in time; `joined` tells that it follows the spot before it.

    `outer` are the wider bounds of a forecast; `untested` tells that it lies beyond the horizon for
    which its method was tested.
    """

    at: float
    value: float | None
    lower: float | None = None
    upper: float | None = None
    outer: tuple[float, float] | None = None
    hollow: bool = False
    broken: bool = False
    joined: bool = True
    untested: bool = False

    @property
    def y(self) -> float:
        """The value, of a spot that has one."""
        assert self.value is not None, "only spots with a value are drawn"
        return self.value


@dataclass(frozen=True, slots=True)
class Trace:
    """A series to be drawn, with the label at its end."""

    label: str
    spots: tuple[Spot, ...]
    forecast: tuple[Spot, ...] = ()
    linked: tuple[Spot, ...] = ()


def extent(traces: Iterable[Trace]) -> tuple[float, float]:
    """Return the lowest and highest number drawn, bounds included."""
    numbers = [
        number
        for trace in traces
        for spot in (*trace.spots, *trace.forecast, *trace.linked)
        for number in (spot.value, spot.lower, spot.upper, *(spot.outer or ()))
        if number is not None
    ]
    return min(numbers), max(numbers)


def pieces(spots: Iterable[Spot]) -> Iterator[list[Spot]]:
    """Yield the runs of spots that one unbroken line joins: a gap or a break ends a run."""
    run: list[Spot] = []
    for spot in spots:
        if run and (spot.value is None or spot.broken or not spot.joined):
            yield run
            run = []
        if spot.value is not None:
            run.append(spot)
    if run:
        yield run


def break_places(traces: Iterable[Trace]) -> list[float]:
    """Return the places between two spots at which a series does not continue."""
    found = set()
    for trace in traces:
        for before, spot in zip(trace.spots, trace.spots[1:], strict=False):
            if spot.broken:
                found.add((before.at + spot.at) / 2)
    return sorted(found)


def strokes(trace: Trace, *, x: Scale, y: Scale, nth: int, few: int = 0) -> Markup:
    """Return the drawing of `trace` as series number `nth`, which gives its colour and dashes.

    If it has no more than `few` values, each of them gets a marker.
    """
    drawn = _bands(trace.spots, x, y, "band")
    drawn += [_line(run, x, y, "line") for run in pieces(trace.spots) if len(run) > 1]
    drawn += _unpublished(trace.spots, x, y)
    drawn += _forecast(trace, x, y)
    drawn += _linked(trace, x, y)
    drawn += _points(trace, x, y, few)
    return element("g", *drawn, class_=f"s{nth}", data_name=trace.label or None)


def _line(run: list[Spot], x: Scale, y: Scale, kind: str) -> Markup:
    return element("path", class_=kind, d=path([(x(spot.at), y(spot.y)) for spot in run]))


def _bands(spots: tuple[Spot, ...], x: Scale, y: Scale, kind: str) -> list[Markup]:
    drawn = []
    for run in pieces(spots):
        bounded = [
            (x(spot.at), y(spot.lower), y(spot.upper))
            for spot in run
            if spot.lower is not None and spot.upper is not None
        ]
        if len(bounded) > 1:
            there = [(at, upper) for at, _, upper in bounded]
            back = [(at, lower) for at, lower, _ in reversed(bounded)]
            drawn.append(element("path", class_=kind, d=f"{path(there + back)}Z"))
    return drawn


def _unpublished(spots: tuple[Spot, ...], x: Scale, y: Scale) -> list[Markup]:
    """A value that is kept secret but lies between known bounds is drawn as that range."""
    return [
        element("line", class_="range", x1=x(s.at), x2=x(s.at), y1=y(s.lower), y2=y(s.upper))
        for s in spots
        if s.value is None and s.lower is not None and s.upper is not None
    ]


def _forecast(trace: Trace, x: Scale, y: Scale) -> list[Markup]:
    known = [spot for spot in trace.spots if spot.value is not None]
    if not trace.forecast:
        return []
    start = [Spot(s.at, s.value, s.y, s.y, (s.y, s.y)) for s in known[-1:]]  # it opens at a point
    fan = (*start, *trace.forecast)
    wide = tuple(replace(s, lower=s.outer[0], upper=s.outer[1]) for s in fan if s.outer)
    drawn = _bands(wide, x, y, "fan outer") + _bands(fan, x, y, "fan")
    last = sum(not spot.untested for spot in fan)
    drawn += [_line(run, x, y, "forecast") for run in pieces(fan[:last]) if len(run) > 1]
    beyond = fan[max(last - 1, 0) :] if last < len(fan) else ()
    return [*drawn, *(_line(run, x, y, "forecast beyond") for run in pieces(beyond))]


def _linked(trace: Trace, x: Scale, y: Scale) -> list[Markup]:
    """Values brought over a break: dashed, with their bounds, up to the first value after it."""
    if not trace.linked:
        return []
    last = trace.linked[-1].at
    after = [s for s in trace.spots if s.value is not None and s.at > last]
    end = [replace(s, lower=s.y, upper=s.y, broken=False, joined=True) for s in after[:1]]
    spots = (*trace.linked, *end)
    drawn = _bands(spots, x, y, "fan")
    drawn += [_line(run, x, y, "linked") for run in pieces(spots) if len(run) > 1]
    alone = [run[0] for run in pieces(spots) if len(run) == 1]
    return drawn + [
        element("circle", class_="point hollow", cx=x(spot.at), cy=y(spot.y), r=3.5)
        for spot in alone
    ]


def _points(trace: Trace, x: Scale, y: Scale, few: int) -> list[Markup]:
    """Markers at the last value, at hollow and lonely ones, and at all of them if they are few."""
    known = [spot for spot in trace.spots if spot.value is not None]
    lonely = {run[0].at for run in pieces(trace.spots) if len(run) == 1}
    every = len(known) <= few
    shown = [s for s in known if every or s.hollow or s.at in lonely or s is known[-1]]
    return [
        element(
            "circle",
            class_="point hollow" if spot.hollow else "point",
            cx=x(spot.at),
            cy=y(spot.y),
            r=4.5 if spot is known[-1] else 3.5,
        )
        for spot in shown
    ]


def spark(trace: Trace) -> Markup:
    """Return the line of `trace` without axes or words, nothing if it has fewer than four values.

    Nor if most of them stand alone: so small, points without a line show nothing. Bounds and
    forecasts are left out. It is hidden from assistive technology: the text beside it says what it
    shows.
    """
    known = [spot for spot in trace.spots if spot.value is not None]
    alone = sum(len(run) == 1 for run in pieces(trace.spots))
    if len(known) < _FEWEST or 2 * alone > len(known):
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
