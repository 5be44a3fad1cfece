"""The warehouse: takes recordings in, whole or not at all, and finds datasets as of a date."""

from __future__ import annotations

import errno
import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Final, Self

from agdb.errors import Place, SourceError, StatisticsError, WarehouseError
from agdb.files.documents import sealed
from agdb.files.durable import exclusive, put, remove_left, replace_durably, scratch_folder
from agdb.files.recorded import RecordedFile, TakeFile, placed
from agdb.sources.contract import Reader, Recording
from agdb.statistics.identifier import DatasetId
from agdb.statistics.structure import Structure
from agdb.warehouse.intake import Staged, received, stage, version_name
from agdb.warehouse.layout import SnapshotLayout
from agdb.warehouse.ledger import Ledger
from agdb.warehouse.snapshot import Receipt, WithdrawalFile, WithdrawalStep, receipt_of
from agdb.warehouse.version import VERSION, DatasetVersion, in_order, version_bytes

_NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS})
_LOG: Final = logging.getLogger("agdb.import")


class Warehouse:
    """Everything below one folder, `AGDB_DATA`: bytes as received, receipts, datasets.

    Bytes and receipts are never changed. Two processes may work on one folder at once.
    """

    def __init__(self, root: Path, *, without: frozenset[tuple[str, str]] = frozenset()) -> None:
        self._layout = SnapshotLayout(root.resolve())
        self._ledger = Ledger(self._layout.root)
        self._without = without

    def without(self, version: DatasetVersion) -> Self:
        """Return the same warehouse as if the snapshot of `version` had never come."""
        excluded = (version.id.folder, version.receipt.checksum)
        return type(self)(self.root, without=self._without | {excluded})

    @property
    def root(self) -> Path:
        """The folder that holds everything."""
        return self._layout.root

    @contextmanager
    def receiving(self) -> Iterator[TakeFile]:
        """Give what copies a file in here while its checksum is worked out, for `keep` inside.

        So what is large is read once, and neither copied nor checked again. Such a file moves into
        its place when it is kept, and is gone after the block otherwise. Raises `WarehouseError` if
        nothing can be written here.
        """
        with ExitStack() as held:
            try:
                folder = held.enter_context(scratch_folder(self.root))
            except OSError as error:
                raise self._unwritable(error) from error

            def take(path: Path, *, name: str) -> RecordedFile:
                try:
                    return received(path, name=name, folder=folder)
                except OSError as error:
                    if error.errno in _NO_ROOM:
                        raise self._unwritable(error) from error
                    raise

            yield take

    def keep(
        self,
        recording: Recording,
        *,
        reader: Reader,
        received: datetime,
        judge: Callable[[Structure], None] = lambda _: None,
    ) -> DatasetVersion:
        """Store `recording`, read it, and return the version of the dataset that it gives.

        Kept before and read in the same way, nothing is written and the version that is there
        comes back. `received` is the moment of receipt, with its time zone. `judge` is shown the
        structure before anything becomes visible, and may raise a `SourceError`. Raises
        `SourceError` too if the recording is not what it claims, `WarehouseError` if it cannot be
        stored; the warehouse is then as it was.
        """
        if received.tzinfo is None:
            raise ValueError("the moment of receipt needs a time zone")
        remove_left(self.root)
        receipt = self._layout.stored_receipt(recording.dataset, recording.checksum)
        receipt = receipt or receipt_of(recording, received=received)
        known = self._known(receipt, reader, kept=received)
        if known is not None:
            _LOG.debug("%s: these bytes were read before, as %s", receipt.dataset, known.version)
            return known
        try:
            with scratch_folder(self.root) as scratch:
                staged = stage(
                    recording, reader, receipt, kept=received, scratch=scratch, layout=self._layout
                )
                _LOG.debug("%s: read and checked, as %s", receipt.dataset, staged.name)
                judge(staged.structure)
                return self._settle(staged, receipt) or self.keep(
                    recording, reader=reader, received=received, judge=judge
                )
        except (SourceError, StatisticsError) as error:
            raise placed(error, receipt.dataset, recording.files) from error
        except OSError as error:
            raise self._unwritable(error) from error

    def _unwritable(self, error: OSError) -> WarehouseError:
        return WarehouseError(
            f"cannot write here ({error.strerror})",
            place=Place(str(self.root)),
            remedy="make room on the disk, or set AGDB_DATA to another folder",
        )

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

        The publisher's own date decides which version is the newest, see `version.in_order`.
        """
        versions = self.versions(dataset, as_of=as_of)
        return versions[-1] if versions else None

    def versions(
        self, dataset: DatasetId, *, as_of: date | None = None
    ) -> tuple[DatasetVersion, ...]:
        """Return the versions of a dataset that may be used, the one that wins last.

        With `as_of` those recorded on or before that day.
        """
        usable = (
            version
            for version in self.all_versions(dataset)
            if version.withdrawn is None
            and (version.id.folder, version.receipt.checksum) not in self._without
            and (as_of is None or version.recorded <= as_of)
        )
        return in_order(usable)

    def all_versions(self, dataset: DatasetId) -> tuple[DatasetVersion, ...]:
        """Return every version of a dataset that is kept, in the same order, also the withdrawn."""
        folders = self._layout.version_folders(self._layout.versions(dataset))
        return in_order(map(self._layout.read_version, folders))

    def version(self, dataset: DatasetId, name: str) -> DatasetVersion:
        """Return the version called `name`, or whose name alone begins so, withdrawn or not.

        Raises `WarehouseError` if there is none, or if several begin so.
        """
        known = self.all_versions(dataset)
        found = [v for v in known if v.version == name] or [
            v for v in known if name and v.version.startswith(name)
        ]
        if len(found) == 1:
            return found[0]
        names = ", ".join(version.version for version in found or known) or "none"
        raise WarehouseError(
            f"{len(found)} versions are called {name!r}" if found else f"no version {name!r}",
            place=Place(str(dataset)),
            remedy=f"name one of these: {names}",
        )

    def datasets(self) -> tuple[DatasetId, ...]:
        """Return the datasets of which there is a version, in the casing of the newest one."""
        newest = []
        for folder in self._layout.dataset_folders():
            versions = in_order(
                map(self._layout.read_version, self._layout.version_folders(folder))
            )
            if versions:
                newest.append(versions[-1].id)
        return tuple(sorted(newest))

    def withdraw(
        self, version: DatasetVersion, *, reason: str, moment: datetime, undo: bool = False
    ) -> DatasetVersion:
        """Take the snapshot of `version` out of use, or with `undo` back into it.

        Nothing is deleted, and every decision stays written down. Raises `WarehouseError` for a
        reason of no words, and if the snapshot is already out of use, or in it.
        """
        place = Place(f"{version.id} {version.version}")
        if not reason.strip():
            raise WarehouseError("the reason is empty", place=place, remedy="say why in --reason")
        with exclusive(self.root):
            checksum = version.receipt.checksum
            file = self._layout.withdrawals(version.id, checksum)
            if (file.standing is not None) is not undo:
                was = file.standing
                raise WarehouseError(
                    "this version is in use"
                    if was is None
                    else f"this version was withdrawn on {was.moment:%Y-%m-%d} ({was.reason})",
                    place=place,
                    remedy="agdb datasets shows which versions are withdrawn",
                )
            step = WithdrawalStep(moment, not undo, version.version, " ".join(reason.split()))
            decided = WithdrawalFile(file.dataset, file.snapshot, (*file.steps, step))
            decision = self._layout.withdrawal(version.id, checksum)
            self._ledger.require(self._name(decision))
            replace_durably(decision, sealed(decided))
            self._ledger.note(self._name(decision))
        return self._layout.read_version(version.folder)

    def _known(self, receipt: Receipt, reader: Reader, *, kept: datetime) -> DatasetVersion | None:
        """The version that is there already; it becomes the newest reading of its snapshot."""
        dataset = DatasetId.parse(receipt.dataset)
        folder = self._layout.versions(dataset) / version_name(receipt, reader)
        if not folder.exists():
            return None
        version = self._layout.read_version(folder)
        self._ledger.note(self._name(folder / VERSION))
        kept_before = self.all_versions(dataset)
        readings = [v for v in kept_before if v.receipt.checksum == receipt.checksum]
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
            self._ledger.require_readable()
            for sha256, path in staged.blobs.items():
                if not self._layout.blob(sha256).exists():
                    put(path, self._layout.blob(sha256))
            if stored is None:
                put(staged.receipt, self._layout.receipt(dataset, receipt.checksum))
            put(staged.version, target)
            self._ledger.note(self._name(target / VERSION))
        return self._layout.read_version(target)

    def _name(self, path: Path) -> str:
        """What a file is called on the list of what must be there."""
        return path.relative_to(self.root).as_posix()
