"""`agdb serve` as a new user runs it: a process, an address, a page."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.conftest import ROOT

pytestmark = pytest.mark.slow


@pytest.fixture
def served(programme_folder: Path, tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The command, started in a folder without data, and the address that it printed."""
    process = start(tmp_path, "--port", "0")
    assert process.stdout is not None
    line = process.stdout.readline()
    found = re.search(r"http://127\.0\.0\.1:\d+/", line)
    assert found, line
    yield process, found[0]
    process.send_signal(signal.SIGTERM)
    process.wait(10)
    process.stdout.close()


def start(place: Path, *words: str) -> subprocess.Popen[str]:
    """Start `agdb serve` on the invented programme."""
    return subprocess.Popen(
        [sys.executable, "-m", "agdb", "serve", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=os.environ
        | {
            "PYTHONPATH": str(ROOT / "src"),
            "AGDB_HOME": str(place),
            "AGDB_PROGRAMME": "programme",
            "COVERAGE_PROCESS_START": "",
        },
    )


def test_the_first_start_builds_publishes_and_answers(
    served: tuple[subprocess.Popen[str], str], tmp_path: Path
) -> None:
    _, address = served

    with urllib.request.urlopen(f"{address}en/") as answer:
        page = answer.read().decode()

    assert "Cycling Plan Monitor" in page
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert list((tmp_path / "var" / "releases").glob("2025-01-10-*"))


def test_connections_that_say_nothing_hold_nobody_up(
    served: tuple[subprocess.Popen[str], str],
) -> None:
    _, address = served
    host, port = address.removeprefix("http://").rstrip("/").split(":")
    with contextlib.ExitStack() as idle:
        for _ in range(200):
            idle.enter_context(socket.create_connection((host, int(port)), timeout=60))

        for _ in range(20):
            with urllib.request.urlopen(f"{address}en/", timeout=10) as answer:
                assert answer.status == 200


def test_a_taken_port_is_one_sentence(programme_folder: Path, tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()

        process = start(tmp_path, "--port", str(other.getsockname()[1]))
        out, _ = process.communicate(timeout=60)

    assert process.returncode == 2
    assert "is taken; stop what runs there" in out
    assert "Traceback" not in out
