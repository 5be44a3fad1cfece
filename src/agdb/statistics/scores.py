"""Proper scores of a forecast against what came: how far off, how sharp, how honest.

Gneiting and Raftery, J. Am. Stat. Assoc. 102 (2007, https://doi.org/10.1198/016214506000001437).
Every score is in the unit of the outcome, and lower is better; all arguments broadcast.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt


def crps(outcome: float, members: npt.NDArray[np.float64]) -> float:
    """Continuous ranked probability score of the distribution with equal mass on each member.

    >>> crps(3.0, np.array([1.0, 1.0]))
    2.0
    """
    values = np.sort(members)
    count = values.size
    spread = ((2.0 * np.arange(count) + 1.0 - count) * values).sum() / count**2
    return float(np.abs(values - outcome).mean() - spread)


def pinball(
    outcome: npt.ArrayLike, quantile: npt.ArrayLike, probability: npt.ArrayLike
) -> npt.NDArray[np.float64]:
    """The loss of a quantile forecast; its expectation is least at the true quantile.

    >>> pinball([3.0, 1.0], [1.0, 3.0], 0.9).round(9).tolist()
    [1.8, 0.2]
    """
    away, level = np.subtract(outcome, quantile), np.asarray(probability)
    return np.asarray(np.maximum(level * away, (level - 1.0) * away))


def interval_score(
    outcome: npt.ArrayLike, lower: npt.ArrayLike, upper: npt.ArrayLike, level: float
) -> npt.NDArray[np.float64]:
    """Width plus 2/(1 - level) times the distance by which the outcome is missed (equation 43).

    >>> float(interval_score(4.0, 1.0, 3.0, 0.8).round(9))
    12.0
    """
    below = np.maximum(np.subtract(lower, outcome), 0.0)
    above = np.maximum(np.subtract(outcome, upper), 0.0)
    return np.asarray(np.subtract(upper, lower) + 2.0 / (1.0 - level) * (below + above))
