"""What was kept and is gone altogether is missed, whichever document it was."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import NOON

from agdb.errors import UsageError, WarehouseError
from agdb.files.durable import exclusive
from agdb.warehouse.backup import backup, restore
from agdb.warehouse.ledger import Ledger
from agdb.warehouse.version import DatasetVersion
from agdb.warehouse.warehouse import Warehouse

Keep = Callable[..., DatasetVersion]


@pytest.fixture
def root(warehouse: Warehouse, keep: Keep) -> Path:
    """A data folder with one of each: versions, a decision, a shelf, a list, a memory of news."""
    keep(b"old")
    warehouse.withdraw(keep(b"wrong"), reason="a typing error", moment=NOON)
    for name in (
        "shelf/2026-01-01-a/shelf.json",
        "releases/publications.json",
        "fetch/arrivals.json",
    ):
        path = warehouse.root / name
        path.parent.mkdir(parents=True)
        path.write_bytes(b"{}")
    Ledger(warehouse.root).catch_up()
    return warehouse.root


def listed(root: Path) -> list[str]:
    return list(json.loads((root / "ledger" / "kept.json").read_bytes())["kept"])


def found(root: Path) -> list[str]:
    return [str(one) for one in Ledger(root).examine()]


def test_nothing_is_missed_of_a_whole_folder(root: Path) -> None:
    Ledger(root).require()
    assert found(root) == []
    assert len(listed(root)) == 6


@pytest.mark.parametrize("place", range(6))
def test_each_that_is_gone_is_missed(root: Path, place: int) -> None:
    name = listed(root)[place]

    shutil.rmtree((root / name).parent)

    assert found(root)[0].startswith(f"{root / name}: this was kept and is gone; restore it")
    with pytest.raises(WarehouseError, match=name):
        Ledger(root).require()


def test_a_folder_in_the_place_of_a_document_is_none(root: Path) -> None:
    path = root / "releases" / "publications.json"
    path.unlink()
    path.mkdir()
    assert "this was kept and is gone" in found(root)[0]


def test_the_number_of_what_is_gone_stands_in_the_sentence(root: Path) -> None:
    shutil.rmtree(root / "datasets")
    with pytest.raises(WarehouseError, match=r"is gone \(1 more are too\)"):
        Ledger(root).require()
    Ledger(root).require("shelf/")


def test_what_is_imported_again_is_there_again(root: Path, keep: Keep) -> None:
    shutil.rmtree(root / "datasets")
    keep(b"old")
    keep(b"wrong")
    assert found(root) == []


def test_a_decision_that_is_gone_is_not_begun_anew(root: Path, warehouse: Warehouse) -> None:
    shutil.rmtree(root / "withdrawals")
    (dataset,) = warehouse.datasets()
    newest = warehouse.all_versions(dataset)[-1]
    with pytest.raises(WarehouseError, match=r"withdrawals/.*this was kept and is gone"):
        warehouse.withdraw(newest, reason="again", moment=NOON)


def test_what_is_meant_to_be_gone_is_forgotten_and_written_down(root: Path) -> None:
    name = "shelf/2026-01-01-a/shelf.json"
    with pytest.raises(UsageError, match="nothing of this name is missing"):
        Ledger(root).forget(name, moment=NOON)
    shutil.rmtree(root / "shelf")

    Ledger(root).forget(name, moment=NOON)

    assert found(root) == []
    list_ = json.loads((root / "ledger" / "kept.json").read_bytes())
    assert list_["forgotten"] == {name: "2026-11-24T12:00:00Z"}


def test_what_is_there_again_is_not_forgotten_any_more(root: Path) -> None:
    name = "shelf/2026-01-01-a/shelf.json"
    (root / name).unlink()
    Ledger(root).forget(name, moment=NOON)
    (root / name).write_bytes(b"{}")
    Ledger(root).catch_up()
    assert json.loads((root / "ledger" / "kept.json").read_bytes())["forgotten"] == {}


@pytest.mark.parametrize("body", [b"", b"{", b'{"kept": []}x'])
def test_a_damaged_list_is_named_and_takes_nothing_in(root: Path, keep: Keep, body: bytes) -> None:
    (root / "ledger" / "kept.json").write_bytes(body)
    assert "kept.json: the file is damaged" in found(root)[0]
    versions = sorted(root.glob("datasets/*/*/*"))
    with pytest.raises(WarehouseError, match="the file is damaged"):
        keep(b"new")
    assert sorted(root.glob("datasets/*/*/*")) == versions


def test_a_name_that_was_taken_off_the_list_by_hand_is_told(root: Path) -> None:
    path = root / "ledger" / "kept.json"
    path.write_bytes(path.read_bytes().replace(b"2026-01-01-a", b"2026-01-01-b"))
    assert "it is not as it was written" in found(root)[0]


def test_a_list_that_was_deleted_is_told_and_written_anew(root: Path) -> None:
    before = listed(root)
    (root / "ledger" / "kept.json").unlink()
    assert "the list of what this folder holds was broken off or deleted" in found(root)[0]
    Ledger(root).catch_up()
    assert listed(root) == before


def test_a_list_that_another_process_begins_is_no_fault(root: Path) -> None:
    (root / "ledger" / "kept.json").unlink()
    with exclusive(root / "ledger"):
        assert found(root) == []


def test_a_folder_of_an_earlier_version_goes_on_and_gets_its_list(root: Path, keep: Keep) -> None:
    # Given a folder in which no list was ever kept
    before = listed(root)
    shutil.rmtree(root / "ledger")

    # Then that is a remark and no fault
    (remark,) = Ledger(root).unlisted()
    assert "an earlier version made this folder" in str(remark)
    assert found(root) == []
    Ledger(root).require()

    # When something is written
    keep(b"more")

    # Then all that is there is on the list
    assert set(before) < set(listed(root))
    assert list(Ledger(root).unlisted()) == []


def test_a_new_folder_has_nothing_to_list(tmp_path: Path) -> None:
    Ledger(tmp_path).catch_up()
    assert list(tmp_path.iterdir()) == []
    assert list(Ledger(tmp_path).unlisted()) == []


def test_a_backup_of_either_folder_restores_without_a_fault(root: Path, tmp_path: Path) -> None:
    backup(root, tmp_path / "with.tgz")
    restore(tmp_path / "with.tgz", tmp_path / "with")
    assert found(tmp_path / "with") == []
    assert listed(tmp_path / "with") == listed(root)

    shutil.rmtree(root / "ledger")
    backup(root, tmp_path / "without.tgz")
    assert found(root) == []
    restore(tmp_path / "without.tgz", tmp_path / "without")
    assert found(tmp_path / "without") == []
