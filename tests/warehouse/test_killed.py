"""kill -9 at any moment of an import loses nothing, and leaves nothing half."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from agdb.statistics.identifier import DatasetId
from agdb.warehouse.doctor import examine
from agdb.warehouse.warehouse import Warehouse

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
SPECIMEN = ROOT / "specimens" / "cbs" / "v4-json"
TABLE = DatasetId("cbs", "99999NED")
# Imports the recording, and kills itself with the signal that nobody can catch before the n-th
# flush to the disk.
SCRIPT = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from agdb.sources.folder import open_recording
from agdb.statistics.identifier import DatasetId
from agdb.files import durable
from agdb.warehouse.warehouse import Warehouse
root, path, deadline = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
flush, done = durable.flush, 0
def flush_or_die(path):
    global done
    if done == deadline:
        os.kill(os.getpid(), signal.SIGKILL)
    done += 1
    flush(path)
durable.flush = flush_or_die
moment = datetime(2026, 11, 24, 12, tzinfo=UTC)
recording, reader = open_recording(DatasetId("cbs", "99999NED"), path, today=moment.date())
Warehouse(root).keep(recording, reader=reader, received=moment)
print(done)
"""


def run(root: Path, path: Path, deadline: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", SCRIPT, str(root), str(path), str(deadline)],
        env={"PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )


def check_death(tmp_path: Path, deadline: int) -> None:
    # Given a warehouse with one version of the table
    older = tmp_path / "older"
    older.mkdir()
    for file in SPECIMEN.iterdir():
        (older / file.name).write_bytes(file.read_bytes().replace(b"7888.2", b"7888.3"))
    root = tmp_path / f"var-{deadline}"
    assert run(root, older, -1).returncode == 0
    (before,) = Warehouse(root).versions(TABLE)
    kept = before.parquet.read_bytes()
    # When an import of another is killed before one of its flushes
    assert run(root, SPECIMEN, deadline).returncode == -signal.SIGKILL
    # Then what was there is there, whole, and the doctor finds only remains that do no harm
    versions = Warehouse(root).versions(TABLE)
    assert before in versions
    assert before.parquet.read_bytes() == kept
    harmless = (
        "an import was broken off",
        "no receipt names these bytes",
        "no dataset was read from this snapshot",
    )
    assert all(str(f.what).startswith(harmless) for f in examine(root))
    # And the same import does it after all; if it was done, the scratch folder may still be left
    again = run(root, SPECIMEN, -1)
    assert again.returncode == 0, again.stderr
    assert len(Warehouse(root).versions(TABLE)) == 2
    assert [str(f.what) for f in examine(root)] in (
        [],
        ["an import was broken off"],
    )


@pytest.mark.parametrize("deadline", [0, 4, 9])
def test_an_import_that_is_killed_leaves_nothing_half(tmp_path: Path, deadline: int) -> None:
    check_death(tmp_path, deadline)


@pytest.mark.long
def test_an_import_that_is_killed_before_any_of_its_flushes(tmp_path: Path) -> None:
    older = tmp_path / "older"
    root = tmp_path / "count"
    older.mkdir()
    for file in SPECIMEN.iterdir():
        (older / file.name).write_bytes(file.read_bytes().replace(b"7888.2", b"7888.3"))
    run(root, older, -1)
    flushes = int(run(root, SPECIMEN, -1).stdout)
    assert flushes >= 10
    for deadline in range(flushes):
        folder = tmp_path / str(deadline)
        folder.mkdir()
        check_death(folder, deadline)
