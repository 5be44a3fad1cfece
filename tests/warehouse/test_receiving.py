"""What is taken in is copied and checked once, and moves into its place when it is kept."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from agdb.errors import SourceError, WarehouseError
from agdb.files.recorded import RecordedFile
from agdb.warehouse import intake
from agdb.warehouse.warehouse import Warehouse

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file that somebody brings."""
    path = tmp_path / "figures.txt"
    path.write_bytes(b"figures")
    return path


def test_the_kept_bytes_are_those_that_were_copied_whatever_the_file_becomes(
    warehouse: Warehouse, path: Path, told: Any, recording: Any
) -> None:
    # Given a file that is taken in, and changes after that
    with warehouse.receiving() as take:
        file = take(path, name="figures.txt")
        path.write_bytes(b"other")

        # When it is kept
        version = warehouse.keep(replace(recording(), files=(file,)), reader=told(), received=NOON)

    # Then the bytes at the moment of taking lie under their checksum, and nothing else is left
    sha256 = hashlib.sha256(b"figures").hexdigest()
    assert version.receipt.checksum == sha256
    assert (warehouse.root / "blobs" / sha256[:2] / sha256).read_bytes() == b"figures"
    assert not list(warehouse.root.glob(".scratch-*"))


def test_a_file_taken_in_gives_the_same_warehouse_as_one_that_is_not(
    tmp_path: Path, path: Path, told: Any, recording: Any
) -> None:
    found = []
    for name in ("taken", "copied"):
        warehouse = Warehouse(tmp_path / name)
        with warehouse.receiving() as take:
            read = take if name == "taken" else RecordedFile.at
            file = read(path, name="figures.txt")
            warehouse.keep(replace(recording(), files=(file,)), reader=told(), received=NOON)
        found.append(
            {
                str(one.relative_to(warehouse.root)): one.read_bytes()
                for one in warehouse.root.rglob("*")
                if one.is_file()
            }
        )

    assert found[0] == found[1]


def test_a_file_taken_in_is_not_hashed_again(
    warehouse: Warehouse,
    path: Path,
    told: Any,
    recording: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with warehouse.receiving() as take:
        file = take(path, name="figures.txt")
        monkeypatch.setattr(intake, "digest", None)  # calling it would fail

        warehouse.keep(replace(recording(), files=(file,)), reader=told(), received=NOON)


def test_what_only_looks_like_a_file_taken_in_is_checked(
    warehouse: Warehouse, tmp_path: Path, told: Any, recording: Any
) -> None:
    # Given a file under a checksum that is not its own, in a folder that is not of this warehouse
    wrong = "ab" * 32
    other = tmp_path / ".scratch-1" / intake.RECEIVED / wrong
    other.parent.mkdir(parents=True)
    other.write_bytes(b"figures")
    file = RecordedFile("figures.txt", other, wrong, 7)

    with pytest.raises(SourceError, match="the file changed while it was read"):
        warehouse.keep(replace(recording(), files=(file,)), reader=told(), received=NOON)


def test_what_is_not_kept_is_gone_after_the_block(
    warehouse: Warehouse, path: Path, told: Any, recording: Any
) -> None:
    fails = told(fail=OSError(28, "No space left on device"))
    with warehouse.receiving() as take:
        given = replace(recording(), files=(take(path, name="figures.txt"),))
        with pytest.raises(WarehouseError):
            warehouse.keep(given, reader=fails, received=NOON)

    assert not warehouse.root.exists()


def test_known_bytes_that_come_again_change_nothing(
    warehouse: Warehouse, path: Path, told: Any, recording: Any, tree: Any
) -> None:
    first = warehouse.keep(recording(), reader=told(), received=NOON)
    before = tree()

    with warehouse.receiving() as take:
        file = take(path, name="figures.txt")
        again = warehouse.keep(replace(recording(), files=(file,)), reader=told(), received=NOON)

    assert again == first
    assert tree() == before


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with (
        pytest.raises(WarehouseError, match="var: cannot write here"),
        Warehouse(tmp_path / "file" / "var").receiving(),
    ):
        pass


def test_a_disk_that_is_full_is_told_and_a_file_that_is_gone_is_not_ours(
    warehouse: Warehouse, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with warehouse.receiving() as take:
        with pytest.raises(FileNotFoundError):
            take(path.with_name("none"), name="none")

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(intake, "digest", full)
        with pytest.raises(WarehouseError, match=r"cannot write here \(No space left on device\)"):
            take(path, name="figures.txt")
