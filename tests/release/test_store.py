"""A release is kept whole, once, and read back as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.conftest import ROOT

from agdb.errors import ReleaseError
from agdb.release.model import Release
from agdb.release.store import ReleaseStore

FOLDER = ROOT / "specimens" / "programme"


def test_a_release_is_read_back_as_it_was(cycling_release: Release, tmp_path: Path) -> None:
    store = ReleaseStore(tmp_path)

    new = store.keep(cycling_release, programme_folder=FOLDER)
    read = store.open()

    assert new
    assert read.day == cycling_release.day
    assert read.computed == cycling_release.computed
    assert (read.id, read.recorded) == (cycling_release.id, cycling_release.recorded)
    assert read.programme.hash == cycling_release.programme.hash


def test_the_same_release_is_not_written_again(cycling_release: Release, tmp_path: Path) -> None:
    store = ReleaseStore(tmp_path)
    store.keep(cycling_release, programme_folder=FOLDER)
    before = {p: p.stat().st_mtime_ns for p in (tmp_path / cycling_release.id).rglob("*")}

    again = store.keep(cycling_release, programme_folder=FOLDER)

    assert not again
    assert before == {p: p.stat().st_mtime_ns for p in (tmp_path / cycling_release.id).rglob("*")}


def test_same_release_same_bytes(cycling_release: Release, tmp_path: Path) -> None:
    for name in ("one", "two"):
        ReleaseStore(tmp_path / name).keep(cycling_release, programme_folder=FOLDER)

    one, two = (
        {p.relative_to(tmp_path / n): p.read_bytes() for p in (tmp_path / n).rglob("*.json")}
        for n in ("one", "two")
    )
    assert one == two
    assert one


def test_an_older_release_stays_and_can_be_opened(cycling_release: Release, tmp_path: Path) -> None:
    store = ReleaseStore(tmp_path)
    store.keep(cycling_release, programme_folder=FOLDER)
    store.keep(replace(cycling_release, id="2025-02-01-new"), programme_folder=FOLDER)

    assert store.latest_id() == "2025-02-01-new"
    assert store.ids() == (cycling_release.id, "2025-02-01-new")
    assert store.open(cycling_release.id).id == cycling_release.id


def test_a_failure_halfway_leaves_nothing_behind(cycling_release: Release, tmp_path: Path) -> None:
    store = ReleaseStore(tmp_path)

    with pytest.raises(ReleaseError, match="cannot be written"):
        store.keep(cycling_release, programme_folder=tmp_path / "nowhere")

    assert store.ids() == ()
    assert list(tmp_path.iterdir()) == []


def test_no_release_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="no release yet; run agdb build"):
        ReleaseStore(tmp_path / "none").open()


def test_a_missing_or_damaged_release_is_one_sentence(
    cycling_release: Release, tmp_path: Path
) -> None:
    store = ReleaseStore(tmp_path)
    store.keep(cycling_release, programme_folder=FOLDER)
    (tmp_path / cycling_release.id / "release.json").write_bytes(b"{")

    with pytest.raises(ReleaseError, match="is damaged"):
        store.open()
    with pytest.raises(ReleaseError, match="is missing"):
        store.open("2020-01-01-none")


def test_what_was_kept_before_becomes_the_track_record(
    cycling_release: Release, tmp_path: Path
) -> None:
    store = ReleaseStore(tmp_path)
    older = replace(cycling_release, id="2024-01-01-old", recorded=date(2024, 1, 1))
    store.keep(older, programme_folder=FOLDER)
    store.keep(cycling_release, programme_folder=FOLDER)

    track = store.with_track(store.open()).track

    lengths = {len(one.entries) for some in track.stories.values() for one in some}
    assert lengths == {2}
    assert track.unread == ()


def test_a_release_that_cannot_be_read_is_named_in_the_record(
    cycling_release: Release, tmp_path: Path
) -> None:
    store = ReleaseStore(tmp_path)
    store.keep(replace(cycling_release, id="2024-01-01-old"), programme_folder=FOLDER)
    store.keep(cycling_release, programme_folder=FOLDER)
    damaged = next((tmp_path / "2024-01-01-old" / "indicators").iterdir())
    damaged.write_bytes(b"{")

    track = store.with_track(store.open()).track

    assert len(track.unread) == 1
    assert "2024-01-01-old: " in track.unread[0]
    assert "damaged" in track.unread[0]
