"""What the fourth service of CBS does not have comes from the third, or from nowhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.sources.fetching.conftest import TABLE, V3, Ask, CbsTable, Plain
from tests.transport.server import Server, moved, say

from agdb.errors import SourceError, TransportError
from agdb.sources.fetching.fetch import FetchResult

SMALL = "cbs:99999NED"
Asking = Callable[..., Any]


def names(outstanding: FetchResult) -> set[str]:
    assert outstanding.delivery is not None
    return {file.name for file in outstanding.delivery.recording.files}


def v3_sets(server: Server, *, rows: int = 3, count: int = 3) -> None:
    """The same table at the third service."""
    data = [{"ID": n, "RegioS": "NL01  ", "Perioden": "2024JJ00", "M_1": n} for n in range(rows)]
    sets: dict[str, Any] = {
        "TableInfos": [{"ID": 0, "Identifier": "99999NED", "Modified": "2026-01-31T02:00:00"}],
        "DataProperties": [{"ID": 0, "Key": "RegioS", "Type": "GeoDimension"}],
        "RegioS": [{"Key": "NL01  ", "Title": "Nederland"}],
        "Perioden": [{"Key": "2024JJ00", "Title": "2024"}],
    }
    server.on(f"{V3}/UntypedDataSet/$count", say(str(count), type_="text/plain"))
    listed = ["TableInfos", "UntypedDataSet", "TypedDataSet", *list(sets)[1:]]
    context = {"odata.metadata": f"{server.url}{V3}/$metadata"}
    server.on(V3, say({**context, "value": [{"name": name, "url": name} for name in listed]}))
    for name, content in sets.items():
        server.on(f"{V3}/{name}", say({**context, "value": content}))
    link = f"{server.url}{V3}/TypedDataSet?$format=json&$skip=2"
    server.on(f"{V3}/TypedDataSet", say({**context, "value": data[:2], "odata.nextLink": link}))
    server.on(f"{V3}/TypedDataSet?$format=json&$skip=2", say({**context, "value": data[2:]}))


V3_FILES = {
    *("TableInfos.json", "DataProperties.json", "RegioS.json", "Perioden.json"),
    *("TypedDataSet-page-1.json", "TypedDataSet-page-2.json"),
}


@pytest.mark.parametrize("missing", ["Properties", "Observations/$count", "Observations"])
def test_what_the_fourth_service_does_not_have_comes_from_the_third(
    cbs: CbsTable, ask: Ask, plain: Plain, missing: str
) -> None:
    cbs.server.on(f"{TABLE}/{missing}", say(b"", status=404))
    v3_sets(cbs.server)

    outstanding = ask(SMALL, readers={"cbs": (plain,)})

    assert names(outstanding) == V3_FILES
    assert outstanding.delivery is not None
    assert outstanding.delivery.recording.address == cbs.server.url + V3
    assert outstanding.delivery.recording.publisher_date == "2026-01-31T02:00:00"


def test_a_table_of_the_third_service_that_is_the_same_is_not_fetched_again(
    server: Server, asking: Asking, plain: Plain
) -> None:
    v3_sets(server)
    with asking(SMALL, readers={"cbs": (plain,)}) as first:
        first.settle("v1")
    before = len(server.asked)

    with asking(SMALL, versions=["v1"], readers={"cbs": (plain,)}) as second:
        assert second.delivery is None

    assert [a.path for a in server.asked[before:]] == [f"{TABLE}/Properties", f"{V3}/TableInfos"]


def test_an_etag_of_the_fourth_service_decides_nothing_about_the_third(
    cbs: CbsTable, asking: Asking, plain: Plain
) -> None:
    # Given a table of which the fourth service has only the description, which does not change
    cbs.serve(etag='"a"')
    cbs.server.on(f"{TABLE}/Observations/$count", say(b"", status=404))
    v3_sets(cbs.server)
    with asking(SMALL, readers={"cbs": (plain,)}) as first:
        first.settle("v1")

    # When the third service has new figures
    v3_sets(cbs.server, rows=4, count=4)
    info = {"ID": 0, "Identifier": "99999NED", "Modified": "2026-02-28T02:00:00"}
    cbs.server.on(f"{V3}/TableInfos", say({"value": [info]}))

    # Then they are fetched
    with asking(SMALL, versions=["v1"], readers={"cbs": (plain,)}) as second:
        assert second.delivery is not None


def test_fewer_rows_than_the_third_service_counts_make_no_dataset(server: Server, ask: Ask) -> None:
    v3_sets(server, count=4)

    with pytest.raises(SourceError, match="3 rows came and CBS promises 4"):
        ask(SMALL)


def test_the_third_service_is_not_asked_for_a_slice(server: Server, ask: Ask) -> None:
    v3_sets(server)

    with pytest.raises(SourceError, match="a query is not proven there"):
        ask(SMALL, query={"RegioS": ("NL01",)})


def test_a_table_described_twice_is_refused(server: Server, ask: Ask) -> None:
    v3_sets(server)
    server.on(f"{V3}/TableInfos", say({"value": []}))

    with pytest.raises(SourceError, match="describes 0 tables in place of one"):
        ask(SMALL)


def test_a_table_that_nobody_knows_is_one_sentence(server: Server, ask: Ask) -> None:
    with pytest.raises(SourceError, match=r"CBS does not know a table '99999NED'.*part of it\.$"):
        ask(SMALL)


def test_a_service_that_refuses_for_another_reason_is_told(cbs: CbsTable, ask: Ask) -> None:
    cbs.server.on(f"{TABLE}/Properties", say(b"", status=403))
    with pytest.raises(TransportError, match="HTTP status 403"):
        ask(SMALL)

    cbs.server.on(f"{TABLE}/Properties", say(b"", status=404))
    cbs.server.on(f"{V3}/TableInfos", say(b"", status=406))
    with pytest.raises(TransportError, match="HTTP status 406"):
        ask(SMALL)


def test_a_code_list_that_is_missing_is_no_reason_to_ask_elsewhere(cbs: CbsTable, ask: Ask) -> None:
    cbs.server.on(f"{TABLE}/RegioSCodes", say(b"", status=404))
    v3_sets(cbs.server)

    with pytest.raises(TransportError, match=r"RegioSCodes: .* HTTP status 404"):
        ask(SMALL)


def test_groups_that_refuse_for_another_reason_are_told(cbs: CbsTable, ask: Ask) -> None:
    cbs.server.on(f"{TABLE}/MeasureGroups", say(b"", status=403))

    with pytest.raises(TransportError, match="HTTP status 403"):
        ask(SMALL)


def test_a_table_behind_a_redirect_loop_is_told(cbs: CbsTable, ask: Ask) -> None:
    cbs.server.on(f"{TABLE}/Properties", moved(f"{TABLE}/Properties"))

    with pytest.raises(TransportError, match="redirects more than 5 times"):
        ask(SMALL)


def test_a_transcribed_source_of_cbs_is_no_table(ask: Ask) -> None:
    with pytest.raises(SourceError, match="do not know how to ask"):
        ask("cbs:coen-belemmeringen")
