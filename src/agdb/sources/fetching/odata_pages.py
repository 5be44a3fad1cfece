"""Pages of an OData service, followed by the links that it gives, counted and compared."""

from __future__ import annotations

import hashlib
from typing import Final
from urllib.parse import urljoin

import msgspec

from agdb.errors import Place, SourceError
from agdb.files.documents import decoded
from agdb.sources.fetching.answers import document, json_request, same_host
from agdb.sources.fetching.staging import Staging

_MOST_PAGES: Final = 20_000  # two thousand million observations, many times the largest table


class _Page(msgspec.Struct, frozen=True):
    """The fourth service says `@odata.nextLink`, the third `odata.nextLink`."""

    value: msgspec.Raw
    v4: str | None = msgspec.field(default=None, name="@odata.nextLink")
    v3: str | None = msgspec.field(default=None, name="odata.nextLink")


def odata_text(value: str) -> str:
    """Return a text as a filter of OData has it: an apostrophe is doubled.

    >>> odata_text("foto's")
    "'foto''s'"
    """
    return "'" + value.replace("'", "''") + "'"


def fetch_pages(staging: Staging, address: str, *, stem: str) -> tuple[list[str], int]:
    """Stage all pages from `address` on; return their names and the rows on them.

    They are called `<stem>-page-1.json` and so on. Raises `SourceError` for a page that comes
    twice or lies at another host.
    """
    names: list[str] = []
    seen: dict[str, str] = {}
    rows = 0
    following: str | None = address
    while following is not None:
        name = f"{stem}-page-{len(names) + 1}.json"
        staging.report(f"{stem}, page {len(names) + 1}")
        staging.ask(json_request(following), name=name)
        page = document(staging.path(name), _Page, address=following)
        rows += _rows_on(page, following)
        place = Place(following)
        for key in (following, hashlib.sha256(page.value).hexdigest()):
            if key in seen:
                raise SourceError(
                    f"page {len(names) + 1} is page {seen[key]} once more",
                    place=place,
                    remedy="run agdb fetch again later",
                )
            seen[key] = str(len(names) + 1)
        names.append(name)
        if len(names) > _MOST_PAGES:
            raise SourceError("the pages have no end", place=place, remedy="report it")
        link = page.v4 or page.v3
        if link is not None:
            link = same_host(urljoin(following, link), base=address, what="the next page")
        following = link
    return names, rows


def _rows_on(page: _Page, address: str) -> int:
    rows = decoded(
        page.value,
        list[msgspec.Raw],
        refused=lambda _: SourceError(
            "the answer has no list of values",
            place=Place(address),
            remedy="report it: the layout of this publisher has changed",
        ),
    )
    return len(rows)
