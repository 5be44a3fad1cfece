"""One figure of a page, and the words that its charts share."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from agdb.publication.chart.stroke import Spot, Trace
from agdb.publication.reading.series import Point, Series
from agdb.publication.reading.timeline import follows, place
from agdb.publication.table.table import Table
from agdb.publication.wording.status import is_provisional
from agdb.results.value import BEYOND


@dataclass(frozen=True, slots=True)
class Headed:
    """The words around a figure: its name on the page, its heading, and what its rows are."""

    ident: str
    heading: str
    title: str
    names: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A heading with what is under it. `drawing` is empty where a chart would say nothing.

    The heading is read on the page of its indicator; chart and table have a title of their own.
    """

    ident: str
    heading: str
    subheading: str
    drawing: Markup
    notes: tuple[str, ...]
    table: Table


def trace(series: Series, label: str) -> Trace:
    """Return `series` as it is drawn: published numbers at their places in time."""
    return Trace(label, _spots(series.points), _spots(series.forecast), _spots(series.linked))


def _spots(points: tuple[Point, ...]) -> tuple[Spot, ...]:
    earlier = (None, *points)[: len(points)]
    return tuple(_spot(point, before) for before, point in zip(earlier, points, strict=True))


def _spot(point: Point, before: Point | None) -> Spot:
    low, high = point.value.lower_95, point.value.upper_95
    return Spot(
        at=place(point.period),
        value=None if point.number is None else float(point.number),
        lower=point.value.lower,
        upper=point.value.upper,
        outer=None if low is None or high is None else (low, high),
        hollow=is_provisional(point.value),
        broken=point.broken,
        joined=before is None or follows(point.period, before.period),
        untested=point.value.mark == BEYOND,
    )
