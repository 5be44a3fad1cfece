"""AGDB_LOG=debug writes what goes on to standard error, and nothing that is secret."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.transport.conftest import QUICK, clock, no_proxies, server
from tests.transport.server import Server, TestClock, say

from agdb.cli.log import start_log
from agdb.errors import TransportError, UsageError
from agdb.transport.answer import Request
from agdb.transport.client import Client
from agdb.transport.limits import Limits

__all__ = ["clock", "no_proxies", "server"]


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Begin with a log that nobody set up, and leave it as it was.

    A test before may have set up Django, whose handler writes to a stream that is closed by now.
    """
    log = logging.getLogger("agdb")
    handlers, level = log.handlers, log.level
    log.handlers = []
    log.setLevel(logging.NOTSET)
    yield
    log.handlers = handlers
    log.setLevel(level)  # not by assignment: what each logger remembers of its level must go too


def asked(server: Server, clock: TestClock, folder: Path) -> None:
    """Ask for what is there, for what is not, and by an address with a password."""
    request = Request(f"{server.url}/there", (), lambda _: None, 1000)
    secret = Request(f"{server.url.replace('//', '//me:geheim@')}/not", (), lambda _: None, 1000)
    with Client(limits=Limits(**{**QUICK, "attempts": 2}), clock=clock) as client:
        client.get(request, folder / "a")
        with pytest.raises(TransportError):
            client.get(secret, folder / "b")


def test_requests_answers_and_retries_are_lines(
    server: Server, clock: TestClock, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # Given a publisher that answers one question and fails at another
    server.on("/there", say(b"a body that nobody logs"))
    server.on("/not", say(b"down", status=503))
    # When they are asked with the log on
    start_log({"AGDB_LOG": "debug"})
    asked(server, clock, tmp_path)
    # Then there is a line for each request, status, size and retry, and no body or password
    lines = capsys.readouterr().err.splitlines()
    said = [line.partition("agdb.fetch: ")[2] for line in lines]
    assert said[:3] == [
        f"GET {server.url}/there (attempt 1)",
        f"HTTP 200 from {server.url}/there",
        f"23 bytes from {server.url}/there",
    ]
    assert f"GET {server.url}/not (attempt 2)" in said
    assert any(
        line.startswith("failed: the publisher answers with HTTP status 503") for line in said
    )
    assert not any("geheim" in line or "nobody logs" in line for line in lines)


def test_without_the_setting_nothing_is_written(
    server: Server, clock: TestClock, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server.on("/there", say(b"x"))
    server.on("/not", say(b"down", status=503))
    start_log({})
    asked(server, clock, tmp_path)
    assert capsys.readouterr().err == ""


def test_another_level_is_wrong_use() -> None:
    with pytest.raises(UsageError, match="AGDB_LOG: 'loud' is not a level of logging"):
        start_log({"AGDB_LOG": "loud"})
