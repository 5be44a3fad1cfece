"""OECD over real sockets: CSV to its announced end, with the columns of observations."""

from __future__ import annotations

from typing import Any

import pytest
from tests.sources.fetching.conftest import Ask, Plain
from tests.transport.server import Server, say, unframed

from agdb.errors import SourceError

FLOW = "OECD.SDD.TPS,DSD_PDB@DF_PDB_LV,1.0"
DATA = f"/data/{FLOW}/NLD.A.GDPHRS"
BODY = b"STRUCTURE,REF_AREA,Reference area,TIME_PERIOD,OBS_VALUE\r\nD,NLD,Netherlands,2024,1.5\r\n"
TYPE = "application/vnd.sdmx.data+csv; charset=utf-8"


@pytest.fixture
def oecd(ask: Ask, plain: Plain) -> Ask:
    """Ask with a reader that takes everything."""

    def do(**more: Any) -> Any:
        asked = {"table": FLOW, "query": {"key": ("NLD.A.GDPHRS",), "startPeriod": ("2014",)}}
        return ask("oecd:DF_PDB_LV", readers={"oecd": (plain,)}, **{**asked, **more})

    return do


def test_the_flow_and_key_are_asked_for(server: Server, oecd: Ask) -> None:
    server.on(DATA, say(BODY, type_=TYPE))

    delivery = oecd().delivery

    assert delivery is not None
    assert server.asked[0].query == {
        "startPeriod": ["2014"],
        "dimensionAtObservation": ["AllDimensions"],
        "format": ["csvfilewithlabels"],
    }
    assert delivery.recording.files[0].read() == BODY


@pytest.mark.parametrize(
    ("header", "published"),
    [
        ("Mon, 02 Feb 2026 06:30:00 GMT", "2026-02-02"),
        ("Mon, 02 Feb 2099 06:30:00 GMT", ""),  # after the answer came
        ("yesterday", ""),
    ],
)
def test_what_says_nothing_of_its_date_is_of_the_day_in_its_header(
    server: Server, oecd: Ask, header: str, published: str
) -> None:
    server.on(DATA, say(BODY, type_=TYPE, Last_Modified=header))

    delivery = oecd().delivery

    assert delivery is not None
    assert delivery.recording.publisher_date == published


def test_an_unchanged_flow_is_not_loaded_again(server: Server, asking: Any, plain: Plain) -> None:
    server.on(f"/data/{FLOW}/all", say(BODY, type_=TYPE, etag='"f"'))
    with asking("oecd:a", table=FLOW, readers={"oecd": (plain,)}) as first:
        first.settle("v1")

    with asking("oecd:a", table=FLOW, readers={"oecd": (plain,)}, versions=["v1"]) as second:
        assert second.delivery is None


@pytest.mark.parametrize(
    "body", [BODY.split(b"\r\n")[0] + b"\r\n", b"A,B\r\n1,2\r\n"], ids=["no rows", "other columns"]
)
def test_what_is_no_table_of_observations_is_refused(
    server: Server, oecd: Ask, body: bytes
) -> None:
    server.on(DATA, say(body, type_=TYPE))

    with pytest.raises(SourceError, match=r"the answer has \d rows, columns"):
        oecd()


def test_an_answer_without_an_announced_end_is_not_believed(server: Server, oecd: Ask) -> None:
    server.on(DATA, unframed(BODY, type_="text/csv"))

    with pytest.raises(SourceError, match="no announced end"):
        oecd()


def test_a_refusal_in_plain_text_is_told(server: Server, oecd: Ask) -> None:
    server.on(DATA, say("NoRecordsFound", status=404, type_="text/plain"))

    with pytest.raises(SourceError, match="HTTP status 404: NoRecordsFound"):
        oecd()


def test_a_flow_that_nobody_named_is_not_asked_for(ask: Ask) -> None:
    with pytest.raises(SourceError, match="do not know how to ask"):
        ask("oecd:DF_PDB_LV")
