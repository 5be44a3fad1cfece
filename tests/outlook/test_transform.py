from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agdb.outlook.series import UnitKind
from agdb.outlook.transform import Transform, Transforms, WorkingScale, transform_for


@settings(deadline=None)
@given(st.floats(0.0, 1.0), st.floats(1.0, 1e7))
def test_a_share_survives_the_way_there_and_back(share: float, denominator: float) -> None:
    logit = Transform(WorkingScale.LOGIT, denominator)
    there = logit.forward(np.array(share))
    assert np.isfinite(there)
    assert float(logit.back(there)) == pytest.approx(share, abs=1e-8)


@settings(deadline=None)
@given(st.floats(1e-9, 1e12))
def test_a_count_survives_the_way_there_and_back(count: float) -> None:
    log = Transform(WorkingScale.LOG)
    assert float(log.back(log.forward(np.array(count)))) == pytest.approx(count)


@pytest.mark.parametrize(
    ("transform", "value"),
    [
        (Transform(WorkingScale.IDENTITY), 5.0),
        (Transform(WorkingScale.LOG), 5.0),
        (Transform(WorkingScale.LOGIT, 200.0), 0.3),
    ],
)
def test_the_slope_is_the_limit_of_the_difference_quotient(
    transform: Transform, value: float
) -> None:
    ends = transform.forward(np.array([value - 1e-6, value + 1e-6]))
    assert transform.slope(value) == pytest.approx(float(np.diff(ends)[0]) / 2e-6, rel=1e-5)


def test_far_bounds_stay_inside_the_unit() -> None:
    assert Transform(WorkingScale.LOGIT).back(np.array([-1e4, 1e4])).tolist() == [0.0, 1.0]
    assert Transform(WorkingScale.LOG).back(np.array([1e4])).tolist() == [np.inf]
    count, _ = transform_for(np.array([0.0, 2.0]), unit=UnitKind.COUNT)
    assert count.back(np.array([-3.0])).tolist() == [0.0]


@pytest.mark.parametrize(
    ("unit", "scale"),
    [
        (UnitKind.SHARE, WorkingScale.LOGIT),
        (UnitKind.COUNT, WorkingScale.LOG),
        (UnitKind.RATIO, WorkingScale.LOG),
        (UnitKind.INDEX, WorkingScale.LOG),
        (UnitKind.LEVEL, WorkingScale.IDENTITY),
    ],
)
def test_the_unit_fixes_the_scale(unit: UnitKind, scale: WorkingScale) -> None:
    transform, forced = transform_for(np.array([0.2, 0.4]), unit=unit)
    assert transform.scale is scale
    assert not forced


def test_targets_at_the_edge_of_the_unit_lie_outside() -> None:
    assert not Transform(WorkingScale.LOG).contains(0.0)
    assert not Transform(WorkingScale.LOGIT).contains(1.0)
    assert not Transform(WorkingScale.IDENTITY, lowest=0.0).contains(0.0)
    assert Transform(WorkingScale.IDENTITY).contains(-4.0)


def test_a_share_without_a_number_of_units_is_taken_as_one_of_a_thousand() -> None:
    plain, _ = transform_for(np.array([0.2]), unit=UnitKind.SHARE)
    named, _ = transform_for(np.array([0.2]), unit=UnitKind.SHARE, denominator=250.0)

    assert (plain.denominator, named.denominator) == (1_000.0, 250.0)
    assert Transform(WorkingScale.LOGIT) == Transform(WorkingScale.LOGIT, 1_000.0, -np.inf)
    # the empirical logit of nothing among a thousand: (0 + 1/2) against (1000 + 1/2)
    assert float(plain.forward(np.array(0.0))) == pytest.approx(np.log(0.5 / 1000.5))
    assert float(named.forward(np.array(1.0))) == pytest.approx(np.log(250.5 / 0.5))


