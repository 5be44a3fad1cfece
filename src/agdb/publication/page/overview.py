"""The first page: what the figures of every pillar say now, in cards."""

from __future__ import annotations

from dataclasses import dataclass

from agdb.programme.plan import Pillar
from agdb.publication import address
from agdb.publication.page.alerts import overview_notes
from agdb.publication.page.card import Card, card
from agdb.publication.page.edition import Edition
from agdb.publication.page.glance import glances

ON_OVERVIEW = 4  # so many of each pillar stand on the first page


@dataclass(frozen=True, slots=True)
class Section:
    """A pillar with its first cards, and how many indicators it has in all."""

    number: int
    pillar: Pillar
    href: str
    cards: tuple[Card, ...]
    total: int


def overview_page(edition: Edition) -> tuple[str, bytes]:
    """Return the first page: every pillar with its first indicators that have figures."""
    plan = edition.programme.plan
    sections = [_section(edition, number) for number in _numbers(edition)]
    return edition.render(
        "overview.html",
        address.overview(edition.language.code),
        title=edition.language.words(plan.names),
        description=edition.language.words(plan.description),
        glances=glances(edition),
        sections=sections,
        alerts=overview_notes(edition),
    )


def _section(edition: Edition, number: int) -> Section:
    """Return pillar `number` with its first cards, those with figures before the others.

    What tells how full a register is stands on the page of its pillar, and not here.
    """
    pillar = edition.programme.plan.pillars[number - 1]
    readings = [
        edition.readings[one.id]
        for one in edition.programme.by_pillar[pillar.id]
        if one.id in edition.readings
    ]
    readings.sort(key=lambda reading: reading.headline is None)
    told = [reading for reading in readings if not reading.holdings]
    cards = tuple(card(edition, reading) for reading in told[:ON_OVERVIEW])
    href = edition.addresses.link(address.pillar(edition.language.code, number))
    return Section(number, pillar, href, cards, len(readings))


def _numbers(edition: Edition) -> range:
    return range(1, len(edition.programme.plan.pillars) + 1)
