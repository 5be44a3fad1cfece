"""How the search service is asked: page by page, until as many came as it counts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from agdb.errors import Place, SourceError
from agdb.files.recorded import RecordedFile
from agdb.sources.bekendmakingen.read import (
    KIND,
    SERVICE,
    answer_of,
    counted,
    parse,
    read,
    records_of,
)
from agdb.sources.fetching.expectations import (
    AnswerExpectation,
    ProbeSubject,
    Service,
    answers_with,
    of_type,
    readable,
)
from agdb.sources.fetching.order import Order
from agdb.sources.fetching.staging import Staging
from agdb.sources.service_record import MOST_RECORDS, Inquiry, ServiceRecord
from agdb.transport.answer import Request, UnsoundError
from agdb.transport.traffic_log import Exchange

XML_TYPES: Final = ("application/xml", "text/xml")
PER_PAGE: Final = 100
_MOST: Final = 64 << 20


class Bekendmakingen:
    """The publications of the dossiers."""

    id = SERVICE
    proven = False

    def fetch(self, inquiry: Inquiry, staging: Staging) -> Sequence[Path]:
        """Stage all pages; see `RecordService`."""
        staging.begin("")
        found: list[Path] = []
        came, count = 0, 1
        while came < count and inquiry.door.dossiers:
            name = f"publicaties-page-{len(found) + 1}.xml"
            where = address(inquiry.base, question(inquiry.door.dossiers, inquiry.since), came + 1)
            staging.report(name)
            staging.ask_now(Request(where, XML_TYPES, _whole, _MOST), name=name)
            answer = answer_of(staging.path(name).read_bytes(), name=where)
            count, here = counted(answer, name=where), len(records_of(answer))
            if count > MOST_RECORDS or (not here and came < count):
                what = "more than can be asked for" if here else "and this page has none"
                raise SourceError(
                    f"the service counts {count} publications, {what}",
                    place=Place(where),
                    remedy="ask for less: narrow the entry in doors.yaml, or use --since",
                )
            came += here
            found.append(staging.path(name))
        return found

    def read(self, files: Sequence[RecordedFile]) -> tuple[ServiceRecord, ...]:
        """Return every record of a recording; see `RecordService`."""
        return read(files)

    def parse(self, kind: str, raw: bytes) -> ServiceRecord:
        """Return the record of which `raw` are the bytes; see `RecordService`."""
        return parse(kind, raw)


def question(dossiers: Sequence[str], since: date | None) -> str:
    """Return the search in the language of the service (CQL).

    >>> question(["29544"], None)
    'c.product-area==officielepublicaties AND (w.dossiernummer==29544)'
    """
    numbers = " OR ".join(f"w.dossiernummer=={number}" for number in dossiers)
    changed = "" if since is None else f" AND dt.modified>={since.isoformat()}"
    return f"c.product-area==officielepublicaties AND ({numbers}){changed}"


def address(base: str, search: str, start: int, *, count: int = PER_PAGE) -> str:
    """Return the address of the page that begins with record `start`."""
    asked = {
        "version": "2.0",
        "operation": "searchRetrieve",
        "query": search,
        "startRecord": start,
        "maximumRecords": count,
        "recordSchema": "gzd",
        "httpAccept": "application/xml",
    }
    return f"{base}?{urlencode(asked)}"


def _whole(path: Path) -> None:
    """Raise `UnsoundError` for what breaks off before the end of its XML."""
    if not path.read_bytes().rstrip().endswith(b">"):
        raise UnsoundError("the answer is not XML to its end")


def _beside(order: Order) -> Sequence[Request]:
    """The first two papers of Parliament."""
    search = "c.product-area==officielepublicaties AND w.publicatienaam==Kamerstuk"
    asked = address(order.addresses[SERVICE], search, 1, count=2)
    return (Request(asked, XML_TYPES, lambda _: None, _MOST),)


def _read_answer(seen: Exchange) -> None:
    answer = answer_of(seen.body, name=seen.asked)
    counted(answer, name=seen.asked)
    for one in records_of(answer):
        parse(KIND, seen.body[one.start : one.end], name=seen.asked)


PROBE: Final = Service(
    SERVICE,
    ProbeSubject(f"{SERVICE}:publicaties"),
    lambda order: _beside(order)[0].address,
    (
        AnswerExpectation(
            re.compile(""), (answers_with(200), of_type(*XML_TYPES), readable(_read_answer))
        ),
    ),
    beside=_beside,
)
