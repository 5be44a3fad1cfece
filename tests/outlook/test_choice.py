from __future__ import annotations

import pytest

from agdb.outlook.point import IntervalRule, Method, StatusRule, choose
from agdb.statistics.period import Frequency

YEAR, QUARTER = Frequency.YEAR, Frequency.QUARTER


@pytest.mark.parametrize(
    ("frequency", "points", "method", "interval", "status", "horizon"),
    [
        (YEAR, 3, None, IntervalRule.NONE, StatusRule.NONE, 0),
        (YEAR, 4, Method.LAST_VALUE, IntervalRule.POOLED_WIDENED, StatusRule.CLEAR_ONLY, 2),
        (YEAR, 7, Method.LAST_VALUE, IntervalRule.POOLED_WIDENED, StatusRule.CLEAR_ONLY, 3),
        (YEAR, 8, Method.DRIFT, IntervalRule.SHRUNK, StatusRule.FULL, 4),
        (YEAR, 9, Method.DRIFT, IntervalRule.SHRUNK, StatusRule.FULL, 4),
        (YEAR, 10, Method.MEAN_WITH_DRIFT, IntervalRule.SHRUNK, StatusRule.FULL, 5),
        (YEAR, 40, Method.MEAN_WITH_DRIFT, IntervalRule.SHRUNK, StatusRule.FULL, 6),
        (QUARTER, 7, None, IntervalRule.NONE, StatusRule.NONE, 0),
        (QUARTER, 8, Method.SEASONAL_NAIVE, IntervalRule.POOLED, StatusRule.CLEAR_ONLY, 4),
        (QUARTER, 15, Method.SEASONAL_NAIVE, IntervalRule.POOLED, StatusRule.CLEAR_ONLY, 7),
        (QUARTER, 16, Method.MEAN_WITH_THETA, IntervalRule.SHRUNK, StatusRule.FULL, 8),
        (QUARTER, 80, Method.MEAN_WITH_THETA, IntervalRule.SHRUNK, StatusRule.FULL, 12),
        (Frequency.MONTH, 80, None, IntervalRule.NONE, StatusRule.NONE, 0),
    ],
)
def test_length_and_frequency_choose_as_in_the_table(
    frequency: Frequency,
    points: int,
    method: Method | None,
    interval: IntervalRule,
    status: StatusRule,
    horizon: int,
) -> None:
    chosen = choose(frequency, points)
    assert (chosen.method, chosen.interval, chosen.status, chosen.horizon) == (
        method,
        interval,
        status,
        horizon,
    )


def test_only_the_shortest_series_get_a_quarter_more_width() -> None:
    assert IntervalRule.POOLED_WIDENED.factor == 1.25
    assert {rule.factor for rule in IntervalRule if rule is not IntervalRule.POOLED_WIDENED} == {
        1.0
    }
