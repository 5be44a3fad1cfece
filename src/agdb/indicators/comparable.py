"""Where a series does not compare with its own past: breaks that the definition declares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from agdb.indicators.value import Value
from agdb.programme.indicator import Indicator
from agdb.statistics.period import Frequency, Period
from agdb.statistics.status import ObservationStatus, gravest

Series = tuple[str, tuple[tuple[str, str], ...], Frequency]


def mark_breaks(indicator: Indicator, values: Sequence[Value]) -> list[Value]:
    """Return `values` with status B at the first period of each series after a declared break.

    That is the first one with a value. A status that a reader needs to know more is kept.
    """
    if not indicator.breaks:
        return list(values)
    broken: set[tuple[Series, str]] = set()
    for rupture in indicator.breaks:
        start = Period.parse(rupture.period).start
        first: dict[Series, Period] = {}
        before: set[Series] = set()
        for value in values:
            if value.value is None:
                continue
            period, series = Period.parse(value.period), _series(value)
            if period.start < start:
                before.add(series)
            elif series not in first or period < first[series]:
                first[series] = period
        broken |= {(series, str(first[series])) for series in before & first.keys()}
    return [
        replace(value, status=gravest(value.status, ObservationStatus.BREAK))
        if (_series(value), value.period) in broken
        else value
        for value in values
    ]


def _series(value: Value) -> Series:
    return value.region, value.breakdown, Period.parse(value.period).frequency
