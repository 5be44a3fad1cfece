"""A table of the third service of CBS by its feed."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

import msgspec

from agdb.errors import Place, SourceError
from agdb.sources.fetching.answers import document, json_request, number, whole_number
from agdb.sources.fetching.odata_pages import fetch_pages
from agdb.sources.fetching.order import Fetched, Order
from agdb.sources.fetching.staging import Staging
from agdb.transport.answer import Request

_DATA: Final = "TypedDataSet"
_SKIPPED: Final = frozenset({"UntypedDataSet", _DATA})
INFOS: Final = "TableInfos.json"
_COUNT_BYTES: Final = 1000


class _Set(msgspec.Struct, frozen=True):
    name: str


class _Service(msgspec.Struct, frozen=True):
    value: list[_Set]


class _Info(msgspec.Struct, rename="pascal", frozen=True):
    identifier: str
    modified: str | None = None
    meta_data_modified: str | None = None


class _Infos(msgspec.Struct, frozen=True):
    value: list[_Info]


def table_address(order: Order) -> str:
    """Return where the feed of the table is."""
    return f"{order.addresses['cbs_v3']}/ODataFeed/odata/{quote(order.name)}"


def fetch_feed(order: Order, staging: Staging) -> Fetched | None:
    """Return all entity sets of the table, its rows counted; None if it did not change.

    Raises `RefusedError` if this service does not know the table either, `SourceError` if the rows
    are not as many as `$count` says, or if only a slice was asked for.
    """
    address = table_address(order)
    if order.query:
        raise SourceError(
            "only the third service of CBS has this table, and a query is not proven there",
            place=Place(address),
            remedy="take fetch.query out of the source to ask for the whole table",
        )
    infos = _asking(address, "TableInfos")
    answer = staging.ask_if_changed(json_request(infos), name=INFOS)
    if answer is None:
        return None
    info = _info(staging, infos)
    mark = " ".join(filter(None, (info.modified, info.meta_data_modified)))
    if staging.unchanged(mark):
        return None
    service = f"{address}?$format=json"
    staging.ask_now(json_request(service), name="service.json")
    sets = document(staging.path("service.json"), _Service, address=service).value
    count = f"{address}/UntypedDataSet/$count"
    staging.ask_now(Request(count, (), whole_number, _COUNT_BYTES), name="count.txt")
    staging.begin(mark)
    pages, rows = fetch_pages(staging, _asking(address, _DATA), stem=_DATA)
    promised = int(number(staging.path("count.txt")))
    if rows != promised:
        raise SourceError(
            f"{rows} rows came and CBS promises {promised}",
            place=Place(address),
            remedy="run agdb fetch again later; nothing of it was kept",
        )
    files = {name: staging.path(name) for name in (INFOS, *pages)}
    for name in (found.name for found in sets if found.name not in {*_SKIPPED, "TableInfos"}):
        names, _ = fetch_pages(staging, _asking(address, name), stem=name)
        single = len(names) == 1
        files |= {f"{name}.json" if single else part: staging.path(part) for part in names}
    return Fetched(files, address, answer.moment, info.modified or "")


def _asking(address: str, entity: str) -> str:
    return f"{address}/{quote(entity)}?$format=json"


def _info(staging: Staging, address: str) -> _Info:
    infos = document(staging.path(INFOS), _Infos, address=address).value
    if len(infos) != 1:
        raise SourceError(
            f"the service describes {len(infos)} tables in place of one",
            place=Place(address),
            remedy="check the id: its casing is part of it",
        )
    return infos[0]
