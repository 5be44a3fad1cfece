"""Exponential smoothing against a plain reading of the textbook, and against the libraries."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import numpy as np
import pytest

from agdb.outlook.panel import Origins, Panel
from agdb.outlook.smoothing import _models, smoothing

if TYPE_CHECKING:
    from tests.outlook.conftest import Competition

    from agdb.outlook.smoothing import _Model


def _walks(count: int, size: int, seed: int = 5) -> np.ndarray:
    rng = np.random.default_rng(seed)
    values = 40.0 + rng.normal(0.3, 2.0, (size, count)).cumsum(axis=0)
    return np.asarray(values + np.tile([3.0, -1.0, 0.0, -2.0], size)[:size, None])


def _errors(
    model: _Model, at: int, values: np.ndarray, first: np.ndarray
) -> tuple[np.ndarray, tuple[float, float, np.ndarray]]:
    """One-step errors of one series at one point of the grid, from these first states."""
    alpha, beta, phi, gamma = (
        float(part[at, 0]) for part in (model.alpha, model.beta, model.phi, model.gamma)
    )
    level, growth = float(first[0]), float(first[1]) if model.trend else 0.0
    free = first[1 + model.trend :]
    seasons = np.append(free, -free.sum()) if model.season else np.zeros(1)
    errors = []
    for time, value in enumerate(values):
        place = time % seasons.size
        error = value - level - phi * growth - seasons[place]
        errors.append(error)
        level, growth = level + phi * growth + alpha * error, phi * growth + beta * error
        seasons[place] += gamma * error
    return np.array(errors), (level, growth, seasons)


def _by_the_book(values: np.ndarray, season_length: int, horizon: int) -> np.ndarray:
    """Every model and every point of the grid, the first states by least squares, best AICc."""
    best, points = np.inf, np.empty(horizon)
    for model in _models(season_length):
        for at in range(model.alpha.size):
            none = np.zeros(model.states)
            zero, _ = _errors(model, at, values, none)
            answers = np.array(
                [_errors(model, at, values, one)[0] - zero for one in np.eye(model.states)]
            ).T
            first = np.linalg.lstsq(answers, -zero, rcond=None)[0]
            errors, (level, growth, seasons) = _errors(model, at, values, first)
            count, size = model.counted, values.size
            criterion = (
                size * np.log((errors**2).sum())
                + 2 * count
                + 2 * count * (count + 1) / (size - count - 1)
            )
            if criterion < best:
                best = criterion
                phi = float(model.phi[at, 0])
                damped = np.cumsum(phi ** np.arange(1, horizon + 1))
                steps = (size + np.arange(horizon)) % seasons.size
                points = level + damped * growth + seasons[steps]
    return points


def test_the_grid_is_the_usual_region_and_each_model_has_its_own() -> None:
    # A model without a season may grow as fast in quarters as in years; one with a season slower
    for season_length in (1, 4):
        for model in _models(season_length):
            assert (model.beta <= model.alpha).all()
            assert (model.gamma <= 1.0 - model.alpha + 1e-9).all()
            largest = 0.05 if model.season else 0.2
            if model.trend:
                assert float(model.beta.max()) == pytest.approx(largest, abs=2e-4)
            if model.season:  # a level that follows at once, and a season that stays
                fixed = model.alpha[model.gamma == model.gamma.min()]
                assert float(fixed.max()) == pytest.approx(1.0, abs=2e-4)
    assert [one.counted for one in _models(4)] == [3, 5, 6, 7, 9, 10]


@pytest.mark.slow
@pytest.mark.parametrize(("season_length", "size"), [(1, 14), (4, 22)])
def test_one_walk_over_the_grid_is_the_textbook_at_every_point_of_it(
    season_length: int, size: int
) -> None:
    values = _walks(3, size)

    panel = Panel(values, np.full(3, size))
    ours = smoothing(panel, season_length=season_length, horizon=5, origins=panel.ends())

    expected = [_by_the_book(column, season_length, 5) for column in values.T]
    np.testing.assert_allclose(ours, np.array(expected).T, rtol=1e-7)


@pytest.mark.parametrize("season_length", [1, 4])
def test_all_origins_in_one_walk_give_what_each_gives_of_its_own_past(season_length: int) -> None:
    # Given series of unequal length, and origins in no particular order
    rows = [column[:size] for column, size in zip(_walks(4, 30).T, (30, 14, 22, 30), strict=True)]
    panel = Panel.of(rows)
    origins = Origins(np.array([2, 0, 1, 0, 3, 0]), np.array([20, 12, 14, 30, 18, 16]))

    together = smoothing(panel, season_length=season_length, horizon=4, origins=origins)

    for place, (series, known) in enumerate(zip(origins.series, origins.lengths, strict=True)):
        alone = Panel.of([rows[series][:known]])
        points = smoothing(alone, season_length=season_length, horizon=4, origins=alone.ends())
        np.testing.assert_allclose(together[:, place], points[:, 0], rtol=1e-9)


@pytest.mark.parametrize("season_length", [1, 4])
def test_forecasts_move_with_shift_mirror_and_unit(season_length: int) -> None:
    values = _walks(6, 36)

    def points(of: np.ndarray) -> np.ndarray:
        panel = Panel(of, np.full(6, 36))
        return smoothing(panel, season_length=season_length, horizon=4, origins=panel.ends())

    plain = points(values)
    np.testing.assert_allclose(points(values - 500.0) + 500.0, plain, rtol=1e-6)
    np.testing.assert_allclose(-points(-values), plain, rtol=1e-9)
    np.testing.assert_allclose(points(values * 1000.0) / 1000.0, plain, rtol=1e-9)


def test_a_constant_series_is_forecast_by_its_value() -> None:
    panel = Panel.of([[4.0] * 12])
    found = smoothing(panel, season_length=1, horizon=3, origins=panel.ends())
    assert found.ravel() == pytest.approx([4.0, 4.0, 4.0])


def test_below_the_shortest_length_there_is_nothing_and_no_error() -> None:
    panel = Panel.of([[1.0, 2.0, 1.0, 3.0], [1.0] * 6 + [2.0] * 6])
    found = smoothing(panel, season_length=1, horizon=2, origins=panel.ends())
    assert np.isnan(found[:, 0]).all()
    assert np.isfinite(found[:, 1]).all()


@pytest.mark.slow
def test_the_likelihood_is_near_the_best_of_statsmodels() -> None:
    # Given one series with a trend, whose errors statsmodels estimates without a grid
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel

    values = 50.0 + 2.0 * np.arange(25.0) + 3.0 * np.sin(np.arange(25.0) ** 2)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = [
            ETSModel(values, error="add", trend=trend, damped_trend=damped).fit(disp=False)
            for trend, damped in ((None, False), ("add", False), ("add", True))
        ]
    best = min(theirs, key=lambda fit: fit.aicc)

    panel = Panel.of([values])
    ours = smoothing(panel, season_length=1, horizon=3, origins=panel.ends())

    assert ours[:, 0] == pytest.approx(best.forecast(3), abs=0.35)


@pytest.mark.specimens
@pytest.mark.long
@pytest.mark.parametrize("part", ["yearly", "quarterly"])
def test_on_m3_as_a_whole_we_score_as_the_library(
    part: str, request: pytest.FixtureRequest
) -> None:
    competition: Competition = request.getfixturevalue(part)
    season, horizon = competition.season_length, competition.horizon
    panel, theirs = competition.history, []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from statsforecast.models import AutoETS

        for column, length in enumerate(panel.lengths):
            model = AutoETS(season_length=season).fit(panel.values[:length, column])
            theirs.append(np.asarray(model.predict(horizon)["mean"]))
    ours = smoothing(panel, season_length=season, horizon=horizon, origins=panel.ends())
    assert competition.mase(ours) <= competition.mase(np.array(theirs).T) + 0.03