@pytest.mark.parametrize(
    ("unit", "values", "scale", "lowest", "forced"),
    [
        (UnitKind.COUNT, [3.0, 0.0], WorkingScale.IDENTITY, 0.0, True),
        (UnitKind.COUNT, [3.0, 1.0], WorkingScale.LOG, 0.0, False),
        (UnitKind.COUNT, [3.0, 0.4], WorkingScale.LOG, 0.0, False),
        (UnitKind.COUNT, [], WorkingScale.LOG, 0.0, False),
        (UnitKind.SHARE, [0.0, 0.5], WorkingScale.LOGIT, 0.0, False),
        (UnitKind.LEVEL, [0.0, -2.0], WorkingScale.IDENTITY, -np.inf, False),
    ],
)
def test_a_zero_forces_a_plain_scale_where_there_would_be_a_logarithm(
    unit: UnitKind, values: list[float], scale: WorkingScale, lowest: float, forced: bool
) -> None:
    found, told = transform_for(np.array(values), unit=unit)

    assert (found.scale, found.lowest, told) == (scale, lowest, forced)


@pytest.mark.parametrize(
    ("transform", "inside", "outside"),
    [
        (Transform(WorkingScale.LOG), (1e-9, 0.5, 1.5, 1e9), (0.0, -0.5, np.inf)),
        (Transform(WorkingScale.LOGIT), (1e-9, 0.5, 0.999), (0.0, 1.0, 1.5, -0.1)),
        (Transform(WorkingScale.IDENTITY, lowest=0.0), (0.5, 1e9), (0.0, -1.0, np.inf)),
        (Transform(WorkingScale.IDENTITY), (-5.0, 0.0, 5.0), (np.inf, -np.inf)),
    ],
)
def test_a_chance_can_be_given_inside_the_scale_alone(
    transform: Transform, inside: tuple[float, ...], outside: tuple[float, ...]
) -> None:
    assert all(transform.contains(one) for one in inside)
    assert not any(transform.contains(one) for one in outside)


@pytest.mark.parametrize(
    ("share", "slope"), [(0.5, 4.0 * 99 / 100), (0.0, 99 / 100 / (0.005 * 0.995))]
)
def test_the_slope_of_a_share_is_steepest_at_its_ends(share: float, slope: float) -> None:
    assert Transform(WorkingScale.LOGIT, 99.0).slope(share) == pytest.approx(slope)


LOG, LOGIT = Transform(WorkingScale.LOG), Transform(WorkingScale.LOGIT, 99.0)
PLAIN, FLOORED = Transform(WorkingScale.IDENTITY), Transform(WorkingScale.IDENTITY, lowest=2.0)


def test_columns_are_each_transformed_by_their_own_scale_and_back() -> None:
    each = [LOG, PLAIN, LOGIT, LOG, FLOORED]
    whole = Transforms(each)
    values = np.array([[4.0, -3.0, 0.25, 9.0, 5.0], [1.0, 2.0, 0.75, 2.0, 1.0]])

    there = whole.forward(values)

    assert len(whole) == 5
    for column, one in enumerate(each):
        assert whole.of(column) == one
        np.testing.assert_array_equal(there[:, column], one.forward(values[:, column]))
        np.testing.assert_array_equal(whole.back(there)[:, column], one.back(there[:, column]))
    chosen = whole.select(np.array([2, 0]))
    assert [chosen.of(place) for place in range(len(chosen))] == [LOGIT, LOG]
    np.testing.assert_array_equal(chosen.forward(values[:, [2, 0]]), there[:, [2, 0]])
    only = whole.select(np.array([True, False, False, True, False]))
    np.testing.assert_array_equal(only.forward(values[:, [0, 3]]), there[:, [0, 3]])


def test_points_of_the_plain_scale_are_held_inside_their_own() -> None:
    # Given least values of 3: the logarithm goes no lower than half of that
    whole = Transforms([LOG, LOGIT, PLAIN, FLOORED])
    low, high = np.full(4, -7.0), np.full(4, 7.0)
    least = np.full(4, 3.0)

    assert whole.back(whole.centre(low, least)).tolist() == pytest.approx([1.5, 0.0, -7.0, 2.0])
    assert whole.back(whole.centre(high, least)).tolist() == pytest.approx([7.0, 1.0, 7.0, 7.0])
    inside = whole.centre(np.array([2.0, 0.5, 0.3, 2.5]), least)
    assert whole.back(inside).tolist() == pytest.approx([2.0, 0.5, 0.3, 2.5])
