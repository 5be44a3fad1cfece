"""What the tests of this room share: real recordings, and a specimen that may be damaged."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from agdb.sources.folder import open_recording
from agdb.statistics.identifier import DatasetId
from agdb.warehouse.version import DatasetVersion
from agdb.warehouse.warehouse import Warehouse

ROOT = Path(__file__).parents[2]
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def specimens() -> Path:
    """The folder with real recordings."""
    folder = Path(os.environ.get("AGDB_SPECIMENS", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"the recordings are not at {folder}; set AGDB_SPECIMENS")
    return folder


@pytest.fixture
def v4_folder(tmp_path: Path) -> Path:
    """A copy of the small v4 recording with invented figures."""
    return Path(shutil.copytree(ROOT / "specimens" / "cbs" / "v4-json", tmp_path / "recording"))


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    """An empty warehouse."""
    return Warehouse(tmp_path / "var")


@pytest.fixture
def take_in(warehouse: Warehouse) -> Callable[[str, Path], DatasetVersion]:
    """Import a recording as `agdb import` does."""

    def take(dataset: str, path: Path) -> DatasetVersion:
        recording, reader = open_recording(DatasetId.parse(dataset), path, today=NOON.date())
        return warehouse.keep(recording, reader=reader, received=NOON)

    return take
