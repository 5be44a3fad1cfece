"""Every way in which a kept release can be damaged is found and named."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import ROOT

from agdb.files.durable import held
from agdb.release.examine import examine_releases
from agdb.release.store import ReleaseStore
from agdb.results.release import Release
from agdb.statistics.identifier import DatasetId
from agdb.warehouse.layout import SnapshotLayout

FOLDER = ROOT / "specimens" / "programme"


@pytest.fixture
def data(cycling_release: Release, tmp_path: Path) -> Path:
    """A data folder with one release, and with the folders of the versions it was made of."""
    ReleaseStore(tmp_path / "releases").keep(cycling_release, programme_folder=FOLDER)
    layout = SnapshotLayout(tmp_path)
    for computed in cycling_release.computed.values():
        for part in computed.inputs:
            folder = layout.versions(DatasetId.parse(part.dataset)) / part.version
            folder.mkdir(parents=True, exist_ok=True)
    return tmp_path


def found(data: Path) -> list[str]:
    return [str(one) for one in examine_releases(data / "releases", data=data)]


def test_a_sound_release_has_no_findings(data: Path) -> None:
    assert found(data) == []


def test_no_releases_at_all_is_sound(tmp_path: Path) -> None:
    assert found(tmp_path) == []


def _append(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b" ")


DAMAGE: dict[str, tuple[Callable[[Path, Path], object], str]] = {
    "a changed file": (
        lambda _, release: _append(next(release.glob("indicators/*.json"))),
        "the bytes are not those that were kept",
    ),
    "a changed programme": (
        lambda _, release: _append(next(release.glob("programme/*.yaml"))),
        "the bytes are not those that were kept",
    ),
    "a missing file": (
        lambda _, release: next(release.glob("indicators/*.json")).unlink(),
        "this file of the release is missing",
    ),
    "a stray file": (
        lambda _, release: (release / "notes.txt").write_text("x"),
        "this file is not of the release",
    ),
    "no manifest": (
        lambda _, release: (release / "release.json").unlink(),
        "this file of the release is missing",
    ),
    "a damaged manifest": (
        lambda _, release: (release / "release.json").write_bytes(b"{"),
        "this file of the release is damaged",
    ),
    "a half-written release": (
        lambda root, _: (root / "releases" / ".new-x").mkdir(),
        "a release was broken off half-way",
    ),
    "a pointer to nothing": (
        lambda root, _: (root / "releases" / "latest").write_text("2020-01-01-x"),
        "the latest release, '2020-01-01-x', is not there",
    ),
    "a version that is gone": (
        lambda root, _: shutil.rmtree(root / "datasets"),
        "which is not in the warehouse",
    ),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_what_is_wrong_is_found_and_named(
    data: Path, cycling_release: Release, damage: str
) -> None:
    do, sentence = DAMAGE[damage]

    do(data, data / "releases" / cycling_release.id)

    assert any(sentence in one for one in found(data))


def test_a_release_that_is_being_written_is_left_alone(data: Path) -> None:
    scratch = data / "releases" / ".new-x"
    scratch.mkdir()

    with held(scratch):
        assert found(data) == []
