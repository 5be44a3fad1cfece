from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import numpy as np
import pytest

from agdb.outlook.exponential_smoothing import forecast_smoothing
from agdb.outlook.panel import Panel

if TYPE_CHECKING:
    from conftest import Competition


def _library_fit(
    values: np.ndarray, season_length: int, horizon: int
) -> tuple[str, float, np.ndarray]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from statsforecast.models import AutoETS

        model = AutoETS(season_length=season_length).fit(values)
        points = np.asarray(model.predict(horizon)["mean"])
        return model.model_["method"], float(model.model_["aicc"]), points


@pytest.mark.specimens
@pytest.mark.parametrize(("part", "every"), [("yearly", 30), ("quarterly", 150)])
def test_series_by_series_the_fit_is_as_good_as_the_library_s(
    part: str, every: int, request: pytest.FixtureRequest
) -> None:
    # Given a spread of M3 series
    competition: Competition = request.getfixturevalue(part)
    season, horizon = competition.season_length, competition.horizon
    columns = np.arange(0, len(competition.history), every)
    panel = competition.history.select(columns)

    # When both choose their model
    ours = forecast_smoothing(panel, season_length=season, horizon=horizon)

    # Then our criterion is not worse, and where model and criterion agree, so do the forecasts
    agreeing, worse = 0, []
    for column in range(columns.size):
        values = panel.values[: panel.lengths[column], column]
        name, aicc, points = _library_fit(values, season, horizon)
        worse.append(ours.aicc[column] - aicc)
        same = ours.models[ours.chosen[column]].name == name
        if same and abs(ours.aicc[column] - aicc) < 0.005:
            away = np.abs(ours.points[:, column] - points).mean()
            agreeing += 1
            assert away <= 0.2 * competition.scales[columns[column]]
    assert agreeing >= 0.6 * columns.size
    assert np.quantile(worse, 0.9) < 0.1
    assert max(worse) < 5.0


@pytest.mark.specimens
@pytest.mark.long
@pytest.mark.parametrize(("part", "near"), [("yearly", 0.03), ("quarterly", 0.03)])
def test_on_m3_as_a_whole_we_score_as_the_library(
    part: str, near: float, request: pytest.FixtureRequest
) -> None:
    competition: Competition = request.getfixturevalue(part)
    season, horizon = competition.season_length, competition.horizon
    panel = competition.history
    theirs = np.array(
        [
            _library_fit(panel.values[:length, column], season, horizon)[2]
            for column, length in enumerate(panel.lengths)
        ]
    ).T
    ours = forecast_smoothing(panel, season_length=season, horizon=horizon).points
    assert competition.mase(ours) == pytest.approx(competition.mase(theirs), abs=near)


def test_the_likelihood_is_that_of_statsmodels_or_better() -> None:
    # Given one series with a trend
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel

    values = 50.0 + 2.0 * np.arange(25.0) + 3.0 * np.sin(np.arange(25.0) ** 2)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        best = min(
            ETSModel(values, error="add", trend=trend, damped_trend=damped).fit(disp=False).aicc
            for trend, damped in ((None, False), ("add", False), ("add", True))
        )
    # When ours is put on the same footing: minus twice the log likelihood with its constants
    ours = forecast_smoothing(Panel.of([values]), season_length=1, horizon=1, additive=True)
    constant = 25 * (np.log(2 * np.pi) + 1 - np.log(25))
    # Then it is no worse than statsmodels' best by more than the growth limit costs
    assert float(ours.aicc[0]) + constant <= best + 1.0


def test_a_constant_series_is_forecast_by_its_value() -> None:
    found = forecast_smoothing(Panel.of([[4.0] * 12]), season_length=1, horizon=3)
    assert found.points.ravel().tolist() == [4.0, 4.0, 4.0]
    assert found.chosen.tolist() == [-1]


def test_a_series_below_the_shortest_length_is_nan_not_an_error() -> None:
    found = forecast_smoothing(Panel.of([[1.0, 2.0, 1.0, 3.0]]), season_length=1, horizon=2)
    assert np.isnan(found.points).all()


def test_negative_values_keep_relative_errors_out() -> None:
    values = np.sin(np.arange(30.0)) + 0.1 * np.arange(30.0)
    found = forecast_smoothing(Panel.of([values]), season_length=1, horizon=1)
    assert found.models[found.chosen[0]].error == "A"


def test_the_panel_gives_what_each_series_gives_alone() -> None:
    # Given series of unequal length
    rng = np.random.default_rng(3)
    rows = [100.0 + rng.normal(1.0, 3.0, size).cumsum() for size in (12, 30, 19)]
    # When forecast together and alone
    together = forecast_smoothing(Panel.of(rows), season_length=1, horizon=4).points
    alone = [
        forecast_smoothing(Panel.of([row]), season_length=1, horizon=4).points[:, 0] for row in rows
    ]
    # Then nothing of one reaches the other
    np.testing.assert_allclose(together, np.array(alone).T, rtol=1e-9)


@pytest.mark.parametrize("season_length", [1, 4])
def test_additive_forecasts_move_with_shift_mirror_and_unit(season_length: int) -> None:
    rng = np.random.default_rng(5)
    values = 40.0 + rng.normal(0.3, 2.0, (36, 6)).cumsum(axis=0)

    def points(of: np.ndarray) -> np.ndarray:
        panel = Panel(of, np.full(6, 36))
        return forecast_smoothing(
            panel, season_length=season_length, horizon=4, additive=True
        ).points

    plain = points(values)
    np.testing.assert_allclose(points(values - 500.0) + 500.0, plain, rtol=1e-6)
    np.testing.assert_allclose(-points(-values), plain, rtol=1e-9)
    np.testing.assert_allclose(points(values * 1000.0) / 1000.0, plain, rtol=1e-9)
