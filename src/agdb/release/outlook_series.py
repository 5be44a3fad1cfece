"""The series of a release as the outlook reads them: numbered periods, comparable points.

Which tables depend on each other, and where one way of counting ends and another begins, is decided
here; all else is arithmetic on numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from agdb.indicators.headline import members_in_front
from agdb.indicators.margin import sampling_margin
from agdb.outlook.series import TimeSeries, UnitKind
from agdb.programme.metric import Growth
from agdb.programme.programme import Programme
from agdb.results.value import Computed, Kind, Value
from agdb.statistics.identifier import table_of
from agdb.statistics.period import Frequency, Period
from agdb.statistics.status import ObservationStatus

_UNITS: Final = {
    "count": UnitKind.COUNT,
    "money": UnitKind.COUNT,
    "quantity": UnitKind.COUNT,
    "share": UnitKind.SHARE,
    "ratio": UnitKind.RATIO,
    "rate": UnitKind.RATIO,
    "index": UnitKind.INDEX,
    "points": UnitKind.LEVEL,
}
_FREQUENCIES: Final = {
    Frequency.YEAR: Frequency.YEAR,
    Frequency.SCHOOL_YEAR: Frequency.YEAR,
    Frequency.HALF_YEAR: Frequency.HALF_YEAR,
    Frequency.QUARTER: Frequency.QUARTER,
    Frequency.MONTH: Frequency.MONTH,
}
_PERCENT: Final = 100.0
_Z_95: Final = 1.959963984540054


@dataclass(frozen=True, slots=True)
class KnownSeries:
    """A series of the outlook with the indicator and labels it came from.

    `unit` is that of the indicator; a value of `series` times `factor` is in it. `public` is true
    for the members in front of the whole country.
    """

    indicator: str
    region: str
    breakdown: tuple[tuple[str, str], ...]
    frequency: Frequency
    unit: str
    series: TimeSeries
    factor: float
    public: bool


def known_series(computed: Mapping[str, Computed], *, programme: Programme) -> list[KnownSeries]:
    """Return every series that is observed, in the order of the indicators.

    A quoted figure is none, nor is a forecast of the source, nor a period without a number (a day,
    a range of years), nor an area that is there to compare with.
    """
    families = families_of(computed.values())
    return [one for c in computed.values() for one in _series(c, programme, families)]


def series_of_release(
    computed: Mapping[str, Computed], *, programme: Programme
) -> list[TimeSeries]:
    """Return every series of the release that takes part, for the backtest."""
    return [one.series for one in known_series(computed, programme=programme)]


def families_of(computed: Iterable[Computed]) -> Mapping[str, str]:
    """The family of each table, whatever its edition: tables that one formula joins are one."""
    family: dict[str, str] = {}
    for one in computed:
        tables = [table_of(part.dataset) for part in one.inputs]
        joined = {family.get(name, name) for name in tables}
        first = min(joined, default="")
        family |= dict.fromkeys(tables, first)
        family |= {name: first for name, old in family.items() if old in joined}
    return family


def _series(
    computed: Computed, programme: Programme, families: Mapping[str, str]
) -> Iterator[KnownSeries]:
    definition = computed.definition
    if definition.nature == "quoted" or not computed.inputs:
        return
    country = programme.plan.country
    front = members_in_front(computed, country=country)
    groups: dict[tuple[str, tuple[tuple[str, str], ...], Frequency], list[Value]] = {}
    for value in computed.values:
        if value.kind is not Kind.OBSERVED or value.status is ObservationStatus.FORECAST:
            continue
        if programme.plan.is_beside(value.region):
            continue
        frequency = Period.parse(value.period).frequency
        if frequency in _FREQUENCIES:
            groups.setdefault((value.region, value.breakdown, frequency), []).append(value)
    for (region, breakdown, frequency), values in groups.items():
        yield KnownSeries(
            indicator=definition.id,
            region=region,
            breakdown=breakdown,
            frequency=frequency,
            unit=definition.unit,
            series=_points(
                computed,
                programme,
                "|".join((definition.id, region, *(c for _, c in breakdown), frequency.value)),
                frequency,
                values,
                family=families[table_of(computed.inputs[0].dataset)],
            ),
            factor=_factor(_unit(computed, programme)),
            public=region == country and breakdown in front,
        )


def _unit(computed: Computed, programme: Programme) -> UnitKind:
    unit = programme.units[computed.definition.unit]
    if unit.signed or isinstance(computed.definition.metric, Growth):
        return UnitKind.LEVEL  # a change has either sign
    return _UNITS[unit.kind]


def _factor(unit: UnitKind) -> float:
    return _PERCENT if unit is UnitKind.SHARE else 1.0


def _points(
    computed: Computed,
    programme: Programme,
    series_id: str,
    frequency: Frequency,
    values: list[Value],
    *,
    family: str,
) -> TimeSeries:
    unit = _unit(computed, programme)
    placed = {Period.parse(value.period).ordinal: value for value in values}
    points = {at: one.value / _factor(unit) for at, one in placed.items() if one.value is not None}
    return TimeSeries.of(
        points,
        series_id=series_id,
        unit=unit,
        definition=computed.definition.id,
        family=family,
        frequency=_FREQUENCIES[frequency],
        breaks=_breaks(placed),
        measurement_sd=_measurement_sd(computed, programme, frequency, points),
        vintage=max(used.recorded for used in computed.inputs).isoformat(),
    )


def _breaks(placed: Mapping[int, Value]) -> frozenset[int]:
    """Where a new way of counting begins: at a break, and on both sides of a deviating value."""
    found, different = set(), False
    for at in sorted(placed):
        status = placed[at].status
        differs = status is ObservationStatus.DEFINITION_DIFFERS
        if status is ObservationStatus.BREAK or differs is not different:
            found.add(at)
        different = differs
    return frozenset(found)


def _measurement_sd(
    computed: Computed,
    programme: Programme,
    frequency: Frequency,
    points: Mapping[int, float],
) -> float | None:
    definition = computed.definition
    if not points or programme.units[definition.unit].kind != "count":
        return None
    width = sampling_margin(
        points[max(points)], indicator=definition, programme=programme, frequency=frequency
    )
    return None if width is None else width / _Z_95
