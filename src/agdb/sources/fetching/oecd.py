"""OECD: the SDMX service, which answers in CSV and says nowhere how many rows there are."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote, urlencode

from agdb.errors import Place, SourceError
from agdb.sources.fetching.checks import BULK_BYTES, csv_records, not_empty
from agdb.sources.fetching.contract import Fetched, Order
from agdb.sources.fetching.shelf import Shelf
from agdb.transport.answer import RefusedError, Request

_TYPES: Final = ("text/csv", "application/vnd.sdmx.data+csv", "application/csv")
_NAME: Final = "data.csv"
_KEY: Final = "key"
_NEEDED: Final = frozenset({"TIME_PERIOD", "OBS_VALUE"})


class Oecd:
    """Asks for the flow that `fetch.table` names: `agency,structure@flow,version`."""

    def knows(self, order: Order) -> bool:
        """Whether the programme names the flow."""
        return order.table is not None and order.table.count(",") in {1, 2}

    def fetch(self, order: Order, shelf: Shelf) -> Fetched | None:
        """Return the answer in CSV with codes and labels; see `Fetcher`."""
        address = address_of(order)
        try:
            request = Request(address, _TYPES, not_empty, BULK_BYTES)
            answer = shelf.ask_anew(request, name=_NAME)
        except RefusedError as refusal:
            said = " ".join(refusal.body.decode("utf-8", "replace").split())[:200].rstrip(".")
            raise SourceError(
                f"the OECD refuses this with HTTP status {refusal.status}: {said}",
                place=Place(address),
                remedy="check flow and key: as many dots as the flow has dimensions, less one",
            ) from None
        if answer is None:
            return None
        header, rows = csv_records(shelf.path(_NAME), delimiter=",")
        if not answer.framed or not rows or not _NEEDED.issubset(header):
            raise SourceError(
                f"the answer has {rows} rows, columns {', '.join(header)[:120]!r}, and "
                f"{'an' if answer.framed else 'no'} announced end",
                place=Place(address),
                remedy="report it: the layout of this publisher is not proven live",
            )
        return Fetched({_NAME: shelf.path(_NAME)}, address, answer.moment)


def address_of(order: Order) -> str:
    """Return the address that asks for the flow; `key` of the query is the key of SDMX.

    >>> from agdb.sources.fetching.addresses import Addresses
    >>> from agdb.statistics.identifier import DatasetId
    >>> where = Addresses(oecd="https://x")
    >>> order = Order(DatasetId("oecd", "a"), where, table="A,B@C,1.0", query={"key": ("NLD.A",)})
    >>> address_of(order).partition("?")[0]
    'https://x/data/A,B@C,1.0/NLD.A'
    """
    keys = order.query.get(_KEY, ("all",))
    asked = [(name, "+".join(codes)) for name, codes in sorted(order.query.items()) if name != _KEY]
    asked += [("dimensionAtObservation", "AllDimensions"), ("format", "csvfilewithlabels")]
    key = quote("+".join(keys), safe=".+")
    return f"{order.addresses.oecd}/data/{quote(order.name, safe=',@')}/{key}?{urlencode(asked)}"
