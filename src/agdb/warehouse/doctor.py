"""Finds every way in which a data folder can contradict itself, and says how to mend it.

Nothing is changed. A finding is one sentence: what, where, and what to do.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from agdb.errors import AgdbError, Place, StatisticsError, WarehouseError
from agdb.files.checksum import chunks_of, digest, set_checksum
from agdb.files.documents import read_document
from agdb.files.durable import MADE_PREFIX, SCRATCH_PREFIX, in_use, left_behind
from agdb.files.tree import below
from agdb.sources.contract import Draft
from agdb.statistics.identifier import DatasetId, sql_text
from agdb.statistics.structure import observation_columns
from agdb.warehouse.checks import check_loaded
from agdb.warehouse.engine import Engine
from agdb.warehouse.layout import SnapshotLayout
from agdb.warehouse.snapshot import Receipt, WithdrawalFile
from agdb.warehouse.version import OBSERVATIONS, STRUCTURE, VERSION, DatasetVersion, VersionFile

_BACKUP: Final = "restore it from a backup"
_FILES: Final = frozenset({OBSERVATIONS, STRUCTURE, VERSION})


def examine(root: Path) -> Iterator[AgdbError]:
    """Yield every inconsistency below `root`; a warehouse that does not exist yet has none."""
    layout = SnapshotLayout(root.resolve())
    yield from _scratch(layout.root)
    yield from _links(layout.root)
    receipts: dict[Path, Receipt] = {}
    for path in _files(layout.root / "snapshots"):
        try:
            receipts[path] = read_document(path, Receipt)
        except WarehouseError as error:
            yield error
    for path, receipt in receipts.items():
        yield from _receipt(path, receipt, layout)
    yield from _blobs(layout, {entry.sha256 for r in receipts.values() for entry in r.files})
    read: set[Path] = set()
    for folder in _version_folders(layout.root):
        if isinstance(folder, AgdbError):
            yield folder
            continue
        try:
            version = layout.read_version(folder)
        except (WarehouseError, StatisticsError) as error:
            yield _at(error, folder)
            continue
        read.add(layout.receipt(version.id, version.receipt.checksum))
        yield from _version(version)
    yield from _withdrawals(layout, set(receipts))
    for path in receipts.keys() - read:
        yield _finding(
            "no dataset was read from this snapshot", path, "import or fetch the recording again"
        )


def unvouched_versions(root: Path) -> Iterator[AgdbError]:
    """Yield, as one, the versions of before there were checksums of figures."""
    layout = SnapshotLayout(root.resolve())
    found = []
    for path in sorted(layout.root.glob(f"datasets/*/*/*/{VERSION}")):
        with suppress(WarehouseError):  # what is damaged is a finding
            if not read_document(path, VersionFile).files:
                found.append(path.parent)
    if found:
        yield _finding(
            f"{len(found)} versions of data sets were kept before figures had checksums, this one"
            " first: no change of them is noticed",
            found[0],
            "delete the folder and import or build again where the recording is still at hand; or"
            " keep it, with its backup",
        )


def _withdrawals(layout: SnapshotLayout, receipts: set[Path]) -> Iterator[AgdbError]:
    """Whether every decision to withdraw can be read, and is of a snapshot that is there."""
    for path in _files(layout.root / "withdrawals"):
        try:
            file = read_document(path, WithdrawalFile)
            dataset = DatasetId.parse(file.dataset)
        except (WarehouseError, StatisticsError) as error:
            yield _at(error, path)
            continue
        if layout.withdrawal(dataset, file.snapshot) != path:
            yield _finding(f"the decision is on {file.dataset} {file.snapshot}", path, _BACKUP)
        elif layout.receipt(dataset, file.snapshot) not in receipts:
            yield _finding("it withdraws a snapshot that is not there", path, _BACKUP)


def _scratch(root: Path) -> Iterator[AgdbError]:
    for path in sorted(root.glob(f"{SCRATCH_PREFIX}*")):
        if not (path.is_dir() and in_use(path)):
            yield _finding("an import was broken off", path, "delete it")
    for path in sorted(root.glob(".site*")):
        if path.is_dir() and not in_use(path):
            yield _finding("a publication was broken off", path, "publish again, or delete it")
    for path in sorted(path for path in below(root) if path.match(".*-*")):
        made = path.name.startswith(MADE_PREFIX) and path.is_dir() and not in_use(path)
        if made or (path.is_file() and left_behind(path)):
            yield _finding("a write was broken off", path, "delete it")
    for path in sorted((root / "fetch").glob("*/*/**/.*.part")):
        dataset = Path(*path.parts[: len(root.parts) + 3])
        if not in_use(dataset / ".lock"):
            yield _finding("a fetch was broken off", path, "run agdb fetch again, or delete it")


def _links(root: Path) -> Iterator[AgdbError]:
    for path in sorted(root.glob("*")):
        if path.is_symlink():
            yield _finding(
                "this is a link, which no backup follows",
                path,
                "bring the folder back, or set AGDB_DATA to a folder on the disk that has room",
            )


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in below(folder) if path.is_file() or path.is_symlink())


def _receipt(path: Path, receipt: Receipt, layout: SnapshotLayout) -> Iterator[AgdbError]:
    try:
        right = layout.receipt(DatasetId.parse(receipt.dataset), receipt.checksum)
    except StatisticsError as error:
        yield _at(error, path)
        return
    if right != path:
        yield _finding(f"the receipt is of {receipt.dataset} {receipt.checksum}", path, _BACKUP)
    if set_checksum((entry.name, entry.sha256) for entry in receipt.files) != receipt.checksum:
        yield _finding("the checksums of the files do not make that of the snapshot", path, _BACKUP)
    for entry in receipt.files:
        blob = layout.blob(entry.sha256)
        if not blob.is_file():
            yield _finding(f"the bytes of {entry.name!r} are missing", blob, _BACKUP)
        elif blob.stat().st_size != entry.size:
            yield _finding(
                f"{entry.name!r} has {blob.stat().st_size} bytes in place of {entry.size}",
                blob,
                _BACKUP,
            )


def _blobs(layout: SnapshotLayout, named: set[str]) -> Iterator[AgdbError]:
    for path in _files(layout.root / "blobs"):
        with path.open("rb") as stream:
            found = digest(chunks_of(stream))
        if layout.blob(found.sha256) != path:
            yield _finding("the bytes do not have the checksum of their name", path, _BACKUP)
        elif path.name not in named:
            yield _finding(
                "no receipt names these bytes",
                path,
                "import the recording again, or delete the file",
            )


def _version_folders(root: Path) -> Iterator[Path | AgdbError]:
    """The folders of versions, and a finding for everything that lies between them."""
    datasets = root / "datasets"
    for path in _files(datasets):
        depth = len(path.relative_to(datasets).parts)
        if depth != 4 or path.name not in _FILES:
            yield _finding("nothing is known of this file", path, "move it to another folder")
    yield from sorted(datasets.glob("*/*/*/"))


def _version(version: DatasetVersion) -> Iterator[AgdbError]:
    """Whether the files of a version are those that were checked when it was made."""
    parquet = version.folder / OBSERVATIONS
    if not parquet.is_file():
        yield _finding("the observations are missing", parquet, _mend(version))
        return
    try:
        structure = version.structure
        with Engine(folders=(version.folder,)) as engine:
            given = engine.rows(
                "select column_name, column_type from (describe select * from "
                f"read_parquet({sql_text(str(version.parquet))}))"
            )
            right = observation_columns(structure.dimensions)
            if dict(given) != right:
                yield _finding("the columns are not those of its structure", parquet, _BACKUP)
                return
            draft = Draft(structure, "", version.rows, version.partial)
            check_loaded(engine, parquet, draft=draft, dataset=str(version.id))
    except AgdbError as error:
        place = error.place if isinstance(error, WarehouseError) else None
        yield _finding(str(error.what), Path(place.name) if place else parquet, _mend(version))


def _mend(version: DatasetVersion) -> str:
    return f"delete the folder and import {version.id} again, or restore it from a backup"


def _at(error: AgdbError, path: Path) -> AgdbError:
    return error if error.place is not None else _finding(error.what, path, _BACKUP)


def _finding(what: str, path: Path, remedy: str) -> AgdbError:
    return WarehouseError(what, place=Place(str(path)), remedy=remedy)
