"""When the publisher published what a version of a data set holds."""

from __future__ import annotations

from datetime import date

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
