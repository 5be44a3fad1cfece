"""What is expected of each source in the year after a release, and which indicators it touches."""

from __future__ import annotations

from dataclasses import dataclass

from agdb.arrivals.calendar import Expectation, months_later, upcoming
from agdb.indicators.value import Computed, Kind
from agdb.programme.source import Source
from agdb.release.model import Release
from agdb.statistics.period import Period

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Awaited:
    """One source: the days that are expected, the first one perhaps late, and whom they touch.

    `days` is empty where nothing tells when the next figures come.
    """

    source: Source
    days: tuple[Expectation, ...]
    indicators: tuple[str, ...]


def awaited(release: Release) -> tuple[Awaited, ...]:
    """Return every source of the programme, in its order, as seen on the day of the release.

    That day stands for today, so that one release always gives the same calendar.
    """
    return tuple(_awaited(release, source) for source in release.programme.sources.values())


def next_expected(computed: Computed, release: Release) -> Expectation | None:
    """Return the first day on which a source of this indicator is expected, None if unknown."""
    used = _datasets(computed)
    found = [
        day
        for source in release.programme.sources.values()
        if source.id in used
        for day in _days(release, source)[:1]
    ]
    return min(found, key=lambda one: one.day, default=None)


def _awaited(release: Release, source: Source) -> Awaited:
    touched = [name for name, one in release.computed.items() if source.id in _datasets(one)]
    return Awaited(source, _days(release, source), tuple(touched))


def _days(release: Release, source: Source) -> tuple[Expectation, ...]:
    readers = [
        one
        for one in release.computed.values()
        if any(part.dataset == source.id for part in one.inputs)
    ]
    recorded = [
        part.recorded for one in readers for part in one.inputs if part.dataset == source.id
    ]
    periods = [
        Period.parse(value.period)
        for one in readers
        for value in one.values
        if value.kind is Kind.OBSERVED and value.value is not None
    ]
    return upcoming(
        source,
        newest=max((period for period in periods if period.dated), default=None),
        published=max(recorded, default=None),
        since=release.recorded,
        until=months_later(release.recorded, MONTHS),
    )


def _datasets(computed: Computed) -> frozenset[str]:
    """The data sets that an indicator reads, or waits for."""
    read = {part.dataset for part in computed.inputs}
    return frozenset(read | ({computed.waiting.dataset} if computed.waiting else set()))
