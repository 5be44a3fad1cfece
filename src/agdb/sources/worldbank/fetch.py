"""World Bank: the pages of one indicator, counted against the total on each of them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import quote

import msgspec

from agdb.errors import Place, SourceError
from agdb.sources.fetching.answers import document, json_request
from agdb.sources.fetching.expectations import (
    AnswerExpectation,
    AnswerFinding,
    ProbeSubject,
    Service,
    answers_with,
    field,
    has_keys,
    json_whole,
    of_type,
    parsed,
    shown,
)
from agdb.sources.fetching.order import Fetched, Order
from agdb.sources.fetching.staging import Staging
from agdb.transport.traffic_log import Exchange

_INDICATOR: Final = re.compile(r"[A-Z0-9]+(\.[A-Z0-9]+)+", re.IGNORECASE)
_PER_PAGE: Final = 1000
_LICENCE: Final = "CC BY 4.0"
_COUNTRY: Final = "country"


class _Meta(msgspec.Struct, frozen=True):
    """Numbers come as numbers or as text, and an error is a success with a message."""

    page: int | str = 0
    pages: int | str = 0
    total: int | str = 0
    lastupdated: str | None = None
    message: list[dict[str, str]] | None = None


class WorldBank:
    """Asks for one indicator, of all countries or of those that the query names."""

    def knows(self, order: Order) -> bool:
        """Whether the name is one that the World Bank gives: parts with dots between them."""
        return _INDICATOR.fullmatch(order.name) is not None

    def fetch(self, order: Order, staging: Staging) -> Fetched | None:
        """Return all pages; see `Fetcher`."""
        others = sorted(set(order.query) - {_COUNTRY})
        if others:
            raise SourceError(
                f"the World Bank cannot be asked for {others[0]!r}",
                place=Place(str(order.dataset)),
                remedy="leave only country in fetch.query of the source",
            )
        first = page_address(order, 1)
        answer = staging.ask_if_changed(json_request(first), name="page-1.json")
        if answer is None:
            return None
        meta, rows = _read(staging.path("page-1.json"), first)
        staging.begin("")
        files = {"page-1.json": staging.path("page-1.json")}
        seen = {_digest(rows)}
        count = len(rows)
        for page in range(2, int(meta.pages) + 1):
            address, name = page_address(order, page), f"page-{page}.json"
            staging.report(f"page {page} of {meta.pages}")
            staging.ask_now(json_request(address), name=name)
            here, rows = _read(staging.path(name), address)
            _same(meta, here, page=page, address=address)
            count += len(rows)
            if _digest(rows) in seen:
                raise _short(f"page {page} is an earlier page once more", address)
            seen.add(_digest(rows))
            files[name] = staging.path(name)
        if count != int(meta.total) or not count:
            raise _short(f"{count} rows came and the World Bank promises {meta.total}", first)
        return Fetched(files, first, answer.moment, meta.lastupdated or "", _LICENCE)


def page_address(order: Order, page: int) -> str:
    """Return the address of a page of the indicator."""
    countries = ";".join(order.query.get(_COUNTRY, ("all",)))
    return (
        f"{order.addresses['worldbank']}/country/{quote(countries, safe=';')}"
        f"/indicator/{quote(order.name)}?format=json&per_page={_PER_PAGE}&page={page}"
    )


def _read(path: Path, address: str) -> tuple[_Meta, list[msgspec.Raw]]:
    parts = document(path, list[msgspec.Raw], address=address)
    try:
        meta = msgspec.json.decode(parts[0], type=_Meta)
        rows = msgspec.json.decode(parts[1], type=list[msgspec.Raw] | None) if parts[1:] else None
        numbers = [int(number) for number in (meta.page, meta.pages, meta.total)]
    except (msgspec.DecodeError, ValueError, IndexError):
        raise SourceError(
            "the answer is not the pair of description and rows that we know",
            place=Place(address),
            remedy="report it: this publisher's layout is not proven live",
        ) from None
    if meta.message is not None:
        said = meta.message[0].get("value", "") if meta.message else ""
        raise SourceError(
            f"the World Bank refuses this: {said.rstrip('.')}",
            place=Place(address),
            remedy="check the id of the indicator and the countries",
        )
    if rows is None and numbers[2]:
        raise _short(f"no rows came and the World Bank promises {meta.total}", address)
    return meta, rows or []


def _same(first: _Meta, here: _Meta, *, page: int, address: str) -> None:
    if (here.pages, here.total, here.lastupdated) != (first.pages, first.total, first.lastupdated):
        raise _short("the World Bank changed the indicator while it was being fetched", address)
    if int(here.page) != page:
        raise _short(f"page {page} says that it is page {here.page}", address)


def _short(what: str, address: str) -> SourceError:
    return SourceError(
        what, place=Place(address), remedy="run agdb fetch again later; nothing of it was kept"
    )


def _digest(rows: list[msgspec.Raw]) -> str:
    return hashlib.sha256(b"\n".join(bytes(row) for row in rows)).hexdigest()


_JSON: Final = (answers_with(200), of_type("application/json"), json_whole)


def _pages(seen: Exchange) -> Iterator[AnswerFinding]:
    """The answer is a pair: what it holds in all, and the rows of this page."""
    answer = parsed(seen.body)
    meta, rows = answer[:2] if isinstance(answer, list) and len(answer) > 1 else (None, None)
    for name in ("page", "pages", "total", "lastupdated"):
        if not isinstance(meta, dict) or name not in meta:
            yield AnswerFinding(f"[0].{name}", shown(meta), "page, pages, total, lastupdated")
            return
    for row in rows if isinstance(rows, list) else ({},):
        if not has_keys("indicator", "date", "value")(row):
            yield AnswerFinding("[1][]", shown(row), "indicator, date, value and more")
            return


_EXPECTED: Final = (
    AnswerExpectation(
        re.compile(r"/indicator/"),
        (
            *_JSON,
            field("[]", "a description, then rows", lambda v: isinstance(v, dict | list)),
            _pages,
        ),
    ),
)
SERVICE: Final = Service(
    "worldbank",
    ProbeSubject("worldbank:SL.UEM.TOTL.ZS", query={"country": ("NLD",)}),
    lambda order: page_address(order, 1),
    _EXPECTED,
    WorldBank(),
)
