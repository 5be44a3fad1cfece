"""Seasons of a short series: is there one, its indices, and the forecast that repeats it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from agdb.errors import OutlookError
from agdb.outlook.panel import Panel

if TYPE_CHECKING:
    from agdb.outlook.arrays import BoolArray, FloatArray

_ONE_SIDED_5_PERCENT = 1.6448536269514722


def seasonal_naive(panel: Panel, *, season_length: int, horizon: int) -> FloatArray:
    """Each season repeats its last value, so a sum over a full cycle stays what it was.

    Shape (horizon, series). Series shorter than a cycle repeat their last value.

    >>> year = Panel.of([[1.0, 2.0, 3.0, 4.0]])
    >>> seasonal_naive(year, season_length=4, horizon=5).ravel().tolist()
    [1.0, 2.0, 3.0, 4.0, 1.0]
    """
    steps = np.arange(horizon)[:, None] % season_length
    rows = np.where(
        panel.lengths >= season_length, panel.lengths - season_length + steps, panel.lengths - 1
    )
    return np.take_along_axis(panel.values, rows, axis=0)


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

    `indices` has shape (season, series), season 0 being that of the first point; it is neutral (1
    or 0) where `multiplicative` or its opposite needs no correction.
    """

    adjusted: Panel
    indices: FloatArray
    multiplicative: BoolArray

    def restore(self, points: FloatArray) -> FloatArray:
        """Forecasts (horizon, series) of the adjusted series with their season put back."""
        period = self.indices.shape[0]
        steps = np.arange(points.shape[0])[:, None] + self.adjusted.lengths
        season = np.take_along_axis(self.indices, steps % period, axis=0)
        return np.where(self.multiplicative, points * season, points + season)


def decompose(panel: Panel, *, season_length: int, additive: bool = False) -> Decomposition:
    """Classical decomposition where the season is significant, nothing changed where it is not.

    Multiplicative if all values are positive, no index falls below 0.01 and `additive` is off. The
    trend is the centred moving average, the index the mean per season, as in Kendall and Stuart.
    Raises `OutlookError` for an odd season length, which no series of the monitor has.
    """
    if season_length % 2:
        raise OutlookError(
            f"a season of {season_length} periods has no centred average here",
            remedy="give an even number, 4 for quarters",
        )
    seen = panel.observed()
    test = is_seasonal(panel, season_length=season_length)
    positive = np.where(seen, panel.values, 1.0).min(axis=0) > 0.0
    added = _indices(panel, season_length, multiplicative=False)
    scaled = _indices(panel, season_length, multiplicative=True)
    multiplicative = positive & (scaled.min(axis=0) >= 0.01) & (not additive)
    neutral = np.where(multiplicative, 1.0, 0.0)
    indices = np.where(test, np.where(multiplicative, scaled, added), neutral)
    full = np.tile(indices, (-(-panel.values.shape[0] // season_length), 1))
    full = full[: panel.values.shape[0]]
    safe = np.where(multiplicative, full, 1.0)
    adjusted = np.where(multiplicative, panel.values / safe, panel.values - full)
    return Decomposition(
        Panel(np.where(seen, adjusted, 0.0), panel.lengths), indices, np.asarray(multiplicative)
    )


def _indices(panel: Panel, period: int, *, multiplicative: bool) -> FloatArray:
    height, width = panel.values.shape
    half = period // 2
    total = np.vstack([np.zeros((1, width)), np.cumsum(panel.values, axis=0)])
    trend = np.zeros((height, width))
    if height > period:
        window = total[period:] - total[:-period]
        trend[half : height - half] = (window[:-1] + window[1:]) / (2 * period)
    time = np.arange(height)[:, None]
    used = (time >= half) & (time < panel.lengths - half)
    if multiplicative:
        used = used & (trend > 0.0)
        away = panel.values / np.where(used, trend, 1.0)
    else:
        away = panel.values - trend
    means = np.array(
        [
            (away[place::period] * used[place::period]).sum(axis=0)
            / np.maximum(used[place::period].sum(axis=0), 1)
            for place in range(period)
        ]
    )
    centre = means.mean(axis=0)
    if not multiplicative:
        return np.asarray(means - centre)
    return np.asarray(means / np.where(centre > 0.0, centre, 1.0))
