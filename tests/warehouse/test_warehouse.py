"""The warehouse takes a recording in whole or not at all, once, and finds it as of a date."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from agdb.errors import SourceError, StatisticsError, WarehouseError
from agdb.files.recorded import RecordedFile
from agdb.sources.contract import Origin, Recording
from agdb.statistics.identifier import DatasetId
from agdb.warehouse.version import DatasetVersion
from agdb.warehouse.warehouse import Warehouse

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
SPECIMENS, SOURCE = ROOT / "specimens", ROOT / "src"
JOBS = DatasetId("abc", "Jobs")
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
Keep = Callable[..., DatasetVersion]
Tree = Callable[[], dict[str, tuple[int, bytes]]]


def test_a_kept_recording_is_found_with_its_bytes_receipt_and_structure(
    warehouse: Warehouse, keep: Keep
) -> None:
    # When a recording is kept
    kept = keep(b"figures")
    # Then its bytes lie under their checksum, and the dataset says where it is from
    sha256 = hashlib.sha256(b"figures").hexdigest()
    assert (warehouse.root / "blobs" / sha256[:2] / sha256).read_bytes() == b"figures"
    found = warehouse.find(JOBS)
    assert found == kept
    assert (kept.rows, kept.partial, kept.recorded) == (1, None, date(2025, 4, 22))
    assert kept.receipt.checksum == sha256
    assert kept.receipt.received == NOON
    assert kept.structure.title == "Banen"
    assert (
        kept.parquet
        == warehouse.root / "datasets" / "abc" / "jobs" / kept.version / "observations.parquet"
    )


def test_the_same_recording_again_changes_nothing(keep: Keep, tree: Tree) -> None:
    first = keep()
    before = tree()
    second = keep(received=NOON + timedelta(days=1), recorded=date(2026, 1, 1))
    assert second == first
    assert tree() == before


def test_two_warehouses_write_the_same_bytes(tmp_path: Path, told: Any, recording: Any) -> None:
    versions = [
        Warehouse(tmp_path / name).keep(recording(), reader=told(), received=NOON) for name in "ab"
    ]
    for name in ("observations.parquet", "structure.json", "version.json"):
        first, second = ((version.folder / name).read_bytes() for version in versions)
        assert first == second


def test_a_failing_import_leaves_not_even_a_folder(
    warehouse: Warehouse, keep: Keep, told: Any
) -> None:
    with pytest.raises(
        SourceError, match=r"abc:Jobs figures.txt: the recording holds 1 observations and claims 2"
    ):
        keep(reader=told(expected=2))
    assert not warehouse.root.parent.exists()


def test_a_failing_import_leaves_what_was_there(keep: Keep, told: Any, tree: Tree) -> None:
    keep()
    before = tree()
    with pytest.raises(SourceError):
        keep(b"other", reader=told(expected=2))
    assert tree() == before


@pytest.mark.parametrize("fault", [KeyError("bug"), KeyboardInterrupt()])
def test_a_fault_of_the_program_leaves_nothing_either(
    warehouse: Warehouse, keep: Keep, told: Any, fault: BaseException
) -> None:
    with pytest.raises(type(fault)):
        keep(reader=told(fail=fault))
    assert not warehouse.root.exists()


def test_a_mistake_in_statistics_is_told_as_one_of_the_source(keep: Keep, told: Any) -> None:
    with pytest.raises(SourceError, match=r"abc:Jobs figures.txt: '4x' is not a number\."):
        keep(reader=told(fail=StatisticsError("'4x' is not a number")))


def test_an_unknown_dataset_is_not_found(warehouse: Warehouse) -> None:
    assert warehouse.find(JOBS) is None
    assert warehouse.versions(JOBS) == ()
    assert warehouse.datasets() == ()


def test_a_dataset_is_found_whatever_the_casing_of_its_id(warehouse: Warehouse, keep: Keep) -> None:
    kept = keep()
    assert warehouse.find(DatasetId("abc", "JOBS")) == kept
    assert warehouse.datasets() == (JOBS,)


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (date(2025, 1, 1), None),
        (date(2025, 4, 22), b"old"),
        (date(2026, 1, 30), b"old"),
        (date(2026, 1, 31), b"new"),
        (None, b"new"),
    ],
)
def test_the_newest_recording_on_the_date_is_found(
    warehouse: Warehouse, keep: Keep, as_of: date | None, expected: bytes | None
) -> None:
    # Given two recordings, of which the newer one came in first
    versions = {
        keep(b"new", recorded=date(2026, 1, 31), received=NOON - timedelta(9)).version: b"new",
        keep(b"old", recorded=date(2025, 4, 22)).version: b"old",
    }
    found = warehouse.find(JOBS, as_of=as_of)
    assert (None if found is None else versions[found.version]) == expected


def test_on_one_day_the_publisher_beats_a_transcription_and_then_the_later_receipt(
    warehouse: Warehouse, keep: Keep
) -> None:
    keep(b"first", received=NOON)
    second = keep(b"second", received=NOON + timedelta(hours=1))
    keep(b"ours", origin=Origin.TRANSCRIPTION, received=NOON + timedelta(hours=2))
    assert warehouse.find(JOBS) == second


def test_a_new_reading_of_the_same_snapshot_takes_its_place_and_may_go_back(
    warehouse: Warehouse, keep: Keep, told: Any
) -> None:
    # Given a snapshot read in two ways
    first = keep(reader=told(revision="told/1"))
    second = keep(reader=told(revision="told/2"), received=NOON + timedelta(1))
    assert warehouse.find(JOBS) == second
    assert second.receipt == first.receipt
    # When the first way is asked for once more, then it counts again
    third = keep(reader=told(revision="told/1"), received=NOON + timedelta(2))
    assert third.version == first.version
    assert warehouse.find(JOBS) == third


def test_a_partial_dataset_says_so_in_every_file(keep: Keep, told: Any) -> None:
    version = keep(reader=told(partial="only 2024"))
    assert version.partial == "only 2024"
    assert b"only 2024" in version.parquet.read_bytes()


def test_the_moment_of_receipt_needs_a_time_zone(keep: Keep) -> None:
    with pytest.raises(ValueError, match="time zone"):
        keep(received=datetime(2026, 11, 24))  # noqa: DTZ001 - the fault under test


def test_a_file_that_changes_while_it_is_read_is_refused(
    warehouse: Warehouse, tmp_path: Path, told: Any, recording: Any
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"first")
    file = RecordedFile.at(path, name="a.csv")
    path.write_bytes(b"other")
    changed = Recording(JOBS, (file,), date(2025, 1, 1), Origin.IMPORT, "", "", "")
    with pytest.raises(SourceError, match=r"abc:Jobs a\.csv: the file changed while it was read"):
        warehouse.keep(changed, reader=told(), received=NOON)


def test_files_with_the_same_content_are_stored_once(warehouse: Warehouse, told: Any) -> None:
    files = (RecordedFile.of("a", b"same"), RecordedFile.of("b", b"same"))
    twice = Recording(JOBS, files, date(2025, 1, 1), Origin.IMPORT, "", "", "")
    version = warehouse.keep(twice, reader=told(), received=NOON)
    assert len([p for p in (warehouse.root / "blobs").rglob("*") if p.is_file()]) == 1
    lines = "".join(f"{files[0].sha256}  {name}\n" for name in "ab")
    assert version.receipt.checksum == hashlib.sha256(lines.encode()).hexdigest()


def test_a_folder_that_cannot_be_made_is_one_sentence(
    tmp_path: Path, told: Any, recording: Any
) -> None:
    (tmp_path / "file").write_text("in the way")
    warehouse = Warehouse(tmp_path / "file" / "var")
    with pytest.raises(WarehouseError, match="var: cannot write here"):
        warehouse.keep(recording(), reader=told(), received=NOON)


def test_a_disk_that_is_full_is_one_sentence(keep: Keep, told: Any) -> None:
    with pytest.raises(WarehouseError, match=r"cannot write here \(No space left on device\)"):
        keep(reader=told(fail=OSError(28, "No space left on device")))


def test_a_damaged_version_is_named(warehouse: Warehouse, keep: Keep) -> None:
    version = keep()
    (version.folder / "version.json").write_text("{")
    with pytest.raises(WarehouseError, match=r"version\.json: the file is damaged"):
        warehouse.find(JOBS)


def test_a_version_in_the_wrong_folder_is_named(warehouse: Warehouse, keep: Keep) -> None:
    version = keep()
    version.folder.rename(version.folder.with_name("2020-01-01-abcdef"))
    with pytest.raises(WarehouseError, match="the file says that this is abc:Jobs 2025-04-22"):
        warehouse.find(JOBS)


def test_a_receipt_that_is_gone_is_named(warehouse: Warehouse, keep: Keep) -> None:
    keep()
    next((warehouse.root / "snapshots").rglob("*.json")).unlink()
    with pytest.raises(WarehouseError, match="the file is missing; restore it from a backup"):
        warehouse.find(JOBS)


_IMPORT_FOUR_TIMES = """
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from agdb.sources.folder import open_recording
from agdb.statistics.identifier import DatasetId
from agdb.warehouse.warehouse import Warehouse
root, *folders = map(Path, sys.argv[1:])
moment = datetime(2026, 11, 24, 12, tzinfo=UTC)
print("ready", flush=True)
sys.stdin.read()
for folder in folders:
    recording, reader = open_recording(DatasetId("cbs", "99999NED"), folder, today=moment.date())
    Warehouse(root).keep(recording, reader=reader, received=moment)
"""


def test_two_processes_at_once_lose_nothing(warehouse: Warehouse, tmp_path: Path) -> None:
    # Given two processes about to import the same four recordings
    folders = []
    for number in range(4):
        folder = tmp_path / f"recording-{number}"
        shutil.copytree(SPECIMENS / "cbs" / "v4-json", folder)
        (folder / "note.txt").write_text(str(number))
        folders.append(str(folder))
    command = [sys.executable, "-c", _IMPORT_FOUR_TIMES, str(warehouse.root), *folders]
    processes = [
        subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={"PYTHONPATH": str(SOURCE)}
        )
        for _ in range(2)
    ]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
    # When they start at the same moment
    for process in processes:
        assert process.stdin is not None
        process.stdin.close()
    # Then both end well, each recording is there once, and nothing is left over
    assert [process.wait(timeout=60) for process in processes] == [0, 0]
    for process in processes:
        assert process.stdout is not None
        process.stdout.close()
    assert len(warehouse.versions(DatasetId("cbs", "99999NED"))) == 4
    assert not list(warehouse.root.glob(".scratch-*"))
