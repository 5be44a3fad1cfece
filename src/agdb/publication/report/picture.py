"""The picture of an indicator in a paper: its series in front, and the numbers that it draws."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from agdb.programme.report.pillar import LeadFigure
from agdb.publication.chart.canvas import Caption, in_both_sizes
from agdb.publication.chart.line import COURSE
from agdb.publication.figure.figure import FigureTitle, describe_line, trace
from agdb.publication.figure.over_time import over_time
from agdb.publication.reading.reading import Reading
from agdb.publication.report.chart_data import chart_data
from agdb.publication.report.document import PaperFigure
from agdb.publication.report.material import Material
from agdb.publication.wording.language import raised
from agdb.publication.wording.period import period_name
from agdb.statistics.period import Period, from_ordinal


def picture_of(material: Material, lead: LeadFigure) -> PaperFigure | None:
    """Return the series in front of an indicator over time; None with too few periods for a line.

    A forecast is not drawn: without its margin in words beside it, it would be read as a figure.
    """
    reading = material.edition.readings.get(lead.indicator)
    if reading is None or reading.headline is None or reading.headline.latest is None:
        return None
    ident, language, heads = lead.indicator, material.language, reading.headlines
    periods = _periods(reading)
    first, last = (period_name(one, language) for one in (periods[0], periods[-1]))
    caption = language.say("report.figure", name=reading.name, first=first, last=last)
    title = FigureTitle(f"figure-{ident}", caption, caption, language.say("table.series"))
    names = tuple(raised(reading.label(one)) for one in heads)
    shown = tuple(replace(one, forecast=()) for one in heads)
    drawn = over_time(reading, shown, names, title)
    if drawn.draw is None:
        return None
    courses = (
        describe_line(one, label=name, quantity=reading.quantity)
        for one, name in zip(shown, names, strict=True)
    )
    alternative = " ".join([f"{caption}.", *courses, *drawn.notes])
    return PaperFigure(
        ident=title.ident,
        caption=caption,
        alternative=alternative,
        drawing=in_both_sizes(Caption(title.ident, caption, alternative), drawn.draw),
        data=chart_data(
            material,
            reading,
            [(one, trace(one, name)) for one, name in zip(heads, names, strict=True)],
            periods,
            start=Decimal(0) if all(len(one.known) < COURSE for one in heads) else None,
        ),
        note=material.numbers.note_of(reading, reading.headline.latest),
    )


def _periods(reading: Reading) -> tuple[Period, ...]:
    """Every period from the first figure in front to the last: one without a figure is a gap."""
    found = [one.period.ordinal for series in reading.headlines for one in series.known]
    often = reading.headlines[0].frequency
    return tuple(from_ordinal(often, one) for one in range(min(found), max(found) + 1))
