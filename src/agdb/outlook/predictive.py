"""The distribution of one future value: a point with the pool's errors on both sides."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

from agdb.outlook.calibration import sorted_quantile
from agdb.statistics.scores import crps

if TYPE_CHECKING:
    import numpy.typing as npt

    from agdb.outlook.panel import FloatArray
    from agdb.outlook.transform import Transform

_NORMAL = NormalDist()
_NODES = 4_000


@dataclass(frozen=True, slots=True, eq=False)
class Predictive:
    """Centre and scale on the working scale, and the sorted absolute error ratios of the pool.

    `noise` is the standard error of measurement on the working scale; each quantile is widened by
    the same quantile of that error, variances added. `scale` is above zero, `ratios` not empty.

    >>> from agdb.outlook.transform import WorkingScale, Transform
    >>> plain = Transform(WorkingScale.IDENTITY)
    >>> future = Predictive(10.0, 2.0, np.array([0.5, 1.0, 2.0]), plain, 0.0)
    >>> future.interval(0.5), future.at_most(10.0), future.at_most(12.0)
    ((8.0, 12.0), 0.5, 0.8125)
    """

    centre: float
    scale: float
    ratios: FloatArray
    transform: Transform
    noise: float

    def interval(self, level: float) -> tuple[float, float]:
        """The central interval that holds the value with probability `level`, in its unit."""
        width = self._half_width(level)
        lower, upper = self.transform.back(np.array([self.centre - width, self.centre + width]))
        return float(lower), float(upper)

    def quantile(self, probability: float) -> float:
        """The value that is not exceeded with this probability, strictly between 0 and 1."""
        side = 1.0 if probability >= 0.5 else -1.0
        width = self._half_width(abs(2.0 * probability - 1.0))
        return float(self.transform.back(np.array(self.centre + side * width)))

    def at_most(self, value: float) -> float:
        """The probability that the outcome does not exceed `value`; never exactly 0 or 1."""
        away = (float(self.transform.forward(np.array(value))) - self.centre) / self.scale
        ratios = self._widened()
        inside = (np.searchsorted(ratios, abs(away), side="right") + 0.5) / (ratios.size + 1.0)
        return 0.5 + 0.5 * float(np.sign(away)) * float(inside)

    def at_least_as_far(self, value: float) -> float:
        """The probability of an outcome no nearer to the centre; of a zero under a log too."""
        with np.errstate(divide="ignore"):
            below = self.at_most(value)
        return 2.0 * min(below, 1.0 - below)

    def crps(self, outcome: float) -> float:
        """The continuous ranked probability score in the unit of the value; lower is better.

        Exact for the discrete distribution over the errors of the pool on both sides.
        """
        width = self.scale * self._widened()
        values = self.transform.back(
            np.concatenate([self.centre - width[::-1], self.centre + width])
        )
        return crps(outcome, values)

    def _half_width(self, level: float) -> float:
        return float(widened(sorted_quantile(self.ratios, level) * self.scale, level, self.noise))

    def _widened(self) -> FloatArray:
        if not self.noise:
            return self.ratios
        return np.hypot(self.ratios, _half_normal(self.ratios.size) * self.noise / self.scale)


def widened(width: npt.ArrayLike, level: float, noise: float) -> FloatArray:
    """Half widths at `level` with the same quantile of an error of measurement added.

    >>> float(widened(3.0, 0.95, 0.0))
    3.0
    """
    if not noise:
        return np.asarray(width)
    return np.hypot(width, _NORMAL.inv_cdf((1.0 + level) / 2.0) * noise)


@lru_cache(maxsize=64)
def _half_normal(count: int) -> FloatArray:
    """Quantiles of the absolute standard normal at the middles of `count` equal parts."""
    nodes = min(count, _NODES)
    levels = (np.arange(nodes) + 0.5) / nodes
    quantiles = np.array([_NORMAL.inv_cdf((1.0 + level) / 2.0) for level in levels])
    if count > nodes:
        quantiles = np.interp((np.arange(count) + 0.5) / count, levels, quantiles)
    quantiles.setflags(write=False)
    return quantiles
