"""Demand for workers: a drifting trend with a common yearly shock, productivity, and overlays.

    ln B_(t+1) = ln B_t + growth + shock_(t+1)
    D_t        = B_t * exp(-(1 - rebound) * extra log productivity) + overlay_t

An overlay holds extra jobs that the trend may not contain, such as climate and microchips. It is
never added whole: only the part outside the trend counts, because studies count jobs that would
exist anyway and leave crowding-out aside (correction by TNO, November 2019:
https://www.tno.nl/nl/over-tno/nieuws/2019/11/werkgelegenheidseffecten-van-klimaatmaatregelen/).
Green work is a tag on technical and ICT jobs, never a third group to add to them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from agdb.scenario.arrays import Array
    from agdb.scenario.inputs import Inputs
    from agdb.scenario.structure import ModelStructure


def remaining_demand(won: Array, rebound: Array) -> Array:
    """Factor on demand `[n, k, g, t]` after extra log productivity `won` per year has cumulated.

    `rebound[n]` is the share of the saved labour that returns: Dutch firms that adopted robots
    gained hours as well (https://cepr.org/publications/dp17993).

    >>> won = np.full((1, 1, 1, 6), 0.01); won[..., 0] = 0
    >>> demand = 2000 * remaining_demand(won, np.array([0.3]))
    >>> round(2000 - float(demand[0, 0, 0, 5]), 4)
    68.7892
    """
    cumulated = np.cumsum(won, axis=-1)
    factor: Array = np.exp(-(1 - rebound)[:, None, None, None] * cumulated)
    return factor


def overlay_path(
    *, jobs: Array, full_in: Array, structure: ModelStructure, counted_from: Array | None = None
) -> Array:
    """Jobs since the base year `[n, t]`, in a straight line to their whole in `full_in[n]`.

    `jobs[n]` is what the study expects from the end of `counted_from[n]` on, or of the base year.
    What was built up before the base year is at work already, and is not counted again.

    >>> from agdb.scenario.structure import ModelStructure
    >>> s = ModelStructure(2025, 2028, 20, 22, (), (), (), ())
    >>> overlay_path(jobs=np.array([10.0]), full_in=np.array([2027.0]), structure=s).tolist()
    [[0.0, 5.0, 10.0, 10.0]]
    >>> overlay_path(jobs=np.array([10.0]), full_in=np.array([2027.0]), structure=s,
    ...     counted_from=np.array([2023.0])).tolist()
    [[0.0, 2.5, 5.0, 5.0]]
    """
    start = np.full_like(full_in, structure.base_year) if counted_from is None else counted_from
    needed = np.maximum(full_in - start, 1.0)[:, None]
    built = np.clip((structure.years - start[:, None]) / needed, 0.0, 1.0)
    path: Array = jobs[:, None] * (built - built[:, :1])
    return path


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

    def after(self, growth: Array, shock_sd: float) -> Drift:
        """The belief after seeing yearly log `growth`, if yearly shocks have `shock_sd`.

        Normal with known variance: precisions add, and the mean growth seen counts by the number
        of years.

        >>> Drift(0.0, 0.01).after(np.log([1.02]), 1e-9).mean.__round__(4)
        0.0198
        """
        precision = 1 / self.sd**2 + len(growth) / shock_sd**2
        mean = (self.mean / self.sd**2 + float(growth.sum()) / shock_sd**2) / precision
        return Drift(mean, precision**-0.5)


def green_demand(given: Inputs, demand: Array) -> Array:
    """Green demand `[n, k, t]`: the green share of the trend plus the climate overlay.

    `demand[n, k, g, t]` holds the overlay already, so the share only works on what is beside it.
    """
    beside = demand - given.green_overlay[:, None]
    tagged = given.green_demand[:, None, :, None] * beside + given.green_overlay[:, None]
    total: Array = np.minimum(tagged, demand).sum(axis=2)
    return total


def green_supply(given: Inputs, supply: Array) -> Array:
    """Green supply `[n, k, t]`: the share of people who work on the list of climate occupations."""
    tagged: Array = (given.green_supply[:, None, :, None] * supply).sum(axis=2)
    return tagged
