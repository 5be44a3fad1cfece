from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agdb.errors import OutlookError
from agdb.outlook.origins import mean_change
from agdb.outlook.panel import Panel
from agdb.outlook.scores import brier, crps_normal, mase, reliability
from agdb.statistics.scores import crps


@pytest.mark.parametrize(
    ("outcome", "expected"), [(0.0, 0.2336949773), (1.0, 0.60244136), (2.0, 1.45279182)]
)
def test_crps_of_the_standard_normal(outcome: float, expected: float) -> None:
    assert crps_normal(outcome) == pytest.approx(expected, abs=1e-8)
    members = np.random.default_rng(1).normal(size=200_000)
    assert crps(outcome, members) == pytest.approx(expected, abs=0.01)


def test_crps_scales_with_its_unit() -> None:
    assert crps_normal(30.0, mean=10.0, sd=20.0) == pytest.approx(20.0 * 0.60244136, abs=1e-6)


@settings(deadline=None)
@given(st.integers(0, 10_000))
def test_the_naive_forecast_of_a_random_walk_has_mase_one_in_sample(seed: int) -> None:
    walk = np.random.default_rng(seed).normal(size=30).cumsum()
    panel = Panel.of([walk])
    scale = float(mean_change(panel, season_length=1, origins=panel.ends())[0])
    assert mase(np.diff(walk), scale) == pytest.approx(1.0)


def test_a_constant_series_has_no_mase() -> None:
    with pytest.raises(OutlookError, match="leave a constant series out"):
        mase(np.array([1.0]), 0.0)


def test_brier_and_reliability_of_a_perfect_and_a_constant_forecast() -> None:
    outcomes = np.array([True, False, True, True])
    assert brier(outcomes.astype(float), outcomes) == 0.0
    assert brier(np.full(4, 0.75), outcomes) == pytest.approx(0.75 * 0.25)
    (only,) = reliability(np.full(4, 0.75), outcomes)
    assert (only.count, only.mean, only.happened) == (4, 0.75, 0.75)
    assert reliability(np.ones(2), outcomes[:2])[0].upper == 1.0
