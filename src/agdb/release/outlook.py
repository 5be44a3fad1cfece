"""The outlook of a release: trend, forecast and judgement of every indicator that allows it.

All series of the release calibrate the intervals together; only the whole country and the whole of
each breakdown are forecast in public, so that a page shows one fan and not forty.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from agdb.outlook.cache import Points
from agdb.outlook.forecast import Forecast, ForecastStep, fingerprint, frozen_record
from agdb.outlook.forecasting import forecast_series
from agdb.outlook.status import Direction, TargetToMeet, judge, path_to
from agdb.outlook.trend import trend
from agdb.programme.plan import Unit
from agdb.programme.programme import Programme
from agdb.programme.target import Target
from agdb.release.outlook_series import KnownSeries, known_series
from agdb.release.vintages import Vintages, revised
from agdb.results.outlook import Revised, SeriesOutlook, TargetStatus
from agdb.results.value import BEYOND, Computed, Kind, Value
from agdb.statistics.period import from_ordinal, last_in_year
from agdb.statistics.status import Finality, ObservationStatus

INNER: Final = 0.80
OUTER: Final = 0.95
"""The levels of the bounds that are published with a forecast."""


def with_outlook(
    computed: Mapping[str, Computed],
    *,
    programme: Programme,
    vintages: Vintages | None = None,
    points: Points | None = None,
) -> tuple[dict[str, Computed], dict[str, tuple[SeriesOutlook, ...]]]:
    """Return the indicators with their forecasts among the values, and what is said beside them.

    A quoted figure and a series of forecasts by others get none. How far the figures of a series
    were revised is known as far as `vintages` holds older ones. The same values give the same
    outlook, to the last bit, whatever `points` remembers of them.
    """
    known = known_series(computed, programme=programme)
    forecasts = forecast_series(
        [one.series for one in known], until=_ends(known, programme), cache=points
    )
    added: dict[str, list[Value]] = {}
    said: dict[str, list[SeriesOutlook]] = {}
    for one, forecast in zip(known, forecasts, strict=True):
        if one.public:
            added.setdefault(one.indicator, []).extend(_values(one, forecast))
            moved = revised(one, vintages or Vintages())
            told = _outlook(one, forecast, programme, moved)
            said.setdefault(one.indicator, []).append(told)
    whole = {
        name: replace(c, values=(*c.values, *added.get(name, ()))) for name, c in computed.items()
    }
    return whole, {name: tuple(outlooks) for name, outlooks in said.items()}


def _ends(known: list[KnownSeries], programme: Programme) -> dict[str, int]:
    """How far a forecast has to reach for its targets, by series: behind the test if need be."""
    return {
        one.series.id: last_in_year(target.year, one.frequency)
        for target in sorted(programme.targets.values(), key=lambda target: target.year or 0)
        if target.year is not None
        for one in known
        if one.public and target.judges(one.indicator)
    }


def _values(one: KnownSeries, forecast: Forecast) -> Iterator[Value]:
    """The steps that have an interval, as values of kind forecast; untested ones are marked."""
    mark = fingerprint(forecast)
    for step in forecast.steps:
        inner, outer = _bounds(step, INNER), _bounds(step, OUTER)
        if inner is None or outer is None:
            continue
        yield Value(
            region=one.region,
            period=str(from_ordinal(one.frequency, step.period)),
            breakdown=one.breakdown,
            value=step.point * one.factor,
            status=ObservationStatus.FORECAST,
            finality=Finality.UNKNOWN,
            mark="" if step.tested else BEYOND,
            lower=inner[0] * one.factor,
            upper=inner[1] * one.factor,
            kind=Kind.FORECAST,
            keys=forecast.points_used,
            keys_hash=mark,
            lower_95=outer[0] * one.factor,
            upper_95=outer[1] * one.factor,
        )


def _bounds(step: ForecastStep, level: float) -> tuple[float, float] | None:
    found = next((b for b in step.bounds if b.level == level), None)
    return None if found is None else (found.lower, found.upper)


def _outlook(
    one: KnownSeries, forecast: Forecast, programme: Programme, moved: Revised | None
) -> SeriesOutlook:
    seen = trend(one.series)
    targets = [
        target
        for target in programme.targets.values()
        if target.year is not None and target.judges(one.indicator)
    ]
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
        judged=tuple(_judged(one, forecast, target, programme.units) for target in targets),
        fingerprint=fingerprint(forecast),
        record=frozen_record(forecast),
        factor=one.factor,
        revised=moved,
    )


def _judged(
    one: KnownSeries, forecast: Forecast, target: Target, units: Mapping[str, Unit]
) -> TargetStatus:
    """Judge, or say why not: as if the target means this series where nobody says which it means.

    A target in a unit of another kind (a share of what is counted here) is of another definition
    whatever the programme says, and there is no path to it.
    """
    value = _value_in(one, target, units)
    period = None if target.year is None else last_in_year(target.year, one.frequency)
    verdict = judge(one.series, forecast, _goal(one, target, value, period))
    path = None
    if value is not None and period is not None:
        path = path_to(one.series, value, period)
    return TargetStatus(
        target=target.id,
        status=verdict.status.value,
        probability=verdict.probability,
        points=forecast.points_used or int(one.series.values.size),
        needed=None if path is None else path.needed * one.factor,
        observed=None if path is None or path.observed is None else path.observed * one.factor,
        remarks=tuple(remark.value for remark in verdict.remarks),
        conditional=not target.same_definition,
    )


def _value_in(one: KnownSeries, target: Target, units: Mapping[str, Unit]) -> float | None:
    """The target's value as the series counts; None where its unit is of another kind."""
    theirs, ours = units[target.unit], units[one.unit]
    if theirs.kind != ours.kind:
        return None
    return float(target.value * 10.0 ** (theirs.scale - ours.scale)) / one.factor


def _goal(
    one: KnownSeries, target: Target, value: float | None, period: int | None
) -> TargetToMeet:
    same = target.judges(one.indicator) and value is not None
    return TargetToMeet(
        value=target.value if value is None else value,
        direction=Direction.AT_LEAST if target.direction == "up" else Direction.AT_MOST,
        period=period,
        owner=next(iter(target.owner.values())),
        legal_basis=target.basis,
        definition=one.series.definition if same else f"target {target.id}",
    )
