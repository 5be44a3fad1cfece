"""CBS: by which of its services a table is fetched."""

from __future__ import annotations

import re
from typing import Final

from agdb.errors import Place, SourceError
from agdb.sources.fetching.cbs_v3 import fetch_feed
from agdb.sources.fetching.cbs_v4 import NotServedError, fetch_v4
from agdb.sources.fetching.contract import Fetched, Order
from agdb.sources.fetching.shelf import Shelf
from agdb.transport.answer import RefusedError

_TABLE: Final = re.compile(r"\d{5}[a-z]*", re.IGNORECASE)
_NOT_FOUND: Final = 404


class Cbs:
    """Large tables in bulk, others page by page, and by the third service what is only there."""

    def knows(self, order: Order) -> bool:
        """Whether the name is one that StatLine gives: five digits and letters."""
        return _TABLE.fullmatch(order.name) is not None

    def fetch(self, order: Order, shelf: Shelf) -> Fetched | None:
        """Return the table; see `Fetcher`."""
        try:
            return fetch_v4(order, shelf)
        except NotServedError:
            shelf.tell("by the third service")
        try:
            return fetch_feed(order, shelf)
        except RefusedError as refusal:
            if refusal.status != _NOT_FOUND:
                raise
            raise SourceError(
                f"CBS does not know a table {order.name!r}",
                place=Place(str(order.dataset)),
                remedy="check the id on opendata.cbs.nl: its casing is part of it",
            ) from None
