"""Newest values that stand out, and with how many others they were tested."""

from __future__ import annotations

from dataclasses import dataclass
from math import comb
from typing import Final

from agdb.statistics.period import Frequency

OVERVIEW: Final = ""
"""The key of what is tested together on the overview, beside the ids of the indicators."""
OUTER: Final = 0.95


@dataclass(frozen=True, slots=True)
class Alert:
    """A newest value outside of what its own past made likely; an estimate of the monitor.

    `lower` and `upper` are the bounds at 95 per cent of the forecast without that value, in the
    unit of the indicator; `p` is the chance of a value at least as far off.
    """

    indicator: str
    region: str
    breakdown: tuple[tuple[str, str], ...]
    frequency: Frequency
    period: str
    value: float
    lower: float
    upper: float
    p: float


@dataclass(frozen=True, slots=True)
class Alerts:
    """How many series were tested together, and which of them stand out.

    `outside` of the newest values lie outside of their own bounds at 95 per cent; `by_chance` would
    if nothing were going on, which is why a single value outside is no news.
    """

    tested: int
    outside: int
    by_chance: float
    found: tuple[Alert, ...]

    @property
    def chance_of_so_many(self) -> float:
        """The chance of so many outside or more, if the series had nothing to do with each other.

        >>> round(Alerts(12, 4, 0.6, ()).chance_of_so_many, 4)
        0.0022
        """
        outside = 1.0 - OUTER
        return sum(
            comb(self.tested, n) * outside**n * OUTER ** (self.tested - n)
            for n in range(self.outside, self.tested + 1)
        )
