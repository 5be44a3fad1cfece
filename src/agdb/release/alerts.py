"""Which newest values stand out from the past of their own series, when many are looked at at once.

Of every series the newest value is taken away, the rest is forecast, and the value is held against
that forecast. The series of one indicator (its regions and members) are tested together: of the
alerts among them one in ten is expected to be chance (Benjamini and Yekutieli, Ann. Statist. 29,
2001, which holds for series that depend on each other).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from agdb.indicators.value import Computed
from agdb.outlook.forecast import Forecast
from agdb.outlook.forecasting import forecast_series
from agdb.outlook.multiple_testing import benjamini_yekutieli
from agdb.outlook.series import Series, usable
from agdb.programme.programme import Programme
from agdb.release.outlook_series import KnownSeries, known_series
from agdb.statistics.period import Frequency, from_ordinal


@dataclass(frozen=True, slots=True)
class Alert:
    """A newest value outside of what its own past made likely; an estimate of the monitor.

    `lower` and `upper` are the bounds at 95 per cent of the forecast without that value, in the
    unit of the indicator; `p` is the chance of a value at least as far off.
    """

    region: str
    breakdown: tuple[tuple[str, str], ...]
    frequency: Frequency
    period: str
    value: float
    lower: float
    upper: float
    p: float


@dataclass(frozen=True, slots=True)
class Alerts:
    """How many series of an indicator were tested together, and which stand out.

    `by_chance` of them would lie outside of their own bounds at 95 per cent if nothing were going
    on: that is what makes a single value outside no news.
    """

    tested: int
    outside: int
    by_chance: float
    found: tuple[Alert, ...]


OUTER: Final = 0.95


def alerts_of(computed: Mapping[str, Computed], *, programme: Programme) -> dict[str, Alerts]:
    """Return the alerts of every indicator of which at least one series could be tested."""
    known = known_series(computed, programme=programme)
    cut = [_without_last(one.series) for one in known]
    tested: dict[str, list[Alert]] = defaultdict(list)
    for one, forecast in zip(known, forecast_series(cut), strict=True):
        alert = _held_against(one, forecast)
        if alert is not None:
            tested[one.indicator].append(alert)
    return {name: _alerts(some) for name, some in tested.items()}


def _without_last(series: Series) -> Series:
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
