"""A distribution in four numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from agdb.scenario.arrays import Array

INTERVAL: Final = (0.10, 0.90)
"""The 80 % interval that stands beside every number."""


def summarised(values: Array) -> dict[str, object]:
    """Median, 80 % interval and mean over draws (the first axis), as plain lists.

    >>> summarised(np.array([1.0, 2.0, 6.0]))["median"]
    2.0
    """
    low, median, high = np.quantile(values, [INTERVAL[0], 0.5, INTERVAL[1]], axis=0)
    return {
        "median": median.tolist(),
        "low": low.tolist(),
        "high": high.tolist(),
        "mean": values.mean(axis=0).tolist(),
    }


def rounded(persons: float, *, width: float) -> int:
    """Persons as they may be printed: to 1,000 if the interval is wider than 5,000, else to 100.

    >>> rounded(44_629.55, width=60_000.0), rounded(44_629.55, width=4_000.0)
    (45000, 44600)
    """
    step = 1000 if width > 5000 else 100
    return int(np.rint(persons / step)) * step
