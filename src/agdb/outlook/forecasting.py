"""From series to forecasts: all series of one frequency and method together."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from agdb.outlook.choice import NO_CHOICE, Choice, IntervalRule, StatusRule
from agdb.outlook.forecast import LEVELS, Bounds, Forecast, Step
from agdb.outlook.origins import mean_change, rolling_errors
from agdb.outlook.point import Method
from agdb.outlook.pools import leave_families_out
from agdb.outlook.predictive import Predictive
from agdb.outlook.prepare import Prepared, prepare
from agdb.outlook.published import ScaledPanel, published_points
from agdb.outlook.remark import Remark
from agdb.outlook.transform import SCALES, Scale

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from agdb.outlook.arrays import FloatArray
    from agdb.outlook.calibration import Calibration
    from agdb.outlook.series import Frequency, Series, Unit


def forecast_series(
    series: Sequence[Series],
    *,
    until: Mapping[str, int] | None = None,
    levels: tuple[float, ...] = LEVELS,
    scales: Mapping[Unit, Scale] = SCALES,
    stride: int | None = None,
) -> list[Forecast]:
    """The forecast of every series, in their order; one that cannot be made says why.

    A forecast runs to the horizon that was tested, or, for the ids in `until`, to that period;
    steps beyond the tested horizon are marked. Intervals come from the errors that the same method
    made on all other families of the same frequency among `series`; a step with fewer than 30
    series behind it is not tested, and without any tested step there are points and no bounds.
    `stride` thins the origins for very many series.

    >>> from agdb.outlook.series import Series, Unit
    >>> short = Series.of({2022: 1.0, 2023: 2.0}, series_id="a", unit=Unit.COUNT, definition="d")
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
        group = _Group(everyone, method, frequency, stride)
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
        self, everyone: list[Prepared], method: Method, frequency: Frequency, stride: int | None
    ) -> None:
        self.method, self.season = method, frequency.per_year
        filled = [one for one in everyone if one.values.size]
        errors = rolling_errors(
            ScaledPanel.of(filled),
            method=method,
            season_length=self.season,
            horizon=max(one.choice.horizon for one in filled),
            stride=stride,
        )
        self.pools = leave_families_out(errors, [one.series.family for one in filled])
        self.place = {id(one): place for place, one in enumerate(filled)}

    def forecasts(
        self, members: list[Prepared], horizons: list[int], levels: tuple[float, ...]
    ) -> list[Forecast]:
        known = ScaledPanel.of(members)
        points = published_points(
            known, method=self.method, season_length=self.season, horizon=max(horizons)
        )
        changes = mean_change(known.working, season_length=self.season)
        return [
            self._forecast(one, points[:horizon, column], float(changes[column]), levels)
            for column, (one, horizon) in enumerate(zip(members, horizons, strict=True))
        ]

    def _forecast(
        self, one: Prepared, points: FloatArray, change: float, levels: tuple[float, ...]
    ) -> Forecast:
        calibration = self.pools.calibration_of(self.place[id(one)])
        choice, remarks = one.choice, one.remarks
        obstacle = _obstacle(one, change, calibration)
        if obstacle is not None:
            remarks = (*remarks, obstacle)
            choice = replace(choice, interval=IntervalRule.NONE, status=StatusRule.NONE)
        elif choice.interval is not IntervalRule.NONE:
            choice = replace(choice, horizon=min(choice.horizon, calibration.supported))
        if len(points) > choice.horizon:
            remarks = (*remarks, Remark.BEYOND_TESTED_HORIZON)
        scale = change * choice.interval.factor
        if choice.interval is IntervalRule.SHRUNK:
            scale *= float(self.pools.scales[self.place[id(one)]])
        futures = _futures(one, choice, points, scale, calibration)
        outcomes = one.transform.back(points)
        steps = tuple(
            Step(
                period=one.points.last_period + ahead,
                point=float(outcomes[ahead - 1]),
                bounds=_bounds(future, levels),
                tested=ahead <= choice.horizon,
                predictive=future,
            )
            for ahead, future in enumerate(futures, start=1)
        )
        return replace(_empty(one), choice=choice, steps=steps, remarks=remarks)


def _obstacle(one: Prepared, change: float, calibration: Calibration) -> Remark | None:
    """What stands in the way of an interval: a pool too small, or a series without any change."""
    if one.choice.interval is IntervalRule.NONE:
        return None
    if not calibration.supported:
        return Remark.POOL_TOO_SMALL
    if not change > 1e-12 * float(np.abs(one.transform.forward(one.values)).max()):
        return Remark.CONSTANT
    return None


def _futures(
    one: Prepared, choice: Choice, points: FloatArray, scale: float, calibration: Calibration
) -> list[Predictive | None]:
    """The distribution per step; beyond the tested horizon H it widens with the root of h/H."""
    if choice.interval is IntervalRule.NONE:
        return [None] * len(points)
    noise = one.series.measurement_sd or 0.0
    if noise:
        noise *= one.transform.slope(float(one.points.values[-1]))
    futures: list[Predictive | None] = []
    for ahead, centre in enumerate(points, start=1):
        last = min(ahead, choice.horizon)
        futures.append(
            Predictive(
                centre=float(centre),
                scale=scale * float(np.sqrt(ahead / last)),
                ratios=calibration.ratios[last - 1],
                transform=one.transform,
                noise=noise,
            )
        )
    return futures


def _bounds(future: Predictive | None, levels: tuple[float, ...]) -> tuple[Bounds, ...]:
    if future is None:
        return ()
    return tuple(Bounds(level, *future.interval(level)) for level in levels)
