from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agdb.outlook.predictive import Predictive
from agdb.outlook.transform import Transform, WorkingScale
from agdb.statistics.scores import crps

RATIOS = np.sort(np.abs(np.random.default_rng(6).normal(size=400)))


def _future(
    noise: float = 0.0, scale: WorkingScale = WorkingScale.IDENTITY, centre: float = 3.0
) -> Predictive:
    return Predictive(centre, 0.5, RATIOS, Transform(scale), noise)


@settings(deadline=None)
@given(st.floats(-5.0, 10.0), st.floats(-5.0, 10.0))
def test_the_distribution_function_rises_and_stays_inside_zero_and_one(
    one: float, other: float
) -> None:
    low, high = sorted((one, other))
    assert 0.0 < _future().at_most(low) <= _future().at_most(high) < 1.0


def test_the_centre_is_the_median_and_the_sides_mirror() -> None:
    future = _future()
    assert future.at_most(3.0) == 0.5
    assert future.at_most(3.4) == pytest.approx(1.0 - future.at_most(2.6))
    assert future.quantile(0.9) - 3.0 == pytest.approx(3.0 - future.quantile(0.1))


@pytest.mark.parametrize("noise", [0.0, 0.4])
def test_quantiles_and_distribution_are_each_other_s_inverse(noise: float) -> None:
    future = _future(noise)
    for probability in (0.05, 0.3, 0.8, 0.99):
        assert future.at_most(future.quantile(probability)) == pytest.approx(probability, abs=0.01)


def test_measurement_error_adds_as_a_variance_at_its_own_quantile() -> None:
    lower, upper = _future(noise=0.7).interval(0.95)
    plain = (_future().interval(0.95)[1] - _future().interval(0.95)[0]) / 2
    assert (upper - lower) / 2 == pytest.approx(np.hypot(plain, 1.959964 * 0.7), rel=1e-6)


def test_bounds_carry_over_through_the_logarithm() -> None:
    lower, upper = _future(scale=WorkingScale.LOG, centre=np.log(50.0)).interval(0.8)
    assert lower * upper == pytest.approx(50.0**2)


@pytest.mark.parametrize("noise", [0.0, 0.3])
def test_crps_is_that_of_the_members(noise: float) -> None:
    future = _future(noise)
    width = 0.5 * (RATIOS if not noise else future._widened())
    members = np.concatenate([3.0 - width, 3.0 + width])
    assert future.crps(4.2) == pytest.approx(crps(4.2, members), rel=1e-9)


def test_a_very_large_pool_of_a_survey_is_widened_smoothly() -> None:
    ratios = np.linspace(0.0, 3.0, 10_000)
    future = Predictive(0.0, 1.0, ratios, Transform(WorkingScale.IDENTITY), 1.0)
    assert future.at_most(2.0) < Predictive(
        0.0, 1.0, ratios, Transform(WorkingScale.IDENTITY), 0.0
    ).at_most(2.0)
