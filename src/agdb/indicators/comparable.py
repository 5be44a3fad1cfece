"""Where a series does not compare with its own past: breaks that the definition declares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from agdb.programme.indicator import Indicator
from agdb.programme.metric import Term
from agdb.results.value import Value
from agdb.statistics.period import Frequency, Period, from_ordinal
from agdb.statistics.status import ObservationStatus, gravest

Series = tuple[str, tuple[tuple[str, str], ...], Frequency]
"""Region, breakdown and frequency: values of one series."""
CUTS: Final = frozenset({ObservationStatus.BREAK, ObservationStatus.DEFINITION_DIFFERS})
"""The statuses with which a stretch of comparable values begins anew."""


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
            if value.value is None or (rupture.only_parts and is_whole(indicator, value)):
                continue
            period, series = Period.parse(value.period), series_of_value(value)
            if period.start < start:
                before.add(series)
            elif series not in first or period < first[series]:
                first[series] = period
        broken |= {(series, str(first[series])) for series in before & first.keys()}
    return [
        replace(value, status=gravest(value.status, ObservationStatus.BREAK))
        if (series_of_value(value), value.period) in broken
        else value
        for value in values
    ]


def is_whole(indicator: Indicator, value: Value) -> bool:
    """Whether a value is of the total of every breakdown."""
    codes = dict(value.breakdown)
    return all(codes[one.id] == one.total for one in indicator.breakdowns)


def without_mixed(indicator: Indicator, values: Sequence[Value]) -> list[Value]:
    """Return `values` without those that compare a period before a declared break with one after.

    A growth, an index or a moving total of both ways of counting is no number: it cannot exist.
    """
    if not indicator.breaks:
        return list(values)
    return [
        replace(
            value,
            value=None,
            lower=None,
            upper=None,
            status=ObservationStatus.MISSING_CANNOT_EXIST,
        )
        if any(
            _mixes(term, value, Period.parse(rupture.period).start)
            for term in indicator.metric.terms
            for rupture in indicator.breaks
            if not (rupture.only_parts and is_whole(indicator, value))
        )
        else value
        for value in values
    ]


def _mixes(term: Term, value: Value, start: date) -> bool:
    period = Period.parse(value.period)
    if term.at is not None:
        return (Period.parse(term.at).start < start) is not (period.start < start)
    per_year = period.frequency.per_year
    if per_year is None or not (term.years or term.steps):
        return False
    earlier = from_ordinal(period.frequency, period.ordinal - term.years * per_year - term.steps)
    return earlier.start < start <= period.start


def series_of_value(value: Value) -> Series:
    """Return the series that a value belongs to."""
    return value.region, value.breakdown, Period.parse(value.period).frequency
