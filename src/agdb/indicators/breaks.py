"""Declared breaks: where a series does not compare with its own past, and what links it.

Linked values are those before a break, brought to the level of after it by a declared factor. They
are shown beside the values as published and never take their place: nothing is judged, forecast or
compared with a linked value.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from agdb.programme.indicator import Break, Indicator, LinkFactor
from agdb.programme.metric import Term
from agdb.results.value import Kind, Value
from agdb.statistics.period import Frequency, Period, from_ordinal
from agdb.statistics.status import ObservationStatus, gravest

Series = tuple[str, tuple[tuple[str, str], ...], Frequency]
"""Region, breakdown and frequency: values of one series."""
CUTS: Final = frozenset({ObservationStatus.BREAK, ObservationStatus.DEFINITION_DIFFERS})
"""The statuses that start a new stretch of comparable values."""


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

    A growth, an index or a moving total across the break mixes two ways of counting, and cannot
    exist.
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


@dataclass(frozen=True, slots=True)
class _Factor:
    """The product of the factors of all breaks between a value and the newest one."""

    factor: float = 1.0
    low: float = 1.0
    high: float = 1.0

    def times(self, link: LinkFactor) -> _Factor:
        return _Factor(self.factor * link.factor, self.low * link.low, self.high * link.high)


def linked_values(indicator: Indicator, values: Iterable[Value]) -> list[Value]:
    """Return a linked value for each value before a break over which a factor is declared.

    `values` have their breaks marked. The bounds hold the uncertainty of the factors and, where
    there are any, the bounds of the value itself. A break without a factor ends what can be linked,
    and so does one that only the publisher marks.
    """
    linking = [one for one in indicator.breaks if one.link is not None]
    if not linking:
        return []
    series: dict[Series, list[Value]] = defaultdict(list)
    for value in values:
        series[series_of_value(value)].append(value)
    return [one for found in series.values() for one in _linked(found, linking)]


def _linked(series: list[Value], linking: Sequence[Break]) -> Iterator[Value]:
    factor, crossed = _Factor(), False
    for value in sorted(series, key=lambda one: Period.parse(one.period), reverse=True):
        if crossed and value.value is not None:
            yield _brought(value, factor)
        if value.status in CUTS:
            link = _link_at(value, series, linking)
            if link is None:
                return
            factor, crossed = factor.times(link), True


def _link_at(value: Value, series: list[Value], linking: Sequence[Break]) -> LinkFactor | None:
    """The factor over the break that this value begins after; None where none is declared."""
    start = Period.parse(value.period).start
    before = [p.start for p in (Period.parse(v.period) for v in series if v.value is not None)]
    last = max((day for day in before if day < start), default=None)
    for one in linking:
        if last is not None and last < Period.parse(one.period).start <= start:
            return one.link
    return None


def _brought(value: Value, factor: _Factor) -> Value:
    assert value.value is not None, "only values are linked"
    ends = [
        bound * by
        for bound in (
            value.value if value.lower is None else value.lower,
            value.value if value.upper is None else value.upper,
        )
        for by in (factor.low, factor.high)
    ]
    return replace(
        value,
        value=value.value * factor.factor,
        status=ObservationStatus.ESTIMATED,
        lower=min(ends),
        upper=max(ends),
        kind=Kind.LINKED,
    )
