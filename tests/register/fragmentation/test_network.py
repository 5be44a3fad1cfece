"""Measures of a network, each worked out again by its definition on many small networks."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from agdb.register.fragmentation.network import (
    Network,
    barber_modularity,
    bridging_actors,
    components,
    four_cycles,
    giant_share,
    modular_groups,
)

Ties = frozenset[tuple[str, str]]


def _made(seed: int) -> Ties:
    """Between two and forty ties of up to nine actors and nine things."""
    rng = np.random.default_rng(seed)
    actors, things = rng.integers(2, 10, 2)
    count = int(rng.integers(2, 41))
    return frozenset((f"a{rng.integers(actors)}", f"t{rng.integers(things)}") for _ in range(count))


MADE = [_made(seed) for seed in range(60)]


def _parts(ties: Ties, *, without: str = "") -> list[set[str]]:
    """The connected parts of what is left without one of the nodes."""
    nodes = {name for tie in ties for name in tie} - {without}
    parts: list[set[str]] = []
    while nodes:
        part, edge = set[str](), {min(nodes)}
        while edge:
            part |= edge
            near = {a for a, t in ties if t in edge} | {t for a, t in ties if a in edge}
            edge = near - part - {without}
        parts.append(part)
        nodes -= part
    return parts


def _meetings(ties: Ties) -> int:
    """How many pairs of things each pair of actors shares, in all."""
    actors = sorted({actor for actor, _ in ties})
    things = sorted({thing for _, thing in ties})
    return sum(
        {(a, x), (a, y), (b, x), (b, y)} <= ties
        for a, b in combinations(actors, 2)
        for x, y in combinations(things, 2)
    )


@pytest.mark.parametrize("ties", MADE)
def test_parts_and_meetings_are_those_of_their_definition(ties: Ties) -> None:
    network = Network.of(ties)

    parts = _parts(ties)
    assert {frozenset(one) for one in components(network)} == {frozenset(one) for one in parts}
    sizes = [len(one) for one in components(network)]
    assert sizes == sorted(sizes, reverse=True)
    assert giant_share(network) == max(sizes) / sum(sizes)
    assert four_cycles(network) == _meetings(ties)
    assert network.ties == len(ties)


@pytest.mark.parametrize("ties", MADE)
def test_an_actor_bridges_if_its_part_falls_apart_without_it(ties: Ties) -> None:
    actors = sorted({actor for actor, _ in ties})
    whole = len(_parts(ties))

    expected = tuple(one for one in actors if len(_parts(ties, without=one)) > whole)

    assert bridging_actors(Network.of(ties)) == expected


def _modularity(network: Network, actors: list[int], things: list[int]) -> float:
    """Barber's Q pair by pair."""
    ties = set(zip(network.rows.tolist(), network.columns.tolist(), strict=True))
    total = 0.0
    for a, ours in enumerate(actors):
        for t, theirs in enumerate(things):
            if ours == theirs:
                degree = sum(row == a for row, _ in ties)
                size = sum(column == t for _, column in ties)
                total += ((a, t) in ties) - degree * size / len(ties)
    return total / len(ties)


@pytest.mark.parametrize("ties", MADE[:20])
def test_modularity_is_that_of_the_paper_and_nobody_gains_by_leaving_its_group(ties: Ties) -> None:
    network = Network.of(ties)
    rng = np.random.default_rng(len(ties))
    some = rng.integers(0, 3, len(network.actors)), rng.integers(0, 3, len(network.things))

    assert barber_modularity(network, *some) == pytest.approx(
        _modularity(network, some[0].tolist(), some[1].tolist())
    )
    actors, things = modular_groups(network)
    best = _modularity(network, actors.tolist(), things.tolist())
    assert barber_modularity(network, actors, things) == pytest.approx(best)
    assert best >= -1e-9
    for place in range(len(actors)):
        for group in set(things.tolist()):
            moved = actors.tolist()
            moved[place] = group
            assert _modularity(network, moved, things.tolist()) <= best + 1e-9


def test_of_groups_that_gain_alike_the_lower_is_joined() -> None:
    # Given one thing that two actors share alike
    network = Network.of([("a", "x"), ("b", "x")])

    actors, things = modular_groups(network)

    assert (actors.tolist(), things.tolist()) == ([0, 0], [0])
    one_round = modular_groups(Network.of(MADE[3]), rounds=1)
    again = modular_groups(Network.of(MADE[3]))
    assert [len(one) for one in one_round] == [len(one) for one in again]


def test_the_empty_network_has_nothing() -> None:
    empty = Network.of([])

    assert components(empty) == ()
    assert giant_share(empty) == 0.0
    assert bridging_actors(empty) == ()
