"""The pictures of the site: each chart as SVG, the main one as PNG, and a card for each page."""

from __future__ import annotations

from collections.abc import Iterator

from agdb.publication import address
from agdb.publication.edition import Edition
from agdb.publication.figure.choice import figures
from agdb.publication.figure.figure import Figure
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
    for figure in figures(reading):
        main = figure.ident == MAIN
        sheet = _sheet(edition, reading, figure)
        if figure.draw is not None:
            path = address.picture(code, ident, f"{figure.ident}.svg")
            yield path, drawn(sheet, LOOSE, figure.draw).encode()
        if main:
            for form in (LANDSCAPE, SQUARE):
                path = address.picture(code, ident, f"{figure.ident}-{form.name}.png")
                yield path, raster(drawn(sheet, form, figure.draw), width=form.pixels)


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
