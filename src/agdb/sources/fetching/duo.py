"""DUO: one file of a package in its CKAN portal, held against the number of rows it announces."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

import msgspec

from agdb.errors import Place, SourceError
from agdb.sources.fetching.checks import (
    BULK_BYTES,
    CSV_TYPES,
    csv_records,
    document,
    json_request,
    not_empty,
)
from agdb.sources.fetching.contract import Fetched, Order
from agdb.sources.fetching.listing import only, same_site
from agdb.sources.fetching.shelf import Shelf
from agdb.transport.answer import Answer, Request

_PACKAGE: Final = "package.json"
_TOTAL: Final = "total.json"


class _Resource(msgspec.Struct, frozen=True):
    id: str
    url: str
    name: str = ""
    format: str = ""
    size: int | None = None
    hash: str = ""
    last_modified: str | None = None
    datastore_active: bool = False


class _Package(msgspec.Struct, frozen=True):
    resources: list[_Resource]
    license_title: str | None = None


class _Shown(msgspec.Struct, frozen=True):
    success: bool
    result: _Package | None = None


class _Counted(msgspec.Struct, frozen=True):
    total: int


class _Searched(msgspec.Struct, frozen=True):
    success: bool
    result: _Counted | None = None


class Duo:
    """Asks for the package that `fetch.table` names, and its file that `fetch.file` names."""

    def knows(self, order: Order) -> bool:
        """Whether the programme names the package; our own ids are not those of DUO."""
        return order.table is not None

    def fetch(self, order: Order, shelf: Shelf) -> Fetched | None:
        """Return the file as published, its rows counted; see `Fetcher`."""
        base, shown = order.addresses.duo, package_address(order)
        if shelf.ask_anew(json_request(shown), name=_PACKAGE) is None:
            return None
        package = document(shelf.path(_PACKAGE), _Shown, address=shown)
        if not package.success or package.result is None:
            raise SourceError(
                f"DUO does not show the package {order.name!r}",
                place=Place(shown),
                remedy="check fetch.table of the source",
            )
        listed = [(item.name or item.url.rpartition("/")[2], item) for item in _csv(package.result)]
        _, resource = only(listed, order.file, address=shown)
        dated = f"{resource.last_modified or ''}{resource.hash}"
        mark = f"{resource.id} {dated}" if dated else ""
        if shelf.as_last_time(mark):
            return None
        total = _total(base, resource, shelf)
        shelf.begin(mark)
        link = same_site(resource.url, base=base, what="the file")
        name = f"{resource.id}.csv"
        shelf.tell(resource.name)
        answer = shelf.ask(Request(link, CSV_TYPES, not_empty, BULK_BYTES), name=name)
        _check(shelf, name, answer, resource=resource, total=total)
        return Fetched(
            {name: shelf.path(name)},
            link,
            answer.moment,
            resource.last_modified or "",
            package.result.license_title or "",
        )


def package_address(order: Order) -> str:
    """Return the address that shows what is in the package of an order."""
    return f"{order.addresses.duo}/api/3/action/package_show?{urlencode({'id': order.name})}"


def _csv(package: _Package) -> list[_Resource]:
    return [item for item in package.resources if item.format.strip(". ").lower() == "csv"]


def _total(base: str, resource: _Resource, shelf: Shelf) -> int | None:
    """The rows that DUO's own database has of the file, None where it is not in there."""
    if not resource.datastore_active:
        return None
    asked = urlencode({"resource_id": resource.id, "limit": 0})
    address = f"{base}/api/3/action/datastore_search?{asked}"
    shelf.ask_again(json_request(address), name=_TOTAL)
    searched = document(shelf.path(_TOTAL), _Searched, address=address)
    if not searched.success or searched.result is None:
        raise SourceError(
            "DUO does not say how many rows the file has",
            place=Place(address),
            remedy="run agdb fetch again later",
        )
    return searched.result.total


def _check(
    shelf: Shelf, name: str, answer: Answer, *, resource: _Resource, total: int | None
) -> None:
    place = Place(answer.address)
    again = "run agdb fetch again later; nothing of it was kept"
    if total is not None:
        _, rows = csv_records(shelf.path(name), delimiter=",")
        if rows != total:
            raise SourceError(
                f"DUO announces {total} rows and the file has {rows}", place=place, remedy=again
            )
    elif resource.size is None:
        raise SourceError(
            "DUO announces neither rows nor size of the file, so nothing tells whether it is whole",
            place=place,
            remedy="download it by hand, look at it, and use agdb import",
        )
    elif resource.size != answer.size:
        raise SourceError(
            f"DUO announces {resource.size} bytes and the file has {answer.size}",
            place=place,
            remedy=again,
        )
