"""Is a difference between two survey estimates more than chance?

Both estimates have a margin, and the difference has that of both: the root of the sum of squares,
with the covariance taken as zero because it is not published. Where the width of a margin is only
known as a range, the wider one decides.
"""

from __future__ import annotations

import math

from agdb.programme.margin import MarginRule
from agdb.statistics.period import Frequency


def margin(value: float, *, rule: MarginRule, frequency: Frequency, scale: int) -> float | None:
    """Return half the width of the 95 per cent interval around `value`, in the unit of `value`.

    `scale` is the power of ten of that unit. None where the rule has no factor for the frequency,
    and where the estimate is not between nothing and everyone.

    >>> from agdb.programme.margin import Factor
    >>> ebb = MarginRule(id="ebb", names={"en": "EBB"}, coefficient=1.085, population=13000,
    ...     scale=3, factors={Frequency.YEAR: Factor(low=1, high=1)}, note={"en": "-"},
    ...     source="https://example.org/")
    >>> round(margin(1000, rule=ebb, frequency=Frequency.YEAR, scale=3), 1)
    10.4
    """
    factor = rule.factors.get(frequency)
    size = value * 10.0 ** (scale - rule.scale)
    if factor is None or not 0 < size < rule.population:
        return None
    width = rule.coefficient * math.sqrt(size / 10) * math.sqrt(1 - size / rule.population)
    return max(factor.low, factor.high) * width * 10.0 ** (rule.scale - scale)


def clearly_differ(one: float, other: float, *, margins: tuple[float, float]) -> bool:
    """Whether two estimates differ by more than the margin of their difference.

    >>> clearly_differ(575, 555, margins=(27.8, 27.4))
    False
    """
    return abs(one - other) > math.hypot(*margins)
