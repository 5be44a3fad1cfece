from __future__ import annotations

import numpy as np
import pytest

from agdb.errors import OutlookError
from agdb.outlook.panel import Origins, Panel
from agdb.outlook.seasonal import decompose, is_seasonal, seasonal_naive

SEASON = np.array([4.0, -2.0, 1.0, -3.0])


def test_a_strong_season_is_found_and_noise_is_not() -> None:
    rng = np.random.default_rng(1)
    noise = rng.normal(size=40)
    seasonal = np.tile(SEASON, 10) + 0.1 * noise
    assert is_seasonal(Panel.of([seasonal, noise]), season_length=4).tolist() == [True, False]


def test_less_than_two_cycles_or_no_variation_have_no_season() -> None:
    panel = Panel.of([np.tile(SEASON, 2)[:7], np.ones(7)])
    assert is_seasonal(panel, season_length=4).tolist() == [False, False]


def test_additive_decomposition_recovers_the_season_and_puts_it_back() -> None:
    # Given a line with a season around zero, of a length that is not a whole number of cycles
    time = np.arange(30.0)
    values = -5.0 + 0.5 * time + np.resize(SEASON, 30)
    # When decomposed
    parts = decompose(Panel.of([values]), season_length=4)
    # Then the indices are the season, and restoring continues at the right quarter
    np.testing.assert_allclose(parts.indices[:, 0], SEASON, atol=1e-9)
    restored = parts.restore(np.zeros((2, 1)))
    np.testing.assert_allclose(restored[:, 0], SEASON[[2, 3]], atol=1e-9)


def test_statsmodels_gives_the_same_indices() -> None:
    from statsmodels.tsa.seasonal import seasonal_decompose

    values = 100.0 + np.arange(36.0) + np.tile([5.0, -4.0, 2.0, -3.0], 9)
    ours = decompose(Panel.of([values]), season_length=4)
    theirs = seasonal_decompose(values, model="additive", period=4).seasonal[:4]
    np.testing.assert_allclose(ours.indices[:, 0], theirs, rtol=1e-9)


def test_an_odd_season_is_refused_with_a_remedy() -> None:
    with pytest.raises(OutlookError, match="even number"):
        decompose(Panel.of([np.arange(20.0)]), season_length=7)


def test_seasonal_naive_keeps_the_four_quarter_sum() -> None:
    panel = Panel.of([[9.0, 1.0, 2.0, 3.0, 5.0], [2.0, 3.0]])
    points = seasonal_naive(panel, season_length=4, horizon=4, origins=panel.ends())
    assert points[:, 0].sum() == 11.0
    assert points[:, 1].tolist() == [3.0] * 4


def _seasonal_by_hand(values: list[float], period: int) -> bool:
    """The test of the Theta method, lag by lag."""
    size = len(values)
    mean = sum(values) / size
    away = [one - mean for one in values]
    variance = sum(one**2 for one in away)
    if size < 2 * period or not variance:
        return False
    lags = [
        sum(one * other for one, other in zip(away, away[lag:], strict=False)) / variance
        for lag in range(1, period + 1)
    ]
    limit = 1.6448536269514722 * ((1 + 2 * sum(lag**2 for lag in lags[:-1])) / size) ** 0.5
    return abs(lags[-1]) > limit


def test_seasons_of_every_strength_and_length_are_told_from_noise_by_the_same_test() -> None:
    # Given three hundred series between noise and season, some of which swing every two years
    rng = np.random.default_rng(9)
    rows = []
    for place in range(300):
        size = 7 + place % 20
        swing = SEASON * (-1.0) ** (np.arange(4) // 4 + place % 2)
        season = np.resize(np.concatenate([swing, -swing]) if place % 3 == 0 else swing, size)
        rows.append((rng.normal(5.0, 1.0, size) + season * rng.uniform(0.0, 1.0)).tolist())

    found = is_seasonal(Panel.of(rows), season_length=4)

    expected = [_seasonal_by_hand(row, 4) for row in rows]
    assert 60 < sum(expected) < 240
    assert found.tolist() == expected


def _indices_by_hand(values: list[float], period: int) -> list[float]:
    half, size = period // 2, len(values)
    away: dict[int, list[float]] = {place: [] for place in range(period)}
    for time in range(half, size - half):
        window = values[time - half : time + half + 1]
        trend = (sum(window) - (window[0] + window[-1]) / 2) / period
        away[time % period].append(values[time] - trend)
    means = [sum(some) / len(some) if some else 0.0 for some in away.values()]
    return [one - sum(means) / period for one in means]


def test_indices_are_the_means_of_what_lies_off_the_centred_average() -> None:
    # Given series with a season, a bent trend and noise, of unlike lengths side by side
    rng = np.random.default_rng(2)
    rows = []
    for size in (12, 13, 14, 15, 23):
        time = np.arange(float(size))
        rows.append((0.1 * time**2 + np.resize(SEASON, size) * 5 + rng.normal(size=size)).tolist())
    panel = Panel.of(rows)
    seasonal = is_seasonal(panel, season_length=4)
    assert seasonal.any()

    parts = decompose(panel, season_length=4)

    back = parts.restore(np.zeros((6, len(rows))))
    for column, row in enumerate(rows):
        indices = _indices_by_hand(row, 4) if seasonal[column] else [0.0] * 4
        assert parts.indices[:, column].tolist() == pytest.approx(indices)
        adjusted = [one - indices[time % 4] for time, one in enumerate(row)]
        assert parts.adjusted.values[: len(row), column].tolist() == pytest.approx(adjusted)
        assert not parts.adjusted.values[len(row) :, column].any()
        again = [indices[(len(row) + step) % 4] for step in range(6)]
        assert back[:, column].tolist() == pytest.approx(again)


def test_a_panel_of_less_than_a_cycle_is_left_as_it_is() -> None:
    for size in (1, 3, 4, 5):
        panel = Panel.of([np.arange(1.0, size + 1)])
        parts = decompose(panel, season_length=4)
        assert not parts.indices.any()
        assert parts.adjusted.values.tolist() == panel.values.tolist()


@pytest.mark.parametrize(
    ("known", "points"),
    [
        (1, [1.0] * 6),
        (3, [3.0] * 6),
        (4, [1.0, 2.0, 3.0, 4.0, 1.0, 2.0]),
        (5, [2.0, 3.0, 4.0, 5.0, 2.0, 3.0]),
        (7, [4.0, 5.0, 6.0, 7.0, 4.0, 5.0]),
    ],
)
def test_each_season_repeats_its_last_value_from_a_whole_cycle_on(
    known: int, points: list[float]
) -> None:
    panel = Panel.of([np.arange(1.0, 9.0)])
    origin = Origins(np.array([0]), np.array([known]))

    found = seasonal_naive(panel, season_length=4, horizon=6, origins=origin)

    assert found[:, 0].tolist() == points
