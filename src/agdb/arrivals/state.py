"""When the publisher published what we have, what is expected, and whether that is late."""

from __future__ import annotations

from datetime import date

import msgspec

from agdb.arrivals.calendar import expectation
from agdb.arrivals.difference import newest_period
from agdb.programme.source import Source
from agdb.statistics.period import last_day
from agdb.warehouse.version import DatasetVersion


def published(version: DatasetVersion, source: Source | None) -> str:
    """Return the publisher's own date: a day, month or year, empty where it is not known.

    A recording of the publisher's bytes says it itself; of our transcription the programme does.
    What is counted from the programme itself is published with it, on its recorded day.
    """
    if version.receipt.transcription:
        if source is not None and source.embedded is None:
            return version.recorded.isoformat()
        return "" if source is None or source.published is None else source.published.when
    return "" if version.published is None else version.published.isoformat()


def vintage(version: DatasetVersion, source: Source | None) -> str:
    """Return the publisher's name for the edition, empty for a data set that is simply updated."""
    if version.receipt.transcription:
        return "" if source is None else source.vintage or ""
    return version.vintage


def published_on(version: DatasetVersion, source: Source | None) -> date:
    """Return the publisher's date of a version, or the day on which it was recorded."""
    return last_day(published(version, source)) or version.recorded


class SourceState(msgspec.Struct, frozen=True):
    """One source on one day. `expected` is None where nothing tells when the next figures come.

    It is printed as the day, month or quarter in which they are expected. `published` is the date
    of the publisher, None where it is not known; `recorded` is ours.
    """

    dataset: str
    rhythm: str
    version: str | None
    recorded: date | None
    origin: str | None
    published: str | None
    newest_period: str | None
    expected: str | None
    basis: str | None
    standing: str | None
    late: bool


def source_state(source: Source, version: DatasetVersion | None, *, today: date) -> SourceState:
    """Return how `source` stands on `today`, given the newest version of its data set."""
    newest = None if version is None else newest_period(version)
    came = None if version is None else published_on(version, source)
    expected = expectation(source, newest=newest, published=came)
    return SourceState(
        dataset=source.id,
        rhythm=source.rhythm,
        version=None if version is None else version.version,
        recorded=None if version is None else version.recorded,
        origin=None if version is None else version.receipt.origin.value,
        published=None if version is None else published(version, source) or None,
        newest_period=None if newest is None else newest.text,
        expected=None if expected is None else str(expected.window),
        basis=None if expected is None else expected.basis.value,
        standing=None if expected is None else expected.standing.value,
        late=expected is not None and expected.late(today),
    )
