"""The map of one division, where the borders are those that the figures are about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from agdb.programme.geography.geography import Shapes
from agdb.programme.programme import Programme
from agdb.publication.chart.canvas import Caption, Draw
from agdb.publication.chart.map import CLASSES, Land, MapChart, Shape, map_chart, map_drawing
from agdb.publication.figure.figure import describe_ranking
from agdb.publication.figure.ranking import common_period
from agdb.publication.reading.citation import full_count
from agdb.publication.reading.reading import Names, Reading
from agdb.publication.reading.series import Series
from agdb.publication.wording.period import period_name
from agdb.statistics.number import rounded
from agdb.statistics.period import Period

_CHANCE = 20
"""One comparison in so many seems to differ at 95 per cent where nothing does."""


@dataclass(frozen=True, slots=True)
class RegionMap:
    """A map with its notes; without `drawing` the notes say why there is none.

    `draw` makes the same map, without links, for a sheet of its own.
    """

    drawing: Markup
    notes: tuple[str, ...]
    shapes: Shapes | None = None
    draw: Draw | None = None


def region_map(
    reading: Reading, prefix: str, regions: tuple[Series, ...], hrefs: Mapping[str, str]
) -> RegionMap | None:
    """Return the map of a division in the period that its chart shows; `hrefs` are by code.

    None for a division that no map is asked of: with so few regions that each has its own class, or
    that no shapes are held of.
    """
    shapes = newest_shapes(reading.programme, prefix)
    if shapes is None or len(regions) <= CLASSES or not any(one.known for one in regions):
        return None
    period = common_period(regions)
    same = _same(reading, prefix, shapes.year, period)
    language = reading.language
    if same is None:
        why = language.say(
            "map.none", period=period_name(period, language), edition=str(shapes.year)
        )
        return RegionMap(Markup(""), (why, _comparison(reading, regions)))
    land = land_of(reading.names, shapes, prefix, hrefs)
    apart = frozenset(one.code for one in land.shapes) - same
    points = {one.region: point for one in regions if (point := one.at(period))}
    chart = MapChart(
        caption=_caption(reading, prefix, regions, period),
        land=land,
        values={code: point.number for code, point in points.items()},
        quantity=reading.quantity,
        apart=apart,
    )
    return RegionMap(
        map_chart(chart),
        tuple(_notes(reading, chart, shapes.year, period, regions)),
        shapes,
        partial(map_drawing, chart),
    )


def newest_shapes(programme: Programme, prefix: str) -> Shapes | None:
    """Return the shapes of the latest year that hold this division."""
    held = programme.geography.shapes
    years = [y for y, one in held.items() if any(c.startswith(prefix) for c in one.paths)]
    return held[max(years)] if years else None


def land_of(names: Names, shapes: Shapes, prefix: str, hrefs: Mapping[str, str]) -> Land:
    """Return the drawing of a division, with the names of the programme."""
    found = tuple(
        Shape(code, names.region(code), outline, hrefs.get(code, ""))
        for code, outline in sorted(shapes.paths.items())
        if code.startswith(prefix) and code in names.programme.regions
    )
    return Land(found, shapes.width, shapes.height)


def _same(reading: Reading, prefix: str, year: int, period: Period) -> frozenset[str] | None:
    """Which regions have the borders of `year` whichever later list the source counted by.

    A table may be worked out again on a later division than that of its period. So a region is
    drawn only if it is the same in every list from that of the shapes on.
    """
    geography = reading.programme.geography
    if not period.dated or not geography.lists:
        return None
    if not year <= period.start.year <= max(geography.lists):
        return None
    return geography.unchanged(prefix, first=year, second=max(geography.lists))


def _caption(reading: Reading, prefix: str, regions: tuple[Series, ...], period: Period) -> Caption:
    say = reading.language.say
    points = [(reading.names.region(s.region), p) for s in regions if (p := s.at(period))]
    described = describe_ranking(points, quantity=reading.quantity)
    return Caption(
        f"map-{prefix.lower()}",
        say("map.title", name=reading.name, period=period_name(period, reading.language)),
        f"{described} {say('map.describe')}",
    )


def _notes(
    reading: Reading, chart: MapChart, year: int, period: Period, regions: tuple[Series, ...]
) -> list[str]:
    say = reading.language.say
    said = [say("map.classes")]
    if reading.quantity.counted:
        said.append(say("map.amounts"))
    if chart.apart:
        names = [one.name for one in chart.land.shapes if one.code in chart.apart]
        listed = reading.language.listing(sorted(names))
        said.append(say("map.apart", n=len(names), names=listed, edition=str(year)))
    elif period.start.year != year:
        last = str(max(reading.programme.geography.lists))
        said.append(say("map.same", edition=str(year), last=last))
    return [*said, _comparison(reading, regions)]


def _comparison(reading: Reading, regions: tuple[Series, ...]) -> str:
    """What may be said about differences: nothing without margins, and chance makes some large.

    In a full count a difference is one.
    """
    language, programme = reading.language, reading.programme
    if counted := full_count(reading):
        return counted
    if reading.quantity.counted:  # a part is not held against its whole
        return language.say("map.comparison.amounts", n=len(regions))
    country = language.words(programme.regions[programme.plan.country].names)
    chance = rounded(len(regions) / _CHANCE, decimals=1)
    return language.say(
        "map.comparison",
        n=len(regions),
        country=country,
        chance=language.figure(chance, decimals=1),
    )
