"""Scores of points and of probabilities; those of distributions are `agdb.statistics.scores`."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

from agdb.errors import OutlookError

if TYPE_CHECKING:
    from agdb.outlook.arrays import BoolArray, FloatArray

_NORMAL = NormalDist()
_INV_SQRT_PI = float(1.0 / np.sqrt(np.pi))


def mase(errors: FloatArray, scale: float) -> float:
    """Mean absolute scaled error: mean |error| over the in-sample mean absolute seasonal change.

    Hyndman and Koehler, Int. J. Forecasting 22 (2006). Raises `OutlookError` without a scale.

    >>> mase(np.array([1.0, -3.0]), 2.0)
    1.0
    """
    if not scale > 0.0:
        raise OutlookError(
            f"a scale of {scale} cannot scale errors", remedy="leave a constant series out"
        )
    return float(np.abs(errors).mean() / scale)


def crps_normal(outcome: float, *, mean: float = 0.0, sd: float = 1.0) -> float:
    """Continuous ranked probability score of a normal distribution, in the unit of the outcome.

    >>> round(crps_normal(0.0), 10)
    0.2336949773
    """
    z = (outcome - mean) / sd
    return sd * (z * (2.0 * _NORMAL.cdf(z) - 1.0) + 2.0 * _NORMAL.pdf(z) - _INV_SQRT_PI)


def brier(probabilities: FloatArray, outcomes: BoolArray) -> float:
    """Mean squared distance between probability and what happened (1 or 0).

    >>> brier(np.array([0.5, 1.0]), np.array([True, True]))
    0.125
    """
    return float(((probabilities - outcomes) ** 2).mean())


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """Forecasts between `lower` and `upper`: how many, their mean, and how often it happened."""

    lower: float
    upper: float
    count: int
    mean: float
    happened: float


def reliability(
    probabilities: FloatArray, outcomes: BoolArray, *, bins: int = 10
) -> tuple[ReliabilityBin, ...]:
    """The reliability table; bins without forecasts are left out.

    >>> reliability(np.array([0.05, 0.95]), np.array([False, True]), bins=2)[1].happened
    1.0
    """
    place = np.minimum((probabilities * bins).astype(np.int64), bins - 1)
    table = []
    for one in range(bins):
        here = place == one
        if here.any():
            table.append(
                ReliabilityBin(
                    one / bins,
                    (one + 1) / bins,
                    int(here.sum()),
                    float(probabilities[here].mean()),
                    float(outcomes[here].mean()),
                )
            )
    return tuple(table)
