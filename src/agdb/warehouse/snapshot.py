"""A snapshot: the receipt of bytes as received, and what was decided about using them.

A withdrawal is of a snapshot, so of every reading of it that there is or will be. Nothing is
deleted: bytes, receipt and versions stay, so that a release that was made of them still explains
its numbers. Each step is added to the ones before it.
"""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from agdb.sources.contract import Origin, Recording, day_of


class FileEntry(msgspec.Struct, frozen=True):
    """One file of a snapshot; the bytes are the blob of that checksum."""

    name: str
    sha256: str
    size: int


class Receipt(msgspec.Struct, frozen=True):
    """What was written down when a recording came in; never changed afterwards.

    `checksum` is that of the one file, or of the list `sha256  name` of all files, sorted.
    """

    dataset: str
    checksum: str
    files: tuple[FileEntry, ...]
    recorded: date
    origin: Origin
    address: str
    publisher_date: str
    licence: str
    received: datetime
    vintage: str = ""

    @property
    def published(self) -> date | None:
        """The day on which the publisher published this, as it says itself; None if it does not."""
        return day_of(self.publisher_date)

    @property
    def transcription(self) -> bool:
        """Whether the bytes are our own copy of published figures, not the publisher's."""
        return self.origin is Origin.TRANSCRIPTION


def receipt_of(recording: Recording, *, received: datetime) -> Receipt:
    """Return the receipt for `recording`, taken in at the moment `received`."""
    files = sorted(recording.files, key=lambda file: file.name)
    return Receipt(
        dataset=str(recording.dataset),
        checksum=recording.checksum,
        files=tuple(FileEntry(file.name, file.sha256, file.size) for file in files),
        recorded=recording.recorded,
        origin=recording.origin,
        address=recording.address,
        publisher_date=recording.publisher_date,
        licence=recording.licence,
        received=received,
        vintage=recording.vintage,
    )


class WithdrawalStep(msgspec.Struct, frozen=True):
    """One decision about a snapshot: `withdrawn`, or put back into use. `version` was named."""

    moment: datetime
    withdrawn: bool
    version: str
    reason: str


class WithdrawalFile(msgspec.Struct, frozen=True):
    """All decisions about one snapshot, oldest first: the last one holds."""

    dataset: str
    snapshot: str
    steps: tuple[WithdrawalStep, ...]

    @property
    def standing(self) -> WithdrawalStep | None:
        """The withdrawal that holds now, None if the snapshot is in use."""
        last = self.steps[-1] if self.steps else None
        return last if last is not None and last.withdrawn else None
