"""Where things are below the root of the warehouse."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from agdb.errors import Place, WarehouseError
from agdb.files.documents import read_document
from agdb.statistics.identifier import DatasetId
from agdb.warehouse.snapshot import Receipt, WithdrawalFile
from agdb.warehouse.version import VERSION, DatasetVersion, VersionFile


@dataclass(frozen=True, slots=True)
class SnapshotLayout:
    """Paths and the reading of what lies there; nothing here writes."""

    root: Path

    def blob(self, sha256: str) -> Path:
        """The bytes with this checksum."""
        return self.root / "blobs" / sha256[:2] / sha256

    def receipt(self, dataset: DatasetId, checksum: str) -> Path:
        """The receipt of a snapshot of a dataset."""
        return self.root / "snapshots" / dataset.folder / f"{checksum}.json"

    def versions(self, dataset: DatasetId) -> Path:
        """The folder with all versions of a dataset."""
        return self.root / "datasets" / dataset.folder

    def version_folders(self, versions: Path) -> Iterator[Path]:
        """The folders inside one that `versions` gave, or none if it is not there."""
        if versions.is_dir():
            yield from sorted(path for path in versions.iterdir() if path.is_dir())

    def stored_receipt(self, dataset: DatasetId, checksum: str) -> Receipt | None:
        """The receipt of a snapshot, None if there is none."""
        path = self.receipt(dataset, checksum)
        return read_document(path, Receipt) if path.exists() else None

    def withdrawal(self, dataset: DatasetId, checksum: str) -> Path:
        """The decisions to take a snapshot out of use, and back."""
        return self.root / "withdrawals" / dataset.folder / f"{checksum}.json"

    def withdrawals(self, dataset: DatasetId, checksum: str) -> WithdrawalFile:
        """What was decided about a snapshot, nothing for most of them."""
        path = self.withdrawal(dataset, checksum)
        if path.exists():
            return read_document(path, WithdrawalFile)
        return WithdrawalFile(str(dataset), checksum, ())

    def dataset_folders(self) -> Iterator[Path]:
        """The folders of the datasets that there are."""
        for publisher in self.version_folders(self.root / "datasets"):
            yield from self.version_folders(publisher)

    def read_version(self, folder: Path) -> DatasetVersion:
        """Return the version in `folder`; raises `WarehouseError` if its files do not agree."""
        file = read_document(folder / VERSION, VersionFile)
        dataset = DatasetId.parse(file.dataset)
        receipt = read_document(self.receipt(dataset, file.snapshot), Receipt)
        if file.version != folder.name or self.versions(dataset) != folder.parent:
            raise WarehouseError(
                f"the file says that this is {file.dataset} {file.version}",
                place=Place(str(folder / VERSION)),
                remedy="restore the folder from a backup",
            )
        return DatasetVersion(
            id=dataset,
            version=file.version,
            recorded=receipt.recorded,
            receipt=receipt,
            revision=file.revision,
            rows=file.rows,
            partial=file.partial,
            kept=file.kept,
            folder=folder,
            files=file.files,
            withdrawn=self.withdrawals(dataset, file.snapshot).standing,
        )
