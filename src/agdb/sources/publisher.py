"""What a publisher's folder gives to the rest of the house: one object, listed in one line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from agdb.sources.contract import Reader
from agdb.sources.fetching.expectations import Service
from agdb.sources.fetching.order import Fetcher
from agdb.sources.service_record import RecordService


@dataclass(frozen=True)
class Publisher:
    """A publisher: the readers of its forms, the first that recognises files goes first.

    `fetcher` asks for data sets, None where files must be brought by hand. `addresses` has the base
    address of each service by the name of its setting: `cbs_v3` is set by AGDB_CBS_V3_URL.
    `services` are what `agdb probe` asks. With `by_hand` there is no service: its files
    are on web pages. `records` asks for and reads records that are proposed for the register; a
    publisher of these alone has no readers of data sets.
    """

    id: str
    readers: tuple[Reader, ...]
    fetcher: Fetcher | None = None
    addresses: Mapping[str, str] = field(default_factory=dict)
    services: tuple[Service, ...] = ()
    by_hand: bool = False
    records: RecordService | None = None
