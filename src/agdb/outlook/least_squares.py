"""Levenberg-Marquardt in a box, for many small problems at once.

Marquardt, *An Algorithm for Least-Squares Estimation of Nonlinear Parameters*, SIAM J. Appl.
Math. 11 (1963); bounds by projection, with a parameter held where the descent leaves the box.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from agdb.outlook.arrays import FloatArray, IntArray

TOLERANCE = 1e-4
MOST_STEPS = 40


@dataclass(frozen=True, slots=True)
class Normal:
    """The problem near a point: objective (series,), J'u (parameter, series), J'J (series, p, p).

    The objective may be any increasing function of the sum of squares of u; infinite or NaN
    refuses the point.
    """

    objective: FloatArray
    gradient: FloatArray
    curvature: FloatArray


Problem = Callable[[FloatArray, IntArray], Normal]


def minimise(
    problem: Problem, *, start: FloatArray, lower: FloatArray, upper: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Parameters (parameter, series) inside the box and their objective, per series a descent.

    `problem(parameters, columns)` evaluates the series `columns`; series that have converged are
    not evaluated again. A series whose start is refused keeps its start and an infinite objective.
    """
    best = np.clip(start, lower[:, None], upper[:, None])
    columns = np.arange(best.shape[1])
    now = problem(best, columns)
    objective = np.where(np.isfinite(now.objective), now.objective, np.inf)
    damping = np.full(columns.size, 1e-2)
    columns = columns[np.isfinite(objective)]
    now = _take(now, columns)
    for _ in range(MOST_STEPS):
        if not columns.size:
            break
        trial = _step(best[:, columns], now, damping[columns], lower, upper)
        then = problem(trial, columns)
        gain = objective[columns] - then.objective
        better = gain > 0.0
        damping[columns] = np.where(better, damping[columns] * 0.1, damping[columns] * 8.0)
        best[:, columns[better]] = trial[:, better]
        objective[columns[better]] = then.objective[better]
        now = _merge(now, then, better)
        going = np.where(better, gain > TOLERANCE, damping[columns] < 1e5)
        columns = columns[going]
        now = _take(now, np.flatnonzero(going))
    return best, objective


def _step(
    point: FloatArray, now: Normal, damping: FloatArray, lower: FloatArray, upper: FloatArray
) -> FloatArray:
    held = ((point <= lower[:, None]) & (now.gradient > 0.0)) | (
        (point >= upper[:, None]) & (now.gradient < 0.0)
    )
    free = ~held.T
    matrix = now.curvature * (free[:, :, None] & free[:, None, :])
    diagonal = np.einsum("npp->np", now.curvature)
    floor = 1e-12 * diagonal.max(axis=1, keepdims=True) + 1e-300
    size = np.arange(point.shape[0])
    matrix[:, size, size] += np.where(free, damping[:, None] * diagonal + floor, 1.0)
    right = np.where(free, -now.gradient.T, 0.0)
    move = np.linalg.solve(matrix, right[:, :, None])[:, :, 0].T
    return np.clip(point + move, lower[:, None], upper[:, None])


def _take(now: Normal, places: IntArray) -> Normal:
    return Normal(now.objective[places], now.gradient[:, places], now.curvature[places])


def _merge(old: Normal, new: Normal, better: np.ndarray) -> Normal:
    return Normal(
        np.where(better, new.objective, old.objective),
        np.where(better, new.gradient, old.gradient),
        np.where(better[:, None, None], new.curvature, old.curvature),
    )
