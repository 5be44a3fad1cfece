"""The forecasts that any model has to beat: no change, and the mean change so far."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from agdb.scenario.quantiles import normal_quantile

if TYPE_CHECKING:
    from agdb.scenario.arrays import Array

LEVELS: Final = (np.arange(199) + 1) / 200
"""Levels of the quantiles that stand for a distribution."""


def no_change(history: Array, horizon: int) -> Array:
    """Equally likely values `[199, horizon]` around the last one, as wide as past changes say."""
    return _around(np.full(horizon, history[-1]), _size(np.diff(history), mean=0.0), horizon)


def drift(history: Array, horizon: int) -> Array:
    """Random walk with drift: the mean change so far goes on; the width counts its own error.

    >>> drift(np.array([1.0, 2.0, 3.5]), 2).mean(axis=0).round(2).tolist()
    [4.75, 6.0]
    """
    changes = np.diff(history)
    step = float(changes.mean())
    ahead = np.arange(1, horizon + 1)
    own_error = np.sqrt(1 + ahead / len(changes))
    centre = history[-1] + step * ahead
    return _around(centre, _size(changes, mean=step) * own_error, horizon)


def _size(changes: Array, *, mean: float) -> float:
    freedom = max(len(changes) - (mean != 0), 1)
    return float(np.sqrt(((changes - mean) ** 2).sum() / freedom))


def _around(centre: Array, size: float | Array, horizon: int) -> Array:
    width = size * np.sqrt(np.arange(1, horizon + 1))
    return centre + normal_quantile(LEVELS)[:, None] * width
