"""A single missing value between observed ones, estimated from its neighbours to go on behind it.

One quarter that was never published must not throw away thirty years before it. The estimate is
used to reckon with and is nobody's figure: it is not published, not scored, and not forecast from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection

    from agdb.outlook.arrays import BoolArray, FloatArray

ALONE: Final = 8
"""So many periods before a hole, and as many behind it as there are, must have a value."""


def bridge(
    values: FloatArray, *, season_length: int, breaks: Collection[int]
) -> tuple[FloatArray, BoolArray]:
    """The values with lone holes filled, and where that was done.

    A hole is filled with the value of a year before, moved by the mean change over that year of the
    periods before and behind it; without a season, or without those periods, with the mean of its
    neighbours. What lies at a break (places in `breaks`), or near another hole, stays missing: a
    series of every second year has no values in between.

    >>> filled, where = bridge(
    ...     np.array([*range(8), np.nan, 9.0]), season_length=1, breaks=frozenset()
    ... )
    >>> float(filled[8]), where.nonzero()[0].tolist()
    (8.0, [8])
    """
    seen = np.isfinite(values)
    filled, where = values.copy(), np.zeros(values.size, dtype=bool)
    for hole in np.flatnonzero(~seen[:-1]):
        near = seen[max(hole - ALONE, 0) : hole + ALONE + 1]
        alone = hole >= ALONE and seen[hole + 1] and np.count_nonzero(~near) == 1
        if alone and not {int(hole), int(hole) + 1} & set(breaks):
            filled[hole] = _between(values, int(hole), season_length)
            where[hole] = True
    return filled, where


def _between(values: FloatArray, hole: int, season_length: int) -> float:
    neighbours = values[[hole - 1, hole + 1]]
    mean = float(neighbours.mean())
    if season_length == 1 or hole < season_length + 1:
        return mean
    before = values[[hole - 1 - season_length, hole + 1 - season_length]]
    moved = float(values[hole - season_length] + (neighbours - before).mean())
    lowest, highest = float(np.nanmin(values)), float(np.nanmax(values))
    return moved if lowest <= moved <= highest else mean
