"""What holds for every publisher: shelves, slices, addresses, and what a reader refuses."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import ROOT
from tests.sources.fetching.conftest import TABLE, Ask, CbsTable, Plain
from tests.transport.server import TestClock, dripping, say

from agdb.errors import SourceError, TransportError, UsageError
from agdb.sources.contract import Ask as Asking
from agdb.sources.contract import Draft, Recording
from agdb.sources.fetching.order import Order
from agdb.sources.publishers import ADDRESSES, FETCHERS, addresses_in, fetchable
from agdb.sources.wrapped_reader import sliced
from agdb.statistics.identifier import DatasetId
from agdb.statistics.structure import Structure
from agdb.transport import body

SMALL = "cbs:99999NED"
PROPERTIES = json.loads(
    (ROOT / "specimens" / "cbs" / "v4-json" / "properties.json").read_text("utf-8")
)


def test_the_defaults_are_the_addresses_of_the_publishers() -> None:
    addresses = addresses_in({})

    assert addresses["cbs"] == "https://datasets.cbs.nl"
    assert addresses["cbs_v3"] == "https://opendata.cbs.nl"
    assert set(FETCHERS) <= set(addresses)


def test_a_setting_replaces_an_address() -> None:
    addresses = addresses_in({"AGDB_CBS_V3_URL": " http://127.0.0.1:9/x/ ", "AGDB_DUO_URL": ""})

    assert addresses["cbs_v3"] == "http://127.0.0.1:9/x"
    assert addresses["duo"] == "https://onderwijsdata.duo.nl"


@pytest.mark.parametrize("text", ["cbs.nl", "ftp://cbs.nl", "https://", "http://a:b", "http://[x"])
def test_a_setting_that_is_no_address_is_wrong_use(text: str) -> None:
    with pytest.raises(UsageError, match=r"AGDB_CBS_URL: .* is not an address on the web"):
        addresses_in({"AGDB_CBS_URL": text})


@pytest.mark.parametrize(
    ("dataset", "more", "known"),
    [
        ("cbs:80472ned", {}, True),
        ("cbs:37220", {}, True),
        ("cbs:85276NED@2025-Q4", {}, False),
        ("cbs:85276NED@2025-Q4", {"table": "85276NED"}, True),
        ("cbs:uitstroom-techniek", {}, False),
        ("eurostat:isoc_sks_itspt", {}, True),
        ("eurostat:ict-specialisten-bedrijven-2020", {}, False),
        ("duo:hbo_gediplomeerden_2019", {}, False),
        ("roa:ais", {"table": "doi:10.34894/DVQTOG"}, True),
        ("roa:ais", {}, False),
        ("oecd:a", {"table": "A,B@C,1.0"}, True),
        ("worldbank:NY.GDP.PCAP.KD", {}, True),
        ("worldbank:gdp", {}, False),
        ("uwv:spanning", {"table": "x"}, False),
    ],
)
def test_what_can_be_asked_for_shows_in_its_name(
    dataset: str, more: dict[str, Any], known: bool
) -> None:
    assert fetchable(Order(DatasetId.parse(dataset), ADDRESSES, **more)) is known


def test_a_second_fetch_of_one_data_set_does_not_get_in_between(cbs: CbsTable, asking: Any) -> None:
    with (
        asking(SMALL),
        pytest.raises(TransportError, match="another agdb fetch is at work"),
        asking(SMALL),
    ):
        pass


def test_what_a_caller_finds_at_fault_is_set_aside_and_asked_for_anew(
    cbs: CbsTable, asking: Any, root: Path
) -> None:
    told = "no good; look at the answers; the answers are in"
    with pytest.raises(SourceError, match=told), asking(SMALL):
        raise SourceError("no good")

    assert (root / "fetch/cbs/99999ned/rejected/properties.json").exists()
    before = cbs.asked("Observations")
    with asking(SMALL) as outstanding:
        assert outstanding.delivery is not None
    assert cbs.asked("Observations") == before + 3


def test_a_damaged_memory_is_no_memory(cbs: CbsTable, asking: Any, root: Path, keep: Any) -> None:
    with asking(SMALL) as first:
        version = keep(first)
    (root / "fetch/cbs/99999ned/last.json").write_bytes(b"{")

    with asking(SMALL, versions=[version]) as second:
        assert second.delivery is not None


def test_the_shelf_is_cleared_and_remembers_every_answer(
    cbs: CbsTable, asking: Any, root: Path, keep: Any
) -> None:
    with asking(SMALL) as outstanding:
        version = keep(outstanding)

    folder = root / "fetch/cbs/99999ned"
    assert list((folder / "bodies").iterdir()) == list((folder / "notes").iterdir()) == []
    text = (folder / "last.json").read_text("utf-8")
    assert version in text
    assert "/odata/v1/CBS/99999NED/RegioSCodes" in text
    assert "application/json; charset=utf-8" in text


def test_progress_tells_each_page(cbs: CbsTable, ask: Ask) -> None:
    told: list[str] = []

    ask(SMALL, report=told.append)

    assert told[:2] == ["observations, page 1", "observations, page 2"]


@dataclass
class Told(Plain):
    """A reader that says itself whether it read a slice."""

    partial: str | None = None

    def read(self, recording: Recording, *, scratch: Path, ask: Asking) -> Draft:
        return Draft(Structure("t", (), (), ()), "select 1", None, self.partial)


@pytest.mark.parametrize(("own", "told"), [(None, "only where x is 1"), ("a sample", "a sample")])
def test_a_declared_slice_is_marked_unless_the_reader_did(own: str | None, told: str) -> None:
    reader = sliced(Told(partial=own), "only where x is 1")

    draft = reader.read(None, scratch=Path(), ask=lambda _: ())  # type: ignore[arg-type]

    assert draft.partial == told
    assert reader.label(()).name is None


def test_nothing_is_waited_for_when_all_goes_well(
    cbs: CbsTable, ask: Ask, clock: TestClock
) -> None:
    ask(SMALL)

    assert clock.waits == []


def test_a_disk_that_takes_nothing_is_one_sentence(cbs: CbsTable, ask: Ask, root: Path) -> None:
    root.mkdir()
    (root / "fetch").write_text("in the way", "utf-8")

    with pytest.raises(TransportError, match="cannot write here"):
        ask(SMALL)


def test_a_body_that_vanished_from_the_shelf_is_asked_for_again(
    cbs: CbsTable, ask: Ask, root: Path
) -> None:
    cbs.on_page(2, say(b"", status=500))
    with pytest.raises(TransportError):
        ask(SMALL)
    cbs.serve()
    (root / "fetch/cbs/99999ned/bodies/observations-page-1.json").unlink()

    assert ask(SMALL).delivery is not None


def test_a_slow_answer_is_told_with_its_size_and_pace(
    cbs: CbsTable, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a page that comes a few bytes at a time, and a pace that is told at every part
    monkeypatch.setattr(body, "_REPORT_EVERY", 0.0)
    cbs.server.on(
        f"{TABLE}/Properties", dripping(json.dumps(PROPERTIES).encode(), pause=0.01, piece=200)
    )
    told: list[str] = []

    ask(SMALL, report=told.append)

    assert any(re.fullmatch(r"properties\.json, \d+ kB at \d+\.\d kB a second", t) for t in told)
