"""What errors of many series say about the width of an interval, a family's own left out.

Model-based intervals of short series are too narrow. Here the errors of all series, each divided by
its own typical change, form one pool per step ahead; a series whose errors are habitually larger or
smaller than the pool's gets its own scale, shrunk towards the pool by `weight` pseudo-origins. See
docs/methods/outlook.md for the measured coverage.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from agdb.outlook.origins import RollingErrors

if TYPE_CHECKING:
    from agdb.outlook.panel import BoolArray, FloatArray, IntArray


WEIGHT = 16.0
SMALLEST_POOL = 30
_CLIP = (0.05, 20.0)

OWN_FOLD_UP_TO = 100
SHARED_FOLDS = 10


@dataclass(frozen=True, slots=True)
class Calibration:
    """The pool of one method: sorted absolute ratios per step ahead, each over its series' scale.

    `medians` has one value per step, `centre` is the mean log size of an error; `series` counts the
    series behind each step. Steps without any error have an empty array.
    """

    ratios: tuple[FloatArray, ...]
    medians: FloatArray
    centre: float
    series: tuple[int, ...]

    @property
    def horizon(self) -> int:
        """The last step ahead for which the pool holds errors."""
        return sum(1 for part in self.ratios if part.size)

    @property
    def supported(self) -> int:
        """The last step ahead up to which every step rests on at least `SMALLEST_POOL` series."""
        short = (step for step, count in enumerate(self.series) if count < SMALLEST_POOL)
        return next(short, len(self.series))

    def quantile(self, step: int, level: float) -> float:
        """Q_h(L): the half width that covers `level` of the pool, `step` counted from one.

        Behind the pool's horizon H the width at H grows with the square root of step/H.
        """
        last = min(step, self.horizon)
        return sorted_quantile(self.ratios[last - 1], level) * float(np.sqrt(step / last))


def sorted_quantile(ordered: FloatArray, level: float) -> float:
    """The quantile of sorted values with linear interpolation, without looking at all of them.

    >>> sorted_quantile(np.array([0.0, 1.0, 4.0]), 0.75)
    2.5
    """
    place = level * (ordered.size - 1)
    below = int(place)
    above = min(below + 1, ordered.size - 1)
    return float(ordered[below] + (place - below) * (ordered[above] - ordered[below]))


def calibrate(
    errors: RollingErrors, *, members: BoolArray | None = None, weight: float = WEIGHT
) -> Calibration:
    """The pool of the series in `members` (all without it), with their own scales divided out.

    >>> ratios, series = np.array([[1.0, -2.0, 3.0]]), np.array([0, 0, 0])
    >>> errors = RollingErrors(ratios, series, np.array([8, 9, 10]), 1)
    >>> calibrate(errors, weight=np.inf).ratios[0].tolist()
    [1.0, 2.0, 3.0]
    """
    chosen = np.ones(errors.count, dtype=bool) if members is None else members
    rows = chosen[errors.series]
    size = np.abs(errors.ratios[:, rows])
    known = np.isfinite(size)
    medians = np.array([_median(part) for part in size])
    logs = _log_size(size, medians)
    centre = float(logs[known].mean()) if known.any() else 0.0
    pool = RollingErrors(
        errors.ratios[:, rows], errors.series[rows], errors.lengths[rows], errors.count
    )
    scale = _scales(pool, medians, centre, weight)[pool.series]
    ratios = tuple(
        np.sort(part[here] / scale[here]) for part, here in zip(size, known, strict=True)
    )
    series = tuple(int(np.count_nonzero(np.bincount(pool.series[here]))) for here in known)
    return Calibration(ratios, medians, centre, series)


def own_scales(
    errors: RollingErrors, calibration: Calibration, *, weight: float = WEIGHT
) -> FloatArray:
    """The scale s of every series against this pool, shape (series,); 1 without own origins.

    An infinite `weight` gives 1 for all, the plain pooled interval.
    """
    return _scales(errors, calibration.medians, calibration.centre, weight)


def _scales(errors: RollingErrors, medians: FloatArray, centre: float, weight: float) -> FloatArray:
    logs = _log_size(np.abs(errors.ratios), medians)
    known = np.isfinite(logs)
    total = np.bincount(
        errors.series, weights=np.where(known, logs, 0.0).sum(axis=0), minlength=errors.count
    )
    terms = np.bincount(errors.series, weights=known.sum(axis=0), minlength=errors.count)
    origins = np.bincount(errors.series, minlength=errors.count)
    own = np.where(terms > 0, total / np.maximum(terms, 1) - centre, 0.0)
    share = np.zeros(errors.count) if np.isinf(weight) else origins / (origins + weight)
    return np.asarray(np.exp(share * own))


def _log_size(size: FloatArray, medians: FloatArray) -> FloatArray:
    typical = np.where(medians > 0.0, medians, 1.0)[:, None]
    return np.asarray(np.log(np.clip(size / typical, *_CLIP)))


def _median(part: FloatArray) -> float:
    known = part[np.isfinite(part)]
    return float(np.median(known)) if known.size else 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Pools:
    """One calibration per fold of families, and each series' own scale against its fold's pool.

    Series of one family are never in the pool that calibrates one of them. `fold_of` and `scales`
    have one entry per series.
    """

    calibrations: tuple[Calibration, ...]
    fold_of: IntArray
    scales: FloatArray

    def calibration_of(self, series: int) -> Calibration:
        """The pool for this series, its own family not in it."""
        return self.calibrations[int(self.fold_of[series])]


def leave_families_out(
    errors: RollingErrors, families: list[str], *, weight: float = WEIGHT
) -> Pools:
    """The pools for these errors; `families` names the family of each series.

    Up to `OWN_FOLD_UP_TO` families each get a fold of their own; beyond that they share
    `SHARED_FOLDS`, so that work stays in proportion: a pool then misses more than it must.
    """
    folds, fold_of = assign_folds(families)
    calibrations: list[Calibration] = []
    scales = np.ones(errors.count)
    for fold in range(folds):
        inside: BoolArray = fold_of == fold
        calibration = calibrate(errors, members=~inside, weight=weight)
        calibrations.append(calibration)
        own = _only(errors, inside)
        scales[inside] = own_scales(own, calibration, weight=weight)[inside]
    return Pools(tuple(calibrations), fold_of, scales)


def assign_folds(families: list[str]) -> tuple[int, IntArray]:
    """The number of folds and the fold of each series; the same families give the same folds.

    >>> assign_folds(["b", "a", "b"])
    (2, array([1, 0, 1]))
    """
    names = sorted(set(families))
    folds = len(names) if len(names) <= OWN_FOLD_UP_TO else SHARED_FOLDS
    place = {name: index % folds for index, name in enumerate(names)}
    return folds, np.array([place[family] for family in families], dtype=np.int64)


def _only(errors: RollingErrors, inside: BoolArray) -> RollingErrors:
    rows = inside[errors.series]
    return RollingErrors(
        errors.ratios[:, rows], errors.series[rows], errors.lengths[rows], errors.count
    )
