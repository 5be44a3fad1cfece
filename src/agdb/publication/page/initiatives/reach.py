"""Where initiatives reach: counted by region and pillar, never in euros."""

from __future__ import annotations

from dataclasses import dataclass

from agdb.programme.geography.place import is_in, localities
from agdb.publication.edition import Edition, Link
from agdb.publication.page.registered.amounts import firmest_in_words
from agdb.publication.page.registered.wording import RegisterWording
from agdb.publication.reading.reading import Names
from agdb.publication.wording.language import folded, lowered
from agdb.register.initiative import Initiative, PartnerRole


@dataclass(frozen=True, slots=True)
class Reach:
    """One row of the coverage: a region, with the number of initiatives for each pillar."""

    name: str
    counts: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Nearby:
    """An initiative on the page of a region: where it is, if that is not this region, and money.

    `who` are the organisations that answer for it, empty where nobody is named.
    """

    link: Link
    where: str
    money: str
    who: str


def nearby(edition: Edition, region: str) -> tuple[tuple[Nearby, ...], tuple[Nearby, ...]]:
    """Return the initiatives in a region, and those for a wider area that it lies in."""
    programme = edition.programme
    found = [
        (is_in(programme, codes(one), region), _nearby(edition, one, region))
        for one in edition.release.register.initiatives.values()
        if any(localities(programme, codes(one), region))
    ]
    return tuple(near for here, near in found if here), tuple(
        near for here, near in found if not here
    )


def national(edition: Edition) -> tuple[Nearby, ...]:
    """Return the initiatives that are for the whole country."""
    register = edition.release.register
    found = (one for one in register.initiatives.values() if one.national is True)
    return tuple(_nearby(edition, one, edition.programme.plan.country) for one in found)


def codes(one: Initiative) -> tuple[str, ...]:
    """Return the codes of the regions that an initiative names."""
    return tuple(at.code for at in one.regions)


def _nearby(edition: Edition, one: Initiative, region: str) -> Nearby:
    language, said = edition.language, RegisterWording(edition)
    names = Names(edition.programme, language)
    places = []
    for locality in localities(edition.programme, codes(one), region):
        if locality.named != region:
            name = names.region(locality.named)
            places.append(language.say("place.partly", name=name) if locality.partly else name)
    return Nearby(
        link=said.initiative(one.id),
        where=language.listing(sorted(places, key=folded)),
        money=firmest_in_words(edition.links.money.get(one.id, ()), said),
        who=language.listing(
            [said.organisation(name).text for name in one.organisations(PartnerRole.ACCOUNTABLE)]
        ),
    )


def coverage(edition: Edition) -> tuple[Reach, ...]:
    """Return the counts of the whole country, of each region reached, and of what has no place."""
    programme, say = edition.programme, edition.language.say
    every = tuple(edition.release.register.initiatives.values())
    names = Names(programme, edition.language)
    national = [one for one in every if one.national is True]
    regional = [one for one in every if one.national is False]
    rows = [_reach(edition, say("scope.national"), national)]
    for division in programme.plan.divisions:
        named = [code for code in programme.regions if code.startswith(division.prefix)]
        for code in sorted(named, key=lambda code: folded(names.region(code))):
            if code != programme.plan.country:
                inside = [one for one in regional if is_in(programme, codes(one), code)]
                label = f"{names.region(code)}, {lowered(names.division(code))}"
                rows.append(_reach(edition, label, inside))
    unplaced = [one for one in regional if not one.regions]
    rows.append(_reach(edition, say("scope.unplaced"), unplaced))
    unknown = [one for one in every if one.national == "unknown"]
    rows.append(_reach(edition, say("scope.unknown"), unknown))
    return tuple(row for row in rows if row.total)


def _reach(edition: Edition, name: str, some: list[Initiative]) -> Reach:
    pillars = edition.programme.plan.pillars
    counts = tuple(sum(pillar.id in one.pillars for one in some) for pillar in pillars)
    return Reach(name, counts, len(some))
