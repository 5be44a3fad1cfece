"""A few indicators in one small drawing: what is drawn, and its description in words."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from agdb.publication.chart.small import SmallSeries, small
from agdb.publication.figure.figure import describe_line, trace
from agdb.publication.reading.reading import Reading
from agdb.publication.reading.series import Series, on_a_line
from agdb.publication.wording.period import period_short

MEANINGS = ("seen", "beside")
"""The colours of the first series and of one beside it."""


def small_figure(readings: Sequence[Reading]) -> Markup:
    """Return the drawing of the series in front of each, nothing where none has two values in time.

    With one indicator every series in front is drawn, up to two.
    """
    found = [
        (reading, series)
        for reading in readings
        for series in (reading.headlines if len(readings) == 1 else reading.headlines[:1])
        if len(series.known) > 1 and on_a_line(series.frequency)
    ][: len(MEANINGS)]
    if not found:
        return Markup("")
    drawn = [
        _series(reading, series, meaning=meaning)
        for (reading, series), meaning in zip(found, MEANINGS, strict=False)
    ]
    periods = sorted(point.period for _, series in found for point in series.known)
    told = [
        describe_line(series, label=name(reading, series), quantity=reading.quantity)
        for reading, series in found
    ]
    language = found[0][0].language
    return small(
        drawn,
        label=" ".join(told),
        start=period_short(periods[0], language),
        end=period_short(periods[-1], language),
    )


def name(reading: Reading, series: Series) -> str:
    """Return what a series is called beside others: its member, or its indicator."""
    return reading.label(series) if len(reading.headlines) > 1 else reading.name


def _series(reading: Reading, series: Series, *, meaning: str) -> SmallSeries:
    first, latest = series.known[0], series.latest
    assert first.number is not None
    assert latest is not None
    assert latest.number is not None
    told = reading.quantity.plain
    return SmallSeries(
        meaning,
        trace(series, reading.name).spots,
        first=told(first.number),
        last=told(latest.number),
    )
