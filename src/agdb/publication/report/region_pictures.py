"""Small pictures of a region: shares beside the country, amounts by themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Final

from agdb.publication.chart.canvas import HALF, canvas
from agdb.publication.chart.line import draw_lines
from agdb.publication.figure.beside_country import BesideCountry, beside_country, by_itself
from agdb.publication.regional.profile import RegionFigure, RegionProfile, in_pictures
from agdb.publication.report.chart_data import chart_data
from agdb.publication.report.document import PaperFigure
from agdb.publication.report.material import Material
from agdb.publication.wording.period import period_name

_MOST: Final = 4


def region_pictures(material: Material, found: RegionProfile) -> tuple[PaperFigure, ...]:
    """Return pictures of the figures of a region that have a course, four at most.

    Shares come first, then an amount of each pillar.
    """
    return tuple(islice(_drawn(material, in_pictures(found)), _MOST))


def _drawn(material: Material, figures: Iterable[RegionFigure]) -> Iterator[PaperFigure]:
    country = material.edition.programme.plan.country
    for one in figures:
        ident = f"region-{one.reading.definition.id}"
        if one.reading.quantity.counted or one.series.region == country:
            made = by_itself(one.reading, one.series, ident=ident, href="")
        else:
            made = beside_country(one.reading, one.series, country=country, ident=ident, href="")
        if made is not None:
            yield _picture(material, one, made)


def _picture(material: Material, one: RegionFigure, made: BesideCountry) -> PaperFigure:
    language, reading, chart = material.language, one.reading, made.chart
    periods = sorted({point.period for series in made.series for point in series.known})
    first, last = (period_name(period, language) for period in (periods[0], periods[-1]))
    named = language.say("report.figure", name=reading.name, first=first, last=last)
    explained = " ".join(made.notes)
    titled = replace(chart.caption, title=named)
    return PaperFigure(
        ident=chart.caption.ident,
        caption=named,
        explanation=explained,
        alternative=" ".join([f"{named}.", chart.caption.description, *made.notes]),
        drawing=canvas(titled, HALF, *draw_lines(chart, HALF)),
        data=chart_data(
            material,
            reading,
            zip(made.series, chart.traces, strict=True),
            periods,
            start=chart.ticks.values[0],
        ),
        note=material.numbers.note_of(reading, one.latest),
        small=True,
    )
