"""Two processes make the site that one would make, and say so where one of them ends early."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from tests.cli.conftest import Run
from tests.cli.test_publish import files

from agdb.cli import beside
from agdb.publication.remembered import Remembered, part_of

pytestmark = pytest.mark.slow


@pytest.fixture
def alone(agdb: Run, place: Path) -> dict[str, bytes]:
    """The site as one process makes it; afterwards nothing is remembered."""
    assert agdb("build").returncode == 0
    assert agdb("publish", str(place / "alone")).returncode == 0
    shutil.rmtree(place / "var" / "releases" / ".site")
    return files(place / "alone")


@pytest.fixture
def two(alone: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process is worth it, and there is a core for it."""
    monkeypatch.setattr(beside, "WORTH_IT", 1)
    monkeypatch.setattr(beside, "_cores", lambda: 2)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> set[tuple[int, str]]:
    """What the first process makes itself."""
    found: set[tuple[int, str]] = set()
    whole = Remembered.files

    def noted(self: Remembered, what: str, make: object) -> object:
        def making() -> object:
            found.add((os.getpid(), what))
            return make()  # type: ignore[operator]

        return whole(self, what, making)  # type: ignore[arg-type]

    monkeypatch.setattr(Remembered, "files", noted)
    return found


@pytest.mark.usefixtures("two")
def test_two_processes_make_the_bytes_of_one_and_each_makes_half(
    agdb: Run, place: Path, alone: dict[str, bytes], made: set[tuple[int, str]]
) -> None:
    done = agdb("publish", str(place / "two"))

    assert (done.returncode, done.stderr) == (0, "")
    assert files(place / "two") == alone
    parts = {part_of(what) for _, what in made}
    assert parts == {0}


@pytest.mark.usefixtures("two")
def test_after_that_one_process_is_enough(
    agdb: Run, place: Path, alone: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    agdb("publish", str(place / "two"))
    monkeypatch.setattr(beside, "get_context", None)

    done = agdb("publish", str(place / "two"))

    assert done.returncode == 0
    assert files(place / "two") == alone


@pytest.mark.usefixtures("two")
def test_what_an_ended_process_did_not_make_is_made_by_the_first_which_says_so(
    agdb: Run, place: Path, alone: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beside, "_make", lambda *_: os._exit(3))

    done = agdb("publish", str(place / "two"))

    assert done.returncode == 0
    assert "the second process ended with 3; its pages are made again" in done.stderr
    assert files(place / "two") == alone
