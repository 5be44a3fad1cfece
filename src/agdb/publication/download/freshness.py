"""How fresh figures are, as fields of a file: names are English and stable."""

from __future__ import annotations

from typing import Any

from agdb.publication.edition import Edition
from agdb.publication.reading.calendar import NewerFigures
from agdb.publication.reading.reading import Reading
from agdb.statistics.age import Age


def latest_freshness(edition: Edition, reading: Reading) -> dict[str, Any]:
    """Return period and age of the newest figure for the whole, and what is newer elsewhere.

    `ages_counted_on` is the day of building. An age is None for a period that has not ended.
    """
    head = reading.headline
    latest = None if head is None else head.latest
    age = None if latest is None else Age.of(latest.period, day=edition.release.day)
    found = None if latest is None else edition.newer(reading, latest.period)
    return {
        "ages_counted_on": edition.release.day.isoformat(),
        "latest_period": None if latest is None else latest.period.text,
        "latest_age_months": None if age is None else age.months,
        "latest_ageing": None if age is None else age.ageing.value,
        "latest_published": None
        if latest is None
        else published_by_table(reading).get(latest.value.table),
        "newer_known_from": None if found is None else found.known_from.value,
        "newer_period": None if found is None else _period(found),
        "newer_where": None if found is None else _where(found),
    }


def published_by_table(reading: Reading) -> dict[int, str]:
    """Return when the publishers published the inputs of each table, where that is known."""
    said: dict[int, set[str]] = {}
    for one in reading.computed.inputs:
        if one.published:
            said.setdefault(one.table, set()).add(one.published)
    return {table: "; ".join(sorted(some)) for table, some in said.items()}


def _period(found: NewerFigures) -> str | None:
    if found.seen is not None:
        return found.seen.period
    about = None if found.expected is None else found.expected.period
    return None if about is None else about.text


def _where(found: NewerFigures) -> str:
    if found.seen is not None:
        return found.seen.where
    return found.successor.page if found.successor is not None else found.of.page
