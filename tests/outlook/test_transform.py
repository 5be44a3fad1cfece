from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agdb.outlook.series import UnitKind
from agdb.outlook.transform import Transform, WorkingScale, transform_for


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
