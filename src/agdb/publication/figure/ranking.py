"""Figures that set names beside each other in one period: regions, or parts of a whole."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from agdb.publication.chart.canvas import Caption, in_both_sizes
from agdb.publication.chart.rows import Bar, BarChart, draw_bars, draw_dots
from agdb.publication.figure.figure import Figure, FigureTitle, describe_ranking
from agdb.publication.reading.reading import Reading
from agdb.publication.reading.series import Point, Series
from agdb.publication.table.table import table_of
from agdb.publication.wording.period import period_name
from agdb.publication.wording.quantity import PERCENT
from agdb.publication.wording.status import absence, is_provisional
from agdb.statistics.period import Period


@dataclass(frozen=True, slots=True)
class Named:
    """A series with its name; `whole` marks the one that the others are parts of."""

    name: str
    series: Series
    whole: bool = False


def ranking(reading: Reading, named: list[Named], title: FigureTitle) -> Figure:
    """Return the values of the newest period that most have, with a year earlier beside them.

    Amounts are bars; shares and other levels are dots. They stay in the order given: an order by
    value would rank what may not differ.
    """
    period = common_period(tuple(one.series for one in named))
    language = reading.language
    bars = [_bar(reading, one, period) for one in named]
    points = [(one.name, found) for one in named if (found := one.series.at(period))]
    caption = Caption(
        title.ident,
        f"{title.title}, {period_name(period, language)}",
        describe_ranking(points, quantity=reading.quantity),
    )
    before = period.year_before()
    earlier = bool(before) and any(bar.before is not None for bar in bars)
    chart = BarChart(
        caption=caption,
        bars=tuple(bars),
        unit=reading.quantity.name,
        language=language,
        decimals=reading.quantity.decimals,
        suffix=PERCENT if reading.quantity.percent else "",
        before=period_name(before, language) if earlier and before else "",
    )
    draw = None
    if any(bar.value is not None for bar in bars):
        draw = partial(draw_bars if reading.quantity.counted else draw_dots, chart)
    drawing = Markup("") if draw is None else in_both_sizes(caption, draw)
    return Figure(
        ident=title.ident,
        heading=title.heading,
        subheading=f"{reading.quantity.name}, {period_name(period, language)}",
        drawing=drawing,
        notes=_notes(reading, chart) if drawing else (),
        table=table_of(
            tuple(one.series for one in named),
            tuple(one.name for one in named),
            ident=title.ident,
            caption=title.title,
            names=title.names,
            quantity=reading.quantity,
        ),
        draw=draw,
    )


def common_period(some: tuple[Series, ...]) -> Period:
    """Return the newest period in which half of the series have a point, else the newest."""
    counts: dict[Period, int] = {}
    for one in some:
        for point in one.points:
            counts[point.period] = counts.get(point.period, 0) + 1
    most = [period for period, number in counts.items() if 2 * number >= len(some)]
    return max(most or counts)


def _bar(reading: Reading, one: Named, period: Period) -> Bar:
    point = one.series.at(period)
    before = period.year_before()
    earlier = None if before is None else one.series.at(before)
    return Bar(
        name=one.name,
        value=None if point is None or point.number is None else float(point.number),
        text=_text(reading, point),
        before=None if earlier is None or earlier.number is None else float(earlier.number),
        hollow=point is not None and is_provisional(point.value),
        lower=None if point is None else point.value.lower,
        upper=None if point is None else point.value.upper,
        whole=one.whole,
    )


def _text(reading: Reading, point: Point | None) -> str:
    if point is None:
        return reading.language.say("chart.no-value")
    if point.number is None:
        between = reading.quantity.between(point.value.lower, point.value.upper)
        return between or absence(point.value, reading.language).meaning
    return reading.quantity.short(point.number)


def _notes(reading: Reading, chart: BarChart) -> tuple[str, ...]:
    say = reading.language.say
    kind = "bar" if reading.quantity.counted else "dot"
    notes = []
    if chart.before:
        notes.append(say(f"chart.note.before.{kind}", period=chart.before))
    if any(bar.hollow for bar in chart.bars):
        notes.append(say(f"chart.note.hollow.{kind}"))
    marks = chart.level_ticks
    if kind == "dot" and not marks.from_zero:
        start = reading.language.figure(marks.values[0], decimals=marks.decimals)
        notes.append(say("chart.note.axis", start=start + chart.suffix))
    if any(bar.lower is not None for bar in chart.bars):
        notes.append(say("chart.note.band"))
    return tuple(notes)
