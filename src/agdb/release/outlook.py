"""The outlook of a release: trend, forecast and judgement of every indicator that allows it.

All series of the release calibrate the intervals together; only the whole country and the whole of
each breakdown are forecast in public, so that a page shows one fan and not forty.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from agdb.indicators.margin import margin
from agdb.indicators.value import Computed, Kind, Value
from agdb.outlook.forecast import Forecast, Step
from agdb.outlook.forecasting import forecast_series
from agdb.outlook.freeze import fingerprint
from agdb.outlook.series import Frequency, Series, Unit
from agdb.outlook.status import judge
from agdb.outlook.target import Direction
from agdb.outlook.target import Target as Goal
from agdb.outlook.trend import trend
from agdb.programme.metric import Growth
from agdb.programme.programme import Programme
from agdb.programme.target import Target
from agdb.statistics.period import Frequency as PeriodFrequency
from agdb.statistics.period import Period, from_ordinal
from agdb.statistics.status import Finality, ObservationStatus

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
_FREQUENCIES: Final = {
    PeriodFrequency.YEAR: Frequency.YEAR,
    PeriodFrequency.SCHOOL_YEAR: Frequency.YEAR,
    PeriodFrequency.HALF_YEAR: Frequency.HALF_YEAR,
    PeriodFrequency.QUARTER: Frequency.QUARTER,
    PeriodFrequency.MONTH: Frequency.MONTH,
}
_NOT_COMPARABLE: Final = {ObservationStatus.BREAK, ObservationStatus.DEFINITION_DIFFERS}
_PERCENT: Final = 100.0
_Z_95: Final = 1.959963984540054
SHOWN: Final = 0.80
"""The level of the bounds that are published with a forecast."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What is said of one target; always an estimate of the monitor.

    `needed` and `observed` are changes a year in the unit of the indicator.
    """

    target: str
    status: str
    probability: float | None
    points: int
    needed: float | None
    observed: float | None
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SeriesOutlook:
    """Trend and judgement of one series; its forecasts stand among the indicator's values."""

    region: str
    breakdown: tuple[tuple[str, str], ...]
    frequency: PeriodFrequency
    trend: str
    change: float | None
    years: int
    method: str | None
    tested: int
    remarks: tuple[str, ...]
    judged: tuple[Judged, ...]
    fingerprint: str


@dataclass(frozen=True, slots=True)
class _Known:
    """A series of the outlook with the indicator and labels it came from."""

    indicator: str
    region: str
    breakdown: tuple[tuple[str, str], ...]
    frequency: PeriodFrequency
    series: Series
    factor: float
    public: bool


def with_outlook(
    computed: Mapping[str, Computed], *, programme: Programme
) -> tuple[dict[str, Computed], dict[str, tuple[SeriesOutlook, ...]]]:
    """Return the indicators with their forecasts among the values, and what is said beside them.

    A quoted figure and a series of forecasts by others get none. The same values give the same
    outlook, to the last bit.
    """
    known = [one for c in computed.values() for one in _series(c, programme)]
    forecasts = forecast_series([one.series for one in known])
    added: dict[str, list[Value]] = {}
    said: dict[str, list[SeriesOutlook]] = {}
    for one, forecast in zip(known, forecasts, strict=True):
        if one.public:
            added.setdefault(one.indicator, []).extend(_values(one, forecast))
            said.setdefault(one.indicator, []).append(_outlook(one, forecast, programme))
    whole = {
        name: replace(c, values=(*c.values, *added.get(name, ()))) for name, c in computed.items()
    }
    return whole, {name: tuple(outlooks) for name, outlooks in said.items()}


def series_of_release(computed: Mapping[str, Computed], *, programme: Programme) -> list[Series]:
    """Return every series of the release that takes part, for the backtest."""
    return [one.series for c in computed.values() for one in _series(c, programme)]


def _series(computed: Computed, programme: Programme) -> Iterator[_Known]:
    definition = computed.definition
    if definition.nature == "quoted" or not computed.inputs:
        return
    whole = tuple((b.id, b.total or "") for b in definition.breakdowns)
    groups: dict[tuple[str, tuple[tuple[str, str], ...], PeriodFrequency], list[Value]] = {}
    for value in computed.values:
        if value.kind is not Kind.OBSERVED or value.status is ObservationStatus.FORECAST:
            continue
        frequency = Period.parse(value.period).frequency
        if frequency in _FREQUENCIES:
            groups.setdefault((value.region, value.breakdown, frequency), []).append(value)
    for (region, breakdown, frequency), values in groups.items():
        public = region == programme.plan.country and breakdown == whole
        yield _known(computed, programme, region, breakdown, frequency, values, public=public)


