"""The series of a release as the outlook reads them: comparable, numbered, in a working unit."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from agdb.outlook.series import Frequency as Rhythm
from agdb.outlook.series import Series, Unit
from agdb.programme.indicator import Ratio
from agdb.statistics.period import Frequency, Period, from_ordinal
from agdb.statistics.status import ObservationStatus

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from agdb.indicators.value import Computed, Value
    from agdb.programme.indicator import Indicator
    from agdb.programme.plan import Unit as ProgrammeUnit
    from agdb.release.model import Release

_RHYTHMS: Final = {
    Frequency.YEAR: Rhythm.YEAR,
    Frequency.SCHOOL_YEAR: Rhythm.YEAR,
    Frequency.HALF_YEAR: Rhythm.HALF_YEAR,
    Frequency.QUARTER: Rhythm.QUARTER,
    Frequency.MONTH: Rhythm.MONTH,
}
_UNITS: Final = {
    "count": Unit.COUNT,
    "money": Unit.COUNT,
    "quantity": Unit.COUNT,
    "share": Unit.SHARE,
    "ratio": Unit.RATIO,
    "rate": Unit.RATIO,
    "index": Unit.INDEX,
    "points": Unit.LEVEL,
}
_PERCENT: Final = 100.0
_MARGIN: Final = 2 * 1.959963984540054  # from bounds of 95 % to a standard error


@dataclass(frozen=True, slots=True, eq=False)
class ReleaseSeries:
    """One indicator in one region, one part of each breakdown and one frequency.

    `headline` is true for the country as a whole with every breakdown at its total. A value of
    `series` times `factor` is a value in the unit of the indicator.
    """

    indicator: Indicator
    region: str
    breakdown: tuple[tuple[str, str], ...]
    frequency: Frequency
    headline: bool
    factor: float
    series: Series

    def period(self, ordinal: int) -> str:
        """The printed period with this ordinal."""
        return str(from_ordinal(self.frequency, ordinal))


def series_of_release(release: Release) -> tuple[ReleaseSeries, ...]:
    """Every series of the release; within an indicator the headline first, then as published.

    Single figures quoted from a text are no series. Neither are periods without a number: days,
    weeks, ranges. A value that the source itself forecast is left out, because it was not observed.
    """
    families = _families(release.computed.values())
    return tuple(
        one
        for computed in release.computed.values()
        if computed.definition.nature != "quoted" and computed.inputs
        for one in _of_indicator(computed, release, families[_table(computed.inputs[0].dataset)])
    )


def _of_indicator(computed: Computed, release: Release, family: str) -> list[ReleaseSeries]:
    indicator = computed.definition
    unit = release.programme.units[indicator.unit]
    totals = tuple((part.id, part.total or "") for part in indicator.breakdowns)
    groups: dict[tuple[str, tuple[tuple[str, str], ...], Frequency], dict[int, Value]]
    groups = defaultdict(dict)
    for value in computed.values:
        period = Period.parse(value.period)
        if period.frequency in _RHYTHMS and value.status is not ObservationStatus.FORECAST:
            groups[value.region, value.breakdown, period.frequency][period.ordinal] = value
    found = [
        ReleaseSeries(
            indicator=indicator,
            region=region,
            breakdown=breakdown,
            frequency=frequency,
            headline=region == release.programme.plan.country and breakdown == totals,
            factor=factor_of(unit),
            series=_series(
                values,
                series_id=series_id(indicator.id, region, breakdown, frequency),
                computed=computed,
                unit=unit,
                rhythm=_RHYTHMS[frequency],
                family=family,
            ),
        )
        for (region, breakdown, frequency), values in groups.items()
    ]
    return sorted(found, key=lambda one: not one.headline)


def series_id(
    indicator: str, region: str, breakdown: tuple[tuple[str, str], ...], frequency: Frequency
) -> str:
    """The name of a series, the same in every release.

    >>> series_id("intake", "NL01", (("sex", "T"),), Frequency.YEAR)
    'intake|NL01|sex=T|year'
    """
    parts = ",".join(f"{name}={code}" for name, code in breakdown)
    return "|".join((indicator, region, parts, frequency.value))


def factor_of(unit: ProgrammeUnit) -> float:
    """What a working value is multiplied by: shares are written per hundred, and worked per one."""
    return _PERCENT if _UNITS[unit.kind] is Unit.SHARE else 1.0


def _series(
    values: Mapping[int, Value],
    *,
    series_id: str,
    computed: Computed,
    unit: ProgrammeUnit,
    rhythm: Rhythm,
    family: str,
) -> Series:
    factor = factor_of(unit)
    points = {at: one.value / factor for at, one in values.items() if one.value is not None}
    bounds = values[max(points)] if points else None
    deviation = None
    if bounds is not None and bounds.lower is not None and bounds.upper is not None:
        deviation = (bounds.upper - bounds.lower) / _MARGIN / factor
    return Series.of(
        points,
        series_id=series_id,
        unit=_UNITS[unit.kind],
        definition=definition_of(computed),
        family=family,
        frequency=rhythm,
        breaks=_breaks(values),
        measurement_sd=deviation,
        vintage=max(part.recorded for part in computed.inputs).isoformat(),
    )


def definition_of(computed: Computed) -> str:
    """The indicator and a hash of what it counts: only equal names may be joined or compared."""
    metric = computed.definition.metric
    scale = metric.scale if isinstance(metric, Ratio) else 1.0
    counted = [
        "|".join((part.role, part.dataset, part.measure, part.unit, part.predicate))
        for part in computed.inputs
    ]
    text = "\n".join((metric.type, repr(scale), computed.definition.unit, *counted))
    return f"{computed.definition.id}@{hashlib.sha256(text.encode()).hexdigest()[:12]}"


def _breaks(values: Mapping[int, Value]) -> frozenset[int]:
    """Where the publisher says that a new definition begins, or that one value has its own."""
    found, different = set(), False
    for at in sorted(values):
        status = values[at].status
        differs = status is ObservationStatus.DEFINITION_DIFFERS
        if status is ObservationStatus.BREAK or differs is not different:
            found.add(at)
        different = differs
    return frozenset(found)


def _families(computed: Iterable[Computed]) -> Mapping[str, str]:
    """The family of each table, whatever its edition: tables that one ratio joins are one."""
    family: dict[str, str] = {}
    for one in computed:
        tables = [_table(part.dataset) for part in one.inputs]
        joined = {family.get(table, table) for table in tables}
        first = min(joined, default="")
        family |= dict.fromkeys(tables, first)
        family |= {table: first for table, old in family.items() if old in joined}
    return family


def _table(dataset: str) -> str:
    return dataset.partition("@")[0]
