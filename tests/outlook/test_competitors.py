"""Quantiles, chances and own scales of the rivals, found again one case at a time."""

from __future__ import annotations

import math
from dataclasses import replace
from statistics import mean

import numpy as np
import pytest

from agdb.outlook.calibration import calibrate
from agdb.outlook.cases import Cases, cases_of
from agdb.outlook.competitors import LEVELS, Rival, RivalForecast, rival, rivals
from agdb.outlook.origins import RollingErrors
from agdb.outlook.point import Method, choose, point_forecasts
from agdb.outlook.series import TimeSeries, UnitKind
from agdb.outlook.transform import SCALES
from agdb.statistics.period import Frequency

YEAR, QUARTER = Frequency.YEAR, Frequency.QUARTER


def _cases(frequency: Frequency = YEAR) -> Cases:
    """Levels and counts of five families, of which the third is short."""
    rng = np.random.default_rng(14)
    first, sizes = (3, (13, 12, 9, 12, 13)) if frequency is YEAR else (5, (24, 24, 18, 24, 24))
    series = []
    for place, size in enumerate(sizes):
        values = 60.0 + rng.normal(0.4, 2.0 + place, size).cumsum()
        series.append(
            TimeSeries(
                id=f"s{place}",
                definition="d",
                frequency=frequency,
                first_period=2000,
                values=np.abs(values) + 1.0,
                unit=UnitKind.COUNT if place % 2 else UnitKind.LEVEL,
                family=f"f{place}",
            )
        )
    series.append(replace(series[0], id="twin", values=series[0].values * 0.9 + 2.0))
    return cases_of(series, frequency=frequency, horizon=first, scales=SCALES)


def test_without_a_season_the_seasonal_naive_is_no_rival() -> None:
    assert rivals(YEAR) == tuple(one for one in Rival if one is not Rival.SEASONAL_NAIVE)
    assert rivals(QUARTER) == rivals(Frequency.HALF_YEAR) == tuple(Rival)


def test_the_levels_are_every_hundredth_and_those_of_95_percent() -> None:
    assert LEVELS.size == 101
    assert sorted({*LEVELS.tolist()} - {place / 100 for place in range(1, 100)}) == [0.025, 0.975]


@pytest.mark.parametrize("frequency", [YEAR, QUARTER])
def test_each_rival_forecasts_from_what_was_known_at_the_origin(frequency: Frequency) -> None:
    cases = _cases(frequency)
    horizon = cases.outcomes.shape[0]
    season = frequency.per_year or 0

    for name in rivals(frequency):
        points = cases.back(rival(cases, frequency, name).points)
        for column, (place, length) in enumerate(zip(cases.series, cases.lengths, strict=True)):
            known = cases.prepared[place].values[:length]
            last, steps = float(known[-1]), np.arange(1, horizon + 1)
            growth = (last - float(known[0])) / (length - 1)
            expected = {
                Rival.LAST_VALUE: np.full(horizon, last),
                Rival.STRAIGHT_LINE: last + growth * steps,
                Rival.CLIMATOLOGY: np.full(horizon, known.mean()),
                Rival.SEASONAL_NAIVE: known[
                    [length - season + step % season for step in range(horizon)]
                ],
            }
            if name in expected:
                assert points[:, column] == pytest.approx(expected[name], rel=1e-9)


def test_the_monitor_forecasts_with_the_method_that_the_length_earns() -> None:
    cases = _cases()
    points = rival(cases, YEAR, Rival.MONITOR).points

    methods = [choose(YEAR, int(length)).method for length in cases.lengths]
    assert set(methods) == {Method.DRIFT, Method.MEAN_WITH_DRIFT}
    for column, method in enumerate(methods):
        assert method is not None
        alone = cases.known.select(np.array([column])).plain
        expected = point_forecasts(
            alone, method=method, season_length=1, horizon=3, origins=alone.ends()
        )
        assert cases.back(points)[:, column] == pytest.approx(expected[:, 0], rel=1e-6)


def _errors(cases: Cases, forecast: RivalForecast) -> RollingErrors:
    ratios = (cases.working_outcomes() - forecast.points) / cases.scales
    return RollingErrors(ratios, cases.series, cases.lengths, len(cases.prepared))


def _own(cases: Cases, forecast: RivalForecast, column: int) -> float:
    """The scale of the series of one case from errors whose outcome was known at its origin."""
    errors = _errors(cases, forecast)
    pool, now = forecast.pools[forecast.folds[column]], cases.lengths[column]
    logs, origins = [], set()
    for other in np.flatnonzero(cases.series == cases.series[column]):
        for step in range(cases.outcomes.shape[0]):
            ratio, usual = float(errors.ratios[step, other]), float(pool.medians[step])
            if cases.lengths[other] + step + 1 <= now and not math.isnan(ratio):
                logs.append(math.log(min(max(abs(ratio) / (usual or 1.0), 0.05), 20.0)))
                origins.add(int(other))
    share = len(origins) / (len(origins) + 16.0)
    return math.exp(share * (mean(logs) - pool.centre)) if logs else 1.0


