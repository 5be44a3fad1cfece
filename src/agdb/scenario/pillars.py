"""Subsets of the pillars, and the fair division over them of what they close together.

Shapley (1953): the value of a player is its marginal contribution, averaged over all orders in
which the players can come in. Contributions add up exactly in every draw, and so do their means.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import factorial
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from agdb.scenario.arrays import Array
    from agdb.scenario.measures import PolicyMeasure


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

    def doses(self, measures: tuple[PolicyMeasure, ...]) -> Array:
        """Doses `[1, k, m]`: 1 for measure m in subset k if its pillar is a member, else 0."""
        on = [[m.pillar in self.members(k) for m in measures] for k in range(self.count)]
        return np.array(on, dtype=np.float64).reshape(1, self.count, len(measures))


def shapley(values: Array) -> Array:
    """Shapley values `[..., players]` of subset values `[..., 2^players]` (bit i is player i).

    >>> shapley(np.array([0.0, 10.0, 20.0, 30.0])).tolist()
    [10.0, 20.0]
    """
    players = values.shape[-1].bit_length() - 1
    result = np.zeros((*values.shape[:-1], players))
    for i in range(players):
        for subset in range(values.shape[-1]):
            if not subset >> i & 1:
                size = subset.bit_count()
                weight = factorial(size) * factorial(players - 1 - size) / factorial(players)
                gain = values[..., subset | 1 << i] - values[..., subset]
                result[..., i] += weight * gain
    return result


def first_in(values: Array) -> Array:
    """What each player does alone, `[..., players]`."""
    players = values.shape[-1].bit_length() - 1
    return np.stack([values[..., 1 << i] - values[..., 0] for i in range(players)], axis=-1)


def last_in(values: Array) -> Array:
    """What is lost when each player alone is left out of the whole, `[..., players]`."""
    players = values.shape[-1].bit_length() - 1
    whole = values.shape[-1] - 1
    parts = [values[..., whole] - values[..., whole ^ 1 << i] for i in range(players)]
    return np.stack(parts, axis=-1)
