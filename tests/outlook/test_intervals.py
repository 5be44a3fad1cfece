"""Calibration, own scales and pools: known answers and the promise on simulated series."""

from __future__ import annotations

import numpy as np
import pytest
from tests.outlook.conftest import unscaled

from agdb.outlook.calibration import (
    SHARED_FOLDS,
    assign_folds,
    calibrate,
    leave_families_out,
    own_scales,
    sorted_quantile,
)
from agdb.outlook.origins import RollingErrors, mean_change, roll, rolling_origins
from agdb.outlook.panel import Panel
from agdb.outlook.point import Method, point_forecasts


def _random_walks(seed: int) -> tuple[Panel, np.ndarray]:
    rng = np.random.default_rng(seed)
    steps = rng.normal(size=(36, 2000)) * rng.lognormal(0.0, 1.0, 2000)
    values = steps.cumsum(axis=0)
    return Panel(values[:30], np.full(2000, 30)), values[30:]


@pytest.mark.parametrize("method", [Method.LAST_VALUE, Method.DRIFT])
def test_random_walks_are_covered_as_promised(method: Method) -> None:
    # Given 2,000 random walks of very different size, half of which calibrate
    panel, outcomes = _random_walks(11)
    members = np.arange(2000) % 2 == 0
    errors = roll(unscaled(panel), method=method, season_length=1, horizon=6).errors()
    pool = calibrate(errors, members=members)
    scale = own_scales(errors, pool) * mean_change(panel, season_length=1, origins=panel.ends())

    # When the other half is forecast
    points = point_forecasts(panel, method=method, season_length=1, horizon=6, origins=panel.ends())
    away = np.abs(outcomes - points)[:, ~members]

    # Then intervals hold what they promise
    for level, room in ((0.80, 0.03), (0.95, 0.025)):
        width = np.array([pool.quantile(step, level) for step in range(1, 7)])[:, None]
        assert (away <= width * scale[~members]).mean() == pytest.approx(level, abs=room)


def _errors() -> RollingErrors:
    rng = np.random.default_rng(2)
    ratios = rng.normal(size=(3, 40)) * np.repeat([1.0, 4.0], 20)
    return RollingErrors(ratios, np.repeat([0, 1], 20), np.tile(np.arange(8, 28), 2), 3)


def test_infinite_weight_gives_the_plain_pool_and_no_origins_give_scale_one() -> None:
    # Given two series with errors and a third without
    errors = _errors()
    # When nothing is shrunk towards the series' own size
    plain = calibrate(errors, weight=np.inf)
    # Then the pool is the errors as they are, and every scale is one
    for step in range(3):
        assert plain.ratios[step].tolist() == np.sort(np.abs(errors.ratios[step])).tolist()
    assert own_scales(errors, plain, weight=np.inf).tolist() == [1.0, 1.0, 1.0]
    # And with a finite weight only the series without origins keeps exactly one
    scales = own_scales(errors, calibrate(errors))
    assert scales[2] == 1.0
    assert scales[0] < 1.0 < scales[1]


def test_the_own_scale_is_the_formula_of_the_note() -> None:
    # Given one step ahead and hand-made errors
    ratios = np.array([[1.0, 1.0, 4.0, 4.0]])
    errors = RollingErrors(ratios, np.array([0, 0, 1, 1]), np.array([8, 9, 8, 9]), 2)
    # When calibrated: the median is 2.5, the logs are ln .4 and ln 1.6
    pool = calibrate(errors)
    centre = (np.log(0.4) + np.log(1.6)) / 2
    expected = np.exp(2 / 18 * (np.log(np.array([0.4, 1.6])) - centre))
    # Then s = exp(n (mu_i - mu_0) / (n + 16))
    np.testing.assert_allclose(own_scales(errors, pool), expected, rtol=1e-12)


def test_behind_the_pool_the_width_grows_with_the_root_of_the_horizon() -> None:
    pool = calibrate(_errors())
    assert pool.horizon == 3
    assert pool.quantile(12, 0.9) == pytest.approx(2.0 * pool.quantile(3, 0.9))


def test_the_sorted_quantile_is_numpy_s() -> None:
    values = np.sort(np.random.default_rng(4).normal(size=57))
    for level in (0.0, 0.1, 0.5, 0.8, 0.95, 1.0):
        assert sorted_quantile(values, level) == pytest.approx(np.quantile(values, level))


def test_origins_start_at_eight_years_and_at_sixteen_quarters_every_third() -> None:
    panel = Panel.of([np.arange(11.0), np.arange(7.0)])
    found = rolling_origins(panel, season_length=1)
    assert (found.series.tolist(), found.lengths.tolist()) == ([0, 0, 0], [8, 9, 10])
    found = rolling_origins(Panel.of([np.arange(24.0)]), season_length=4)
    assert found.lengths.tolist() == [16, 19, 22]
    found = rolling_origins(panel, season_length=1, stride=2)
    assert found.lengths.tolist() == [8, 10]


def test_errors_use_only_what_was_known_at_the_origin() -> None:
    # Given two series that differ only after their ninth point
    calm = np.arange(12.0) % 3
    wild = calm.copy()
    wild[9:] += 100.0
    # When both are forecast again from their origins
    errors = roll(
        unscaled(Panel.of([calm, wild])),
        method=Method.MEAN_WITH_DRIFT,
        season_length=1,
        horizon=2,
    ).errors()
    # Then the first step from the origin at eight points is the same
    at_eight = errors.ratios[0, errors.lengths == 8]
    assert at_eight[0] == pytest.approx(at_eight[1], rel=1e-9)
    # And from nine points on it is not
    at_nine = errors.ratios[0, errors.lengths == 9]
    assert abs(at_nine[1] - at_nine[0]) > 50.0


def test_a_family_never_calibrates_its_own() -> None:
    # Given three families, of which one has enormous errors
    ratios = np.ones((1, 6))
    ratios[0, 4:] = 1000.0
    errors = RollingErrors(ratios, np.arange(6), np.full(6, 8), 6)
    # When pools are made
    pools = leave_families_out(errors, ["a", "a", "b", "b", "c", "c"], weight=np.inf)
    # Then the pool of that family does not know them, and the others do
    assert pools.calibration_of(4).ratios[0].max() == 1.0
    assert pools.calibration_of(0).ratios[0].max() == 1000.0
    assert pools.calibration_of(0).series == (4,)


def test_very_many_families_share_folds_but_never_split() -> None:
    families = [f"f{place // 2}" for place in range(400)]
    count, folds = assign_folds(families)
    assert count == SHARED_FOLDS
    assert (folds[::2] == folds[1::2]).all()
