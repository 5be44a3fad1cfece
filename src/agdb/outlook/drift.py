"""The plain forecasts: the last value, and the last value with the mean change added."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from agdb.outlook.arrays import FloatArray
    from agdb.outlook.panel import Panel


def last_value(panel: Panel, *, horizon: int) -> FloatArray:
    """The last value of every series for each step ahead, shape (horizon, series).

    >>> from agdb.outlook.panel import Panel
    >>> last_value(Panel.of([[1.0, 3.0]]), horizon=2).ravel().tolist()
    [3.0, 3.0]
    """
    return np.tile(panel.last(), (horizon, 1))


def drift(panel: Panel, *, horizon: int) -> FloatArray:
    """The random walk with drift: last value plus the mean change per period, (horizon, series).

    A single point has no change; its drift is zero.

    >>> from agdb.outlook.panel import Panel
    >>> drift(Panel.of([[1.0, 2.0, 5.0]]), horizon=2).ravel().tolist()
    [7.0, 9.0]
    """
    last = panel.last()
    change = (last - panel.values[0]) / np.maximum(panel.lengths - 1, 1)
    return np.asarray(last + change * np.arange(1, horizon + 1)[:, None])
