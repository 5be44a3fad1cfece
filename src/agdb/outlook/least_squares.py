"""Levenberg-Marquardt in a box, for many small problems at once.

Marquardt, *An Algorithm for Least-Squares Estimation of Nonlinear Parameters*, SIAM J. Appl.
Math. 11 (1963); bounds by projection, with a parameter held where the descent leaves the box.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from agdb.outlook.arrays import BoolArray, FloatArray, IntArray

TOLERANCE = 1e-3
MOST_STEPS = 40
_FIRST_DAMPING, _LAST_DAMPING = 1.0, 1e5


@dataclass(frozen=True, slots=True)
class Normal:
    """The problem near a point: objective (series,), J'u (parameter, series), J'J (series, p, p).

    The objective may be any increasing function of the sum of squares of u, `rate` is its
    derivative to that sum; an infinite objective refuses the point.
    """

    objective: FloatArray
    gradient: FloatArray
    curvature: FloatArray
    rate: FloatArray


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
    damping = np.full(columns.size, _FIRST_DAMPING)
    going = np.isfinite(objective)
    for _ in range(MOST_STEPS):
        columns, now = columns[going], _take(now, going)
        if not columns.size:
            break
        trial, promise = _step(best[:, columns], now, damping[columns], lower, upper)
        hopeful = promise > TOLERANCE
        columns, now, trial = columns[hopeful], _take(now, hopeful), trial[:, hopeful]
        then = problem(trial, columns)
        gain = objective[columns] - then.objective
        better = gain > 0.0
        damping[columns] *= np.where(better, 0.1, 10.0)
        best[:, columns[better]] = trial[:, better]
        objective[columns[better]] = then.objective[better]
        now = _merge(now, then, better)
        done = (gain <= TOLERANCE) & (damping[columns] <= _FIRST_DAMPING)
        going = np.where(better, ~done, damping[columns] < _LAST_DAMPING)
    return best, objective


def _step(
    point: FloatArray, now: Normal, damping: FloatArray, lower: FloatArray, upper: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """The next point and the fall of the objective that the linear model promises there.

    A parameter that the step would carry out of the box goes to its edge, and the others are
    solved once more with it there.
    """
    low, high = lower[:, None] - point, upper[:, None] - point
    held = ((low >= 0.0) & (now.gradient > 0.0)) | ((high <= 0.0) & (now.gradient < 0.0))
    move = np.zeros_like(point)
    for _ in range(2):
        move = _solve(now, damping, move, held)
        leaving = ~held & ((move < low) | (move > high))
        if not leaving.any():
            break
        move = np.clip(move, low, high)
        held |= leaving
    move = np.clip(move, low, high)
    bent = np.einsum("pn,npr,rn->n", move, now.curvature, move)
    return point + move, -now.rate * (2.0 * (now.gradient * move).sum(axis=0) + bent)


def _solve(now: Normal, damping: FloatArray, move: FloatArray, held: BoolArray) -> FloatArray:
    """The damped Gauss-Newton step with the held parameters moving as given."""
    free = ~held.T
    fixed = np.where(held, move, 0.0).T[:, :, None]
    right = -now.gradient.T - (now.curvature @ fixed)[:, :, 0]
    matrix = now.curvature * (free[:, :, None] & free[:, None, :])
    diagonal = np.einsum("npp->np", now.curvature)
    floor = 1e-12 * diagonal.max(axis=1, keepdims=True) + 1e-300
    size = np.arange(move.shape[0])
    matrix[:, size, size] += np.where(free, damping[:, None] * diagonal + floor, 1.0)
    solved = np.linalg.solve(matrix, np.where(free, right, 0.0)[:, :, None])[:, :, 0].T
    return np.where(held, move, solved)


def _take(now: Normal, kept: BoolArray) -> Normal:
    return Normal(now.objective[kept], now.gradient[:, kept], now.curvature[kept], now.rate[kept])


def _merge(old: Normal, new: Normal, better: BoolArray) -> Normal:
    return Normal(
        np.where(better, new.objective, old.objective),
        np.where(better, new.gradient, old.gradient),
        np.where(better[:, None, None], new.curvature, old.curvature),
        np.where(better, new.rate, old.rate),
    )
