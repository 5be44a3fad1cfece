"""The plain forecasts: the last value, with the mean change added, and the mean of several."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from agdb.outlook.panel import BoolArray, FloatArray, Origins, Panel


REACH = 3.0


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


def is_sane(points: FloatArray, panel: Panel, origins: Origins) -> BoolArray:
    """True per origin where every step is finite and within three ranges of what was known.

    >>> from agdb.outlook.panel import Panel
    >>> panel = Panel.of([[1.0, 2.0], [1.0, 2.0]])
    >>> is_sane(np.array([[4.9, 5.1]]), panel, panel.ends()).tolist()
    [True, False]
    """
    low = panel.known(np.minimum.accumulate(panel.values, axis=0), origins)
    high = panel.known(np.maximum.accumulate(panel.values, axis=0), origins)
    room = REACH * (high - low)
    with np.errstate(invalid="ignore"):
        inside = (points >= low - room) & (points <= high + room)
    return np.asarray(inside.all(axis=0))


def mean_of_sane(forecasts: Sequence[FloatArray], panel: Panel, origins: Origins) -> FloatArray:
    """The mean over the forecasts that are sane, per origin; drift where none is.

    Forecasts have shape (horizon, origin). Equal weights, because estimated weights do worse on
    short series (Petropoulos and Svetunkov, Int. J. Forecasting 36, 2020).
    """
    total = np.zeros_like(forecasts[0])
    count = np.zeros(len(origins))
    for points in forecasts:
        sane = is_sane(points, panel, origins)
        total += np.where(sane, points, 0.0)
        count += sane
    fallback = drift(panel, horizon=total.shape[0], origins=origins)
    return np.where(count > 0, total / np.maximum(count, 1), fallback)
