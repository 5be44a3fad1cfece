"""The server on its port: nobody holds another up, and its processes begin and end together."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.conftest import ROOT

from agdb.cli.site_folder import write_site

pytestmark = pytest.mark.slow

SERVE = """
import sys
from pathlib import Path
from agdb.web.server import PortTakenError, run_server
from agdb.web.settings import WebOptions
try:
    run_server(
        WebOptions(site=Path(sys.argv[1])),
        port=int(sys.argv[2]),
        ready=lambda address: print(address, flush=True),
    )
except PortTakenError:
    print("taken", flush=True)
"""
LARGE = bytes(range(256)) * (20 << 12)  # 20 MB: more than fits between server and client
SILENT = {
    "says nothing": b"",
    "says half of what it wants": b"GET /nl/ HTTP/1.1\r\nHost: 127.0.0.1\r\n",
    "sends half of a form": b"POST /nl/ HTTP/1.1\r\nHost: a\r\nContent-Length: 999\r\n\r\na",
    "reads nothing": b"GET /nl/large.zip HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
}
Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start the server on a small site, as a process; all are ended."""
    write_site(
        [("nl/index.html", b"page"), ("nl/large.zip", LARGE)], folder=tmp_path / "site", name="a"
    )
    begun: list[subprocess.Popen[str]] = []

    def starting(port: int = 0) -> subprocess.Popen[str]:
        begun.append(
            subprocess.Popen(
                [sys.executable, "-c", SERVE, str(tmp_path / "site"), str(port)],
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                env=os.environ | {"PYTHONPATH": str(ROOT / "src"), "COVERAGE_PROCESS_START": ""},
            )
        )
        return begun[-1]

    yield starting
    for one in begun:
        one.terminate()
        one.wait(timeout=30)
        assert one.stdout is not None
        one.stdout.close()


def port_of(process: subprocess.Popen[str]) -> int:
    """The port that it says it listens on."""
    assert process.stdout is not None
    line = process.stdout.readline()
    found = re.fullmatch(r"http://127\.0\.0\.1:(\d+)/\n", line)
    assert found, line
    return int(found[1])


def page(port: int, timeout: float = 60) -> bytes:
    """What a reader gets."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/nl/", timeout=timeout) as answer:
        return bytes(answer.read())


def soon(what: Callable[[], bool]) -> bool:
    """Whether it becomes true before anybody loses patience."""
    for _ in range(600):
        if what():
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("kind", SILENT)
def test_two_hundred_slow_clients_hold_nobody_up(start: Start, kind: str) -> None:
    port = port_of(start())
    with contextlib.ExitStack() as slow:
        for _ in range(200):
            client = slow.enter_context(socket.create_connection(("127.0.0.1", port), timeout=60))
            client.sendall(SILENT[kind])

        assert [page(port) for _ in range(20)] == [b"page"] * 20


def test_a_port_is_for_one_server(start: Start) -> None:
    port = port_of(start())

    second = start(port)

    assert second.stdout is not None
    assert second.stdout.readline() == "taken\n"
    assert page(port) == b"page"


def test_a_process_that_is_killed_is_replaced(start: Start) -> None:
    process = start()
    port = port_of(process)
    (first, second) = children(process.pid)

    os.kill(first, signal.SIGKILL)

    assert soon(lambda: len(set(children(process.pid)) - {first}) == 2)
    assert second in children(process.pid)
    assert [page(port) for _ in range(20)] == [b"page"] * 20


def test_nothing_is_left_when_the_first_process_is_killed(start: Start) -> None:
    process = start()
    port = port_of(process)
    answering = children(process.pid)

    process.kill()
    process.wait(timeout=30)

    assert soon(lambda: not any(Path(f"/proc/{pid}").exists() for pid in answering))
    assert port_of(start(port)) == port


def test_it_ends_at_once_when_it_is_told_to_although_somebody_is_connected(start: Start) -> None:
    process = start()
    with socket.create_connection(("127.0.0.1", port_of(process)), timeout=60) as client:
        client.sendall(SILENT["says half of what it wants"])

        process.terminate()

        assert process.wait(timeout=60) == 0


def children(pid: int) -> list[int]:
    """The processes that this one started."""
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text("utf-8").split()]
