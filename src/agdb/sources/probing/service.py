"""One service of a publisher: what is asked of it, and what its answers should be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from agdb.sources.fetching.addresses import Addresses
from agdb.sources.fetching.contract import Fetcher, Order
from agdb.sources.probing.expect import Expectation
from agdb.statistics.identifier import DatasetId
from agdb.transport.answer import Request


@dataclass(frozen=True, slots=True)
class Subject:
    """A small data set to ask for, as an order says it."""

    dataset: str
    table: str | None = None
    file: str | None = None
    query: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def order(self, addresses: Addresses) -> Order:
        """Return the order for it."""
        return Order(
            DatasetId.parse(self.dataset), addresses, self.table, self.file, dict(self.query)
        )


@dataclass(frozen=True, slots=True)
class Service:
    """One service. `fetcher` asks for a whole small data set, so that what came is a recording.

    `beside` gives questions that are asked besides, `first` the address with which a connection is
    tried. Without a fetcher only the questions beside are asked, and nothing can be imported.
    """

    id: str
    subject: Subject
    first: Callable[[Order], str]
    expects: Sequence[Expectation]
    fetcher: Fetcher | None = None
    beside: Callable[[Order], Sequence[Request]] = lambda _: ()

    @property
    def publisher(self) -> str:
        """The publisher whose service it is."""
        return self.subject.dataset.partition(":")[0]
