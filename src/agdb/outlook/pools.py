"""The pool of errors for each family of series, with that family left out of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from agdb.outlook.calibration import WEIGHT, Calibration, calibrate, own_scales
from agdb.outlook.origins import RollingErrors

if TYPE_CHECKING:
    from agdb.outlook.arrays import BoolArray, FloatArray, IntArray

OWN_FOLD_UP_TO = 100
SHARED_FOLDS = 10


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
