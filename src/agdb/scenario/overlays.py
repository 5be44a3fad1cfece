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


def overlay_path(*, jobs: Array, full_in: Array, structure: Structure) -> Array:
    """Jobs `[n, t]`: from none in the base year in a straight line to `jobs[n]` in `full_in[n]`.

    >>> from agdb.scenario.structure import Structure
    >>> s = Structure(2025, 2028, 20, 22, (), (), (), ())
    >>> overlay_path(jobs=np.array([10.0]), full_in=np.array([2027.0]), structure=s).tolist()
    [[0.0, 5.0, 10.0, 10.0]]
    """
    since = np.arange(structure.horizon + 1, dtype=np.float64)
    needed = np.maximum(full_in - structure.base_year, 1.0)
    grown: Array = np.minimum(since[None, :] / needed[:, None], 1.0)
    return jobs[:, None] * grown
