"""How the service is asked: one table for each article, year and phase."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from agdb.errors import Place, UsageError
from agdb.files.recorded import RecordedFile
from agdb.programme.door import Door
from agdb.sources.fetching.answers import CSV_TYPES
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
from agdb.sources.rijksfinancien.read import (
    FLOWS,
    PHASES,
    SERVICE,
    BudgetTable,
    address,
    name_of,
    parse,
    read,
)
from agdb.sources.service_record import Inquiry, ServiceRecord
from agdb.transport.answer import RefusedError, Request
from agdb.transport.traffic_log import Exchange

_MOST: Final = 64 << 20
_NOT_FOUND: Final = 404


class Rijksfinancien:
    """The lines of the articles of the budget; the service cannot be asked what changed since."""

    id = SERVICE
    proven = False

    def fetch(self, inquiry: Inquiry, staging: Staging) -> Sequence[Path]:
        """Stage every table; see `RecordService`.

        A table that the service does not have (HTTP 404) is left out, and told. Raises `UsageError`
        for a question since a day.
        """
        if inquiry.since is not None:
            raise UsageError(
                "this service cannot be asked what changed since a day",
                place=Place(SERVICE),
                remedy="leave --since out",
            )
        staging.begin("")
        found: list[Path] = []
        for table in tables(inquiry.door):
            name = name_of(table)
            staging.report(name)
            request = Request(address(inquiry.base, table), CSV_TYPES, lambda _: None, _MOST)
            try:
                staging.ask_now(request, name=name)
            except RefusedError as error:
                if error.status != _NOT_FOUND:
                    raise
                staging.report(f"{name}: not published")
                continue
            found.append(staging.path(name))
        return found

    def read(self, files: Sequence[RecordedFile]) -> tuple[ServiceRecord, ...]:
        """Return every record of a recording; see `RecordService`."""
        return read(files)

    def parse(self, kind: str, raw: bytes) -> ServiceRecord:
        """Return the record of which `raw` are the bytes; see `RecordService`."""
        return parse(kind, raw)


def tables(door: Door) -> Iterator[BudgetTable]:
    """Yield every table that the door asks for."""
    for one in door.articles:
        for year in one.years:
            for phase in PHASES:
                for flow in FLOWS:
                    yield BudgetTable(year, phase, flow, one.chapter, str(one.article))


_SMALL: Final = BudgetTable(2024, "OWB", "U", "III", "1")


def _beside(order: Order) -> Sequence[Request]:
    """The payments of one article of the smallest chapter."""
    asked = address(order.addresses[SERVICE], _SMALL)
    return (Request(asked, CSV_TYPES, lambda _: None, _MOST),)


def _read_table(seen: Exchange) -> None:
    read([RecordedFile.of(name_of(_SMALL), seen.body)])


PROBE: Final = Service(
    SERVICE,
    ProbeSubject(f"{SERVICE}:begroting"),
    lambda order: _beside(order)[0].address,
    (
        AnswerExpectation(
            re.compile(""), (answers_with(200), of_type(*CSV_TYPES), readable(_read_table))
        ),
    ),
    beside=_beside,
)