def test_the_spread_of_the_monitor_is_the_scale_its_own_past_earns() -> None:
    cases = _cases()
    forecast = rival(cases, YEAR, Rival.MONITOR)

    expected = [_own(cases, forecast, column) for column in range(cases.series.size)]

    assert len({round(one, 9) for one in expected}) > 10
    assert (forecast.spread / cases.scales).tolist() == pytest.approx(expected)


def test_a_rival_has_the_plain_errors_of_the_other_families_around_its_points() -> None:
    cases = _cases()
    forecast = rival(cases, YEAR, Rival.LAST_VALUE)

    assert forecast.spread.tolist() == cases.scales.tolist()
    families = [one.series.family for one in cases.prepared]
    for column, place in enumerate(cases.series):
        others = np.array([one != families[place] for one in families])
        pool = calibrate(_errors(cases, forecast), members=others, weight=np.inf)
        told = forecast.pools[forecast.folds[column]]
        assert [one.tolist() for one in told.ratios] == [one.tolist() for one in pool.ratios]


@pytest.mark.parametrize("name", [Rival.MONITOR, Rival.CLIMATOLOGY])
def test_quantiles_lie_around_the_point_by_the_errors_of_their_step(name: Rival) -> None:
    cases = _cases()
    forecast = rival(cases, YEAR, name)

    found = forecast.quantiles()

    assert found.shape == (LEVELS.size, *forecast.points.shape)
    for column in range(cases.series.size):
        pool = forecast.pools[forecast.folds[column]]
        for step, ratios in enumerate(pool.ratios):
            for place in (0, 2, 24, 49, 50, 51, 75, 100):
                level = float(LEVELS[place])
                side = math.copysign(1.0, level - 0.5) if level != 0.5 else 0.0
                half = float(np.quantile(ratios, abs(2 * level - 1))) * forecast.spread[column]
                expected = forecast.points[step, column] + side * half
                assert found[place, step, column] == pytest.approx(expected)


def test_a_step_without_errors_has_no_quantiles() -> None:
    cases = _cases()
    forecast = rival(cases, YEAR, Rival.LAST_VALUE)
    empty = replace(forecast.pools[0], ratios=(*forecast.pools[0].ratios[:2], np.empty(0)))

    found = replace(forecast, pools=(empty, *forecast.pools[1:])).quantiles()

    mine = forecast.folds == 0
    assert np.isnan(found[:, 2, mine]).all()
    assert np.isfinite(found[:, :2, mine]).all()
    assert np.isfinite(found[:, :, ~mine]).all()


def test_the_chance_of_a_target_is_the_rank_of_its_distance_among_the_errors() -> None:
    cases = _cases()
    forecast = rival(cases, YEAR, Rival.MONITOR)
    rng = np.random.default_rng(4)
    steps = rng.integers(0, 3, cases.series.size)
    columns = np.arange(cases.series.size)
    away = np.array([-2.0, -0.3, 0.0, 0.5, 40.0])[:, None]
    targets = forecast.points[steps, columns] + away * forecast.spread

    found = forecast.above(targets, steps)

    for column, step in enumerate(steps):
        ratios = forecast.pools[forecast.folds[column]].ratios[step].tolist()
        for row, distance in enumerate(away[:, 0]):
            inside = sum(one <= abs(distance) for one in ratios) + 0.5
            side = float(np.sign(distance))
            expected = 0.5 - 0.5 * side * inside / (len(ratios) + 1)
            assert found[row, column] == pytest.approx(expected)


def test_an_error_as_far_as_the_target_is_inside_it() -> None:
    cases = _cases()
    forecast = rival(cases, YEAR, Rival.LAST_VALUE)
    pool = replace(forecast.pools[0], ratios=(np.array([0.0, 1.0, 2.0]),) * 2 + (np.empty(0),))
    still = replace(
        forecast,
        pools=(pool, *forecast.pools[1:]),
        points=np.zeros_like(forecast.points),
        spread=np.ones_like(forecast.spread),
    )
    mine = np.flatnonzero(forecast.folds == 0)

    # a step behind the last that has errors is measured by the errors of that last one
    for step in (0, 1, 2):
        steps = np.full(cases.series.size, step)
        targets = np.tile([[1.0], [-1.0], [0.0]], (1, cases.series.size))
        assert still.above(targets, steps)[:, mine[0]].tolist() == [
            0.5 - 0.5 * 2.5 / 4,
            0.5 + 0.5 * 2.5 / 4,
            0.5,
        ]
