"""Quantiles of Student's t for whole degrees of freedom, so that scipy need not be installed."""

from __future__ import annotations

import math

from agdb.errors import OutlookError


def student_cdf(value: float, degrees: int) -> float:
    """P(T <= value) for `degrees` degrees of freedom (Abramowitz and Stegun 26.7.3-4).

    >>> round(student_cdf(1.0, 1), 12)
    0.75
    """
    angle = math.atan2(value, math.sqrt(degrees))
    square = math.cos(angle) ** 2
    odd = degrees % 2 == 1
    term, total = (math.cos(angle) if odd else 1.0), 0.0
    for power in range(1 if odd else 0, degrees - 1, 2):
        total += term
        term *= square * (power + 1) / (power + 2)
    if odd:
        return 0.5 + (angle + math.sin(angle) * total) / math.pi
    return 0.5 + math.sin(angle) * total / 2.0


def student_quantile(probability: float, degrees: int) -> float:
    """The value that is exceeded with probability 1 - `probability`; to 1e-12 relative.

    Raises `OutlookError` for a probability outside (0, 1) or degrees of freedom below one.

    >>> round(student_quantile(0.9, 3), 6), round(student_quantile(0.975, 10), 6)
    (1.637744, 2.228139)
    """
    if not 0.0 < probability < 1.0 or degrees < 1:
        raise OutlookError(
            f"no quantile {probability} of Student's t with {degrees} degrees of freedom",
            remedy="pass a probability between 0 and 1 and at least one degree",
        )
    if probability < 0.5:
        return -student_quantile(1.0 - probability, degrees)
    low, high = 0.0, 1.0
    while student_cdf(high, degrees) < probability:
        low, high = high, high * 2.0
    while high - low > 1e-12 * high:
        middle = (low + high) / 2.0
        if middle in (low, high):
            break
        if student_cdf(middle, degrees) < probability:
            low = middle
        else:
            high = middle
    return (low + high) / 2.0
