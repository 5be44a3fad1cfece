"""Whether a network differs from chance: against networks of the same degrees, rewired at random.

The test keeps how many ties each actor and each thing has. Two ties (a, x) and (b, y) become (a, y)
and (b, x) where neither is there yet, many times over (Milo et al. 2003, arXiv:cond-mat/0312028).
Chance is passed in, so that the same seed gives the same answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from agdb.register.fragmentation.network import Index, Network

LEAST_TIES: Final = 30
LEAST_THINGS: Final = 10
"""Initiatives with two known partners or more; a smaller network cannot be told from chance."""
MOST_TIES: Final = 2000
"""A larger network takes more than some seconds."""
BURN_IN: Final = 10
"""Tries for each tie before a network is looked at."""
_MEMORY: Final = 100_000_000
"""Bytes for the ties of the networks that are rewired side by side."""


class NetworkSize(StrEnum):
    """Whether a network can be held against chance."""

    TOO_SMALL = "too-small"
    RIGHT = "right"
    TOO_LARGE = "too-large"


@dataclass(frozen=True, slots=True)
class Tested:
    """A measure beside its mean over rewired networks, and a two-sided probability.

    `z` is None where every rewired network gives the same. `probability` is (1 + as extreme) /
    (1 + rewirings), twice the smaller side, at most 1.
    """

    observed: float
    mean: float
    z: float | None
    probability: float
    rewirings: int


def size(network: Network) -> NetworkSize:
    """Return whether `network` has enough ties and shared things to be held against chance."""
    shared = np.bincount(network.columns, minlength=len(network.things)) >= 2
    if network.ties < LEAST_TIES or int(shared.sum()) < LEAST_THINGS:
        return NetworkSize.TOO_SMALL
    return NetworkSize.TOO_LARGE if network.ties > MOST_TIES else NetworkSize.RIGHT


def against_chance(
    network: Network,
    measures: dict[str, Callable[[Network], float]],
    *,
    chance: np.random.Generator,
    rewirings: int = 1000,
) -> dict[str, Tested]:
    """Return every measure with what chance gives; nothing for a network that is not of a size."""
    if size(network) is not NetworkSize.RIGHT:
        return {}
    found: dict[str, list[float]] = {name: [] for name in measures}
    for other in rewired(network, chance=chance, count=rewirings):
        for name, measure in measures.items():
            found[name].append(float(measure(other)))
    return {
        name: _tested(float(measures[name](network)), np.array(values))
        for name, values in found.items()
    }


def _tested(observed: float, values: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Tested:
    spread = float(values.std())
    above = int((values >= observed).sum())
    below = int((values <= observed).sum())
    probability = min(1.0, 2 * (1 + min(above, below)) / (1 + len(values)))
    z = None if spread == 0 else (observed - float(values.mean())) / spread
    return Tested(observed, float(values.mean()), z, probability, len(values))


def rewired(network: Network, *, chance: np.random.Generator, count: int) -> Iterator[Network]:
    """Yield `count` random networks with the degrees of `network`.

    Many of them are rewired side by side, one pair of ties of each at a time.
    """
    together = max(1, min(count, _MEMORY // (len(network.actors) * len(network.things))))
    for start in range(0, count, together):
        yield from _side_by_side(network, chance=chance, count=min(together, count - start))


def _side_by_side(
    network: Network, *, chance: np.random.Generator, count: int
) -> Iterator[Network]:
    rows = np.tile(network.rows, (count, 1))
    columns = np.tile(network.columns, (count, 1))
    there = np.zeros((count, len(network.actors), len(network.things)), dtype=bool)
    there[:, network.rows, network.columns] = True
    every = np.arange(count)
    for _ in range(BURN_IN * network.ties):
        first, second = chance.integers(network.ties, size=(2, count))
        _swap(rows, columns, there, every, first, second)
    for nth in range(count):
        yield network.rewired(rows[nth], columns[nth])


def _swap(
    rows: Index,
    columns: Index,
    there: np.ndarray[tuple[int, int, int], np.dtype[np.bool_]],
    every: Index,
    first: Index,
    second: Index,
) -> None:
    """Exchange the things of two ties of each network, where that makes no tie twice."""
    a, b = rows[every, first], rows[every, second]
    x, y = columns[every, first], columns[every, second]
    free = ~(there[every, a, y] | there[every, b, x])
    nets, a, b, x, y = every[free], a[free], b[free], x[free], y[free]
    there[nets, a, x] = there[nets, b, y] = False
    there[nets, a, y] = there[nets, b, x] = True
    columns[nets, first[free]], columns[nets, second[free]] = y, x
