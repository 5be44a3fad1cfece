"""A release as it would have been on an earlier day: nothing in it was known later."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from agdb.register.moment import known_by
from agdb.results.release import Release
from agdb.results.track import Track
from agdb.results.value import Computed, Input, Kind
from agdb.statistics.period import Period


def release_as_of(release: Release, day: date) -> Release:
    """Return `release` with what was surely known by the end of `day`, and nothing else.

    A figure counts as known from the day on which its publisher published it, or, where nobody
    wrote that down, from the day on which it was seen; of a month or year the last day counts.
    Forecasts, judgements and the doorrekening were made of later figures and are left out, and so
    are periods that had not ended. The register is as of that day.
    """
    return replace(
        release,
        computed={name: _until(one, day) for name, one in release.computed.items()},
        scenario=None,
        outlook={},
        backtest=(),
        track=Track(),
        alerts={},
        built=day,
        excluded=(),
        register=release.register.as_of(day),
    )


def _until(computed: Computed, day: date) -> Computed:
    tables = {one.table for one in computed.inputs}
    known = {
        table
        for table in tables
        if all(_known(one, day) for one in computed.inputs if one.table == table)
    }
    values = tuple(
        one
        for one in (computed.values if known else ())
        if one.table in known and one.kind is not Kind.FORECAST and _ended(one.period, day)
    )
    inputs = tuple(one for one in computed.inputs if one.table in known)
    return replace(computed, values=values, inputs=inputs if values else ())


def _known(one: Input, day: date) -> bool:
    return known_by(one.published, day) if one.published else one.recorded <= day


def _ended(period: str, day: date) -> bool:
    found = Period.parse(period)
    return not found.dated or found.end - timedelta(days=1) <= day
