"""CBS: by which of its services a table is fetched, and what each of them should answer."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from agdb.errors import Place, SourceError
from agdb.sources.cbs.fetch_v3 import fetch_feed, table_address
from agdb.sources.cbs.fetch_v4 import NotServedError, fetch_v4
from agdb.sources.fetching.answers import JSON_TYPES, not_empty
from agdb.sources.fetching.expectations import (
    AnswerExpectation,
    AnswerFinding,
    ProbeSubject,
    Service,
    answers_with,
    field,
    has_keys,
    is_count,
    is_moment,
    is_text,
    json_whole,
    new_words,
    of_type,
    parsed,
    shown,
    text,
    values_at,
)
from agdb.sources.fetching.order import Fetched, Order
from agdb.sources.fetching.staging import Staging
from agdb.transport.answer import RefusedError, Request
from agdb.transport.traffic_log import Exchange

_TABLE_ID: Final = re.compile(r"\d{5}[a-z]*", re.IGNORECASE)
_NOT_FOUND: Final = 404


class Cbs:
    """Large tables in bulk, others page by page, and by the third service what is only there."""

    def knows(self, order: Order) -> bool:
        """Whether the name is one that StatLine gives: five digits and letters."""
        return _TABLE_ID.fullmatch(order.name) is not None

    def fetch(self, order: Order, staging: Staging) -> Fetched | None:
        """Return the table; see `Fetcher`."""
        try:
            return fetch_v4(order, staging)
        except NotServedError:
            staging.report("by the third service")
        try:
            return fetch_feed(order, staging)
        except RefusedError as refusal:
            if refusal.status != _NOT_FOUND:
                raise
            raise SourceError(
                f"CBS does not know a table {order.name!r}",
                place=Place(str(order.dataset)),
                remedy="check the id on opendata.cbs.nl: its casing is part of it",
            ) from None


_COUNTED: Final = "86355NED"
_COUNT: Final = 7_465  # in one answer of 962,681 bytes, without a next page
_TABLE: Final = ProbeSubject(f"cbs:{_COUNTED}")
_JSON: Final = (answers_with(200), of_type(*JSON_TYPES), json_whole)
_XML_TYPES: Final = ("application/xml", "text/xml")
_ZIPS: Final = ("application/zip", "application/x-zip-compressed", "application/octet-stream")
_KINDS: Final = frozenset({"Dimension", "TimeDimension", "GeoDimension", "GeoDetail"})
_STATES: Final = frozenset({"Regulier", "Gediscontinueerd", "Vervallen"})
_FINAL: Final = frozenset({"Definitief", "NaderVoorlopig", "Voorlopig", "", "None"})
_LICENCE: Final = re.compile(
    r"creativecommons\.org/licenses/by/4\.0|CC[ -]BY[ -]4\.0", re.IGNORECASE
)
_VERSION: Final = re.compile(r"\d{12}")
_ROWS: Final = frozenset({"Id", "Measure", "ValueAttribute", "Value", "StringValue"})
_COLUMNS: Final = re.compile(
    rb'(?:\xef\xbb\xbf)?"?Id"?;"?Measure"?;.*"?ValueAttribute"?', re.DOTALL
)


@dataclass(frozen=True, slots=True)
class _Fourth:
    """The fourth service, page by page or, with `bulk`, as a zip."""

    bulk: bool

    def knows(self, order: Order) -> bool:
        return bool(order.name)

    def fetch(self, order: Order, staging: Staging) -> Fetched | None:
        return fetch_v4(order, staging, bulk=self.bulk)


@dataclass(frozen=True, slots=True)
class _Third:
    """The feed of the third service."""

    def knows(self, order: Order) -> bool:
        return bool(order.name)

    def fetch(self, order: Order, staging: Staging) -> Fetched | None:
        return fetch_feed(order, staging)


def _provisional(seen: Exchange) -> Iterator[AnswerFinding]:
    """Status and description of a period can contradict each other; the status decides."""
    for row in values_at(parsed(seen.body), "value[]"):
        if not isinstance(row, dict) or "oorlopig" not in str(row.get("Description")):
            continue
        if row.get("Status") == "Definitief":
            yield AnswerFinding(
                f"value[{row.get('Identifier')}].Description",
                shown(row.get("Description")),
                "nothing provisional where Status is Definitief; the status decides",
                grave=False,
            )


def _known_count(seen: Exchange) -> Iterator[AnswerFinding]:
    """The one table of which a user of 2026 wrote down the count; it only grows."""
    document = parsed(seen.body)
    if isinstance(document, dict) and document.get("Identifier") == _COUNTED:
        count = document.get("ObservationCount")
        if isinstance(count, int) and count < _COUNT:
            expected = f"{_COUNT} or more, as in August 2026"
            yield AnswerFinding("ObservationCount", str(count), expected, grave=False)


def _no_next_page(seen: Exchange) -> Iterator[AnswerFinding]:
    link = next(values_at(parsed(seen.body), "@odata.nextLink"), None)
    if link is not None:
        yield AnswerFinding(
            "@odata.nextLink", shown(link), "none for so small a table", grave=False
        )


def _members(seen: Exchange) -> Iterator[AnswerFinding]:
    try:
        with zipfile.ZipFile(io.BytesIO(seen.body)) as archive:
            names = {name.rpartition("/")[2] for name in archive.namelist()}
            for name in (
                "Observations.csv",
                "MeasureCodes.csv",
                "Dimensions.csv",
                "Properties.csv",
            ):
                if name not in names:
                    yield AnswerFinding(
                        "members", shown(", ".join(sorted(names))), f"{name} among them"
                    )
            found = [name for name in archive.namelist() if name.endswith("Observations.csv")]
            head = archive.open(found[0]).read(2000).partition(b"\n")[0] if found else b""
    except zipfile.BadZipFile as error:
        yield AnswerFinding("body", str(error), "a zip from its beginning to its end")
        return
    if found and _COLUMNS.match(head) is None:
        yield AnswerFinding(
            "Observations.csv", shown(head), "Id;Measure;<dimensions>;...;ValueAttribute"
        )


def _is_licence(value: object) -> bool:
    return _LICENCE.search(str(value)) is not None


_FOURTH: Final = (
    AnswerExpectation(
        re.compile(r"/Properties$"),
        (
            *_JSON,
            field("Identifier", "the id of the table", is_text),
            field("Title", "a title", is_text),
            field("ObservationCount", "a number of observations", is_count),
            field("Modified", "a moment as ISO 8601", is_moment),
            field("ObservationsModified", "a moment as ISO 8601", is_moment, grave=False),
            field(
                "Version",
                "twelve digits, as 202608180000",
                lambda value: _VERSION.fullmatch(str(value)) is not None,
                grave=False,
            ),
            field("License", "CC BY 4.0", _is_licence),
            new_words("Status", _STATES),
            new_words("DatasetType", {"Numeric", "Text", "Mixed"}),
            _known_count,
        ),
    ),
    AnswerExpectation(
        re.compile(r"/\$count$"), (answers_with(200), text("a bare number", r"\s*\d+\s*"))
    ),
    AnswerExpectation(
        re.compile(r"/Dimensions$"),
        (*_JSON, field("value[].Identifier", "a name", is_text), new_words("value[].Kind", _KINDS)),
    ),
    AnswerExpectation(
        re.compile(r"/MeasureCodes$"),
        (
            *_JSON,
            field("value[].Identifier", "a code", is_text),
            field("value[].Title", "a title", is_text),
            field("value[].Unit", "a unit", lambda value: isinstance(value, str)),
        ),
    ),
    AnswerExpectation(
        re.compile(r"/Perioden\w*Codes$"),
        (
            *_JSON,
            field("value[].Identifier", "as 2024JJ00", lambda v: len(str(v)) == 8, grave=False),
            new_words("value[].Status", _FINAL),
            _provisional,
        ),
    ),
    AnswerExpectation(
        re.compile(r"/Observations$"),
        (
            *_JSON,
            field("value[]", ", ".join(sorted(_ROWS)), has_keys(*_ROWS)),
            new_words("value[].ValueAttribute", {"None", "Impossible"}),
            _no_next_page,
        ),
    ),
    AnswerExpectation(
        re.compile(r"/\$metadata$"),
        (answers_with(200), of_type(*_XML_TYPES), text("an Edmx document", r".*Edmx.*")),
    ),
    AnswerExpectation(
        re.compile(r"/Datasets\?"),
        (
            *_JSON,
            field("value", "at most two tables", lambda v: isinstance(v, list) and 0 < len(v) <= 2),
            field("value[]", "Identifier, Title", has_keys("Identifier", "Title")),
        ),
    ),
)
_THIRD: Final = (
    AnswerExpectation(
        re.compile(r"/TableInfos\?"),
        (
            *_JSON,
            field("value", "one table", lambda v: isinstance(v, list) and len(v) == 1),
            field("value[].Identifier", "the id of the table", is_text),
            field("value[].Modified", "a moment as ISO 8601", is_moment),
        ),
    ),
    AnswerExpectation(
        re.compile(r"\d\w*\?\$format=json$"),
        (*_JSON, field("value[].name", "the name of an entity set", is_text)),
    ),
    AnswerExpectation(
        re.compile(r"/DataProperties\?"),
        (
            *_JSON,
            field("value[]", "Key, Title, Type", has_keys("Key", "Title", "Type")),
            new_words("value[].Type", {*_KINDS, "Topic", "TopicGroup"}),
        ),
    ),
    AnswerExpectation(
        re.compile(r"/\$count$"), (answers_with(200), text("a bare number", r"\s*\d+\s*"))
    ),
    AnswerExpectation(
        re.compile(r"/TypedDataSet\?"), (*_JSON, field("value[]", "a row with ID", has_keys("ID")))
    ),
)
_BULK: Final = (
    *_FOURTH[:2],
    AnswerExpectation(re.compile(r"/CSV/CBS/nl/"), (answers_with(200), of_type(*_ZIPS), _members)),
)


def _beside(order: Order) -> Sequence[Request]:
    """The description of the service, which wants XML, and two tables of its catalogue."""
    base = f"{order.addresses['cbs']}/odata/v1/CBS"
    title = quote("contains(Title,'Werkzame')")
    catalogue = f"{base}/Datasets?$filter={title}&$select=Identifier,Title&$top=2"
    return (
        Request(f"{base}/{quote(order.name)}/$metadata", _XML_TYPES, not_empty, 16 << 20),
        Request(catalogue, JSON_TYPES, not_empty, 16 << 20),
    )


def _properties(order: Order) -> str:
    return f"{order.addresses['cbs']}/odata/v1/CBS/{quote(order.name)}/Properties"


SERVICES: Final = (
    Service("cbs-v4", _TABLE, _properties, _FOURTH, _Fourth(bulk=False), _beside),
    Service("cbs-bulk", _TABLE, _properties, _BULK, _Fourth(bulk=True)),
    Service(
        "cbs-v3",
        _TABLE,
        lambda order: f"{table_address(order)}/TableInfos?$format=json",
        _THIRD,
        _Third(),
    ),
)
