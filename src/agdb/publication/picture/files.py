"""The pictures of the site: each chart as SVG, the main one as PNG, and a card for each page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from agdb.publication import address
from agdb.publication.edition import Edition
from agdb.publication.figure.choice import figures
from agdb.publication.figure.figure import Figure
from agdb.publication.figure.region_map import RegionMap, region_map
from agdb.publication.picture.raster import Raster
from agdb.publication.picture.sheet import LANDSCAPE, LOOSE, SQUARE, PictureSheet, drawn
from agdb.publication.reading.citation import citations
from agdb.publication.reading.lead import newest_sentence
from agdb.publication.reading.reading import Reading
from agdb.publication.section import Section

MAIN = "main"
"""The figure of which a picture is made for slides and messages."""


def pictures(edition: Edition, reading: Reading, *, raster: Raster) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of every picture of an indicator, none for one without figures.

    An indicator of which the newest figure is no chart has that figure in words on its picture.
    """
    code, ident = edition.language.code, reading.definition.id
    found = shared_figures(edition, reading)
    for figure in found:
        main = figure.ident == MAIN
        sheet = _sheet(edition, reading, figure)
        if figure.draw is not None:
            path = address.picture(code, ident, f"{figure.ident}.svg")
            yield path, drawn(sheet, LOOSE, figure.draw).encode()
        if main:
            for form in (LANDSCAPE, SQUARE):
                path = address.picture(code, ident, f"{figure.ident}-{form.name}.png")
                yield path, raster(drawn(sheet, form, figure.draw), width=form.pixels)
    for prefix, regions in reading.regions().items():
        on_map = region_map(reading, prefix, regions, {})
        if on_map is not None and on_map.draw is not None:
            plain = next(one for one in found if one.ident == f"in-{prefix.lower()}")
            yield from _map(edition, reading, prefix, plain, on_map, raster=raster)


def shared_figures(edition: Edition, reading: Reading) -> tuple[Figure, ...]:
    """Return the `figures` of an indicator, which its page and its pictures share."""
    return edition.once(f"figures {reading.definition.id}", lambda: figures(reading))


def _map(
    edition: Edition,
    reading: Reading,
    prefix: str,
    figure: Figure,
    found: RegionMap,
    *,
    raster: Raster,
) -> Iterator[tuple[str, bytes]]:
    """The map of a division: SVG and PNG, with whose borders they are."""
    code, ident = edition.language.code, reading.definition.id
    plain = _sheet(edition, reading, figure)
    assert found.shapes is not None
    borders = edition.language.say("map.borders", citation=found.shapes.citation).rstrip(",")
    sheet = replace(plain, source=f"{plain.source} {borders} ({found.shapes.licence}).")
    name = map_picture(prefix)
    svg = drawn(sheet, LANDSCAPE, found.draw)
    yield address.picture(code, ident, f"{name}.svg"), svg.encode()
    yield address.picture(code, ident, f"{name}.png"), raster(svg, width=LANDSCAPE.pixels)


def map_picture(prefix: str) -> str:
    """Return the name of the picture of the map of a division, without its extension."""
    return f"map-{prefix.lower()}"


def card(edition: Edition, section: Section, *, raster: Raster) -> Iterator[tuple[str, bytes]]:
    """Yield the picture that stands beside a link to a page of a section; none without pages."""
    words, plan, keys = edition.language.words, edition.programme.plan, section.keys(edition)
    if not keys:
        return
    label = section.label(edition, keys[0]) if keys[0] == "" else None
    sheet = PictureSheet(
        title=words(plan.names),
        said=words(plan.short) if label is None else label.text,
        about="",
        source=words(plan.description),
        where=edition.addresses.full(address.overview(edition.language.code)),
    )
    svg = drawn(sheet, LANDSCAPE, None)
    yield address.card(edition.language.code, section.name), raster(svg, width=LANDSCAPE.pixels)


def _sheet(edition: Edition, reading: Reading, figure: Figure) -> PictureSheet:
    say, code = edition.language.say, edition.language.code
    main = figure.ident == MAIN
    return PictureSheet(
        title=reading.name if main else figure.table.caption,
        said=str(newest_sentence(reading)) if main else "",
        about=figure.subheading,
        source=say(
            "picture.source",
            source="; ".join(citations(reading)),
            owner=edition.language.words(edition.programme.plan.owner),
        ),
        where=edition.addresses.full(address.indicator(code, reading.definition.id)),
    )
