"""A distribution in four numbers, against what stands between 0 and 100."""

from __future__ import annotations

import numpy as np

from agdb.results.scenario import Spread
from agdb.scenario.arrays import INTERVAL, each, spread, spreads

SKEWED = np.array([0.0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 155])
"""Eleven draws: the second and the tenth are a tenth of the way in; the mean is 55."""


def test_eight_of_ten_draws_lie_between_the_bounds() -> None:
    assert INTERVAL == (0.10, 0.90)
    assert spread(SKEWED) == Spread(mean=55, median=50, low=10, high=90)


def test_columns_are_summarised_over_the_draws_each_by_itself() -> None:
    columns = np.stack([SKEWED, SKEWED[::-1] * 2, np.ones(11)], axis=1)

    found = spreads(columns)

    assert (found.mean, found.median) == ([55, 110, 1], [50, 100, 1])
    assert (found.low, found.high) == ([10, 20, 1], [90, 180, 1])
    assert each(columns) == [found.at(0), found.at(1), found.at(2)]
    assert found.at(1) == Spread(110, 100, 20, 180)
    assert found.at(1).times(10) == Spread(1100, 1000, 200, 1800)
