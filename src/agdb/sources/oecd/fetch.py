"""OECD: the SDMX service, which answers in CSV and says nowhere how many rows there are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import quote, urlencode

from agdb.errors import Place, SourceError
from agdb.sources.fetching.answers import BULK_BYTES, csv_records, not_empty
from agdb.sources.fetching.expectations import (
    AnswerExpectation,
    AnswerFinding,
    ProbeSubject,
    Service,
    answers_with,
    of_type,
    shown,
)
from agdb.sources.fetching.order import Fetched, Order
from agdb.sources.fetching.staging import Staging
from agdb.sources.formats.sdmx_csv import is_sdmx_csv
from agdb.sources.formats.text import first_row
from agdb.transport.answer import RefusedError, Request
from agdb.transport.traffic_log import Exchange

_TYPES: Final = ("text/csv", "application/vnd.sdmx.data+csv", "application/csv")
_NAME: Final = "data.csv"
_KEY: Final = "key"
_NEEDED: Final = frozenset({"TIME_PERIOD", "OBS_VALUE"})


class Oecd:
    """Asks for the flow that `fetch.table` names: `agency,structure@flow,version`."""

    def knows(self, order: Order) -> bool:
        """Whether the programme names the flow."""
        return order.table is not None and order.table.count(",") in {1, 2}

    def fetch(self, order: Order, staging: Staging) -> Fetched | None:
        """Return the answer in CSV with codes and labels; see `Fetcher`."""
        address = address_of(order)
        try:
            request = Request(address, _TYPES, not_empty, BULK_BYTES)
            answer = staging.ask_if_changed(request, name=_NAME)
        except RefusedError as refusal:
            said = " ".join(refusal.body.decode("utf-8", "replace").split())[:200].rstrip(".")
            raise SourceError(
                f"the OECD refuses this with HTTP status {refusal.status}: {said}",
                place=Place(address),
                remedy="check flow and key: as many dots as the flow has dimensions, less one",
            ) from None
        if answer is None:
            return None
        header, rows = csv_records(staging.path(_NAME), delimiter=",")
        if not answer.framed or not rows or not _NEEDED.issubset(header):
            raise SourceError(
                f"the answer has {rows} rows, columns {', '.join(header)[:120]!r}, and "
                f"{'an' if answer.framed else 'no'} announced end",
                place=Place(address),
                remedy="report it: the layout of this publisher is not proven live",
            )
        return Fetched({_NAME: staging.path(_NAME)}, address, answer.moment)


def address_of(order: Order) -> str:
    """Return the address that asks for the flow; `key` of the query is the key of SDMX.

    >>> from agdb.statistics.identifier import DatasetId
    >>> where = {"oecd": "https://x"}
    >>> order = Order(DatasetId("oecd", "a"), where, table="A,B@C,1.0", query={"key": ("NLD.A",)})
    >>> address_of(order).partition("?")[0]
    'https://x/data/A,B@C,1.0/NLD.A'
    """
    keys = order.query.get(_KEY, ("all",))
    asked = [(name, "+".join(codes)) for name, codes in sorted(order.query.items()) if name != _KEY]
    asked += [("dimensionAtObservation", "AllDimensions"), ("format", "csvfilewithlabels")]
    key = quote("+".join(keys), safe=".+")
    return f"{order.addresses['oecd']}/data/{quote(order.name, safe=',@')}/{key}?{urlencode(asked)}"


_COLUMNS: Final = frozenset({"REF_AREA", "MEASURE", "UNIT_MEASURE", "TIME_PERIOD", "OBS_VALUE"})
_HEAD: Final = 1 << 18


def _known_header(seen: Exchange) -> Iterator[AnswerFinding]:
    header = first_row(seen.body[:_HEAD], delimiter=",")
    if not is_sdmx_csv(header) or not set(header) >= _COLUMNS:
        wanted = ", ".join(sorted(_COLUMNS))
        yield AnswerFinding("header", shown(", ".join(header)), f"SDMX-CSV with {wanted}")


_EXPECTED: Final = (
    AnswerExpectation(re.compile(r"/data/"), (answers_with(200), of_type(*_TYPES), _known_header)),
)
SERVICE: Final = Service(
    "oecd",
    ProbeSubject(
        "oecd:DSD_PDB@DF_PDB_LV",
        "OECD.SDD.TPS,DSD_PDB@DF_PDB_LV",
        query={"startPeriod": ("2023",), "lastNObservations": ("1",)},
    ),
    address_of,
    _EXPECTED,
    Oecd(),
)
