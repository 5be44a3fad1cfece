"""The services that can be asked, and which of them a name means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from agdb.errors import UsageError
from agdb.sources.fetching.addresses import Addresses
from agdb.sources.fetching.contract import Order
from agdb.sources.probing import cbs, others
from agdb.sources.probing.service import Service
from agdb.statistics.identifier import DatasetId

SERVICES: Final[Sequence[Service]] = (*cbs.SERVICES, *others.SERVICES)
BY_HAND: Final = ("uwv",)
"""Publishers whose files stand on pages: there is no service to ask."""


def named(
    names: Sequence[str], *, addresses: Addresses, orders: Mapping[str, Order]
) -> list[tuple[Service, Order]]:
    """Return what is asked: every service without names, else those that the names mean.

    A name is a publisher, a service, or a data set, which the first service of its publisher is
    asked for; `orders` has what the programme says of asking for data sets, by their folder. Raises
    `UsageError` for a name that means none of them.
    """
    found: dict[tuple[str, str], tuple[Service, Order]] = {}
    for name in names or [service.id for service in SERVICES]:
        for service, order in _meant(name, addresses, orders):
            found[service.id, str(order.dataset)] = (service, order)
    return list(found.values())


def _meant(
    name: str, addresses: Addresses, orders: Mapping[str, Order]
) -> list[tuple[Service, Order]]:
    if name in BY_HAND:
        return []
    if ":" in name:
        id_ = DatasetId.parse(name)
        for service in SERVICES:
            if service.publisher == id_.publisher:
                return [(service, orders.get(id_.folder, Order(id_, addresses)))]
    found = [one for one in SERVICES if name in {one.publisher, one.id}]
    if not found:
        known = ", ".join(dict.fromkeys(n for s in SERVICES for n in (s.publisher, s.id)))
        raise UsageError(
            f"no service is called {name!r}",
            remedy=f"name a data set, {', '.join(BY_HAND)}, {known}",
        )
    return [(service, service.subject.order(addresses)) for service in found]
