"""Labour migrants as cohorts of their own, of whom a fixed share leaves the country each year.

Nearly seven of ten knowledge migrants and over six of ten labour migrants from the EU had left
within five years, that is 21 and 17 % a year:
https://cbs.nl/nl-nl/longread/statistische-trends/2025/komen-en-gaan-van-arbeidsmigranten-in-de-periode-2005-2021?onepage=true
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from agdb.scenario.arrays import Array


@dataclass(slots=True)
class Migrants:
    """Migrants who came since the base year `[n, k, g]`, and their yearly exit `[n]`."""

    stock: Array
    exit_rate: Array

    @classmethod
    def none(cls, shape: tuple[int, ...], *, exit_rate: Array) -> Migrants:
        """Nobody yet."""
        return cls(np.zeros(shape), exit_rate)

    def arrive(self, arriving: Array) -> Array:
        """Let a year pass: earlier migrants leave, `arriving` come; the net change is returned.

        >>> m = Migrants.none((1, 1, 1), exit_rate=np.array([0.2]))
        >>> [float(m.arrive(np.array([[[10.0]]]))[0, 0, 0].round(4)) for _ in range(3)]
        [10.0, 8.0, 6.4]
        """
        before = self.stock
        self.stock = before * (1 - self.exit_rate[:, None, None]) + arriving
        return self.stock - before
