from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import numpy as np
import pytest

from agdb.outlook import theta as module
from agdb.outlook.panel import Origins, Panel
from agdb.outlook.seasonal import decompose
from agdb.outlook.theta import dynamic_theta, theta

if TYPE_CHECKING:
    from tests.outlook.conftest import Competition

_SMOOTHING = [round(0.10 + 0.04 * place, 2) for place in range(23)]


def _line(values: list[float]) -> tuple[float, float]:
    """Intercept and slope of the line through values at 1, 2 and so on."""
    if len(values) == 1:
        return values[0], 0.0
    slope, intercept = np.polyfit(np.arange(1.0, len(values) + 1), values, 1)
    return float(intercept), float(slope)


def _at(alpha: float, left: float, line: tuple[float, float]) -> float:
    """What the line adds to the level, with `left` of the first level still in it."""
    return line[0] * left + line[1] * (1.0 - left * (1.0 - alpha)) / alpha


def _fit(
    values: list[float], alpha: float, *, dynamic: bool
) -> tuple[float, float, tuple[float, float]]:
    """Least squared errors from the fourth point on, weight of the line, level and rest."""
    level, left, rows, gaps = 0.0, 1.0, [], []
    for time, value in enumerate(values):
        if time >= 3:
            rows.append((left, _at(alpha, left, _line(values[:time] if dynamic else values))))
            gaps.append(value - level)
        level, left = alpha * value + (1.0 - alpha) * level, left * (1.0 - alpha)
    table, gap = np.array(rows), np.array(gaps)
    weight = 0.5
    if dynamic:
        weight = float(np.clip(np.linalg.lstsq(table, gap, rcond=None)[0][1], 0.0, 1.0))
    rest = gap - weight * table[:, 1]
    first = float(np.linalg.lstsq(table[:, :1], rest, rcond=None)[0][0])
    return float(((rest - first * table[:, 0]) ** 2).sum()), weight, (level + left * first, left)


def _by_the_book(given: list[float], horizon: int, *, dynamic: bool) -> list[float]:
    """Downhill from one half, and on with each forecast taken for what came."""
    values = list(given)
    fits = [_fit(values, alpha, dynamic=dynamic) for alpha in _SMOOTHING]
    heights = [fit[0] for fit in fits]
    start = _SMOOTHING.index(0.5)
    right = start
    while right + 1 < len(heights) and heights[right + 1] < heights[right]:
        right += 1
    left_end = start
    while left_end > 0 and heights[left_end - 1] < heights[left_end]:
        left_end -= 1
    leftwards = left_end < start and (right == start or heights[start - 1] <= heights[start + 1])
    chosen = left_end if leftwards else right
    alpha, (_, weight, (level, left)) = _SMOOTHING[chosen], fits[chosen]
    whole = _line(values)
    for _ in range(horizon):
        point = level + weight * _at(alpha, left, _line(values) if dynamic else whole)
        values.append(point)
        level, left = alpha * point + (1.0 - alpha) * level, left * (1.0 - alpha)
    return values[len(given) :]


def _kinds() -> list[list[float]]:
    """Series that climb, fall, wander, swing and bend, of many lengths."""
    rng = np.random.default_rng(12)
    made = [rng.normal(0.4, 1.0, size).cumsum().tolist() for size in (5, 6, 7, 9, 14, 30)]
    made += [rng.normal(40.0, 2.0, size).tolist() for size in (8, 13, 21)]
    made.append((20.0 - np.arange(16.0) + rng.normal(0.0, 0.4, 16)).tolist())
    made.append((0.02 * np.arange(18.0) ** 2 + rng.normal(0.0, 0.2, 18)).tolist())
    made.append([3.0, -1.0, 4.0, -1.0, 5.0, -2.0, 6.0, -3.0, 5.0, -8.0])
    return made


@pytest.mark.parametrize("dynamic", [False, True])
def test_each_point_is_that_of_the_textbook_followed_step_by_step(dynamic: bool) -> None:
    rows = _kinds()
    panel = Panel.of(rows)

    ours = (dynamic_theta if dynamic else theta)(
        panel, season_length=1, horizon=4, origins=panel.ends()
    )

    expected = [_by_the_book(row, 4, dynamic=dynamic) for row in rows]
    np.testing.assert_allclose(ours.T, expected, rtol=1e-7, atol=1e-7)


def test_with_a_season_the_adjusted_series_is_forecast_and_the_season_put_back() -> None:
    # Given two years and more of quarters, of which one has a season, to unlike ends
    rng = np.random.default_rng(3)
    season = np.array([5.0, -4.0, 2.0, -3.0])
    rows = [
        (rng.normal(0.2, 0.3, 19).cumsum() + np.resize(season, 19)).tolist(),
        rng.normal(0.0, 1.0, 14).tolist(),
    ]
    panel = Panel.of(rows)
    parts = decompose(panel, season_length=4)

    for forecast, dynamic in ((theta, False), (dynamic_theta, True)):
        ours = forecast(panel, season_length=4, horizon=6, origins=panel.ends())
        for column, row in enumerate(rows):
            adjusted = parts.adjusted.values[: len(row), column].tolist()
            plain = _by_the_book(adjusted, 6, dynamic=dynamic)
            back = [parts.indices[(len(row) + step) % 4, column] for step in range(6)]
            np.testing.assert_allclose(ours[:, column], np.add(plain, back), rtol=1e-7, atol=1e-7)


@pytest.mark.parametrize("forecast", [theta, dynamic_theta])
def test_how_many_series_walk_together_changes_nothing(
    forecast: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = Panel.of(_kinds())
    whole = forecast(panel, season_length=1, horizon=3, origins=panel.ends())  # type: ignore[operator]

    monkeypatch.setattr(module, "_WIDTH", 3)

    parts = forecast(panel, season_length=1, horizon=3, origins=panel.ends())  # type: ignore[operator]
    np.testing.assert_allclose(parts, whole, rtol=1e-12)


@pytest.mark.parametrize(
    ("heights", "place"),
    [
        ([5.0, 4.0, 3.0, 2.0, 1.0], 4),  # down to the right end
        ([1.0, 2.0, 3.0, 4.0, 5.0], 0),  # down to the left end
        ([0.0, 2.0, 1.0, 2.0, 0.0], 2),  # a valley: what lies behind its sides is not seen
        ([0.0, 0.5, 1.0, 0.9, 0.2], 0),  # down on both sides: to the lower one
        ([0.0, 0.9, 1.0, 0.5, 0.2], 4),
        ([3.0, 0.5, 1.0, 0.5, 0.2], 1),  # equally far down: to the slower one
        ([2.0, 2.0, 2.0, 2.0, 2.0], 2),  # a plain
        ([1.0, 2.0, 2.0, 2.0, 1.0], 2),
        ([4.0, 3.0, 2.0, 1.5, 1.8], 3),
    ],
)
def test_the_search_goes_downhill_from_where_it_starts(heights: list[float], place: int) -> None:
    assert module._downhill(np.array(heights)[:, None], start=2).tolist() == [place]


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
    panel = Panel.of([[1.0, 2.0, 3.0, 5.0], [1.0, 2.0, 4.0, 3.0, 5.0]])
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
