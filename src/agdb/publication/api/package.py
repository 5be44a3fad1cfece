"""The description of all CSV files as one data package (Data Package, version 2)."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from agdb.files.media import MEDIA_TYPES
from agdb.publication import address
from agdb.publication.download.as_csv import COMMENT, header_line
from agdb.publication.download.as_json import indented
from agdb.publication.download.cells import column_words, columns
from agdb.publication.download.register import RegisterTable, explained, title_of
from agdb.publication.edition import Edition
from agdb.publication.reading.citation import licence_of
from agdb.publication.reading.reading import Reading
from agdb.publication.wording.language import Language

PROFILE: Final = "https://datapackage.org/profiles/2.0/datapackage.json"


@dataclass(frozen=True, slots=True)
class Weighed:
    """The size of a file in bytes, its SHA-256, and the line of its header, below the comments."""

    size: int
    checksum: str
    header: int

    @classmethod
    def of(cls, content: bytes) -> Weighed:
        """Weigh `content`.

        >>> weighed = Weighed.of(b"# about\\na,b\\n1,2\\n")
        >>> weighed.size, weighed.header
        (16, 2)
        """
        return cls(len(content), sha256(content).hexdigest(), header_line(content))


def data_package(
    edition: Edition, weighed: dict[str, Weighed], register: list[dict[str, Any]]
) -> bytes:
    """Return the package over the CSV files in the language of `edition`.

    The licence of the package is that of what this site adds; each source keeps its own, which
    stands beside it.

    `weighed` has what is to be known of each of them, by path; `register` are the resources of the
    records of the register.
    """
    plan, words = edition.programme.plan, edition.language.words
    licence = {"name": _named(plan.licence), "title": plan.licence, "path": plan.licence_url}
    described = {
        "$schema": PROFILE,
        "name": plan.id,
        "title": words(plan.names),
        "description": words(plan.description),
        "version": edition.release.id,
        "created": f"{edition.release.recorded.isoformat()}T00:00:00Z",
        "licenses": [licence],
        "contributors": [
            {"title": words(plan.owner), "path": plan.contact, "roles": ["publisher"]}
        ],
        "resources": [
            *(_resource(edition, one, weighed) for one in edition.readings.values()),
            *register,
        ],
    }
    return (indented(described, indent=1) + "\n").encode()


def register_resource(table: RegisterTable, language: Language, weighed: Weighed) -> dict[str, Any]:
    """Return the description of the records of one kind, in `language`."""
    return {
        "name": f"register-{table.kind}",
        "type": "table",
        "path": address.register_csv(table.kind),
        "title": title_of(table, language),
        "format": "csv",
        "mediatype": MEDIA_TYPES["csv"],
        "encoding": "utf-8",
        "bytes": weighed.size,
        "hash": f"sha256:{weighed.checksum}",
        "dialect": {
            "delimiter": ",",
            "doubleQuote": True,
            "header": True,
            "headerRows": [weighed.header],
        },
        "schema": {
            "fields": [
                {
                    "name": field.name,
                    "type": "number" if field.number else "string",
                    "description": explained(field, language),
                }
                for field in table.fields
            ],
            "primaryKey": "id",
            "missingValues": [""],
        },
    }


def _named(licence: str) -> str:
    """A licence as Open Definition writes it: words joined by dashes.

    >>> _named("CC BY 4.0")
    'CC-BY-4.0'
    """
    return "-".join(licence.split())


def _resource(edition: Edition, reading: Reading, weighed: dict[str, Weighed]) -> dict[str, Any]:
    words, definition = edition.language.words, reading.definition
    path = address.download(edition.language.code, definition.id, "csv")
    known = [edition.programme.sources.get(one.dataset) for one in reading.computed.inputs]
    sources = {one.id: one for one in known if one is not None}
    return {
        "name": definition.id,
        "type": "table",
        "path": path,
        "title": reading.name,
        "description": words(definition.definition),
        "format": "csv",
        "mediatype": MEDIA_TYPES["csv"],
        "encoding": "utf-8",
        "bytes": weighed[definition.id].size,
        "hash": f"sha256:{weighed[definition.id].checksum}",
        # The header is line one to a reader that does not leave the comments out first.
        "dialect": {
            "delimiter": ",",
            "doubleQuote": True,
            "header": True,
            "headerRows": [weighed[definition.id].header],
            "commentChar": COMMENT,
        },
        "schema": {
            "fields": [
                {
                    "name": column.name,
                    "type": column.type.value,
                    "description": column_words(column, reading),
                }
                for column in columns(reading)
            ],
            "missingValues": [""],
        },
        "sources": [
            {
                "title": words(one.citation),
                "path": one.page,
                "licence": licence_of(one, edition.language),
            }
            for one in sources.values()
        ],
    }
