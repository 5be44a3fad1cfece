"""A region over time: a line only between periods in which it is proven to be one area."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from markupsafe import Markup

from agdb.programme.geography.borders import same_area
from agdb.programme.programme import Programme
from agdb.publication.chart.canvas import Caption
from agdb.publication.chart.line import LineChart, line_chart
from agdb.publication.chart.stroke import Trace
from agdb.publication.figure.figure import describe_line, trace
from agdb.publication.reading.reading import Reading
from agdb.publication.reading.series import Series, on_a_line
from agdb.publication.wording.language import raised
from agdb.publication.wording.quantity import PERCENT

_FEWEST = 5  # points in common: with fewer there is no course to compare
_STEPS = 3


@dataclass(frozen=True, slots=True)
class BesideCountry:
    """A region over time, a share beside that of the country; with what it cannot say by itself."""

    name: str
    href: str
    series: tuple[Series, ...]
    chart: LineChart
    notes: tuple[str, ...]

    @property
    def drawing(self) -> Markup:
        """The picture in both sizes."""
        return line_chart(self.chart)

    @property
    def unit(self) -> str:
        """What is counted."""
        return self.chart.unit


def region_trace(programme: Programme, series: Series, label: str) -> Trace:
    """Return a series of a region as it is drawn: without forecasts, points apart where the area
    may be another one.
    """
    found = replace(trace(series, label), forecast=(), linked=())
    if series.region == programme.plan.country:
        return found
    apart = [False] + [
        not same_area(programme, series.region, first=one.period, last=other.period)
        for one, other in pairwise(series.points)
    ]
    spots = tuple(
        replace(spot, joined=spot.joined and not cut)
        for spot, cut in zip(found.spots, apart, strict=True)
    )
    return replace(found, spots=spots)


def beside_country(
    reading: Reading, region: Series, *, country: str, ident: str, href: str
) -> BesideCountry | None:
    """Return a share of a region and of the country over time, None where they share few periods.

    Amounts are not drawn: the country would leave nothing to see of the region, and an index needs
    a region that is one area over all its periods.
    """
    whole = reading.like(region, region=country)
    if whole is None or reading.quantity.counted:
        return None
    shared = {one.period for one in region.known} & {one.period for one in whole.known}
    if len(shared) < _FEWEST:
        return None
    return _drawn(reading, (region, whole), ident=ident, href=href)


def by_itself(reading: Reading, region: Series, *, ident: str, href: str) -> BesideCountry | None:
    """Return a region over time without any other, None where it has few periods."""
    if len(region.known) < _FEWEST:
        return None
    return _drawn(reading, (region,), ident=ident, href=href)


def _drawn(
    reading: Reading, some: tuple[Series, ...], *, ident: str, href: str
) -> BesideCountry | None:
    """The chart of these series; nothing of what stands on no line or was quoted."""
    language, quantity = reading.language, reading.quantity
    if not on_a_line(some[0].frequency) or reading.definition.nature == "quoted":
        return None
    labels = [reading.names.region(one.region) for one in some]
    traces = tuple(
        region_trace(reading.programme, one, raised(label))
        for one, label in zip(some, labels, strict=True)
    )
    described = " ".join(
        describe_line(replace(one, forecast=()), label=label, quantity=quantity)
        for one, label in zip(some, labels, strict=True)
    )
    chart = LineChart(
        caption=Caption(ident, reading.name, described),
        traces=traces,
        frequency=some[0].frequency,
        unit=quantity.name,
        suffix=PERCENT if quantity.percent else "",
        language=language,
        decimals=quantity.decimals,
        steps=_STEPS,
        value_label=lambda spot: quantity.short(quantity.round(spot.y)),
    )
    notes = []
    inside = some[0].region != reading.programme.plan.country
    if inside and any(not spot.joined for spot in traces[0].spots):
        notes.append(language.say("beside.points"))
    if any(point.broken for one in some for point in one.points):
        notes.append(language.say("chart.note.break"))
    if not chart.ticks.from_zero:
        start = language.figure(chart.ticks.values[0], decimals=chart.ticks.decimals)
        notes.append(language.say("chart.note.axis", start=start + chart.suffix))
    return BesideCountry(reading.name, href, some, chart, tuple(notes))
