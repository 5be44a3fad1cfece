"""ROA: one file of a data set on DataverseNL, held against the size and checksum listed there."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import urlencode

import msgspec

from agdb.errors import Place, SourceError
from agdb.sources.fetching.answers import (
    BULK_BYTES,
    CSV_TYPES,
    document,
    json_request,
    not_empty,
    only,
)
from agdb.sources.fetching.expectations import (
    AnswerExpectation,
    ProbeSubject,
    Service,
    answers_with,
    field,
    has_keys,
    is_moment,
    json_whole,
    new_words,
    of_type,
    one_of,
)
from agdb.sources.fetching.order import Fetched, Order
from agdb.sources.fetching.staging import Staging
from agdb.transport.answer import Answer, Request

_LISTING: Final = "listing.json"
# What Dataverse turned into a table of its own it sends back as it was, on request.
_TYPES: Final = (*CSV_TYPES, "text/comma-separated-values", "application/vnd.ms-excel")


class _Checksum(msgspec.Struct, frozen=True):
    type: str
    value: str


class _DataFile(msgspec.Struct, frozen=True, rename="camel"):
    id: int
    filename: str = ""
    filesize: int | None = None
    checksum: _Checksum | None = None
    tabular_data: bool = False
    original_file_size: int | None = None


class _File(msgspec.Struct, frozen=True, rename="camel"):
    data_file: _DataFile
    label: str = ""


class _Licence(msgspec.Struct, frozen=True):
    name: str = ""


class _Version(msgspec.Struct, frozen=True, rename="camel"):
    files: list[_File]
    release_time: str = ""
    license: _Licence | str | None = None
    terms_of_use: str = ""


class _Data(msgspec.Struct, frozen=True, rename="camel"):
    latest_version: _Version


class _Listing(msgspec.Struct, frozen=True):
    data: _Data


class Roa:
    """Asks for the data set with the DOI in `fetch.table`, and its file that `fetch.file` names."""

    def knows(self, order: Order) -> bool:
        """Whether the programme gives the DOI."""
        return order.name.startswith("doi:")

    def fetch(self, order: Order, staging: Staging) -> Fetched | None:
        """Return the file as published; see `Fetcher`."""
        base, address = order.addresses["roa"], listing_address(order)
        if staging.ask_if_changed(json_request(address), name=_LISTING) is None:
            return None
        version = document(staging.path(_LISTING), _Listing, address=address).data.latest_version
        listed = [(file.data_file.filename or file.label, file.data_file) for file in version.files]
        _, file = only(listed, order.file, address=address)
        mark = f"{file.id} {file.checksum.value}" if file.checksum else ""
        if staging.unchanged(mark):
            return None
        staging.begin(mark)
        original = "?format=original" if file.tabular_data else ""
        link = f"{base}/api/access/datafile/{file.id}{original}"
        name = f"{file.id}.csv"
        staging.report(file.filename)
        answer = staging.ask(Request(link, _TYPES, not_empty, BULK_BYTES), name=name)
        _check(staging, name, answer, file)
        return Fetched(
            {name: staging.path(name)}, link, answer.moment, version.release_time, _terms(version)
        )


def _terms(version: _Version) -> str:
    if isinstance(version.license, str):
        return version.license
    return version.license.name if version.license else version.terms_of_use


def _check(staging: Staging, name: str, answer: Answer, file: _DataFile) -> None:
    size = file.original_file_size if file.tabular_data else file.filesize
    place = Place(answer.address)
    if size is None:
        raise SourceError(
            "the listing gives no size of the file, so nothing tells whether it is whole",
            place=place,
            remedy="download it by hand, look at it, and use agdb import",
        )
    found = answer.size
    if found != size:
        raise SourceError(
            f"the listing announces {size} bytes and the file has {found}",
            place=place,
            remedy="run agdb fetch again later; nothing of it was kept",
        )
    if file.tabular_data or file.checksum is None or file.checksum.type.upper() != "MD5":
        return
    with staging.path(name).open("rb") as stream:
        digest = hashlib.file_digest(stream, lambda: hashlib.md5(usedforsecurity=False))
    if digest.hexdigest() != file.checksum.value.lower():
        raise SourceError(
            "the file has another checksum than the listing says",
            place=place,
            remedy="run agdb fetch again later; nothing of it was kept",
        )


_JSON: Final = (answers_with(200), of_type("application/json"), json_whole)
_DOI: Final = "doi:10.34894/DVQTOG"


def _listing(order: Order) -> Sequence[Request]:
    return (json_request(listing_address(order)),)


def listing_address(order: Order) -> str:
    """Return the address that lists the files of the data set with a DOI."""
    asked = urlencode({"persistentId": order.name})
    return f"{order.addresses['roa']}/api/datasets/:persistentId/?{asked}"


_EXPECTED: Final = (
    AnswerExpectation(
        re.compile(r":persistentId"),
        (
            *_JSON,
            field("status", "OK", one_of("OK")),
            field("data.latestVersion.releaseTime", "a moment as ISO 8601", is_moment),
            field(
                "data.latestVersion.files[].dataFile", "id, filename", has_keys("id", "filename")
            ),
            new_words("data.latestVersion.files[].dataFile.checksum.type", {"MD5"}),
        ),
    ),
)
SERVICE: Final = Service(
    "roa", ProbeSubject("roa:ais-2030", _DOI), listing_address, _EXPECTED, None, _listing
)
