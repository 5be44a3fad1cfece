"""The page on which the interface can be tried, and snippets to begin with."""

from __future__ import annotations

from agdb.publication import address
from agdb.publication.edition import Edition
from agdb.publication.section import LinkPlace, Section, named, one_if, single
from agdb.results.value import Kind

FORMATS = ("json", "csv", "jsonstat", "parquet")


def api_page(edition: Edition) -> tuple[str, bytes]:
    """Return the page; its form and snippets ask for the first indicator with values."""
    language = edition.language
    example = next((name for name, one in edition.readings.items() if one.computed.values), "")
    asked = f"{address.ROOT}observations/data"
    return edition.render(
        "api/api.html",
        address.section(language.code, SECTION.name),
        title=language.say("menu.api"),
        description=language.say("api.intro"),
        asked=edition.addresses.link(asked),
        table=f"{edition.addresses.full(asked)}.csv?indicator={example}",
        openapi=edition.addresses.link(f"{address.ROOT}openapi.json"),
        example=example,
        indicators=sorted(
            ((one.name, name) for name, one in edition.readings.items() if one.computed.values),
        ),
        kinds=[one.value for one in Kind],
        formats=FORMATS,
    )


SECTION = Section(
    name="api",
    keys=one_if(lambda edition: edition.served),
    render=single(api_page),
    place=LinkPlace.FOOTER,
    label=named("menu.api"),
)
