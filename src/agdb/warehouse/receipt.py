"""A snapshot: the bytes as received, and the receipt that says what, from where, and when."""

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
