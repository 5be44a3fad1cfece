"""What the tests of this room share: a publisher on this machine, a clock, and a client."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import NOON
from tests.transport.server import Server, TestClock

from agdb.transport.answer import Request
from agdb.transport.client import Client
from agdb.transport.limits import Limits

QUICK: dict[str, Any] = {
    "connect": 2,
    "read": 2,
    "attempts": 3,
    "first_wait": 2,
    "longest_wait": 60,
    "slow_window": 60,
}


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the environment says about proxies is not for these tests."""
    for name in (
        "http_proxy",
        "https_proxy",
        "all_proxy",
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "ALL_PROXY",
    ):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def server() -> Iterator[Server]:
    """A publisher on this machine."""
    with Server() as running:
        yield running


@pytest.fixture
def clock() -> TestClock:
    """A clock that stands at noon and does not wait."""
    return TestClock(NOON)


@pytest.fixture
def client(clock: TestClock) -> Iterator[Callable[..., Client]]:
    """Make clients with limits of the test's own."""
    with ExitStack() as stack:

        def make(**limits: Any) -> Client:
            return stack.enter_context(
                Client(limits=Limits(**{**QUICK, **limits}), clock=clock, chance=lambda: 0.5)
            )

        yield make


@pytest.fixture
def ask(server: Server) -> Callable[..., Request]:
    """Make a request to the server."""

    def request(path: str = "/a", **more: Any) -> Request:
        settings: dict[str, Any] = {
            "types": ("application/json",),
            "check": lambda _: None,
            "most": 1 << 20,
        }
        return Request(server.url + path, **{**settings, **more})

    return request


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Where the answer goes."""
    folder = tmp_path / "answers"
    folder.mkdir()
    return folder / "a.json"
