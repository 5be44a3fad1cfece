from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agdb.scenario.quantiles import normal_quantile
from agdb.scenario.scores import crps, direction_hits, interval_score, pinball, weighted_error

BASE = np.array([232, 157, 125, 515, 254, 63, 438, 833.0])
FORECAST = np.array([227, 153, 134, 510, 252, 64, 454, 875.0])
REALISED = np.array([235, 169, 138, 524, 253, 70, 481, 936.0])


def test_the_published_forecasts_of_1993_had_these_errors() -> None:
    """T53."""
    ours, naive = weighted_error(FORECAST, REALISED), weighted_error(BASE, REALISED)

    assert 100 * ours == pytest.approx(4.8825, abs=5e-4)
    assert 100 * naive == pytest.approx(6.8068, abs=5e-4)
    assert ours / naive == pytest.approx(0.71728, abs=5e-5)
    assert (FORECAST - REALISED).sum() == -137
    assert direction_hits(BASE, FORECAST, REALISED) == 5


@pytest.mark.parametrize(("realised", "score"), [(0, 0.2336949773), (1, 0.60244136)])
def test_the_score_of_a_standard_normal_forecast(realised: Any, score: Any) -> None:
    draws = normal_quantile((np.arange(20_000) + 0.5) / 20_000)

    assert crps(draws, realised) == pytest.approx(score, abs=1e-4)


@given(st.lists(st.floats(-100, 100), min_size=2, max_size=30), st.floats(-100, 100))
def test_the_score_is_the_mean_distance_less_half_the_spread(draws: Any, realised: Any) -> None:
    x = np.array(draws)

    direct = np.abs(x - realised).mean() - np.abs(x[:, None] - x[None, :]).mean() / 2

    assert crps(x, realised) == pytest.approx(direct, abs=1e-9)


def test_a_miss_is_charged_by_its_level() -> None:
    assert pinball(10, 12, 0.9) == pytest.approx(1.8)
    assert pinball(12, 10, 0.9) == pytest.approx(0.2)
    assert interval_score(0, 10, 5, 0.8) == 10
    assert interval_score(0, 10, -1, 0.8) == pytest.approx(20)
