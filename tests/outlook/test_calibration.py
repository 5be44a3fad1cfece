"""The pool of errors and the own scale of a series, found again with plain sums."""

from __future__ import annotations

import math
from statistics import mean, median

import numpy as np
import pytest

from agdb.outlook.calibration import (
    Calibration,
    assign_folds,
    calibrate,
    leave_families_out,
    own_scales,
)
from agdb.outlook.origins import RollingErrors

Column = tuple[int, list[float]]
"""A series and its scaled errors from one origin, per step."""


def _columns() -> list[Column]:
    """Four series: small errors, large ones, with holes and extremes, and one with none at all."""
    rng = np.random.default_rng(17)
    made: list[Column] = [(0, rng.normal(0.0, 0.5, 3).tolist()) for _ in range(5)]
    made += [(1, rng.normal(0.0, 3.0, 3).tolist()) for _ in range(4)]
    made += [(2, [500.0, math.nan, -0.0001]), (2, [1.5, math.nan, math.nan])]
    return made


def _errors(columns: list[Column], count: int = 4) -> RollingErrors:
    ratios = np.array([errors for _, errors in columns]).T
    series = np.array([one for one, _ in columns])
    return RollingErrors(ratios, series, np.full(series.size, 8), count)


def _logs(errors: list[float], medians: list[float]) -> list[float]:
    """The size of each error against the usual one of its step, from 1/20 to 20, as a logarithm."""
    return [
        math.log(min(max(abs(one) / (usual or 1.0), 0.05), 20.0))
        for one, usual in zip(errors, medians, strict=True)
        if not math.isnan(one)
    ]


def _plainly(
    columns: list[Column], weight: float
) -> tuple[list[float], float, list[float], list[list[float]]]:
    """Median per step, mean log size, the scale of each series and the ratios per step."""
    steps = len(columns[0][1])
    sizes = [
        [abs(errors[step]) for _, errors in columns if not math.isnan(errors[step])]
        for step in range(steps)
    ]
    medians = [median(some) if some else 0.0 for some in sizes]
    centre = mean([log for _, errors in columns for log in _logs(errors, medians)])
    scales = []
    for series in range(4):
        own = [errors for one, errors in columns if one == series]
        logs = [log for errors in own for log in _logs(errors, medians)]
        away = mean(logs) - centre if logs else 0.0
        scales.append(math.exp(len(own) / (len(own) + weight) * away))
    ratios = [
        sorted(abs(errors[step]) / scales[one] for one, errors in columns if errors[step] * 0 == 0)
        for step in range(steps)
    ]
    return medians, centre, scales, ratios


@pytest.mark.parametrize("weight", [2.0, 16.0])
def test_pool_and_scales_are_those_of_the_formula(weight: float) -> None:
    columns = _columns()
    medians, centre, scales, ratios = _plainly(columns, weight)

    pool = calibrate(_errors(columns), weight=weight)

    assert pool.medians.tolist() == pytest.approx(medians)
    assert pool.centre == pytest.approx(centre)
    assert pool.series == (3, 2, 3)
    for found, expected in zip(pool.ratios, ratios, strict=True):
        assert found.tolist() == pytest.approx(expected)
    own = own_scales(_errors(columns), pool, weight=weight)
    assert own.tolist() == pytest.approx(scales)


def test_without_another_word_sixteen_origins_weigh_as_much_as_the_pool() -> None:
    errors = _errors(_columns())

    pool, told = calibrate(errors), calibrate(errors, weight=16.0)

    assert [one.tolist() for one in pool.ratios] == [one.tolist() for one in told.ratios]
    assert own_scales(errors, pool).tolist() == own_scales(errors, pool, weight=16.0).tolist()
    left = leave_families_out(errors, ["a", "b", "c", "d"])
    expected = leave_families_out(errors, ["a", "b", "c", "d"], weight=16.0)
    assert left.scales.tolist() == expected.scales.tolist()


