"""What the register can say of fragmentation: coverage, concentration, the network of actors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from agdb.programme.programme import Programme
from agdb.register.code import CodeList
from agdb.register.fragmentation.chance import NetworkSize, Tested, against_chance, size
from agdb.register.fragmentation.concentration import Concentration, money_concentration
from agdb.register.fragmentation.coverage import CellCoverage, coverage
from agdb.register.fragmentation.network import (
    Network,
    barber_modularity,
    bridging_actors,
    components,
    four_cycles,
    giant_share,
    modular_groups,
)
from agdb.register.money import Money, MoneyKind, Rate
from agdb.register.register import Register

SEED: Final = 2025
Ties = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ActorNetwork:
    """Who is in what; `tested` is empty where the network is too small, or too large, to test.

    `largest` are the shares of the largest connected part where nobody else takes part in what has
    no known party, and where the most common actor does in all of it.
    """

    network: Network
    parts: int
    bridges: tuple[str, ...]
    with_one_tie: int
    size: NetworkSize
    tested: Mapping[str, Tested]
    observed: Mapping[str, float]
    without_partner: int
    largest: tuple[float, float]


def actor_network(register: Register) -> ActorNetwork | None:
    """Return the network of organisations and initiatives, None without any tie."""
    ties = tuple(
        (name, one.id) for one in register.initiatives.values() for name in one.organisations()
    )
    without = tuple(one.id for one in register.initiatives.values() if not one.partners)
    return _network(ties, without) if ties else None


MEASURES: Final[Mapping[str, Callable[[Network], float]]] = {
    "largest-part": giant_share,
    "four-cycles": lambda one: float(four_cycles(one)),
    "modularity": lambda one: barber_modularity(one, *modular_groups(one)),
    "bridges": lambda one: float(len(bridging_actors(one))),
}


def seat_network(register: Register) -> ActorNetwork | None:
    """Return the network of organisations and the bodies in which they sit, None without any."""
    ties = tuple((one.organisation, one.body) for one in register.memberships.values())
    without = tuple(
        one.id for one in register.bodies.values() if one.id not in {body for _, body in ties}
    )
    return _network(ties, without) if ties else None


@lru_cache(maxsize=4)  # the same in every language of a site
def _network(ties: Ties, without: tuple[str, ...]) -> ActorNetwork:
    network = Network.of(ties)
    degree = Counter(actor for actor, _ in set(ties))
    (most, _), *_ = degree.most_common(1)
    alone = Network.of([*ties, *((f"?{name}", name) for name in without)])
    joined = Network.of([*ties, *((most, name) for name in without)])
    return ActorNetwork(
        network=network,
        parts=len(components(network)),
        bridges=bridging_actors(network),
        with_one_tie=sum(number == 1 for number in degree.values()),
        size=size(network),
        tested=against_chance(network, dict(MEASURES), chance=np.random.default_rng(SEED)),
        observed={name: measure(network) for name, measure in MEASURES.items()},
        without_partner=len(without),
        largest=(giant_share(alone), giant_share(joined)),
    )


@dataclass(frozen=True, slots=True)
class Covered:
    """The coverage with or without programmes and studies, and national schemes."""

    umbrellas: bool
    national: bool
    found: CellCoverage


def coverages(register: Register, programme: Programme) -> tuple[Covered, ...]:
    """Return the coverage of pillar, target group and region, in the four ways of counting it.

    Regions are those of the narrowest division of the programme; nothing without groups or regions.
    """
    groups = [ident for ident, one in register.codes.items() if one.list is CodeList.TARGET_GROUPS]
    divisions = [one.prefix for one in programme.plan.divisions if not one.comparison]
    regions = [code for code in programme.regions if divisions and code[:2] == divisions[-1]]
    if not groups or not regions:
        return ()
    return tuple(
        Covered(
            umbrellas,
            national,
            coverage(
                register.initiatives.values(),
                pillars=programme.pillar_ids,
                groups=groups,
                regions=regions,
                umbrellas=umbrellas,
                national=national,
            ),
        )
        for umbrellas in (False, True)
        for national in (True, False)
    )


def concentrations(register: Register) -> Iterator[tuple[Money, int, Concentration]]:
    """Yield how concentrated money is, for every kind, rate and moment that several amounts have.

    Only amounts that may be added up are shares of one whole.
    """
    groups: dict[tuple[MoneyKind, Rate, str], list[Money]] = {}
    for row in register.money.values():
        groups.setdefault((row.kind, row.rate, row.as_of), []).append(row)
    for rows in groups.values():
        found = money_concentration(rows, known=register.money)
        if len({row.initiative for row in rows}) > 1 and isinstance(found, Concentration):
            yield rows[0], len(rows), found
