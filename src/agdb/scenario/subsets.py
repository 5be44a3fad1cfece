"""All subsets of the pillars, as doses of measures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from agdb.scenario.arrays import Array
    from agdb.scenario.measures import Measure


@dataclass(frozen=True, slots=True)
class Subsets:
    """The 2^P subsets of `players`; subset k holds player i if bit i of k is set.

    >>> s = Subsets(("P1", "P2"))
    >>> [s.name(k) for k in range(s.count)]
    ['none', 'P1', 'P2', 'P1+P2']
    """

    players: tuple[str, ...]

    @property
    def count(self) -> int:
        return int(2 ** len(self.players))

    def members(self, k: int) -> tuple[str, ...]:
        return tuple(p for i, p in enumerate(self.players) if k >> i & 1)

    def name(self, k: int) -> str:
        return "+".join(self.members(k)) or "none"

    def doses(self, measures: tuple[Measure, ...]) -> Array:
        """Doses `[1, k, m]`: 1 for measure m in subset k if its pillar is a member, else 0."""
        on = [[m.pillar in self.members(k) for m in measures] for k in range(self.count)]
        return np.array(on, dtype=np.float64).reshape(1, self.count, len(measures))
