"""Quantile functions that numpy lacks: normal and beta.

Draws are made by inverting the distribution function on uniform numbers, so that one uniform
number always means the same draw, whatever the sample size or the order of the parameters.
"""

from __future__ import annotations

from functools import lru_cache
from math import erf, sqrt
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from agdb.scenario.arrays import Array

_GRID: Final = 16385
_MIDDLE: Final = (
    (
        2.5090809287301226727e3, 3.3430575583588128105e4, 6.7265770927008700853e4,
        4.5921953931549871457e4, 1.3731693765509461125e4, 1.9715909503065514427e3,
        1.3314166789178437745e2, 3.3871328727963666080e0,
    ),
    (
        5.2264952788528545610e3, 2.8729085735721942674e4, 3.9307895800092710610e4,
        2.1213794301586595867e4, 5.3941960214247511077e3, 6.8718700749205790830e2,
        4.2313330701600911252e1, 1.0,
    ),
)  # fmt: skip
"""Numerator and denominator of the rational functions of AS 241, highest power first."""
_OUTER: Final = (
    (
        7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1,
        1.27045825245236838258e0, 3.64784832476320460504e0, 5.76949722146069140550e0,
        4.63033784615654529590e0, 1.42343711074968357734e0,
    ),
    (
        1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2,
        1.48103976427480074590e-1, 6.89767334985100004550e-1, 1.67638483018380384940e0,
        2.05319162663775882187e0, 1.0,
    ),
)  # fmt: skip
_FAR: Final = (
    (
        2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3,
        2.65321895265761230930e-2, 2.96560571828504891230e-1, 1.78482653991729133580e0,
        5.46378491116411436990e0, 6.65790464350110377720e0,
    ),
    (
        2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5,
        7.86869131145613259100e-4, 1.48753612908506148525e-2, 1.36929880922735805310e-1,
        5.99832206555887937690e-1, 1.0,
    ),
)  # fmt: skip


def normal_cdf(z: float) -> float:
    """Standard normal distribution function.

    >>> round(normal_cdf(1.959964), 6)
    0.975
    """
    return 0.5 * (1.0 + erf(z / sqrt(2.0)))


def normal_quantile(u: Array) -> Array:
    """Standard normal quantiles of `u` in (0, 1), any shape (Wichura 1988, AS 241).

    >>> normal_quantile(np.array([0.5, 0.975])).round(6).tolist()
    [0.0, 1.959964]
    """
    centred = u - 0.5
    near = 0.180625 - centred * centred
    middle = centred * _ratio(_MIDDLE, near)
    tail = np.minimum(u, 1 - u)
    with np.errstate(divide="ignore"):
        far = np.sqrt(-np.log(np.where(near >= 0, 0.5, tail)))
    outer = np.where(far <= 5.0, _ratio(_OUTER, far - 1.6), _ratio(_FAR, far - 5.0))
    values: Array = np.where(near >= 0, middle, np.copysign(outer, centred))
    return values


def _ratio(coefficients: tuple[tuple[float, ...], tuple[float, ...]], at: Array) -> Array:
    """One polynomial over another, both with the highest power first."""
    above, below = (np.polyval(list(one), at) for one in coefficients)
    quotient: Array = above / below
    return quotient


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
