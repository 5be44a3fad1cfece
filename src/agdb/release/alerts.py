"""Which newest values stand out from the past of their own series, when many are looked at at once.

Of every series the newest value is taken away, the rest is forecast, and the value is held against
that forecast. What a reader sees side by side is tested together: the indicators of the overview,
and the regions and members of one indicator. Of the alerts in one such table at most one in ten is
expected to be chance (Benjamini and Yekutieli, Ann. Statist. 29, 2001, which holds for series that
depend on each other).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from agdb.outlook.cache import Points
from agdb.outlook.forecast import Forecast
from agdb.outlook.forecasting import forecast_series
from agdb.outlook.multiple_testing import benjamini_yekutieli
from agdb.outlook.series import TimeSeries, usable
from agdb.programme.programme import Programme
from agdb.release.outlook_series import KnownSeries, known_series
from agdb.results.alerts import OUTER, OVERVIEW, Alert, Alerts
from agdb.results.value import Computed
from agdb.statistics.period import from_ordinal


def alerts_of(
    computed: Mapping[str, Computed], *, programme: Programme, points: Points | None = None
) -> dict[str, Alerts]:
    """Return what stands out by table: under `OVERVIEW` the series of the whole country.

    Under the id of an indicator its other series: regions, and members of its breakdowns. A table
    of which no series could be tested has no entry.
    """
    known = known_series(computed, programme=programme)
    cut = [_without_last(one.series) for one in known]
    tested: dict[str, list[Alert]] = defaultdict(list)
    for one, forecast in zip(known, forecast_series(cut, cache=points), strict=True):
        alert = _held_against(one, forecast)
        if alert is not None:
            tested[OVERVIEW if one.public else one.indicator].append(alert)
    return {table: _alerts(some) for table, some in tested.items()}


def _without_last(series: TimeSeries) -> TimeSeries:
    """The series as it was before its newest value; as it is where there is none."""
    seen = np.flatnonzero(np.isfinite(series.values))
    return replace(series, values=series.values[: seen[-1]]) if seen.size else series


def _held_against(one: KnownSeries, forecast: Forecast) -> Alert | None:
    """The newest value as if it were an alert, or None where nothing can be said of it."""
    points = usable(one.series)
    step = forecast.at(points.last_period)
    comparable = points.values.size > forecast.points_used > 0  # a break at the end is no news
    if step is None or not step.tested or step.predictive is None or not comparable:
        return None
    value = float(points.values[-1])
    lower, upper = step.predictive.interval(OUTER)
    return Alert(
        indicator=one.indicator,
        region=one.region,
        breakdown=one.breakdown,
        frequency=one.frequency,
        period=str(from_ordinal(one.frequency, points.last_period)),
        value=value * one.factor,
        lower=lower * one.factor,
        upper=upper * one.factor,
        p=step.predictive.at_least_as_far(value),
    )


def _alerts(tested: Sequence[Alert]) -> Alerts:
    rejected = benjamini_yekutieli([one.p for one in tested])
    return Alerts(
        tested=len(tested),
        outside=sum(not one.lower <= one.value <= one.upper for one in tested),
        by_chance=(1.0 - OUTER) * len(tested),
        found=tuple(one for one, alert in zip(tested, rejected, strict=True) if alert),
    )
