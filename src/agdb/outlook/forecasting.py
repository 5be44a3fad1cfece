"""From series to forecasts: all series of one frequency and method together."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from agdb.outlook.cache import Points
from agdb.outlook.calibration import leave_families_out, sorted_quantile
from agdb.outlook.forecast import LEVELS, Bounds, Forecast, ForecastStep
from agdb.outlook.origins import mean_change, roll
from agdb.outlook.point import FARTHEST, NO_CHOICE, IntervalRule, Method, MethodChoice, StatusRule
from agdb.outlook.predictive import Predictive, widened
from agdb.outlook.published import Prepared, ScaledPanel, prepare, published_points
from agdb.outlook.series import season_length
from agdb.outlook.transform import SCALES, WorkingScale
from agdb.results.remark import Remark

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from agdb.outlook.calibration import Calibration
    from agdb.outlook.panel import FloatArray
    from agdb.outlook.series import TimeSeries, UnitKind
    from agdb.statistics.period import Frequency


def forecast_series(
    series: Sequence[TimeSeries],
    *,
    until: Mapping[str, int] | None = None,
    levels: tuple[float, ...] = LEVELS,
    scales: Mapping[UnitKind, WorkingScale] = SCALES,
    stride: int | None = None,
    cache: Points | None = None,
) -> list[Forecast]:
    """The forecast of every series, in their order; one that cannot be made says why.

    A forecast runs to the horizon that was tested, or, for the ids in `until`, to that period;
    steps beyond the tested horizon are marked. Intervals come from the errors that the same method
    made on all other families of the same frequency among `series`; a step with fewer than 30
    series behind it is not tested, and without any tested step there are points and no bounds.
    `stride` thins the origins for very many series. What `cache` holds of a series is not worked
    out again; pools and bounds are made of all series each time, because each changes them.

    >>> from agdb.outlook.series import TimeSeries, UnitKind
    >>> short = TimeSeries.of(
    ...     {2022: 1.0, 2023: 2.0}, series_id="a", unit=UnitKind.COUNT, definition="d"
    ... )
    >>> forecast_series([short])[0].remarks
    (<Remark.TOO_FEW_POINTS: 'too-few-points'>,)
    """
    prepared = [prepare(one, scales=scales) for one in series]
    groups: dict[tuple[Frequency, Method], list[int]] = defaultdict(list)
    for place, one in enumerate(prepared):
        if one.choice.method is not None:
            groups[one.series.frequency, one.choice.method].append(place)
    forecasts = [_empty(one) for one in prepared]
    ends = until or {}
    for (frequency, method), places in groups.items():
        everyone = [one for one in prepared if one.series.frequency is frequency]
        group = _Group(everyone, method, frequency, stride, cache)
        members = [prepared[place] for place in places]
        horizons = [_horizon(one, ends.get(one.series.id)) for one in members]
        for place, forecast in zip(places, group.forecasts(members, horizons, levels), strict=True):
            forecasts[place] = forecast
    return forecasts


def _horizon(one: Prepared, until: int | None) -> int:
    if until is None:
        return one.choice.horizon
    return max(until - one.points.last_period, one.choice.horizon)


def _empty(one: Prepared) -> Forecast:
    return Forecast(
        series_id=one.series.id,
        definition=one.series.definition,
        vintage=one.series.vintage,
        frequency=one.series.frequency,
        last_period=one.points.last_period,
        points_used=one.values.size,
        choice=one.choice if one.choice.method is not None else NO_CHOICE,
        steps=(),
        remarks=one.remarks,
    )


class _Group:
    """All series of one frequency that get the same method, and the pool of that method."""

    def __init__(
        self,
        everyone: list[Prepared],
        method: Method,
        frequency: Frequency,
        stride: int | None,
        cache: Points | None,
    ) -> None:
        self.method, self.season = method, season_length(frequency)
        self.tested = FARTHEST[frequency]
        filled = [one for one in everyone if one.values.size]
        self.place = {id(one): place for place, one in enumerate(filled)}
        self.known = ScaledPanel.of(filled)
        rolled = roll(
            self.known,
            method=method,
            season_length=self.season,
            horizon=self.tested,
            stride=stride,
            cache=cache,
        )
        self.ends = rolled.ends
        self.pools = leave_families_out(rolled.errors(), [one.series.family for one in filled])
        self.changes = mean_change(
            self.known.working, season_length=self.season, origins=self.known.plain.ends()
        )
        self._quantiles: dict[tuple[int, int, int, tuple[float, ...]], FloatArray] = {}

    def forecasts(
        self, members: list[Prepared], horizons: list[int], levels: tuple[float, ...]
    ) -> list[Forecast]:
        places = np.array([self.place[id(one)] for one in members])
        points = self.ends[:, places]
        farther = [horizon > self.tested for horizon in horizons]
        if any(farther):
            points = published_points(
                self.known,
                method=self.method,
                season_length=self.season,
                horizon=max(horizons),
                origins=self.known.plain.ends()[places],
            )
        return [
            self._forecast(one, points[:horizon, column], levels)
            for column, (one, horizon) in enumerate(zip(members, horizons, strict=True))
        ]

    def _forecast(self, one: Prepared, points: FloatArray, levels: tuple[float, ...]) -> Forecast:
        place = self.place[id(one)]
        change, calibration = float(self.changes[place]), self.pools.calibration_of(place)
        choice, remarks = one.choice, one.remarks
        obstacle = _obstacle(one, change, calibration)
        if obstacle is not None:
            remarks = (*remarks, obstacle)
            choice = replace(choice, interval=IntervalRule.NONE, status=StatusRule.NONE)
        elif choice.interval is not IntervalRule.NONE:
            choice = replace(choice, horizon=min(choice.horizon, calibration.supported))
        if len(points) > choice.horizon:
            remarks = (*remarks, Remark.BEYOND_TESTED_HORIZON)
        outcomes = one.transform.back(points)
        futures: list[Predictive | None] = [None] * len(points)
        bounds: list[tuple[Bounds, ...]] = [()] * len(points)
        if choice.interval is not IntervalRule.NONE:
            scale = change * choice.interval.factor
            if choice.interval is IntervalRule.SHRUNK:
                scale *= float(self.pools.scales[place])
            futures = list(_futures(one, choice, points, scale, calibration))
            bounds = self._bounds(place, one, choice, points, scale, levels)
        steps = tuple(
            ForecastStep(
                period=one.points.last_period + ahead,
                point=float(outcomes[ahead - 1]),
                bounds=bounds[ahead - 1],
                tested=ahead <= choice.horizon,
                predictive=futures[ahead - 1],
            )
            for ahead in range(1, len(points) + 1)
        )
        return replace(_empty(one), choice=choice, steps=steps, remarks=remarks)

    def _bounds(
        self,
        place: int,
        one: Prepared,
        choice: MethodChoice,
        points: FloatArray,
        scale: float,
        levels: tuple[float, ...],
    ) -> list[tuple[Bounds, ...]]:
        """The bounds of every step and level: those of `Predictive.interval`, found together."""
        ahead = np.arange(1, len(points) + 1)
        scales = scale * np.sqrt(ahead / np.minimum(ahead, choice.horizon))
        quantiles, noise = (
            self._quantiles_of(place, choice.horizon, ahead.size, levels),
            _noise(one),
        )
        half = [
            widened(some * scales, level, noise)
            for some, level in zip(quantiles, levels, strict=True)
        ]
        lower, upper = (
            one.transform.back(side) for side in (points - np.array(half), points + np.array(half))
        )
        return [
            tuple(
                Bounds(level, low, high)
                for level, low, high in zip(levels, lows, highs, strict=True)
            )
            for lows, highs in zip(lower.T.tolist(), upper.T.tolist(), strict=True)
        ]

    def _quantiles_of(
        self, place: int, tested: int, steps: int, levels: tuple[float, ...]
    ) -> FloatArray:
        """Those of the pool of a series, (level, step), found once for all that share the pool."""
        key = (int(self.pools.fold_of[place]), tested, steps, levels)
        found = self._quantiles.get(key)
        if found is None:
            ratios = self.pools.calibration_of(place).ratios
            last = [min(step, tested) - 1 for step in range(1, steps + 1)]
            found = self._quantiles[key] = np.array(
                [[sorted_quantile(ratios[step], level) for step in last] for level in levels]
            )
        return found


def _obstacle(one: Prepared, change: float, calibration: Calibration) -> Remark | None:
    """What stands in the way of an interval: a pool too small, or a series without any change."""
    if one.choice.interval is IntervalRule.NONE:
        return None
    if not calibration.supported:
        return Remark.POOL_TOO_SMALL
    if not change > 1e-12 * float(np.abs(one.transform.forward(one.values)).max()):
        return Remark.CONSTANT
    return None


def _noise(one: Prepared) -> float:
    """The standard error of measurement at the last point, on the working scale."""
    noise = one.series.measurement_sd or 0.0
    return noise * one.transform.slope(float(one.points.values[-1])) if noise else 0.0


def _futures(
    one: Prepared, choice: MethodChoice, points: FloatArray, scale: float, calibration: Calibration
) -> Iterator[Predictive]:
    """The distribution per step; beyond the tested horizon H it widens with the root of h/H."""
    noise = _noise(one)
    for ahead, centre in enumerate(points, start=1):
        last = min(ahead, choice.horizon)
        yield Predictive(
            centre=float(centre),
            scale=scale * float(np.sqrt(ahead / last)),
            ratios=calibration.ratios[last - 1],
            transform=one.transform,
            noise=noise,
        )
