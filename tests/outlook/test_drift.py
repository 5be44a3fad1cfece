"""The plain forecasts by hand, and what is still believed of a forecast."""

from __future__ import annotations

import numpy as np
import pytest

from agdb.outlook.drift import drift, is_sane, last_value, mean_of_sane
from agdb.outlook.panel import Origins, Panel

PANEL = Panel.of([[4.0, 1.0, 6.0, 7.0], [5.0], [2.0, 9.0]])
# from the end of the first, from its second point, and from the other two
ORIGINS = Origins(np.array([0, 0, 1, 2]), np.array([4, 2, 1, 2]))


def test_the_last_value_known_at_each_origin_is_repeated() -> None:
    found = last_value(PANEL, horizon=3, origins=ORIGINS)

    assert found.tolist() == [[7.0, 1.0, 5.0, 9.0]] * 3


def test_the_drift_adds_the_mean_change_so_far_and_a_single_point_has_none() -> None:
    found = drift(PANEL, horizon=2, origins=ORIGINS)

    assert found.tolist() == [[8.0, -2.0, 5.0, 16.0], [9.0, -5.0, 5.0, 23.0]]


@pytest.mark.parametrize(
    ("point", "sane"),
    [(25.0, True), (25.1, False), (-17.0, True), (-17.1, False), (np.nan, False), (np.inf, False)],
)
def test_a_point_within_three_ranges_of_what_was_seen_is_believed(point: float, sane: bool) -> None:
    # Given values from 1 to 7: from 1 - 18 to 7 + 18
    first = PANEL.ends()[:1]

    assert is_sane(np.array([[point]]), PANEL, first).tolist() == [sane]
    assert is_sane(np.array([[3.0], [point]]), PANEL, first).tolist() == [sane]


def test_the_range_is_that_of_what_was_known_at_the_origin() -> None:
    points = np.full((1, 4), 14.0)

    assert is_sane(points, PANEL, ORIGINS).tolist() == [True, False, False, True]


def test_the_mean_is_over_the_forecasts_that_are_believed_at_each_origin() -> None:
    # Given two forecasts of which the second runs away at the second and third origin
    one, other = np.array([[7.0, 4.0, 5.0, 8.0]]), np.array([[9.0, 99.0, 6.0, 12.0]])

    found = mean_of_sane([one, other], PANEL, ORIGINS)

    assert found.tolist() == [[8.0, 4.0, 5.0, 10.0]]


def test_where_no_forecast_is_believed_the_drift_stands_in() -> None:
    found = mean_of_sane([np.full((2, 4), np.nan)], PANEL, ORIGINS)

    assert found.tolist() == drift(PANEL, horizon=2, origins=ORIGINS).tolist()
