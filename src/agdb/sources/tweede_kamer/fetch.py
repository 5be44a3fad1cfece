"""How the service is asked: one question for each kind, followed by the links that it gives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Final
from urllib.parse import quote

from agdb.files.documents import decoded
from agdb.files.recorded import RecordedFile
from agdb.sources.fetching.answers import JSON_TYPES, json_request
from agdb.sources.fetching.expectations import (
    AnswerExpectation,
    ProbeSubject,
    Service,
    answers_with,
    json_whole,
    of_type,
    readable,
)
from agdb.sources.fetching.odata_pages import fetch_pages, odata_text
from agdb.sources.fetching.order import Order
from agdb.sources.fetching.staging import Staging
from agdb.sources.service_record import Inquiry, ServiceRecord, layout_fault
from agdb.sources.tweede_kamer.entities import Page, selection
from agdb.sources.tweede_kamer.read import KINDS, SERVICE, parse, read
from agdb.transport.answer import Request
from agdb.transport.traffic_log import Exchange


class TweedeKamer:
    """Promises that have one of the words, motions and papers of the dossiers."""

    id = SERVICE
    proven = False

    def fetch(self, inquiry: Inquiry, staging: Staging) -> Sequence[Path]:
        """Stage all pages; see `RecordService`."""
        staging.begin("")
        names: list[str] = []
        for kind, address in questions(inquiry):
            names += fetch_pages(staging, address, stem=kind)[0]
        return [staging.path(name) for name in names]

    def read(self, files: Sequence[RecordedFile]) -> tuple[ServiceRecord, ...]:
        """Return every record of a recording; see `RecordService`."""
        return read(files)

    def parse(self, kind: str, raw: bytes) -> ServiceRecord:
        """Return the record of which `raw` are the bytes; see `RecordService`."""
        return parse(kind, raw)


def questions(inquiry: Inquiry) -> Iterator[tuple[str, str]]:
    """Yield kind and address of what is asked; nothing of a kind that the door has no words for.

    Without `since` deleted records are left out; with it they are asked for like others that
    changed, so that a withdrawal is seen.
    """
    door = inquiry.door
    dossiers = " or ".join(
        f"Kamerstukdossier/any(d:d/Nummer eq {int(number)})" for number in door.dossiers
    )
    said = " or ".join(f"contains(Tekst,{odata_text(word)})" for word in door.containing)
    if said:
        yield "Toezegging", address(inquiry.base, "Toezegging", said, since=inquiry.since)
    if dossiers:
        motions = f"Soort eq 'Motie' and ({dossiers})"
        yield "Zaak", address(inquiry.base, "Zaak", motions, since=inquiry.since)
        papers = f"Soort ne 'Motie' and ({dossiers})"
        yield "Document", address(inquiry.base, "Document", papers, since=inquiry.since)


def address(base: str, kind: str, scope: str, *, since: date | None = None, top: int = 0) -> str:
    """Return the address that asks for the records of `kind` within `scope`, an OData filter.

    An empty scope is all of them; with `top` only so many are asked for.

    >>> address("https://example.org", "Zaak", "Soort eq 'Motie'")[:60]
    'https://example.org/Zaak?$filter=Verwijderd%20eq%20false%20a'
    """
    marks = "Verwijderd eq false"
    if since is not None:
        marks = f"ApiGewijzigdOp ge {since.isoformat()}T00:00:00Z"
    wanted = f"{marks} and ({scope})" if scope else marks
    options = [f"$filter={quote(wanted, safe='()/,:$')}"]
    options += [quote(part, safe="$=(),;") for part in _options(kind)]
    options.append(f"$top={top}" if top else "$orderby=Id")
    return f"{base}/{kind}?{'&'.join(options)}"


def _options(kind: str) -> list[str]:
    """The fields of the entity; at the top level they are options of the address itself."""
    select, _, expand = selection(KINDS[kind]).partition(";$expand=")
    return [select, f"$expand={expand}"]


_SCOPES: Final = {"Toezegging": "", "Zaak": "Soort eq 'Motie'", "Document": "Soort ne 'Motie'"}


def _beside(order: Order) -> Sequence[Request]:
    """The first two records of each kind."""
    base = order.addresses["tweede_kamer"]
    return tuple(json_request(address(base, kind, _SCOPES[kind], top=2)) for kind in KINDS)


def _read_page(seen: Exchange) -> None:
    kind = next(kind for kind in KINDS if f"/{kind}?" in seen.asked)
    for raw in decoded(seen.body, Page, refused=layout_fault(seen.asked)).value:
        parse(kind, bytes(raw), name=seen.asked)


PROBE: Final = Service(
    SERVICE,
    ProbeSubject(f"{SERVICE}:records"),
    lambda order: _beside(order)[0].address,
    (
        AnswerExpectation(
            re.compile(""),
            (answers_with(200), of_type(*JSON_TYPES), json_whole, readable(_read_page)),
        ),
    ),
    beside=_beside,
)
