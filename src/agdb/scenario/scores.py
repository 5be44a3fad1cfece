"""Scores of point forecasts of several groups; those of distributions are `statistics.scores`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from agdb.scenario.arrays import Array


def weighted_error(forecast: Array, realised: Array) -> float:
    """Sum of absolute errors over the sum of what was realised (WAPE)."""
    return float(np.abs(forecast - realised).sum() / np.abs(realised).sum())


def direction_hits(base: Array, forecast: Array, realised: Array) -> int:
    """How many forecasts had the sign of the change right."""
    return int((np.sign(forecast - base) == np.sign(realised - base)).sum())
