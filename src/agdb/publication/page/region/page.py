"""The pages of the regions: the profile of each, its factsheet, and the index with its maps."""

from __future__ import annotations

from dataclasses import dataclass

from agdb.publication import address
from agdb.publication.chart.canvas import Caption
from agdb.publication.edition import Edition, Link
from agdb.publication.figure.beside_country import BesideCountry, beside_country, by_itself
from agdb.publication.page.initiatives.reach import Nearby, national, nearby
from agdb.publication.page.region.factsheet import factsheet_page
from agdb.publication.page.region.index import regions_page
from agdb.publication.page.region.links import map_of
from agdb.publication.page.region.words import (
    area_cards,
    compare_href,
    figure_rows,
    heading,
    held_sentence,
    like_table,
    shortage_sentences,
)
from agdb.publication.page.shared.card import Card, card, region_card
from agdb.publication.reading.reading import Names
from agdb.publication.regional.likeness import likeness
from agdb.publication.regional.profile import (
    RegionFigure,
    RegionProfile,
    in_pictures,
    lacking,
    profile,
)
from agdb.publication.section import LinkPlace, Section, named
from agdb.publication.wording.language import lowered, raised

FACTSHEET = "/factsheet"
"""What stands behind the code of a region in the key of its factsheet."""
_CHARTS = 4


@dataclass(frozen=True, slots=True)
class PillarOfRegion:
    """The cards of one pillar."""

    ident: str
    name: str
    cards: tuple[Card, ...]


def region_page(edition: Edition, code: str) -> tuple[str, bytes]:
    """Return the page of the region `code`; that of the country has what regions have too."""
    language, programme = edition.language, edition.programme
    names, found = Names(programme, language), profile(edition, code)
    name, division = names.region(code), names.division(code)
    country = names.region(programme.plan.country)
    here, around = _initiatives(edition, code)
    whole = code == programme.plan.country
    return edition.render(
        "region/region.html",
        address.region(language.code, code),
        title=f"{raised(name)} ({lowered(division)})",
        description=held_sentence(edition, found),
        heading=heading(edition, found),
        name=name,
        code=code,
        division=division,
        whole=whole,
        pillars=_pillars(edition, found),
        rows=figure_rows(edition, found.own),
        country=country,
        margins=_margins(edition, found, country),
        charts=_charts(edition, found),
        shortages=shortage_sentences(edition, found),
        areas=area_cards(edition, found),
        alike=() if whole else [like_table(edition, one) for one in likeness(edition, code)],
        compare=_compare(edition, found),
        factsheet=edition.addresses.link(address.factsheet(language.code, code)),
        place=map_of(
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
        lacking=[] if whole else _lacking(edition, code),
    )


def _lacking(edition: Edition, code: str) -> list[Link]:
    """The figures in front that the region does not have, each leading to what there is."""
    return [
        Link(edition.href(one.indicator), edition.language.words(one.subject).rstrip(","))
        for one in lacking(edition, code)
        if one.indicator in edition.readings
    ]


def _initiatives(edition: Edition, code: str) -> tuple[tuple[Nearby, ...], tuple[Nearby, ...]]:
    """Those of a region and of the areas around it; of the country those for all of it."""
    if code == edition.programme.plan.country:
        return national(edition), ()
    return nearby(edition, code)


def _pillars(edition: Edition, found: RegionProfile) -> list[PillarOfRegion]:
    names = {one.id: edition.language.words(one.names) for one in edition.programme.plan.pillars}
    shown = []
    for pillar, figures in found.figures:
        some = tuple(_card(edition, one, found.code) for one in figures)
        shown.append(PillarOfRegion(pillar, names[pillar], some))
    return shown


def _card(edition: Edition, one: RegionFigure, code: str) -> Card:
    """That of the country is held against a year earlier, that of a region against the country."""
    found = (
        None if code == edition.programme.plan.country else region_card(edition, one.reading, code)
    )
    return found or card(edition, one.reading)


def _charts(edition: Edition, found: RegionProfile) -> list[BesideCountry]:
    """The first shares that have a course beside that of the country, and then amounts alone."""
    country = edition.programme.plan.country
    if found.code == country:
        return []
    drawn = []
    for one in in_pictures(found):
        ident = one.reading.definition.id
        named = {"ident": f"beside-{ident}", "href": edition.href(ident)}
        if one.reading.quantity.counted:
            drawn.append(by_itself(one.reading, one.series, **named))
        else:
            drawn.append(beside_country(one.reading, one.series, country=country, **named))
    return [one for one in drawn if one is not None][:_CHARTS]


def _compare(edition: Edition, found: RegionProfile) -> str:
    """The compare page, with the first figure of the region beside the country; empty without."""
    if not any(section.name == "compare" for section in edition.sections):
        return ""
    country = edition.programme.plan.country
    if not found.own or found.code == country:
        return compare_href(edition)
    first = found.own[0].reading.definition.id
    return compare_href(edition, kind="regions", indicator=first, regions=f"{found.code},{country}")


def _margins(edition: Edition, found: RegionProfile, country: str) -> str:
    """That a difference in a full count is one, and that of other figures no margin is known."""
    counted = [one for one in found.own if one.counted_in_full]
    some = "none" if not counted else "full" if len(counted) == len(found.own) else "some"
    return edition.language.say(f"region.margins.{some}", country=country)


def _keys(edition: Edition) -> tuple[str, ...]:
    """The index, and of each region its profile and its factsheet."""
    if not edition.regions:
        return ()
    return ("", *(f"{code}{end}" for code in edition.regions for end in ("", FACTSHEET)))


def _render(edition: Edition, key: str) -> tuple[str, bytes]:
    if not key:
        return regions_page(edition)
    code = key.removesuffix(FACTSHEET)
    return factsheet_page(edition, code) if key != code else region_page(edition, code)


SECTION = Section(
    name="region",
    keys=_keys,
    render=_render,
    place=LinkPlace.MENU,
    label=named("menu.region"),
)
