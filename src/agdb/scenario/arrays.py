"""The one array type of this room, the letters of its axes, and a distribution in four numbers.

`n` draws, `k` subsets of measures, `g` occupation groups, `e` education levels, `a` single ages,
`p` programmes, `t` years since the base year. A docstring that says `[n, k, g]` means those axes
in that order; an axis of length 1 stands for "the same everywhere".
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from agdb.results.scenario import Spread, Spreads

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


INTERVAL: Final = (0.10, 0.90)
"""Eight of ten draws lie between these; the interval that stands beside every number."""


def spread(values: Array) -> Spread:
    """Mean, median and 80 % interval over draws `[n]`.

    >>> spread(np.array([1.0, 2.0, 6.0])).mean
    3.0
    """
    low, median, high = np.quantile(values, [INTERVAL[0], 0.5, INTERVAL[1]])
    return Spread(float(values.mean()), float(median), float(low), float(high))


def spreads(values: Array) -> Spreads:
    """The same for every column of `values[n, t]`."""
    low, median, high = np.quantile(values, [INTERVAL[0], 0.5, INTERVAL[1]], axis=0)
    return Spreads(values.mean(axis=0).tolist(), median.tolist(), low.tolist(), high.tolist())


def each(values: Array) -> list[Spread]:
    """The same for every column of `values[n, k]`, apart."""
    whole = spreads(values)
    return [whole.at(k) for k in range(values.shape[1])]
