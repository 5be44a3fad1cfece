"""The first page and the pages of the pillars: what the figures say now, in cards."""

from __future__ import annotations

from dataclasses import dataclass

from agdb.programme.plan import Pillar
from agdb.publication import address
from agdb.publication.page.card import Card, card
from agdb.publication.page.edition import Edition

ON_OVERVIEW = 4  # so many of each pillar stand on the first page


@dataclass(frozen=True, slots=True)
class Section:
    """A pillar with its cards, and how many indicators it has in all."""

    number: int
    pillar: Pillar
    href: str
    cards: tuple[Card, ...]
    total: int


def overview_page(edition: Edition) -> tuple[str, bytes]:
    """Return the first page: every pillar with its first indicators that have figures."""
    plan = edition.programme.plan
    sections = [section(edition, number, most=ON_OVERVIEW) for number in _numbers(edition)]
    return edition.render(
        "overview.html",
        address.overview(edition.language.code),
        title=edition.language.words(plan.names),
        description=edition.language.words(plan.description),
        sections=sections,
    )


def pillar_page(edition: Edition, number: int) -> tuple[str, bytes]:
    """Return the page of pillar `number` with all its indicators."""
    shown = section(edition, number, most=None)
    return edition.render(
        "pillar.html",
        address.pillar(edition.language.code, number),
        title=edition.language.words(shown.pillar.names),
        description=edition.language.words(shown.pillar.summary),
        section=shown,
        initiatives=[
            one for one in edition.programme.initiatives.values() if shown.pillar.id in one.pillars
        ],
    )


def section(edition: Edition, number: int, *, most: int | None) -> Section:
    """Return pillar `number` with at most `most` cards, those with figures first."""
    pillar = edition.programme.plan.pillars[number - 1]
    readings = [
        edition.readings[one.id]
        for one in edition.programme.by_pillar[pillar.id]
        if one.id in edition.readings
    ]
    if most is not None:
        readings.sort(key=lambda reading: reading.headline is None)
    cards = tuple(card(edition, reading) for reading in readings[:most])
    href = edition.addresses.link(address.pillar(edition.language.code, number))
    return Section(number, pillar, href, cards, len(readings))


def _numbers(edition: Edition) -> range:
    return range(1, len(edition.programme.plan.pillars) + 1)
