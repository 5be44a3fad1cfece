"""Forecast errors from rolling origins: every series forecast again from its own past."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from agdb.outlook.published import ScaledPanel, published_points

if TYPE_CHECKING:
    from agdb.outlook.arrays import FloatArray, IntArray
    from agdb.outlook.panel import Panel
    from agdb.outlook.point import Method

FIRST_ORIGIN = {1: 8, 4: 16}
STRIDE = {1: 1, 4: 3}
CHUNK = 20_000


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


def mean_change(panel: Panel, *, season_length: int) -> FloatArray:
    """The scale q: mean absolute change over one season length, per series; NaN if there is none.

    >>> from agdb.outlook.panel import Panel
    >>> mean_change(Panel.of([[1.0, 3.0, 2.0]]), season_length=1).tolist()
    [1.5]
    """
    if panel.values.shape[0] <= season_length:
        return np.full(len(panel), np.nan)
    change = np.abs(panel.values[season_length:] - panel.values[:-season_length])
    count = panel.lengths - season_length
    total = np.where(panel.observed()[season_length:], change, 0.0).sum(axis=0)
    return np.asarray(np.where(count > 0, total / np.maximum(count, 1), np.nan))


def rolling_origins(
    panel: Panel, *, season_length: int, stride: int | None = None
) -> tuple[IntArray, IntArray]:
    """Series and number of known points of every origin that has an outcome after it.

    Years start at 8 points and move by one, quarters start at 16 and move by three; `stride` moves
    by another step, to bound the work on very many series.
    """
    first = FIRST_ORIGIN.get(season_length, 4 * season_length)
    step = stride or STRIDE.get(season_length, 1)
    counts = np.maximum(-(-(panel.lengths - first) // step), 0)
    series = np.repeat(np.arange(len(panel)), counts)
    place = np.arange(series.size) - np.repeat(np.cumsum(counts) - counts, counts)
    return series, first + step * place


def rolling_errors(
    known: ScaledPanel,
    *,
    method: Method,
    season_length: int,
    horizon: int,
    stride: int | None = None,
) -> RollingErrors:
    """Errors of `method` on every series from all its origins, in chunks, on the working scales.

    An origin at which the series has not yet changed has no scale and is left out.
    """
    series, lengths = rolling_origins(known.plain, season_length=season_length, stride=stride)
    ratios = np.full((horizon, series.size), np.nan)
    for start in range(0, series.size, CHUNK):
        part = slice(start, start + CHUNK)
        whole = known.select(series[part])
        past = whole.truncate(lengths[part])
        points = published_points(past, method=method, season_length=season_length, horizon=horizon)
        scale = mean_change(past.working, season_length=season_length)
        ratios[:, part] = _ratios(whole.working, lengths[part], points, scale)
    seen = np.isfinite(ratios).any(axis=0)
    return RollingErrors(ratios[:, seen], series[seen], lengths[seen], len(known))


def _ratios(whole: Panel, lengths: IntArray, points: FloatArray, scale: FloatArray) -> FloatArray:
    rows = lengths + np.arange(points.shape[0])[:, None]
    known = (rows < whole.lengths) & (scale > 0.0)
    outcome = np.take_along_axis(whole.values, np.minimum(rows, whole.values.shape[0] - 1), axis=0)
    return np.where(known, (outcome - points) / np.where(scale > 0.0, scale, 1.0), np.nan)
