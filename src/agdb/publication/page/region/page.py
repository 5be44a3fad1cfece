"""The pages of the regions: their figures with the country beside them, and their initiatives."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from agdb.programme.geography.geography import Shapes
from agdb.publication import address
from agdb.publication.chart.canvas import Caption
from agdb.publication.chart.map import locator
from agdb.publication.edition import Edition, Link
from agdb.publication.figure.region_map import RegionMap, land_of, newest_shapes, region_map
from agdb.publication.page.initiatives.reach import nearby
from agdb.publication.page.shared.card import Card, region_card
from agdb.publication.reading.citation import full_count
from agdb.publication.reading.reading import Names, Reading
from agdb.publication.section import LinkPlace, Section, either, list_and, named
from agdb.publication.wording.language import folded, lowered


@dataclass(frozen=True, slots=True)
class Locator:
    """A map without figures, with the year of its borders and what changed after it."""

    drawing: Markup
    note: str
    shapes: Shapes


@dataclass(frozen=True, slots=True)
class DivisionList:
    """A division with its regions that have figures, by name, and the map to choose one on."""

    ident: str
    name: str
    regions: tuple[Link, ...]
    map: Locator | None


@dataclass(frozen=True, slots=True)
class PillarOfRegion:
    """The cards of one pillar."""

    ident: str
    name: str
    cards: tuple[Card, ...]


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


def region_maps(edition: Edition, reading: Reading) -> dict[str, RegionMap]:
    """Return the maps of an indicator, or why there is none, for each figure of its page."""
    hrefs = {code: _href(edition, code) for code in edition.regions}
    found = {
        f"in-{prefix.lower()}": region_map(reading, prefix, some, hrefs)
        for prefix, some in reading.regions().items()
    }
    return {ident: one for ident, one in found.items() if one is not None}


def region_link(edition: Edition, code: str) -> Link:
    """Return the name of a region, with the address of its page where it has one."""
    name = Names(edition.programme, edition.language).region(code)
    return Link(_href(edition, code) if code in edition.regions else "", name)


def _href(edition: Edition, code: str) -> str:
    return edition.addresses.link(address.region(edition.language.code, code))


def regions_page(edition: Edition) -> tuple[str, bytes]:
    """Return the list of the regions that have a value."""
    language, names = edition.language, Names(edition.programme, edition.language)
    listed = []
    for division in edition.programme.plan.divisions:
        found = [code for code in edition.regions if code.startswith(division.prefix)]
        found.sort(key=lambda code: folded(names.region(code)))
        if found:
            links = tuple(Link(_href(edition, code), names.region(code)) for code in found)
            plural = language.words(division.plural)
            caption = Caption(
                f"choose-{division.prefix.lower()}",
                language.say("region.map", division=lowered(plural)),
                language.say("region.map.describe"),
            )
            drawn = _locator(edition, division.prefix, caption)
            listed.append(DivisionList(division.prefix.lower(), plural, links, drawn))
    return edition.render(
        "region/regions.html",
        address.section(language.code, "region"),
        title=language.say("menu.region"),
        description=language.say("region.intro", n=len(edition.regions)),
        listed=listed,
    )


def _locator(edition: Edition, prefix: str, caption: Caption, current: str = "") -> Locator | None:
    programme, language = edition.programme, edition.language
    shapes = newest_shapes(programme, prefix)
    if shapes is None:
        return None
    names = Names(programme, language)
    hrefs = {code: _href(edition, code) for code in edition.regions}
    land = land_of(names, shapes, prefix, hrefs)
    geography = programme.geography
    latest = max(geography.lists, default=shapes.year)
    same = geography.unchanged(prefix, first=shapes.year, second=latest)
    note = language.say("region.map.edition", edition=str(shapes.year))
    moved = [one.name for one in land.shapes if same is not None and one.code not in same]
    if moved:
        listed = language.listing(sorted(moved, key=folded))
        note = f"{note} {language.say('region.map.moved', n=len(moved), names=listed)}"
    return Locator(locator(caption, land, current=current), note, shapes)


def region_page(edition: Edition, code: str) -> tuple[str, bytes]:
    """Return the page of the region `code`."""
    language, programme = edition.language, edition.programme
    names = Names(programme, language)
    name, division = names.region(code), names.division(code)
    country = names.region(programme.plan.country)
    here, around = nearby(edition, code)
    pillars = [
        PillarOfRegion(pillar.id, language.words(pillar.names), _cards(edition, pillar.id, code))
        for pillar in programme.plan.pillars
    ]
    return edition.render(
        "region/region.html",
        address.region(language.code, code),
        title=f"{name} ({lowered(division)})",
        description=language.say("region.figures", n=sum(len(one.cards) for one in pillars)),
        name=name,
        division=division,
        pillars=[one for one in pillars if one.cards],
        country=country,
        margins=_margins(edition, code, country),
        place=_locator(
            edition,
            code[:2],
            Caption(
                "place",
                language.say("region.place"),
                language.say("region.place.describe", name=name),
            ),
            current=code,
        ),
        here=here,
        around=around,
    )


def _margins(edition: Edition, code: str, country: str) -> str:
    """That a difference in a full count is one, and that of other figures no margin is known."""
    shown = [
        one
        for one in edition.readings.values()
        if not one.holdings and one.of_region(code) is not None
    ]
    counted = [one for one in shown if full_count(one)]
    some = "none" if not counted else "full" if len(counted) == len(shown) else "some"
    return edition.language.say(f"region.margins.{some}", country=country)


def _cards(edition: Edition, pillar: str, code: str) -> tuple[Card, ...]:
    """In the order of the programme: an order by value would rank what may not differ."""
    found = (
        region_card(edition, edition.readings[one.id], code)
        for one in edition.programme.by_pillar[pillar]
        if one.id in edition.readings
    )
    return tuple(one for one in found if one is not None)


SECTION = Section(
    name="region",
    keys=list_and(lambda edition: edition.regions),
    render=either(regions_page, region_page),
    place=LinkPlace.MENU,
    label=named("menu.region"),
)
