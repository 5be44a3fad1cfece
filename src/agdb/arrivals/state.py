"""How each source stands: what we have of it, what is expected, and whether that is late."""

from __future__ import annotations

from datetime import date

import msgspec

from agdb.arrivals.calendar import expectation
from agdb.arrivals.difference import newest_period
from agdb.arrivals.icalendar import Event
from agdb.programme.source import Source
from agdb.statistics.period import Period
from agdb.warehouse.version import DatasetVersion


class SourceState(msgspec.Struct, frozen=True):
    """One source on one day. `expected` is None where nothing tells when the next figures come."""

    dataset: str
    rhythm: str
    version: str | None
    recorded: date | None
    origin: str | None
    newest_period: str | None
    expected: date | None
    basis: str | None
    standing: str | None
    late: bool


def source_state(source: Source, version: DatasetVersion | None, *, today: date) -> SourceState:
    """Return how `source` stands on `today`, given the newest version of its data set."""
    newest = None if version is None else newest_period(version)
    published = None if version is None else published_on(version)
    return _state(source, version, newest=newest, published=published, today=today)


def _state(
    source: Source,
    version: DatasetVersion | None,
    *,
    newest: Period | None,
    published: date | None,
    today: date,
) -> SourceState:
    expected = expectation(source, newest=newest, published=published)
    return SourceState(
        dataset=source.id,
        rhythm=source.rhythm,
        version=None if version is None else version.version,
        recorded=None if version is None else version.recorded,
        origin=None if version is None else version.receipt.origin.value,
        newest_period=None if newest is None else newest.text,
        expected=None if expected is None else expected.day,
        basis=None if expected is None else expected.basis.value,
        standing=None if expected is None else expected.standing.value,
        late=expected is not None and expected.late(today),
    )


def published_on(version: DatasetVersion) -> date:
    """Return the publisher's own date of a version, or the day on which it was recorded."""
    return version.receipt.published or version.recorded


def event(source: Source, state: SourceState, *, language: str) -> Event | None:
    """Return the expected publication for a calendar, None if nothing is expected."""
    if state.expected is None:
        return None
    return Event(
        uid=f"{source.id}-{state.expected}@agdb",
        day=state.expected,
        summary=f"{source.names[language]} ({source.publisher[language]})",
        description=source.id,
        url=source.page,
    )
