"""Seasons of a short series: is there one, its indices, and the forecast that repeats it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from agdb.errors import OutlookError
from agdb.outlook.panel import Panel

if TYPE_CHECKING:
    from agdb.outlook.panel import BoolArray, FloatArray, Origins


_ONE_SIDED_5_PERCENT = 1.6448536269514722


def seasonal_naive(
    panel: Panel, *, season_length: int, horizon: int, origins: Origins
) -> FloatArray:
    """Each season repeats its last value, so a sum over a full cycle stays what it was.

    Shape (horizon, origin). Where less than a cycle is known the last value is repeated.

    >>> year = Panel.of([[1.0, 2.0, 3.0, 4.0]])
    >>> ahead = seasonal_naive(year, season_length=4, horizon=5, origins=year.ends())
    >>> ahead.ravel().tolist()
    [1.0, 2.0, 3.0, 4.0, 1.0]
    """
    steps = np.arange(horizon)[:, None] % season_length
    known = origins.lengths
    rows = np.where(known >= season_length, known - season_length + steps, known - 1)
    return np.asarray(panel.values[rows, origins.series])


def is_seasonal(panel: Panel, *, season_length: int) -> BoolArray:
    """True where the autocorrelation at the season's lag is significant at 90 %, two-sided.

    The test of the Theta method in the M3 competition (Assimakopoulos and Nikolopoulos, Int. J.
    Forecasting 16, 2000), with Bartlett's variance. False with less than two full cycles.
    """
    seen = panel.observed()
    count = panel.lengths
    centred = np.where(seen, panel.values - panel.values.sum(axis=0) / count, 0.0)
    variance = (centred**2).sum(axis=0)
    flat = variance <= 1e-24 * (panel.values**2).sum(axis=0)
    safe = np.where(flat, 1.0, variance)
    lags = range(1, season_length + 1)
    correlation = np.array([(centred[lag:] * centred[:-lag]).sum(axis=0) / safe for lag in lags])
    limit = np.sqrt((1.0 + 2.0 * (correlation[:-1] ** 2).sum(axis=0)) / count)
    significant = np.abs(correlation[-1]) > _ONE_SIDED_5_PERCENT * limit
    return np.asarray(significant & ~flat & (count >= 2 * season_length))


@dataclass(frozen=True, slots=True)
class Decomposition:
    """Series without their season, and what puts it back.

    `indices` has shape (season, series), season 0 being that of the first point; it is 0 where
    there is no season.
    """

    adjusted: Panel
    indices: FloatArray

    def restore(self, points: FloatArray) -> FloatArray:
        """Forecasts (horizon, series) of the adjusted series with their season put back."""
        period = self.indices.shape[0]
        steps = np.arange(points.shape[0])[:, None] + self.adjusted.lengths
        return np.asarray(points + np.take_along_axis(self.indices, steps % period, axis=0))


def decompose(panel: Panel, *, season_length: int) -> Decomposition:
    """Classical additive decomposition where the season is significant; else nothing is changed.

    The trend is the centred moving average, the index the mean per season, as in Kendall and
    Stuart. Raises `OutlookError` for an odd season length, which no series of the monitor has.
    """
    if season_length % 2:
        raise OutlookError(
            f"a season of {season_length} periods has no centred average here",
            remedy="give an even number, 4 for quarters",
        )
    test = is_seasonal(panel, season_length=season_length)
    indices = np.where(test, _indices(panel, season_length), 0.0)
    full = np.tile(indices, (-(-panel.values.shape[0] // season_length), 1))
    adjusted = np.where(panel.observed(), panel.values - full[: panel.values.shape[0]], 0.0)
    return Decomposition(Panel(adjusted, panel.lengths), indices)


def _indices(panel: Panel, period: int) -> FloatArray:
    height, width = panel.values.shape
    half = period // 2
    total = np.vstack([np.zeros((1, width)), np.cumsum(panel.values, axis=0)])
    trend = np.zeros((height, width))
    if height > period:
        window = total[period:] - total[:-period]
        trend[half : height - half] = (window[:-1] + window[1:]) / (2 * period)
    time = np.arange(height)[:, None]
    used = (time >= half) & (time < panel.lengths - half)
    away = panel.values - trend
    means = np.array(
        [
            (away[place::period] * used[place::period]).sum(axis=0)
            / np.maximum(used[place::period].sum(axis=0), 1)
            for place in range(period)
        ]
    )
    return np.asarray(means - means.mean(axis=0))
