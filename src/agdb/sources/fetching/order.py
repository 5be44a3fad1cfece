"""What is asked of a publisher: a data set, where, and what the programme says of asking for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from agdb.programme.source import Source
from agdb.sources.fetching.staging import Staging
from agdb.statistics.identifier import DatasetId

Addresses = Mapping[str, str]
"""The base address of every service, without a slash at its end, by the name of its setting."""


@dataclass(frozen=True, slots=True)
class Order:
    """One data set to fetch: its id, and what the programme says about asking for it.

    `query` gives the codes asked of a dimension; without it the whole data set is asked for.
    """

    dataset: DatasetId
    addresses: Addresses
    table: str | None = None
    file: str | None = None
    query: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The publisher's own name for the data set."""
        return self.table or self.dataset.name

    @property
    def slice(self) -> str | None:
        """The declared slice in words, None if the whole data set is asked for.

        >>> Order(DatasetId("a", "b"), {}, query={"geo": ("NL", "BE")}).slice
        'only where geo is NL or BE'
        """
        if not self.query:
            return None
        parts = (f"{name} is {' or '.join(codes)}" for name, codes in sorted(self.query.items()))
        return f"only where {' and '.join(parts)}"


@dataclass(frozen=True, slots=True)
class Fetched:
    """The files that make the recording, all of them staged, by name.

    `address` is where a reader of the monitor finds them, `moment` when the publisher showed them.
    `publisher_date` and `licence` are what the answers say, empty where they are silent.
    """

    files: Mapping[str, Path]
    address: str
    moment: datetime
    publisher_date: str = ""
    licence: str = ""


class Fetcher(Protocol):
    """Asks one publisher."""

    def knows(self, order: Order) -> bool:
        """Whether the id and the programme say enough to ask; asks nobody."""
        ...

    def fetch(self, order: Order, staging: Staging) -> Fetched | None:
        """Return the files, counted and whole; None if they are those of the last time.

        Raises `TransportError` if the publisher cannot be reached, `SourceError` if its answers
        contradict each other or are short.
        """
        ...


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
