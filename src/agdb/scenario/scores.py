"""Scores of forecasts: how far off, how sharp, how honest.

Proper scores follow Gneiting and Raftery (2007, https://doi.org/10.1198/016214506000001437).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from agdb.scenario.arrays import Array


def crps(draws: Array, realised: float) -> float:
    """Continuous ranked probability score of equally likely `draws[n]`; lower is better.

    >>> crps(np.array([1.0, 1.0]), 3.0)
    2.0
    """
    ordered = np.sort(draws)
    n = len(ordered)
    weights = 2 * np.arange(1, n + 1) - n - 1
    spread = float((weights * ordered).sum()) / n**2
    return float(np.abs(draws - realised).mean()) - spread


def pinball(quantile: float, realised: float, level: float) -> float:
    """Loss of a forecast `quantile` at `level`.

    >>> pinball(10.0, 12.0, 0.9)
    1.8
    """
    miss = realised - quantile
    return max(level * miss, (level - 1) * miss)


def interval_score(low: float, high: float, realised: float, cover: float) -> float:
    """Width of the interval, plus a penalty for missing it.

    >>> round(interval_score(0.0, 10.0, 12.0, 0.8), 9)
    30.0
    """
    penalty = 2 / (1 - cover)
    return (high - low) + penalty * (max(low - realised, 0.0) + max(realised - high, 0.0))


def weighted_error(forecast: Array, realised: Array) -> float:
    """Sum of absolute errors over the sum of what was realised (WAPE)."""
    return float(np.abs(forecast - realised).sum() / np.abs(realised).sum())


def direction_hits(base: Array, forecast: Array, realised: Array) -> int:
    """How many forecasts had the sign of the change right."""
    return int((np.sign(forecast - base) == np.sign(realised - base)).sum())
