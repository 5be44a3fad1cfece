"""The Theta method and its dynamic optimised form, for many series and many origins at once.

Fiorucci, Pellegrini, Louzada, Petropoulos and Koehler, *Models for optimising the theta method and
their relationship to state space models*, Int. J. Forecasting 32 (2016). Given the smoothing
parameter, the one-step forecast is linear in the first level and in 1 - 1/theta, so both follow
from least squares and only the smoothing parameter is searched, on a grid. Errors up to a point do
not depend on what comes after it, so in the dynamic form, whose line is estimated again at each
point, one walk through a series serves all origins from which it is forecast.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from agdb.outlook.seasonal import decompose

if TYPE_CHECKING:
    from agdb.outlook.panel import FloatArray, IntArray, Origins, Panel


SHORTEST: Final = 5
_ALPHA: Final = np.arange(10, 99, 4)[:, None] / 100.0
_START: Final = 10
"""The place of 0.5, from where the published search goes downhill."""
_BURN_IN: Final = 3
_WIDTH: Final = 1_024
"""So many series walk together: their sums fit in the cache of a processor."""


def theta(panel: Panel, *, season_length: int, horizon: int, origins: Origins) -> FloatArray:
    """The standard Theta forecast (theta 2, one line for all that is known), (horizon, origin)."""
    return _each_its_own(panel.at(origins), season_length, horizon, dynamic=False)


def dynamic_theta(
    panel: Panel, *, season_length: int, horizon: int, origins: Origins
) -> FloatArray:
    """The dynamic optimised Theta forecast, shape (horizon, origin).

    Level, smoothing and theta minimise the squared one-step errors from the fourth point on. NaN
    from an origin with fewer than `SHORTEST` points.

    >>> from agdb.outlook.panel import Panel
    >>> rising = Panel.of([[10.0, 12.1, 13.9, 16.0, 18.2, 19.9, 22.1, 24.0]])
    >>> ahead = dynamic_theta(rising, season_length=1, horizon=2, origins=rising.ends())
    >>> ahead.round(1).ravel().tolist()
    [25.9, 27.9]
    """
    if season_length == 1:
        return _forecast(panel, origins, horizon, dynamic=True)
    return _each_its_own(panel.at(origins), season_length, horizon, dynamic=True)


def _each_its_own(panel: Panel, season_length: int, horizon: int, *, dynamic: bool) -> FloatArray:
    """Every origin as a series of its own, because its season is that of what was known then."""
    if season_length == 1:
        return _forecast(panel, panel.ends(), horizon, dynamic=dynamic)
    parts = decompose(panel, season_length=season_length)
    ahead = _forecast(parts.adjusted, parts.adjusted.ends(), horizon, dynamic=dynamic)
    return parts.restore(ahead)


def _forecast(panel: Panel, origins: Origins, horizon: int, *, dynamic: bool) -> FloatArray:
    points = np.full((horizon, len(origins)), np.nan)
    for columns, mine in origins.by_series(len(panel), width=_WIDTH):
        walk = _ThetaWalk(panel, columns, horizon, dynamic=dynamic)
        lengths = origins.lengths[mine]
        for time in range(int(lengths.max())):
            walk.step(time)
            here = mine[lengths == time + 1]
            if here.size and time + 1 >= SHORTEST:
                points[:, here] = walk.ahead(time, origins.series[here] - columns.start)
    return points


class _ThetaWalk:
    """Some series without season on their way, at all smoothing parameters of the grid at once.

    `carried` is the level at each parameter if the first level is zero; `fade` is what is left of a
    first level of one. The sums are of products of that remainder r, the line g and the gap z
    between value and level; in the standard form half of the line is in the gap.
    """

    def __init__(self, panel: Panel, columns: slice, horizon: int, *, dynamic: bool) -> None:
        self.horizon, self.dynamic = horizon, dynamic
        self.values = panel.values[:, columns]
        self.mean, self.intercept, self.slope = _lines(self.values)
        if not dynamic:
            end = (panel.lengths[columns] - 1)[None, :]
            for part in (self.intercept, self.slope):
                part[:] = np.take_along_axis(part, end, axis=0)
        shape = (_ALPHA.size, self.values.shape[1])
        self.carried, self.fade = np.zeros(shape), np.ones((_ALPHA.size, 1))
        self.rr = np.zeros((_ALPHA.size, 1))
        self.rg, self.rz, self.gg, self.gz, self.zz = (np.zeros(shape) for _ in range(5))

    def step(self, time: int) -> None:
        """Move on by one point."""
        value, fade = self.values[time], self.fade
        if time >= _BURN_IN:
            gap = value - self.carried
            line = self.slope[time - 1] * ((1.0 - fade * (1.0 - _ALPHA)) / _ALPHA)
            line += self.intercept[time - 1] * fade
            self.rr = self.rr + fade * fade
            if self.dynamic:
                self.rg += fade * line
                self.gg += line * line
                self.gz += line * gap
            else:
                line *= 0.5
                gap -= line
            self.rz += fade * gap
            self.zz += gap * gap
        self.carried *= 1.0 - _ALPHA
        self.carried += _ALPHA * value
        self.fade = fade * (1.0 - _ALPHA)

    def ahead(self, time: int, columns: IntArray) -> FloatArray:
        """The forecasts of these series after point `time`, shape (horizon, column)."""
        every = np.arange(columns.size)
        rz = self.rz[:, columns] / self.rr
        squares = self.zz[:, columns] - rz * self.rz[:, columns]
        if self.dynamic:
            whole, rg = self.gg[:, columns], self.rg[:, columns] / self.rr
            gg = whole - rg * self.rg[:, columns]
            gz = self.gz[:, columns] - rg * self.rz[:, columns]
            flat = gg <= 1e-12 * whole
            weight = np.clip(np.where(flat, 0.5, gz / np.where(flat, 1.0, gg)), 0.0, 1.0)
            squares += weight * (weight * gg - 2.0 * gz)
            chosen = _downhill(squares, start=_START)
            share = weight[chosen, every]
            first = rz[chosen, every] - share * rg[chosen, every]
        else:
            chosen = _downhill(squares, start=_START)
            share = np.full(columns.size, 0.5)
            first = rz[chosen, every]
        level = self.carried[chosen, columns] + self.fade[chosen, 0] * first
        return self._continue(time, columns, chosen, level, share)

    def _continue(
        self, time: int, columns: IntArray, chosen: IntArray, level: FloatArray, weight: FloatArray
    ) -> FloatArray:
        alpha, power = _ALPHA[chosen, 0], self.fade[chosen, 0]
        mean, intercept, slope = (
            part[time, columns] for part in (self.mean, self.intercept, self.slope)
        )
        points = np.empty((self.horizon, columns.size))
        for step in range(self.horizon):
            place = time + 1 + step
            fading = power * (1.0 - alpha)
            line = intercept * power + slope * (1.0 - fading) / alpha
            power = fading
            points[step] = level + weight * line
            level = alpha * points[step] + (1.0 - alpha) * level
            if self.dynamic:
                next_mean = (place * mean + points[step]) / (place + 1)
                slope = ((place - 1) * slope + 6.0 * (points[step] - mean) / (place + 1)) / (
                    place + 2
                )
                intercept, mean = next_mean - slope * (place + 2) / 2.0, next_mean
        return points


def _lines(values: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Mean, intercept and slope of the line through the points so far, per time."""
    time = np.arange(1, values.shape[0] + 1)[:, None]
    mean = np.cumsum(values, axis=0) / time
    moment = np.cumsum(values * time, axis=0) / time
    spread = np.maximum(time**2 - 1.0, 1.0)
    slope = np.where(time > 1, 6.0 * (2.0 * moment - (time + 1) * mean) / spread, 0.0)
    return mean, mean - slope * (time + 1) / 2.0, slope


def _downhill(heights: FloatArray, *, start: int) -> IntArray:
    """The row of the minimum that a walk downhill from row `start` ends in, per column.

    Downhill from the published start, not the lowest of all: with a free first level a slow
    smoothing can imitate a trend that the series does not have.
    """
    falls = heights[1:] < heights[:-1]
    rises = heights[1:] > heights[:-1]
    right = np.logical_and.accumulate(falls[start:], axis=0).sum(axis=0)
    left = np.logical_and.accumulate(rises[:start][::-1], axis=0).sum(axis=0)
    leftwards = (left > 0) & ((right == 0) | (heights[start - 1] <= heights[start + 1]))
    return np.asarray(np.where(leftwards, start - left, start + right))
