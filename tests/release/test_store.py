"""A release is kept whole, once, and read back as it was."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import ROOT

from agdb.errors import ReleaseError
from agdb.release.cache import DiskCache
from agdb.release.store import ReleaseStore
from agdb.results.release import Release

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
        {p.relative_to(tmp_path / n): p.read_bytes() for p in (tmp_path / n).rglob("*.*")}
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


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    [
        "indicators/bicycles-number.json",
        "programme/figures/bicycles.csv",
        "values.parquet",
        "track.json",
    ],
)
@pytest.mark.parametrize("harm", ["a digit", "a cut", "gone"])
def test_no_file_of_a_release_is_read_that_is_not_as_it_was_kept(
    cycling_release: Release, tmp_path: Path, name: str, harm: str
) -> None:
    store = ReleaseStore(tmp_path)
    store.keep(cycling_release, programme_folder=FOLDER)
    path = tmp_path / cycling_release.id / name
    body = path.read_bytes()
    path.unlink()
    if harm != "gone":
        digit = re.sub(rb"[1-8]", b"9", body, count=1)
        path.write_bytes(digit if harm == "a digit" else body[:-1])

    with pytest.raises(ReleaseError, match=rf"{name}: this file of the release is (not|missing)"):
        store.open()


def test_a_new_release_does_not_inherit_damage(cycling_release: Release, tmp_path: Path) -> None:
    # Given a release of which a file was harmed, and one of the same content on another day
    store = ReleaseStore(tmp_path)
    store.keep(cycling_release, programme_folder=FOLDER)
    harmed = tmp_path / cycling_release.id / "programme" / "units.yaml"
    harmed.write_bytes(harmed.read_bytes() + b"# x\n")

    later = a_day_later(cycling_release, 1)
    store.keep(later, programme_folder=FOLDER)

    assert store.open().id == later.id


@pytest.mark.slow
@given(st.binary(max_size=50), st.data())
def test_a_memo_is_what_was_put_there_or_nothing(
    tmp_path_factory: pytest.TempPathFactory, body: bytes, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("memo")
    DiskCache(folder).put("key", body)
    assert DiskCache(folder).get("key") == body

    kept = (folder / "key").read_bytes()
    at = data.draw(st.integers(0, len(kept) - 1))
    harmed = data.draw(
        st.sampled_from([kept[:at], kept[:at] + bytes([kept[at] ^ 1]) + kept[at + 1 :], b""])
    )
    (folder / "key").write_bytes(harmed)

    assert DiskCache(folder).get("key") is None


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
    damaged = next((tmp_path / "2024-01-01-old" / "indicators").iterdir())
    damaged.write_bytes(b"{")
    store.keep(cycling_release, programme_folder=FOLDER)

    track = store.with_track(store.open()).track

    assert len(track.unread) == 1
    assert "2024-01-01-old: " in track.unread[0]
    assert "is not as it was kept" in track.unread[0]


def a_day_later(release: Release, nth: int) -> Release:
    """The same content, built on another day."""
    return replace(release, id=f"{release.id}-{nth}", built=date(2026, 11, 1) + timedelta(nth))


@pytest.mark.slow
def test_of_releases_that_differ_in_the_day_only_the_first_is_looked_at(
    cycling_release: Release, tmp_path: Path
) -> None:
    # Given a build a day on the same data
    store, opened = ReleaseStore(tmp_path), []
    days = [a_day_later(cycling_release, nth) for nth in range(4)]
    for one in days:
        store.keep(one, programme_folder=FOLDER)

    # When a release on other data is kept
    later = ReleaseStore(tmp_path)
    whole = later.open
    later.open = lambda name=None, **like: opened.append(name) or whole(name, **like)  # type: ignore[method-assign]
    other = replace(cycling_release, id="2025-06-01-0", content="other")
    later.keep(other, programme_folder=FOLDER)

    # Then one of them was read
    assert opened == [days[0].id]
    assert later.before(other) == (days[0].id,)
    assert later.before(days[0]) == ()


def test_what_did_not_change_takes_no_room(cycling_release: Release, tmp_path: Path) -> None:
    store = ReleaseStore(tmp_path)
    first, second = (a_day_later(cycling_release, nth) for nth in range(2))
    for one in (first, second):
        store.keep(one, programme_folder=FOLDER)

    files = [p for p in (tmp_path / second.id).rglob("*") if p.is_file()]

    own = [path.name for path in files if path.stat().st_nlink == 1]
    assert sorted(own) == ["release.json", "track.json"]
    assert len(files) > 10
    assert store.open(second.id).computed == cycling_release.computed
    assert not list(tmp_path.rglob("*.linked"))
