"""Demand for workers: a drifting trend with a common yearly shock, productivity, and overlays.

ln B_(t+1) = ln B_t + growth + shock_(t+1)
D_t        = B_t * exp(-(1 - rebound) * extra log productivity) + overlay_t
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from agdb.scenario.productivity import remaining_demand

if TYPE_CHECKING:
    from agdb.scenario.arrays import Array
    from agdb.scenario.inputs import Inputs


def trend(given: Inputs) -> Array:
    """Demand without policy and overlays `[n, g, t]`; the shock is the same for every group."""
    n, steps = given.shocks.shape
    shocks = np.concatenate([np.zeros((n, 1)), np.cumsum(given.shocks, axis=1)], axis=1)
    drift = given.groups.growth[:, :, None] * np.arange(steps + 1)
    path: Array = given.groups.base.demand[:, :, None] * np.exp(drift + shocks[:, None, :])
    return path


def demand(given: Inputs, productivity_won: Array) -> Array:
    """Demand `[n, k, g, t]` in persons."""
    factor = remaining_demand(productivity_won, given.rebound)
    return trend(given)[:, None] * factor + given.overlay[:, None]


def level_shares(shares: Array, upgrading: Array, steps: int) -> Array:
    """Demand shares per level `[n, g, e, t]`, moving by `upgrading` logits a year.

    Each step up the levels gains `upgrading[n, g]` on the step below; shares keep summing to 1.

    >>> level_shares(np.array([[[0.5, 0.5]]]), np.zeros((1, 1)), 2)[0, 0, :, 1].tolist()
    [0.5, 0.5]
    """
    rank = np.arange(shares.shape[2])
    logit = upgrading[:, :, None, None] * rank[:, None] * np.arange(steps)
    weighted = shares[..., None] * np.exp(logit)
    normalised: Array = weighted / weighted.sum(axis=2, keepdims=True)
    return normalised


@dataclass(frozen=True, slots=True)
class Drift:
    """Belief about the yearly log growth of demand: normal with mean and standard deviation."""

    mean: float
    sd: float

    def after(self, history: Array, shock_sd: float) -> Drift:
        """The belief after seeing demand `history[t]`, if yearly shocks have `shock_sd`.

        Normal with known variance: precisions add, and the mean growth seen counts by the number
        of years.

        >>> Drift(0.0, 0.01).after(np.array([100.0, 102.0]), 1e-9).mean.__round__(4)
        0.0198
        """
        growth = np.diff(np.log(history))
        precision = 1 / self.sd**2 + len(growth) / shock_sd**2
        mean = (self.mean / self.sd**2 + float(growth.sum()) / shock_sd**2) / precision
        return Drift(mean, precision**-0.5)
