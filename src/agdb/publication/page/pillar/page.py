"""The page of a pillar: all its indicators, under the themes that the programme gives it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from agdb.programme.plan import Pillar
from agdb.publication import address
from agdb.publication.edition import Edition
from agdb.publication.page.registered.wording import RegisterWording
from agdb.publication.page.shared.card import Card, card
from agdb.publication.section import LinkLabel, LinkPlace, Section


@dataclass(frozen=True, slots=True)
class ThemeCards:
    """A theme with its cards, and below them those that still wait for figures.

    `holdings` only count what our own register holds, and make no headline of it. `ident` and
    `name` are empty for a pillar without themes.
    """

    ident: str
    name: str
    cards: tuple[Card, ...]
    waiting: tuple[Card, ...]
    holdings: tuple[Card, ...] = ()


def pillar_page(edition: Edition, number: int) -> tuple[str, bytes]:
    """Return the page of pillar `number` with all its indicators."""
    pillar = edition.programme.plan.pillars[number - 1]
    return edition.render(
        "pillar/pillar.html",
        address.pillar(edition.language.code, number),
        title=edition.language.words(pillar.names),
        description=edition.language.words(pillar.summary),
        number=number,
        groups=tuple(_groups(edition, pillar)),
        initiatives=RegisterWording(edition).initiatives(
            one.id
            for one in edition.release.register.initiatives.values()
            if pillar.id in one.pillars
        ),
    )


def _groups(edition: Edition, pillar: Pillar) -> Iterator[ThemeCards]:
    named: list[tuple[str | None, str]] = [
        (theme.id, edition.language.words(theme.names)) for theme in pillar.themes
    ]
    for ident, name in named or [(None, "")]:
        readings = [
            edition.readings[one.id]
            for one in edition.programme.by_pillar[pillar.id]
            if one.theme == ident and one.id in edition.readings
        ]
        cards = {
            reading.definition.id: card(edition, reading)
            for reading in readings
            if reading.headline is None or not reading.holdings
        }
        held = [card(edition, one) for one in readings if one.definition.id not in cards]
        if readings:
            yield ThemeCards(
                ident or "",
                name,
                tuple(one for one in cards.values() if not one.waiting),
                tuple(one for one in cards.values() if one.waiting),
                tuple(held),
            )


def _label(edition: Edition, key: str) -> LinkLabel:
    pillar = edition.programme.plan.pillars[int(key) - 1]
    if pillar.short is not None:
        return LinkLabel(edition.language.words(pillar.short))
    numbered = edition.language.say("overview.pillar", number=int(key))
    return LinkLabel(numbered, edition.language.words(pillar.names))


SECTION = Section(
    name="pillar",
    keys=lambda edition: tuple(
        str(number) for number, _ in enumerate(edition.programme.plan.pillars, start=1)
    ),
    render=lambda edition, key: pillar_page(edition, int(key)),
    place=LinkPlace.MENU,
    label=_label,
)
