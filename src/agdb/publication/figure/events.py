"""The events of the programme on a figure over time: where they are drawn, and what is said."""

from __future__ import annotations

from collections.abc import Iterable

from agdb.programme.event import Event
from agdb.publication.chart.event import EventMark, visible
from agdb.publication.figure.figure import EventLine
from agdb.publication.reading.reading import Reading
from agdb.publication.reading.series import Series, on_a_line, place
from agdb.statistics.period import Frequency, containing


def event_marks(reading: Reading, frequency: Frequency) -> tuple[EventMark, ...]:
    """Return the marks of every event that concerns an indicator, in order of time.

    Each is drawn at the period in which it lies: an axis of years has no place for a day.
    """
    if not on_a_line(frequency):
        return ()
    return tuple(_mark(one, frequency, reading) for one in _concerning(reading))


def event_lines(
    reading: Reading, frequency: Frequency, span: tuple[float, float]
) -> tuple[EventLine, ...]:
    """Return in words the events that are drawn between the two ends of an axis."""
    return tuple(
        _line(one, reading)
        for one in _concerning(reading)
        if visible((_mark(one, frequency, reading),), *span)
    )


def before_the_plan(reading: Reading, series: Iterable[Series]) -> str:
    """Return a sentence for figures that all end before the plan began; empty for others."""
    newest = [one.latest.period for one in series if one.latest is not None]
    started = [one for one in _concerning(reading) if one.kind == "plan"]
    if not newest or not started or not all(one.dated for one in newest):
        return ""
    if max(one.end for one in newest) > started[0].day:
        return ""
    day = reading.language.date(started[0].day)
    return reading.language.say("figure.before-plan", day=day)


def _concerning(reading: Reading) -> list[Event]:
    some = reading.programme.events.values()
    found = [one for one in some if one.concerns(reading.definition.pillar)]
    return sorted(found, key=lambda one: (one.day, one.id))


def _mark(one: Event, frequency: Frequency, reading: Reading) -> EventMark:
    return EventMark(
        label=reading.language.words(one.names),
        at=place(containing(one.day, frequency)),
        until=None if one.until is None else place(containing(one.until, frequency)),
        firm=one.kind == "plan",
    )


def _line(one: Event, reading: Reading) -> EventLine:
    language, cited = reading.language, one.sources[0]
    when = language.date(one.day)
    if one.until is not None:
        when = language.say("figure.event.span", first=when, last=language.date(one.until))
    return EventLine(when, language.words(one.words), language.words(cited.title), cited.url)
