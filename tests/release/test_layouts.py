"""What releases tell of their order, and how those of other versions of agdb are read."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from tests.conftest import ROOT
from tests.publication.bicycle_register import bicycle_register

from agdb.errors import ReleaseError
from agdb.programme.programme import Programme
from agdb.register.fitting import programme_register
from agdb.register.kept import published
from agdb.register.register import Register, register_of
from agdb.release.build import build_release
from agdb.release.examine import examine_releases
from agdb.release.store import ReleaseStore, checksums
from agdb.results.release import Release
from agdb.warehouse.warehouse import Warehouse

FOLDER = ROOT / "specimens" / "programme"


def as_layout_1(root: Path, release: Release) -> Path:
    """A release as agdb 0.1.0 kept it: values in the JSON of each indicator, and no track."""
    ReleaseStore(root).keep(release, programme_folder=FOLDER)
    folder = root / release.id
    for name, one in release.computed.items():
        path = folder / "indicators" / f"{name}.json"
        told = json.loads(path.read_bytes())
        told["values"] = json.loads(msgspec.json.encode(tuple(one.values)))
        path.unlink()  # it may be the same file in another release
        path.write_text(json.dumps(told))
    (folder / "values.parquet").unlink()
    (folder / "track.json").unlink()
    manifest = json.loads((folder / "release.json").read_bytes())
    for name in ("schema", "before", "rows", "sha256"):
        del manifest[name]
    manifest["files"] = checksums(folder)
    (folder / "release.json").write_text(json.dumps(manifest))
    return folder


def named(release: Release, name: str, *, day: int = 1) -> Release:
    """The same content under another name."""
    recorded = date(2024, 1, day)
    return replace(release, id=name, content=name, recorded=recorded)


def test_a_release_of_0_1_0_is_read_like_one_of_today(
    cycling_release: Release, tmp_path: Path
) -> None:
    as_layout_1(tmp_path, cycling_release)

    store = ReleaseStore(tmp_path)
    read = store.open()

    assert read.computed == cycling_release.computed
    assert read.outlook == cycling_release.outlook
    assert store.with_track(read).track.stories.keys() == cycling_release.outlook.keys()


def test_a_release_of_0_1_0_counts_in_the_track_of_the_next(
    cycling_release: Release, tmp_path: Path
) -> None:
    as_layout_1(tmp_path, named(cycling_release, "2024-01-01-old"))
    store = ReleaseStore(tmp_path)

    store.keep(cycling_release, programme_folder=FOLDER)

    track = store.open().track
    assert track.unread == ()
    assert {len(one.entries) for some in track.stories.values() for one in some} == {2}


def test_a_layout_that_is_newer_than_ours_is_refused_in_one_sentence(
    cycling_release: Release, tmp_path: Path
) -> None:
    store = ReleaseStore(tmp_path)
    store.keep(cycling_release, programme_folder=FOLDER)
    path = tmp_path / cycling_release.id / "release.json"
    told = json.loads(path.read_bytes()) | {"schema": 99, "indicators": "of another kind"}
    path.write_text(json.dumps(told))

    with pytest.raises(ReleaseError, match=r"a newer agdb made this release \(layout 99.*; start"):
        store.open()
    (finding,) = examine_releases(tmp_path, data=tmp_path)
    assert "layout 99" in str(finding)


def test_a_release_whose_programme_does_not_read_any_more_says_what_to_do(
    cycling_release: Release, tmp_path: Path
) -> None:
    folder = as_layout_1(tmp_path, cycling_release)
    (folder / "programme" / "units.yaml").write_text("- {id: of-long-ago}\n")
    manifest = json.loads((folder / "release.json").read_bytes())
    (folder / "release.json").write_text(json.dumps(manifest | {"files": checksums(folder)}))

    with pytest.raises(ReleaseError, match=r"does not fit this version.*units.yaml.*agdb build"):
        ReleaseStore(tmp_path).open()


@pytest.mark.slow
def test_the_order_of_keeping_is_written_down_and_not_the_time_of_files(
    cycling_release: Release, tmp_path: Path
) -> None:
    # Given releases that were kept in another order than that of their names
    store = ReleaseStore(tmp_path)
    names = ("2024-01-02-b", "2024-01-02-a", "2024-01-01-c")
    for name in names:
        store.keep(named(cycling_release, name), programme_folder=FOLDER)

    # When a copy of the folder has other times, all the wrong way round
    for nth, name in enumerate(names):
        os.utime(tmp_path / name / "release.json", (1000 - nth, 1000 - nth))

    # Then the order is the same
    assert ReleaseStore(tmp_path).kept() == names
    assert ReleaseStore(tmp_path).before(store.open(names[1])) == names[:1]


@pytest.mark.slow
def test_what_comes_later_changes_nothing_of_a_release(
    cycling_release: Release, tmp_path: Path
) -> None:
    store = ReleaseStore(tmp_path)
    store.keep(named(cycling_release, "2024-01-01-a"), programme_folder=FOLDER)
    store.keep(named(cycling_release, "2024-01-02-b", day=2), programme_folder=FOLDER)
    before = ReleaseStore(tmp_path).open("2024-01-02-b")

    store.keep(named(cycling_release, "2024-01-01-c"), programme_folder=FOLDER)
    for path in sorted((tmp_path / "2024-01-01-a").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    after = ReleaseStore(tmp_path).open("2024-01-02-b")

    assert after.track == before.track
    assert {len(one.entries) for some in after.track.stories.values() for one in some} == {2}


def test_releases_of_0_1_0_keep_their_order_once_a_later_one_named_them(
    cycling_release: Release, tmp_path: Path
) -> None:
    for nth, name in enumerate(("2024-01-01-b", "2024-01-01-a")):
        folder = as_layout_1(tmp_path, named(cycling_release, name))
        os.utime(folder / "release.json", (1000 + nth, 1000 + nth))
    store = ReleaseStore(tmp_path)
    store.keep(named(cycling_release, "2024-01-01-c"), programme_folder=FOLDER)

    os.utime(tmp_path / "2024-01-01-b" / "release.json", (5000, 5000))

    assert store.kept() == ("2024-01-01-b", "2024-01-01-a", "2024-01-01-c")


def test_a_release_holds_the_register_and_reads_it_back(
    cycling_release: Release, tmp_path: Path
) -> None:
    # Given a release with every kind of record, and one of which a single fact differs
    register = published(bicycle_register(), date(2025, 4, 22))
    whole = replace(cycling_release, register=register)
    store = ReleaseStore(tmp_path)

    store.keep(whole, programme_folder=FOLDER)

    assert cycling_release.register.initiatives.keys() == {"fast-path"}
    assert store.open().register == register
    path = tmp_path / whole.id / "register.json"
    path.write_bytes(path.read_bytes().replace(b'"amount": "12"', b'"amount": "13"'))
    with pytest.raises(ReleaseError, match="is not as it was kept"):
        store.open()


@pytest.mark.slow
def test_another_fact_is_another_release(
    cycling: Programme, cycling_warehouse: Warehouse, cycling_release: Release
) -> None:
    register = programme_register(cycling)
    kinds = dict(register.kinds())
    (granted,) = register.money.values()
    other = granted.model_copy(update={"amount": Decimal(11)})
    changed = register_of(kinds | {"money": {other.id: other}})

    def built(register: Register) -> Release:
        return build_release(programme=cycling, warehouse=cycling_warehouse, register=register)

    assert built(register).id == cycling_release.id
    assert built(changed).id != cycling_release.id


def test_a_release_of_before_the_register_reads_without_one(
    cycling_release: Release, tmp_path: Path
) -> None:
    # Given layout 2, and its folder of initiatives that is retired by now
    ReleaseStore(tmp_path).keep(cycling_release, programme_folder=FOLDER)
    folder = tmp_path / cycling_release.id
    (folder / "register.json").unlink()
    (folder / "programme" / "initiatives").mkdir()
    (folder / "programme" / "initiatives" / "all.yaml").write_text("- {id: fast-path}\n")
    manifest = json.loads((folder / "release.json").read_bytes())
    told = manifest | {"schema": 2, "files": checksums(folder)}
    del told["sha256"]
    (folder / "release.json").write_text(json.dumps(told))

    read = ReleaseStore(tmp_path).open()

    assert read.computed == cycling_release.computed
    assert read.register == Register()
