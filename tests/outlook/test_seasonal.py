from __future__ import annotations

import numpy as np
import pytest

from agdb.errors import OutlookError
from agdb.outlook.panel import Panel
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
