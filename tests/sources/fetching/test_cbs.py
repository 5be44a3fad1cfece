"""CBS over real sockets: the whole table, counted, by the service that has it, or one sentence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.sources.fetching.conftest import TABLE, Ask, CbsTable
from tests.transport.server import broken, say, unframed

from agdb.errors import SourceError, TransportError
from agdb.sources.contract import Origin
from agdb.sources.fetching.fetch import FetchResult
from agdb.statistics.identifier import DatasetId

SMALL = "cbs:99999NED"
Asking = Callable[..., Any]
Keep = Callable[[FetchResult], str]


def names(outstanding: FetchResult) -> set[str]:
    assert outstanding.delivery is not None
    return {file.name for file in outstanding.delivery.recording.files}


def test_a_table_of_two_pages_becomes_a_dataset(
    cbs: CbsTable, asking: Asking, warehouse: Any, keep: Keep
) -> None:
    with asking(SMALL) as outstanding:
        keep(outstanding)

    version = warehouse.find(DatasetId.parse(SMALL))
    assert version.rows == 13
    assert version.partial is None
    assert version.receipt.origin is Origin.FETCH
    assert version.receipt.address == f"{cbs.server.url}{TABLE}"
    assert version.receipt.publisher_date == "2026-01-31T06:30:00+01:00"
    assert str(version.recorded) == "2026-11-24"


def test_the_recording_has_the_layout_that_the_reader_reads(cbs: CbsTable, ask: Ask) -> None:
    outstanding = ask(SMALL)

    assert names(outstanding) == {
        *("index.json", "properties.json", "dimensions.json", "measure-codes.json"),
        *("measure-groups.json", "codes-Perioden.json", "codes-RegioS.json"),
        *("observations-page-1.json", "observations-page-2.json"),
    }
    files = {file.name: file for file in outstanding.delivery.recording.files}
    manifest = msgspec.json.decode(files["index.json"].read())
    assert manifest["observationPages"] == ["observations-page-1.json", "observations-page-2.json"]
    assert manifest["observationRows"] == 13
    assert manifest["capturedAt"] == "2026-11-24T12:00:00Z"


@pytest.mark.slow
def test_an_etag_that_still_holds_means_that_nothing_else_is_asked(
    cbs: CbsTable, asking: Asking, keep: Keep
) -> None:
    cbs.serve(etag='"a"')
    with asking(SMALL) as first:
        version = keep(first)
    asked = len(cbs.server.asked)

    with asking(SMALL, versions=[version]) as second:
        assert second.delivery is None

    assert [a.path for a in cbs.server.asked[asked:]] == [f"{TABLE}/Properties"]
    assert cbs.server.asked[-1].headers["if-none-match"] == '"a"'


@pytest.mark.slow
def test_without_an_etag_the_dates_of_the_table_tell_that_it_is_the_same(
    cbs: CbsTable, asking: Asking, keep: Keep
) -> None:
    with asking(SMALL) as first:
        version = keep(first)
    asked = len(cbs.server.asked)

    with asking(SMALL, versions=[version]) as second:
        assert second.delivery is None

    assert len(cbs.server.asked) == asked + 1


def test_an_unchanged_table_that_is_not_in_the_warehouse_is_fetched_whole(
    cbs: CbsTable, asking: Asking, keep: Keep
) -> None:
    # Given a fetch whose version was lost with the warehouse
    cbs.serve(etag='"a"')
    with asking(SMALL) as first:
        keep(first)

    with asking(SMALL, versions=[]) as second:
        assert second.delivery is not None


@pytest.mark.slow
def test_the_same_bytes_under_a_new_date_are_not_loaded_again(
    cbs: CbsTable, asking: Asking, keep: Keep
) -> None:
    with asking(SMALL) as first:
        version = keep(first)
    # Given a service that says nothing about its state
    silent = {**cbs.sets["Properties"], "Version": None, "Modified": None}
    cbs.sets["Properties"] = {**silent, "ObservationsModified": None}
    cbs.serve()
    with asking(SMALL, versions=[version]) as second:
        version = keep(second)

    with asking(SMALL, versions=[version]) as third:
        assert third.delivery is None


def test_a_fetch_that_broke_off_goes_on_at_the_page(
    cbs: CbsTable, ask: Ask, asking: Asking, keep: Keep
) -> None:
    # Given a second page that keeps breaking off
    body = msgspec.json.encode(cbs.observations(2))
    cbs.on_page(2, broken(body, after=40))
    with pytest.raises(TransportError, match="resets the connection"):
        ask(SMALL)
    assert cbs.asked("Observations") == 1 + 1 + 2  # $count, page 1, page 2 twice

    # When it is well again
    cbs.on_page(2, say(body))
    with asking(SMALL) as outstanding:
        keep(outstanding)

    # Then the first page was not asked for again
    assert cbs.asked("Observations") == 4 + 1 + 1


def test_a_page_on_disk_that_was_damaged_meanwhile_is_asked_for_again(
    cbs: CbsTable, ask: Ask, root: Path
) -> None:
    cbs.on_page(2, say(b"", status=500))
    with pytest.raises(TransportError):
        ask(SMALL)
    cbs.serve()
    page = root / "fetch" / "cbs" / "99999ned" / "bodies" / "observations-page-1.json"
    page.write_bytes(page.read_bytes().replace(b"403.7", b"999.9"))

    outstanding = ask(SMALL)

    files = {file.name: file for file in outstanding.delivery.recording.files}
    assert b"403.7" in files["observations-page-1.json"].read()


def test_pages_of_an_older_state_of_the_table_are_not_used(cbs: CbsTable, ask: Ask) -> None:
    cbs.on_page(2, say(b"", status=500))
    with pytest.raises(TransportError):
        ask(SMALL)
    cbs.sets["Properties"] = {**cbs.sets["Properties"], "Version": "202602280630"}
    cbs.serve()
    before = cbs.asked("Observations")

    ask(SMALL)

    assert cbs.asked("Observations") == before + 3


def test_a_truncated_page_is_asked_for_again(cbs: CbsTable, ask: Ask) -> None:
    body = msgspec.json.encode(cbs.observations(2))
    cbs.on_page(2, unframed(body[:200]), unframed(body))

    assert "observations-page-2.json" in names(ask(SMALL))


def test_a_page_that_comes_twice_is_refused(cbs: CbsTable, ask: Ask) -> None:
    again = cbs.observations(1)
    again["@odata.nextLink"] = cbs.server.url + cbs.page(3)
    cbs.on_page(2, say(again))

    with pytest.raises(SourceError, match="page 2 is page 1 once more"):
        ask(SMALL)


def test_a_link_that_leads_in_a_circle_is_refused(cbs: CbsTable, ask: Ask) -> None:
    second = cbs.observations(2)
    second["@odata.nextLink"] = cbs.server.url + cbs.page(1)
    cbs.on_page(2, say(second))

    with pytest.raises(SourceError, match="page 3 is page 1 once more"):
        ask(SMALL)


def test_a_page_that_is_missing_makes_no_dataset(cbs: CbsTable, ask: Ask, root: Path) -> None:
    alone = cbs.observations(1)
    del alone["@odata.nextLink"]
    cbs.on_page(1, say(alone))

    with pytest.raises(SourceError, match="promises 13 observations and 7 are there") as caught:
        ask(SMALL)

    # And what came is set aside, so that the next fetch asks for it again
    aside = root / "fetch" / "cbs" / "99999ned" / "rejected"
    assert str(aside) in str(caught.value)
    assert (aside / "observations-page-1.json").exists()
    cbs.serve()
    assert len(names(ask(SMALL))) == 9


def test_two_counts_that_disagree_stop_before_any_page(cbs: CbsTable, ask: Ask) -> None:
    cbs.serve(count=14)

    with pytest.raises(SourceError, match="promises 13 observations and 14 are there"):
        ask(SMALL)

    assert cbs.asked("Observations") == 1


def test_a_count_that_is_no_number_is_told(cbs: CbsTable, ask: Ask) -> None:
    cbs.serve(count="many")

    with pytest.raises(TransportError, match="is not a number"):
        ask(SMALL)


def test_a_next_page_at_another_host_is_refused(cbs: CbsTable, ask: Ask) -> None:
    page = cbs.observations(1)
    page["@odata.nextLink"] = f"https://example.org{cbs.page(2)}"
    cbs.on_page(1, say(page))

    with pytest.raises(SourceError, match=r"the next page is said to be at 'https://example\.org"):
        ask(SMALL)


def test_a_page_of_the_wrong_type_is_refused(cbs: CbsTable, ask: Ask) -> None:
    cbs.on_page(2, say("<html>", type_="text/html"))

    with pytest.raises(TransportError, match="of type 'text/html'"):
        ask(SMALL)


def test_a_page_without_a_list_is_refused(cbs: CbsTable, ask: Ask) -> None:
    cbs.on_page(2, say({"value": {"a": 1}}))

    with pytest.raises(SourceError, match="no list of values"):
        ask(SMALL)


def test_a_table_that_changes_meanwhile_makes_no_dataset(cbs: CbsTable, ask: Ask) -> None:
    new = {**cbs.sets["Properties"], "Version": "202602280630"}
    cbs.server.on(f"{TABLE}/Properties", say(cbs.sets["Properties"]), say(new))

    with pytest.raises(SourceError, match="changed the table while it was being fetched"):
        ask(SMALL)


def test_a_dimension_that_would_lead_out_of_the_folder_is_refused(cbs: CbsTable, ask: Ask) -> None:
    cbs.sets["Dimensions"]["value"][0]["Identifier"] = "../../x"
    cbs.serve()

    with pytest.raises(SourceError, match="lead to a file named"):
        ask(SMALL)


@pytest.mark.slow
def test_a_query_is_asked_counted_and_becomes_a_declared_slice(
    cbs: CbsTable, asking: Asking, warehouse: Any, keep: Keep
) -> None:
    query = "?$filter=RegioS%20in%20%28%27NL01%27%29"
    first = cbs.observations(1)
    rows = [row for row in first["value"] if row["RegioS"].strip() == "NL01"]
    del first["@odata.nextLink"]
    cbs.server.on(f"{TABLE}/Observations/$count{query}", say(str(len(rows)), type_="text/plain"))
    cbs.server.on(f"{TABLE}/Observations{query}", say({**first, "value": rows}))

    with asking(SMALL, query={"RegioS": ("NL01",)}) as outstanding:
        keep(outstanding)

    version = warehouse.find(DatasetId.parse(SMALL))
    assert version.rows == len(rows)
    assert version.partial == f"only where RegioS in ('NL01'); {len(rows)} of 13 observations"
    assert version.receipt.address.endswith(query)


def test_a_query_that_makes_too_long_an_address_is_refused_before_it_is_asked(
    cbs: CbsTable, ask: Ask
) -> None:
    with pytest.raises(SourceError, match=r"makes an address of .* characters"):
        ask(SMALL, query={"RegioS": tuple(f"GM{n:04d}" for n in range(300))})
