from __future__ import annotations

from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agdb.outlook.predictive import Predictive, _half_normal, widened
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


def test_a_chance_counts_the_errors_within_the_distance_and_half_a_step_more() -> None:
    future = Predictive(10.0, 2.0, np.array([0.5, 1.0, 2.0]), Transform(WorkingScale.IDENTITY), 0.0)

    distances = (0.0, 0.9, 1.0, 2.0, 3.9, 4.0, 99.0)
    above = [future.at_most(10.0 + one) for one in distances]
    below = [future.at_most(10.0 - one) for one in distances]

    counts = (0, 0, 1, 2, 2, 3, 3)
    expected = [
        0.5 + 0.5 * (count + 0.5) / 4 if one else 0.5
        for count, one in zip(counts, distances, strict=True)
    ]
    assert above == pytest.approx(expected)
    assert below == pytest.approx([1.0 - one for one in expected])
    assert [future.at_least_as_far(10.0 + one) for one in distances] == pytest.approx(
        [2.0 * (1.0 - one) for one in expected]
    )
    assert [future.at_least_as_far(10.0 - one) for one in distances] == pytest.approx(
        [2.0 * (1.0 - one) for one in expected]
    )


def test_a_zero_under_the_logarithm_lies_behind_every_error() -> None:
    future = _future(scale=WorkingScale.LOG, centre=0.0)

    assert future.at_least_as_far(0.0) == pytest.approx(1.0 - 400.5 / 401)


@pytest.mark.parametrize(
    ("probability", "value"), [(0.5, 10.0), (0.75, 12.0), (0.25, 8.0), (0.875, 13.0), (0.125, 7.0)]
)
def test_a_quantile_lies_on_its_own_side_of_the_centre(probability: float, value: float) -> None:
    errors = np.array([0.0, 1.0, 2.0])
    future = Predictive(10.0, 2.0, errors, Transform(WorkingScale.IDENTITY), 0.0)

    assert future.quantile(probability) == pytest.approx(value)


@pytest.mark.parametrize("count", [1, 7, 4_000, 4_001, 10_000])
def test_an_error_of_measurement_has_the_middles_of_equal_parts_of_the_normal(count: int) -> None:
    found = _half_normal(count)

    assert found.size == count
    for place in {0, count // 3, count // 2, count - 2, count - 1} & set(range(count)):
        level = (place + 0.5) / count
        exact = NormalDist().inv_cdf((1.0 + level) / 2.0)
        at_an_end = count > 4_000 and not 0 < place < count - 2
        room = max(0.1 * exact, 2e-4) if at_an_end else 1e-3 * exact
        assert abs(found[place] - exact) <= room


def test_each_error_of_the_pool_is_widened_by_its_own_quantile_of_the_measurement() -> None:
    future = Predictive(0.0, 2.0, np.array([0.5, 1.0, 2.0]), Transform(WorkingScale.IDENTITY), 3.0)

    normal = NormalDist()
    expected = [
        np.hypot(one, normal.inv_cdf((1 + level) / 2) * 3.0 / 2.0)
        for one, level in ((0.5, 1 / 6), (1.0, 3 / 6), (2.0, 5 / 6))
    ]
    assert future._widened().tolist() == pytest.approx(expected)
    assert widened(4.0, 0.9, 3.0) == pytest.approx(np.hypot(4.0, 1.6448536 * 3.0))


def test_quantiles_that_are_shared_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="read-only"):
        _half_normal(7)[0] = 1.0
