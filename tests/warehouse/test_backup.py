"""A backup restores to the same bytes, and nothing but a sound backup is restored."""

from __future__ import annotations

import io
import json
import random
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from agdb.errors import WarehouseError
from agdb.warehouse.backup import backup, restore
from agdb.warehouse.doctor import examine
from agdb.warehouse.version import DatasetVersion
from agdb.warehouse.warehouse import Warehouse

Keep = Callable[..., DatasetVersion]


def content(root: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }


def tar(path: Path, *members: tuple[str, bytes], listed: list[dict[str, object]]) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        head = json.dumps({"form": 1, "files": listed}).encode()
        for name, data in (("agdb-backup.json", head), *members):
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


def entry(name: str, data: bytes = b"x") -> dict[str, object]:
    import hashlib

    return {"name": name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}


@pytest.mark.slow
def test_what_is_restored_is_what_was_kept(
    tmp_path: Path, warehouse: Warehouse, keep: Keep
) -> None:
    # Given a warehouse with two recordings, a site and what a broken import left
    version = keep()
    keep(b"more")
    (warehouse.root / "site").mkdir()
    (warehouse.root / "site" / "index.html").write_text("x")
    (warehouse.root / ".scratch-1").mkdir()
    (warehouse.root / ".scratch-1" / "half").write_text("x")
    # When it is backed up and restored elsewhere, into a folder that is there and empty
    file, target = tmp_path / "all.agdb", tmp_path / "new"
    target.mkdir()
    written = backup(warehouse.root, file)
    assert restore(file, target) == written
    # Then all is there to the byte, but for what can be made again
    expected = {
        name: data
        for name, data in content(warehouse.root).items()
        if not name.startswith(("site", ".scratch"))
    }
    assert content(target) == expected
    assert list(examine(target)) == []
    assert Warehouse(target).find(version.id) is not None
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_nothing_is_overwritten(tmp_path: Path, warehouse: Warehouse, keep: Keep) -> None:
    keep()
    file = tmp_path / "all.agdb"
    backup(warehouse.root, file)
    with pytest.raises(WarehouseError, match="the file exists"):
        backup(warehouse.root, file)
    with pytest.raises(WarehouseError, match="the data folder is not empty"):
        restore(file, warehouse.root)
    with pytest.raises(WarehouseError, match="there is no data folder"):
        backup(tmp_path / "none", tmp_path / "other.agdb")
    with pytest.raises(WarehouseError, match="there is no such file"):
        restore(tmp_path / "none", tmp_path / "target")
    with pytest.raises(WarehouseError, match="cannot write"):
        backup(warehouse.root, tmp_path / "none" / "all.agdb")


@pytest.mark.parametrize("name", ["datasets", "blobs", "snapshots"])
def test_a_folder_behind_a_link_is_not_left_out_in_silence(
    tmp_path: Path, warehouse: Warehouse, keep: Keep, name: str
) -> None:
    keep()
    (warehouse.root / name).rename(tmp_path / "big")
    (warehouse.root / name).symlink_to(tmp_path / "big")

    with pytest.raises(WarehouseError, match=rf"{name}: this is a link, and what lies behind it"):
        backup(warehouse.root, tmp_path / "b.tgz")

    assert not (tmp_path / "b.tgz").exists()


def test_a_backup_lies_elsewhere_and_keeps_no_damage(
    tmp_path: Path, warehouse: Warehouse, keep: Keep
) -> None:
    keep()
    with pytest.raises(WarehouseError, match="a backup does not lie in what it keeps"):
        backup(warehouse.root, warehouse.root / "b.tgz")
    blob = next(path for path in (warehouse.root / "blobs").rglob("*") if path.is_file())
    blob.write_bytes(b"fiqures")
    with pytest.raises(WarehouseError, match="the bytes are not those that came in; run agdb doc"):
        backup(warehouse.root, tmp_path / "b.tgz")


def test_a_link_among_the_data_is_refused(tmp_path: Path, warehouse: Warehouse, keep: Keep) -> None:
    keep()
    (warehouse.root / "blobs" / "link").symlink_to("/etc/passwd")
    with pytest.raises(WarehouseError, match="this is a link"):
        backup(warehouse.root, tmp_path / "all.agdb")
    assert not (tmp_path / "all.agdb").exists()


@pytest.mark.parametrize("name", ["../evil", "/tmp/evil", "a/../../evil", ""])
def test_a_path_that_leaves_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    file = tar(tmp_path / "evil.agdb", (name, b"x"), listed=[entry(name)])
    with pytest.raises(WarehouseError, match="points outside of the data folder"):
        restore(file, tmp_path / "target")
    assert not (tmp_path / "target").exists()


def test_a_header_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.agdb"
    with tarfile.open(file, "w:gz") as archive:
        head = tarfile.TarInfo("././@PaxHeader")
        head.type, head.size = tarfile.XHDTYPE, 1 << 20
        archive.addfile(head, io.BytesIO(bytes(1 << 20)))
    with pytest.raises(WarehouseError, match="a header in it is larger than any of ours"):
        restore(file, tmp_path / "var")


def test_a_long_name_is_no_such_header(tmp_path: Path) -> None:
    name = "shelf/" + "/".join(["é" * 60] * 9)
    tar(tmp_path / "a.agdb", (name, b"x"), listed=[entry(name)])
    assert restore(tmp_path / "a.agdb", tmp_path / "var") == 1


def test_members_that_do_not_follow_the_list_are_refused(tmp_path: Path) -> None:
    cases = {
        "not where its list says": tar(tmp_path / "1", ("b", b"x"), listed=[entry("a")]),
        "another checksum": tar(tmp_path / "2", ("a", b"y"), listed=[entry("a")]),
        "more than its list names": tar(tmp_path / "3", ("a", b"x"), ("b", b"x"), listed=[]),
        "is not where": tar(tmp_path / "4", listed=[entry("a")]),
    }
    for sentence, file in cases.items():
        with pytest.raises(WarehouseError, match=sentence):
            restore(file, tmp_path / "target")
        assert not (tmp_path / "target").exists()
    with tarfile.open(tmp_path / "5", "w:gz") as archive:
        link = tarfile.TarInfo("agdb-backup.json")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    with pytest.raises(WarehouseError, match="no sound backup"):
        restore(tmp_path / "5", tmp_path / "target")


@pytest.mark.slow
def test_a_backup_with_any_byte_changed_is_refused_or_the_same(
    tmp_path: Path, warehouse: Warehouse, keep: Keep
) -> None:
    keep()
    file = tmp_path / "all.agdb"
    backup(warehouse.root, file)
    whole, right = file.read_bytes(), content(warehouse.root)
    dice = random.Random(7)
    damaged = tmp_path / "damaged.agdb"
    for number in range(60):
        data = bytearray(whole)
        if number % 3:
            data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
        else:
            del data[dice.randrange(len(data)) :]
        damaged.write_bytes(data)
        target = tmp_path / f"target-{number}"
        try:
            restore(damaged, target)
        except WarehouseError:
            assert not target.exists()
        else:
            assert content(target) == right
