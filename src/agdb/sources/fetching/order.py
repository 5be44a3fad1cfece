"""What is asked of the publisher for a source of the programme, and whether it can be asked."""

from __future__ import annotations

from agdb.programme.source import Source
from agdb.sources.fetching.addresses import Addresses
from agdb.sources.fetching.contract import Order
from agdb.sources.fetching.fetch import fetchable
from agdb.statistics.identifier import DatasetId


def order_of(source: Source, addresses: Addresses) -> Order:
    """Return what is asked of the publisher for a source."""
    note = source.fetch
    query = {} if note is None else note.query
    return Order(
        DatasetId.parse(source.id),
        addresses,
        table=None if note is None else note.table,
        file=None if note is None else note.file,
        query={
            name: (codes,) if isinstance(codes, str) else codes for name, codes in query.items()
        },
    )


def order_if_fetchable(source: Source) -> Order | None:
    """Return what `agdb fetch` asks for, None where it cannot."""
    order = order_of(source, Addresses())
    return order if fetchable(order) else None
