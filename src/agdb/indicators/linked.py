"""Values before a break, brought to the level of after it by a declared factor.

They are shown beside the values as published and never take their place: nothing is judged,
forecast or compared with a linked value.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from agdb.indicators.comparable import CUTS, Series, series_of_value
from agdb.programme.indicator import Break, Indicator, Link
from agdb.results.value import Kind, Value
from agdb.statistics.period import Period
from agdb.statistics.status import ObservationStatus


@dataclass(frozen=True, slots=True)
class _Factor:
    """The product of the factors of all breaks between a value and the newest one."""

    factor: float = 1.0
    low: float = 1.0
    high: float = 1.0

    def times(self, link: Link) -> _Factor:
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


def _link_at(value: Value, series: list[Value], linking: Sequence[Break]) -> Link | None:
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
