"""Pillar 4: coordination has no effect of its own, it lets the other measures reach further.

Overlap and delay take a share of every measure, the coordination loss. Coordination removes part
of that loss, and may cut the time before measures begin to work. No causal estimate of either was
found, so half the belief lies at no effect.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from agdb.scenario.arrays import Array


def effectiveness(*, loss: Array, removed: Array) -> Array:
    """Share of a measure that arrives, from `loss[n]` and the part of it `removed[n, k, t]`.

    >>> effectiveness(loss=np.array([0.2]), removed=np.full((1, 1, 1), 0.5)).tolist()
    [[[0.9]]]
    """
    arrived: Array = 1 - loss[:, None, None] * (1 - np.clip(removed, 0.0, 1.0))
    return arrived
