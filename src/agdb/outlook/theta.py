"""The Theta method and its dynamic optimised form, for many series at once.

Fiorucci, Pellegrini, Louzada, Petropoulos and Koehler, *Models for optimising the theta method and
their relationship to state space models*, Int. J. Forecasting 32 (2016). Given the smoothing
parameter, the one-step forecast is linear in the first level and in 1 - 1/theta, so both follow
from least squares and only the smoothing parameter is searched, on a grid that narrows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from agdb.outlook.seasonal import decompose

if TYPE_CHECKING:
    from agdb.outlook.arrays import FloatArray, IntArray
    from agdb.outlook.panel import Panel

SHORTEST = 5
_ALPHA = (0.1, 0.99)
_BURN_IN = 3
_COARSE, _START = 21, 9
_FINE, _ROUNDS = 7, 2
_CHUNK = 4_000


def theta(panel: Panel, *, season_length: int, horizon: int, additive: bool = False) -> FloatArray:
    """The standard Theta forecast (theta 2, one line for the whole series), (horizon, series)."""
    return _forecast(panel, season_length, horizon, additive=additive, dynamic=False)


def dynamic_theta(
    panel: Panel, *, season_length: int, horizon: int, additive: bool = False
) -> FloatArray:
    """The dynamic optimised Theta forecast, shape (horizon, series).

    Level, smoothing and theta minimise the squared one-step errors from the fourth point on; the
    line is re-estimated at each point. NaN for series shorter than `SHORTEST`.

    >>> from agdb.outlook.panel import Panel
    >>> rising = Panel.of([[10.0, 12.1, 13.9, 16.0, 18.2, 19.9, 22.1, 24.0]])
    >>> dynamic_theta(rising, season_length=1, horizon=2).round(1).ravel().tolist()
    [25.9, 27.9]
    """
    return _forecast(panel, season_length, horizon, additive=additive, dynamic=True)


def _forecast(
    panel: Panel, season_length: int, horizon: int, *, additive: bool, dynamic: bool
) -> FloatArray:
    points = np.full((horizon, len(panel)), np.nan)
    enough = np.flatnonzero(panel.lengths >= SHORTEST)
    for places, chunk in panel.select(enough).chunks(_CHUNK):
        columns = enough[places]
        if season_length == 1:
            points[:, columns] = _Theta(chunk, dynamic=dynamic).forecast(horizon)
            continue
        parts = decompose(chunk, season_length=season_length, additive=additive)
        ahead = _Theta(parts.adjusted, dynamic=dynamic).forecast(horizon)
        points[:, columns] = parts.restore(ahead)
    return points


@dataclass(frozen=True, slots=True)
class _Fit:
    squares: FloatArray
    first_level: FloatArray
    weight: FloatArray


class _Theta:
    """One chunk of series without season: lines, search and forecast."""

    def __init__(self, panel: Panel, *, dynamic: bool) -> None:
        self.panel, self.dynamic = panel, dynamic
        self.seen = panel.observed()
        self.mean, self.intercept, self.slope = self._lines()

    def _lines(self) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Mean, intercept and slope of the line through the points so far, per time."""
        values, height = self.panel.values, self.panel.values.shape[0]
        time = np.arange(1, height + 1)[:, None]
        mean = np.cumsum(values, axis=0) / time
        moment = np.cumsum(values * time, axis=0) / time
        spread = np.maximum(time**2 - 1.0, 1.0)
        slope = np.where(time > 1, 6.0 * (2.0 * moment - (time + 1) * mean) / spread, 0.0)
        intercept = mean - slope * (time + 1) / 2.0
        if self.dynamic:
            return mean, intercept, slope
        end = (self.panel.lengths - 1)[None, :]
        last_intercept = np.take_along_axis(intercept, end, axis=0)
        last_slope = np.take_along_axis(slope, end, axis=0)
        return (
            mean,
            np.broadcast_to(last_intercept, mean.shape),
            np.broadcast_to(last_slope, mean.shape),
        )

    def _fit(self, alpha: FloatArray) -> _Fit:
        """The best first level and weight under smoothing parameters (candidate, series)."""
        values = self.panel.values
        zero = np.zeros(alpha.shape)
        carried = alpha * values[0]
        decay = 1.0 - alpha
        power = decay
        sums = dict.fromkeys(("rr", "rg", "rz", "gg", "gz", "zz"), zero)
        for time in range(1, values.shape[0]):
            if time >= _BURN_IN:
                used = self.seen[time]
                gap = np.where(used, values[time] - carried, 0.0)
                line = self.intercept[time - 1] * power
                line = line + self.slope[time - 1] * (1.0 - power * decay) / alpha
                line = np.where(used, line, 0.0)
                fade = np.where(used, power, 0.0)
                pairs = {"r": fade, "g": line, "z": gap}
                sums = {key: sums[key] + pairs[key[0]] * pairs[key[1]] for key in sums}
            carried = alpha * values[time] + decay * carried
            power = power * decay
        rg, rz = sums["rg"] / sums["rr"], sums["rz"] / sums["rr"]
        gg = sums["gg"] - rg * sums["rg"]
        gz = sums["gz"] - rg * sums["rz"]
        zz = sums["zz"] - rz * sums["rz"]
        if self.dynamic:
            flat = gg <= 1e-12 * sums["gg"]
            weight = np.clip(np.where(flat, 0.5, gz / np.where(flat, 1.0, gg)), 0.0, 1.0)
        else:
            weight = np.full(alpha.shape, 0.5)
        squares = zz - 2.0 * weight * gz + weight**2 * gg
        return _Fit(squares, rz - weight * rg, weight)

    def _search(self) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Smoothing parameter, first level and weight at the minimum downhill from alpha 0.5.

        Downhill from the published start, not the lowest of all: with a free first level a slow
        smoothing can imitate a trend that the series does not have.
        """
        low, high = _ALPHA
        every = np.arange(len(self.panel))
        width = (high - low) / (_COARSE - 1)
        grid = np.repeat(np.linspace(low, high, _COARSE)[:, None], every.size, axis=1)
        squares = self._fit(grid).squares
        alpha = grid[_downhill(squares, start=_START), every]
        for _ in range(_ROUNDS):
            grid = np.clip(alpha + np.linspace(-width, width, _FINE)[:, None], low, high)
            fit = self._fit(grid)
            best = np.argmin(fit.squares, axis=0)
            alpha, width = grid[best, every], 2 * width / (_FINE - 1)
        return alpha, fit.first_level[best, every], fit.weight[best, every]

    def forecast(self, horizon: int) -> FloatArray:
        alpha, level, weight = self._search()
        values, lengths = self.panel.values, self.panel.lengths
        for time in range(values.shape[0]):
            level = np.where(self.seen[time], alpha * values[time] + (1 - alpha) * level, level)
        end = (lengths - 1)[None, :]
        mean, intercept, slope = (
            np.take_along_axis(part, end, axis=0)[0]
            for part in (self.mean, self.intercept, self.slope)
        )
        points = np.empty((horizon, lengths.size))
        for step in range(horizon):
            place = lengths + step
            power = (1.0 - alpha) ** place
            line = intercept * power + slope * (1.0 - power * (1.0 - alpha)) / alpha
            points[step] = level + weight * line
            level = alpha * points[step] + (1.0 - alpha) * level
            if self.dynamic:
                next_mean = (place * mean + points[step]) / (place + 1)
                slope = ((place - 1) * slope + 6.0 * (points[step] - mean) / (place + 1)) / (
                    place + 2
                )
                intercept, mean = next_mean - slope * (place + 2) / 2.0, next_mean
        return points


def _downhill(heights: FloatArray, *, start: int) -> IntArray:
    """The row of the minimum that a walk downhill from row `start` ends in, per column."""
    last, every = heights.shape[0] - 1, np.arange(heights.shape[1])
    row: IntArray = np.full(every.size, start, dtype=np.int64)
    for _ in range(last):
        here = heights[row, every]
        below = heights[np.maximum(row - 1, 0), every]
        above = heights[np.minimum(row + 1, last), every]
        move = np.where((below < here) & (below <= above), -1, np.where(above < here, 1, 0))
        if not move.any():
            break
        row = np.asarray(row + move)
    return row
