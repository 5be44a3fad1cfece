"""The pages of the regions: their figures with the country beside them, and their initiatives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from agdb.publication import address
from agdb.publication.figure.choice import lowered
from agdb.publication.page.card import Card, region_card
from agdb.publication.page.edition import Edition, Link
from agdb.publication.reading.names import Names
from agdb.publication.reading.reading import Reading


@dataclass(frozen=True, slots=True)
class Listed:
    """A division with its regions that have figures, by name."""

    name: str
    regions: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class OfPillar:
    """The cards of one pillar."""

    ident: str
    name: str
    cards: tuple[Card, ...]


def region_pages(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """Yield the list of regions and the page of each; nothing if no region has a value."""
    if not edition.regions:
        return
    yield _list_page(edition)
    for code in edition.regions:
        yield _region_page(edition, code)


def region_links(edition: Edition, reading: Reading) -> dict[str, dict[str, str]]:
    """Return the addresses of the regions by name, for each figure of an indicator's page."""
    return {
        f"in-{prefix.lower()}": {
            reading.names.region(one.region): _href(edition, one.region)
            for one in some
            if one.region in edition.regions
        }
        for prefix, some in reading.regions().items()
    }


def _href(edition: Edition, code: str) -> str:
    return edition.addresses.link(address.region(edition.language.code, code))


def _list_page(edition: Edition) -> tuple[str, bytes]:
    language, names = edition.language, Names(edition.programme, edition.language)
    listed = []
    for division in edition.programme.plan.divisions:
        found = [code for code in edition.regions if code.startswith(division.prefix)]
        by_name = sorted((names.region(code), _href(edition, code)) for code in found)
        if by_name:
            links = tuple(Link(href, name) for name, href in by_name)
            listed.append(Listed(language.words(division.plural), links))
    return edition.render(
        "regions.html",
        address.section(language.code, "region"),
        title=language.say("menu.region"),
        description=language.say("region.intro", n=len(edition.regions)),
        listed=listed,
    )


def _region_page(edition: Edition, code: str) -> tuple[str, bytes]:
    language, programme = edition.language, edition.programme
    names = Names(programme, language)
    name, division = names.region(code), names.division(code)
    pillars = [
        OfPillar(pillar.id, language.words(pillar.names), _cards(edition, pillar.id, code))
        for pillar in programme.plan.pillars
    ]
    return edition.render(
        "region.html",
        address.region(language.code, code),
        title=f"{name} ({lowered(division)})",
        description=language.say("region.figures", n=sum(len(one.cards) for one in pillars)),
        name=name,
        division=division,
        pillars=[one for one in pillars if one.cards],
        country=names.region(programme.plan.country),
        initiatives=[one for one in programme.initiatives.values() if code in one.regions],
    )


def _cards(edition: Edition, pillar: str, code: str) -> tuple[Card, ...]:
    """In the order of the programme: an order by value would rank what may not differ."""
    found = (
        region_card(edition, edition.readings[one.id], code)
        for one in edition.programme.by_pillar[pillar]
        if one.id in edition.readings
    )
    return tuple(one for one in found if one is not None)
