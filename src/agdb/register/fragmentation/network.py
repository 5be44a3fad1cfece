"""Who works with whom: the network of organisations and what they take part in.

A bipartite network: a tie joins an actor and a thing (an initiative, or a body). Measures:
connected components; cycles of four, two actors that meet in two things (closure, as used in
ecology-of-games studies); modularity of Barber (2007, Physical Review E 76,
066102); actors whose leaving would split the network.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

Index = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Network:
    """Ties as pairs of positions in `actors` and `things`; each tie is there once."""

    actors: tuple[str, ...]
    things: tuple[str, ...]
    rows: Index
    columns: Index

    @classmethod
    def of(cls, ties: Iterable[tuple[str, str]]) -> Network:
        """Return the network of (actor, thing), in the order of their names.

        >>> Network.of([("a", "x"), ("a", "x"), ("b", "x")]).rows.tolist()
        [0, 1]
        """
        found = sorted(set(ties))
        actors = tuple(sorted({actor for actor, _ in found}))
        things = tuple(sorted({thing for _, thing in found}))
        at = {name: n for n, name in enumerate(actors)}
        to = {name: n for n, name in enumerate(things)}
        rows = np.array([at[actor] for actor, _ in found], dtype=np.int64)
        columns = np.array([to[thing] for _, thing in found], dtype=np.int64)
        return cls(actors, things, rows, columns)

    def rewired(self, rows: Index, columns: Index) -> Network:
        """Return a network of the same actors and things with other ties."""
        return Network(self.actors, self.things, rows, columns)

    @property
    def ties(self) -> int:
        """How many ties there are."""
        return len(self.rows)


def components(network: Network) -> tuple[tuple[str, ...], ...]:
    """Return the connected parts, largest first: the names of actors, then of things."""
    label = _labels(network)
    names = (*network.actors, *network.things)
    parts: dict[int, list[str]] = defaultdict(list)
    for name, part in zip(names, label.tolist(), strict=True):
        parts[part].append(name)
    return tuple(sorted((tuple(some) for some in parts.values()), key=lambda p: (-len(p), p)))


def giant_share(network: Network) -> float:
    """Return the share of all actors and things that is in the largest connected part."""
    label = _labels(network)
    return float(np.bincount(label).max() / len(label)) if len(label) else 0.0


def _labels(network: Network) -> Index:
    """For each node the lowest node that it is connected to, actors before things."""
    things = network.columns + len(network.actors)
    label = np.arange(len(network.actors) + len(network.things), dtype=np.int64)
    while True:
        before = label.copy()
        low = np.minimum(label[network.rows], label[things])
        np.minimum.at(label, network.rows, low)
        np.minimum.at(label, things, low)
        label = label[label]  # a label is a node that may have got a lower one itself
        if np.array_equal(before, label):
            return label


def four_cycles(network: Network) -> int:
    """Return how many times two actors meet in two things.

    >>> full = [("a", "x"), ("a", "y"), ("b", "x"), ("b", "y")]
    >>> four_cycles(Network.of(full)), four_cycles(Network.of(full[:3]))
    (1, 0)
    """
    order = np.argsort(network.columns, kind="stable")
    starts = np.flatnonzero(np.diff(network.columns[order], prepend=-1))
    meetings = []
    for some in np.split(network.rows[order], starts[1:]):
        first, second = _pairs(len(some))
        inside = np.sort(some)
        meetings.append(inside[first] * len(network.actors) + inside[second])
    if not meetings:
        return 0
    _, shared = np.unique(np.concatenate(meetings), return_counts=True)
    return int((shared * (shared - 1) // 2).sum())


@lru_cache(maxsize=256)  # a thousand rewirings keep the number of partners of each thing
def _pairs(count: int) -> tuple[Index, Index]:
    """The places of every pair among `count`, each pair once."""
    first, second = np.triu_indices(count, 1)
    return first, second


def bridging_actors(network: Network) -> tuple[str, ...]:
    """Return the actors without whom a connected part would fall apart, in order of name.

    Articulation points after Hopcroft and Tarjan (1973, Communications of the ACM 16, 372-378).
    """
    neighbours: list[list[int]] = [[] for _ in range(len(network.actors) + len(network.things))]
    for row, column in zip(network.rows.tolist(), network.columns.tolist(), strict=True):
        neighbours[row].append(len(network.actors) + column)
        neighbours[len(network.actors) + column].append(row)
    cuts = _articulation_points(neighbours)
    return tuple(name for n, name in enumerate(network.actors) if n in cuts)


def _articulation_points(neighbours: Sequence[Sequence[int]]) -> set[int]:
    depth = [-1] * len(neighbours)
    cuts: set[int] = set()
    for root in range(len(neighbours)):
        if depth[root] < 0:
            _cut(root, neighbours, depth, cuts)
    return cuts


def _cut(root: int, neighbours: Sequence[Sequence[int]], depth: list[int], cuts: set[int]) -> None:
    """Walk the part of `root` depth first, without recursion; note where it would fall apart."""
    depth[root] = 0
    low = {root: 0}
    branches = 0
    stack = [(root, -1, iter(neighbours[root]))]
    while stack:
        node, parent, rest = stack[-1]
        for other in rest:
            if depth[other] < 0:
                depth[other] = low[other] = depth[node] + 1
                stack.append((other, node, iter(neighbours[other])))
                break
            if other != parent:
                low[node] = min(low[node], depth[other])
        else:
            stack.pop()
            if parent == root:
                branches += 1
            elif parent >= 0:
                low[parent] = min(low[parent], low[node])
                if low[node] >= depth[parent]:
                    cuts.add(parent)
    if branches > 1:
        cuts.add(root)


def barber_modularity(network: Network, actors: Index, things: Index) -> float:
    """Return the modularity of a bipartite network with these groups of its actors and things.

    Q = (1/m) sum over ties and pairs of (B - k d / m) where both are of one group.
    """
    groups = int(max(actors.max(initial=-1), things.max(initial=-1))) + 1
    degree = np.bincount(actors[network.rows], minlength=groups).astype(float)
    size = np.bincount(things[network.columns], minlength=groups).astype(float)
    inside = float((actors[network.rows] == things[network.columns]).mean())
    return inside - float((degree * size).sum()) / network.ties**2


def modular_groups(network: Network, *, rounds: int = 100) -> tuple[Index, Index]:
    """Return groups of actors and of things of high modularity, found by turns (BRIM, Barber 2007).

    Begins with every actor in a group of its own; then each thing joins the group that gains most,
    then each actor, until nothing changes. The same network gives the same groups.
    """
    actors = np.arange(len(network.actors), dtype=np.int64)
    things = np.zeros(len(network.things), dtype=np.int64)
    for _ in range(rounds):
        things = _joined(network.columns, network.rows, len(things), actors, network.ties)
        joined = _joined(network.rows, network.columns, len(actors), things, network.ties)
        if np.array_equal(joined, actors):
            break
        actors = joined
    return actors, things


def _joined(ours: Index, theirs: Index, count: int, groups: Index, ties: int) -> Index:
    """For each of `count` nodes the group of the other side that gains most, the lower if equal."""
    number = int(groups.max()) + 1
    meets = np.bincount(ours * number + groups[theirs], minlength=count * number)
    degree = np.bincount(ours, minlength=count)
    weight = np.bincount(groups[theirs], minlength=number)
    gain = meets.reshape(count, number) - np.outer(degree, weight) / ties
    best: Index = np.argmax(gain, axis=1).astype(np.int64)
    return best
