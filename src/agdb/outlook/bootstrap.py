"""How sure a coverage is, when series of one family succeed and fail together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from agdb.outlook.arrays import BoolArray, FloatArray, IntArray

REPLICATES = 2_000


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate with the 95 % interval of its cluster bootstrap."""

    value: float
    lower: float
    upper: float


def cluster_share(
    hits: FloatArray,
    known: BoolArray,
    clusters: IntArray,
    generator: np.random.Generator,
) -> Interval:
    """The share of hits among what is known, resampling whole clusters.

    `hits` and `known` have shape (horizon, case), `clusters` numbers the family of each case from
    zero. All NaN where nothing is known.

    >>> ones, every = np.ones((1, 3)), np.ones((1, 3), dtype=bool)
    >>> cluster_share(ones, every, np.array([0, 0, 1]), np.random.default_rng(0))
    Interval(value=1.0, lower=1.0, upper=1.0)
    """
    count = int(clusters.max(initial=-1)) + 1
    total = np.bincount(clusters, weights=known.sum(axis=0), minlength=count)
    good = np.bincount(clusters, weights=np.where(known, hits, 0.0).sum(axis=0), minlength=count)
    good, total = good[total > 0], total[total > 0]
    if not total.size:
        return Interval(float("nan"), float("nan"), float("nan"))
    draws = generator.multinomial(
        total.size, np.full(total.size, 1.0 / total.size), size=REPLICATES
    )
    shares = (draws @ good) / (draws @ total)
    lower, upper = np.quantile(shares, [0.025, 0.975])
    return Interval(float(good.sum() / total.sum()), float(lower), float(upper))