@pytest.mark.parametrize(("error", "size"), [(0.5, 0.5), (0.01, 0.05), (0.0, 0.05), (900.0, 20.0)])
def test_where_a_usual_error_is_nothing_another_is_taken_as_it_is(
    error: float, size: float
) -> None:
    # Given a step at which more than half of the errors are zero, and one series of its own
    columns: list[Column] = [(0, [0.0])] * 3 + [(1, [error])]

    pool = calibrate(_errors(columns), weight=np.inf)

    assert pool.medians.tolist() == [0.0]
    assert pool.centre == pytest.approx((3 * math.log(0.05) + math.log(size)) / 4)
    own = own_scales(_errors(columns), pool, weight=1.0)[1]
    assert own == pytest.approx(math.exp(0.5 * (math.log(size) - pool.centre)))


def test_of_nobody_there_is_an_empty_pool() -> None:
    errors = _errors(_columns())

    pool = calibrate(errors, members=np.zeros(4, dtype=bool))

    assert [one.size for one in pool.ratios] == [0, 0, 0]
    assert (pool.horizon, pool.supported, pool.centre) == (0, 0, 0.0)
    assert pool.medians.tolist() == [0.0] * 3
    # and a series measured against nothing has the scale of its own size alone
    own = own_scales(errors, pool, weight=5.0)
    logs = [log for one, some in _columns() if one == 0 for log in _logs(some, [0.0] * 3)]
    assert own[0] == pytest.approx(math.exp(0.5 * mean(logs)))
    assert own[3] == 1.0


@pytest.mark.parametrize(
    ("series", "supported"),
    [((30, 30), 2), ((30, 29), 1), ((29, 30), 0), ((31, 30, 12), 2), ((), 0)],
)
def test_a_step_is_tested_by_thirty_series_and_so_are_all_before_it(
    series: tuple[int, ...], supported: int
) -> None:
    assert Calibration((), np.empty(0), 0.0, series).supported == supported


def test_a_quantile_is_that_of_its_step_and_wider_behind_the_last_one() -> None:
    steps = tuple(np.array([0.0, 1.0, 3.0, 7.0]) * factor for factor in (1.0, 10.0))
    pool = Calibration((*steps, np.empty(0)), np.zeros(3), 0.0, (40, 40, 0))

    assert pool.horizon == 2
    assert [pool.quantile(1, level) for level in (0.0, 0.5, 0.8, 1.0)] == pytest.approx(
        [0.0, 2.0, 4.6, 7.0]
    )
    assert pool.quantile(2, 0.5) == pytest.approx(20.0)
    assert pool.quantile(8, 0.5) == pytest.approx(40.0)


def test_each_family_is_calibrated_by_the_others_with_its_own_scale() -> None:
    columns, families = _columns(), ["a", "b", "a", "c"]

    pools = leave_families_out(_errors(columns), families, weight=4.0)

    assert pools.fold_of.tolist() == [0, 1, 0, 2]
    for family in ("a", "b", "c"):
        mine = [place for place, one in enumerate(families) if one == family]
        members = np.array([one != family for one in families])
        pool = calibrate(_errors(columns), members=members, weight=4.0)
        scales = own_scales(_errors(columns), pool, weight=4.0)
        for place in mine:
            told = pools.calibration_of(place)
            assert told.centre == pool.centre
            assert [one.tolist() for one in told.ratios] == [one.tolist() for one in pool.ratios]
            assert pools.scales[place] == pytest.approx(scales[place])


@pytest.mark.parametrize(("families", "folds"), [(1, 1), (99, 99), (100, 100), (101, 10)])
def test_up_to_a_hundred_families_each_has_a_fold(families: int, folds: int) -> None:
    count, places = assign_folds([f"f{place:03}" for place in range(families)])

    assert count == folds
    assert places.tolist() == [place % folds for place in range(families)]
