"""Quantile functions that numpy lacks: normal and beta.

Draws are made by inverting the distribution function on uniform numbers, so that one uniform
number always means the same draw, whatever the sample size or the order of the parameters.
"""

from __future__ import annotations

from functools import lru_cache
from statistics import NormalDist
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from agdb.scenario.arrays import Array

_STANDARD: Final = NormalDist()
_GRID: Final = 16385


def normal_cdf(z: float) -> float:
    """Standard normal distribution function.

    >>> round(normal_cdf(1.959964), 6)
    0.975
    """
    return _STANDARD.cdf(z)


def normal_quantile(u: Array) -> Array:
    """Standard normal quantiles of `u` in (0, 1), any shape (Wichura 1988, AS 241).

    >>> normal_quantile(np.array([0.5, 0.975])).round(6).tolist()
    [0.0, 1.959964]
    """
    flat = np.fromiter(map(_STANDARD.inv_cdf, u.ravel().tolist()), np.float64, u.size)
    return flat.reshape(u.shape)


def beta_quantile(u: Array, a: float, b: float) -> Array:
    """Quantiles of Beta(a, b) for a, b >= 0.5, within 1e-6 of the exact value.

    With x = sin(s)^2 the density becomes sin(s)^(2a-1) cos(s)^(2b-1), which is bounded for
    a, b >= 0.5, so that a fine trapezium table can be inverted.

    >>> beta_quantile(np.array([0.5]), 2.0, 2.0).round(6).tolist()
    [0.5]
    """
    probability, x = _beta_table(a, b)
    return np.interp(u, probability, x)


@lru_cache(maxsize=256)
def _beta_table(a: float, b: float) -> tuple[Array, Array]:
    centre, spread = a / (a + b), np.sqrt(a * b / ((a + b) ** 2 * (a + b + 1)))
    low, high = max(centre - 9 * spread, 0.0), min(centre + 9 * spread, 1.0)
    s = np.linspace(np.arcsin(np.sqrt(low)), np.arcsin(np.sqrt(high)), _GRID)
    with np.errstate(divide="ignore"):
        log_density = _log_power(np.sin(s), 2 * a - 1) + _log_power(np.cos(s), 2 * b - 1)
    density = np.exp(log_density - log_density.max())
    steps = (density[1:] + density[:-1]) / 2
    cumulative = np.concatenate([[0.0], np.cumsum(steps)])
    return cumulative / cumulative[-1], np.sin(s) ** 2


def _log_power(base: Array, exponent: float) -> Array:
    """`exponent * log(base)`, where 0^0 is 1."""
    return np.zeros_like(base) if exponent == 0 else exponent * np.log(np.maximum(base, 0.0))
