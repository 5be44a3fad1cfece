"""A version that is withdrawn is never used again, and nothing of it is lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from tests.warehouse.conftest import Told

from agdb.errors import WarehouseError
from agdb.statistics.identifier import DatasetId
from agdb.warehouse.backup import backup, restore
from agdb.warehouse.doctor import examine
from agdb.warehouse.version import DatasetVersion
from agdb.warehouse.warehouse import Warehouse

JOBS = DatasetId("abc", "Jobs")
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
Keep = Callable[..., DatasetVersion]
Tree = Callable[[], dict[str, tuple[int, bytes]]]


@pytest.fixture
def two(keep: Keep) -> tuple[DatasetVersion, DatasetVersion]:
    """An older and a newer version of one dataset."""
    return keep(b"old", recorded=date(2025, 4, 22)), keep(b"new", recorded=date(2026, 4, 22))


def test_the_version_before_is_the_newest_then(
    warehouse: Warehouse, two: tuple[DatasetVersion, DatasetVersion], tree: Tree
) -> None:
    older, newer = two
    before = tree()
    gone = warehouse.withdraw(newer, reason=" an  old file ", moment=NOON)
    # Nothing uses it, and everything of it is still there
    assert warehouse.find(JOBS) == older
    assert warehouse.versions(JOBS) == (older,)
    assert warehouse.all_versions(JOBS) == (older, gone)
    kept = {name: was for name, was in before.items() if name.startswith(("blobs", "datasets"))}
    assert kept.items() <= tree().items()
    assert gone.withdrawn is not None
    assert (gone.withdrawn.reason, gone.withdrawn.moment) == ("an old file", NOON)
    assert list(examine(warehouse.root)) == []


def test_another_reading_of_the_same_bytes_is_withdrawn_too(
    warehouse: Warehouse, keep: Keep, two: tuple[DatasetVersion, DatasetVersion]
) -> None:
    older, newer = two
    warehouse.withdraw(newer, reason="wrong", moment=NOON)
    again = keep(b"new", reader=Told(revision="told/2"), recorded=date(2026, 4, 22))
    assert again.withdrawn is not None
    assert warehouse.find(JOBS) == older


def test_it_can_be_put_back_and_both_decisions_stay_written_down(
    warehouse: Warehouse, two: tuple[DatasetVersion, DatasetVersion]
) -> None:
    _, newer = two
    warehouse.withdraw(newer, reason="wrong", moment=NOON)
    later = NOON + timedelta(1)
    back = warehouse.withdraw(newer, reason="it was right", moment=later, undo=True)
    assert back.withdrawn is None
    assert warehouse.find(JOBS) == newer
    (path,) = (warehouse.root / "withdrawals").rglob("*.json")
    assert [reason in path.read_text("utf-8") for reason in ("wrong", "it was right")] == [True] * 2


@pytest.mark.parametrize(
    ("done", "reason", "undo", "sentence"),
    [
        (False, "  ", False, "the reason is empty; say why in --reason"),
        (False, "x", True, "this version is in use; agdb datasets shows"),
        (True, "x", False, r"was withdrawn on 2026-11-24 \(wrong\); agdb datasets shows"),
    ],
)
def test_what_cannot_be_decided_is_one_sentence(
    warehouse: Warehouse,
    two: tuple[DatasetVersion, DatasetVersion],
    done: bool,
    reason: str,
    undo: bool,
    sentence: str,
) -> None:
    if done:
        warehouse.withdraw(two[1], reason="wrong", moment=NOON)
    with pytest.raises(WarehouseError, match=sentence):
        warehouse.withdraw(two[1], reason=reason, moment=NOON, undo=undo)


def test_a_version_is_found_by_the_beginning_of_its_name(
    warehouse: Warehouse, two: tuple[DatasetVersion, DatasetVersion]
) -> None:
    older, newer = two
    assert warehouse.version(JOBS, newer.version) == newer
    assert warehouse.version(JOBS, "2025") == older
    with pytest.raises(
        WarehouseError, match=f"no version '2024'; name one of these: .*{newer.version}"
    ):
        warehouse.version(JOBS, "2024")
    with pytest.raises(WarehouseError, match="2 versions are called '202'"):
        warehouse.version(JOBS, "202")


def test_doctor_finds_a_decision_that_is_damaged_or_about_nothing(
    warehouse: Warehouse, two: tuple[DatasetVersion, DatasetVersion]
) -> None:
    warehouse.withdraw(two[1], reason="wrong", moment=NOON)
    (path,) = (warehouse.root / "withdrawals").rglob("*.json")
    path.with_name("other.json").write_bytes(path.read_bytes())
    broken = path.with_name("broken.json")
    broken.write_text("{", "utf-8")
    found = sorted(str(error.what) for error in examine(warehouse.root))
    assert len(found) == 2
    assert found[0].startswith("the decision is on abc:Jobs")
    assert found[1].startswith("the file is damaged")


def test_a_backup_keeps_what_is_withdrawn(
    warehouse: Warehouse, two: tuple[DatasetVersion, DatasetVersion], tmp_path: Path
) -> None:
    warehouse.withdraw(two[1], reason="wrong", moment=NOON)
    backup(warehouse.root, tmp_path / "all.agdb")
    restore(tmp_path / "all.agdb", tmp_path / "again")
    found = Warehouse(tmp_path / "again").find(JOBS)
    assert found is not None
    assert found.version == two[0].version
