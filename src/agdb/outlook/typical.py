"""How far off a forecast usually is, and how sure its coverage: families fail together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from agdb.outlook.series import UnitKind, season_length

if TYPE_CHECKING:
    from agdb.outlook.cases import Cases
    from agdb.outlook.panel import BoolArray, FloatArray, IntArray


YEARS_AHEAD: Final = (1, 3)
FEWEST: Final = 30
"""So many cases are needed before half of them says something."""

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


@dataclass(frozen=True, slots=True)
class TypicalError:
    """The size of the error that half, and that eight in ten of the forecasts stayed below.

    With `points` the series are shares and the size is a difference of fractions, shown in
    percentage points; else it is a fraction of the outcome. Every table weighs alike.
    """

    years: int
    points: bool
    half: float
    eight_in_ten: float
    cases: int


def typical_errors(
    cases: Cases, points: FloatArray, steps: BoolArray, clusters: IntArray
) -> tuple[TypicalError, ...]:
    """The usual size of the errors of `points` (horizon, case), one and three years ahead.

    Shares apart from what is counted or measured; what may be negative has no usual size. `steps`
    are those that were tested, `clusters` numbers the table of each case.
    """
    units = np.array([cases.prepared[place].series.unit for place in cases.series])
    per_year = season_length(cases.prepared[0].series.frequency) if cases.prepared else 1
    found = []
    for in_points in (False, True):
        kind = (
            (units == UnitKind.SHARE)
            if in_points
            else (units != UnitKind.SHARE) & (units != UnitKind.LEVEL)
        )
        for years in YEARS_AHEAD:
            row = years * per_year - 1
            if row >= steps.shape[0]:
                continue
            outcome, point = cases.outcomes[row], points[row]
            used = kind & steps[row] & (outcome > 0.0)
            if used.sum() < FEWEST:
                continue
            size = np.abs(point - outcome)[used]
            if not in_points:
                size = size / outcome[used]
            tables = clusters[used]
            weights = 1.0 / np.bincount(tables)[tables]
            half, wide = (weighted_quantile(size, weights, share) for share in (0.5, 0.8))
            found.append(TypicalError(years, in_points, half, wide, int(used.sum())))
    return tuple(found)


def weighted_quantile(values: FloatArray, weights: FloatArray, share: float) -> float:
    """The smallest value that this share of the weight does not exceed.

    >>> weighted_quantile(np.array([1.0, 2.0, 9.0]), np.array([1.0, 1.0, 2.0]), 0.5)
    2.0
    """
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weights[order])
    place = int(np.searchsorted(reached, share * reached[-1] * (1.0 - 1e-12)))
    return float(values[order[place]])
