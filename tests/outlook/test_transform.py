from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agdb.outlook.series import Unit
from agdb.outlook.transform import Scale, Transform, transform_for


@settings(deadline=None)
@given(st.floats(0.0, 1.0), st.floats(1.0, 1e7))
def test_a_share_survives_the_way_there_and_back(share: float, denominator: float) -> None:
    logit = Transform(Scale.LOGIT, denominator)
    there = logit.forward(np.array(share))
    assert np.isfinite(there)
    assert float(logit.back(there)) == pytest.approx(share, abs=1e-8)


@settings(deadline=None)
@given(st.floats(1e-9, 1e12))
def test_a_count_survives_the_way_there_and_back(count: float) -> None:
    log = Transform(Scale.LOG)
    assert float(log.back(log.forward(np.array(count)))) == pytest.approx(count)


@pytest.mark.parametrize(
    ("transform", "value"),
    [
        (Transform(Scale.IDENTITY), 5.0),
        (Transform(Scale.LOG), 5.0),
        (Transform(Scale.LOGIT, 200.0), 0.3),
    ],
)
def test_the_slope_is_the_limit_of_the_difference_quotient(
    transform: Transform, value: float
) -> None:
    ends = transform.forward(np.array([value - 1e-6, value + 1e-6]))
    assert transform.slope(value) == pytest.approx(float(np.diff(ends)[0]) / 2e-6, rel=1e-5)


def test_far_bounds_stay_inside_the_unit() -> None:
    assert Transform(Scale.LOGIT).back(np.array([-1e4, 1e4])).tolist() == [0.0, 1.0]
    assert Transform(Scale.LOG).back(np.array([1e4])).tolist() == [np.inf]
    count, _ = transform_for(np.array([0.0, 2.0]), unit=Unit.COUNT)
    assert count.back(np.array([-3.0])).tolist() == [0.0]


@pytest.mark.parametrize(
    ("unit", "scale"),
    [
        (Unit.SHARE, Scale.LOGIT),
        (Unit.COUNT, Scale.LOG),
        (Unit.RATIO, Scale.LOG),
        (Unit.INDEX, Scale.LOG),
        (Unit.LEVEL, Scale.IDENTITY),
    ],
)
def test_the_unit_fixes_the_scale(unit: Unit, scale: Scale) -> None:
    transform, forced = transform_for(np.array([0.2, 0.4]), unit=unit)
    assert transform.scale is scale
    assert not forced


def test_targets_at_the_edge_of_the_unit_lie_outside() -> None:
    assert not Transform(Scale.LOG).contains(0.0)
    assert not Transform(Scale.LOGIT).contains(1.0)
    assert not Transform(Scale.IDENTITY, lowest=0.0).contains(0.0)
    assert Transform(Scale.IDENTITY).contains(-4.0)
