"""From a release to what it says about the future: all its series at once, and nothing else.

The methods are those of `agdb.outlook`; docs/methods/outlook.md says what was measured.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from agdb.outlook.forecasting import forecast_series
from agdb.outlook.freeze import fingerprint, rounded
from agdb.outlook.trend import trend
from agdb.release.outlook_model import (
    Absence,
    ForecastValue,
    IndicatorOutlook,
    OutlookOfRelease,
    SeriesOutlook,
)
from agdb.release.outlook_series import ReleaseSeries, series_of_release
from agdb.release.outlook_targets import judgements, last_target_period

if TYPE_CHECKING:
    from agdb.indicators.value import Computed
    from agdb.outlook.forecast import Forecast, Step
    from agdb.outlook.trend import Trend
    from agdb.programme.programme import Programme
    from agdb.release.model import Release


def outlook_of(release: Release) -> OutlookOfRelease:
    """Trend, forecast and judgements of every series of the release, by indicator.

    A forecast runs to its tested horizon, or to the year of a target that may judge it. Intervals
    come from the errors on all other families of datasets in the release. The same release gives
    the same outlook.
    """
    series = series_of_release(release)
    ends = {one.series.id: last_target_period(one, release.programme) for one in series}
    forecasts = forecast_series(
        [one.series for one in series],
        until={name: end for name, end in ends.items() if end is not None},
    )
    found: dict[str, list[SeriesOutlook]] = defaultdict(list)
    for one, forecast in zip(series, forecasts, strict=True):
        found[one.indicator.id].append(_outlook(one, forecast, release.programme))
    return OutlookOfRelease(
        release=release.id,
        indicators={
            name: IndicatorOutlook(_absence(computed, found[name]), tuple(found[name]))
            for name, computed in release.computed.items()
        },
    )


def _absence(computed: Computed, found: list[SeriesOutlook]) -> Absence | None:
    if found:
        return None
    if not computed.values:
        return Absence.NO_VALUES
    if computed.definition.nature == "quoted":
        return Absence.QUOTED
    return Absence.NO_NUMBERED_PERIODS


def _outlook(one: ReleaseSeries, forecast: Forecast, programme: Programme) -> SeriesOutlook:
    tested = [step.period for step in forecast.steps if step.tested]
    return SeriesOutlook(
        region=one.region,
        breakdown=one.breakdown,
        frequency=one.frequency.value,
        headline=one.headline,
        definition=one.series.definition,
        last_period=one.period(forecast.last_period) if one.series.values.size else None,
        points_used=forecast.points_used,
        method=forecast.choice.method,
        interval=forecast.choice.interval,
        tested_until=one.period(max(tested)) if tested else None,
        remarks=forecast.remarks,
        trend=_in_unit(trend(one.series), one.factor),
        forecast=tuple(_value(one, step) for step in forecast.steps),
        judgements=judgements(one, forecast, programme),
        fingerprint=fingerprint(forecast) if forecast.steps else None,
    )


def _value(one: ReleaseSeries, step: Step) -> ForecastValue:
    bounds = {
        bound.level: (rounded(bound.lower * one.factor), rounded(bound.upper * one.factor))
        for bound in step.bounds
    }
    lower_80, upper_80 = bounds.get(0.80, (None, None))
    lower_95, upper_95 = bounds.get(0.95, (None, None))
    return ForecastValue(
        period=one.period(step.period),
        value=rounded(step.point * one.factor),
        lower_80=lower_80,
        upper_80=upper_80,
        lower_95=lower_95,
        upper_95=upper_95,
        tested=step.tested,
    )


def _in_unit(found: Trend, factor: float) -> Trend:
    if found.change is None or found.error is None:
        return found
    return replace(
        found, change=rounded(found.change * factor), error=rounded(found.error * factor)
    )
