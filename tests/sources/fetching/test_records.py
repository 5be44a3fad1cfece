"""Services of records on this machine: pages, loops, foreign hosts, refusals, and what is asked."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.proposals.doors import door
from tests.proposals.recordings import (
    letter,
    line,
    motion,
    page,
    promise,
    publication,
    search,
    table,
)
from tests.transport.conftest import QUICK
from tests.transport.server import Server, TestClock, bomb, moved, say

from agdb.errors import AgdbError, SourceError, TransportError, UsageError
from agdb.files.recorded import RecordedFile
from agdb.sources.fetching.staging import Staging
from agdb.sources.publishers import record_service
from agdb.sources.service_record import Inquiry, ServiceRecord
from agdb.transport.client import Client
from agdb.transport.limits import Limits

Ask = Callable[..., tuple[ServiceRecord, ...]]
XML = "application/xml"


@pytest.fixture
def ask_for(server: Server, clock: TestClock, tmp_path: Path) -> Iterator[Ask]:
    """Ask a service on this machine and read what came."""
    limits = Limits(**{**QUICK, "attempts": 2})
    with (
        Client(limits=limits, clock=clock, chance=lambda: 0.5) as client,
        Staging.open(tmp_path / "shelf", client=client, question="test") as shelf,
    ):

        def ask(name: str, since: date | None = None, **other: Any) -> tuple[ServiceRecord, ...]:
            service = record_service(name)
            inquiry = Inquiry(server.url, door(name, **other), since)
            files = service.fetch(inquiry, shelf)
            return service.read([RecordedFile.at(path, name=path.name) for path in files])

        yield ask


def house(server: Server, **bodies: bytes) -> None:
    """Answer for the three kinds of the House, with nothing where a test has nothing."""
    for kind in ("Toezegging", "Zaak", "Document"):
        server.on(f"/{kind}", say(bodies.get(kind, page([]))))


def test_pages_are_followed_by_the_links_of_the_service(server: Server, ask_for: Ask) -> None:
    house(server, Zaak=page([motion()]), Document=page([letter()]))
    second = f"{server.url}/Toezegging/2"
    server.on("/Toezegging", say(page([promise(1)], following=second)))
    server.on("/Toezegging/2", say(page([promise(2)])))

    records = ask_for("tweede-kamer")

    assert [one.kind for one in records] == ["Toezegging", "Toezegging", "Zaak", "Document"]


def test_the_questions_are_those_of_the_door_and_ask_for_no_names(
    server: Server, ask_for: Ask
) -> None:
    house(server)

    ask_for("tweede-kamer", containing=["bel d'or"])

    filters = {asked.path: asked.query["$filter"][0] for asked in server.asked}
    assert filters == {
        "/Toezegging": "Verwijderd eq false and (contains(Tekst,'bel d''or'))",
        "/Zaak": "Verwijderd eq false and (Soort eq 'Motie' and"
        " (Kamerstukdossier/any(d:d/Nummer eq 99544)))",
        "/Document": "Verwijderd eq false and (Soort ne 'Motie' and"
        " (Kamerstukdossier/any(d:d/Nummer eq 99544)))",
    }
    whole = " ".join(asked.target for asked in server.asked)
    assert not any(name in whole for name in ("Naam", "Achternaam", "Initialen", "Persoon("))


def test_since_a_day_asks_for_what_changed_and_for_what_was_deleted(
    server: Server, ask_for: Ask
) -> None:
    house(server)

    ask_for("tweede-kamer", since=date(2031, 3, 1))

    assert all(
        asked.query["$filter"][0].startswith("ApiGewijzigdOp ge 2031-03-01T00:00:00Z and")
        for asked in server.asked
    )


def test_a_door_without_words_asks_for_no_promises(server: Server, ask_for: Ask) -> None:
    house(server)

    assert ask_for("tweede-kamer", containing=[]) == ()
    assert server.paths() == ["/Zaak", "/Document"]


@pytest.mark.parametrize(
    ("link", "sentence"),
    [
        ("{here}/Toezegging/2", "page 2 is page 1 once more"),
        ("https://elsewhere.example/x", "which is not at"),
        ("//elsewhere.example/x", "which is not at"),
        ("file:///etc/passwd", "which is not at"),
    ],
)
def test_a_link_that_loops_or_leads_elsewhere_is_refused(
    server: Server, ask_for: Ask, link: str, sentence: str
) -> None:
    house(server)
    body = page([promise(1)], following=link.format(here=server.url))
    server.on("/Toezegging", say(body))
    server.on("/Toezegging/2", say(body))

    with pytest.raises(SourceError, match=sentence):
        ask_for("tweede-kamer")


@pytest.mark.slow
@pytest.mark.parametrize("reply", [bomb(size=600 << 20), say(b"<html>", type_="text/html")])
def test_a_bomb_and_a_page_for_people_are_refused(server: Server, ask_for: Ask, reply: Any) -> None:
    house(server)
    server.on("/Toezegging", reply)

    with pytest.raises(AgdbError):
        ask_for("tweede-kamer")


def test_what_may_pass_is_asked_again(server: Server, ask_for: Ask) -> None:
    house(server)
    server.on("/Toezegging", say(status=503), say(page([promise()])))

    assert len(ask_for("tweede-kamer")) == 1


def test_a_search_is_asked_page_by_page_until_all_came(server: Server, ask_for: Ask) -> None:
    one, two = publication("kst-99544-1"), publication("kst-99544-2")
    server.on("/", say(search(one, count=2), type_=XML), say(search(two, count=2), type_=XML))

    records = ask_for("bekendmakingen", since=date(2031, 1, 1))

    assert [one.ident for one in records] == ["kst-99544-1", "kst-99544-2"]
    assert [asked.query["startRecord"] for asked in server.asked] == [["1"], ["2"]]
    assert server.asked[0].query["query"] == [
        (
            "c.product-area==officielepublicaties AND (w.dossiernummer==99544)"
            " AND dt.modified>=2031-01-01"
        )
    ]


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (search(count=3), "counts 3 publications, and this page has none"),
        (search(publication(), count=10**6), "more than can be asked for"),
        (search(publication(), count=2), "comes twice"),
        (search(extra="<diagnostic><message>no</message></diagnostic>"), "refuses the question"),
    ],
)
def test_a_search_that_contradicts_itself_is_refused(
    server: Server, ask_for: Ask, body: bytes, sentence: str
) -> None:
    server.on("/", say(body, type_=XML))

    with pytest.raises(SourceError, match=sentence):
        ask_for("bekendmakingen")


def test_an_article_is_asked_for_by_phase_and_flow_and_what_is_not_there_is_left_out(
    server: Server, ask_for: Ask
) -> None:
    def reply(connection: Any, asked: Any) -> bool:
        query = {name: value[0] for name, value in asked.query.items()}
        if query["phase"] == "JV":
            return say(b"", status=404)(connection, asked)
        return say(table(line(vuo=query["vuo"])), type_="text/csv")(connection, asked)

    server.on("/", reply)

    records = ask_for("rijksfinancien")

    assert [one.ident.split(" /")[0] for one in records] == [
        "2031 OWB V XIII 2", "2031 OWB U XIII 2",
    ]  # fmt: skip
    assert len(server.asked) == 4


def test_a_phase_that_comes_as_two_at_once_is_refused(server: Server, ask_for: Ask) -> None:
    server.on("/", say(table(line(vuo="V"), line(vuo="V", fase="JV")), type_="text/csv"))

    with pytest.raises(SourceError, match="answers another question than it was asked"):
        ask_for("rijksfinancien")


def test_a_budget_cannot_be_asked_since_a_day(server: Server, ask_for: Ask) -> None:
    with pytest.raises(UsageError, match="leave --since out"):
        ask_for("rijksfinancien", since=date(2031, 1, 1))
    assert server.asked == []


def test_a_service_that_leads_in_circles_is_refused(server: Server, ask_for: Ask) -> None:
    server.on("/", moved(f"{server.url}/"))

    with pytest.raises(TransportError, match="redirects"):
        ask_for("bekendmakingen")


def test_the_recording_of_a_fetch_is_what_a_recording_looks_like(
    server: Server, ask_for: Ask
) -> None:
    house(server, Toezegging=page([promise()]))

    (one,) = ask_for("tweede-kamer")

    assert json.loads(one.raw)["Nummer"] == "TZ203101-001"
