"""Eurostat over real sockets: the codes that were asked for are there, or one sentence."""

from __future__ import annotations

from typing import Any

import pytest
from tests.sources.fetching.conftest import Ask, Plain
from tests.transport.server import Server, say

from agdb.errors import SourceError, TransportError

DATA = "/statistics/1.0/data/isoc_sks_itspt"
ID = "eurostat:isoc_sks_itspt"


def cube(**changes: Any) -> dict[str, Any]:
    """A small answer of the statistics service, with invented figures."""
    base = {
        "version": "2.0",
        "class": "dataset",
        "updated": "2026-05-04T11:00:00+0200",
        "id": ["geo", "time"],
        "size": [2, 2],
        "dimension": {
            "geo": {"category": {"index": {"NL": 0, "BE": 1}}},
            "time": {"category": {"index": ["2024", "2025"]}},
        },
        "value": {"0": 1.5, "3": 2},
    }
    return {**base, **changes}


@pytest.fixture
def eurostat(ask: Ask, plain: Plain) -> Ask:
    """Ask with a reader that takes everything."""

    def do(dataset: str = ID, **more: Any) -> Any:
        return ask(dataset, readers={"eurostat": (plain,)}, **more)

    return do


@pytest.mark.parametrize("value", [{"0": 1.5, "3": 2}, [1.5, None, None, 2]])
def test_a_query_is_asked_and_what_comes_is_a_declared_slice(
    server: Server, eurostat: Ask, value: Any
) -> None:
    server.on(DATA, say(cube(value=value)))

    delivery = eurostat(query={"geo": ("nl", "BE"), "sinceTimePeriod": ("2024",)}).delivery

    assert delivery is not None
    assert server.asked[0].query == {
        "format": ["JSON"],
        "lang": ["EN"],
        "geo": ["nl", "BE"],
        "sinceTimePeriod": ["2024"],
    }
    assert [file.name for file in delivery.recording.files] == ["data.json"]
    assert delivery.recording.publisher_date == "2026-05-04T11:00:00+0200"
    assert delivery.recording.licence == "CC BY 4.0"
    assert delivery.reader.revision.startswith("plain/1 ")
    assert delivery.reader.recognises(delivery.recording.files)


def test_without_a_query_the_whole_data_set_is_asked_for(server: Server, eurostat: Ask) -> None:
    server.on(DATA, say(cube()))

    delivery = eurostat().delivery

    assert delivery is not None
    assert delivery.reader.revision == "plain/1"


def test_the_same_answer_is_not_loaded_again(server: Server, asking: Any, plain: Plain) -> None:
    server.on(DATA, say(cube()))
    readers = {"eurostat": (plain,)}
    with asking(ID, readers=readers) as first:
        first.settle("v1")

    with asking(ID, readers=readers, versions=["v1"]) as second:
        assert second.delivery is None
    server.on(DATA, say(cube(value={"0": 9})))
    with asking(ID, readers=readers, versions=["v1"]) as third:
        assert third.delivery is not None


def test_an_etag_that_holds_is_believed(server: Server, asking: Any, plain: Plain) -> None:
    server.on(DATA, say(cube(), etag='"x"'))
    readers = {"eurostat": (plain,)}
    with asking(ID, readers=readers) as first:
        first.settle("v1")

    with asking(ID, readers=readers, versions=["v1"]) as second:
        assert second.delivery is None

    assert server.asked[-1].headers["if-none-match"] == '"x"'


def test_another_question_is_not_answered_with_what_was_there(
    server: Server, asking: Any, plain: Plain
) -> None:
    server.on(DATA, say(cube(), etag='"x"'))
    readers = {"eurostat": (plain,)}
    with asking(ID, readers=readers) as first:
        first.settle("v1")

    with asking(ID, readers=readers, versions=["v1"], query={"geo": ("NL",)}) as second:
        assert second.delivery is not None


def test_an_unknown_code_that_comes_back_as_a_success_is_an_error(
    server: Server, eurostat: Ask
) -> None:
    empty = {"geo": {"category": {"index": {}}}, "time": {"category": {"index": ["2025"]}}}
    server.on(DATA, say(cube(size=[0, 1], dimension=empty, value={})))

    with pytest.raises(SourceError, match="sends no figures for geo=NLX"):
        eurostat(query={"geo": ("NLX",)})


def test_an_unknown_dimension_is_an_error(server: Server, eurostat: Ask) -> None:
    server.on(DATA, say(cube()))

    with pytest.raises(SourceError, match="sends no figures for region=NL"):
        eurostat(query={"region": ("NL",)})


@pytest.mark.parametrize("value", [{}, {"4": 1}, {"x": 1}, [1, 2, 3]])
def test_figures_that_do_not_fit_the_size_are_refused(
    server: Server, eurostat: Ask, value: Any
) -> None:
    server.on(DATA, say(cube(value=value)))

    with pytest.raises(SourceError, match="do not fit in a cube of 4 cells, or there are none"):
        eurostat()


@pytest.mark.parametrize("size", [[2], [2, 3], []])
def test_a_size_that_is_not_that_of_the_code_lists_is_refused(
    server: Server, eurostat: Ask, size: list[int]
) -> None:
    server.on(DATA, say(cube(size=size)))

    with pytest.raises(SourceError, match="the size of the cube is"):
        eurostat()


def test_an_extraction_that_is_too_big_is_told_in_the_words_of_eurostat(
    server: Server, eurostat: Ask
) -> None:
    said = [{"status": 413, "id": 413, "label": "EXTRACTION_TOO_BIG: 10305182 rows."}]
    server.on(DATA, say({"error": said}, status=413))

    with pytest.raises(SourceError, match=r"refuses this: EXTRACTION_TOO_BIG: 10305182 rows;"):
        eurostat()


def test_an_answer_that_will_come_later_is_told(server: Server, eurostat: Ask) -> None:
    server.on(DATA, say({"warning": {"status": 413, "label": "ASYNCHRONOUS_RESPONSE. Later."}}))

    with pytest.raises(SourceError, match="in place of figures: ASYNCHRONOUS_RESPONSE"):
        eurostat()


def test_a_data_set_that_nobody_knows_is_told(server: Server, eurostat: Ask) -> None:
    with pytest.raises(SourceError, match="Eurostat refuses this: HTTP status 404"):
        eurostat()


def test_a_refusal_in_no_form_that_we_know_is_told(server: Server, eurostat: Ask) -> None:
    server.on(DATA, say("<html>", status=400, type_="text/html"))

    with pytest.raises(SourceError, match="Eurostat refuses this: HTTP status 400"):
        eurostat()


def test_json_in_another_layout_is_told(server: Server, eurostat: Ask) -> None:
    server.on(DATA, say({"id": "geo"}))

    with pytest.raises(SourceError, match="not in the layout that we know"):
        eurostat()


def test_an_answer_of_another_data_set_is_refused(server: Server, ask: Ask, plain: Plain) -> None:
    server.on(DATA, say(cube()))
    plain.name = "une_rt_m"

    with pytest.raises(SourceError, match="is of eurostat:une_rt_m, not of eurostat:isoc_sks"):
        ask(ID, readers={"eurostat": (plain,)})


def test_a_publisher_without_readers_is_not_asked(server: Server, ask: Ask) -> None:
    with pytest.raises(SourceError, match="no reader knows what this publisher sends"):
        ask(ID, readers={})

    assert server.asked == []


def test_a_storm_is_a_transport_error(server: Server, eurostat: Ask) -> None:
    server.on(DATA, say(b"", status=503))

    with pytest.raises(TransportError, match="HTTP status 503; tried 2 times"):
        eurostat()
