"""The page of one indicator: its value, its charts with their tables, and how it was made."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from agdb.publication import address
from agdb.publication.edition import Edition, Link
from agdb.publication.page.classifications.page import classification_links
from agdb.publication.page.indicator.around import initiatives, levers, next_figure
from agdb.publication.page.indicator.evidence import evidence
from agdb.publication.page.indicator.provenance import trail
from agdb.publication.page.indicator.schema_org import dataset
from agdb.publication.page.indicator.take import map_links, svg_link, take_along
from agdb.publication.page.region.links import region_links, region_maps
from agdb.publication.page.shared.alerts import notes_beside_tables
from agdb.publication.page.shared.card import Card, card, labels, related
from agdb.publication.page.shared.freshness import Freshness, freshness, missing
from agdb.publication.page.shared.outlook import ahead
from agdb.publication.page.targets.progress import targets_of
from agdb.publication.page.text.terms import terms
from agdb.publication.picture.files import shared_figures
from agdb.publication.reading.citation import sampling_note
from agdb.publication.reading.lead import change_told, course, newest_sentence
from agdb.publication.reading.reading import Reading
from agdb.publication.reading.sentence import course_sentence, missing_sentence
from agdb.publication.section import Section
from agdb.publication.wording.language import folded

_GLOSSARY = "glossary"


@dataclass(frozen=True, slots=True)
class Lead:
    """What a reader is told first."""

    latest: str | Markup
    change: str
    missing: str
    fresh: Freshness


def indicator_page(edition: Edition, reading: Reading) -> tuple[str, bytes]:
    """Return the page of the indicator that `reading` reads."""
    definition, language = reading.definition, edition.language
    pillars = edition.programme.plan.pillars
    number = next(n for n, one in enumerate(pillars, start=1) if one.id == definition.pillar)
    found = shared_figures(edition, reading)
    take = take_along(edition, reading) if found else None
    return edition.render(
        "indicator/indicator.html",
        address.indicator(language.code, definition.id),
        title=reading.name,
        description=_description(reading),
        reading=reading,
        definition=definition,
        pillar=Link(
            edition.addresses.link(address.pillar(language.code, number)),
            language.words(pillars[number - 1].names),
        ),
        lead=_lead(edition, reading),
        missing=missing(edition, reading),
        labels=_labels(edition, reading),
        direction=_direction(reading),
        sampling=sampling_note(reading),
        classifications=classification_links(edition, definition),
        figures=found,
        take=take,
        svgs={one.ident: svg_link(edition, reading, one.ident) for one in found if one.draw},
        **({"image": take.image} if take else {}),
        beside=_beside(edition, reading),
        related=related(edition, reading),
        initiatives=initiatives(edition, reading),
        levers=levers(edition, reading),
        next_figure=next_figure(edition, reading),
        region_links=region_links(edition, reading),
        maps=region_maps(edition, reading),
        map_links=map_links(edition, reading),
        targets=targets_of(edition, reading),
        ahead=ahead(edition, reading),
        alerts=notes_beside_tables(edition, reading),
        evidence=evidence(reading),
        trail=trail(reading, edition.provenance),
        dataset=dataset(edition, reading),
        downloads=[
            Link(
                edition.addresses.link(address.download(language.code, definition.id, extension)),
                language.say(f"download.{extension}"),
            )
            for extension in address.FORMATS
        ],
    )


def _labels(edition: Edition, reading: Reading) -> list[Link]:
    """What kind of figure this is, each leading to what the glossary says of it.

    A label without an entry leads to no place, as all do in a programme without that text.
    """
    code = edition.language.code
    page = edition.addresses.link(address.section(code, _GLOSSARY))
    explained = terms(edition.programme.texts.get(code, {}).get(_GLOSSARY, ""))
    anchors = {folded(one.name): one.anchor for one in explained}
    return [
        Link(f"{page}#{anchor}" if (anchor := anchors.get(folded(label))) else "", label)
        for label in labels(reading)
    ]


def _beside(edition: Edition, reading: Reading) -> tuple[Card, ...]:
    """The whole economy beside an indicator that names it; nothing where the release lacks it."""
    whole = edition.readings.get(reading.definition.beside or "")
    return () if whole is None else (card(edition, whole),)


def _lead(edition: Edition, reading: Reading) -> Lead | None:
    series = reading.headline
    latest = series.latest if series else None
    if series is None or latest is None:
        return None
    return Lead(
        latest=newest_sentence(reading, strong=True),
        change=" ".join(
            filter(None, (change_told(reading), course_sentence(course(reading), reading.language)))
        ),
        missing=missing_sentence(series, quantity=reading.quantity),
        fresh=freshness(edition, reading, latest),
    )


def _description(reading: Reading) -> str:
    series = reading.headline
    latest = series.latest if series else None
    defined = reading.language.words(reading.definition.definition)
    if series is None or latest is None:
        return f"{reading.name}. {defined}"
    return f"{reading.name}. {newest_sentence(reading)}"


def _direction(reading: Reading) -> str:
    definition = reading.definition
    if definition.cyclical or definition.direction == "context":
        return reading.language.say(
            "direction.cyclical" if definition.cyclical else "direction.context"
        )
    return reading.language.say(f"direction.{definition.direction}")


SECTION = Section(
    name="indicator",
    keys=lambda edition: tuple(edition.release.computed),
    render=lambda edition, key: indicator_page(edition, edition.readings[key]),
)
