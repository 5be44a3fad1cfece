"""The front remembers what anybody may have, and lets no client wait for another."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from granian.rsgi import ProtocolClosed
from tests.web.rsgi import Headers, Protocol, Scope, front_of, told

from agdb.cli.site_folder import write_site
from agdb.web import front as front_module
from agdb.web import gateway
from agdb.web.front import RsgiApplication
from agdb.web.settings import WebOptions

LARGE = bytes(range(256)) * 8192  # two million bytes
FILES = [("nl/index.html", b"<!doctype html>one"), ("nl/large.zip", LARGE)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_site(FILES, folder=tmp_path / "site", name="a release")
    return tmp_path / "site"


@pytest.fixture
def front(folder: Path) -> RsgiApplication:
    return front_of(WebOptions(site=folder))


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the project was asked."""
    found: list[str] = []
    real = WSGIHandler.__call__

    def counted(self: WSGIHandler, environ: dict[str, Any], start: Any) -> Any:
        found.append(environ["PATH_INFO"])
        return real(self, environ, start)

    monkeypatch.setattr(WSGIHandler, "__call__", counted)
    return found


def with_headers(**headers: str) -> Scope:
    return Scope(headers=Headers(host="127.0.0.1", **headers))


def test_a_page_is_made_once_for_all_who_ask_it(front: RsgiApplication, asked: list[str]) -> None:
    answers = [told(front, Scope()) for _ in range(3)]

    assert asked == ["/nl/"]
    assert {one.sent for one in answers} == {b"<!doctype html>one"}
    assert ("server", "agdb") in answers[2].headers


def test_what_takes_its_place_is_answered_at_once(
    front: RsgiApplication, folder: Path, asked: list[str]
) -> None:
    told(front, Scope())
    write_site([("nl/index.html", b"two")], folder=folder, name="another release")

    assert told(front, Scope()).sent == b"two"
    assert told(front, Scope()).sent == b"two"
    assert len(asked) == 2


def test_who_has_a_page_is_told_so_from_memory_too(
    front: RsgiApplication, asked: list[str]
) -> None:
    tag = dict(told(front, Scope()).headers)["etag"]

    answers = [told(front, with_headers(if_none_match=tag)) for _ in range(3)]

    assert len(asked) == 2
    assert {(one.status, one.empty) for one in answers} == {(304, True)}
    assert "content-length" not in dict(answers[2].headers)
    assert told(front, with_headers(if_none_match='"other"')).status == 200


def test_a_head_has_the_headers_of_the_page_and_nothing_else(
    front: RsgiApplication, asked: list[str]
) -> None:
    page = told(front, Scope())

    head = told(front, Scope(method="HEAD"))

    assert (head.status, head.headers, head.sent) == (200, page.headers, b"")
    assert head.empty
    assert len(asked) == 1


@pytest.mark.parametrize(
    "scope",
    [
        with_headers(cookie="a=b"),
        with_headers(authorization="Bearer a"),
        with_headers(range="bytes=0-3"),
        with_headers(if_modified_since="Mon, 30 Nov 2026 11:00:00 GMT"),
        Scope(path="/nl/none/"),
        Scope(path="/health/live"),
        Scope(path="/nl/large.zip"),
    ],
    ids=lambda one: one.path + "".join(name for name, _ in one.headers.items()[1:]),
)
def test_what_is_for_one_reader_or_no_page_is_not_remembered(
    front: RsgiApplication, asked: list[str], scope: Scope
) -> None:
    told(front, Scope())

    first, again = told(front, scope), told(front, scope)

    assert len(asked) == 3
    assert (first.status, first.sent) == (again.status, again.sent)


def test_one_packing_is_not_given_for_another(front: RsgiApplication, asked: list[str]) -> None:
    plain = told(front, Scope())
    other = told(front, with_headers(accept_encoding="gzip"))

    assert len(asked) == 2
    assert dict(plain.headers)["vary"] == dict(other.headers)["vary"] == "Accept-Encoding"


def test_a_long_answer_goes_out_in_pieces_and_is_let_go(front: RsgiApplication) -> None:
    answer = told(front, Scope(path="/nl/large.zip"))

    assert answer.in_pieces
    assert answer.sent == LARGE


def test_who_stops_reading_is_let_go(
    front: RsgiApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a client that takes the first piece and then nothing, and one that leaves
    class Stuck(Protocol):
        async def send_bytes(self, piece: bytes) -> None:
            await super().send_bytes(piece)
            await asyncio.Event().wait()

    class Gone(Protocol):
        async def send_bytes(self, piece: bytes) -> None:
            raise ProtocolClosed

    monkeypatch.setattr(front_module, "_TAKING", 0.05)

    # Then both end, and nothing is left open (an open file is an error in these tests)
    for client in (Stuck(), Gone()):
        side: Any = client
        asyncio.run(front.__rsgi__(Scope(path="/nl/large.zip"), side))  # type: ignore[arg-type]
        assert len(client.sent) < len(LARGE)


def test_who_never_sends_a_whole_form_is_told_so(
    front: RsgiApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gateway, "PATIENCE", 0.05)
    slow: Any = Protocol(b"a=", waits=True)

    asyncio.run(front.__rsgi__(Scope(method="POST"), slow))  # type: ignore[arg-type]

    assert slow.status == 408


def test_a_form_that_is_too_large_is_not_read_to_its_end(front: RsgiApplication) -> None:
    pieces = [b"x" * (1 << 20)] * 20

    answer = told(front, Scope(method="POST"), *pieces)

    assert (answer.status, answer.sent) == (413, b"413 Request Entity Too Large\n")


def test_a_request_that_names_no_host_is_refused(front: RsgiApplication, asked: list[str]) -> None:
    answer = told(front, Scope(headers=Headers(accept="*/*")))

    assert (answer.status, asked) == (400, [])


def test_many_who_ask_at_once_what_is_new_have_it_made_once(
    front: RsgiApplication, asked: list[str]
) -> None:
    clients: list[Any] = [Protocol() for _ in range(20)]
    scope: Any = Scope()

    async def all_at_once() -> None:
        await asyncio.gather(*(front.__rsgi__(scope, one) for one in clients))

    asyncio.run(all_at_once())

    assert asked == ["/nl/"]
    assert {(one.status, one.sent) for one in clients} == {(200, b"<!doctype html>one")}


def test_many_who_ask_at_once_what_is_not_there_are_all_told_so(front: RsgiApplication) -> None:
    clients: list[Any] = [Protocol() for _ in range(20)]
    scope: Any = Scope(path="/nl/none/")

    async def all_at_once() -> None:
        await asyncio.gather(*(front.__rsgi__(scope, one) for one in clients))

    asyncio.run(all_at_once())

    assert {one.status for one in clients} == {404}
