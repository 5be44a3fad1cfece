"""The plain forecasts: the last value, and the last value with the mean change added."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from agdb.outlook.arrays import FloatArray
    from agdb.outlook.panel import Origins, Panel


def last_value(panel: Panel, *, horizon: int, origins: Origins) -> FloatArray:
    """The last known value for each step ahead, shape (horizon, origin).

    >>> from agdb.outlook.panel import Panel
    >>> panel = Panel.of([[1.0, 3.0]])
    >>> last_value(panel, horizon=2, origins=panel.ends()).ravel().tolist()
    [3.0, 3.0]
    """
    return np.tile(panel.known(panel.values, origins), (horizon, 1))


def drift(panel: Panel, *, horizon: int, origins: Origins) -> FloatArray:
    """The random walk with drift: last value plus the mean change per period, (horizon, origin).

    A single point has no change; its drift is zero.

    >>> from agdb.outlook.panel import Panel
    >>> panel = Panel.of([[1.0, 2.0, 5.0]])
    >>> drift(panel, horizon=2, origins=panel.ends()).ravel().tolist()
    [7.0, 9.0]
    """
    last = panel.known(panel.values, origins)
    change = (last - panel.values[0, origins.series]) / np.maximum(origins.lengths - 1, 1)
    return np.asarray(last + change * np.arange(1, horizon + 1)[:, None])
