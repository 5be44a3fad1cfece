"""`agdb serve` as a new user runs it: a process, an address, a page."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

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


def surroundings(place: Path) -> dict[str, str]:
    """What a process finds that is at home in a folder with the invented programme."""
    return os.environ | {
        "PYTHONPATH": str(ROOT / "src"),
        "AGDB_HOME": str(place),
        "AGDB_PROGRAMME": "programme",
        "COVERAGE_PROCESS_START": "",
    }


def start(place: Path, *words: str) -> subprocess.Popen[str]:
    """Start `agdb serve` on the invented programme."""
    return subprocess.Popen(
        [sys.executable, "-m", "agdb", "serve", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=surroundings(place),
    )


def test_the_first_start_builds_publishes_and_answers(
    served: tuple[subprocess.Popen[str], str], tmp_path: Path
) -> None:
    _, address = served

    with urllib.request.urlopen(f"{address}en/") as answer:
        page = answer.read().decode()

    assert "Bicycle monitor (test data)" in page
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


def lose_the_database(place: Path) -> None:
    """Half of the database of the desk is gone."""
    assert agdb(place, "register", "load").returncode == 0
    file = place / "var" / "desk" / "desk.sqlite3"
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def break_the_programme(place: Path) -> None:
    """A mistake in a file of the programme."""
    (place / "programme" / "units.yaml").write_text("- {", "utf-8")


def break_the_disk(place: Path) -> None:
    """The system refuses a file that every build reads."""
    (place / "var" / "releases" / "latest").unlink()
    (place / "var" / "releases" / "latest").mkdir()


def agdb(place: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run another command on the same folder."""
    settings = {"PYTHONPATH": str(ROOT / "src"), "AGDB_HOME": str(place)}
    return subprocess.run(
        [sys.executable, "-m", "agdb", *words],
        env=os.environ | settings,
        capture_output=True,
        text=True,
        check=False,
    )


class Answered(NamedTuple):
    """A page that was served, and all that was told before."""

    page: str
    told: str


@contextlib.contextmanager
def started(place: Path) -> Iterator[subprocess.Popen[str]]:
    """A server that ends with the block."""
    with start(place, "--port", "0") as process:
        try:
            yield process
        finally:
            process.terminate()
            process.communicate(timeout=60)


def answered(process: subprocess.Popen[str]) -> Answered:
    """Wait until a server says where it is, and ask it for a page."""
    assert process.stdout is not None
    told = ""
    while (found := re.search(r"http://127\.0\.0\.1:\d+/", told)) is None:
        line = process.stdout.readline()
        assert line, told
        told += line
    with urllib.request.urlopen(f"{found[0]}en/") as answer:
        return Answered(answer.read().decode(), told)


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the invented programme, its release and its site; copied to be damaged."""
    place = tmp_path_factory.mktemp("standing")
    shutil.copytree(ROOT / "specimens" / "programme", place / "programme")
    assert agdb(place, "build").returncode == 0
    assert agdb(place, "publish", str(place / "var" / "site")).returncode == 0
    return place


@pytest.mark.parametrize("damage", [lose_the_database, break_the_programme, break_the_disk])
def test_a_site_that_stands_is_served_whatever_is_wrong(
    standing: Path, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    # Given a site, and then something that no build can pass
    shutil.copytree(standing, tmp_path, symlinks=True, dirs_exist_ok=True)
    damage(tmp_path)

    # When it is served
    with started(tmp_path) as process:
        page, told = answered(process)

    # Then readers have their page, whoever started it has a sentence, and doctor ends with one
    assert "Bicycle monitor (test data)" in page
    assert "Traceback" not in told
    assert "agdb: the " in told
    assert "Traceback" not in agdb(tmp_path, "doctor").stderr


@pytest.mark.long
def test_two_servers_on_one_data_folder_both_answer(programme_folder: Path, tmp_path: Path) -> None:
    # Given two that start at once on a folder without data
    with contextlib.ExitStack() as running:
        servers = [running.enter_context(started(tmp_path)) for _ in range(2)]

        # When both have built, published and said where they are
        answers = [answered(process) for process in servers]

    # Then they give the same page, and the folder is sound
    assert answers[0].page == answers[1].page
    assert not [one.told for one in answers if "Traceback" in one.told]
    assert agdb(tmp_path, "doctor").stdout == "the data folder is sound\n"


def test_a_taken_port_is_one_sentence(programme_folder: Path, tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()

        process = start(tmp_path, "--port", str(other.getsockname()[1]))
        out, _ = process.communicate(timeout=60)

    assert process.returncode == 2
    assert "is taken; stop what runs there" in out
    assert "Traceback" not in out
