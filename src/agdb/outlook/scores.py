"""Scores of probabilities; those of distributions are `agdb.statistics.scores`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from agdb.outlook.arrays import BoolArray, FloatArray


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
