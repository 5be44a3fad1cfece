"""Exponential smoothing against a plain reading of the textbook, and against the libraries."""

from __future__ import annotations

import warnings
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import pytest

from agdb.outlook import smoothing as module
from agdb.outlook.panel import Origins, Panel
from agdb.outlook.smoothing import _models, smoothing

if TYPE_CHECKING:
    from tests.outlook.conftest import Competition

    from agdb.outlook.smoothing import _Model


def _walks(count: int, size: int, seed: int = 5) -> np.ndarray:
    rng = np.random.default_rng(seed)
    values = 40.0 + rng.normal(0.3, 2.0, (size, count)).cumsum(axis=0)
    return np.asarray(values + np.tile([3.0, -1.0, 0.0, -2.0], size)[:size, None])


_Way = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]


def _errors(model: _Model, values: np.ndarray, first: np.ndarray) -> _Way:
    """One-step errors (time, point of the grid) of one series, and level, growth and seasons after.

    From these first states (state, point): level, growth if there is any, all seasons but one.
    """
    alpha, beta, phi, gamma = (
        part[:, 0] for part in (model.alpha, model.beta, model.phi, model.gamma)
    )
    level = first[0].copy()
    growth = first[1].copy() if model.trend else np.zeros_like(level)
    free = first[1 + model.trend :]
    seasons = np.vstack([free, -free.sum(axis=0)]) if model.season else np.zeros((1, level.size))
    errors = []
    for time, value in enumerate(values):
        place = time % len(seasons)
        error = value - level - phi * growth - seasons[place]
        errors.append(error)
        level, growth = level + phi * growth + alpha * error, phi * growth + beta * error
        seasons[place] = seasons[place] + gamma * error
    return np.array(errors), level, growth, seasons


def _by_the_book(values: np.ndarray, season_length: int, horizon: int) -> np.ndarray:
    """Every model and every point of the grid, the first states by least squares, best AICc."""
    best, points, size = np.inf, np.full(horizon, np.nan), values.size
    for model in _models(season_length):
        count, states, wide = model.counted, model.states, model.alpha.size
        if size < max(7, count + 2):
            continue
        zero = _errors(model, values, np.zeros((states, wide)))[0]
        ones = np.eye(states)[:, :, None] * np.ones(wide)
        answers = np.array([_errors(model, values, one)[0] - zero for one in ones])
        first = -(np.linalg.pinv(answers.transpose(2, 1, 0)) @ zero.T[:, :, None])[:, :, 0].T
        errors, level, growth, seasons = _errors(model, values, first)
        squares = (errors**2).sum(axis=0)
        at = int(np.argmin(squares))
        criterion = size * np.log(squares[at]) + 2 * count
        criterion += 2 * count * (count + 1) / (size - count - 1)
        if criterion < best:
            best, phi = criterion, float(model.phi[at, 0])
            damped = np.cumsum(phi ** np.arange(1, horizon + 1))
            steps = (size + np.arange(horizon)) % len(seasons)
            points = level[at] + damped * growth[at] + seasons[steps, at]
    return points


_EDGE = 1e-4
_LEVELS = (_EDGE, 0.04, 0.08, 0.12, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0 - _EDGE)
_LEVELS_OF_QUARTERS = (_EDGE, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 1.0 - _EDGE)
_SEASONS = (_EDGE, 0.1, 0.3, 0.6, 0.95)


def _growths(largest: float, shares: tuple[float, ...]) -> list[float]:
    return [_EDGE + share * (largest - _EDGE) for share in shares]


@pytest.mark.parametrize(
    ("place", "levels", "growths", "dampings", "seasons"),
    [
        (0, _LEVELS, [0.0], (1.0,), (0.0,)),
        (1, _LEVELS, _growths(0.20006, (0.0, 0.1, 0.25, 0.5, 1.0)), (1.0,), (0.0,)),
        (
            2,
            _LEVELS,
            _growths(0.20006, (0.0, 0.1, 0.25, 0.5, 1.0)),
            (0.8, 0.87, 0.93, 0.98),
            (0.0,),
        ),
        (3, _LEVELS_OF_QUARTERS, [0.0], (1.0,), _SEASONS),
        (4, _LEVELS_OF_QUARTERS, _growths(0.05009, (0.0, 0.4, 1.0)), (1.0,), _SEASONS),
        (5, _LEVELS_OF_QUARTERS, _growths(0.05009, (0.0, 0.4, 1.0)), (0.8, 0.9, 0.98), _SEASONS),
    ],
)
def test_the_parameters_that_compete_stay_those_that_were_measured(
    place: int,
    levels: tuple[float, ...],
    growths: list[float],
    dampings: tuple[float, ...],
    seasons: tuple[float, ...],
) -> None:
    # The scores in docs/methods/outlook.md are of this grid: with another they are measured anew
    expected = [
        (alpha, beta, phi, gamma)
        for alpha, beta, phi, gamma in product(levels, growths, dampings, seasons)
        if beta <= alpha and gamma <= 1.0 - alpha + 1e-9
    ]

    model = _models(4)[place]
    found = np.hstack([model.alpha, model.beta, model.phi, model.gamma])
    np.testing.assert_allclose(found, expected, rtol=1e-9)
    if place < 3:
        same = _models(1)[place]
        np.testing.assert_array_equal(same.beta, model.beta)


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


@pytest.mark.parametrize(
    ("season_length", "sizes"),
    [
        (1, (6, 7, 8, 9, 14)),  # with five parameters seven points are enough, with six eight
        (4, (8, 9, 10, 11, 12, 13, 22)),
    ],
)
def test_one_walk_over_the_grid_is_the_textbook_at_every_point_of_it(
    season_length: int, sizes: tuple[int, ...]
) -> None:
    # Given series that wander, climb, bend and swing, of which each knows as little as it may
    for size in sizes:
        time = np.arange(float(size))
        bent = 20.0 * (1.0 - 0.85**time) + 0.1 * (-1.0) ** time
        columns = [*_walks(2, size).T, bent, 3.0 * time + np.sin(time**2)]

        panel = Panel.of(columns)
        ours = smoothing(panel, season_length=season_length, horizon=5, origins=panel.ends())

        expected = [_by_the_book(column, season_length, 5) for column in columns]
        np.testing.assert_allclose(ours, np.array(expected).T, rtol=1e-6)


@pytest.mark.parametrize("season_length", [1, 4])
def test_how_many_series_walk_together_changes_nothing(
    season_length: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = Panel(_walks(19, 16), np.full(19, 16))
    whole = smoothing(panel, season_length=season_length, horizon=3, origins=panel.ends())

    monkeypatch.setattr(module, "_CELLS", 1)

    parts = smoothing(panel, season_length=season_length, horizon=3, origins=panel.ends())
    np.testing.assert_allclose(parts, whole, rtol=1e-9)


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
    np.testing.assert_allclose(points(values / 1e6) * 1e6, plain, rtol=1e-9)


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
