"""The one array type of this room, and the letters of its axes.

`n` draws, `k` subsets of measures, `g` occupation groups, `e` education levels, `a` single ages,
`p` programmes, `t` years since the base year. A docstring that says `[n, k, g]` means those axes
in that order; an axis of length 1 stands for "the same everywhere".
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
