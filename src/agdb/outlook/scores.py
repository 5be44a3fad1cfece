"""Proper scores for points, intervals, distributions and probabilities."""

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


def crps_ensemble(outcome: float, members: FloatArray) -> float:
    """Continuous ranked probability score of the distribution with equal mass on each member.

    >>> crps_ensemble(1.0, np.array([0.0]))
    1.0
    """
    values = np.sort(members)
    count = values.size
    spread = ((2.0 * np.arange(count) + 1.0 - count) * values).sum() / count**2
    return float(np.abs(values - outcome).mean() - spread)


def pinball(outcome: float, quantile: float, probability: float) -> float:
    """The loss of a quantile forecast; its expectation is least at the true quantile.

    >>> round(pinball(3.0, 1.0, 0.9), 9), round(pinball(1.0, 3.0, 0.9), 9)
    (1.8, 0.2)
    """
    away = outcome - quantile
    return probability * away if away >= 0.0 else (probability - 1.0) * away


def interval_score(outcome: float, lower: float, upper: float, level: float) -> float:
    """Width plus 2/(1 - level) times the distance by which the outcome is missed.

    Gneiting and Raftery, J. Am. Stat. Assoc. 102 (2007), equation 43.

    >>> round(interval_score(4.0, 1.0, 3.0, 0.8), 9)
    12.0
    """
    miss = max(lower - outcome, 0.0) + max(outcome - upper, 0.0)
    return upper - lower + 2.0 / (1.0 - level) * miss


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


def skill(score: float, benchmark: float) -> float:
    """1 - score/benchmark: above zero is better than the benchmark, one is perfect.

    >>> skill(0.5, 1.0)
    0.5
    """
    return 1.0 - score / benchmark if benchmark else float("nan")
