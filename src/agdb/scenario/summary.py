"""A distribution in four numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from agdb.scenario.results import Spread, Spreads

if TYPE_CHECKING:
    from agdb.scenario.arrays import Array

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
