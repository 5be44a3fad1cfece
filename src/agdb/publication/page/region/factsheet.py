"""Two pages of A4 about a region, to print or to hand out: complete in plain HTML."""

from __future__ import annotations

from agdb.publication import address
from agdb.publication.chart.canvas import Caption
from agdb.publication.edition import Edition
from agdb.publication.page.initiatives.reach import national, nearby
from agdb.publication.page.region.links import map_of, region_href
from agdb.publication.page.region.words import (
    area_rows,
    figure_rows,
    heading,
    held_sentence,
    like_table,
    shortage_sentences,
)
from agdb.publication.reading.citation import citation
from agdb.publication.reading.reading import Names, Reading
from agdb.publication.regional.likeness import likeness
from agdb.publication.regional.profile import RegionProfile, profile
from agdb.publication.wording.language import lowered, raised

_INITIATIVES = 12
"""So many fit on the second page; what is left out is counted."""


def factsheet_page(edition: Edition, code: str) -> tuple[str, bytes]:
    """Return the two pages about the region `code`, with the sources of every figure on them."""
    language, programme = edition.language, edition.programme
    names, found = Names(programme, language), profile(edition, code)
    name, division = names.region(code), names.division(code)
    whole = code == programme.plan.country
    here, around = (national(edition), ()) if whole else nearby(edition, code)
    shown = (*here, *around)[:_INITIATIVES]
    place = Caption(
        "place", language.say("region.place"), language.say("region.place.describe", name=name)
    )
    return edition.render(
        "region/factsheet.html",
        address.factsheet(language.code, code),
        title=language.say("factsheet.title", name=name),
        description=held_sentence(edition, found),
        heading=heading(edition, found),
        name=raised(name),
        code=code,
        division=lowered(division),
        country=names.region(programme.plan.country),
        whole=whole,
        rows=figure_rows(edition, found.own),
        areas=area_rows(edition, found),
        shortages=shortage_sentences(edition, found),
        alike=() if whole else [like_table(edition, one) for one in likeness(edition, code)],
        initiatives=shown,
        more=len(here) + len(around) - len(shown),
        sources=_sources(edition, found),
        place=map_of(edition, code[:2], place, current=code),
        profile=region_href(edition, code),
    )


def _sources(edition: Edition, found: RegionProfile) -> list[str]:
    """The citation of every source of a figure on the pages, each once."""
    shown = [*found.own, *(one for area in found.wider for one in area.figures)]
    told = (text for one in shown for text in _cited(edition, one.reading))
    return list(dict.fromkeys(told))


def _cited(edition: Edition, reading: Reading) -> list[str]:
    sources = edition.programme.sources
    return [
        citation(one, source=sources.get(one.dataset), language=edition.language)
        for one in reading.computed.inputs
    ]
