"""An indicator as a dataset of schema.org, for search engines: data on the page, not a script."""

from __future__ import annotations

from typing import Any, Final

from markupsafe import Markup

from agdb.files.media import MEDIA_TYPES
from agdb.publication import address
from agdb.publication.download.as_json import indented
from agdb.publication.edition import Edition
from agdb.publication.reading.catalogued import (
    keywords,
    regions_covered,
    technique,
    time_covered,
)
from agdb.publication.reading.citation import terms_of
from agdb.publication.reading.reading import Reading

_DOWNLOADS: Final = ("csv", "xlsx", "json")


def dataset(edition: Edition, reading: Reading) -> Markup:
    """Return the description as JSON-LD; empty for an indicator without values.

    Characters that could end the element are written as escapes, so that it stays data.
    """
    head = reading.headline
    if head is None:
        return Markup("")
    text = indented(_described(edition, reading), indent=1)
    safe = text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
    return Markup(safe)  # noqa: S704 - JSON in which nothing can be read as markup


def _described(edition: Edition, reading: Reading) -> dict[str, Any]:
    definition, words, full = reading.definition, edition.language.words, edition.addresses.full
    plan, code = edition.programme.plan, edition.language.code
    sources = {
        one.dataset: edition.programme.sources[one.dataset]
        for one in reading.computed.inputs
        if one.dataset in edition.programme.sources
    }
    terms, terms_url = terms_of(reading)
    found = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": reading.name,
        "description": f"{reading.name}. {words(definition.definition)}",
        "identifier": full(address.indicator(code, definition.id)),
        "keywords": list(keywords(reading)),
        "url": full(address.indicator(code, definition.id)),
        "inLanguage": code,
        "version": edition.release.id,
        "dateModified": max(one.recorded for one in reading.computed.inputs).isoformat()
        if reading.computed.inputs
        else edition.release.recorded.isoformat(),
        "datePublished": edition.release.day.isoformat(),
        "license": terms_url or terms,
        "creator": {"@type": "Organization", "name": words(plan.owner), "url": plan.contact},
        "isAccessibleForFree": True,
        "variableMeasured": {
            "@type": "PropertyValue",
            "name": reading.name,
            "unitText": reading.quantity.name,
            "measurementTechnique": technique(reading),
        },
        "measurementTechnique": technique(reading),
        "spatialCoverage": [
            {"@type": "Place", "name": reading.names.region(region), "identifier": region}
            for region in regions_covered(reading)
        ],
        "includedInDataCatalog": {
            "@type": "DataCatalog",
            "name": words(plan.names),
            "url": full(address.section(code, "data")),
        },
        "isBasedOn": [
            {
                "@type": "CreativeWork",
                "name": words(one.names),
                "url": one.page,
                "creditText": words(one.citation),
            }
            for one in sources.values()
        ],
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": MEDIA_TYPES[extension],
                "contentUrl": full(address.download(code, definition.id, extension)),
            }
            for extension in _DOWNLOADS
        ],
    }
    if (span := time_covered(reading)) is not None:
        found["temporalCoverage"] = "/".join(day.isoformat() for day in span)
    return found
