"""DUO: one file of a package in its CKAN portal, held against the number of rows it announces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlencode

import msgspec

from agdb.errors import Place, SourceError
from agdb.sources.duo.layout import layout_of
from agdb.sources.duo.layouts import CKAN
from agdb.sources.fetching.answers import (
    BULK_BYTES,
    CSV_TYPES,
    csv_records,
    document,
    json_request,
    not_empty,
    only,
    same_site,
)
from agdb.sources.fetching.expectations import (
    AnswerExpectation,
    AnswerFinding,
    ProbeSubject,
    Service,
    answers_with,
    field,
    has_keys,
    is_count,
    is_text,
    is_true,
    json_whole,
    of_type,
    shown,
)
from agdb.sources.fetching.order import Fetched, Order
from agdb.sources.fetching.staging import Staging
from agdb.sources.formats.text import first_rows
from agdb.transport.answer import Answer, Request
from agdb.transport.traffic_log import Exchange

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

    def fetch(self, order: Order, staging: Staging) -> Fetched | None:
        """Return the file as published, its rows counted; see `Fetcher`."""
        base, shown = order.addresses["duo"], package_address(order)
        if staging.ask_if_changed(json_request(shown), name=_PACKAGE) is None:
            return None
        package = document(staging.path(_PACKAGE), _Shown, address=shown)
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
        if staging.unchanged(mark):
            return None
        total = _total(base, resource, staging)
        staging.begin(mark)
        link = same_site(resource.url, base=base, what="the file")
        name = f"{resource.id}.csv"
        staging.report(resource.name)
        answer = staging.ask(Request(link, CSV_TYPES, not_empty, BULK_BYTES), name=name)
        _check(staging, name, answer, resource=resource, total=total)
        return Fetched(
            {name: staging.path(name)},
            link,
            answer.moment,
            resource.last_modified or "",
            package.result.license_title or "",
        )


def package_address(order: Order) -> str:
    """Return the address that shows what is in the package of an order."""
    return f"{order.addresses['duo']}/api/3/action/package_show?{urlencode({'id': order.name})}"


def _csv(package: _Package) -> list[_Resource]:
    return [item for item in package.resources if item.format.strip(". ").lower() == "csv"]


def _total(base: str, resource: _Resource, staging: Staging) -> int | None:
    """The rows that DUO's own database has of the file, None where it is not in there."""
    if not resource.datastore_active:
        return None
    asked = urlencode({"resource_id": resource.id, "limit": 0})
    address = f"{base}/api/3/action/datastore_search?{asked}"
    staging.ask_now(json_request(address), name=_TOTAL)
    searched = document(staging.path(_TOTAL), _Searched, address=address)
    if not searched.success or searched.result is None:
        raise SourceError(
            "DUO does not say how many rows the file has",
            place=Place(address),
            remedy="run agdb fetch again later",
        )
    return searched.result.total


def _check(
    staging: Staging, name: str, answer: Answer, *, resource: _Resource, total: int | None
) -> None:
    place = Place(answer.address)
    again = "run agdb fetch again later; nothing of it was kept"
    if total is not None:
        _, rows = csv_records(staging.path(name), delimiter=",")
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


_JSON: Final = (answers_with(200), of_type("application/json"), json_whole)
_HEAD: Final = 1 << 18


def _known_header(seen: Exchange) -> Iterator[AnswerFinding]:
    """The header is one of the catalogue, and hidden counts are marked as we know."""
    rows = first_rows(seen.body[:_HEAD], delimiter=",")
    header = next(rows, [])
    if layout_of(header, CKAN) is None:
        yield AnswerFinding(
            "header", shown(", ".join(header)), "the columns of the catalogue of DUO"
        )
        return
    counts = [row[-1].strip() for row in rows if len(row) == len(header)]
    marks = {mark: counts.count(mark) for mark in ("-1", "4", "<5") if mark in counts}
    odd = next((c for c in counts if c and c not in marks and not c.isdecimal()), None)
    if odd is not None:
        yield AnswerFinding(
            header[-1], shown(odd), "a count, or -1, 4 or <5 where 1 to 4 are hidden"
        )
    elif marks:
        told = ", ".join(f"{number} times {mark}" for mark, number in marks.items())
        yield AnswerFinding(header[-1], told, "one way of hiding 1 to 4 (-1 or 4)", grave=False)


_EXPECTED: Final = (
    AnswerExpectation(
        re.compile(r"/package_show\?"),
        (
            *_JSON,
            field("success", "true", is_true),
            field("result.resources[]", "id, url", has_keys("id", "url")),
            field("result.resources[].format", "a format", is_text, grave=False),
            field("result.license_title", "a licence", is_text, grave=False),
        ),
    ),
    AnswerExpectation(
        re.compile(r"/datastore_search\?"),
        (
            *_JSON,
            field("success", "true", is_true),
            field("result.total", "a number of rows", is_count),
        ),
    ),
    AnswerExpectation(
        re.compile(r"^(?!.*/api/3/action/)"),
        (answers_with(200), of_type(*CSV_TYPES), _known_header),
    ),
)
SERVICE: Final = Service(
    "duo",
    ProbeSubject("duo:p04hogdipl@gediplomeerdenwo", "p04hogdipl", "*gediplomeerdenwo*"),
    package_address,
    _EXPECTED,
    Duo(),
)
