"""The services of records are probed like the others: a record or two, held against its reader."""

from __future__ import annotations

from typing import Any

import pytest
from tests.proposals.recordings import line, page, promise, publication, search, table
from tests.sources.probing.conftest import Probe
from tests.transport.server import Server, say

from agdb.sources.probing.probe import ServiceVerdict

XML = "application/xml"


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("name", ["tweede-kamer", "bekendmakingen", "rijksfinancien"])
def test_a_service_that_answers_as_we_know_it_is_as_expected(asked: Probe, name: str) -> None:
    outcome = asked(name)

    assert outcome.verdict is ServiceVerdict.EXPECTED, outcome.differences
    assert len(outcome.seen) == (3 if name == "tweede-kamer" else 1)


@pytest.mark.parametrize(
    ("name", "path", "reply", "field"),
    [
        ("tweede-kamer", "/house/Toezegging", say(page([promise(Deadline="x")])), "record"),
        ("tweede-kamer", "/house/Zaak", say(b"{", type_="application/json"), "body"),
        ("tweede-kamer", "/house/Document", say(status=400), "HTTP status"),
        ("bekendmakingen", "/search", say(search(publication(date="?")), type_=XML), "record"),
        ("bekendmakingen", "/search", say(b"<html/>", type_="text/html"), "Content-Type"),
        ("rijksfinancien", "/budget", say(table(line()), type_="text/csv"), "record"),
        ("rijksfinancien", "/budget", say(b"a;b\n", type_="text/csv"), "record"),
    ],
)
def test_a_difference_of_layout_is_told_with_its_place(
    world: Server, asked: Probe, name: str, path: str, reply: Any, field: str
) -> None:
    world.on(path, reply)

    outcome = asked(name)

    assert outcome.verdict is ServiceVerdict.DIFFERS
    assert field in {one.finding.field for one in outcome.differences}
