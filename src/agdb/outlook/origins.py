"""Forecast errors from rolling origins: every series forecast again from its own past."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from agdb.outlook.cache import Points, remembered_points
from agdb.outlook.panel import Origins
from agdb.outlook.published import ScaledPanel

if TYPE_CHECKING:
    from agdb.outlook.panel import BoolArray, FloatArray, IntArray, Panel
    from agdb.outlook.point import Method


FIRST_ORIGIN = {1: 8, 4: 16}
STRIDE = {1: 1, 4: 3}


@dataclass(frozen=True, slots=True)
class RollingErrors:
    """Scaled errors, one column per (series, origin).

    `ratios` has shape (horizon, origin): the error divided by the mean absolute change up to the
    origin, NaN where the outcome is not yet known. `series` and `lengths` give the series and the
    number of points known at each origin; `count` is the number of series.
    """

    ratios: FloatArray
    series: IntArray
    lengths: IntArray
    count: int


def mean_change(panel: Panel, *, season_length: int, origins: Origins) -> FloatArray:
    """The scale q: mean absolute change over one season length so far, per origin; NaN without.

    >>> from agdb.outlook.panel import Panel
    >>> panel = Panel.of([[1.0, 3.0, 2.0]])
    >>> mean_change(panel, season_length=1, origins=panel.ends()).tolist()
    [1.5]
    """
    running = np.zeros_like(panel.values)
    change = np.abs(panel.values[season_length:] - panel.values[:-season_length])
    np.cumsum(change, axis=0, out=running[season_length:])
    count = origins.lengths - season_length
    total = panel.known(running, origins)
    return np.asarray(np.where(count > 0, total / np.maximum(count, 1), np.nan))


def rolling_origins(panel: Panel, *, season_length: int, stride: int | None = None) -> Origins:
    """Every origin that has an outcome after it.

    Years start at 8 points and move by one, quarters start at 16 and move by three; `stride` moves
    by another step, to bound the work on very many series.
    """
    first = FIRST_ORIGIN.get(season_length, 4 * season_length)
    step = stride or STRIDE.get(season_length, 1)
    counts = np.maximum(-(-(panel.lengths - first) // step), 0)
    series = np.repeat(np.arange(len(panel)), counts)
    place = np.arange(series.size) - np.repeat(np.cumsum(counts) - counts, counts)
    return Origins(series, first + step * place)


@dataclass(frozen=True, slots=True, eq=False)
class Rolled:
    """Points of one method from every origin of some series, and from the end of each of them.

    On the working scale, shape (horizon, origin); the ends are the last origins of `origins`, in
    the order of the series.
    """

    known: ScaledPanel
    season_length: int
    origins: Origins
    points: FloatArray

    @property
    def ends(self) -> FloatArray:
        """The forecasts of each series, shape (horizon, series)."""
        return self.points[:, len(self.origins) - len(self.known) :]

    def errors(self) -> RollingErrors:
        """The errors from the origins that have an outcome, each over the change so far.

        An origin at which the series has not yet changed has no scale and is left out.
        """
        past = slice(len(self.origins) - len(self.known))
        origins, working = self.origins[past], self.known.working
        scale = mean_change(working, season_length=self.season_length, origins=origins)
        ratios = _ratios(working, origins, self.points[:, past], scale)
        ratios[_reckoned(self.known, origins, ratios.shape[0])] = np.nan
        seen = np.flatnonzero(np.isfinite(ratios).any(axis=0))
        kept = origins[seen]
        return RollingErrors(ratios[:, seen], kept.series, kept.lengths, len(self.known))


def roll(
    known: ScaledPanel,
    *,
    method: Method,
    season_length: int,
    horizon: int,
    stride: int | None = None,
    cache: Points | None = None,
) -> Rolled:
    """Forecast every series from all its origins and from its end, with one method."""
    past = rolling_origins(known.plain, season_length=season_length, stride=stride)
    origins = past + known.plain.ends()
    points = remembered_points(
        known,
        method=method,
        season_length=season_length,
        horizon=horizon,
        origins=origins,
        cache=cache,
    )
    return Rolled(known, season_length, origins, points)


def _reckoned(known: ScaledPanel, origins: Origins, horizon: int) -> BoolArray:
    """True where an error would be that of an estimate: what is bridged is no outcome, no origin.

    The estimate knows what came behind it, so a forecast from there would know it too.
    """
    rows = origins.lengths - 1 + np.arange(horizon + 1)[:, None]
    bridged = known.bridged[np.minimum(rows, known.bridged.shape[0] - 1), origins.series]
    return np.asarray(bridged[1:] | bridged[0])


def _ratios(whole: Panel, origins: Origins, points: FloatArray, scale: FloatArray) -> FloatArray:
    rows = origins.lengths + np.arange(points.shape[0])[:, None]
    known = (rows < whole.lengths[origins.series]) & (scale > 0.0)
    outcome = whole.values[np.minimum(rows, whole.values.shape[0] - 1), origins.series]
    return np.where(known, (outcome - points) / np.where(scale > 0.0, scale, 1.0), np.nan)
