"""Extra jobs of programmes that the trend may not contain: climate, microchips, the grid.

A gross overlay is never added whole: only the part outside the trend counts, because studies count
jobs that would exist anyway and leave crowding-out aside (correction by TNO, November 2019:
https://www.tno.nl/nl/over-tno/nieuws/2019/11/werkgelegenheidseffecten-van-klimaatmaatregelen/).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from agdb.scenario.arrays import Array
    from agdb.scenario.structure import Structure


def overlay_path(
    *, jobs: Array, full_in: Array, structure: Structure, counted_from: Array | None = None
) -> Array:
    """Jobs since the base year `[n, t]`, in a straight line to their whole in `full_in[n]`.

    `jobs[n]` is what the study expects from the end of `counted_from[n]` on, or of the base year.
    What was built up before the base year is at work already, and is not counted again.

    >>> from agdb.scenario.structure import Structure
    >>> s = Structure(2025, 2028, 20, 22, (), (), (), ())
    >>> overlay_path(jobs=np.array([10.0]), full_in=np.array([2027.0]), structure=s).tolist()
    [[0.0, 5.0, 10.0, 10.0]]
    >>> overlay_path(jobs=np.array([10.0]), full_in=np.array([2027.0]), structure=s,
    ...     counted_from=np.array([2023.0])).tolist()
    [[0.0, 2.5, 5.0, 5.0]]
    """
    start = np.full_like(full_in, structure.base_year) if counted_from is None else counted_from
    needed = np.maximum(full_in - start, 1.0)[:, None]
    built = np.clip((structure.years - start[:, None]) / needed, 0.0, 1.0)
    path: Array = jobs[:, None] * (built - built[:, :1])
    return path
