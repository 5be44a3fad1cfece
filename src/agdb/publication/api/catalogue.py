"""The catalogue of all data sets after DCAT-AP-NL 3.0, as Turtle, for portals of open data.

See <https://docs.geostandaarden.nl/dcat/dcat-ap-nl30/>. Codes of the European Union are typed where
they stand, so that the catalogue can be judged without asking anybody.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Final

from agdb.files.media import MEDIA_TYPES
from agdb.programme.plan import CatalogueEntry
from agdb.publication import address
from agdb.publication.download.as_json_stat import EXTENSION
from agdb.publication.edition import Edition
from agdb.publication.reading.catalogued import keywords, time_covered
from agdb.publication.reading.citation import terms_of
from agdb.publication.reading.reading import Reading

_PREFIXES: Final = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_EU: Final = "http://publications.europa.eu/resource/authority/"
_IANA: Final = "https://www.iana.org/assignments/media-types/"
_THEMES: Final = f"{_EU}data-theme"
_RHYTHMS: Final = {
    "month": "MONTHLY",
    "quarter": "QUARTERLY",
    "half-year": "ANNUAL_2",
    "year": "ANNUAL",
    "two-year": "BIENNIAL",
    "irregular": "IRREG",
    "once": "NEVER",
}
_FORMATS: Final = {
    "csv": (MEDIA_TYPES["csv"], "CSV"),
    "json": (MEDIA_TYPES["json"], "JSON"),
    "xlsx": (MEDIA_TYPES["xlsx"], "XLSX"),
    EXTENSION: (MEDIA_TYPES["json"], "JSON"),
}


def catalogue(editions: tuple[Edition, ...]) -> bytes:
    """Return the catalogue; empty where the programme does not say how it is catalogued.

    An indicator without values is no data set yet.
    """
    entry = editions[0].programme.plan.catalogue
    return b"" if entry is None else _Catalogue(editions, entry).turtle()


class _Catalogue:
    def __init__(self, editions: tuple[Edition, ...], entry: CatalogueEntry) -> None:
        self._editions, self._entry = editions, entry
        self._first = editions[0]
        self._full = self._first.addresses.full
        self._typed: dict[str, str] = {}

    def turtle(self) -> bytes:
        """All statements, and then the types of what they point to."""
        shown = [one for one in self._first.readings.values() if one.headline is not None]
        body = [*self._whole(shown), *(line for one in shown for line in self._dataset(one))]
        heads = [f"@prefix {name}: <{space}> ." for name, space in _PREFIXES.items()]
        ends = [f"<{iri}> {what} ." for iri, what in sorted(self._typed.items())]
        return "\n".join((*heads, *body, *ends, "")).encode()

    def _whole(self, shown: Iterable[Reading]) -> Iterator[str]:
        first, plan = self._first, self._first.programme.plan
        publisher, contact = self._full("#publisher"), self._full("#contact")
        yield _subject(
            self._full("#catalog"),
            "dcat:Catalog",
            *self._in_all("dct:title", plan.names),
            *self._in_all("dct:description", plan.description),
            *self._common(),
            *self._licensed(plan.licence_url, plan.licence, stated=self._full("")),
            f"dcat:themeTaxonomy <{_THEMES}>",
            f"foaf:homepage {self._a(self._full(''), 'a foaf:Document')}",
            f"dct:issued {_day(first.release.day.isoformat())}",
            f"dct:modified {_day(first.release.day.isoformat())}",
            *(f"dcat:dataset <{self._iri(one)}>" for one in shown),
        )
        kind = self._entry.publisher_type
        theme = self._in_all("skos:prefLabel", self._entry.theme_names)
        self._a(_THEMES, f"a skos:ConceptScheme ; dct:title {_text('Data theme', 'en')}")
        self._a(
            self._entry.theme, f"a skos:Concept ; skos:inScheme <{_THEMES}> ; {' ; '.join(theme)}"
        )
        self._a(kind, f"a skos:Concept ; {' ; '.join(self._kind_names())}")
        yield _subject(
            publisher,
            "foaf:Agent",
            *self._in_all("foaf:name", plan.owner),
            f"dct:type <{kind}>",
        )
        yield _subject(
            contact,
            "vcard:Kind",
            *self._in_all("vcard:fn", plan.owner),
            f"vcard:hasEmail <mailto:{self._entry.email}>",
            f"vcard:hasURL <{plan.contact}>",
        )

    def _kind_names(self) -> list[str]:
        return self._in_all("skos:prefLabel", self._entry.publisher_type_names)

    def _common(self) -> Iterator[str]:
        """What the catalogue and every data set say alike."""
        yield f"dct:publisher <{self._full('#publisher')}>"
        yield f"dct:creator <{self._full('#publisher')}>"
        yield f"dcat:contactPoint <{self._full('#contact')}>"
        yield f"dct:spatial {self._a(self._entry.spatial, 'a dct:Location')}"
        for edition in self._editions:
            yield f"dct:language {self._language(edition)}"

    def _dataset(self, reading: Reading) -> Iterator[str]:
        definition, release = reading.definition, self._first.release
        own = [edition.readings[definition.id] for edition in self._editions]
        iri, full = self._iri(reading), self._full
        recorded = max((one.recorded for one in reading.computed.inputs), default=release.recorded)
        span = time_covered(reading)
        files = [
            (
                edition,
                extension,
                full(address.download(edition.language.code, definition.id, extension)),
            )
            for edition in self._editions
            for extension in _FORMATS
        ]
        terms, terms_url = terms_of(reading)
        yield _subject(
            iri,
            "dcat:Dataset",
            *(f"dct:title {_text(one.name, one.language.code)}" for one in own),
            *self._in_all("dct:description", definition.definition),
            f"dct:identifier {json.dumps(iri)}^^xsd:anyURI",
            *self._common(),
            f"dct:accessRights {self._a(f'{_EU}access-right/PUBLIC', 'a dct:RightsStatement')}",
            f"dcat:theme <{self._entry.theme}>",
            *self._licensed(terms_url, terms, stated=f"{next(self._pages(reading))}#terms"),
            f"dct:issued {_day(release.day.isoformat())}",
            f"dct:modified {_day(recorded.isoformat())}",
            *(
                f"dcat:keyword {_text(word, one.language.code)}"
                for one in own
                for word in keywords(one)
            ),
            *([] if span is None else [_period(*(day.isoformat() for day in span))]),
            *(f"dct:accrualPeriodicity {one}" for one in self._rhythms(reading)),
            *(
                f"dcat:landingPage {self._a(one, 'a foaf:Document')}"
                for one in self._pages(reading)
            ),
            *(f"dcat:distribution <{iri_of}#file>" for _, _, iri_of in files),
        )
        for edition, extension, file in files:
            media, kind = _FORMATS[extension]
            page = full(address.indicator(edition.language.code, definition.id))
            code = edition.language.code
            yield _subject(
                f"{file}#file",
                "dcat:Distribution",
                f"dct:title {_text(extension, code)}",
                f"dct:description {_text(edition.readings[definition.id].name, code)}",
                f"dcat:accessURL <{page}>",
                f"dcat:downloadURL <{file}>",
                *self._licensed(terms_url, terms, stated=f"{next(self._pages(reading))}#terms"),
                f"dcat:mediaType {self._a(f'{_IANA}{media}', 'a dct:MediaType')}",
                f"dct:format {self._a(f'{_EU}file-type/{kind}', 'a dct:MediaTypeOrExtent')}",
                f"dct:modified {_day(recorded.isoformat())}",
                f"dct:language {self._language(edition)}",
            )

    def _iri(self, reading: Reading) -> str:
        code = self._first.language.code
        return self._full(address.indicator(code, reading.definition.id)) + "#dataset"

    def _pages(self, reading: Reading) -> Iterator[str]:
        for edition in self._editions:
            yield self._full(address.indicator(edition.language.code, reading.definition.id))

    def _rhythms(self, reading: Reading) -> list[str]:
        """How often the newest table comes out."""
        known = [reading.programme.sources.get(one.dataset) for one in reading.computed.inputs]
        found = dict.fromkeys(_RHYTHMS[one.rhythm] for one in known if one is not None)
        return [self._a(f"{_EU}frequency/{one}", "a dct:Frequency") for one in list(found)[:1]]

    def _licensed(self, url: str | None, words: str, *, stated: str) -> list[str]:
        """The licence by its address; terms without one in words, and where they are `stated`.

        The profile wants an address for every file, whatever the terms are.
        """
        if url:
            return [f"dct:license {self._a(url, 'a dct:LicenseDocument')}"]
        language = self._first.language.code
        return [
            f"dct:license {self._a(stated, 'a dct:LicenseDocument')}",
            f"dct:rights [ a dct:RightsStatement ; rdfs:label {_text(words, language)} ]",
        ]

    def _language(self, edition: Edition) -> str:
        return self._a(edition.language.say("catalogue.language"), "a dct:LinguisticSystem")

    def _in_all(self, name: str, words: dict[str, str]) -> list[str]:
        languages = [edition.language for edition in self._editions]
        return [f"{name} {_text(one.words(words), one.code)}" for one in languages]

    def _a(self, iri: str, what: str) -> str:
        """Refer to something, and say once what it is."""
        self._typed.setdefault(iri, what)
        return f"<{iri}>"


def _subject(iri: str, kind: str, *facts: str) -> str:
    return f"<{iri}> a {kind} ;\n  " + " ;\n  ".join(facts) + " ."


def _text(words: str, language: str) -> str:
    """A text in its language; a string of JSON is one of Turtle too."""
    return f"{json.dumps(' '.join(words.split()), ensure_ascii=False)}@{language}"


def _day(text: str) -> str:
    return f'"{text}"^^xsd:date'


def _period(first: str, last: str) -> str:
    ends = f"dcat:startDate {_day(first)} ; dcat:endDate {_day(last)}"
    return f"dct:temporal [ a dct:PeriodOfTime ; {ends} ]"
