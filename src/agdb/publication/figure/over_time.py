"""Figures with time along the bottom: one line, a few lines, or many small ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import partial

from markupsafe import Markup

from agdb.publication.chart.canvas import Caption, in_both_sizes
from agdb.publication.chart.line import LineChart, draw_frames, draw_lines
from agdb.publication.figure.drawable import Drawable, drawable, is_course
from agdb.publication.figure.events import before_the_plan, event_lines, event_marks
from agdb.publication.figure.figure import Figure, FigureTitle, describe_line, linked_notes, trace
from agdb.publication.reading.reading import Reading
from agdb.publication.reading.series import Series, on_a_line
from agdb.publication.table.table import table_of
from agdb.publication.wording.period import frequency_name, period_name
from agdb.publication.wording.quantity import PERCENT
from agdb.publication.wording.status import is_provisional
from agdb.results.value import BEYOND
from agdb.statistics.period import Frequency, Period

TOGETHER = 4  # so many lines can be told apart in one frame
STEPS, FEW_STEPS = 5, 2  # on the axis of a whole chart, and of a small one


def over_time(
    reading: Reading,
    series: tuple[Series, ...],
    labels: tuple[str, ...],
    title: FigureTitle,
) -> Figure:
    """Return `series`, of one frequency, over time with their table.

    A line needs two values; with fewer, or with periods that have no place on a line, the table
    stands alone.
    """
    caption = Caption(title.ident, title.title, _description(reading, series, labels))
    drawn = tuple(drawable(reading, one) for one in series)
    shown = tuple(one.series for one in drawn)
    chart = _chart(reading, shown, labels, caption)
    draw = None
    if chart.traces and any(len(one.known) > 1 for one in series):
        draw = partial(draw_lines if len(chart.traces) <= TOGETHER else draw_frames, chart)
    drawing = Markup("") if draw is None else in_both_sizes(chart.caption, draw)
    return Figure(
        ident=title.ident,
        heading=title.heading,
        subheading=_span(reading, series),
        drawing=drawing,
        notes=_notes(reading, drawn, labels, chart) if drawing else (),
        table=table_of(
            *_with_linked(reading, series, labels),
            ident=title.ident,
            caption=title.title,
            names=title.names,
            quantity=reading.quantity,
        ),
        events=event_lines(reading, chart.frequency, chart.span) if drawing else (),
        draw=draw,
    )


def _with_linked(
    reading: Reading, series: tuple[Series, ...], labels: tuple[str, ...]
) -> tuple[tuple[Series, ...], tuple[str, ...]]:
    """The series of a table: what is linked has a column of its own, never that of the values."""
    found: list[tuple[Series, str]] = []
    for one, label in zip(series, labels, strict=True):
        found.append((one, label))
        if one.linked:
            name = reading.language.say("table.linked", name=label)
            found.append((replace(one, points=one.linked, forecast=(), linked=()), name))
    return tuple(one for one, _ in found), tuple(name for _, name in found)


def _chart(
    reading: Reading, series: tuple[Series, ...], labels: tuple[str, ...], caption: Caption
) -> LineChart:
    quantity = reading.quantity
    frequency = series[0].frequency
    shown = [pair for pair in zip(series, labels, strict=True) if pair[0].known]
    return LineChart(
        caption=caption,
        traces=tuple(trace(*pair) for pair in shown) if on_a_line(frequency) else (),
        frequency=frequency,
        unit=quantity.name,
        suffix=PERCENT if quantity.percent else "",
        language=reading.language,
        decimals=quantity.decimals,
        steps=STEPS if len(shown) <= TOGETHER else FEW_STEPS,
        value_label=lambda spot: quantity.short(quantity.round(spot.y)),
        events=event_marks(reading, frequency),
    )


def _description(reading: Reading, series: tuple[Series, ...], labels: tuple[str, ...]) -> str:
    kind = reading.language.say("describe.kind.line", n=len(series))
    pairs = zip(series, labels, strict=True)
    return " ".join(
        [kind, *(describe_line(s, label=t, quantity=reading.quantity) for s, t in pairs)]
    )


def _span(reading: Reading, series: tuple[Series, ...]) -> str:
    periods = sorted(point.period for one in series for point in one.known)
    often = frequency_name(series[0].frequency, reading.language)
    if not periods:
        return often
    first, last = (period_name(period, reading.language) for period in (periods[0], periods[-1]))
    if first == last:
        return f"{reading.quantity.name}, {first}"
    if series[0].frequency is Frequency.RANGE:  # each name says itself from when to when
        names = (period_name(period, reading.language) for period in dict.fromkeys(periods))
        return ", ".join((reading.quantity.name, *names))
    return reading.language.say(
        "figure.span", unit=reading.quantity.name, often=often, first=first, last=last
    )


def _notes(
    reading: Reading, drawn: tuple[Drawable, ...], labels: tuple[str, ...], chart: LineChart
) -> tuple[str, ...]:
    say = reading.language.say
    series = tuple(one.series for one in drawn)
    notes = [note for one in drawn for note in one.notes]
    if all(not is_course(one) for one in series):
        notes.append(say("chart.note.no-course"))
    if any(is_provisional(point.value) for one in series for point in one.known):
        notes.append(say("chart.note.hollow.line"))
    if any(point.broken for one in series for point in one.points):
        notes += _break_notes(reading, series, labels)
    if any(one.linked for one in series):
        notes.append(say("chart.note.linked"))
        notes += linked_notes(reading)
    if any(one.forecast for one in series):
        notes.append(say("chart.note.forecast"))
    if any(point.value.mark == BEYOND for one in series for point in one.forecast):
        notes.append(say("chart.note.beyond"))
    if any(p.value.lower is not None for s in series for p in s.points):
        notes.append(say("chart.note.band"))
    if early := before_the_plan(reading, series):
        notes.append(early)
    low = chart.ticks.values[0]
    if not chart.ticks.from_zero:
        start = reading.language.figure(Decimal(low), decimals=chart.ticks.decimals)
        notes.append(say("chart.note.axis", start=start + chart.suffix))
    return tuple(notes)


def _break_notes(
    reading: Reading, series: tuple[Series, ...], labels: tuple[str, ...]
) -> Iterator[str]:
    language = reading.language
    yield language.say("chart.note.break")
    broken = [t for s, t in zip(series, labels, strict=True) if any(p.broken for p in s.points)]
    if len(broken) < len(series):
        yield language.say("chart.note.break.some", names=language.listing(broken))
    for one in reading.definition.breaks:
        period = period_name(Period.parse(one.period), language)
        yield f"{period}: {language.words(one.words)}"
