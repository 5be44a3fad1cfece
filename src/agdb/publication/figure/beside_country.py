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
    """A region and the country over time, with what the picture cannot say by itself."""

    name: str
    href: str
    drawing: Markup
    unit: str
    notes: tuple[str, ...]


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
    if whole is None or not on_a_line(region.frequency) or reading.quantity.counted:
        return None
    shared = {one.period for one in region.known} & {one.period for one in whole.known}
    if len(shared) < _FEWEST or reading.definition.nature == "quoted":
        return None
    language, both = reading.language, (region, whole)
    labels = [reading.names.region(one.region) for one in both]
    traces = tuple(
        region_trace(reading.programme, one, raised(label))
        for one, label in zip(both, labels, strict=True)
    )
    described = " ".join(
        describe_line(one, label=label, quantity=reading.quantity)
        for one, label in zip(both, labels, strict=True)
    )
    chart = LineChart(
        caption=Caption(ident, reading.name, described),
        traces=traces,
        frequency=region.frequency,
        unit=reading.quantity.name,
        suffix=PERCENT if reading.quantity.percent else "",
        language=language,
        decimals=reading.quantity.decimals,
        steps=_STEPS,
        value_label=lambda spot: reading.quantity.short(reading.quantity.round(spot.y)),
    )
    notes = []
    if any(not spot.joined for spot in traces[0].spots):
        notes.append(language.say("beside.points"))
    if any(point.broken for one in both for point in one.points):
        notes.append(language.say("chart.note.break"))
    if not chart.ticks.from_zero:
        start = language.figure(chart.ticks.values[0], decimals=chart.ticks.decimals)
        notes.append(language.say("chart.note.axis", start=start + chart.suffix))
    return BesideCountry(reading.name, href, line_chart(chart), reading.quantity.name, tuple(notes))
