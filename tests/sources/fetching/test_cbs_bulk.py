"""Large tables of CBS come whole in a zip, and are counted before they are believed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from tests.sources.fetching.conftest import Ask, CbsTable, Plain
from tests.transport.server import say, unframed

from agdb.errors import SourceError, TransportError
from agdb.sources.fetching.fetch import FetchResult

SMALL = "cbs:99999NED"
Asking = Callable[..., Any]


def names(outstanding: FetchResult) -> set[str]:
    assert outstanding.delivery is not None
    return {file.name for file in outstanding.delivery.recording.files}


def zipped(rows: int, *, name: str = "Observations.csv") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        lines = ["Id;Measure;RegioS;Perioden;Value;StringValue;ValueAttribute"]
        lines += [f'{n};M1;NL01;2024JJ00;1,5;"a\nb";None' for n in range(rows)]
        archive.writestr(name, "\r\n".join(lines) + "\r\n")
    return out.getvalue()


@pytest.fixture
def large(cbs: CbsTable) -> CbsTable:
    """A table of more observations than one page holds."""
    cbs.sets["Properties"] = {**cbs.sets["Properties"], "ObservationCount": 100_001}
    cbs.serve(count=100_001)
    return cbs


BULK = "/CSV/CBS/nl/99999NED"


def test_a_large_table_is_taken_whole_and_counted(large: CbsTable, ask: Ask, plain: Plain) -> None:
    large.server.on(BULK, say(zipped(100_001), type_="application/zip"))

    outstanding = ask(SMALL, readers={"cbs": (plain,)})

    assert names(outstanding) == {"99999NED.zip"}
    assert large.asked("Observations") == 1  # $count only
    assert outstanding.delivery is not None
    assert outstanding.delivery.recording.address == large.server.url + BULK


def test_a_short_zip_makes_no_dataset(large: CbsTable, ask: Ask) -> None:
    large.server.on(BULK, say(zipped(99_999), type_="application/zip"))

    with pytest.raises(SourceError, match="promises 100001 observations and 99999 are there"):
        ask(SMALL)


def test_a_zip_that_breaks_off_is_asked_for_again(large: CbsTable, ask: Ask, plain: Plain) -> None:
    whole = zipped(100_001)
    large.server.on(
        BULK,
        unframed(whole[:5000], type_="application/zip"),
        unframed(whole, type_="application/zip"),
    )

    assert names(ask(SMALL, readers={"cbs": (plain,)})) == {"99999NED.zip"}


def test_a_damaged_zip_is_told(large: CbsTable, ask: Ask) -> None:
    whole = bytearray(zipped(100_001))
    whole[5000:5100] = bytes(100)
    large.server.on(BULK, say(bytes(whole), type_="application/zip"))

    with pytest.raises(SourceError, match=r"the zip is damaged|cells and the header"):
        ask(SMALL)


def test_a_zip_without_observations_is_told(large: CbsTable, ask: Ask) -> None:
    large.server.on(BULK, say(zipped(3, name="Other.csv"), type_="application/zip"))

    with pytest.raises(SourceError, match=r"holds 0 files Observations\.csv"):
        ask(SMALL)


def test_a_large_table_without_a_zip_is_taken_page_by_page(large: CbsTable, ask: Ask) -> None:
    # Given pages that are fewer than promised, to see that they were asked for
    with pytest.raises(SourceError, match="promises 100001 observations and 13 are there"):
        ask(SMALL)

    assert large.asked(BULK) == 1


def test_a_bulk_service_that_refuses_is_told(large: CbsTable, ask: Ask) -> None:
    large.server.on(BULK, say(b"", status=403))

    with pytest.raises(TransportError, match="HTTP status 403"):
        ask(SMALL)
