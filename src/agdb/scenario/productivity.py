"""Labour saved by higher productivity, less what comes back as extra output."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from agdb.scenario.arrays import Array


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
