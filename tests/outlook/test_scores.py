from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agdb.outlook.origins import mean_change
from agdb.outlook.panel import Panel
from agdb.outlook.status_backtest import brier, reliability


@settings(deadline=None)
@given(st.integers(0, 10_000))
def test_the_naive_forecast_of_a_random_walk_has_mase_one_in_sample(seed: int) -> None:
    walk = np.random.default_rng(seed).normal(size=30).cumsum()
    panel = Panel.of([walk])
    scale = float(mean_change(panel, season_length=1, origins=panel.ends())[0])
    assert np.abs(np.diff(walk)).mean() / scale == pytest.approx(1.0)


def test_brier_and_reliability_of_a_perfect_and_a_constant_forecast() -> None:
    outcomes = np.array([True, False, True, True])
    assert brier(outcomes.astype(float), outcomes) == 0.0
    assert brier(np.full(4, 0.75), outcomes) == pytest.approx(0.75 * 0.25)
    (only,) = reliability(np.full(4, 0.75), outcomes)
    assert (only.count, only.mean, only.happened) == (4, 0.75, 0.75)
    assert reliability(np.ones(2), outcomes[:2])[0].upper == 1.0
