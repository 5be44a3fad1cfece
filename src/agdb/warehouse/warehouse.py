"""The warehouse: takes recordings in, whole or not at all, and finds datasets as of a date."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from agdb.errors import Place, SourceError, StatisticsError, WarehouseError
from agdb.sources.contract import Reader, RecordedFile, Recording
from agdb.sources.placed import placed
from agdb.statistics.identifier import DatasetId
from agdb.warehouse.durable import exclusive, put, scratch_folder
from agdb.warehouse.intake import Staged, stage, version_name
from agdb.warehouse.layout import Layout
from agdb.warehouse.receipt import Receipt, receipt_of
from agdb.warehouse.version import VERSION, DatasetVersion, version_bytes


class Warehouse:
    """Everything below one folder, `AGDB_DATA`: bytes as received, receipts, datasets.

    Bytes and receipts are never changed. Two processes may work on one folder at once.
    """

    def __init__(self, root: Path) -> None:
        self._layout = Layout(root.resolve())

    @property
    def root(self) -> Path:
        """The folder that holds everything."""
        return self._layout.root

    def keep(self, recording: Recording, *, reader: Reader, received: datetime) -> DatasetVersion:
        """Store `recording`, read it, and return the version of the dataset that it gives.

        Kept before and read in the same way, nothing is written anew and the version that is there
        comes back. `received` is the moment of receipt, with its time zone. Raises `SourceError` if
        the recording is not what it claims, `WarehouseError` if it cannot be stored; the warehouse
        is then as it was.
        """
        if received.tzinfo is None:
            raise ValueError("the moment of receipt needs a time zone")
        receipt = self._layout.stored_receipt(recording.dataset, recording.checksum)
        receipt = receipt or receipt_of(recording, received=received)
        known = self._known(receipt, reader, kept=received)
        if known is not None:
            return known
        try:
            with scratch_folder(self.root) as scratch:
                staged = stage(
                    recording, reader, receipt, kept=received, scratch=scratch, layout=self._layout
                )
                return self._settle(staged, receipt) or self.keep(
                    recording, reader=reader, received=received
                )
        except (SourceError, StatisticsError) as error:
            raise placed(error, receipt.dataset) from error
        except OSError as error:
            raise WarehouseError(
                f"cannot write here ({error.strerror})",
                place=Place(str(self.root)),
                remedy="make room on the disk, or set AGDB_DATA to another folder",
            ) from error

    def recording(self, version: DatasetVersion) -> Recording:
        """Return the recording of which `version` is a reading, from the bytes as received."""
        receipt = version.receipt
        return Recording(
            dataset=version.id,
            files=tuple(
                RecordedFile(one.name, self._layout.blob(one.sha256), one.sha256, one.size)
                for one in receipt.files
            ),
            recorded=receipt.recorded,
            origin=receipt.origin,
            address=receipt.address,
            publisher_date=receipt.publisher_date,
            licence=receipt.licence,
            vintage=receipt.vintage,
        )

    def find(self, dataset: DatasetId, *, as_of: date | None = None) -> DatasetVersion | None:
        """Return the dataset as known on `as_of` (as known now without it), None if not known then.

        The newest recorded date wins; on one date the publisher's own recording beats a
        transcription, and then the later receipt.
        """
        versions = [v for v in self.versions(dataset) if as_of is None or v.recorded <= as_of]
        return versions[-1] if versions else None

    def versions(self, dataset: DatasetId) -> tuple[DatasetVersion, ...]:
        """Return all versions of a dataset, the one that wins last."""
        folders = self._layout.version_folders(self._layout.versions(dataset))
        return tuple(sorted(map(self._layout.read_version, folders), key=lambda v: v.precedence))

    def datasets(self) -> tuple[DatasetId, ...]:
        """Return the datasets of which there is a version, in the casing of the newest one."""
        newest = []
        for folder in self._layout.dataset_folders():
            versions = map(self._layout.read_version, self._layout.version_folders(folder))
            last = max(versions, key=lambda v: v.precedence, default=None)
            if last is not None:
                newest.append(last.id)
        return tuple(sorted(newest))

    def _known(self, receipt: Receipt, reader: Reader, *, kept: datetime) -> DatasetVersion | None:
        """The version that is there already; it becomes the newest reading of its snapshot."""
        dataset = DatasetId.parse(receipt.dataset)
        folder = self._layout.versions(dataset) / version_name(receipt, reader)
        if not folder.exists():
            return None
        version = self._layout.read_version(folder)
        readings = [v for v in self.versions(dataset) if v.receipt.checksum == receipt.checksum]
        if readings[-1].version == version.version:
            return version
        with exclusive(self.root), scratch_folder(self.root) as scratch:
            (scratch / VERSION).write_bytes(version_bytes(version, kept=kept))
            put(scratch / VERSION, folder / VERSION)
        return self._layout.read_version(folder)

    def _settle(self, staged: Staged, receipt: Receipt) -> DatasetVersion | None:
        """Move all that was staged into place; None if another process stored the same just now."""
        dataset = DatasetId.parse(receipt.dataset)
        target = self._layout.versions(dataset) / staged.name
        with exclusive(self.root):
            stored = self._layout.stored_receipt(dataset, receipt.checksum)
            if target.exists() or (stored is not None and stored != receipt):
                return None
            for sha256, path in staged.blobs.items():
                if not self._layout.blob(sha256).exists():
                    put(path, self._layout.blob(sha256))
            if stored is None:
                put(staged.receipt, self._layout.receipt(dataset, receipt.checksum))
            put(staged.version, target)
        return self._layout.read_version(target)
