"""Which version of a dataset is the newest: the publisher's own date decides.

A recording that comes in today can hold the figures of two years ago, so the day on which we got it
says little. Versions whose publisher says when it published them go in that order. A version that
does not say, such as our transcription, was shown on its recorded day, and goes by that one: behind
a version that the publisher still showed on that day or later, before one that came after it.

The publisher stops showing what it has replaced. So a version counts as shown until the day on
which it was recorded, or until the next one was published, if that was earlier: a wrong recorded
day cannot put old figures before newer ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import pairwise

from agdb.sources.contract import Origin
from agdb.warehouse.version import DatasetVersion


def in_order(versions: Iterable[DatasetVersion]) -> tuple[DatasetVersion, ...]:
    """Return versions of one dataset, the one that wins last.

    Of what was shown on one day the publisher's own bytes win over a transcription, then the later
    recorded, the later received, and the later reading.
    """
    some = tuple(versions)
    until = _shown_until(some)

    def place(version: DatasetVersion) -> tuple[object, ...]:
        shown = version.recorded if version.published is None else until[version.published]
        own = version.receipt.origin is not Origin.TRANSCRIPTION
        published = version.published or date.min
        received = version.receipt.received
        return (shown, own, published, version.recorded, received, version.kept)

    return tuple(sorted(some, key=place))


def _shown_until(versions: Iterable[DatasetVersion]) -> Mapping[date, date]:
    """By the day of publication, the last day on which the publisher showed that state."""
    until: dict[date, date] = {}
    for version in versions:
        if version.published is not None:
            day = max(until.get(version.published, date.min), version.recorded, version.published)
            until[version.published] = day
    days = sorted(until)
    for day, following in pairwise(days):
        until[day] = min(until[day], following)
    return until
