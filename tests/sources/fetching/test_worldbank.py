"""World Bank over real sockets: every page, counted, or one sentence."""

from __future__ import annotations

from typing import Any

import pytest
from tests.sources.fetching.conftest import Ask, Plain
from tests.transport.server import Server, say

from agdb.errors import SourceError

PATH = "/country/NLD;BEL/indicator/NY.GDP.PCAP.KD"
ID = "worldbank:NY.GDP.PCAP.KD"


def page(number: int, rows: list[int] | None, **changes: Any) -> list[Any]:
    meta = {"page": number, "pages": 2, "per_page": "1000", "total": 3, "lastupdated": "2026-04-01"}
    return [{**meta, **changes}, None if rows is None else [{"value": row} for row in rows]]


def serve(server: Server, *pages: Any) -> None:
    for number, content in enumerate(pages, 1):
        server.on(f"{PATH}?format=json&per_page=1000&page={number}", say(content))


@pytest.fixture
def bank(ask: Ask, plain: Plain) -> Ask:
    """Ask with a reader that takes everything."""

    def do(**more: Any) -> Any:
        asked = {"query": {"country": ("NLD", "BEL")}, **more}
        return ask(ID, readers={"worldbank": (plain,)}, **asked)

    return do


def test_all_pages_are_fetched_and_counted(server: Server, bank: Ask) -> None:
    serve(server, page(1, [1, 2]), page(2, [3]))

    delivery = bank().delivery

    assert delivery is not None
    assert [file.name for file in delivery.recording.files] == ["page-1.json", "page-2.json"]
    assert delivery.recording.publisher_date == "2026-04-01"


@pytest.mark.parametrize(
    ("pages", "told"),
    [
        ([page(1, [1, 2]), page(2, [4, 5])], "4 rows came and the World Bank promises 3"),
        ([page(1, [1, 2], pages=1)], "2 rows came and the World Bank promises 3"),
        ([page(1, [1, 2]), page(2, [1, 2])], "page 2 is an earlier page once more"),
        ([page(1, [1, 2]), page(1, [3])], "page 2 says that it is page 1"),
        ([page(1, [1, 2]), page(2, [3], total=4)], "changed the indicator while"),
        ([page(1, None)], "no rows came and the World Bank promises 3"),
        ([page(1, None, total=0, pages=0)], "0 rows came and the World Bank promises 0"),
        ([[]], "not the pair of description and rows"),
        ([[{"page": "one"}, []]], "not the pair of description and rows"),
        ([[{"message": [{"id": "120", "value": "The indicator was not found."}]}]], "not found;"),
        ([[{"message": []}]], "the World Bank refuses this"),
        ([{"a": 1}], "not in the layout that we know"),
    ],
)
def test_pages_that_are_short_or_contradict_make_no_dataset(
    server: Server, bank: Ask, pages: list[Any], told: str
) -> None:
    serve(server, *pages)

    with pytest.raises(SourceError, match=told):
        bank()


def test_a_filter_that_it_does_not_have_is_refused_before_it_is_asked(
    server: Server, bank: Ask
) -> None:
    with pytest.raises(SourceError, match="cannot be asked for 'geo'"):
        bank(query={"geo": ("NL",)})

    assert server.asked == []


def test_an_unchanged_indicator_is_not_loaded_again(
    server: Server, asking: Any, plain: Plain
) -> None:
    query = {"country": ("NLD", "BEL")}
    content = page(1, [1, 2, 3], pages=1)
    server.on(f"{PATH}?format=json&per_page=1000&page=1", say(content, etag='"w"'))
    with asking(ID, query=query, readers={"worldbank": (plain,)}) as first:
        first.settle("v1")

    with asking(ID, query=query, readers={"worldbank": (plain,)}, versions=["v1"]) as second:
        assert second.delivery is None
