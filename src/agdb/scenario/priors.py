"""What is believed about a number before any run: one small class per family.

Every family turns uniform numbers into draws by its quantile function. Parameters are given as
they are written in the YAML, in this order.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from agdb.errors import ScenarioError
from agdb.scenario.quantiles import beta_quantile, normal_cdf, normal_quantile

if TYPE_CHECKING:
    from agdb.scenario.arrays import Array


@dataclass(frozen=True, slots=True)
class Normal:
    """Normal with mean and standard deviation, cut off (not piled up) at `low` and `high`.

    >>> Normal(0.05, 0.01, 0.02, 0.09).quantile(np.array([0.0, 0.5, 1.0])).round(4).tolist()
    [0.02, 0.05, 0.09]
    """

    mean: float
    sd: float
    low: float = -np.inf
    high: float = np.inf

    def __post_init__(self) -> None:
        _require(self.sd > 0, "a normal prior needs a standard deviation above zero")
        _require(self.low < self.high, "a normal prior is cut at low < high")

    def quantile(self, u: Array) -> Array:
        below = normal_cdf((self.low - self.mean) / self.sd)
        above = normal_cdf((self.high - self.mean) / self.sd)
        inside = np.clip(below + u * (above - below), 1e-15, 1 - 1e-15)
        values: Array = np.clip(self.mean + self.sd * normal_quantile(inside), self.low, self.high)
        return values


@dataclass(frozen=True, slots=True)
class HalfNormal:
    """Absolute value of a normal number with mean zero."""

    sd: float

    def __post_init__(self) -> None:
        _require(self.sd > 0, "a half-normal prior needs a standard deviation above zero")

    def quantile(self, u: Array) -> Array:
        return self.sd * normal_quantile(np.clip((1 + u) / 2, 0.5, 1 - 1e-15))


@dataclass(frozen=True, slots=True)
class LogNormal:
    """Log-normal with its median and the standard deviation of its logarithm."""

    median: float
    log_sd: float

    def __post_init__(self) -> None:
        _require(
            self.median > 0 and self.log_sd > 0,
            "a log-normal prior needs a median and a log standard deviation above zero",
        )

    def quantile(self, u: Array) -> Array:
        bounded = np.clip(u, 1e-15, 1 - 1e-15)
        values: Array = self.median * np.exp(self.log_sd * normal_quantile(bounded))
        return values


@dataclass(frozen=True, slots=True)
class Triangular:
    """Triangular between `low` and `high` with its top at `mode`.

    >>> Triangular(0, 0, 1).quantile(np.array([0.75])).tolist()
    [0.5]
    """

    low: float
    mode: float
    high: float

    def __post_init__(self) -> None:
        _require(
            self.low <= self.mode <= self.high and self.low < self.high,
            "a triangular prior needs low <= mode <= high and low < high",
        )

    def quantile(self, u: Array) -> Array:
        width = self.high - self.low
        turn = (self.mode - self.low) / width
        rising = self.low + np.sqrt(u * width * (self.mode - self.low))
        falling = self.high - np.sqrt((1 - u) * width * (self.high - self.mode))
        return np.where(u < turn, rising, falling)


@dataclass(frozen=True, slots=True)
class Uniform:
    """Every value between `low` and `high` equally likely."""

    low: float
    high: float

    def __post_init__(self) -> None:
        _require(self.low < self.high, "a uniform prior needs low < high")

    def quantile(self, u: Array) -> Array:
        return self.low + u * (self.high - self.low)


@dataclass(frozen=True, slots=True)
class Beta:
    """Beta(a, b), with a and b at least one half."""

    a: float
    b: float

    def __post_init__(self) -> None:
        _require(min(self.a, self.b) >= 0.5, "a beta prior needs a and b of at least 0.5")

    def quantile(self, u: Array) -> Array:
        return beta_quantile(u, self.a, self.b)


Prior = Normal | HalfNormal | LogNormal | Triangular | Uniform | Beta
"""A distribution of one number: `quantile(u)` is the value below which a share `u` lies."""

FAMILIES: Final[dict[str, type[Prior]]] = {
    "normal": Normal,
    "half-normal": HalfNormal,
    "lognormal": LogNormal,
    "triangular": Triangular,
    "uniform": Uniform,
    "beta": Beta,
}


def with_spike(values: Prior, u: Array, *, spike: float) -> Array:
    """Draws that are exactly zero with probability `spike`, and follow the prior otherwise.

    >>> with_spike(Uniform(1, 2), np.array([0.1, 0.6, 0.9]), spike=0.2).tolist()
    [0.0, 1.5, 1.875]
    """
    rest = np.clip((u - spike) / (1 - spike), 0.0, 1.0)
    return np.where(u < spike, 0.0, values.quantile(rest))


def _require(holds: bool, what: str) -> None:  # noqa: FBT001  # reads as an assertion
    if not holds:
        raise ScenarioError(what)
