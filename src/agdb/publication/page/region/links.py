"""Links to the pages of regions, and the maps on which one is chosen."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from agdb.programme.geography.geography import Shapes
from agdb.publication import address
from agdb.publication.chart.canvas import Caption
from agdb.publication.chart.map import locator
from agdb.publication.edition import Edition, Link
from agdb.publication.figure.region_map import RegionMap, land_of, newest_shapes, region_map
from agdb.publication.reading.reading import Names, Reading
from agdb.publication.wording.language import folded


@dataclass(frozen=True, slots=True)
class Locator:
    """A map without figures, with the year of its borders and what changed after it."""

    drawing: Markup
    note: str
    shapes: Shapes


def region_links(edition: Edition, reading: Reading) -> dict[str, dict[str, str]]:
    """Return the addresses of the regions by name, for each figure of an indicator's page."""
    return {
        f"in-{prefix.lower()}": {
            reading.names.region(one.region): region_href(edition, one.region)
            for one in some
            if one.region in edition.regions
        }
        for prefix, some in reading.regions().items()
    }


def region_maps(edition: Edition, reading: Reading) -> dict[str, RegionMap]:
    """Return the maps of an indicator, or why there is none, for each figure of its page."""
    hrefs = {code: region_href(edition, code) for code in edition.regions}
    found = {
        f"in-{prefix.lower()}": region_map(reading, prefix, some, hrefs)
        for prefix, some in reading.regions().items()
    }
    return {ident: one for ident, one in found.items() if one is not None}


def region_link(edition: Edition, code: str) -> Link:
    """Return the name of a region, with the address of its page where it has one."""
    name = Names(edition.programme, edition.language).region(code)
    return Link(region_href(edition, code) if code in edition.regions else "", name)


def region_href(edition: Edition, code: str) -> str:
    """Return the address of the page of a region."""
    return edition.addresses.link(address.region(edition.language.code, code))


def map_of(edition: Edition, prefix: str, caption: Caption, current: str = "") -> Locator | None:
    """Return the map of a division, each area a link; None where no shapes are held of it."""
    programme, language = edition.programme, edition.language
    shapes = newest_shapes(programme, prefix)
    if shapes is None:
        return None
    names = Names(programme, language)
    hrefs = {code: region_href(edition, code) for code in edition.regions}
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
