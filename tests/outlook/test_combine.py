from __future__ import annotations

import numpy as np

from agdb.outlook.drift import mean_of_sane
from agdb.outlook.panel import Panel
from agdb.outlook.point import Method, point_forecasts

PANEL = Panel.of([[1.0, 2.0, 4.0]])


def test_a_runaway_or_missing_member_is_left_out_of_the_mean() -> None:
    # Given a range of 3, so that 4 + 9 = 13 is the farthest that is still believed
    believed, runaway, missing = np.array([[13.0]]), np.array([[13.1]]), np.array([[np.nan]])
    mean = mean_of_sane([believed, np.array([[5.0]]), runaway, missing], PANEL, PANEL.ends())
    assert mean.item() == 9.0


def test_if_all_members_are_dropped_the_drift_remains() -> None:
    mean = mean_of_sane([np.array([[np.inf]]), np.array([[-99.0]])], PANEL, PANEL.ends())
    assert mean.item() == 4.0 + 1.5


def test_the_means_never_give_nan_however_short_the_series() -> None:
    panel = Panel.of([[3.0], [3.0, 1.0], [2.0] * 9, [0.0, 0.0, 0.0, 0.0, 5.0, 0.0, 0.0, 0.0]])
    for method in (Method.MEAN_WITH_DRIFT, Method.MEAN_WITH_THETA):
        points = point_forecasts(
            panel, method=method, season_length=1, horizon=3, origins=panel.ends()
        )
        assert np.isfinite(points).all()
