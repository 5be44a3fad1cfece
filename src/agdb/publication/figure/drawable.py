"""What of a series is drawn: what would drown it, or make a course of two points, is said instead.

The rules, and nothing else, decide; a table under the figure holds every value all the same.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from agdb.publication.reading.reading import Reading
from agdb.publication.reading.series import Point, Series
from agdb.publication.wording.language import lowered
from agdb.publication.wording.period import period_in

_COURSE = 3
"""With fewer values that follow each other no line is drawn: two points are no course."""


@dataclass(frozen=True, slots=True)
class Drawable:
    """A series as it is drawn, and in words what is left out of the drawing."""

    series: Series
    notes: tuple[str, ...] = ()


def drawable(reading: Reading, series: Series) -> Drawable:
    """Return `series` without a forecast or a margin that is wider than what it stands beside.

    A forecast goes where its 80 per cent bounds say nothing (`Quantity.says_nothing`); the margin
    of the source where half of the values have one that is wider than all values lie apart.
    """
    notes = []
    if series.forecast and _forecast_drowns(reading, series.forecast[-1]):
        notes.append(
            reading.language.say("chart.note.no-fan", **_between(reading, series.forecast[-1]))
        )
        series = replace(series, forecast=())
    if _margin_drowns(series):
        notes.append(reading.language.say("chart.note.no-band", **_newest(reading, series)))
        series = replace(series, points=tuple(map(_bare, series.points)))
    return Drawable(series, tuple(notes))


def is_course(series: Series) -> bool:
    """Whether there are enough values, forecasts among them, to join by a line."""
    return len(series.known) + len(series.forecast) >= _COURSE


def _forecast_drowns(reading: Reading, last: Point) -> bool:
    lower, upper = last.value.lower, last.value.upper
    return lower is not None and upper is not None and reading.quantity.says_nothing(lower, upper)


def _margin_drowns(series: Series) -> bool:
    numbers = [float(point.number) for point in series.known if point.number is not None]
    widths = sorted(
        point.value.upper - point.value.lower
        for point in series.known
        if point.value.lower is not None and point.value.upper is not None
    )
    if len(numbers) < _COURSE or len(widths) < _COURSE:
        return False
    return widths[len(widths) // 2] > max(numbers) - min(numbers)


def _bare(point: Point) -> Point:
    """A point without its bounds; of one that is not published they are all that is known."""
    if point.number is None:
        return point
    return replace(point, value=replace(point.value, lower=None, upper=None))


def _newest(reading: Reading, series: Series) -> dict[str, Any]:
    bounded = [point for point in series.known if point.value.lower is not None]
    return _between(reading, bounded[-1])


def _between(reading: Reading, point: Point) -> dict[str, Any]:
    value, quantity = point.value, reading.quantity
    return {
        "when": lowered(period_in(point.period, reading.language)),
        "bounds": quantity.between(value.lower, value.upper),
    }