def _known(
    computed: Computed,
    programme: Programme,
    region: str,
    breakdown: tuple[tuple[str, str], ...],
    frequency: PeriodFrequency,
    values: list[Value],
    *,
    public: bool,
) -> _Known:
    definition = computed.definition
    unit = _UNITS[programme.units[definition.unit].kind]
    if isinstance(definition.metric, Growth):
        unit = Unit.LEVEL  # a change has either sign
    factor = _PERCENT if unit is Unit.SHARE else 1.0
    ordinal = {value.period: Period.parse(value.period).ordinal for value in values}
    points = {
        ordinal[value.period]: value.value / factor for value in values if value.value is not None
    }
    series = Series.of(
        points,
        series_id="|".join((definition.id, region, *(c for _, c in breakdown), frequency.value)),
        unit=unit,
        definition=definition.id,
        family=computed.inputs[0].dataset,
        frequency=_FREQUENCIES[frequency],
        breaks=frozenset(ordinal[v.period] for v in values if v.status in _NOT_COMPARABLE),
        measurement_sd=_measurement_sd(computed, programme, frequency, points),
        vintage=max(used.recorded for used in computed.inputs).isoformat(),
    )
    return _Known(definition.id, region, breakdown, frequency, series, factor, public)


def _measurement_sd(
    computed: Computed,
    programme: Programme,
    frequency: PeriodFrequency,
    points: Mapping[int, float],
) -> float | None:
    rule = programme.margins.get(computed.definition.margin or "")
    if rule is None or not points:
        return None
    scale = programme.units[computed.definition.unit].scale
    width = margin(points[max(points)], rule=rule, frequency=frequency, scale=scale)
    return None if width is None else width / _Z_95


def _values(one: _Known, forecast: Forecast) -> Iterator[Value]:
    """The steps within the tested horizon that have an interval, as values of kind forecast."""
    mark = fingerprint(forecast)
    for step in forecast.steps:
        bounds = _bounds(step)
        if bounds is None or not step.tested:
            continue
        yield Value(
            region=one.region,
            period=str(from_ordinal(one.frequency, step.period)),
            breakdown=one.breakdown,
            value=step.point * one.factor,
            status=ObservationStatus.FORECAST,
            finality=Finality.PROVISIONAL,
            mark="",
            lower=bounds[0] * one.factor,
            upper=bounds[1] * one.factor,
            kind=Kind.FORECAST,
            keys=forecast.points_used,
            keys_hash=mark,
        )


def _bounds(step: Step) -> tuple[float, float] | None:
    found = next((b for b in step.bounds if b.level == SHOWN), None)
    return None if found is None else (found.lower, found.upper)


def _outlook(one: _Known, forecast: Forecast, programme: Programme) -> SeriesOutlook:
    seen = trend(one.series)
    targets = [t for t in programme.targets.values() if t.indicator == one.indicator]
    return SeriesOutlook(
        region=one.region,
        breakdown=one.breakdown,
        frequency=one.frequency,
        trend=seen.direction.value,
        change=None if seen.change is None else seen.change * one.factor,
        years=seen.years,
        method=None if forecast.choice.method is None else forecast.choice.method.value,
        tested=forecast.choice.horizon,
        remarks=tuple(remark.value for remark in forecast.remarks),
        judged=tuple(_judged(one, forecast, target) for target in targets),
        fingerprint=fingerprint(forecast),
    )


def _judged(one: _Known, forecast: Forecast, target: Target) -> Judged:
    """Judge, or say why not; the path to a target of another definition is told all the same."""
    same = _goal(one, target, definition=one.series.definition)
    told = judge(one.series, forecast, same)
    verdict = told if target.same_definition else judge(
        one.series, forecast, _goal(one, target, definition="another definition")
    )  # fmt: skip
    path = told.path
    return Judged(
        target=target.id,
        status=verdict.status.value,
        probability=verdict.probability,
        points=forecast.points_used or int(one.series.values.size),
        needed=None if path is None else path.needed * one.factor,
        observed=None if path is None or path.observed is None else path.observed * one.factor,
        remarks=tuple(remark.value for remark in verdict.remarks),
    )


def _goal(one: _Known, target: Target, *, definition: str) -> Goal:
    per_year = one.frequency.per_year or 1
    period = None if target.year is None else target.year * per_year + per_year - 1
    return Goal(
        value=target.value / one.factor,
        direction=Direction.AT_LEAST if target.direction == "up" else Direction.AT_MOST,
        period=period,
        owner=next(iter(target.owner.values())),
        legal_basis=target.basis,
        definition=definition,
    )
