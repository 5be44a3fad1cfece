"""Where the search for smoothing parameters and first states begins, and the box it stays in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from agdb.outlook.arrays import BoolArray, FloatArray
    from agdb.outlook.smoothing_filter import SmoothingModel

_EDGE = 1e-4
_PHI = (0.8, 0.98)
_ALPHA_STARTS = (0.2, 0.8)


def box(model: SmoothingModel, period: int) -> tuple[FloatArray, FloatArray]:
    """Lower and upper bound of every parameter of the model, in their order."""
    growth = _EDGE + 0.2 * (1.0 - 2 * _EDGE) / period
    limits = {
        "alpha": (_EDGE, 1.0 - _EDGE),
        "beta": (_EDGE, growth),
        "gamma": (_EDGE, 1.0 - 0.2 / period),
        "phi": _PHI,
    }
    names = model.parameters(period)
    lower = np.array([limits.get(name, (-np.inf, np.inf))[0] for name in names])
    upper = np.array([limits.get(name, (-np.inf, np.inf))[1] for name in names])
    return lower, upper


def starts(
    model: SmoothingModel, values: FloatArray, observed: BoolArray, period: int
) -> list[FloatArray]:
    """Slow and quick smoothing, each with states from a line through the first points.

    Two starts, because the likelihood of a short series often has two valleys.
    """
    names = model.parameters(period)
    lower, upper = box(model, period)
    seasons = _season_start(model, values, observed, period)
    adjusted = _adjust(model, values, seasons)
    first = observed & (np.arange(values.shape[0]) < max(10, 2 * period))[:, None]
    level, growth = _line(adjusted, first)
    if model.trend == "N":
        level = (adjusted * first).sum(axis=0) / first.sum(axis=0)
    start = np.empty((len(names), values.shape[1]))
    shares = {"beta": 0.1, "gamma": 0.05, "phi": 0.99}
    for row, name in enumerate(names):
        if name in shares:
            start[row] = lower[row] + shares[name] * (upper[row] - lower[row])
        elif name == "level":
            start[row] = level
        elif name == "growth":
            start[row] = growth
        elif name != "alpha":
            start[row] = seasons[int(name[1:]) - 1]
    found = []
    for share in _ALPHA_STARTS:
        start[0] = lower[0] + share / period * (upper[0] - lower[0])
        found.append(start.copy())
    return found


def _line(values: FloatArray, used: BoolArray) -> tuple[FloatArray, FloatArray]:
    """Intercept at time 0 (the first point is time 1) and slope, by least squares."""
    time = np.arange(1, values.shape[0] + 1, dtype=float)[:, None]
    count = used.sum(axis=0)
    mean_time = (time * used).sum(axis=0) / count
    mean = (values * used).sum(axis=0) / count
    away = np.where(used, time - mean_time, 0.0)
    slope = (away * values).sum(axis=0) / np.maximum((away**2).sum(axis=0), 1e-12)
    return mean - slope * mean_time, slope


def _season_start(
    model: SmoothingModel, values: FloatArray, observed: BoolArray, period: int
) -> FloatArray:
    if model.season == "N":
        return np.zeros((1, values.shape[1]))
    level, slope = _line(values, observed)
    trend = level + slope * np.arange(1, values.shape[0] + 1)[:, None]
    if model.season == "M":
        trend = np.where(trend > 0.05, trend, 0.05)
    away = values / trend if model.season == "M" else values - trend
    means = np.empty((period, values.shape[1]))
    for place in range(period):
        used = observed[place::period]
        means[place] = (away[place::period] * used).sum(axis=0) / used.sum(axis=0)
    if model.season == "A":
        return np.asarray(means - means.mean(axis=0))
    means = np.clip(means, 1e-2, None)
    return np.asarray(means / means.mean(axis=0))


def _adjust(model: SmoothingModel, values: FloatArray, seasons: FloatArray) -> FloatArray:
    if model.season == "N":
        return values
    repeats = -(-values.shape[0] // seasons.shape[0])
    full = np.tile(seasons, (repeats, 1))[: values.shape[0]]
    return values / full if model.season == "M" else values - full
