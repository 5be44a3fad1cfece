"""Fair division of the closed gap over pillars: Shapley values with first-in and last-in bounds.

Shapley (1953): the value of a player is its marginal contribution, averaged over all orders in
which the players can come in. Contributions add up exactly in every draw; medians need not.
"""

from __future__ import annotations

from math import factorial
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from agdb.scenario.arrays import Array


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
