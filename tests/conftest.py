"""What all tests share: no network, real recordings, and an invented programme about cycling."""

from __future__ import annotations

import os
import re
import shutil
import socket
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

# What a test needs is loaded when it asks for it: one about a number starts without an engine.
if TYPE_CHECKING:
    from agdb.programme.programme import Programme
    from agdb.results.release import Release
    from agdb.warehouse.version import DatasetVersion
    from agdb.warehouse.warehouse import Warehouse

# No test is timed: a slow machine is no fault of the code.
settings.register_profile("agdb", deadline=None)
settings.load_profile("agdb")

ROOT = Path(__file__).parents[1]
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@cache
def our_programme() -> Programme:
    """The programme of this repository, read once for all tests of a process."""
    from agdb.programme.reading import read_programme

    return read_programme(ROOT / "programme")


@cache
def invented_programme() -> Programme:
    """The one invented programme, about bicycles, read once for all tests of a process."""
    from agdb.programme.reading import read_programme

    return read_programme(ROOT / "specimens" / "programme")


@pytest.fixture(autouse=True, scope="session")
def only_loopback() -> Any:
    """Refuse every connection that leaves this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else ""
        if self.family in {socket.AF_INET, socket.AF_INET6} and not (
            host.startswith("127.") or host in {"::1", "localhost"}
        ):
            raise AssertionError(f"a test wanted to connect to {host}")
        connect(self, address)

    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", guarded)
    yield
    patch.undo()


def pytest_configure(config: pytest.Config) -> None:
    """Where the examples in the code are run, Django is configured: it reads models on import."""
    if config.getoption("doctestmodules", default=False):
        from agdb.web.settings import WebOptions, configure

        configure(WebOptions(site=Path("no-site")))


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave a file unread that has, as a whole, a mark that is not asked for.

    Without the files that are slow as a whole the quick tests are there the sooner.
    """
    if not collection_path.name.startswith("test_") or not config.option.markexpr:
        return None
    mark = re.search(r"(?m)^pytestmark = .*", collection_path.read_text("utf-8"))
    names = {"mark.slow": "slow", "mark.long": "long", "IN_A_BROWSER": "browser"}
    told = {name for text, name in names.items() if mark and text in mark[0]}
    unwanted = set(re.findall(r"\bnot (\w+)", config.option.markexpr))
    return True if told & unwanted and " or " not in config.option.markexpr else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what reads real recordings, the real plan or a site that takes long to make.

    Without `--long` the long tests are skipped.
    """
    for item in items:
        asked = set(getattr(item, "fixturenames", ()))
        if "specimens" in asked:
            item.add_marker(pytest.mark.specimens)
        if asked & {"known_files", "scenario_site"} or item.path.is_relative_to(
            ROOT / "tests" / "programme_data"
        ):
            item.add_marker(pytest.mark.slow)
    if os.environ.get("AGDB_TEST_LONG"):
        return
    for item in items:
        if item.get_closest_marker("long"):
            item.add_marker(pytest.mark.skip(reason="long; runs in ./agdb test --long"))


@pytest.fixture(scope="session")
def specimens() -> Path:
    """The folder with real recordings; its absence skips, and fails where it is required."""
    folder = Path(os.environ.get("AGDB_SPECIMENS", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        reason = f"the recordings are not at {folder}; set AGDB_SPECIMENS"
        if os.environ.get("AGDB_REQUIRE_SPECIMENS"):
            pytest.fail(reason)
        pytest.skip(reason)
    return folder


@pytest.fixture
def v4_folder(tmp_path: Path) -> Path:
    """A copy of the small v4 recording with invented figures, to be damaged."""
    return Path(shutil.copytree(ROOT / "specimens" / "cbs" / "v4-json", tmp_path / "recording"))


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    """An empty warehouse."""
    from agdb.warehouse.warehouse import Warehouse

    return Warehouse(tmp_path / "var")


@pytest.fixture
def take_in(warehouse: Warehouse) -> Callable[[str, Path], DatasetVersion]:
    """Import a recording as `agdb import` does; of today, where its files do not say of when."""
    from agdb.errors import SourceError
    from agdb.sources.folder import open_recording
    from agdb.statistics.identifier import DatasetId

    def take(dataset: str, path: Path) -> DatasetVersion:
        id_, today = DatasetId.parse(dataset), NOON.date()
        try:
            recording, reader = open_recording(id_, path, today=today)
        except SourceError as error:
            if not error.what.startswith("nothing in these files says when"):
                raise
            recording, reader = open_recording(id_, path, today=today, recorded=today)
        return warehouse.keep(recording, reader=reader, received=NOON)

    return take


@pytest.fixture
def programme_folder(tmp_path: Path) -> Path:
    """A copy of the invented programme, to be damaged."""
    return Path(shutil.copytree(ROOT / "specimens" / "programme", tmp_path / "programme"))


@pytest.fixture(scope="session")
def cycling() -> Programme:
    """The invented programme about cycling."""
    return invented_programme()


@pytest.fixture(scope="session")
def cycling_warehouse(cycling: Programme, tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """A warehouse with the figures of the invented programme."""
    from agdb.release.inputs import keep_embedded
    from agdb.warehouse.warehouse import Warehouse

    warehouse = Warehouse(tmp_path_factory.mktemp("cycling"))
    keep_embedded(programme=cycling, warehouse=warehouse, received=NOON)
    return warehouse


@pytest.fixture(scope="session")
def cycling_release(cycling: Programme, cycling_warehouse: Warehouse) -> Release:
    """The release of the invented programme."""
    from agdb.release.build import build_release

    return build_release(programme=cycling, warehouse=cycling_warehouse)


@pytest.fixture
def edit(programme_folder: Path) -> Callable[[str, str, str], Path]:
    """Replace one text by another in a file of the invented programme; return the folder."""

    def replace(name: str, old: str, new: str) -> Path:
        path = programme_folder / name
        text = path.read_text("utf-8")
        assert old in text, f"{old!r} is not in {name}"
        path.write_text(text.replace(old, new, 1), "utf-8")
        return programme_folder

    return replace
