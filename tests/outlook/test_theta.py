from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import numpy as np
import pytest

from agdb.outlook.panel import Origins, Panel
from agdb.outlook.theta import dynamic_theta, theta

if TYPE_CHECKING:
    from tests.outlook.conftest import Competition


@pytest.mark.specimens
@pytest.mark.parametrize(("part", "every"), [("yearly", 30), ("quarterly", 60)])
@pytest.mark.parametrize("kind", ["Theta", "DynamicOptimizedTheta"])
def test_series_by_series_theta_is_that_of_the_library(
    part: str, every: int, kind: str, request: pytest.FixtureRequest
) -> None:
    # Given a spread of M3 series
    competition: Competition = request.getfixturevalue(part)
    season, horizon = competition.season_length, competition.horizon
    columns = np.arange(0, len(competition.history), every)
    panel = competition.history.select(columns)
    ours = {"Theta": theta, "DynamicOptimizedTheta": dynamic_theta}[kind](
        panel, season_length=season, horizon=horizon, origins=panel.ends()
    )

    # When the library forecasts the same
    away = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from statsforecast import models

        for column in range(columns.size):
            model = getattr(models, kind)(season_length=season, decomposition_type="additive")
            model.fit(panel.values[: panel.lengths[column], column])
            points = np.asarray(model.predict(horizon)["mean"])
            away.append(
                np.abs(points - ours[:, column]).mean() / competition.scales[columns[column]]
            )

    # Then most are the same; theta itself is free in the dynamic form, and its search stops early
    assert np.median(away) < 0.02
    assert np.quantile(away, 0.75) < (0.05 if kind == "Theta" else 0.5)


@pytest.mark.parametrize("forecast", [theta, dynamic_theta])
def test_a_straight_line_is_continued_at_least_half_as_steeply(forecast: object) -> None:
    line = Panel.of([np.arange(1.0, 21.0)])
    points = forecast(line, season_length=1, horizon=3, origins=line.ends())  # type: ignore[operator]
    growth = np.diff(points.ravel())
    assert ((growth > 0.45) & (growth < 1.01)).all()


def test_the_dynamic_forecast_moves_with_shift_and_mirror() -> None:
    rng = np.random.default_rng(8)
    values = rng.normal(0.5, 1.0, (28, 5)).cumsum(axis=0)
    values += np.tile([3.0, -1.0, 0.0, -2.0], 7)[:, None]

    def points(of: np.ndarray) -> np.ndarray:
        panel = Panel(of, np.full(5, 28))
        return dynamic_theta(panel, season_length=4, horizon=6, origins=panel.ends())

    plain = points(values)
    np.testing.assert_allclose(points(values + 90.0) - 90.0, plain, rtol=1e-6, atol=1e-6)
    np.testing.assert_allclose(-points(-values), plain, rtol=1e-9, atol=1e-9)


def test_too_short_a_series_is_nan() -> None:
    panel = Panel.of([[1.0, 2.0, 3.0], [1.0, 2.0, 4.0, 3.0, 5.0]])
    found = theta(panel, season_length=1, horizon=1, origins=panel.ends())
    assert np.isnan(found[0, 0])
    assert np.isfinite(found[0, 1])


def test_a_constant_series_stays_constant() -> None:
    panel = Panel.of([[7.0] * 10])
    points = dynamic_theta(panel, season_length=1, horizon=2, origins=panel.ends())
    np.testing.assert_allclose(points, 7.0, atol=1e-9)


@pytest.mark.parametrize("season_length", [1, 4])
def test_all_origins_in_one_walk_give_what_each_gives_of_its_own_past(season_length: int) -> None:
    rng = np.random.default_rng(4)
    panel = Panel.of([rng.normal(0.4, 1.0, size).cumsum() for size in (30, 14, 22)])
    origins = Origins(np.array([2, 0, 1, 0]), np.array([20, 12, 14, 30]))
    for forecast in (theta, dynamic_theta):
        together = forecast(panel, season_length=season_length, horizon=4, origins=origins)
        for place in range(len(origins)):
            alone = panel.at(origins[place : place + 1])
            points = forecast(alone, season_length=season_length, horizon=4, origins=alone.ends())
            np.testing.assert_allclose(together[:, place], points[:, 0], rtol=1e-9)
